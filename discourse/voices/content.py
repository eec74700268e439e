"""What is reported: the clause, phrase or quotation that belongs to a cue."""

from __future__ import annotations

import regex

from discourse.voices.cues import Cue
from discourse.voices.grammar import CLAUSE, Words, group_start
from discourse.voices.lexicon import Lexicon
from discourse.voices.sentence import Sentence
from discourse.voices.sources import Phrases, Subject

_TO_THAT = regex.compile(r"[^VYXQ;:.,T]{1,9}T")
# Between a cue and its quotation: an addressee, a place, a time; never another verb.
_TO_QUOTE = regex.compile(r"[^VYXQ;.]{0,12}Q")
FINITE = regex.compile(r"[VXYBK]")
# Where a content that is no clause ends: at a mark before a new clause, before a subordinator …
_PHRASE_END = regex.compile(r",(?=[WUGVKRXYI]|C[DJNEPRVXYGIU])|,?U|[;:]|,?-")
# … or before the verb of the clause around it ("a plan that allows visas | will expire").
_OUTER_VERB = regex.compile(r"(?<=[NEM]R?)[XYV]")
_GOES_ON = regex.compile(r",(?=R?[VXYK])")
_TWO_PHRASES = regex.compile(r"[NEP](?:[DJ]|RJ)")
_OPENS_CLAUSE = regex.compile(r"[TWUHP]")


class Extent:
    """Finds contents in one sentence.

    Contents are ranges of word numbers; the first of a list is the main one, further ones continue it.
    """

    def __init__(self, sentence: Sentence, phrases: Phrases, lexicon: Lexicon):
        self.words = sentence.words
        self.letters = sentence.letters
        self._starts = sentence.starts
        self._inline = sentence.inline
        self._phrases = phrases
        self._lexicon = lexicon
        self.last = len(self.letters) - (self.letters[-1:] == ".")

    def of(self, verb: int, cue: Cue, source: Subject | None) -> tuple[list[Words], bool]:
        """The content of a cue, in one or two pieces (none if there is none), and whether it is a clause."""
        after = source.words[1] if source and source.inverted else verb + 1
        before = group_start(self.letters, verb)
        if source and not source.inverted and self.letters[before - 1 : before] != "C" and self.letters[verb] != "G":
            before = min(before, source.words[0])
        if cue.lemma == "put":
            if self.words[after : after + 1] != ["it"]:
                return [], False
            after += 1
        quoted = self._quotation(before, after) if cue.kind == "speech" else []
        if quoted:
            return quoted, True
        start, clause = self._after(verb, after, cue)
        if start is None:
            return self._around(before, after, cue), True
        return [(start, self._stop(start, clause, source))], clause

    def _quotation(self, before: int, after: int) -> list[Words]:
        """A whole quotation before the cue, after it, or on both sides."""
        place = before - 1 - (self.letters[before - 1 : before] == ",")
        match = _TO_QUOTE.match(self.letters, after)
        later = match.end() - 1 if match else None
        if place >= 0 and self.letters[place] == "Q":
            return [(place, place + 1)] + ([(later, later + 1)] if later else [])
        if later is None:
            return []
        rest = self.letters[later + 1 : self.last]
        if not rest or rest[0] in ",;Q.":
            return [(later, later + 1)]
        return [(later, self.last)]

    def _around(self, before: int, after: int, cue: Cue) -> list[Words]:
        """The clause that "…, she said" or "As she said, …" stands beside."""
        if "that" not in cue.frames:
            return []
        letters = self.letters
        introduced = before > 0 and self.words[before - 1] == "as"
        edge = before - introduced
        end = self._over_adverbials(after)
        rest = letters[end : self.last]
        if introduced and rest[:1] == "," and not FINITE.search(letters, self._clause_begin(edge), edge):
            return [(end + 1, self.last)]
        if edge < 2 or letters[edge - 1] not in ",-" or (rest and rest[0] not in ",-"):
            return []
        start = self._clause_begin(edge - 1)
        if not FINITE.search(letters, start, edge - 1) and rest[:1] != ",":
            return []
        pieces = [(start, edge - 1)]
        if rest[:1] == "," and end + 1 < self.last and letters[end + 1] not in "GW":
            pieces.append((end + 1, self.last))
        return pieces

    def _clause_begin(self, end: int) -> int:
        """Where the clause that ends before a word begins: after a semicolon or a whole quotation, or at "which"."""
        if self.letters[end - 1 : end] == "W":
            return end - 1
        return max(self.letters.rfind(mark, 0, end) for mark in ";Q.") + 1

    def _over_adverbials(self, place: int) -> int:
        """Skip what says when, where and to whom: "Monday in a statement to reporters"."""
        letters = self.letters
        while place < self.last:
            phrase = self._phrases.starting_at(place)
            if letters[place] == "R" or self.words[place] in self._lexicon.time_words:
                place += 1
            elif letters[place] in "IAO" and (phrase := self._phrases.starting_at(place + 1)):
                place = phrase[1]
            else:
                break
        return place

    def _after(self, verb: int, place: int, cue: Cue) -> tuple[int | None, bool]:
        """Where a content after the cue starts, and whether it is a clause."""
        if place >= self.last:
            return None, False
        if cue.frames & {"that", "tell"}:
            found = self._clause_after(place, "tell" in cue.frames, "np" not in cue.frames)
            if found is not None:
                return found, True
        return self._phrase_after(verb, place, cue), False

    def _phrase_after(self, verb: int, place: int, cue: Cue) -> int | None:
        """A content that is no clause: an infinitive, what follows a preposition, a noun phrase."""
        letters, frames = self.letters, cue.frames
        if letters[place] == "R" and place + 1 < self.last and letters[place + 1] in "AIGDO":
            place += 1
        if letters[place] == "A" and ("to" in frames or ("that" in frames and self.passive(verb))):
            return place
        if letters[place] == "G" and "ing" in frames:
            return place
        preposition = self._preposition(place, frames)
        if preposition is not None:
            return preposition + 1
        phrase = self._phrases.starting_at(place)
        if not phrase or self.passive(verb) or self._phrases.is_time(phrase):
            return None
        if letters[phrase[1] : phrase[1] + 1] == "A" and frames & {"tell-to", "np-to"}:
            return phrase[1] if "tell-to" in frames else place
        return place if "np" in frames and (cue.lemma != "call" or self._names(place)) else None

    def _preposition(self, place: int, frames: frozenset[str]) -> int | None:
        """The preposition of the content: "spoke last week in Odesa | of"."""
        for number in range(place, min(place + 8, self.last)):
            if self.words[number] in frames and self.letters[number] in "IOUR":
                return number
            if self.letters[number] in "VXYQT,;:" or (number == place and self.letters[number] not in "IROENA"):
                return None
        return None

    def _names(self, place: int) -> bool:
        """Whether "call" says what somebody calls something: "called the plan absurd", "called it a “sham”"."""
        return bool(_TWO_PHRASES.search(self.letters, place, self.last)) or any(
            quote.start >= self._starts[place] for quote in self._inline
        )

    def passive(self, verb: int) -> bool:
        """Whether a verb is passive: "is said", "have been told"."""
        group = self.words[group_start(self.letters, verb) : verb]
        return self.letters[verb] in "KV" and any(word in self._lexicon.be for word in group)

    def _clause_after(self, place: int, addressee: bool, always: bool) -> int | None:
        """A clause after the cue, and after what says when, where and to whom.

        `always`: the verb takes nothing but a clause, so that what looks like a phrase is one too.
        """
        letters = self.letters
        if letters[place] == "T":
            return place
        if letters[place] in "-,":
            return self._after_mark(place)
        if addressee:
            match = _TO_THAT.match(letters, place)
            phrase = self._phrases.starting_at(place)
            place = match.end() - 1 if match else phrase[1] if phrase else place
        end = self._over_adverbials(place)
        end += letters[end : end + 1] == ","
        for start in (place, end):
            if letters[start : start + 1] in ("T", "H") or self._is_whether(start):
                return start
        return self._bare_clause(place, end, always)

    def _after_mark(self, place: int) -> int | None:
        """A clause after a dash, or "said, as before, that …"."""
        if self.letters[place] == "-":
            return place + 1 if CLAUSE.match(self.letters, place + 1) else None
        end = self._over_adverbials(place + 1)
        return end + 1 if self.letters[end : end + 2] == ",T" else None

    def _is_whether(self, place: int) -> bool:
        return place < self.last and self.words[place] in self._lexicon.whether

    def _bare_clause(self, place: int, end: int, always: bool) -> int | None:
        """A clause without "that", at `place` or, after what says when and where, at `end`."""
        letters = self.letters
        if place < self.last and self.words[place] not in self._lexicon.time_words and CLAUSE.match(letters, place):
            return place
        if end > place and letters[end - 1] != "," and CLAUSE.match(letters, end):
            return end
        phrase = self._phrases.starting_at(place) if always else None
        if not phrase or phrase[1] >= self.last or letters[phrase[1]] == "A" or self._phrases.is_time(phrase):
            return None
        return place

    def _stop(self, start: int, clause: bool, source: Subject | None) -> int:
        """Where a content that starts after its cue ends."""
        if clause:
            return self._clause_stop(start, source)
        match = _PHRASE_END.search(self.letters, start + 1, self.last)
        stop = match.start() if match else self.last
        for match in _OUTER_VERB.finditer(self.letters, start + 1, stop):
            if not _OPENS_CLAUSE.search(self.letters, start, match.start()):
                return match.start()
        return stop

    def _clause_stop(self, start: int, source: Subject | None) -> int:
        """The end of the sentence, or where the clause around the report goes on."""
        letters = self.letters
        end = -1
        if letters[start - 1] == "-":  # "who knows — it is over — and"
            end = letters.find("-", start, self.last)
        elif source and letters[source.words[1] - 1] == "W":  # "who said it was over, left"
            match = _GOES_ON.search(letters, start, self.last)
            end = match.start() if match else -1
        elif source and letters[:1] == "U" and "," not in letters[:start]:  # "When Hale said it was over, they left"
            end = letters.find(",", start, self.last)
        return end if end > start else self.last

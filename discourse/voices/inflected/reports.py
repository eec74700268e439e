"""The reports of one sentence where cases, not places, tell the source: cue, source and content in numbers of words."""

from __future__ import annotations

import regex

from discourse.voices.beside import apart, outermost
from discourse.voices.cues import Cue
from discourse.voices.grammar import Words
from discourse.voices.inflected.phrases import Cases
from discourse.voices.lexicon import Lexicon
from discourse.voices.report import Report
from discourse.voices.sentence import Sentence

# From a quotation to the verb beside it, and from a verb to the quotation after it; never over another verb.
_FROM_QUOTE = regex.compile(r"Q,?-?[^VBTQ;:,-]{0,6}$")
_TO_QUOTE = regex.compile(r"[^VBTQ;]{0,10}:?Q")
# From a verb to the clause it reports, behind its subject and the person told.
_TO_CLAUSE = regex.compile(r"[^VBTHQ:;,-]{0,10},?(?=(?P<opens>[TH]))|[^VBTHQ:;,-]{0,10},(?=[^,;:-]{0,3}(?P<asks>H))")
_TO_COLON = regex.compile(r"[^VBTHQ:;,-]{0,8}:(?!Q)")
_TO_INFINITIVE = regex.compile(r"[^VBTHQ:;,-]{0,8}?(?=(?:A|R)*B)")
_REACH = regex.compile(r"[^VBTHQ:;,-]{0,8}")
_BESIDE = regex.compile(r"[^VBTHQ:;]{0,8}?(?:(?P<mark>,-?|-)|\.?$)")
_BY_SHAPE = regex.compile(r",?-[^VBTQ;:,-]{0,4}V")
_NAMED = regex.compile(r"[NEQMB]")
_SAID = regex.compile(r"[VBHQ]")
_PREDICATE = regex.compile(r"[VB]")
# Where a content that is no clause ends.
_PHRASE_END = regex.compile(r",(?=[TUWHVG]|I[WH]|C)|C(?=R*V)|[;:]|,?-")


def reports(sentence: Sentence, lexicon: Lexicon) -> list[Report]:
    """What a sentence reports, in the order of the cues."""
    finder = _Finder(sentence, lexicon)
    for number, word in enumerate(sentence.words):
        if word in lexicon.candidates and not (sentence.inline and sentence.is_quoted(number)):
            finder.look_at(number)
    if sentence.whole:
        finder.by_shape()
    finder.found.sort(key=lambda report: report.cue)
    return outermost(apart(sentence, finder.found))


def says_who(sentence: Sentence, lexicon: Lexicon) -> tuple[Words, Words | None] | None:
    """Cue and source of a clause inside or after direct speech: "сказала вона"; None without a verb."""
    verbs = [number for number, letter in enumerate(sentence.letters) if letter == "V"]
    known = [number for number in verbs if sentence.words[number] in lexicon.quoting]
    if not verbs:
        return None
    verb = (known or verbs)[0]
    cases = Cases(sentence, lexicon)
    return (verb, verb + 1), cases.before(verb, verb) or cases.after(verb)


class _Finder:
    """Finds the reports of one sentence, cue by cue."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon):
        self.sentence, self.lexicon = sentence, lexicon
        self.words, self.letters = sentence.words, sentence.letters
        self.cases = Cases(sentence, lexicon)
        self.last = len(self.letters) - (self.letters[-1:] == ".")
        self.found: list[Report] = []

    def look_at(self, number: int) -> None:
        """Add the report whose cue a word is, if it is one."""
        lexicon, word = self.lexicon, self.words[number]
        report = None
        if word in lexicon.phrases:
            report = self._by_phrase(number, lexicon.phrases[word])
        if not report and word in lexicon.verbs and self.letters[number] in "VG":
            report = self._by_verb(number, lexicon.verbs[word])
        if not report and word in lexicon.adjectives:
            report = self._by_verb(number, lexicon.adjectives[word], adjective=True)
        if not report and word in lexicon.nouns:
            report = self._by_noun(number)
        if report:
            self.found.append(report)

    def by_shape(self) -> None:
        """Quotations that a dash and any verb follow: “…”, — обурився він."""
        claimed = {piece for report in self.found for piece in report.content}
        for quote in self.sentence.whole:
            match = _BY_SHAPE.match(self.letters, quote + 1)
            if not match or (quote, quote + 1) in claimed:
                continue
            verb = match.end() - 1
            source = self.cases.after(verb) or self.cases.before(verb, verb)
            self.found.append(Report([(quote, quote + 1)], (verb, verb + 1), source, verb))

    def _by_verb(self, number: int, cue: Cue, adjective: bool = False) -> Report | None:
        words, letters = self.words, self.letters
        if words[number - 1 : number] and words[number - 1] in self.lexicon.as_words:
            return self._as_said(number)
        start = number - (letters[number - 1 : number] == "A")
        for find in (self._quotation, self._clause, self._beside, self._infinitive, self._phrase):
            found = find(start, number, cue)
            if found:
                break
        else:
            return None
        content, source, clause = found
        if letters[number] == "G" or (source is None and letters[start - 1 : start] == "C"):
            # "заявив X і додав", "X поїхав, додавши, що"
            source = self.found[-1].source if self.found else self.cases.first(start)
        if adjective and source is None:
            return None
        near = source and source[1] >= start - 1 and source[0] < start
        return Report(content, (start, number + 1), source, source[0] if near else start, clause)

    def _source(self, start: int, number: int, before_mark: int | None = None) -> Words | None:
        """The subject of a verb: before it, or else after it and before a mark."""
        found = self.cases.before(start, number)
        if found or self.letters[number] == "G":
            return found
        later = self.cases.after(number)
        return later if later and (before_mark is None or later[1] <= before_mark) else None

    def _quotation(self, start: int, number: int, cue: Cue):
        if "quote" not in cue.frames and "np" not in cue.frames:
            return None
        letters = self.letters
        quote = letters.rfind("Q", 0, start)
        after = _TO_QUOTE.match(letters, number + 1)
        later = [(after.end() - 1, after.end())] if after else []
        if quote >= 0 and _FROM_QUOTE.match(letters[quote:start]) and "quote" in cue.frames:
            inside = self.cases.before(start, number) if letters[start - 1] not in ",-Q" else None
            source = inside or self.cases.after(number)
            return [(quote, quote + 1), *later], source, True
        if not later:
            return None
        source = self._source(start, number, later[0][0])
        if "quote" not in cue.frames:
            later = [(source[1] if source and source[0] > number else number + 1, later[0][1])]
        return later, source, True

    def _clause(self, start: int, number: int, cue: Cue):
        if "that" not in cue.frames:
            return None
        match = _TO_CLAUSE.match(self.letters, number + 1)
        if match and self.words[match.end()] not in self.lexicon.as_words and not self._is_purpose(match.end()):
            end = match.end()
            return [(end, self.last)], self._source(start, number, end), True
        colon = _TO_COLON.match(self.letters, number + 1)
        if colon and self._speaks(colon.end()):
            return [(colon.end(), self.last)], self._source(start, number, colon.end()), True
        return None

    def _speaks(self, place: int) -> bool:
        """Whether what stands after a colon is said, not counted up: a verb, a question, quoted words."""
        quoted = any(quote.start >= self.sentence.ends[place - 1] for quote in self.sentence.inline)
        return quoted or bool(_SAID.search(self.letters, place, self.last))

    def _is_purpose(self, place: int) -> bool:
        """ "попросив перерву, щоб зв'язатися зі столицею": an infinitive after it, and no verb."""
        verb = _PREDICATE.search(self.letters, place, self.last)
        return self.words[place] in self.lexicon.purpose and bool(verb) and verb.group() == "B"

    def _beside(self, start: int, number: int, cue: Cue):
        """ "Без них, попереджає Сокирко, оборона не витримає"."""
        letters = self.letters
        if "that" not in cue.frames or letters[number] == "G":
            return None
        if number + 1 >= self.last:
            return self._at_the_end(start, number)
        if letters[start - 1 : start] not in (",", "-"):
            return None
        source = self.cases.after(number)
        match = _BESIDE.match(letters, source[1]) if source else None
        if not match or "," in letters[number : source[0]]:
            return None
        content = self._around(start, match.end() if match["mark"] else self.last)
        return (content, source, True) if content else None

    def _at_the_end(self, start: int, number: int):
        """ "Чи приїде він, його помічники не сказали"."""
        source = self.cases.before(start, number)
        if not source or source[0] < 2 or self.letters[source[0] - 1] != "," or source[1] < start:
            return None
        if not _PREDICATE.search(self.letters, 0, source[0]):
            return None
        return self._around(source[0], self.last), source, True

    def _around(self, start: int, end: int) -> list[Words]:
        """What stands on both sides of a clause between marks."""
        letters = self.letters
        edge = start
        while edge and letters[edge - 1] in ",-":
            edge -= 1
        begin = max(letters.rfind(mark, 0, edge) for mark in ";Q") + 1
        while begin < edge and letters[begin] in ",-":
            begin += 1
        pieces = [(begin, edge), (end, self.last)]
        return [piece for piece in pieces if piece[0] < piece[1]]

    def _infinitive(self, start: int, number: int, cue: Cue):
        match = _TO_INFINITIVE.match(self.letters, number + 1) if "to" in cue.frames else None
        if not match:
            return None
        return [(match.end(), self._stop(match.end()))], self._source(start, number, match.end()), False

    def _phrase(self, start: int, number: int, cue: Cue):
        """What follows a preposition, or an object with one; an object alone only where words of it are quoted."""
        reach = _REACH.match(self.letters, number + 1).end()
        source = self._source(start, number)
        begin = source[1] if source and source[0] > number else number + 1
        objective = "np" in cue.frames
        for place in range(begin, reach):
            if self.words[place] in cue.frames:
                first = begin if objective else place
                if not _NAMED.search(self.letters, place, self._stop(place)):
                    continue  # "наполягає на своєму"
                return [(first, self._stop(place))], source, False
        stop = self._stop(begin)
        if objective and stop > begin:
            starts, ends = self.sentence.starts[begin], self.sentence.ends[stop - 1]
            if any(starts <= quote.end and quote.start < ends for quote in self.sentence.inline):
                return [(begin, stop)], source, False
        return None

    def _stop(self, start: int) -> int:
        match = _PHRASE_END.search(self.letters, start, self.last)
        return match.start() if match and match.start() > start else self.last

    def _by_phrase(self, number: int, before: frozenset[str]) -> Report | None:
        """ "За словами Галаша, …", "…, на його думку, …", "якщо вірити редакції, …"."""
        words = self.words
        own = words[number - 1 : number] and words[number - 1] in self.lexicon.possessives
        first = number - 1 - bool(own)
        if first < 0 or words[first] not in before:
            return None
        if own:
            return self._told((first, number + 1), (number - 1, number), number + 1)
        source = self.cases.following(number + 1)
        return self._told((first, number + 1), source, source[1]) if source else None

    def _as_said(self, number: int) -> Report | None:
        """ "як повідомляє агентство, …"."""
        source = self._source(number, number) or self.cases.following(number + 1)
        match = _BESIDE.match(self.letters, max(source[1], number + 1)) if source else None
        if not match:
            return None
        return self._told((number - 1, number + 1), source, match.start("mark") if match["mark"] else self.last)

    def _told(self, cue: Words, source: Words, end: int) -> Report | None:
        """A report by a phrase: what stands around it, or the clause it opens or closes."""
        start = min(cue[0], source[0])
        while end < self.last and self.letters[end] in ",-":
            end += 1
        if self.letters[end - 1] not in ",-" and end < self.last and start and self.letters[start - 1] in ",-":
            end = self.last
        content = self._around(start, end)
        if len(content) == 2 and not set("VBNEP") & set(self.letters[slice(*content[0])]):
            content = content[1:]  # "Водночас, за словами …"
        return Report(content, cue, source, start) if content else None

    def _by_noun(self, number: int) -> Report | None:
        """ "заява міністра про те, що …": the source is the genitive after the noun."""
        match = _TO_CLAUSE.match(self.letters, number + 1)
        if not match or match["opens"] != "T" or self.letters[number] not in "NE":
            return None
        genitive = (
            self.cases.following(number + 1) if self.letters[number + 1 : number + 2] in ("N", "E", "J") else None
        )
        if genitive:
            preposition = self.letters.find("I", *genitive)
            genitive = (genitive[0], preposition) if preposition > 0 else genitive
        return Report([(match.end(), self.last)], (number, number + 1), genitive, number)

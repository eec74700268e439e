"""Who does it and to whom: subjects, targets, and what pronouns stand for."""

from __future__ import annotations

import itertools
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from discourse.language.lemmas import lemma
from discourse.negotiation.acts import Pattern
from discourse.negotiation.phrases import Phrases
from discourse.voices.grammar import Words, group_start, noun_phrases
from discourse.voices.sentence import Sentence
from discourse.voices.sources import Phrases as Sources
from discourse.voices.sources import subject
from discourse.voices.spans import Span

if TYPE_CHECKING:
    from discourse.negotiation.find import Finder

_PERSON = frozenset("he she him her himself herself".split())
_THING = frozenset("it they them itself themselves there this that".split())
_RELATIVE = frozenset("who which whom".split())
_POSSESSIVE = frozenset("his her its their".split())
_POINTING = frozenset(["decision", "choice", "step", "move", "question", "outcome"])
_REACH = 12  # words after a reporting verb that closes a sentence
# Where a target is likeliest, the first the most.
_TARGETS = {
    word: number
    for number, word in enumerate(
        ["against", "", "with", "on", "to", "at", "from", "between", "for", "toward", "towards", "into", "over", "of",
         "about", "near", "across", "upon", "by", "in", "inside"]
    )
}  # fmt: skip
_FURTHER = 4  # what it costs to stand behind another argument
_PLACES = ("in", "inside", "about", "for", "near", "across")


def _with_of(sentence: Sentence, phrases: list[Words], end: int) -> int:
    """Where a phrase ends with what "of" or "to" adds: "an end | to the war"."""
    return dict(phrases).get(end + 1, end) if sentence.letters[end : end + 1] in ("O", "A") else end


class Role(NamedTuple):
    """A name in a role.

    Attributes
    ----------
    name : str
    span : (int, int)
    negated : bool
        It is denied the role.
    confidence : float
    reason : str
        Why it is not surer.
    acts : bool
        It is somebody who can act.
    """

    name: str
    span: Span
    negated: bool = False
    confidence: float = 1.0
    reason: str = ""
    acts: bool = True


class Roles:
    """The roles of one sentence.

    Parameters
    ----------
    finder : Finder
    sentence : Sentence
    before : list of Sentence
        The sentences before it, the last one last.
    """

    def __init__(self, finder: Finder, sentence: Sentence, before: list[Sentence]):
        self.finder, self.sentence, self.before = finder, sentence, before
        self.words, self.letters = sentence.words, sentence.letters
        time_words = finder.lexicon.time_words
        self.sources = Sources(sentence, time_words)
        self.phrases = Phrases(sentence, self.sources.all, time_words, finder.is_base)

    def subject(self, place: int) -> Words | None:
        """The subject of the verb at a word."""
        letters = self.letters
        start = group_start(letters, place)
        before = letters[start - 1 : start]
        if letters[place] == "G" and start == place and before and before in "VB":
            return self.subject(place - 1)  # "start | discussing"
        if before == "C" and letters[place] != "G":
            earlier = next((n for n in range(start - 2, -1, -1) if letters[n] in "VXYB.;:"), -1)
            if earlier >= 0 and letters[earlier] in "VXYB":
                return self.subject(earlier)
        if letters[place] == "G" and start == place:
            if before in ("O", "I") and self.words[place - 1] not in ("after", "before", "while", "without", "despite"):
                return None
            if before == "N":
                return self.phrases.ending(place)
        if before == "A" and start > 1 and letters[start - 2] in "NE":
            return self._whose(start - 1) or self._found(place)
        return self._found(place)

    def _found(self, place: int) -> Words | None:
        found = subject(self.sources, place)
        if found:
            return self._relative_object(found.words)
        end = group_start(self.letters, place)
        for start, stop in self.sources.all:  # "Norland last week | announced"
            if stop == end and self.phrases.start[start] < stop:
                return start, self.phrases.start[start]
        return None

    def _relative_object(self, phrase: Words) -> Words:
        """ "the issues | Norland raised": of two phrases that stand together, the second is the subject."""
        start, end = phrase
        for place in range(start, end - 1):
            if self.letters[place : place + 2] == "NE" and self.words[place].endswith("s"):
                return place + 1, end
        return phrase

    def _whose(self, to: int) -> Words | None:
        """ "*his* last chance | to talk"."""
        start = self.phrases.end.get(to)
        return (start, start + 1) if start is not None and self.words[start] in _POSSESSIVE else None

    @cached_property
    def _reporting(self) -> list[tuple[int, Words]]:
        verbs = self.finder.lexicon.verbs
        found = []
        for number, word in enumerate(self.words):
            if word in verbs and verbs[word].kind == "speech" and self.letters[number] in "VG":
                who = self._found(number)
                if who:
                    found.append((number, who))
        return found

    def reporter(self, place: int) -> Words | None:
        """Who says what is said at a word: the subject of the last reporting verb before it, or of one at the end."""
        before = [who for number, who in self._reporting if number < place]
        if before:
            return before[-1]
        after = [who for number, who in self._reporting if number > max(place, len(self.words) - _REACH)]
        return after[-1] if after else None

    def target(self, args: list, used: int | None, actor: Words | None, pattern: Pattern | None) -> Words | None:
        """Whom or what an act is done to: the argument that is likeliest, by preposition and by being named.

        Parameters
        ----------
        args : list of (str, (int, int))
        used : int or None
            The argument that is part of the pattern; of it only whose it is can be the target.
        actor : (int, int) or None
        pattern : Pattern or None
        """
        best, score = None, 0
        for number, (preposition, words) in enumerate(args):
            if preposition not in _TARGETS or words == actor:
                continue
            phrase = self.extended(words)
            named = self.finder.names.is_named(self.sentence, words)
            points = 100 - _TARGETS[preposition] + 30 * named - _FURTHER * number
            if self.phrases.is_time(words):
                continue
            if self.words[words[0]] in _POSSESSIVE:
                points -= 50  # "its | envoys" are the actor's own
            if number == used and not (pattern and pattern.whom):
                phrase, points = self.possessor(words), 85
                if phrase is None:
                    continue
            elif preposition == "of" and number:
                points -= 45  # belongs to what is before it
            elif preposition == "by" and number:
                points += 25  # "condemned the protest by farmers"
            elif preposition in _PLACES:
                points -= 40
                if not named and preposition != "for":
                    continue
            if points > score:
                best, score = phrase, points
        return best

    def extended(self, phrase: Words) -> Words:
        """With what "of" adds to it: "dozens of | activists"."""
        start, end = phrase
        to_end = self.words[end - 1] == "end" and self.words[end : end + 1] == ["to"]
        if (to_end or self.letters[end : end + 1] == "O") and end + 1 in self.phrases.start:
            return start, self.phrases.coordinated(end + 1)
        return phrase

    def possessor(self, phrase: Words) -> Words | None:
        """Whose something is: "Norland's | plan", "the Norland | plan"."""
        start, end = phrase
        for number in range(start + 1, end):
            if self.letters[number] == "S":
                return start, number
        found = self.finder.gazetteer.find(self.sentence.shown, start, end - 1)
        return (found[0], found[1]) if found else None

    def doer(self, phrase: Words) -> Words:
        """Who does what a phrase names: "a *Norland* attack on the port", else the phrase."""
        start, end = phrase[0], self.phrases.start.get(phrase[0], phrase[1])
        entry = self.finder.entries[self.words[end - 1]]
        return (self.possessor((start, end)) if entry and entry[1] else None) or phrase

    def contrasted(self, phrase: Words) -> list[tuple[Words, bool]]:
        """A phrase with those it is set against: "the process — not | the outcome |, but | the fact"."""
        denied_first = self.words[phrase[0] - 1 : phrase[0]] == ["not"] and "but" not in self.words[slice(*phrase)]
        found = [(phrase, denied_first)]
        place = phrase[1]
        for denied in (True, False):
            while self.letters[place : place + 1] in ("-", ",") or self.words[place : place + 1] in (
                ["itself"],
                ["themselves"],
            ):
                place += 1
            if self.words[place : place + 1] != ["not" if denied else "but"] or place + 1 not in self.phrases.start:
                if denied:
                    continue
                break
            end = self.phrases.start[place + 1]
            if not denied and len(found) == 1 and not found[0][1]:
                break  # a plain "but"
            found.append(((place + 1, end), denied))
            place = end
        return found

    def named(self, phrase: Words | None) -> list[Role]:
        """The names in a phrase, one for each of its conjuncts."""
        if phrase is None:
            return []
        start, end = self.phrases.without_time(phrase)
        found = []
        parts = [start, *(n + 1 for n in range(start, end - 1) if self.letters[n] == "C"), end + 1]
        for part, (a, after) in enumerate(itertools.pairwise(parts)):
            b = min(after - 1, end)
            while b > a and self.letters[b - 1] in ",CWT":
                b -= 1
            if b <= a:
                continue
            denied = (
                self.words[a - 1 : a] == ["not"] and part == 0 and len(parts) > 2 and self.words[parts[1] - 1] == "but"
            )
            found.append(self._role(a, b, denied))
        return found

    def _role(self, start: int, end: int, denied: bool) -> Role:
        span = (self.sentence.starts[start], self.sentence.ends[end - 1])
        word = self.words[start]
        if end - start == 1 and (word in _PERSON or word in _THING or word in _POSSESSIVE):
            name, sure = self._referent(start)
            reason = f"“{word}” led back to a name" if name else "a pronoun"
            return Role(name or self.sentence.shown[start], span, denied, sure, reason)
        if word in ("this", "that") and self.words[end - 1] in _POINTING and (topic := self.topic(start)):
            return Role(topic, span, denied, 0.6, f"“{word} {self.words[end - 1]}” led to what was spoken of")
        name, (a, b) = self.finder.names.name(self.sentence, (start, end))
        acts = self.finder.names.can_act(self.sentence, (start, end), self.finder.book.agents)
        return Role(name, (self.sentence.starts[a], self.sentence.ends[b - 1]), denied, acts=acts)

    def _referent(self, place: int) -> tuple[str | None, float]:
        """What a pronoun stands for, and how sure: who reports the clause, a subject before it, or one further back."""
        names, word = self.finder.names, self.words[place]
        person = word in _PERSON or word in ("his", "her")
        reporter = self.reporter(place)
        candidates = [reporter] if reporter and reporter[1] <= place else []
        candidates += [
            p for p in self.phrases.all if p[1] <= place and (not p[0] or self.letters[p[0] - 1] not in "IO")
        ]
        for phrase in candidates:
            first = self.words[phrase[0]]
            is_name = names.is_named(self.sentence, phrase)
            if first in _PERSON or first in _THING or first in _RELATIVE or self.phrases.is_time(phrase):
                continue
            if is_name or not person:
                return names.name(self.sentence, phrase)[0], 0.8
        for sentence in reversed(self.before):
            name = names.first_name(sentence, person, word in ("they", "them", "their"))
            if name:
                return name, 0.5
        return None, 0.3

    def topic(self, place: int) -> str | None:
        """What was last spoken of before a word that somebody can want: the end of the war, a truce, talks."""
        topics, names = self.finder.book.topics, self.finder.names
        for sentence in (self.sentence, *reversed(self.before)):
            phrases = noun_phrases(sentence.letters)
            for start, end in reversed(phrases):
                if (sentence is not self.sentence or end <= place) and lemma(sentence.words[end - 1]) in topics:
                    return names.name(sentence, (start, _with_of(sentence, phrases, end)))[0]
        return None

    def is_sole(self, phrase: Words) -> bool:
        """Whether the text makes somebody the only one: "only one person", "Hale alone"."""
        near = self.words[max(0, phrase[0] - 2) : phrase[1] + 1]
        return not {"only", "sole", "alone", "solely", "single-handedly"}.isdisjoint(near)

"""Whose words: the noun phrase that is the subject of a cue."""

from __future__ import annotations

from dataclasses import dataclass

from discourse.voices.grammar import Words, group_start, noun_phrases
from discourse.voices.sentence import Sentence

_CLAUSE_MARKS = ".;:Q"


@dataclass(slots=True)
class Subject:
    """A source and how it was found.

    Attributes
    ----------
    words : (int, int)
    inverted : bool
        It stands after the verb ("said the minister").
    """

    words: Words
    inverted: bool = False


class Phrases:
    """The noun phrases of one sentence and the questions asked about them."""

    def __init__(self, sentence: Sentence, time_words: frozenset[str]):
        self.letters = sentence.letters
        self._words = sentence.words
        self._time = time_words
        self.all = noun_phrases(sentence.letters)
        self._ending = {end: index for index, (_, end) in enumerate(self.all)}
        self._starting = {start: index for index, (start, _) in enumerate(self.all)}

    def ending_at(self, position: int) -> Words | None:
        """The noun phrase that ends before a word, with the phrases it hangs on: "officials at the ministry"."""
        index = self._ending.get(position)
        if index is None:
            return None
        while index and self.letters[self.all[index - 1][1] : self.all[index][0]] in ("O", "I", "C"):
            index -= 1
        return self.all[index][0], position

    def starting_at(self, position: int) -> Words | None:
        """The noun phrase that starts at a word, with the of-, in- and and-phrases that hang on it."""
        index = self._starting.get(position)
        return None if index is None else (position, self._tail(index))

    def _tail(self, index: int) -> int:
        end = self.all[index][1]
        for number in range(index + 1, len(self.all)):
            start, after = self.all[number]
            if self.letters[end:start] not in ("O", "I", "C"):
                break
            end = after
        return end

    def is_time(self, phrase: Words) -> bool:
        """Whether a noun phrase says when: "last Tuesday"."""
        index = self._starting.get(phrase[0])
        return self._words[(phrase if index is None else self.all[index])[1] - 1] in self._time

    def first(self, start: int, end: int) -> Words | None:
        """The first noun phrase of a stretch that no preposition governs."""
        for index, (a, b) in enumerate(self.all):
            if a >= end:
                return None
            if (
                a >= start
                and b <= end
                and (a == start or self.letters[a - 1] not in "IOA")
                and not self.is_time((a, b))
            ):
                return a, min(self._tail(index), end)
        return None


def clause_start(letters: str, verb: int) -> int:
    """The first word after the last mark that ends a clause before a verb."""
    return max(letters.rfind(mark, 0, verb) for mark in _CLAUSE_MARKS) + 1


def subject(phrases: Phrases, verb: int) -> Subject | None:
    """The subject of the verb at a word, or None.

    It stands directly before the verb group, before an apposition or a relative clause between commas, before "who",
    at the start of the clause when the verb is the second of two ("came and said") or a participle (", adding"), or
    after the verb when a quotation is before it.
    """
    letters = phrases.letters
    group = group_start(letters, verb)
    before = letters[group - 1 : group]
    start = clause_start(letters, group)
    if before in ("W", "T"):
        return _antecedent(phrases, group - 1, group)
    governor = group - 1 if letters[verb] == "G" else group - 2
    if before in ("V", "A") and governor > start and letters[governor] in "VK":
        return subject(phrases, governor)  # "began saying", "tried to say"
    found = phrases.ending_at(group) if letters[verb] != "G" or group != verb else None
    if found and letters[found[0] - 2 : found[0]] == "WI":  # "who in May said"
        return _antecedent(phrases, found[0] - 2, found[0] - 1)
    if found and not phrases.is_time(found):
        return Subject(_over_relative(phrases, found, start))
    return _apart_from_verb(phrases, verb, start, group)


def _antecedent(phrases: Phrases, relative: int, end: int) -> Subject | None:
    """What "who" stands for, "who" included."""
    found = phrases.ending_at(relative - (phrases.letters[relative - 1 : relative] == ","))
    return Subject((found[0], end)) if found else None


def _apart_from_verb(phrases: Phrases, verb: int, start: int, group: int) -> Subject | None:
    """A subject that something stands between it and the verb, or that comes after it."""
    letters = phrases.letters
    before = letters[group - 1 : group]
    if before in (",", "Q", "") and letters[verb] != "G":
        beside = _over_apposition(phrases, start, group) or _inverted(phrases, verb)
        if beside or before != ",":
            return beside
    found = phrases.first(start, group)
    return Subject(found) if found else None


def _inverted(phrases: Phrases, verb: int) -> Subject | None:
    """ ", | said the minister": a noun phrase after the verb that nothing but a mark or an apposition follows."""
    found = phrases.starting_at(verb + 1)
    letters = phrases.letters
    quoted = letters[verb - 1 : verb] == "Q" or letters[verb - 2 : verb] == "Q,"
    if found and not phrases.is_time(found) and (quoted or letters[found[1] : found[1] + 1] in ("", *",.:W-;")):
        return Subject(found, inverted=True)
    return None


def _over_relative(phrases: Phrases, found: Words, start: int) -> Words:
    """ "the minister who met Oates | said": the subject is the minister, not Oates."""
    letters = phrases.letters
    before = letters[found[0] - 1 : found[0]]
    if before == "G":  # "a union representing pilots | said"
        head = phrases.ending_at(found[0] - 1)
        return head if head and head[0] == start else found
    place = letters.rfind("W", start, found[0])
    if place > start and before in ("V", "B", "K") and letters.count("V", place, found[0]) == 1:
        return phrases.ending_at(place) or found
    return found


def _over_apposition(phrases: Phrases, start: int, group: int) -> Subject | None:
    """ "Hale, the envoy, | said": the first noun phrase of the clause that a comma follows."""
    letters = phrases.letters
    comma = letters.find(",", start, group - 1)
    while comma > 0:
        found = phrases.ending_at(comma)
        if found and (found[0] == start or letters[found[0] - 1] in ",CT-") and not phrases.is_time(found):
            return Subject(found)
        comma = letters.find(",", comma + 1, group - 1)
    return None

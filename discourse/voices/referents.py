"""Leading pronouns and offices back to a name, with how sure that is."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter

import regex

from discourse.voices.attribution import Attribution
from discourse.voices.cues import word_set, words
from discourse.voices.names import CLITIC, source_name
from discourse.voices.quotes import Span
from discourse.voices.tagging import closed_classes

REACH = 600  # characters back within which a pronoun is led to a name


class Referents:
    """What the pronouns and offices of one text stand for, as its sources and their titles show.

    To be asked in the order of the text: what was named last is what is led back to.
    """

    def __init__(self, text: str, found: list[Attribution], language: str):
        self.text = text
        self.language = language
        self.persons: set[str] = set()
        self.gender: dict[str, str] = {}
        self._offices: dict[str, list[tuple[int, str, frozenset[str]]]] = {}
        self._last: tuple[int, str] | None = None
        self._others: tuple[int, str] | None = None
        self._titles = {"he": word_set(language, "male_titles"), "she": word_set(language, "female_titles")}
        self._pronouns = {word: gender for gender in ("he", "she") for word in word_set(language, gender)}
        for row in found:
            if row.source:
                self._learn_row(row)
        self._mentions = self._find_mentions()

    def _learn_row(self, row: Attribution) -> None:
        phrase, at = self.text[slice(*row.source)], row.source[0]
        name, is_person = source_name(phrase, self.language)
        if not is_person or name.lower() in closed_classes(self.language):
            return
        self.persons.add(name)
        before = frozenset(token.strip(".,").lower() for token in phrase.split()[: -len(name.split())])
        for gender, known in self._titles.items():
            if before & known:
                self.gender[name.rpartition(" ")[2]] = gender
        for title in before & words(self.language, "titles"):
            self._offices.setdefault(title, []).append((at, name, before))

    def _find_mentions(self) -> list[tuple[int, str]]:
        """Where the last names of persons stand in the text."""
        last = sorted({name.rpartition(" ")[2] for name in self.persons})
        if not last:
            return []
        pattern = regex.compile(r"\b\L<names>\b", names=last)
        return [(match.start(), match.group()) for match in pattern.finditer(self.text)]

    def name(self, span: Span) -> tuple[str | None, float]:
        """The name of a source and how sure it is."""
        phrase = self.text[slice(*span)]
        bare = CLITIC.sub("", phrase.lower())
        if bare in self._pronouns:
            return self._person(span[0], self._pronouns[bare])
        if bare in word_set(self.language, "they"):
            near = self._others and span[0] - self._others[0] < REACH
            return (self._others[1], 0.4) if near else (None, 0.0)
        if bare in word_set(self.language, "speaking_persons"):
            return None, 0.0
        office = self._office(bare.split()[1:], span[0]) if bare.startswith("the ") else None
        if office:
            return office
        name, is_person = source_name(phrase, self.language)
        if is_person:
            self._last = (span[0], name)
        else:
            self._others = (span[0], name)
        return name, 1.0

    def _person(self, at: int, gender: str) -> tuple[str | None, float]:
        """The person a pronoun stands for: the last source that fits, else the last name mentioned that does."""
        if self._last and 0 <= at - self._last[0] < REACH and self._fits(self._last[1].rpartition(" ")[2], gender):
            mentioned = self._between(self._last[0], at, self._last[1])
            self._last = (at, self._last[1])
            return self._last[1], 0.6 if mentioned else 0.8
        place = bisect_right(self._mentions, (at, "")) - 1
        while place >= 0 and at - self._mentions[place][0] < REACH:
            last = self._mentions[place][1]
            if self._fits(last, gender):
                self._last = (at, last)
                return last, 0.5
            place -= 1
        return None, 0.0

    def _between(self, start: int, end: int, name: str) -> bool:
        """Whether another person is mentioned between two places."""
        first = bisect_right(self._mentions, (start, "\uffff"))
        last = bisect_right(self._mentions, (end, ""))
        return any(other not in name for _, other in self._mentions[first : min(last, first + 20)])

    def _fits(self, last: str, gender: str) -> bool:
        return self.gender.setdefault(last, gender) == gender

    def _office(self, title: list[str], at: int) -> tuple[str, float] | None:
        """ "the president": the person the text last called President, or will call so."""
        known = self._offices.get(title[-1], []) if title else []
        place = bisect_right(known, at, key=itemgetter(0))
        for _, name, before in reversed(known[max(0, place - 20) : place]):
            if before.issuperset(title):
                return name, 0.7
        for _, name, before in known[place : place + 1]:
            if before.issuperset(title):
                return name, 0.5
        return None

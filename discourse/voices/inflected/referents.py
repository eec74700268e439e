"""Leading sources in any case, pronouns and offices back to a name in the nominative."""

from __future__ import annotations

import regex

from discourse.tokens import fold
from discourse.voices.attribution import Attribution
from discourse.voices.cues import word_set, words
from discourse.voices.inflected.names import is_title, nominative, parts, same
from discourse.voices.referents import REACH, Referents

_FEMALE = regex.compile(r"ла(?:ся|сь)?$")
_MALE = regex.compile(r"[вл](?:ся)?$")


class InflectedReferents(Referents):
    """What the sources of one text stand for; the verb's agreement says whether a person is "he" or "she"."""

    def __init__(self, text: str, found: list[Attribution], language: str):
        self._full: dict[str, str] = {}  # last name to the fullest form of the name
        self._oblique: set[int] = set()  # where sources begin that are no subject
        self._governed: list[str] = []
        super().__init__(text, found, language)

    def _find_mentions(self) -> list[tuple[int, str]]:
        for phrase in self._governed:
            title, name = parts(phrase, self.language, oblique=True)
            if name and _is_person(title, name, self.language):
                self.persons.add(self._subject(name))
        return super()._find_mentions()

    def _subject(self, name: list[str]) -> str:
        """A name in another case, led back to one that the text has as a subject, or to its endings."""
        known = [full for full in sorted(self._full.values()) if same(full, name[-1], self.language)]
        return known[0] if known else nominative(" ".join(name), self.language)

    def _learn_row(self, row: Attribution) -> None:
        cue = fold(self.text[slice(*row.cue)]) if row.cue else ""
        phrase = self.text[slice(*row.source)]
        if self._is_oblique(row, cue):
            self._oblique.add(row.source[0])
            self._governed.append(phrase)
            return
        title, name = parts(phrase, self.language)
        if not name or not _is_person(title, name, self.language):
            return
        last = name[-1]
        self.persons.add(" ".join(name))
        if len(name) > len(self._full.get(last, "").split()):
            self._full[last] = " ".join(name)
        verb = cue.split()[-1] if cue else ""
        if _FEMALE.search(verb) or _MALE.search(verb):
            self.gender[last] = "she" if _FEMALE.search(verb) else "he"
        before = frozenset(fold(word.strip(".,")) for word in title)
        for office in before & words(self.language, "titles"):
            self._offices.setdefault(office, []).append((row.source[0], " ".join(name), before))

    def _is_oblique(self, row: Attribution, cue: str) -> bool:
        """After a phrase that governs a case, or in the place of a subject: "за словами X", "у Кремлі заявили"."""
        if not row.cue or cue.split(maxsplit=1)[0] in word_set(self.language, "governing"):
            return True
        before = self.text[: row.source[0]].rsplit(None, 1)[-1:]
        return bool(before) and fold(before[0]) in word_set(self.language, "in")

    def name(self, span):
        """The name of a source and how sure it is."""
        phrase = self.text[slice(*span)]
        bare = fold(phrase)
        for words_of, answer in (("they", self._group), ("speaking_persons", None)):
            if bare in word_set(self.language, words_of):
                return answer(span[0]) if answer else (None, 0.0)
        if bare in self._pronouns:
            return self._person(span[0], self._pronouns[bare])
        title, name = parts(phrase, self.language, oblique=span[0] in self._oblique)
        if not name:
            office = self._office([fold(word) for word in title], span[0])
            return office or (nominative(phrase, self.language) if span[0] in self._oblique else phrase, 1.0)
        shown = self._subject(name) if span[0] in self._oblique else " ".join(name)
        full = self._full.get(shown.split()[-1], shown)
        if not _is_person(title, name, self.language):
            self._others = (span[0], phrase)
            return nominative(phrase, self.language) if span[0] in self._oblique else phrase, 1.0
        self._last = (span[0], full if full.endswith(shown) else shown)
        return self._last[1], 1.0

    def _group(self, at: int) -> tuple[str | None, float]:
        near = self._others and at - self._others[0] < REACH
        return (self._others[1], 0.4) if near else (None, 0.0)


def _is_person(title: list[str], name: list[str], language: str) -> bool:
    """A name after a title or of two words is a person's; one word alone is, unless it is an acronym or a place."""
    if name[-1].isupper() and len(name[-1]) > 1:
        return False
    return len(name) > 1 or not title or any(is_title(word, language) for word in title)

"""One name for one actor, the same in every measure."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import regex

from discourse.display import Displayed
from discourse.framing.units import NOBODY
from discourse.negotiation.gazetteer import SHIPPED, Gazetteer
from discourse.tokens import fold, tokens
from discourse.voices.cues import words

_POSSESSIVE = regex.compile("['’]s? ")
_LONGEST = 4  # words of a proper name


class Who(Displayed):
    """The names of one gazetteer, as measures use them.

    Parameters
    ----------
    gazetteer : Gazetteer

    Examples
    --------
    >>> who = Who.load()
    >>> who.canonical("Putin"), who.canonical("Зеленського"), who.canonical("Ada Hale")
    ('Vladimir Putin', 'Volodymyr Zelensky', 'Ada Hale')
    """

    def __init__(self, gazetteer: Gazetteer):
        self.gazetteer = gazetteer
        self._canonical: dict[str, str] = {}

    @staticmethod
    def load(actors: str | Path | None = None) -> Who:
        """The shipped gazetteer, with what your own adds to it."""
        return _load(str(actors) if actors else None)

    def _heading(self) -> str:
        return "Names of actors, under which measures count them"

    def canonical(self, name: str) -> str:
        """The name under which the gazetteer knows somebody, or the name as it is."""
        if name not in self._canonical:
            self._canonical[name] = self.gazetteer.name(name) or name
        return self._canonical[name]

    def speaker(self, speaker: object) -> str:
        """Who speaks, under one name; not named if the text does not say."""
        return self.canonical(speaker) if isinstance(speaker, str) and speaker else NOBODY

    def is_person(self, name: str) -> bool:
        """Whether the gazetteer knows somebody of that name as a person."""
        return name in self.gazetteer.persons

    def side(self, name: str) -> str | None:
        """The state or organisation that somebody belongs to; None if the gazetteer does not know."""
        return self.gazetteer.side(name)

    def named(self, phrase: object, language: str = "en") -> str:
        """Who a phrase names, or that it names nobody.

        The gazetteer's name where it has one; of "Hale's policy", Hale; a proper name of its own; else not named, as
        for pronouns and common nouns ("the process").

        Examples
        --------
        >>> who = Who.load()
        >>> who.named("Hale's policy"), who.named("the process"), who.named("issues Putin")
        ('Hale', '(not named)', 'Vladimir Putin')
        """
        if not isinstance(phrase, str):
            return NOBODY
        shown = _POSSESSIVE.split(phrase)[0].strip()
        known = self.gazetteer.name(shown)
        if known:
            return known
        parts = shown.split()
        while parts and fold(parts[0].rstrip(".")) in words(language, "titles") | {"the"}:
            parts = parts[1:]
        inside = self.names_in(shown)
        if inside and (not parts or not parts[0][0].isupper() or len(parts) > _LONGEST):
            return inside[-1]
        own = (
            parts
            and parts[0][0].isupper()
            and fold(parts[0]) not in words(language, "pronouns") | words(language, "time_words")
        )
        return self.canonical(" ".join(parts)) if own and len(parts) <= _LONGEST else NOBODY

    def names_in(self, text: str) -> list[str]:
        """The names of known actors in a text, in order; what is only called after one ("Russian") is left out.

        Examples
        --------
        >>> Who.load().names_in("It took one word from Putin, says the Kremlin.")
        ['Vladimir Putin', 'Kremlin']
        """
        shown, found = list(tokens(text)), []
        start = len(shown)
        while start > 0:
            name = self.gazetteer.find(shown, 0, start)
            if name is None:
                break
            found += [] if name[3] else [name[2]]
            start = name[0]
        return found[::-1]


@lru_cache(maxsize=8)
def _load(actors: str | None) -> Who:
    return Who(Gazetteer.load(SHIPPED, *([actors] if actors else [])))

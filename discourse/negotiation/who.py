"""One name for one actor, the same in every measure."""

from __future__ import annotations

from functools import lru_cache

import regex

from discourse.framing.units import NOBODY
from discourse.negotiation.gazetteer import SHIPPED, Gazetteer
from discourse.tokens import fold, tokens
from discourse.voices.cues import words

_POSSESSIVE = regex.compile("['’]s? ")
_LONGEST = 4  # words of a proper name


@lru_cache(maxsize=1)
def _known() -> Gazetteer:
    return Gazetteer.load(SHIPPED)


@lru_cache(maxsize=50_000)
def canonical(name: str) -> str:
    """The name under which the gazetteer knows somebody, or the name as it is.

    Examples
    --------
    >>> canonical("Putin"), canonical("Ada Hale")
    ('Vladimir Putin', 'Ada Hale')
    """
    return _known().name(name) or name


def speaker_name(speaker: object) -> str:
    """Who speaks, under one name; not named if the text does not say."""
    return canonical(speaker) if isinstance(speaker, str) and speaker else NOBODY


def is_person(name: str) -> bool:
    """Whether the gazetteer knows somebody of that name as a person."""
    return name in _known().persons


def side_of(name: str) -> str | None:
    """The state or organisation that somebody belongs to; None if the gazetteer does not know."""
    return _known().side(name)


def who(phrase: object, language: str = "en") -> str:
    """Who a phrase names, or that it names nobody.

    The gazetteer's name where it has one; of "Hale's policy", Hale; a proper name of its own; else not named, as for
    pronouns and common nouns ("the process").

    Examples
    --------
    >>> who("Hale's policy"), who("the process"), who("issues Putin"), who("Russian troops")
    ('Hale', '(not named)', 'Vladimir Putin', 'Russian troops')
    """
    if not isinstance(phrase, str):
        return NOBODY
    shown = _POSSESSIVE.split(phrase)[0].strip()
    known = _known().name(shown)
    if known:
        return known
    parts = shown.split()
    while parts and fold(parts[0].rstrip(".")) in words(language, "titles") | {"the"}:
        parts = parts[1:]
    inside = names_in(shown)
    if inside and (not parts or not parts[0][0].isupper() or len(parts) > _LONGEST):
        return inside[-1]
    own = (
        parts
        and parts[0][0].isupper()
        and fold(parts[0]) not in words(language, "pronouns") | words(language, "time_words")
    )
    return canonical(" ".join(parts)) if own and len(parts) <= _LONGEST else NOBODY


def names_in(text: str) -> list[str]:
    """The names of known actors in a text, in their order; what is only called after one ("Russian") is left out.

    Examples
    --------
    >>> names_in("It took one word from Putin, says the Kremlin.")
    ['Vladimir Putin', 'Kremlin']
    """
    shown, found = list(tokens(text)), []
    start = len(shown)
    while start > 0:
        name = _known().find(shown, 0, start)
        if name is None:
            break
        found += [] if name[3] else [name[2]]
        start = name[0]
    return found[::-1]

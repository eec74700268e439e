"""Alphabetical order of names and words in Latin, Ukrainian and Russian letters."""

from __future__ import annotations

from typing import Any

import regex

_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_APOSTROPHES = "'’ʼ"
_LAST, _LAST_BUT_ONE = "\U0010ffff", "\U0010fffe"  # behind any letter that could follow
# Ukrainian ґ є і ї follow г е и і; Russian ё is е. By code point all five would follow я, where no reader looks.
_AFTER = {"ґ": "г" + _LAST, "є": "е" + _LAST, "і": "и" + _LAST_BUT_ONE, "ї": "и" + _LAST, "ё": "е"}
_PLACES = str.maketrans(
    _AFTER | {one.upper(): two[0].upper() + two[1:] for one, two in _AFTER.items()} | dict.fromkeys(_APOSTROPHES, "")
)


def alphabetical(word: Any) -> tuple[Any, Any]:
    """The key by which words sort alphabetically; without Cyrillic letters by code point; what is no text as it is.

    Examples
    --------
    >>> sorted(["яма", "їжа", "ґрунт", "інше", "дім", "ива", "гора", "єдність", "ера", "йод", "жах"], key=alphabetical)
    ['гора', 'ґрунт', 'дім', 'ера', 'єдність', 'жах', 'ива', 'інше', 'їжа', 'йод', 'яма']
    >>> sorted(["жук", "ёлка", "ель", "Я", "елка", "A"], key=alphabetical)
    ['A', 'Я', 'елка', 'ёлка', 'ель', 'жук']
    """
    cyrillic = isinstance(word, str) and _CYRILLIC.search(word)
    return (word.translate(_PLACES) if cyrillic else word), word

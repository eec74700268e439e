"""What kind each character is, as bits per code point, for compiled loops over texts."""

from __future__ import annotations

from functools import cache

import numpy as np
import regex

LETTER, MARK, NUMBER, SPACE, UPPER, LOWER, WORD, COMMON, BLANK, LOWERED, BREAK = (1 << bit for bit in range(11))
INNER = LETTER | MARK | NUMBER  # what a word is made of
# COMMON: what texts in European languages are made of, and syntok's rules have no rare name for.
_COMMON = r"[[\p{Lu}\p{Ll}]&&[\u0000-\u052F\u1E00-\u1EFF]]|[\t\n\xa0\x20-\x7E]|[‘’“”–—…•£€§°«»]"
_KINDS = {
    r"\p{L}": LETTER,
    r"\p{M}": MARK,
    r"\p{N}": NUMBER,
    r"\s": SPACE,
    r"\p{Lu}": UPPER,
    r"\p{Ll}": LOWER,
    r"\w": WORD,
    _COMMON: COMMON,
    r"[\n.?!…;]": BREAK,  # where a sentence can end
}
_SURROGATES = range(0xD800, 0xE000)  # no characters
# Planes 4 to 13 hold no characters, 15 and 16 private ones, plane 14 those that change others.
_ASSIGNED = (range(_SURROGATES.start), range(_SURROGATES.stop, 0x40000), range(0xE0000, 0xE1000))


@cache
def kinds() -> np.ndarray:
    """The kinds of all code points (uint16, sums of the constants above), as the module `regex` knows them.

    BLANK and LOWERED are what Python's own `str.isspace` and `str.islower` say.
    """
    table = np.zeros(0x110000, np.uint16)
    for part in _ASSIGNED:
        characters = "".join(map(chr, part))
        for expression, kind in _KINDS.items():
            for found in regex.finditer(f"(?V1)(?:{expression})+", characters):
                table[part.start + found.start() : part.start + found.end()] |= kind
    for code in [*range(0x3001), *np.flatnonzero(table & LETTER).tolist()]:  # up to there are all blanks
        table[code] |= BLANK * chr(code).isspace() | LOWERED * chr(code).islower()
    return table


@cache
def lower() -> np.ndarray:
    """Each code point in lower case (uint32); those whose lower case is several characters stay as they are."""
    table = np.arange(0x110000, dtype=np.uint32)
    for code in np.flatnonzero(kinds() & UPPER).tolist():
        one = chr(code).lower()
        table[code] = ord(one) if len(one) == 1 else code
    return table

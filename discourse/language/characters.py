"""What kind each character is, as one byte per code point, for compiled loops over texts."""

from __future__ import annotations

from functools import cache

import numpy as np
import regex

LETTER, MARK, NUMBER, SPACE, UPPER, LOWER = 1, 2, 4, 8, 16, 32
INNER = LETTER | MARK | NUMBER  # what a word is made of
_KINDS = {r"\p{L}": LETTER, r"\p{M}": MARK, r"\p{N}": NUMBER, r"\s": SPACE, r"\p{Lu}": UPPER, r"\p{Ll}": LOWER}
_SURROGATES = range(0xD800, 0xE000)  # no characters


@cache
def kinds() -> np.ndarray:
    """The kinds of all code points (uint8, sums of the constants above), as the module `regex` knows them."""
    every = "".join(map(chr, [*range(_SURROGATES.start), *range(_SURROGATES.stop, 0x110000)]))
    table = np.zeros(0x110000, np.uint8)
    for expression, kind in _KINDS.items():
        for found in regex.finditer(f"{expression}+", every):
            start, end = (n + len(_SURROGATES) * (n >= _SURROGATES.start) for n in found.span())
            table[start:end] |= kind
    return table

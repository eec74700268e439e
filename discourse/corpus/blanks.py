"""Which texts have blanks other than single spaces and line feeds, told for many texts at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

_SIZE = 200_000  # characters at a time: what is worked on stays in the processor's cache
_BLANK = np.array([chr(code).isspace() for code in range(0x4000)])  # there are none behind these


def has_rare_blanks(texts: Sequence[str]) -> list[bool]:
    """Whether each text has a blank that is neither a line feed nor a single space.

    Examples
    --------
    >>> has_rare_blanks(["One line.\\nAnother.", "A  gap.", "A tab\\t", "No break: 5\\xa0km"])
    [False, True, True, True]
    """
    return [one for some in _chunks(texts) for one in _in_chunk(some)]


def _chunks(texts: Sequence[str]) -> Iterator[list[str]]:
    some, size = [], 0
    for text in texts:
        some.append(text)
        size += len(text)
        if size >= _SIZE:
            yield some
            some, size = [], 0
    yield some


def _in_chunk(texts: list[str]) -> list[bool]:
    parts = [text.encode("utf-8", "surrogatepass") for text in texts]
    data = np.frombuffer(b"\n".join([*parts, b"\n\n"]), np.uint8)  # so that two bytes more can be looked at
    one, other, third = data[:-2], data[1:-1], data[2:]
    controls = np.flatnonzero((one < ord(" ")) & (one != ord("\n")))
    doubled = np.flatnonzero((one == ord(" ")) & (other == ord(" ")))
    twos = np.flatnonzero(one == 0xC2)  # with which UTF-8 begins U+0080 to U+00BF
    threes = np.flatnonzero(one - np.uint8(0xE1) < 3)  # U+1000 to U+3FFF
    codes = (one[threes] & 15).astype(np.int64) << 12 | (other[threes] & 63).astype(np.int64) << 6 | third[threes] & 63
    rare = [controls[_BLANK[one[controls]]], doubled, twos[_BLANK[other[twos]]], threes[_BLANK[codes]]]
    ends = np.cumsum([len(part) + 1 for part in parts])
    found = np.zeros(len(parts) + 1, bool)
    found[np.searchsorted(ends, np.concatenate(rare), side="right")] = True
    return found[: len(parts)].tolist()

"""The token stream of `discourse.tokens`, compiled: millions of characters a second, the same tokens.

`scan` follows `discourse.tokens.TOKEN` alternative by alternative; a test holds the two together.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from discourse.language.characters import INNER, LETTER, NUMBER, SPACE, UPPER

_APOSTROPHE, _CURLY, _HYPHEN, _STOP = ord("'"), ord("’"), ord("-"), ord(".")
_COMMA, _COLON = ord(","), ord(":")
_S, _L, _R, _E, _V, _D, _M = map(ord, "slrevdm")
_SMALL = 1 << 12  # forms in a hash table at first: a power of two; a small table stays in the processor's cache
_SEED, _PRIME = np.uint64(14695981039346656037), np.uint64(1099511628211)


@njit(cache=True, nogil=True)
def _kind(codes, kinds, place, high):
    return kinds[codes[place]] if place < high else np.uint8(0)


@njit(cache=True, nogil=True)
def _clitic(codes, kinds, place, high):
    """How long the clitic behind an apostrophe at `place` - 1 is, 0 if there is none."""
    if place >= high:
        return 0
    one = codes[place]
    two = codes[place + 1] if place + 1 < high else 0
    length = 0
    if one in (_S, _D, _M):
        length = 1
    elif (one == _L and two == _L) or (one == _R and two == _E) or (one == _V and two == _E):
        length = 2
    return 0 if _kind(codes, kinds, place + length, high) & INNER else length


@njit(cache=True, nogil=True)
def _run(codes, kinds, place, end, kind):
    while place < end and kinds[codes[place]] & kind:
        place += 1
    return place


@njit(cache=True, nogil=True)
def _token_end(codes, kinds, place, low, end, high):
    """The end of the token that begins at `place`; `low` and `high` are the bounds of the document."""
    here = codes[place]
    kind = kinds[here]
    if kind & UPPER:  # U.S.
        after = place
        while after + 1 < end and kinds[codes[after]] & UPPER and codes[after + 1] == _STOP:
            after += 2
        if after - place >= 4:
            return after
    if kind & NUMBER:  # 3.5, 82nd, 30-hour
        after = _run(codes, kinds, place, end, NUMBER)
        while after + 1 < end and codes[after] in (_STOP, _COMMA, _COLON) and kinds[codes[after + 1]] & NUMBER:
            after = _run(codes, kinds, after + 1, end, NUMBER)
        after = _run(codes, kinds, after, end, INNER & ~NUMBER)
        while after + 1 < end and codes[after] == _HYPHEN and kinds[codes[after + 1]] & INNER:
            after = _run(codes, kinds, after + 1, end, INNER)
        return after
    if kind & INNER:  # cease-fire, don't
        after = _run(codes, kinds, place, end, INNER)
        while after + 1 < end and kinds[codes[after + 1]] & INNER:
            joint = codes[after]
            if joint != _HYPHEN and (joint not in (_APOSTROPHE, _CURLY) or _clitic(codes, kinds, after + 1, high) > 0):
                break
            after = _run(codes, kinds, after + 1, end, INNER)
        return after
    if here in (_APOSTROPHE, _CURLY) and place > low and kinds[codes[place - 1]] & LETTER:  # 's
        length = _clitic(codes, kinds, place + 1, high)
        if length and place + 1 + length <= end:
            return place + 1 + length
    return place + 1


@njit(cache=True, nogil=True)
def _same(codes, one, other, length):
    for number in range(length):  # noqa: SIM110, a compiled loop
        if codes[one + number] != codes[other + number]:
            return False
    return True


@njit(cache=True, nogil=True)
def _hash(codes, start, end):
    value = _SEED
    for place in range(start, end):
        value = (value ^ np.uint64(codes[place])) * _PRIME
    return value ^ (value >> np.uint64(29))


@njit(cache=True, nogil=True)
def _larger(codes, table, type_start, type_length, types):
    """A hash table of twice the size with the same forms in it."""
    larger = np.full(2 * table.size, -1, np.int32)
    mask = np.uint64(larger.size - 1)
    for number in range(types):
        slot = np.int64(_hash(codes, type_start[number], type_start[number] + type_length[number]) & mask)
        while larger[slot] >= 0:
            slot = np.int64(np.uint64(slot + 1) & mask)
        larger[slot] = number
    return larger


@njit(cache=True, nogil=True)
def scan(codes, kinds, parts, lows, highs, ids, starts, ends, counts, type_start, type_length):
    """Find the tokens of the parts of documents and number their written forms.

    Parameters
    ----------
    codes : ndarray of uint32
        The characters of several documents, one after the other.
    kinds : ndarray of uint8
    parts : ndarray of int64, parts × 2
        Where to read.
    lows, highs : ndarray of int64
        Per part, the bounds of its document.
    ids, starts, ends : ndarray
        Are filled, per token: the number of its form; where it begins and ends in its document.
    counts : ndarray of int64
        Is filled: tokens per part.
    type_start, type_length : ndarray of int32
        Are filled, per form: where it first stands in `codes`.

    Returns
    -------
    tokens, types : int
    """
    table = np.full(_SMALL, -1, np.int32)
    mask = np.uint64(table.size - 1)
    token, types = 0, 0
    for part in range(parts.shape[0]):
        place, end, low, high = parts[part, 0], parts[part, 1], lows[part], highs[part]
        before = token
        while place < end:
            if kinds[codes[place]] & SPACE:
                place += 1
                continue
            after = _token_end(codes, kinds, place, low, end, high)
            slot = np.int64(_hash(codes, place, after) & mask)
            length = after - place
            while True:
                known = table[slot]
                if known < 0:
                    table[slot] = known = types
                    type_start[types], type_length[types] = place, length
                    types += 1
                    if 2 * types > table.size:
                        table = _larger(codes, table, type_start, type_length, types)
                        mask = np.uint64(table.size - 1)
                    break
                if type_length[known] == length and _same(codes, type_start[known], place, length):
                    break
                slot = np.int64((slot + 1) & mask)
            ids[token], starts[token], ends[token] = known, place - low, after - low
            token += 1
            place = after
        counts[part] = token - before
    return token, types


@njit(cache=True, nogil=True)
def sort_by_id(ids, types):
    """Where the tokens of each id are: a counting sort.

    Returns
    -------
    bounds : ndarray of int64
        The tokens of id `i` are ``places[bounds[i]:bounds[i + 1]]``.
    places : ndarray of int32
        Ascending within an id.
    """
    bounds = np.zeros(types + 1, np.int64)
    for one in ids:
        bounds[one + 1] += 1
    for number in range(types):
        bounds[number + 1] += bounds[number]
    free = bounds[:-1].copy()
    places = np.empty(ids.size, np.int32)
    for token in range(ids.size):
        one = ids[token]
        places[free[one]] = token
        free[one] += 1
    return bounds, places

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
_SPREAD, _HASHED = np.uint64(0x9E3779B97F4A7C15), np.uint64(1 << 63)
_EIGHT, _FOLD, _SHIFT = 8, np.uint64(29), np.uint64(32)


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
def _key(codes, start, end):
    """A form as a number: eight characters of ASCII as they are, all else as a hash with the highest bit set."""
    if end - start <= _EIGHT:
        value, seen = np.uint64(0), np.uint32(0)
        for place in range(start, end):
            seen |= codes[place]
            value = value << np.uint64(8) | np.uint64(codes[place])
        if seen < 128:
            return value
    value = _SEED
    for place in range(start, end):
        value = (value ^ np.uint64(codes[place])) * _PRIME
    return value | _HASHED


@njit(cache=True, nogil=True)
def _spread(key):
    return np.int64(((key ^ key >> _FOLD) * _SPREAD) >> _SHIFT)


@njit(cache=True, nogil=True)
def _same(one, start, other, place, length):
    for number in range(length):  # noqa: SIM110, a compiled loop
        if one[start + number] != other[place + number]:
            return False
    return True


@njit(cache=True, nogil=True)
def table_of(keys, types, size):
    """A hash table of a size (a power of two) in which the forms with these keys are."""
    table = np.full(size, -1, np.int32)
    for number in range(types):
        slot = _spread(keys[number]) & (size - 1)
        while table[slot] >= 0:
            slot = (slot + 1) & (size - 1)
        table[slot] = number
    return table


@njit(cache=True, nogil=True)
def scan(codes, kinds, parts, lows, highs, ids, starts, ends, counts, type_start, type_length, type_key):
    """Find the tokens of the parts of documents and number their written forms.

    Parameters
    ----------
    codes : ndarray of uint32
        The characters of several documents, one after the other.
    kinds : ndarray of uint16
    parts : ndarray of int64, parts × 2
        Where to read.
    lows, highs : ndarray of int64
        Per part, the bounds of its document.
    ids, starts, ends : ndarray
        Are filled, per token: the number of its form; where it begins and ends in its document.
    counts : ndarray of int64
        Zeros; is filled: tokens per part.
    type_start, type_length, type_key : ndarray of int32, int32, uint64
        Are filled, per form: where it first stands in `codes`, and its key.

    Returns
    -------
    tokens, types : int
    """
    state = np.zeros(4, np.int64)
    size = _SMALL
    while state[0] < parts.shape[0]:
        table = table_of(type_key, state[3], size)
        _scan(
            codes, kinds, parts, lows, highs, ids, starts, ends, counts, type_start, type_length, type_key, table, state
        )
        size *= 2
    return state[2], state[3]


@njit(cache=True, nogil=True)
def _scan(codes, kinds, parts, lows, highs, ids, starts, ends, counts, type_start, type_length, type_key, table, state):
    """Go on until the table is half full; with a new table in the loop, references would be counted at each token.

    `state` is the part, the place in it (0 for its beginning), and how many tokens and types there are.
    """
    token, types = state[2], state[3]
    mask = table.size - 1
    for part in range(state[0], parts.shape[0]):
        place, end, low, high = max(parts[part, 0], state[1]), parts[part, 1], lows[part], highs[part]
        while place < end:
            if kinds[codes[place]] & SPACE:
                place += 1
                continue
            after = _token_end(codes, kinds, place, low, end, high)
            key, length = _key(codes, place, after), after - place
            slot = _spread(key) & mask
            known = table[slot]
            while known >= 0:  # a function of its own would have references counted at each call
                if (type_key[known] == key and type_length[known] == length) and (
                    key < _HASHED or _same(codes, type_start[known], codes, place, length)
                ):
                    break
                slot = (slot + 1) & mask
                known = table[slot]
            if known < 0:
                if 2 * types >= table.size:
                    state[0], state[1], state[2], state[3] = part, place, token, types
                    return
                table[slot] = known = types
                type_start[types], type_length[types], type_key[types] = place, length, key
                types += 1
            ids[token], starts[token], ends[token] = known, place - low, after - low
            token += 1
            counts[part] += 1
            place = after
    state[0], state[2], state[3] = parts.shape[0], token, types


@njit(cache=True, nogil=True)
def adopt(table, known, starts, lengths, keys, types, codes, type_start, type_length, type_key, numbers):
    """Number the forms of one scan among those of all scans.

    Parameters
    ----------
    table, known, starts, lengths, keys : ndarray
        The forms so far, with room for those to come: a hash table, their characters, and where each stands.
    types : int
        How many there are.
    codes, type_start, type_length, type_key : ndarray
        The forms of the scan.
    numbers : ndarray of int32
        Is filled: the number of each of them.

    Returns
    -------
    int
        How many there are now.
    """
    mask = table.size - 1
    for form in range(numbers.size):
        place, length, key = type_start[form], type_length[form], type_key[form]
        slot = _spread(key) & mask
        number = table[slot]
        while number >= 0:
            if (keys[number] == key and lengths[number] == length) and (
                key < _HASHED or _same(known, starts[number], codes, place, length)
            ):
                break
            slot = (slot + 1) & mask
            number = table[slot]
        if number < 0:
            table[slot] = types
            starts[types] = starts[types - 1] + lengths[types - 1] if types else 0
            lengths[types], keys[types] = length, key
            for further in range(length):
                known[starts[types] + further] = codes[place + further]
            types += 1
        numbers[form] = table[slot]
    return types


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

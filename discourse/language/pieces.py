"""The tokens that syntok's rules are about, compiled; and what these rules ask of them.

Only for stretches of common characters (`discourse.language.characters.COMMON`), in which letters are of two cases and
digits those of ASCII. A token is two places in a row of characters.
"""

# ruff: noqa: PLR0911 (compiled decision lists read best as such)

from __future__ import annotations

from numba import njit

from discourse.language.characters import LETTER, LOWER, NUMBER, SPACE, UPPER

_STOP, _UNDERSCORE, _HYPHEN, _N, _T = map(ord, "._-nt")
_APOSTROPHES, _BRACKETS, _JOINTS = (tuple(map(ord, marks)) for marks in ("'’", "()[]{}", ",;_-"))
_ENDS = tuple(map(ord, ".!?"))
_ZERO, _NINE = map(ord, "09")


@njit(cache=True, nogil=True)
def tokenised(codes, kinds, start, end, tokens, spaced):
    """Find the tokens of a stretch as syntok does: its words, split at their joints, and every other mark.

    Parameters
    ----------
    tokens : ndarray of int64, tokens × 2
        Is filled: where they begin and end.
    spaced : ndarray of bool
        Is filled: whether white space, or a hyphen that is no token itself, is before them.

    Returns
    -------
    int
        How many.
    """
    count, place = 0, start
    while place < end:
        if kinds[codes[place]] & SPACE:
            place += 1
            continue
        gap = place > start
        after = place + 1
        while after < end and kinds[codes[after]] & LOWER:
            after += 1
        if kinds[codes[place]] & LETTER and (after == end or kinds[codes[after]] & SPACE):  # most words
            count = _add(tokens, spaced, count, place, after, gap)
            place = after
            continue
        while after < end and not kinds[codes[after]] & SPACE:
            after += 1
        first, last = place, after
        while first < after and not kinds[codes[first]] & (LETTER | NUMBER):
            first += 1
        if first == after:
            count = _add(tokens, spaced, count, place, after, gap)
            place = after
            continue
        while not kinds[codes[last - 1]] & (LETTER | NUMBER):
            last -= 1
        for mark in range(place, first):
            count = _add(tokens, spaced, count, mark, mark + 1, gap and mark == place)
        count = _split_word(codes, kinds, first, last, tokens, spaced, count, gap and first == place)
        if last + 2 < after and codes[last] == codes[last + 1] == codes[last + 2] == _STOP:
            count = _add(tokens, spaced, count, last, last + 3, False)
            last += 3
        for mark in range(last, after):
            count = _add(tokens, spaced, count, mark, mark + 1, False)
        place = after
    return count


@njit(cache=True, nogil=True)
def _add(tokens, spaced, count, start, end, gap):
    tokens[count, 0], tokens[count, 1], spaced[count] = start, end, gap
    return count + 1


@njit(cache=True, nogil=True)
def _split_word(codes, kinds, start, end, tokens, spaced, count, gap):
    rest, place = start, start
    while place < end:
        if kinds[codes[place]] & LOWER:
            place += 1
            continue
        joint = _joint(codes, kinds, place, start, end)
        if joint < 0:
            place += 1
            continue
        after = place + joint
        not_ = joint == 2 and codes[place] in _APOSTROPHES and codes[place + 1] == _T and codes[place - 1] == _N
        upto = place - 1 if not_ and place > rest else place  # the n belongs to the 't
        if upto > rest:
            count = _add(tokens, spaced, count, rest, upto, gap)
            gap = False
        if joint == 1 and codes[place] in (_HYPHEN, _UNDERSCORE):
            gap = True
        elif joint:
            count = _add(tokens, spaced, count, upto, after, gap)
            gap = False
        rest = after
        place = max(after, place + 1)
    return _add(tokens, spaced, count, rest, end, gap) if rest < end else count


@njit(cache=True, nogil=True)
def _joint(codes, kinds, place, start, end):
    """How long the mark that splits a word at a place is: 0 before the capital in iPhone, below 0 where none is."""
    one = codes[place]
    kind = kinds[one]
    before = kinds[codes[place - 1]] if place > start else 0
    after = kinds[codes[place + 1]] if place + 1 < end else 0
    if kind & (LETTER | NUMBER):
        return 0 if before & LOWER and kind & UPPER else -1
    if before & LOWER and one in _ENDS and after & UPPER:
        return 1
    if one in _APOSTROPHES and after & LETTER:
        last = place + 1
        while last < end and kinds[codes[last]] & LETTER:
            last += 1
        return last - place
    if one in _BRACKETS:
        return 1
    if one == _STOP and place + 2 < end and codes[place + 1] == codes[place + 2] == _STOP:
        return 3
    if one in _JOINTS and before & (LETTER | NUMBER) and after & (LETTER | NUMBER) and (before | after) & LETTER:
        return 1
    return -1


@njit(cache=True, nogil=True)
def length(tokens, token):
    return tokens[token, 1] - tokens[token, 0]


@njit(cache=True, nogil=True)
def lower(codes, kinds, tokens, token):
    """Whether a token begins with a small letter."""
    return (kinds[codes[tokens[token, 0]]] & LOWER) > 0


@njit(cache=True, nogil=True)
def titled(codes, kinds, tokens, token):
    """As `str.istitle`."""
    cased = found = False
    for place in range(tokens[token, 0], tokens[token, 1]):
        kind = kinds[codes[place]]
        if (kind & UPPER and cased) or (kind & LOWER and not cased):
            return False
        cased = (kind & LETTER) > 0
        found = found or cased
    return found


@njit(cache=True, nogil=True)
def capitals(codes, kinds, tokens, token):
    """As `str.isupper`."""
    found = False
    for place in range(tokens[token, 0], tokens[token, 1]):
        kind = kinds[codes[place]]
        if kind & LOWER:
            return False
        found = found or (kind & UPPER) > 0
    return found


@njit(cache=True, nogil=True)
def _all(codes, kinds, tokens, token, kind):
    for place in range(tokens[token, 0], tokens[token, 1]):  # noqa: SIM110, a compiled loop
        if not kinds[codes[place]] & kind:
            return False
    return True


@njit(cache=True, nogil=True)
def alnum(codes, kinds, tokens, token):
    return _all(codes, kinds, tokens, token, LETTER | NUMBER)


@njit(cache=True, nogil=True)
def alpha(codes, kinds, tokens, token):
    return _all(codes, kinds, tokens, token, LETTER)


@njit(cache=True, nogil=True)
def numeric(codes, tokens, token):
    for place in range(tokens[token, 0], tokens[token, 1]):  # noqa: SIM110, a compiled loop
        if not _ZERO <= codes[place] <= _NINE:
            return False
    return True


@njit(cache=True, nogil=True)
def has_digit(codes, tokens, token):
    for place in range(tokens[token, 0], tokens[token, 1]):  # noqa: SIM110, a compiled loop
        if _ZERO <= codes[place] <= _NINE:
            return True
    return False

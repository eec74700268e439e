"""What is compiled of coding: which of overlapping matches stand, and how far a denial reaches."""

from __future__ import annotations

import numpy as np
from numba import njit

from discourse.framing.negation import (
    AFTER,
    AROUND,
    BEGINS,
    CONCORD,
    DENY,
    FROM_LEFT,
    FROM_RIGHT,
    IDLE,
    STOP,
    UNDO,
    WINDOW,
    WORD,
)


@njit(cache=True, nogil=True)
def standing(first, after, order):
    """Which matches stand: in the given order each takes its tokens, unless one of them is taken.

    Parameters
    ----------
    first, after : ndarray of int64
        The tokens of each match, ascending by `first`.
    order : ndarray of int64
        The matches, the strongest first.

    Returns
    -------
    ndarray of bool
    """
    stands = np.zeros(first.size, np.bool_)
    low = first[0]
    taken = np.zeros(after.max() - low, np.bool_)
    for one in order:
        free = True
        for token in range(first[one] - low, after[one] - low):
            free = free and not taken[token]
        if free:
            stands[one] = True
            taken[first[one] - low : after[one] - low] = True
    return stands


@njit(cache=True, nogil=True)
def reach(scope):
    """Where denials reach; see `discourse.framing.negation`.

    Parameters
    ----------
    scope : ndarray of uint16
        Per token, and one more that begins what comes after the last.

    Returns
    -------
    ndarray of uint8
        FROM_LEFT where a hit that begins with the token is denied, FROM_RIGHT where one is that ends before it.
    """
    found = np.zeros(scope.size, np.uint8)
    for cue in range(scope.size):
        kind = scope[cue] & 7
        if kind in (DENY, UNDO, AROUND, CONCORD):
            token, between = cue + 1, 0
            while between < WINDOW and not scope[token] & BEGINS:
                if _from_left(scope, token):
                    found[token] |= FROM_LEFT
                between += (scope[token] & WORD) > 0
                token += 1
        if kind in (AFTER, AROUND):
            token, between = cue, 0
            while between < WINDOW and not scope[token] & BEGINS:
                if _from_right(scope, token):
                    found[token] |= FROM_RIGHT
                token -= 1
                between += (scope[token] & WORD) > 0
    return found


@njit(cache=True, nogil=True)
def _from_left(scope, start):
    answer = False
    between = 0
    place = start
    while between < WINDOW and not scope[place] & BEGINS:
        place -= 1
        kind = scope[place] & 7
        if kind in (STOP, IDLE):
            return answer
        if kind in (DENY, AROUND):
            return not answer
        if kind == CONCORD:
            return not answer if scope[start] & 7 not in (DENY, AROUND, CONCORD) else answer
        if kind == UNDO:  # and is it denied in its turn?
            answer = not answer
            place -= np.int64(scope[place] >> 3 & 31) - 1
            between = 0
            continue
        between += (scope[place] & WORD) > 0
    return answer


@njit(cache=True, nogil=True)
def _from_right(scope, end):
    between = 0
    place = end
    while between < WINDOW and not scope[place] & BEGINS:
        kind = scope[place] & 7
        if kind in (AFTER, AROUND):
            return not _from_left(scope, place)
        if kind == STOP:
            return False
        between += (scope[place] & WORD) > 0
        place += 1
    return False

"""The two loops over hits that are compiled: which of overlapping matches stand, and which are denied."""

from __future__ import annotations

import numpy as np
from numba import njit

from discourse.framing.negation import AFTER, AROUND, CONCORD, DENY, IDLE, STOP, UNDO, WINDOW


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
def denied(roles, is_word, ids, lows, highs, first, after):
    """Which hits are denied; see `discourse.framing.negation`.

    Parameters
    ----------
    roles : ndarray of uint8
        Per token.
    is_word : ndarray of bool
        Per form of the vocabulary.
    ids : ndarray of int32
        The form of each token.
    lows, highs : ndarray of int64
        The bounds of the sentence of each hit.
    first, after : ndarray of int64
    """
    found = np.zeros(first.size, np.bool_)
    for hit in range(first.size):
        found[hit] = _from_left(roles, is_word, ids, lows[hit], first[hit]) or _from_right(
            roles, is_word, ids, lows[hit], highs[hit], after[hit]
        )
    return found


@njit(cache=True, nogil=True)
def _from_left(roles, is_word, ids, low, start):
    answer = False
    between = 0
    place = start - 1
    while place >= low and between < WINDOW:
        kind = roles[place] & 7
        if kind in (STOP, IDLE):
            return answer
        if kind in (DENY, AROUND):
            return not answer
        if kind == CONCORD:
            return not answer if roles[start] & 7 not in (DENY, AROUND, CONCORD) else answer
        if kind == UNDO:  # and is it denied in its turn?
            answer = not answer
            place -= np.int64(roles[place] >> 3)
            between = 0
            continue
        between += is_word[ids[place]]
        place -= 1
    return answer


@njit(cache=True, nogil=True)
def _from_right(roles, is_word, ids, low, high, end):
    between = 0
    place = end
    while place < high and between < WINDOW:
        kind = roles[place] & 7
        if kind in (AFTER, AROUND):
            return not _from_left(roles, is_word, ids, low, place)
        if kind == STOP:
            return False
        between += is_word[ids[place]]
        place += 1
    return False

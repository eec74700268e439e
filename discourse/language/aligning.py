"""Words in a row, compiled: which of the places of one of them have the others beside it."""

from __future__ import annotations

from numba import njit


@njit(cache=True, nogil=True)
def aligned(ids, sentences, places, shift, order, bounds, lows, highs, found):
    """Where words stand in a row within one sentence.

    Parameters
    ----------
    ids, sentences : ndarray of int32
        The form and the sentence of each token.
    places : ndarray of int32
        Where the word `shift` of the row stands; ascending.
    shift : int
    order : ndarray of int64
        The other words that are to be looked at, the rarest first.
    bounds, lows, highs : ndarray of int64
        The ids that fit word `i` of the row are those of the ranges ``bounds[i]`` to ``bounds[i + 1]``.
    found : ndarray of int64
        Is filled: where the row begins.

    Returns
    -------
    int
        How many are found.
    """
    size, count = bounds.size - 1, 0
    for place in places:
        first = place - shift
        if 0 <= first <= ids.size - size:
            found[count] = first
            count += 1
    for word in order:
        count = _with(ids, found, count, word, lows[bounds[word] : bounds[word + 1]], highs[bounds[word] :])
    kept = 0
    for number in range(count):
        first = found[number]
        if sentences[first] == sentences[first + size - 1]:
            found[kept] = first
            kept += 1
    return kept


@njit(cache=True, nogil=True)
def _with(ids, found, count, shift, lows, highs):
    """Keep the rows whose word `shift` fits; without a branch, so that many are fetched from memory at once."""
    kept = 0
    for number in range(count):
        first = found[number]
        one, fits = ids[first + shift], False
        for place in range(lows.size):
            fits |= (lows[place] <= one) & (one < highs[place])
        found[kept] = first
        kept += fits
    return kept

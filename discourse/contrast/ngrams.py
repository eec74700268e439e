"""Counting n-grams and collocates on arrays of token ids."""

from __future__ import annotations

from itertools import combinations, product

import numpy as np


def starts(ids: np.ndarray, size: int) -> np.ndarray:
    """Where n-grams start that no break (an id below 0) interrupts."""
    whole = ids >= 0
    fits = np.ones(max(len(ids) - size + 1, 0), dtype=bool)
    for place in range(size):
        fits &= whole[place : len(fits) + place]
    return np.flatnonzero(fits)


def contingency(ids: np.ndarray, size: int, minimum: int) -> tuple[np.ndarray, np.ndarray]:
    """The n-grams that occur at least `minimum` times, and their contingency tables.

    Returns
    -------
    grams : array, n-grams × size
    tables : array, n-grams × 2 … × 2
        As `discourse.contrast.association.interaction` reads them.
    """
    where = starts(ids, size)
    places = [ids[where + place].astype(np.int64) for place in range(size)]
    names = int(ids.max()) + 1 if len(ids) else 0
    keys = _keys(places, names)
    distinct, counts = _tally(keys)
    frequent = counts >= minimum
    chosen, together = distinct[frequent], counts[frequent]
    grams = _words(chosen, places, keys, names)
    # How often the words of each subset of places stand there, whatever stands in the others.
    having = {tuple([1] * size): together.astype(float), tuple([0] * size): np.full(len(grams), float(len(where)))}
    for width in range(1, size):
        for subset in combinations(range(size), width):
            mask = tuple(int(place in subset) for place in range(size))
            having[mask] = _occurrences([places[p] for p in subset], [grams[:, p] for p in subset], names)
    return grams, _exactly(having, size, len(grams))


def _keys(places: list[np.ndarray], names: int) -> np.ndarray:
    """One integer per n-gram; more than two words are numbered pair by pair so that it fits 64 bits."""
    key = places[0]
    for place in places[1:]:
        key = key * names + place
        if place is not places[-1]:
            key = _renumbered(key)
    return key


def _renumbered(keys: np.ndarray) -> np.ndarray:
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    number = np.empty(len(keys), dtype=np.int64)
    number[order] = np.cumsum(np.r_[0, ranked[1:] != ranked[:-1]])
    return number


def _tally(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distinct keys, sorted, and how often each occurs."""
    ranked = np.sort(keys)
    edges = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]]) if len(ranked) else np.empty(0, dtype=np.int64)
    return ranked[edges], np.diff(np.r_[edges, len(ranked)])


def _words(chosen: np.ndarray, places: list[np.ndarray], keys: np.ndarray, names: int) -> np.ndarray:
    """The words of the chosen n-grams, read off where each first stands."""
    if len(places) == 2:
        return np.column_stack([chosen // names, chosen % names]) if len(chosen) else np.empty((0, 2), dtype=np.int64)
    slot = np.searchsorted(chosen, keys)
    slot[slot == len(chosen)] = 0
    hit = np.flatnonzero(chosen[slot] == keys) if len(chosen) else np.empty(0, dtype=np.int64)
    first = np.empty(len(chosen), dtype=np.int64)
    first[slot[hit][::-1]] = hit[::-1]
    return np.column_stack([place[first] for place in places])


def _occurrences(places: list[np.ndarray], wanted: list[np.ndarray], names: int) -> np.ndarray:
    if len(places) == 1:
        return np.bincount(places[0], minlength=names)[wanted[0]].astype(float)
    distinct, counts = _tally(places[0] * names + places[1])
    sought = wanted[0] * names + wanted[1]
    return counts[np.searchsorted(distinct, sought)].astype(float)


def _exactly(having: dict[tuple, np.ndarray], size: int, grams: int) -> np.ndarray:
    """From "at least these places" to "these places and no others", by inclusion and exclusion."""
    tables = np.zeros((grams, *[2] * size))
    for mask in product((0, 1), repeat=size):
        for wider in product((0, 1), repeat=size):
            if all(w >= m for w, m in zip(wider, mask, strict=True)):
                tables[(slice(None), *mask)] += (-1) ** (sum(wider) - sum(mask)) * having[wider]
    return tables


def window_counts(ids: np.ndarray, bounds: np.ndarray, first: np.ndarray, after: np.ndarray, window: int) -> np.ndarray:
    """How often each id stands within `window` tokens of the node's occurrences; a token near two counts once.

    Parameters
    ----------
    ids : array of int
        Below 0: no word; it fills no place of a window.
    bounds : array of int
        Where the stretches begin that no window leaves, and the end of the last.
    first, after : arrays of int
        The occurrences of the node: first token, and the one after the last.
    window : int

    Returns
    -------
    array
        Per id.
    """
    near = np.zeros(len(ids), dtype=bool)
    stretch = np.searchsorted(bounds, first, side="right")
    low, high = bounds[stretch - 1], bounds[stretch]
    words = np.flatnonzero(ids >= 0)
    left, right = np.searchsorted(words, first), np.searchsorted(words, after)
    for step in range(window):
        for index in (left - 1 - step, right + step):
            there = (index >= 0) & (index < len(words))
            place = words[index[there]]
            fits = (place >= low[there]) & (place < high[there])
            near[place[fits]] = True
    near[_covered(first, after)] = False
    return np.bincount(ids[near], minlength=int(ids.max()) + 1 if len(ids) else 0)


def _covered(first: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Every token of every occurrence."""
    lengths = after - first
    return np.repeat(first, lengths) + np.arange(lengths.sum()) - np.repeat(np.cumsum(lengths) - lengths, lengths)

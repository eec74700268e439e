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


def tally(ids: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """The different n-grams of a text, ascending (n-grams × size), and how often each occurs."""
    where = starts(ids, size)
    return _grouped([ids[where + place].astype(np.int64) for place in range(size)])


def added_up(tallies: list[tuple[np.ndarray, np.ndarray]]) -> tuple[np.ndarray, np.ndarray]:
    """The tally of several texts from that of each."""
    grams, counts = (np.concatenate(each) for each in zip(*tallies, strict=True))
    return _grouped(list(grams.T), counts)


def contingency(grams: np.ndarray, counts: np.ndarray, minimum: int) -> tuple[np.ndarray, np.ndarray]:
    """The n-grams that occur at least `minimum` times, and their contingency tables.

    Parameters
    ----------
    grams, counts : arrays
        As `tally` gives them.
    minimum : int

    Returns
    -------
    grams : array, n-grams × size
    tables : array, n-grams × 2 … × 2
        As `discourse.contrast.association.interaction` reads them.
    """
    size, frequent = grams.shape[1], counts >= minimum
    chosen = grams[frequent]
    # How often the words of each subset of places stand there, whatever stands in the others.
    having = {tuple([1] * size): counts[frequent].astype(float), tuple([0] * size): np.full(len(chosen), counts.sum())}
    for width in range(1, size):
        for subset in combinations(range(size), width):
            mask = tuple(int(place in subset) for place in range(size))
            having[mask] = _occurrences(grams[:, subset], counts, chosen[:, subset])
    return chosen, _exactly(having, size, len(chosen))


def _grouped(places: list[np.ndarray], counts: np.ndarray | None = None) -> tuple[np.ndarray, np.ndarray]:
    """The different rows of some columns of words, ascending, and how often each is there."""
    names = max((int(place.max()) for place in places if len(place)), default=-1) + 1
    keys, pairs = places[0], []
    for number, place in enumerate(places[1:]):
        if number:  # more than two words are numbered pair by pair so that they fit 64 bits
            distinct, keys = _renumbered(keys)
            pairs.append(distinct)
        keys = keys * names + place
    rest, summed = _summed(keys, counts)
    words = []
    for number in range(len(places) - 1, 0, -1):
        words.insert(0, rest % names)
        rest = rest // names
        if number > 1:
            rest = pairs.pop()[rest]
    return np.column_stack([rest, *words]), summed


def _renumbered(keys: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Distinct keys, ascending, and the place of each key among them."""
    order = np.argsort(keys, kind="stable")
    ranked = keys[order]
    new = np.r_[True, ranked[1:] != ranked[:-1]][: len(keys)]
    number = np.empty(len(keys), dtype=np.int64)
    number[order] = np.cumsum(new) - 1
    return ranked[new], number


def _summed(keys: np.ndarray, counts: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    """Distinct keys, ascending, and how often each occurs, or what its counts add up to."""
    if not len(keys):
        return keys, np.zeros(0, np.int64)
    order = None if counts is None else np.argsort(keys, kind="stable")
    ranked = np.sort(keys) if order is None else keys[order]
    edges = np.flatnonzero(np.r_[True, ranked[1:] != ranked[:-1]])
    if order is None:
        return ranked[edges], np.diff(np.r_[edges, len(ranked)])
    return ranked[edges], np.add.reduceat(counts[order], edges)


def _occurrences(grams: np.ndarray, counts: np.ndarray, wanted: np.ndarray) -> np.ndarray:
    """How often the words of some places occur together there."""
    names = int(grams.max(initial=0)) + 1
    key, sought = grams[:, 0], wanted[:, 0]
    for place in range(1, grams.shape[1]):
        key, sought = key * names + grams[:, place], sought * names + wanted[:, place]
    distinct, sums = _summed(key, counts)
    return sums[np.searchsorted(distinct, sought)].astype(float)


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

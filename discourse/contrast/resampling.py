"""The bootstrap over documents, for very many features at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

import numpy as np
from scipy import sparse

_CELLS = 8_000_000  # of resampled sums held at once


def group_intervals(
    target: sparse.csr_array,
    reference: sparse.csr_array,
    statistic: Callable,
    *,
    resamples: int = 1000,
    seed: int = 0,
    level: float = 0.95,
    whole: bool = False,
) -> tuple[np.ndarray, np.ndarray]:
    """Percentile intervals of a statistic of two groups; whole documents are drawn again within each group.

    Parameters
    ----------
    target, reference : scipy sparse arrays, documents × features
        The last feature is a document's whole size.
    statistic : callable
        ``statistic(a, b, n_a, n_b)``: resampled sums (features × resamples) and sizes (resamples) of target and
        reference, to an array like `a`. An increasing function of what is wanted will do.
    resamples, seed : int
    level : float
    whole : bool
        The statistic of one feature needs all the others: do not cut them into blocks.

    Returns
    -------
    low, high : arrays, features without the last
    """
    generator = np.random.default_rng(seed)
    # Features as rows: the sums of one of them in all resamples are then one pass over the documents that have it.
    sides = [(side.T.tocsr(), _weights(generator, side.shape[0], resamples)) for side in (target, reference)]
    features = target.shape[1] - 1
    n_a, n_b = (_sums(columns[[features]], weights)[0].astype(float) for columns, weights in sides)
    low, high = np.empty(features), np.empty(features)
    tail = (1 - level) / 2
    block = max(1, features if whole else _CELLS // resamples)
    for first in range(0, features, block):
        rows = slice(first, min(first + block, features))
        a, b = (_sums(columns[rows], weights) for columns, weights in sides)
        low[rows], high[rows] = _quantiles(statistic(a, b, n_a, n_b).astype(np.float32), tail)
    return low, high


def _weights(generator: np.random.Generator, documents: int, resamples: int) -> np.ndarray:
    """How often each document is in each resample (documents × resamples)."""
    weights = np.empty((documents, resamples), dtype=np.uint8)
    for number in range(resamples):
        drawn = generator.integers(0, documents, documents)
        weights[:, number] = np.bincount(drawn, minlength=documents)  # 256 of one among many never happens
    return weights


def _sums(columns: sparse.csr_array, weights: np.ndarray) -> np.ndarray:
    """Resampled sums, features × resamples."""
    if (columns.data == np.floor(columns.data)).all():
        sums = np.empty((columns.shape[0], weights.shape[1]), dtype=np.float32)
        _kernel()(columns.indptr, columns.indices, columns.data.astype(np.int32), weights, sums)
        return sums
    return columns.astype(np.float32) @ weights.astype(np.float32)  # weighted counts


@lru_cache(maxsize=1)
def _kernel():
    """Small integers are four times as many to a processor's register as what scipy multiplies with."""
    import numba

    @numba.njit(nogil=True)
    def weighted_sums(starts, documents, counts, weights, sums):
        for row in range(len(starts) - 1):
            total = np.zeros(weights.shape[1], np.int32)
            for place in range(starts[row], starts[row + 1]):
                document, count = documents[place], np.int32(counts[place])
                for resample in range(weights.shape[1]):
                    total[resample] += count * np.int32(weights[document, resample])
            for resample in range(weights.shape[1]):
                sums[row, resample] = total[resample]

    return weighted_sums


def _quantiles(values: np.ndarray, tail: float) -> tuple[np.ndarray, np.ndarray]:
    """The values below and above which a share of `tail` lies, by row; linear between order statistics."""
    ordered = np.sort(values, axis=1)
    last = values.shape[1] - 1
    ends = []
    for place in (tail * last, (1 - tail) * last):
        below, part = int(place), place % 1
        ends.append(ordered[:, below] * (1 - part) + ordered[:, min(below + 1, last)] * part)
    return ends[0], ends[1]

"""Intervals for anything that is computed from sums over documents."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from discourse.inference.bootstrap import percentiles, resampled_sums


def sum_intervals(
    counts: np.ndarray,
    statistic: Callable[[np.ndarray], np.ndarray],
    *,
    resamples: int = 1000,
    seed=0,
    level: float = 0.95,
) -> tuple[np.ndarray, np.ndarray]:
    """Percentile intervals of a function of column sums, documents resampled with replacement.

    For indices that are no ratio of two sums (an index of variation, a product of two shares). Resamples in which the
    statistic is not defined (NaN) are left out, value by value.

    Parameters
    ----------
    counts : array, documents × columns
    statistic : callable
        From sums, resamples × columns, to values, resamples × measures.
    resamples : int
    seed : int or sequence of int
    level : float

    Returns
    -------
    low, high : arrays, one value per measure; NaN where no resample has a value

    Examples
    --------
    >>> counts = np.array([[3.0, 1.0], [0.0, 2.0], [2.0, 2.0], [1.0, 1.0]])
    >>> low, high = sum_intervals(counts, lambda sums: sums[:, :1] / sums.sum(axis=1, keepdims=True))
    >>> bool(low[0] < 0.5 < high[0])
    True
    """
    return percentiles(statistic(resampled_sums(counts, resamples=resamples, seed=seed)), level)

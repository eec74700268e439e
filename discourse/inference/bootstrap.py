"""The bootstrap over documents: whole documents are drawn again, never single hits."""

from __future__ import annotations

import numpy as np

from discourse.progress import progress

_BLOCK = 4_000_000  # cells of the weight matrix held at once


def ratio_intervals(
    counts: np.ndarray, exposure: np.ndarray, *, resamples: int = 1000, seed=0, level: float = 0.95
) -> tuple[np.ndarray, np.ndarray]:
    """Percentile intervals for ratios of sums, documents resampled with replacement.

    Hits in one document are not independent: a text about a siege says "siege" twenty times. Resampling
    documents keeps what belongs together together (Davison & Hinkley 1997, ch. 2 and 3.8).

    Parameters
    ----------
    counts : array, documents × measures
    exposure : array, documents
        What each document adds to the denominator (words, sentences …); its sum must be above 0.
    resamples : int
    seed : int or sequence of int
    level : float
        Coverage the interval aims at.

    Returns
    -------
    low, high : arrays, one value per measure

    Examples
    --------
    >>> low, high = ratio_intervals(np.array([[2.0], [0.0], [4.0], [1.0]]), np.array([10.0, 20.0, 10.0, 10.0]))
    >>> bool(low[0] < 7 / 50 < high[0])
    True
    """
    sums = resampled_sums(np.column_stack([counts, exposure]), resamples=resamples, seed=seed)
    sums = sums[sums[:, -1] > 0]  # a resample of empty documents only has no ratio
    return percentiles(sums[:, :-1] / sums[:, -1:], level)


def resampled_sums(columns: np.ndarray, *, resamples: int = 1000, seed=0) -> np.ndarray:
    """The column sums of many resamples of the rows, each as large as the sample and drawn with replacement.

    Parameters
    ----------
    columns : array, documents × measures
        What each document adds to each sum.
    resamples : int
    seed : int or sequence of int

    Returns
    -------
    array, resamples × measures

    Examples
    --------
    >>> resampled_sums(np.ones((7, 2)), resamples=3).tolist()
    [[7.0, 7.0], [7.0, 7.0], [7.0, 7.0]]
    """
    columns = np.asarray(columns, dtype=float)
    generator = np.random.default_rng(seed)
    documents = len(columns)
    block = max(1, min(resamples, _BLOCK // max(documents, 1)))
    blocks = progress(range(0, resamples, block), "resampling", unit="block")
    return np.concatenate([_weights(generator, min(block, resamples - done), documents) @ columns for done in blocks])


def percentiles(values: np.ndarray, level: float = 0.95) -> tuple[np.ndarray, np.ndarray]:
    """The percentile interval of each column of a resamples × measures array; undefined resamples are left out.

    Examples
    --------
    >>> low, high = percentiles(np.arange(101.0)[:, None], level=0.9)
    >>> round(float(low[0]), 6), round(float(high[0]), 6)
    (5.0, 95.0)
    """
    tail = (1 - level) / 2
    if np.isfinite(values).all():
        low, high = np.quantile(values, [tail, 1 - tail], axis=0)
        return low, high
    pairs = [
        np.quantile(column[np.isfinite(column)], [tail, 1 - tail]) if np.isfinite(column).any() else [np.nan] * 2
        for column in values.T
    ]
    return np.array([low for low, _ in pairs]), np.array([high for _, high in pairs])


def _weights(generator: np.random.Generator, resamples: int, documents: int) -> np.ndarray:
    """How often each document is in each resample (resamples × documents)."""
    drawn = generator.integers(0, documents, size=(resamples, documents))
    weights = np.empty((resamples, documents))
    for number, row in enumerate(drawn):
        weights[number] = np.bincount(row, minlength=documents)
    return weights

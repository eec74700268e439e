"""The bootstrap over documents: whole documents are drawn again, never single hits."""

from __future__ import annotations

import numpy as np

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
    sums = resampled(np.column_stack([counts, exposure]), resamples, seed)
    sums = sums[sums[:, -1] > 0]  # a resample of empty documents only has no ratio
    ratios = sums[:, :-1] / sums[:, -1:]
    tail = (1 - level) / 2
    low, high = np.quantile(ratios, [tail, 1 - tail], axis=0)
    return low, high


def resampled(counts: np.ndarray, resamples: int, seed) -> np.ndarray:
    """The column sums of so many resamples of the documents (resamples × columns).

    Parameters
    ----------
    counts : array, documents × columns
    resamples : int
    seed : int or sequence of int
    """
    documents = len(counts)
    generator = np.random.default_rng(seed)
    block = max(1, min(resamples, _BLOCK // max(documents, 1)))
    columns = counts.astype(float)
    return np.concatenate(
        [_weights(generator, min(block, resamples - done), documents) @ columns for done in range(0, resamples, block)]
    )


def _weights(generator: np.random.Generator, resamples: int, documents: int) -> np.ndarray:
    """How often each document is in each resample (resamples × documents)."""
    drawn = generator.integers(0, documents, size=(resamples, documents))
    drawn += np.arange(resamples)[:, None] * documents
    return np.bincount(drawn.ravel(), minlength=resamples * documents).reshape(resamples, documents).astype(float)

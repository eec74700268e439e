"""How evenly a word is spread over documents."""

from __future__ import annotations

import numpy as np

from discourse.contrast.counts import Counts, counts_of


def dispersion(counts) -> np.ndarray:
    """Gries' DP, the deviation of proportions: half the summed difference between shares of a word and of the text.

    Parameters
    ----------
    counts : array, scipy sparse array or DataFrame, documents × features

    Returns
    -------
    array, features
        0: each document has of the word what it has of all text; towards 1: it is all in one small document. NaN
        for a word that does not occur.

    Raises
    ------
    CountsError
        The counts are no counts.

    References
    ----------
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of Corpus
    Linguistics 13(4), 403–437.

    Examples
    --------
    Five parts of equal size, and a word that occurs 1, 2, 3, 4 and 5 times in them:

    >>> dispersion([[1, 9], [2, 8], [3, 7], [4, 6], [5, 5]]).round(3).tolist()
    [0.2, 0.086]
    """
    return deviation(counts_of(counts))


def deviation(counts: Counts) -> np.ndarray:
    """`dispersion` of counts that are read already."""
    sizes, totals = counts.sizes, counts.totals
    expected = sizes / sizes.sum() if sizes.sum() else np.zeros(len(sizes))
    matrix = counts.matrix
    column, here = matrix.indices, np.repeat(expected, np.diff(matrix.indptr))
    with np.errstate(invalid="ignore", divide="ignore"):
        away = np.abs(matrix.data / totals[column] - here)
        present = np.bincount(column, here, minlength=len(totals))
        # Of a document without the word the whole expected share is missing.
        return np.where(totals > 0, (np.bincount(column, away, minlength=len(totals)) + 1 - present) / 2, np.nan)

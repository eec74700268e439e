"""How strongly two or more words attract each other: measures on counts."""

from __future__ import annotations

from itertools import product

import numpy as np
import pandas as pd

from discourse.errors import CountsError

MEASURES = ("ll", "mi", "mi3", "t", "log_dice", "chi2")


def association(together, first, second, total) -> pd.DataFrame:
    """Measures of association of pairs.

    Parameters
    ----------
    together : array, pairs
        How often the two words occur together.
    first, second : array, pairs
        How often each of them occurs (in the first and in the second place, for neighbours).
    total : float or array
        How many pairs there are in all.

    Returns
    -------
    DataFrame
        One row per pair: ``ll`` (log-likelihood ratio, Dunning 1993), ``mi`` (pointwise mutual information in bits,
        Church & Hanks 1990), ``mi3`` (with the joint frequency cubed, Daille 1994), ``t`` (t-score, Church et al.
        1991), ``log_dice`` (14 and less, whatever the size of the corpus; Rychlý 2008), ``chi2`` (Pearson).
        `ll` and `chi2` are negative for pairs that are rarer than chance.

    Raises
    ------
    CountsError
        A pair is more frequent than one of its words, or there are fewer pairs than these in all.

    Examples
    --------
    >>> association([20], [40], [50], 10_000).round(2).values.tolist()
    [[165.91, 6.64, 15.29, 4.43, 12.83, 1977.96]]
    """
    n11, n1, n2 = (np.atleast_1d(np.asarray(values, dtype=float)) for values in (together, first, second))
    n = np.broadcast_to(np.asarray(total, dtype=float), n11.shape)
    cells = {(1, 1): n11, (1, 0): n1 - n11, (0, 1): n2 - n11, (0, 0): n - n1 - n2 + n11}
    if any((cell < 0).any() or not np.isfinite(cell).all() for cell in cells.values()):
        raise CountsError(
            "a pair is more frequent than its words, or than all pairs", remedy="give marginals that include the pair"
        )
    with np.errstate(divide="ignore", invalid="ignore"):
        expected = n1 * n2 / n
        ll, chi2 = np.zeros_like(n11), np.zeros_like(n11)
        for (one, other), seen in cells.items():
            wanted = (n1 if one else n - n1) * (n2 if other else n - n2) / n
            ll += 2 * np.where(seen > 0, seen * np.log(seen / wanted), 0.0)
            chi2 += np.where(wanted > 0, (seen - wanted) ** 2 / wanted, 0.0)
        sign = np.where(n11 < expected, -1.0, 1.0)
        return pd.DataFrame(
            {
                "ll": sign * np.maximum(ll, 0.0),
                "mi": np.log2(n11 / expected),
                "mi3": np.log2(n11**3 / expected),
                "t": (n11 - expected) / np.sqrt(n11),
                "log_dice": 14 + np.log2(2 * n11 / (n1 + n2)),
                "chi2": sign * chi2,
            }
        )


def interaction(tables, *, smoothing: float = 0.5) -> pd.DataFrame:
    """Blaheta & Johnson's lambda: the highest interaction of a saturated log-linear model of an n-gram, and its z.

    Parameters
    ----------
    tables : array, n-grams × 2 … × 2
        For each n-gram its contingency table: index 1 on an axis where the word in that place is the n-gram's, 0
        where it is another. Pairs × 2 × 2, triples × 2 × 2 × 2.
    smoothing : float
        Added to each cell.

    Returns
    -------
    DataFrame
        ``lambda`` and ``z`` (lambda divided by its standard error).

    Raises
    ------
    CountsError
        The tables are of another shape, or have a cell below 0.

    References
    ----------
    Blaheta, D. & Johnson, M. (2001). Unsupervised learning of multi-word verbs. ACL Workshop on Collocations.

    Examples
    --------
    >>> interaction([[[9900, 30], [50, 20]]]).round(3).values.tolist()
    [[4.881, 15.323]]
    """
    cells = np.asarray(tables, dtype=float)
    if cells.ndim < 3 or set(cells.shape[1:]) != {2}:
        raise CountsError(
            f"contingency tables of the shape {cells.shape} are not n-grams × 2 × 2 …", remedy="give pairs × 2 × 2"
        )
    if not (cells >= 0).all():
        raise CountsError("a contingency table has a cell below 0", remedy="give counts of all n-grams of the text")
    size = cells.ndim - 1
    cells = cells + smoothing
    strength, variance = np.zeros(len(cells)), np.zeros(len(cells))
    for place in product((0, 1), repeat=size):
        cell = cells[(slice(None), *place)]
        strength += (-1) ** (size - sum(place)) * np.log(cell)
        variance += 1 / cell
    return pd.DataFrame({"lambda": strength, "z": strength / np.sqrt(variance)})

"""Many small shares at once: each drawn towards the mean of all, as far as it rests on little."""

from __future__ import annotations

import numpy as np


def shrink(
    successes: np.ndarray, trials: np.ndarray, *, level: float = 0.95
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Shares of many cells, drawn towards their common mean (empirical Bayes).

    The cells' true shares are taken to be draws from one beta distribution, whose mean and spread are estimated from
    all cells together (beta-binomial model; Casella 1985, The American Statistician 39(2), 83-87). Since the spread is
    badly known from few cells, its size is given the uniform shrinkage prior (Christiansen & Morris 1997, JASA 92,
    618-632). A cell with much evidence keeps its own share; one with little comes out near the mean.

    Parameters
    ----------
    successes, trials : arrays, one value per cell
        Counts; need not be whole, so that counts deflated by a `design_effect` fit. Cells without trials get the
        common mean.
    level : float
        Of the posterior interval.

    Returns
    -------
    value, low, high : arrays, one value per cell

    Examples
    --------
    >>> value, low, high = shrink(np.array([0.0, 60.0, 5.0, 40.0]), np.array([1.0, 80.0, 10.0, 80.0]))
    >>> bool(0.3 < value[0] < 0.7), bool(0.7 < value[1] < 0.75)
    (True, True)
    """
    from scipy.optimize import minimize
    from scipy.special import betaln
    from scipy.stats import beta

    k, n = np.asarray(successes, float), np.asarray(trials, float)
    if n.sum() <= 0:
        return tuple(np.full(len(n), np.nan) for _ in range(3))
    typical = np.median(n[n > 0])

    def cost(at: np.ndarray) -> float:
        mean, size = 1 / (1 + np.exp(-at[0])), np.exp(at[1])
        a, b = mean * size, (1 - mean) * size
        fit = (betaln(a + k, b + n - k) - betaln(a, b)).sum()
        # Uniform on the shrinkage factor size / (size + typical), and on the mean.
        prior = np.log(size) - 2 * np.log(size + typical) + np.log(mean * (1 - mean))
        return -(fit + prior)

    start = np.array([np.log((k.sum() + 0.5) / (n.sum() - k.sum() + 0.5)), np.log(typical)])
    found = minimize(cost, start, method="L-BFGS-B", bounds=[(-6, 6), (-2, 8)]).x
    mean, size = 1 / (1 + np.exp(-found[0])), np.exp(found[1])
    a, b = mean * size + k, (1 - mean) * size + n - k
    tail = (1 - level) / 2
    return a / (a + b), beta.ppf(tail, a, b), beta.ppf(1 - tail, a, b)


def design_effect(successes: np.ndarray, trials: np.ndarray, cells: np.ndarray) -> float:
    """By how much counts from the same document say less than as many from different ones.

    Rao & Scott (1992, Biometrics 48(2), 577-585): counts divided by the ratio of the clustered to the binomial variance
    may be treated as independent. Here one ratio for all cells together, since single cells have few documents.

    Parameters
    ----------
    successes, trials : arrays, one value per document and cell
    cells : array
        The cell each belongs to.

    Returns
    -------
    float
        At least 1; exactly 1 where no cell has two documents.

    Examples
    --------
    >>> design_effect(np.array([5.0, 0.0, 5.0, 0.0]), np.array([5.0, 5.0, 5.0, 5.0]), np.array([0, 0, 0, 0])) > 3
    True
    """
    k, n = np.asarray(successes, float), np.asarray(trials, float)
    weights, ratios = [], []
    for cell in np.unique(cells):
        chosen = cells == cell
        documents, whole = int(chosen.sum()), n[chosen].sum()
        share = k[chosen].sum() / whole
        if documents < 2 or share in (0.0, 1.0):
            continue
        rest = k[chosen] - n[chosen] * share
        clustered = documents / (documents - 1) * (rest**2).sum() / whole**2
        weights.append(whole)
        ratios.append(clustered / (share * (1 - share) / whole))
    return max(1.0, float(np.average(ratios, weights=weights))) if weights else 1.0

"""Wordfish: positions of texts from nothing but their words."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.contrast.counts import counts_of
from discourse.contrast.wordscores import Z95
from discourse.display import Displayed
from discourse.errors import CountsError

# Prior standard deviations of a word's weight and a text's position; they keep a word that only one side uses, whose
# weight has no maximum-likelihood value, finite.
PRIOR_BETA, PRIOR_THETA = 3.0, 1.0
ITERATIONS, NEWTON, TOLERANCE = 100, 20, 1e-6


@dataclass(frozen=True, repr=False)
class Wordfish(Displayed):
    """Positions of documents and weights of words.

    Attributes
    ----------
    documents : DataFrame
        One row per document: ``document``, ``theta`` (position; mean 0 and standard deviation 1 over the documents),
        ``se``, ``low, high`` (95% interval), ``alpha`` (how long the document is, on the log scale).
    features : DataFrame
        ``feature``, ``beta`` (weight: how much a higher position raises its frequency), ``psi`` (how frequent it is).
    log_likelihood : float
        Of the counts, without its constant.
    """

    documents: pd.DataFrame
    features: pd.DataFrame
    log_likelihood: float

    def _heading(self) -> str:
        return (
            f"Wordfish of {len(self.documents):,} texts and {len(self.features):,} words, "
            f"log-likelihood {self.log_likelihood:,.1f}"
        )

    def _rows(self) -> pd.DataFrame:
        return self.documents.sort_values("theta", kind="stable")

    def _remarks(self) -> list[str]:
        return ["theta is the position, with its 95% interval; features has the weights of the words."]


def wordfish(counts, *, direction: tuple[int, int] = (0, 1)) -> Wordfish:
    """Slapin & Proksch's Poisson scaling: count[i, j] ~ Poisson(exp(alpha_i + psi_j + beta_j theta_i)).

    Parameters
    ----------
    counts : array, scipy sparse array or DataFrame, documents × features
    direction : (int, int)
        Two documents by row: the position of the first is to be below that of the second. Nothing else tells which
        end is which.

    Returns
    -------
    Wordfish
        With normal priors of standard deviation 3 on beta and 1 on theta. Words and documents are fitted in turn,
        the positions brought to mean 0 and standard deviation 1 after each turn, until the log-posterior no longer
        rises; that is where quanteda stops, too (where words overlap little it is near the mode rather than at it).
        `direction` says which end is which. The standard errors take the words' parameters as known: with few words
        they are too small.

    Raises
    ------
    CountsError
        A document or a feature has no counts, documents cannot be told apart, or `direction` is not two of them.

    References
    ----------
    Slapin, J. B. & Proksch, S.-O. (2008). A scaling model for estimating time-series party positions from texts.
    American Journal of Political Science 52(3), 705–722.

    Examples
    --------
    >>> found = wordfish([[9, 5, 1, 5], [6, 5, 3, 5], [1, 5, 9, 5]], direction=(0, 2))
    >>> found.documents["theta"].round(1).tolist()
    [-0.8, -0.3, 1.1]
    """
    table = counts_of(counts)
    low, high = _check(table, direction)
    y = table.matrix.toarray()
    alpha, psi, beta, theta = _start(y)
    previous = -np.inf
    for _ in range(ITERATIONS):
        psi, beta = _newton(y.T, psi, beta, alpha, theta, PRIOR_BETA)
        alpha, theta = _newton(y, alpha, theta, psi, beta, PRIOR_THETA)
        theta = (theta - theta.mean()) / theta.std(ddof=1)
        alpha -= alpha.mean()
        rate = alpha[:, None] + psi + np.outer(theta, beta)
        likelihood = float((y * rate - np.exp(rate)).sum())
        posterior = likelihood - (beta**2).sum() / 2 / PRIOR_BETA**2 - (theta**2).sum() / 2 / PRIOR_THETA**2
        if posterior - previous <= TOLERANCE:
            break
        previous = posterior
    if theta[low] > theta[high]:
        theta, beta = -theta, -beta
    se = _errors(alpha, theta, psi, beta)
    documents = pd.DataFrame(
        {
            "document": table.documents,
            "theta": theta,
            "se": se,
            "low": theta - Z95 * se,
            "high": theta + Z95 * se,
            "alpha": alpha,
        }
    )
    features = pd.DataFrame({"feature": table.features, "beta": beta, "psi": psi})
    return Wordfish(documents, features, likelihood)


def _check(table, direction) -> tuple[int, int]:
    for names, totals, what in (
        (table.documents, table.sizes, "document"),
        (table.features, table.totals, "feature"),
    ):
        if (totals == 0).any():
            raise CountsError(f"the {what} {names[totals == 0][0]!r} has no counts", remedy="leave it out")
    documents = len(table.documents)
    shares = table.matrix.multiply(1 / table.sizes[:, None]).toarray()
    if documents < 2 or np.allclose(shares, shares[0], rtol=0, atol=1e-12):
        raise CountsError("the documents cannot be told apart: all have the same words in the same proportions")
    try:
        low, high = (int(place) for place in direction)
    except (TypeError, ValueError):
        raise CountsError(f"direction={direction!r} is not two rows", remedy="write direction=(0, 1)") from None
    if low == high or not all(0 <= place < documents for place in (low, high)):
        raise CountsError(
            f"direction={direction!r} is not two of {documents} documents", remedy="rows are counted from 0"
        )
    return low, high


def _start(y: np.ndarray) -> tuple[np.ndarray, ...]:
    """Row and column effects of independence, and the first singular vectors of what they leave."""
    alpha = np.log(y.sum(axis=1))
    alpha -= alpha.mean()
    psi = np.log(y.mean(axis=0)) - np.log(np.exp(alpha).mean())
    left = y - np.exp(alpha[:, None] + psi)
    u, _, v = np.linalg.svd(left / np.sqrt(np.exp(alpha[:, None] + psi)), full_matrices=False)
    theta = (u[:, 0] - u[:, 0].mean()) / u[:, 0].std(ddof=1)
    return alpha, psi, v[0], theta


def _newton(y, level, slope, other_level, other_slope, prior: float) -> tuple[np.ndarray, np.ndarray]:
    """All rows of `y` at once: the Poisson regression of each on `other_slope`, with a normal prior on its slope."""
    level, slope, precision = level.copy(), slope.copy(), prior**-2
    for _ in range(NEWTON):
        rate = np.exp(np.clip(level[:, None] + other_level + np.outer(slope, other_slope), -700, 700))
        g0 = (y - rate).sum(axis=1)
        g1 = (y - rate) @ other_slope - slope * precision
        h00, h01, h11 = rate.sum(axis=1), rate @ other_slope, rate @ other_slope**2 + precision
        determinant = h00 * h11 - h01**2
        step0, step1 = (h11 * g0 - h01 * g1) / determinant, (h00 * g1 - h01 * g0) / determinant
        # A step of Newton's may overshoot from far away; no coefficient moves more than two logs at once.
        shrink = np.minimum(1.0, 2.0 / np.maximum(np.maximum(np.abs(step0), np.abs(step1)), 1e-300))
        level, slope = level + shrink * step0, slope + shrink * step1
        if max(np.abs(step0).max(), np.abs(step1).max()) < 1e-9:
            break
    return level, slope


def _errors(alpha, theta, psi, beta) -> np.ndarray:
    """From each document's own information matrix of alpha and theta."""
    rate = np.exp(alpha[:, None] + psi + np.outer(theta, beta))
    h00, h01, h11 = rate.sum(axis=1), rate @ beta, rate @ beta**2 + PRIOR_THETA**-2
    return np.sqrt(h00 / (h00 * h11 - h01**2))

"""How good topics are: exclusivity, coherence, what the fit leaves over, and which topics go together."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from discourse.errors import TopicModelError
from discourse.topics.labels import harmonic_ranks, top_words

PRESENT = 0.01  # a word counts as expected in a document when this many tokens of it are
RELATED = 0.01  # topics correlated above this are drawn as neighbours


def exclusivity(beta: np.ndarray, n: int = 10, weight: float = 0.7) -> np.ndarray:
    """How far the top words of a topic are its own: the sum of their FREX scores, at most `n` (as in R's stm).

    Parameters
    ----------
    beta : array, k × words
    n : int
        The most probable words that are looked at.
    weight : float
        The weight of exclusivity against frequency; here the shares are not shrunk.

    Returns
    -------
    array, k

    Examples
    --------
    >>> exclusivity(np.array([[0.6, 0.4, 0.0], [0.0, 0.4, 0.6]]), n=1).round(2).tolist()
    [1.0, 1.0]
    """
    scores = harmonic_ranks(beta, beta / beta.sum(axis=0), 1 - weight)
    tops = top_words(beta, "prob", n)
    return np.take_along_axis(scores, tops, axis=1).sum(axis=1)


def semantic_coherence(
    beta: np.ndarray, counts: sp.csr_array, n: int = 10, *, pairs: str = "mimno", smoothing: float | None = None
) -> np.ndarray:
    """How often the top words of a topic share documents (Mimno et al. 2011): Σ log (D(m, l) + s) / D(l).

    Parameters
    ----------
    beta : array, k × words
    counts : sparse array, documents × words
    n : int
        The most probable words that are looked at.
    pairs : {"mimno", "stm"}
        Which word of a pair the shared documents are divided by. "mimno", the paper's: the more probable one in the
        topic, with s = 1. "stm", R's: the one that comes first in the list of all topics' top words (topic 1's
        first), which for a word shared with an earlier topic is another, with s = 0.01 added above and below.
        Values of the two are not comparable.
    smoothing : float, optional
        Another s.

    Returns
    -------
    array, k
        0 or below, larger is more coherent.

    Examples
    --------
    >>> counts = sp.csr_array([[1, 1, 0], [1, 1, 0], [0, 0, 1]])
    >>> semantic_coherence(np.array([[0.5, 0.4, 0.1], [0.4, 0.1, 0.5]]), counts, 2).round(2).tolist()
    [0.41, 0.0]
    """
    if pairs not in {"mimno", "stm"}:
        raise TopicModelError(f"there are no pairs {pairs!r}", remedy='choose from "mimno" and "stm"')
    tops = top_words(beta, "prob", n)
    listed, first = np.unique(tops, return_index=True)
    listed = listed[np.argsort(first)]  # all topics' top words in order of first appearance
    present = sp.csr_array((counts != 0)[:, listed], dtype=float)
    together = (present.T @ present).toarray()
    if smoothing is None:
        smoothing = 1.0 if pairs == "mimno" else 0.01
    below = np.diag(together) + (smoothing if pairs == "stm" else 0.0)
    place = np.empty(beta.shape[1], int)
    place[listed] = np.arange(len(listed))
    found = np.empty(len(tops))
    for topic, words in enumerate(tops):
        at = place[words]
        if pairs == "stm":
            at = np.sort(at)
        ratios = np.log((together[np.ix_(at, at)] + smoothing) / below[at])  # [m, l]: divided by l
        found[topic] = np.tril(ratios, -1).sum()
    return found


def residual_dispersion(theta: np.ndarray, beta: np.ndarray, counts: sp.csr_array) -> tuple[float, float]:
    """The variance the topics leave over, against what the multinomial expects (Taddy 2012).

    Parameters
    ----------
    theta : array, documents × k
    beta : array, k × words
    counts : sparse array, documents × words

    Returns
    -------
    dispersion : float
        1 when k topics are enough; above 1, more would fit better.
    degrees : float
        Its degrees of freedom: cells with an expectation above 0.01, less the parameters.
    """
    counts = sp.csr_array(counts, dtype=float)
    totals = counts.sum(axis=1)
    deviation, expected = 0.0, 0
    for first in range(0, len(theta), 512):
        rows = slice(first, first + 512)
        share, n, c = theta[rows] @ beta, totals[rows, None], counts[rows].toarray()
        share = np.clip(share, 1e-300, 1 - 1e-12)
        deviation += ((c**2 - 2 * c * share * n) / (n * share * (1 - share))).sum() + (n * share / (1 - share)).sum()
        expected += int((share * n > PRESENT).sum())
    k, words = beta.shape
    degrees = float(expected - words - (len(theta) * (k - 1) + k * (words - 1)))
    return deviation / degrees if degrees > 0 else np.nan, degrees


def topic_correlations(theta: np.ndarray, threshold: float = RELATED) -> tuple[np.ndarray, np.ndarray]:
    """Which topics are spoken of together.

    Returns
    -------
    correlation : array, k × k
        Pearson's, of the shares over documents; they sum to 1, so with few topics it is below 0 by construction.
    neighbours : array of bool, k × k
        Pairs correlated above `threshold`.

    Examples
    --------
    >>> correlation, neighbours = topic_correlations(np.array([[0.6, 0.3, 0.1], [0.2, 0.1, 0.7], [0.5, 0.3, 0.2]]))
    >>> neighbours[0].tolist()
    [False, True, False]
    """
    correlation = np.corrcoef(theta, rowvar=False)
    return correlation, (correlation > threshold) & ~np.eye(theta.shape[1], dtype=bool)

"""What a topic is called by: its words by probability, FREX, lift and score, as R's stm defines them."""

from __future__ import annotations

import numpy as np

from discourse.errors import TopicModelError

MEASURES = ("prob", "frex", "lift", "score")
_FLOOR = -1000.0  # for the logarithm of 0


def top_words(
    beta: np.ndarray, measure: str = "frex", n: int = 10, *, word_counts: np.ndarray | None = None, weight: float = 0.5
) -> np.ndarray:
    """The first `n` words of each topic.

    Parameters
    ----------
    beta : array, k × words
        Probabilities of words.
    measure : {"prob", "frex", "lift", "score"}
        See `word_scores`.
    n : int
    word_counts : array, words
        How often each word occurs in the corpus; for "frex" and "lift".
    weight : float
        The weight of frequency in FREX.

    Returns
    -------
    array of int, k × n
        Columns of `beta`; of words with equal scores the first comes first.

    Examples
    --------
    >>> beta = np.array([[0.5, 0.4, 0.1], [0.5, 0.1, 0.4]])
    >>> top_words(beta, "prob", 2).tolist()
    [[0, 1], [0, 2]]
    >>> top_words(beta, "lift", 1, word_counts=np.array([10, 5, 5])).tolist()
    [[1], [2]]
    """
    scores = word_scores(beta, measure, word_counts=word_counts, weight=weight)
    return np.argsort(-scores, axis=1, kind="stable")[:, :n]


def word_scores(
    beta: np.ndarray, measure: str, *, word_counts: np.ndarray | None = None, weight: float = 0.5
) -> np.ndarray:
    """How well each word stands for each topic, k × words.

    - ``prob``: the probability of the word in the topic.
    - ``frex`` (Airoldi & Bischof 2016): the harmonic mean of the word's rank by frequency in the topic and its rank
      by exclusivity, the topic's share of the word, which for rare words is shrunk towards 1/k (James–Stein).
    - ``lift`` (Taddy 2012): log of the probability in the topic over the frequency in the corpus.
    - ``score`` (Chang's lda): the probability times how far its log is above the mean over topics.

    Raises
    ------
    TopicModelError
        For another measure, or "frex" and "lift" without `word_counts`.
    """
    if measure not in MEASURES:
        raise TopicModelError(f"there is no measure {measure!r} of words", remedy=f"choose from {', '.join(MEASURES)}")
    if measure in {"frex", "lift"} and word_counts is None:
        raise TopicModelError(f"{measure} needs the words' counts in the corpus", remedy="give word_counts")
    if measure == "prob":
        return np.asarray(beta, float)
    with np.errstate(divide="ignore"):
        log = np.maximum(np.log(beta), _FLOOR)
    if measure == "lift":
        return log - (np.log(word_counts) - np.log(np.sum(word_counts)))
    if measure == "score":
        return np.exp(log) * (log - log.mean(axis=0))
    exclusivity = _shrunk(np.exp(log - _log_sum(log)), np.asarray(word_counts, float))
    return harmonic_ranks(log, exclusivity, weight)


def harmonic_ranks(frequency: np.ndarray, exclusivity: np.ndarray, weight: float) -> np.ndarray:
    """The harmonic mean of both ranks within the topic (0 to 1); `weight` is that of frequency."""
    from scipy.stats import rankdata

    words = frequency.shape[1]
    return 1 / (weight * words / rankdata(frequency, axis=1) + (1 - weight) * words / rankdata(exclusivity, axis=1))


def _log_sum(log: np.ndarray) -> np.ndarray:
    from scipy.special import logsumexp

    return logsumexp(log, axis=0)


def _shrunk(shares: np.ndarray, word_counts: np.ndarray) -> np.ndarray:
    """Shares of a word over topics, drawn to 1/k the more the rarer the word (Hausser & Strimmer 2009)."""
    even = 1 / len(shares)
    with np.errstate(divide="ignore", invalid="ignore"):
        noise = (shares * (1 - shares)).sum(axis=0) / (word_counts - 1)
        pull = np.clip(noise / ((shares - even) ** 2).sum(axis=0), 0, 1)
    pull = np.where((word_counts <= 1) | np.isnan(pull), 1.0, pull)
    return pull * even + (1 - pull) * shares

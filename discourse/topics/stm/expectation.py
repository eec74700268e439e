"""The E-step over all documents, with its arrays kept from one iteration to the next."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from discourse.topics.stm.compiled import compiled, in_blocks
from discourse.topics.stm.posterior import expect, factors


@compiled
def topic_counts(first, after, starts, documents, places, ratios, theta, topics, expected):
    """The expected counts Σ_d c_dv φ_kv of the words `first` … `after` − 1, into `expected` (words × topics)."""
    k = topics.shape[1]
    for v in range(first, after):
        row = expected[v]
        for i in range(k):
            row[i] = 0.0
        for j in range(starts[v], starts[v + 1]):
            ratio, shares = ratios[places[j]], theta[documents[j]]
            for i in range(k):
                row[i] += ratio * shares[i]
        for i in range(k):
            row[i] *= topics[v, i]


class Expectation:
    """Where each document's shares stand; each call starts from where the last one ended.

    Parameters
    ----------
    counts : CSR array of float, documents × words
    k : int
    eta : array, documents × (k − 1), optional
        Where to start; all shares equal by default.
    """

    def __init__(self, counts: sp.csr_array, k: int, eta: np.ndarray | None = None):
        self.size, self.words = counts.shape
        self.starts = counts.indptr.astype(np.int64)
        self.terms = counts.indices.astype(np.int32)
        self.counts = counts.data
        # The same entries word by word: in which document, and at which place above.
        self.places = np.argsort(self.terms, kind="stable").astype(np.int32)
        self.word_starts = np.concatenate([[0], np.cumsum(np.bincount(self.terms, minlength=self.words))])
        self.where = np.repeat(np.arange(self.size, dtype=np.int32), np.diff(self.starts))[self.places]
        self.eta = np.zeros((self.size, k - 1)) if eta is None else eta.copy()
        self.theta = np.empty((self.size, k))
        self.spreads = np.zeros((self.size, k - 1, k - 1), np.float32)
        self.ratios = np.empty(len(self.counts))

    def documents(
        self, topics: np.ndarray, mu: np.ndarray, sigma: np.ndarray, cautious: bool = False
    ) -> tuple[float, np.ndarray]:
        """Find all `eta` and `theta`; returns the bound and the mean posterior covariance.

        `topics` is words × k; `mu` documents × (k − 1), the prior means; `sigma` the prior covariance.
        `cautious` descends in small steps and stops early (see `posterior.descend`).
        """
        precision, half_log = _inverse(sigma)
        bounds = np.empty(self.size)

        def work(first: int, after: int) -> np.ndarray:
            return expect(
                cautious,
                first,
                after,
                self.starts,
                self.terms,
                self.counts,
                topics,
                mu,
                precision,
                self.eta,
                self.theta,
                self.ratios,
                bounds,
                self.spreads,
            )

        spread = sum(in_blocks(work, self.size))
        return float(bounds.sum()) - self.size * half_log, spread / self.size

    def topics(self, topics: np.ndarray) -> np.ndarray:
        """The topics (words × k) that the documents, as they now stand, make most likely."""
        expected = np.empty_like(topics)

        def work(first: int, after: int) -> None:
            topic_counts(
                first, after, self.word_starts, self.where, self.places, self.ratios, self.theta, topics, expected
            )

        in_blocks(work, self.words)
        return expected / expected.sum(axis=0)

    def factors(self, topics: np.ndarray, mu: np.ndarray, sigma: np.ndarray) -> np.ndarray:
        """The Cholesky factor of each document's inverse posterior covariance (documents × k − 1 × k − 1)."""
        precision, _ = _inverse(sigma)
        found = np.zeros((self.size, *sigma.shape))

        def work(first: int, after: int) -> None:
            factors(first, after, self.starts, self.terms, self.counts, topics, mu, precision, self.eta, found)

        in_blocks(work, self.size)
        return found


def _inverse(sigma: np.ndarray) -> tuple[np.ndarray, float]:
    """Σ⁻¹, exactly symmetric, and ½ log|Σ|."""
    inverse = np.linalg.inv(sigma)
    return (inverse + inverse.T) / 2, float(np.log(np.diag(np.linalg.cholesky(sigma))).sum())

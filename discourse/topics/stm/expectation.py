"""The E-step over all documents, with its arrays kept from one iteration to the next."""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from discourse.topics.stm.compiled import in_blocks
from discourse.topics.stm.posterior import STEPS, descend, expect


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
        # The same entries word by word: at which place above, and a matrix words × documents to hold them.
        self.places = np.argsort(self.terms, kind="stable")
        starts = np.concatenate([[0], np.cumsum(np.bincount(self.terms, minlength=self.words))])
        where = np.repeat(np.arange(self.size), np.diff(self.starts))[self.places]
        self.turned = sp.csr_array((self.counts[self.places], where, starts), (self.words, self.size))
        self.eta = np.zeros((self.size, k - 1)) if eta is None else eta.copy()
        self.theta = np.empty((self.size, k))
        self.spreads = np.zeros((self.size, k * (k - 1) // 2))
        self.ratios = np.empty(len(self.counts))

    def documents(
        self, topics: np.ndarray, mu: np.ndarray, sigma: np.ndarray, cautious: bool = False
    ) -> tuple[float, np.ndarray]:
        """Find all `eta` and `theta`; returns the bound and the sum of the posterior covariances.

        `topics` is words × k; `mu` documents × (k − 1), the prior means; `sigma` the prior covariance.
        `cautious` descends in small steps and stops early (see `posterior.descend`).
        """
        precision, half_log = _inverse(sigma)
        bounds = np.empty(self.size)

        documents = (self.starts, self.terms, self.counts, topics, mu, precision, self.eta)

        def work(first: int, after: int) -> np.ndarray:
            if cautious:
                descend(first, after, *documents)
            found = (self.theta, self.ratios, bounds, self.spreads)
            return expect(0 if cautious else STEPS, first, after, *documents, *found)

        spread = sum(in_blocks(work, self.size))
        return float(bounds.sum()) - self.size * half_log, spread

    def expected(self) -> np.ndarray:
        """How often each topic is expected to have each word, for a probability of 1 (words × k)."""
        self.turned.data = self.ratios[self.places]
        return self.turned @ self.theta

    def covariances(self) -> np.ndarray:
        """Each document's posterior covariance ν as of the last call (documents × k − 1 × k − 1)."""
        last = self.eta.shape[1]
        rows, columns = np.tril_indices(last)
        found = np.empty((self.size, last, last))
        found[:, rows, columns] = found[:, columns, rows] = self.spreads
        return found


def _inverse(sigma: np.ndarray) -> tuple[np.ndarray, float]:
    """Σ⁻¹, exactly symmetric, and ½ log|Σ|."""
    inverse = np.linalg.inv(sigma)
    return (inverse + inverse.T) / 2, float(np.log(np.diag(np.linalg.cholesky(sigma))).sum())

"""The structural topic model: who speaks and when moves the shares of topics (Roberts, Stewart & Airoldi 2016)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from discourse.display import Displayed
from discourse.errors import TopicModelError
from discourse.progress import progress
from discourse.topics.stm.checks import (
    check_counts,
    check_design,
    check_new_design,
    check_start,
    check_stopping,
    check_topics,
)

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    from discourse.corpus.stored.cluster import Cluster
    from discourse.topics.stm.shards import ShardedExpectation

PRIOR_VARIANCE = 20.0  # of the log-ratios before the first iteration
# Under so wide a prior many documents have several likely mixtures. In these first iterations small steps from even
# shares take the nearest one, and follow R's stm, whose optimiser they repeat, closely enough to compare the fits.
CAUTIOUS = 2


@dataclass(frozen=True, repr=False)
class StructuralTopicModel(Displayed):
    """A fitted structural (or, without covariates, correlated) topic model.

    Attributes
    ----------
    theta : array, documents × k
        Shares of topics; rows sum to 1.
    beta : array, k × words
        Probabilities of words; rows sum to 1.
    eta : array, documents × (k − 1)
        Log-ratios of the shares to the last topic's: theta = softmax(eta, 0).
    mu : array, documents × (k − 1)
        What the prior expects of `eta`: ``design @ gamma``.
    gamma : array, p × (k − 1)
        Coefficients of the covariates; without a design the mean of `eta`, one row.
    sigma : array, (k − 1) × (k − 1)
        Covariance of `eta` around `mu`.
    uncertainty : array, (k − 1) × (k − 1)
        Mean over documents of the posterior covariance of a document's `eta`.
    design : array, documents × p
        As given; without covariates, a column of 1.
    bounds : array
        The approximate bound on the log-likelihood at each iteration.
    converged : bool
        Whether the bound's relative change fell below the tolerance.
    """

    theta: np.ndarray
    beta: np.ndarray
    eta: np.ndarray
    mu: np.ndarray
    gamma: np.ndarray
    sigma: np.ndarray
    uncertainty: np.ndarray
    design: np.ndarray
    bounds: np.ndarray
    converged: bool

    def _heading(self) -> str:
        ended = "converged" if self.converged else "not converged"
        return (
            f"Structural topic model: {self.k} topics in {len(self.theta):,} documents, {self.beta.shape[1]:,} words; "
            f"{ended} after {self.iterations} iterations, bound {self.bounds[-1]:,.3f}"
        )

    @property
    def k(self) -> int:
        """The number of topics."""
        return len(self.beta)

    @property
    def iterations(self) -> int:
        """How many iterations were made."""
        return len(self.bounds)

    @property
    def falls(self) -> np.ndarray:
        """The iterations (the first is 1) in which the bound fell: the approximation does not promise a rise."""
        return np.flatnonzero(np.diff(self.bounds) < 0) + 2

    def predict(self, counts, design=None) -> np.ndarray:
        """Shares of topics in new documents, with the topics and their prior as fitted.

        Parameters
        ----------
        counts : sparse array, documents × words
            In the columns of the fit. A document without any of these words gets what the prior expects.
        design : array, documents × p, optional
            The new documents' covariates, in the columns of the fit. Without, the prior is that of a fitted
            document of unknown covariates: the mean of `mu`, and `sigma` with the spread of `mu` added.

        Returns
        -------
        array, documents × k
        """
        from threadpoolctl import threadpool_limits

        from discourse.topics.stm.expectation import Expectation

        counts = check_counts(counts, whole=False)
        if counts.shape[1] != self.beta.shape[1]:
            raise TopicModelError(f"the counts have {counts.shape[1]} words, the topics {self.beta.shape[1]}")
        with threadpool_limits(1):
            if design is None:
                mean = self.mu.mean(axis=0)
                mu = np.tile(mean, (counts.shape[0], 1))
                sigma = self.sigma + (self.mu - mean).T @ (self.mu - mean) / len(self.mu)
            else:
                design = check_new_design(design, counts.shape[0], len(self.gamma))
                mu, sigma = design @ self.gamma, self.sigma
            step = Expectation(counts, self.k)
            step.documents(np.ascontiguousarray(self.beta.T), mu, sigma)
        return step.theta

    def posterior_roots(self, counts) -> np.ndarray:
        """What turns standard normal z into draws of a document's `eta`: ``eta + z @ root``.

        Parameters
        ----------
        counts : sparse array, documents × words
            Those of the fit.

        Returns
        -------
        array, documents × (k − 1) × (k − 1)
            ``root' @ root`` is the posterior covariance under the final topics, `gamma` and `sigma`.
        """
        from threadpoolctl import threadpool_limits

        from discourse.topics.stm.expectation import Expectation

        counts = check_counts(counts)
        if counts.shape != (len(self.theta), self.beta.shape[1]):
            raise TopicModelError(f"the counts have shape {counts.shape}: they are not those of the fit")
        with threadpool_limits(1):
            step = Expectation(counts, self.k, self.eta)
            step.documents(np.ascontiguousarray(self.beta.T), self.mu, self.sigma)
            return np.linalg.cholesky(step.covariances()).swapaxes(1, 2)


def fit(
    counts,
    k: int,
    design=None,
    *,
    start=None,
    tolerance: float = 1e-5,
    max_iterations: int = 500,
    seed: int | None = None,
    executor: Executor | Cluster | int | None = None,
    folder: Path | None = None,
) -> StructuralTopicModel:
    """Fit topics whose shares depend on covariates, by variational EM with Laplace's approximation.

    Each iteration finds every document's shares given the topics (E-step, Newton's method per document), then the
    regression of the shares on the covariates, the covariance of what the regression leaves, and the topics
    (M-step). It ends when the bound changes by less than `tolerance`, relative to itself, in either direction. A
    greater fall of the bound, which the approximation allows, is no convergence: the fit goes on, and
    `StructuralTopicModel.falls` tells.

    The same counts give the same bits, whatever the number of threads (Numba's, ``NUMBA_NUM_THREADS``).

    Parameters
    ----------
    counts : SciPy sparse array, documents × words
        Whole numbers; no document and no word without a count.
    k : int
        Topics, 2 or more.
    design : array, documents × p, optional
        Covariates with the intercept first. Without, this is the correlated topic model (Blei & Lafferty 2007).
    start : array, k × words, or "random", optional
        Topics to start from, rows summing to 1. By default from anchor words (`spectral_start`), which takes no
        random numbers. "random" draws them with `seed`, to see what depends on the start.
    tolerance : float
        Relative change of the bound at which to stop.
    max_iterations : int
    seed : int, optional
        For ``start="random"``.
    executor : Executor, Cluster or int, optional
        Where to work on parts of the documents, as for `discourse.corpus.stored.run`; without it, here, with threads.
        The bits are the same.
    folder : Path, optional
        Where the parts are written meanwhile: one that all who work see. By default one of this machine's own.

    Returns
    -------
    StructuralTopicModel

    Raises
    ------
    TopicModelError
        Counts that are no counts, a document or word without any, too many topics.
    DesignError
        A design of another length, with gaps, without intercept, or with columns that follow from others.

    Examples
    --------
    >>> counts = sp.csr_array([[4, 3, 0, 0], [5, 2, 0, 1], [0, 1, 4, 4], [0, 0, 3, 5]])
    >>> model = fit(counts, 2)
    >>> model.theta.argmax(axis=1).tolist() in ([0, 0, 1, 1], [1, 1, 0, 0])
    True
    """
    from threadpoolctl import threadpool_limits

    from discourse.topics.stm.shards import sharded

    counts = check_counts(counts)
    check_topics(k, counts)
    without = design is None
    design = np.ones((counts.shape[0], 1)) if without else check_design(design, counts.shape[0])
    check_stopping(tolerance, max_iterations)
    with threadpool_limits(1):  # matrix products split over threads add up in another order
        beta = _start(start, counts, k, seed)
        with sharded(counts, k, executor, folder) as step:
            return _expectation_maximisation(step, beta, design, tolerance, max_iterations, shrunk=not without)


def _start(start, counts: sp.csr_array, k: int, seed: int | None) -> np.ndarray:
    from discourse.topics.stm.spectral import spectral_start

    if start is None:
        return spectral_start(counts, k)[0]
    if isinstance(start, str):
        if start != "random" or seed is None:
            raise TopicModelError(f"start={start!r} with seed={seed!r}", remedy='write start="random", seed=1')
        drawn = np.random.default_rng(seed).gamma(0.1, size=(k, counts.shape[1])) + 1e-9
        return drawn / drawn.sum(axis=1, keepdims=True)
    return check_start(start, k, counts.shape[1])


def _expectation_maximisation(
    step: ShardedExpectation,
    beta: np.ndarray,
    design: np.ndarray,
    tolerance: float,
    max_iterations: int,
    shrunk: bool,
) -> StructuralTopicModel:
    from discourse.topics.stm.prevalence import pooled_regression

    documents, last = step.size, len(beta) - 1
    topics = np.ascontiguousarray(beta.T)
    mu, sigma = np.zeros((documents, last)), PRIOR_VARIANCE * np.eye(last)
    bounds, converged = [], False
    for _ in progress(range(max_iterations), "fitting topics", unit="iteration"):
        bound, spread = step.documents(topics, mu, sigma, cautious=len(bounds) < CAUTIOUS)
        uncertainty = spread / documents
        bounds.append(bound)
        gamma = pooled_regression(step.eta, design) if shrunk else step.eta.mean(axis=0, keepdims=True)
        mu = design @ gamma
        around = step.eta - mu
        sigma = around.T @ around / documents + uncertainty
        topics = step.topics(topics)
        converged = len(bounds) > 1 and abs(bounds[-1] - bounds[-2]) < tolerance * abs(bounds[-2])
        if converged:
            break
    return StructuralTopicModel(
        theta=step.theta,
        beta=np.ascontiguousarray(topics.T),
        eta=step.eta,
        mu=mu,
        gamma=gamma,
        sigma=sigma,
        uncertainty=uncertainty,
        design=design,
        bounds=np.array(bounds),
        converged=converged,
    )

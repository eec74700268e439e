"""The prior mean of the topic shares: a regression of each log-ratio on the covariates."""

from __future__ import annotations

import numpy as np

from discourse.errors import TopicModelError

CHANGE = 1e-4
STEPS = 1000


def pooled_regression(eta: np.ndarray, design: np.ndarray) -> np.ndarray:
    """Regress each column of `eta` on `design`, shrinking all coefficients but the intercept towards 0.

    A variational linear model with half-Cauchy priors on the standard deviations of the noise and, pooled, of the
    coefficients (Roberts, Stewart & Airoldi 2016, "pooled" prior; Drugowitsch 2013 for the updates):
    weights w ~ N(0, 1/α), noise precision τ.

    Parameters
    ----------
    eta : array, documents × (k − 1)
    design : array, documents × p
        The intercept first.

    Returns
    -------
    array, p × (k − 1)
        The coefficients γ.
    """
    documents, p = design.shape
    inner, cross = design.T @ design, design.T @ eta
    squares = (eta**2).sum(axis=0)
    n_topics = eta.shape[1]
    gamma = np.zeros((p, n_topics))
    noise_precision, prior_precision, scale = np.ones(n_topics), np.full(n_topics, float(p)), np.ones(n_topics)
    slopes = np.arange(1, p)
    open_ = np.arange(n_topics)  # the columns that still change
    for _ in range(STEPS):
        tau, alpha = noise_precision[open_], prior_precision[open_]
        precision = tau[:, None, None] * inner
        precision[:, slopes, slopes] += alpha[:, None]
        covariance = np.linalg.inv(precision)
        old = gamma[:, open_]
        new = tau * np.einsum("tij,jt->it", covariance, cross[:, open_])
        residual = squares[open_] - 2 * (new * cross[:, open_]).sum(axis=0) + (new * (inner @ new)).sum(axis=0)
        rate = 0.5 * (residual + np.einsum("ij,tji->t", inner, covariance)) + scale[open_]
        noise_precision[open_] = 0.5 * (1 + documents) / rate
        scale[open_] = 1 / (noise_precision[open_] + 1)
        spread = np.einsum("tii->t", covariance) - covariance[:, 0, 0]
        prior_precision[open_] = p / (4 / (alpha + 1) + (new[1:] ** 2).sum(axis=0) + spread)
        gamma[:, open_] = new
        open_ = open_[np.abs(new - old).sum(axis=0) > CHANGE]
        if not open_.size:
            return gamma
    raise TopicModelError(
        f"the regression of prevalence on the covariates did not settle in {STEPS} steps",
        remedy="bring covariates to a similar scale, or leave out those that nearly repeat another",
    )

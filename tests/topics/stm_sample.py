"""Documents drawn from the structural topic model, of which everything is known."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import scipy.sparse as sp


def sample(documents: int = 400, words: int = 200, k: int = 4, length: int = 80, seed: int = 0) -> SimpleNamespace:
    """`counts`, and the true `beta`, `theta` and `side` (0 or 1: side 1 speaks more of the first topic)."""
    rng = np.random.default_rng(seed)
    beta = rng.dirichlet(np.full(words, 0.05), size=k)
    side = np.arange(documents) % 2
    eta = rng.normal(scale=0.7, size=(documents, k))
    eta[:, 0] += 1.5 * side
    theta = np.exp(eta)
    theta /= theta.sum(axis=1, keepdims=True)
    counts = np.array([rng.multinomial(length, shares) for shares in theta @ beta])
    used = counts.sum(axis=0) > 0
    return SimpleNamespace(
        counts=sp.csr_array(counts[:, used]),
        beta=beta[:, used],
        theta=theta,
        side=side,
        design=np.column_stack([np.ones(documents), side]),
        table=pd.DataFrame({"side": np.where(side, "them", "us"), "year": 1950.0 + np.arange(documents) % 40}),
    )


def matched(theta: np.ndarray, truth: np.ndarray) -> list[int]:
    """Which topic of `theta` is which of the truth, by the shares' correlation."""
    from scipy.optimize import linear_sum_assignment

    k = truth.shape[1]
    correlation = np.corrcoef(truth.T, theta.T)[:k, k:]
    return linear_sum_assignment(-correlation)[1].tolist()

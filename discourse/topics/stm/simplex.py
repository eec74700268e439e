"""Least squares on the simplex, exactly: each word as a mixture of the anchor words."""

from __future__ import annotations

import numpy as np


def mixtures(anchors: np.ndarray, targets: np.ndarray) -> np.ndarray:
    """Minimise ‖A'a − y‖ over a ≥ 0, Σa = 1, for each row y of `targets`.

    The point of a simplex that is nearest to y is non-negative least squares (Lawson & Hanson 1974, chapter 23,
    finite and exact) after scaling: with q(a) = ‖Σ_k a_k (A_k − y)‖², the u ≥ 0 that minimises q(u) + (1 − Σu)² is
    a multiple of the a wanted, because for each direction a the best multiple leaves q(a) / (1 + q(a)), which grows
    with q(a).

    Parameters
    ----------
    anchors : array, k × dimensions
    targets : array, words × dimensions

    Returns
    -------
    array, words × k
        Rows sum to 1.
    """
    from scipy.optimize import nnls

    k, dimensions = anchors.shape
    scale = np.abs(anchors).max()
    matrix, right = np.ones((dimensions + 1, k)), np.append(np.zeros(dimensions), 1.0)
    found = np.empty((len(targets), k))
    for word, target in enumerate(targets):
        matrix[:-1] = (anchors - target).T / scale
        found[word] = nnls(matrix, right)[0]
    return found / found.sum(axis=1, keepdims=True)

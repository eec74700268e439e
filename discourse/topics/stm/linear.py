"""Small linear algebra for compiled code, where a call to a library would cost more than the sum itself.

After a change here, touch the files that use it: Numba's cache does not notice.
"""

from __future__ import annotations

import numpy as np

from discourse.topics.stm.compiled import compiled


@compiled
def factorise(matrix, damping, factor):
    """The lower Cholesky factor of ``matrix + damping·I``; False when that is not positive definite."""
    n = matrix.shape[0]
    for i in range(n):
        for j in range(i + 1):
            value = matrix[i, j]
            for k in range(j):
                value -= factor[i, k] * factor[j, k]
            if i > j:
                factor[i, j] = value / factor[j, j]
            else:
                value += damping
                if value <= 1e-10:
                    return False
                factor[i, i] = np.sqrt(value)
    return True


@compiled
def solve(factor, right, answer):
    """x with ``factor·factor'·x = right``."""
    n = factor.shape[0]
    for i in range(n):
        value = right[i]
        for k in range(i):
            value -= factor[i, k] * answer[k]
        answer[i] = value / factor[i, i]
    for i in range(n - 1, -1, -1):
        answer[i] /= factor[i, i]
        for k in range(i):
            answer[k] -= factor[i, k] * answer[i]


@compiled
def invert(factor, inverse):
    """``(factor·factor')⁻¹`` into `inverse`."""
    n = factor.shape[0]
    root = np.empty((n, n))  # the transpose of factor⁻¹
    for j in range(n):
        root[j, j] = 1.0 / factor[j, j]
        for i in range(j + 1, n):
            value = 0.0
            for k in range(j, i):
                value -= factor[i, k] * root[j, k]
            root[j, i] = value / factor[i, i]
    for i in range(n):
        for j in range(i + 1):
            value = 0.0
            for k in range(i, n):
                value += root[i, k] * root[j, k]
            inverse[i, j] = value
            inverse[j, i] = value

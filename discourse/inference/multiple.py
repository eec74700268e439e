"""When many things are tested at once."""

from __future__ import annotations

import numpy as np


def benjamini_hochberg(p_values: np.ndarray) -> np.ndarray:
    """The false discovery rate at which each of several tests would pass (Benjamini & Hochberg 1995).

    Examples
    --------
    >>> benjamini_hochberg(np.array([0.01, 0.04, 0.03])).round(3).tolist()
    [0.03, 0.04, 0.04]
    """
    p_values = np.asarray(p_values, dtype=float)
    n = len(p_values)
    order = np.argsort(p_values)[::-1]
    adjusted = np.minimum.accumulate(p_values[order] * n / np.arange(n, 0, -1))
    return np.clip(adjusted[np.argsort(order)], 0, 1)

"""Intervals in closed form, for where a bootstrap has nothing to resample."""

from __future__ import annotations

import math

import numpy as np

Z95 = 1.959963984540054


def wilson(successes: np.ndarray, n: int) -> tuple[np.ndarray, np.ndarray]:
    """The 95% score interval of a share (Wilson 1927); holds its coverage at shares near 0 and 1.

    Examples
    --------
    >>> low, high = wilson(np.array([0]), 10)
    >>> float(low[0]), round(float(high[0]), 3)
    (0.0, 0.278)
    """
    share = np.asarray(successes, dtype=float) / n
    centre = share + Z95**2 / (2 * n)
    spread = Z95 * np.sqrt(share * (1 - share) / n + Z95**2 / (4 * n * n))
    scale = 1 + Z95**2 / n
    return np.clip((centre - spread) / scale, 0, share), np.clip((centre + spread) / scale, share, 1)


def poisson_upper(exposure: float) -> float:
    """The upper end of the exact 95% interval of a rate when nothing was found (Garwood 1936).

    Examples
    --------
    >>> round(poisson_upper(1000.0) * 1000, 2)
    3.69
    """
    return -math.log(0.025) / exposure

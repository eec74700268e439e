"""What every engine returns."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np


@dataclass(frozen=True)
class Fit:
    """What an engine found.

    Attributes
    ----------
    theta : array, units × topics
        Rows add up to 1.
    beta : array, topics × terms
        Rows add up to 1.
    arrays : dict of str to array
        What else prediction needs.
    stated : dict
        How it was fitted, for people.
    """

    theta: np.ndarray
    beta: np.ndarray
    arrays: dict[str, np.ndarray] = field(default_factory=dict)
    stated: dict = field(default_factory=dict)

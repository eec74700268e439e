"""Random samples of evidence, and the words that say how they were drawn."""

from __future__ import annotations

import numpy as np


def draw(total: int, n: int, seed: int) -> np.ndarray:
    """The places of at most `n` of `total` things, drawn at random without replacement, in their order."""
    return np.sort(np.random.default_rng(seed).permutation(total)[:n])


def how_drawn(total: int, n: int, seed: int, what: str = "sentence") -> str:
    """How a sample was drawn, to stand above it.

    Examples
    --------
    >>> how_drawn(143, 20, 0)
    '20 of 143 sentences, drawn at random (seed 0)'
    >>> how_drawn(1, 20, 0)
    'the only sentence'
    """
    if total <= n:
        return f"all {total:,} {what}s" if total > 1 else f"the only {what}"
    return f"{n:,} of {total:,} {what}s, drawn at random (seed {seed})"

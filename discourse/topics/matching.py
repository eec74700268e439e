"""Topics of one fit found again in another."""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy.optimize import linear_sum_assignment

TOP = 20  # most probable words by which topics are compared
STAYS = 0.5  # share of words, and of units, that must stay for a topic to survive


def match(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The topic of `other` that each topic of `one` is, one to one, by the cosine of their word probabilities.

    The pairs are those with the largest sum of cosines (Hungarian method: Kuhn 1955; Jonker & Volgenant 1987).

    Parameters
    ----------
    one, other : arrays, topics × terms

    Returns
    -------
    array of int, topics of `one`
        -1 where `other` has fewer topics and none is left.

    Examples
    --------
    >>> match(np.array([[0.9, 0.1], [0.2, 0.8]]), np.array([[0.1, 0.9], [0.8, 0.2]])).tolist()
    [1, 0]
    """
    similarity = _unit(one) @ _unit(other).T
    rows, columns = linear_sum_assignment(-similarity)
    found = np.full(len(one), -1)
    found[rows] = columns
    return found


def words_stay(one: np.ndarray, other: np.ndarray, pairs: np.ndarray, top: int = TOP) -> np.ndarray:
    """The share of each topic's `top` most probable words that are among its partner's; 0 without a partner."""
    first, second = (np.argsort(-beta, axis=1, kind="stable")[:, :top] for beta in (one, other))
    return np.array(
        [
            0.0 if pair < 0 else len(np.intersect1d(own, second[pair])) / len(own)
            for own, pair in zip(first, pairs, strict=True)
        ]
    )


def documents_stay(one: np.ndarray, other: np.ndarray, pairs: np.ndarray) -> np.ndarray:
    """The share of the units that are mostly about a topic which are mostly about its partner too.

    Parameters
    ----------
    one, other : arrays, units × topics
        Shares of the same units under the two fits.
    pairs : array of int
        As `match` gives it.

    Returns
    -------
    array
        NaN for a topic that no unit is mostly about.
    """
    first, second = one.argmax(axis=1), other.argmax(axis=1)
    held = np.bincount(first[pairs[first] == second], minlength=one.shape[1])
    return _divided(held, np.bincount(first, minlength=one.shape[1]))


def stability(words: np.ndarray, documents: np.ndarray) -> pd.DataFrame:
    """Which topics survive: on average over refits, at least half of their words and of their units stay.

    Parameters
    ----------
    words, documents : arrays, refits × topics
        As `words_stay` and `documents_stay` give them.

    Returns
    -------
    pandas.DataFrame
        A row per topic: ``words_stay, documents_stay, survives``. A topic that no unit is mostly about is judged
        by its words.
    """
    seen = ~np.isnan(documents)
    average = _divided(np.where(seen, documents, 0).sum(axis=0), seen.sum(axis=0))
    table = pd.DataFrame({"words_stay": words.mean(axis=0), "documents_stay": average})
    enough = table["documents_stay"].fillna(1.0) >= STAYS
    return table.assign(survives=(table["words_stay"] >= STAYS) & enough)


def _unit(beta: np.ndarray) -> np.ndarray:
    return beta / np.maximum(np.linalg.norm(beta, axis=1, keepdims=True), 1e-300)


def _divided(part: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return np.divide(part, whole, out=np.full(len(part), np.nan), where=whole > 0)

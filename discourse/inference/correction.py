"""Estimates corrected for coding error by a random sample that people have coded."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.collation import alphabetical
from discourse.errors import CorrectionError
from discourse.inference.estimates import ALL, MINIMUM
from discourse.inference.intervals import Z95

COLUMNS = [
    *("name", "measure", "group", "period", "value", "low", "high"),
    *("n_documents", "n_units", "n_gold", "standard_error", "method"),
]
_METHOD = "95% normal interval, standard error clustered by document"
CLUSTERS = 5  # documents with hand codes; fewer give no standard error worth the name


def corrected(
    predicted: np.ndarray,
    gold: np.ndarray,
    probability: np.ndarray,
    names: Sequence[str],
    documents: pd.Series,
    groups: pd.Series | None = None,
    periods: pd.Series | None = None,
    *,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """Shares of units, as the machine codes them and as corrected by people's codes, side by side.

    Machine codes that are right in nine cases of ten still give wrong shares with narrow intervals. Where a random
    sample was coded by hand with known probabilities, the mean of *prediction + R/π (gold - prediction)*, R being 1
    for a unit that was coded by hand and π the probability with which it was drawn, is right on average whatever the
    machine gets wrong (design-based supervised learning: Egami, Hinck, Stewart & Wei 2023; the same estimator as the
    difference estimator of Särndal, Swensson & Wretman 1992, ch. 6). The standard error is clustered by document.

    Parameters
    ----------
    predicted : array of numbers in [0, 1], units × names
        What the machine says of every unit. It must not have been fitted to the hand codes of the same units
        (predictions of a learned code have to be cross-fitted).
    gold : array, units × names
        The hand codes, NaN where a unit was not coded by hand.
    probability : array, units
        The probability in (0, 1] with which each unit was drawn for hand coding.
    names : sequence of str
        What the columns are.
    documents : Series
        The document of each unit.
    groups, periods : Series, optional
        One estimate per value. Periods as `periods_of` makes them.
    minimum : int
        With fewer documents than this, or fewer than five documents coded by hand, there is no number.

    Returns
    -------
    DataFrame
        ``name, measure, group, period, value, low, high, n_documents, n_units, n_gold, standard_error, method``; two
        rows per cell, `measure` being ``naive share of units`` and ``corrected share of units``. Values are shares;
        the corrected interval may reach outside [0, 1] before it is cut there.

    Raises
    ------
    CorrectionError
        A unit that was coded by hand has no probability, or shapes differ.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> truth = rng.random((2000, 1)) < 0.3
    >>> found = truth & (rng.random((2000, 1)) < 0.7)                   # the machine misses three in ten
    >>> drawn = rng.random((2000, 1)) < 0.2
    >>> table = corrected(found, np.where(drawn, truth, np.nan), np.full(2000, 0.2), ["fear"], pd.Series(range(2000)))
    >>> naive, better = table["value"]
    >>> bool(naive < 0.25 and abs(better - truth.mean()) < 0.05)
    True
    """
    predicted, outcome, coded, clusters = _prepared(predicted, gold, probability, documents)
    rows = []
    for group, in_group in _levels(groups, len(coded)).items():
        for period, in_period in _levels(periods, len(coded)).items():
            inside = in_group & in_period
            for number, name in enumerate(names):
                by_hand = inside & coded[:, number]
                with_gold = len(np.unique(clusters[by_hand]))
                fixed = (len(np.unique(clusters[inside])), int(inside.sum()), int(by_hand.sum()))
                for measure, values, coded_documents in (
                    ("naive share of units", predicted, CLUSTERS),  # which needs no hand codes
                    ("corrected share of units", outcome, with_gold),
                ):
                    place = (name, measure, group, period)
                    rows.append(_row(place, values[inside, number], clusters[inside], fixed, minimum, coded_documents))
    return pd.DataFrame(rows, columns=COLUMNS)


def difference(
    predicted: np.ndarray,
    gold: np.ndarray,
    probability: np.ndarray,
    names: Sequence[str],
    documents: pd.Series,
    groups: pd.Series,
    first: str,
    second: str,
) -> pd.DataFrame:
    """The share in group `first` minus that in group `second`, naive and corrected.

    Parameters and result as for `corrected`; `group` says which two. Documents may have units in both groups (the
    voices of one text, say): the standard error allows for it.
    """
    predicted, outcome, coded, clusters = _prepared(predicted, gold, probability, documents)
    sides = [(groups == label).fillna(False).to_numpy(bool) for label in (first, second)]
    if not all(side.any() for side in sides):
        raise CorrectionError(f"there is no unit in {first!r} or none in {second!r}", remedy="see the groups' values")
    rows = []
    for number, name in enumerate(names):
        for measure, values in (("naive difference", predicted), ("corrected difference", outcome)):
            means = [values[side, number].mean() for side in sides]
            influence = sum(
                sign * np.where(side, values[:, number] - mean, 0) / side.sum()
                for sign, side, mean in zip((1, -1), sides, means, strict=True)
            )
            error = _clustered(influence, clusters)
            value = means[0] - means[1]
            either = sides[0] | sides[1]
            rows.append(
                (name, measure, f"{first} - {second}", value, value - Z95 * error, value + Z95 * error,
                 len(np.unique(clusters[either])), int(either.sum()), int(coded[either, number].sum()), error, _METHOD)
            )  # fmt: skip
    return pd.DataFrame(rows, columns=[column for column in COLUMNS if column != "period"])


def _prepared(predicted, gold, probability, documents: pd.Series) -> tuple[np.ndarray, ...]:
    """Predictions and pseudo-outcomes (units × names), which were coded by hand, and the number of each document."""
    predicted, gold = np.asarray(predicted, dtype=float), np.asarray(gold, dtype=float)
    outcome, coded = pseudo_outcomes(predicted, gold, probability)
    return predicted, outcome, coded, pd.factorize(documents)[0]


def pseudo_outcomes(predicted: np.ndarray, gold: np.ndarray, probability: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Prediction + R/π (gold - prediction) of every unit and name, and which were coded by hand.

    Use the first in place of the code in any analysis that is linear in it.
    """
    if predicted.shape != gold.shape or len(gold) != len(probability):
        raise CorrectionError(
            f"shapes differ: predicted {predicted.shape}, gold {gold.shape}, probability {np.shape(probability)}"
        )
    coded = np.isfinite(gold)
    pi = np.broadcast_to(np.asarray(probability, dtype=float)[:, None], gold.shape)
    wrong = coded & ~((pi > 0) & (pi <= 1))
    if wrong.any():
        row = int(np.nonzero(wrong.any(axis=1))[0][0])
        raise CorrectionError(
            f"unit {row} was coded by hand, but the probability with which it was drawn is {pi[row, 0]}",
            remedy="draw sheets at random with discourse sheet draw; codes of passages chosen by hand correct nothing",
        )
    return np.where(coded, predicted + (gold - predicted) / np.where(coded, pi, 1), predicted), coded


def _row(place, values, clusters, fixed, minimum, with_gold) -> tuple:
    n_documents = fixed[0]
    if n_documents < minimum or with_gold < CLUSTERS:
        missing = (
            f"not enough evidence: {n_documents} of {minimum} documents needed"
            if n_documents < minimum
            else f"not enough evidence: {with_gold} of {CLUSTERS} documents with hand codes needed"
        )
        return (*place, np.nan, np.nan, np.nan, *fixed, np.nan, missing)
    value = values.mean()
    error = _clustered((values - value) / len(values), clusters)
    low, high = np.clip([value - Z95 * error, value + Z95 * error], 0, 1)
    return (*place, value, low, high, *fixed, error, _METHOD)


def _clustered(influence: np.ndarray, clusters: np.ndarray) -> float:
    """The standard error of a sum of influences whose clusters are independent (Liang & Zeger 1986)."""
    _, place = np.unique(clusters, return_inverse=True)
    sums = np.bincount(place, weights=influence)
    size = len(sums)
    return float(np.sqrt((sums**2).sum() * size / max(size - 1, 1)))


def _levels(labels: pd.Series | None, size: int) -> dict[str, np.ndarray]:
    if labels is None:
        return {ALL: np.ones(size, dtype=bool)}
    known = (
        labels.cat.categories
        if isinstance(labels.dtype, pd.CategoricalDtype)
        else sorted(labels.dropna().unique(), key=alphabetical)
    )
    return {str(label): (labels == label).fillna(False).to_numpy(bool) for label in known}

"""Machine against people: precision, recall and F1 with intervals, overall and by group."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.collation import alphabetical
from discourse.inference.estimates import ALL, MINIMUM
from discourse.inference.sums import sum_intervals

MEASURES = ("precision", "recall", "F1", "accuracy", "macro-F1")
CELLS = ("tp", "fp", "fn", "tn")


def scores(
    gold: np.ndarray,
    predicted: np.ndarray,
    names: Sequence[str],
    documents: pd.Series,
    groups: pd.Series | None = None,
    *,
    weights: np.ndarray | None = None,
    resamples: int = 1000,
    seed: int = 0,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """How well predictions fit hand codes, for each category and group.

    Comparisons between groups break when coding errs more in one of them than in another, so look at the groups
    before comparing them.

    Parameters
    ----------
    gold, predicted : arrays of 0 and 1 (or bool), units × names
    names : sequence of str
        What the columns are.
    documents : Series
        The document of each unit: units of one document are drawn together in the bootstrap.
    groups : Series, optional
        The group of each unit; rows for all units together come first.
    weights : array, units, optional
        One over the probability with which the unit was drawn, so that the numbers are those of the whole corpus.
    resamples, seed : int
        Of the bootstrap over documents.
    minimum : int
        With fewer documents than this there is no number.

    Returns
    -------
    DataFrame
        Columns ``name, measure, group, value, low, high, n_documents, n_units, tp, fp, fn, tn, method``; `measure` is
        precision, recall, F1, accuracy or macro-F1 (the mean of the F1 of having it and of not having it); the four
        cells count units, unweighted. Undefined where its denominator is 0 (nothing predicted, nothing to find).

    Examples
    --------
    >>> gold, found = np.array([[1], [1], [0], [0], [1]]), np.array([[1], [0], [0], [1], [1]])
    >>> table = scores(gold, found, ["fear"], pd.Series(list("abcde")))
    >>> table.set_index("measure")["value"].round(2).to_dict()
    {'precision': 0.67, 'recall': 0.67, 'F1': 0.67, 'accuracy': 0.6, 'macro-F1': 0.58}
    """
    gold, predicted = np.asarray(gold, dtype=bool), np.asarray(predicted, dtype=bool)
    weights = np.ones(len(gold)) if weights is None else np.asarray(weights, dtype=float)
    codes, _ = pd.factorize(documents)
    chosen = {ALL: np.ones(len(gold), dtype=bool)}
    if groups is not None:
        labels = groups.astype("string")
        chosen |= {
            str(label): (labels == label).fillna(False).to_numpy(bool)
            for label in sorted(labels.dropna().unique(), key=alphabetical)
        }
    rows = []
    for group, inside in chosen.items():
        n_documents = len(np.unique(codes[inside]))
        for number, name in enumerate(names):
            cells = _cells(gold[inside, number], predicted[inside, number])
            counts = cells.sum(axis=0).astype(int).tolist()
            fixed = (n_documents, int(inside.sum()), *counts)
            if n_documents < minimum:
                missing = f"not enough evidence: {n_documents} of {minimum} documents needed"
                rows += [(name, measure, group, *[np.nan] * 3, *fixed, missing) for measure in MEASURES]
                continue
            by_document = _summed(cells * weights[inside, None], codes[inside])
            value = _measures(by_document.sum(axis=0)[None])[0]
            low, high = sum_intervals(by_document, _measures, resamples=resamples, seed=seed)
            method = f"95% percentile bootstrap over documents, {resamples:,} resamples"
            rows += [
                (
                    name,
                    measure,
                    group,
                    *numbers,
                    *fixed,
                    method if np.isfinite(numbers[0]) else "undefined: nothing there",
                )
                for measure, *numbers in zip(MEASURES, value, low, high, strict=True)
            ]
    columns = ["name", "measure", "group", "value", "low", "high", "n_documents", "n_units", *CELLS, "method"]
    return pd.DataFrame(rows, columns=columns)


def _cells(gold: np.ndarray, predicted: np.ndarray) -> np.ndarray:
    """Units × (tp, fp, fn, tn), 0 or 1."""
    return np.column_stack([gold & predicted, ~gold & predicted, gold & ~predicted, ~gold & ~predicted]).astype(float)


def _summed(values: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """The rows of each document added up."""
    _, place = np.unique(codes, return_inverse=True)
    sums = np.zeros((place.max() + 1, values.shape[1]))
    np.add.at(sums, place, values)
    return sums


def _measures(sums: np.ndarray) -> np.ndarray:
    """Precision, recall, F1, accuracy and macro-F1 of each row of tp, fp, fn, tn."""
    tp, fp, fn, tn = sums.T
    with np.errstate(divide="ignore", invalid="ignore"):
        positive = 2 * tp / (2 * tp + fp + fn)
        negative = 2 * tn / (2 * tn + fp + fn)
        both = np.nanmean([positive, negative], axis=0)
        return np.column_stack([tp / (tp + fp), tp / (tp + fn), positive, (tp + tn) / sums.sum(axis=1), both])

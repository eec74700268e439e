"""Which topics go together."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from discourse.topics.model import TopicModel

RESAMPLES = 1000
MEASURE = "correlation of topic shares"


def correlations(model: TopicModel) -> pd.DataFrame:
    """Pearson correlations with intervals from a bootstrap over documents; see `TopicModel.correlations`."""
    rows = pd.factorize(model.counts.units.loc[model.counts.kept, "document"])[0]
    theta, documents = model.fit.theta, rows.max() + 1
    one, other = np.triu_indices(model.k, 1)
    parts = np.column_stack([np.ones(len(theta)), theta, theta**2, theta[:, one] * theta[:, other]])
    sums = np.zeros((documents, parts.shape[1]))
    np.add.at(sums, rows, parts)
    drawn = np.random.default_rng(model.seed).multinomial(documents, np.full(documents, 1 / documents), RESAMPLES)
    value = _pearson(sums.sum(axis=0, keepdims=True), model.k, one, other)[0]
    low, high = np.nanquantile(_pearson(drawn @ sums, model.k, one, other), [0.025, 0.975], axis=0)
    names = model.names
    table = [(name, name, np.nan, np.nan, np.nan) for name in names]  # nothing to say of a topic with itself
    for i, j, *estimate in zip(one, other, value, low, high, strict=True):
        table += [(names[i], names[j], *estimate), (names[j], names[i], *estimate)]
    place = {name: number for number, name in enumerate(names)}
    frame = pd.DataFrame(table, columns=["topic", "group", "value", "low", "high"])
    frame = frame.sort_values(["topic", "group"], key=lambda column: column.map(place), ignore_index=True)
    frame.insert(1, "measure", MEASURE)
    return frame.assign(
        period="all",
        n_documents=documents,
        n_units=len(theta),
        method=f"{MEASURE}, 95% percentile bootstrap over documents, {RESAMPLES:,} resamples",
    )


def _pearson(sums: np.ndarray, k: int, one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Correlations from sums of 1, x, x² and xy (rows are resamples)."""
    n, first, second, cross = sums[:, :1], sums[:, 1 : k + 1], sums[:, k + 1 : 2 * k + 1], sums[:, 2 * k + 1 :]
    mean = first / n
    spread = np.sqrt(np.maximum(second / n - mean**2, 1e-300))
    return (cross / n - mean[:, one] * mean[:, other]) / (spread[:, one] * spread[:, other])

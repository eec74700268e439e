"""Topics against frames: which topics the passages of a codebook's categories are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import TopicModelError
from discourse.inference import MINIMUM, mean

if TYPE_CHECKING:
    from discourse.framing import Coding
    from discourse.topics.model import TopicModel

ALL = "all units"


def crosswalk(
    model: TopicModel, coding: Coding, *, resamples: int = 1000, seed: int = 0, minimum: int = MINIMUM
) -> pd.DataFrame:
    """Topic shares in the units that are coded with each category, beside those in all units.

    Parameters
    ----------
    model : TopicModel
    coding : Coding
        Of the same corpus; negated hits are left out. Paragraphs or windows of sentences as units of the model
        tie the two closer than whole documents.
    resamples, seed : int
        Of the bootstrap over documents.
    minimum : int
        A category in fewer documents than this has no numbers.

    Returns
    -------
    pandas.DataFrame
        Estimates, a row per topic and category: ``topic, measure, group`` (the category; "all units" first),
        ``value, low, high, n_documents, n_units`` (coded units), ``expected`` (the topic's share in all units) and
        ``differs`` (whether that is outside the interval).

    Raises
    ------
    TopicModelError
        The coding is of other documents.

    Examples
    --------
    >>> import discourse as dc
    >>> corpus = dc.read("two-columns")
    >>> model = dc.topics(corpus, k=4, engine="nmf", unit="paragraph")
    >>> table = crosswalk(model, dc.code(corpus, "war-and-talks", voices=False))
    >>> table["group"].iloc[0]
    'all units'
    """
    documents = list(model.metadata["document"])
    if list(coding.corpus.documents["document"]) != documents:
        raise TopicModelError("topics and coding are of different documents", remedy="code the corpus of the model")
    units = model.counts.units[model.counts.kept].reset_index(drop=True)
    place = {name: number for number, name in enumerate(documents)}
    rows = units["document"].map(place).to_numpy()
    categories = list(coding.codebook.categories)
    coded = {ALL: np.ones(len(units), dtype=bool), **_coded(units, coding, categories)}
    parts = []
    for name, inside in coded.items():
        sums = np.zeros((len(documents), model.k))
        np.add.at(sums, rows[inside], model.fit.theta[inside])
        n = np.bincount(rows[inside], minlength=len(documents)).astype(float)
        table = mean(
            sums[n > 0],
            model.names,
            units=n[n > 0],
            measure=f"share of a {model.counts.unit}'s words",
            resamples=resamples,
            seed=seed,
            minimum=minimum,
        )
        parts.append(table.assign(group=name).rename(columns={"name": "topic"}))
    table = pd.concat(parts, ignore_index=True)
    expected = table["topic"].map(parts[0].set_index("topic")["value"])
    outside = (expected < table["low"]) | (expected > table["high"])
    return table.assign(expected=expected, differs=outside & (table["group"] != ALL))


def _coded(units: pd.DataFrame, coding: Coding, categories: list[str]) -> dict[str, np.ndarray]:
    """Which units hold the beginning of a hit of each category."""
    hits = coding.hits[~coding.hits["negated"].astype(bool)]
    found = {name: np.zeros(len(units), dtype=bool) for name in categories}
    own = {name: part for name, part in units.groupby("document", sort=False)}
    for (document, category), part in hits.groupby(["document", "category"], sort=False):
        if document not in own or category not in found:
            continue
        starts, ends = own[document]["start"].to_numpy(), own[document]["end"].to_numpy()
        at = part["start"].to_numpy()[:, None]
        inside = ((starts <= at) & (at < ends)).any(axis=0)
        found[category][own[document].index[inside]] = True
    return found

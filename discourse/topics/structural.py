"""The structural topic model of a corpus: its covariates, its fit, and its shares for new texts."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.topics.engines import Fit

_OTHER = ("theta", "beta", "converged")

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.topics.vocabulary import Counts


def covariates(corpus: Corpus, counts: Counts) -> pd.DataFrame:
    """The documents' columns for each unit that has terms, dates as years.

    ``date`` becomes a number (2001.5 is the middle of 2001), so that ``s(date)`` is a curve over time; ``year`` is
    the whole year of it, unless the documents have a column of that name.
    """
    table = corpus.documents.drop(columns="text").set_index("document", drop=False)
    dates = table["date"]
    if pd.api.types.is_datetime64_any_dtype(dates):
        start = pd.to_datetime(dates.dt.year.astype("Int64").astype("string") + "-01-01")
        days = np.where(dates.dt.is_leap_year, 366, 365)
        table = table.assign(date=dates.dt.year + (dates - start).dt.days / days)
        if "year" not in table:
            table["year"] = dates.dt.year.astype(float)
    return table.loc[counts.units.loc[counts.kept, "document"]].reset_index(drop=True)


def fit_stm(counts: sparse.csr_array, k: int, table: pd.DataFrame, prevalence: str | None, start=None) -> Fit:
    """Fit the structural model (or, without a formula, the correlated topic model) to units that have terms.

    Parameters
    ----------
    counts : csr_array, units × terms
    k : int
    table : pandas.DataFrame
        As `covariates` makes it; a row for each unit.
    prevalence : str, optional
        A formula.
    start : array, topics × terms, optional
        Topics to start from; anchor words if not given.
    """
    from discourse.topics import stm

    design = None
    if prevalence is not None:
        design = design_of(prevalence, table)
    found = stm.fit(counts, k, design, start=start)
    return packed(found)


def packed(found) -> Fit:
    """A `StructuralTopicModel` as the kit's models hold fits."""
    arrays = {field.name: getattr(found, field.name) for field in fields(found) if field.name not in _OTHER}
    return Fit(found.theta, found.beta, arrays, {"iterations": found.iterations, "converged": bool(found.converged)})


def unpacked(fit: Fit):
    """The `StructuralTopicModel` that `packed` took apart."""
    from discourse.topics.stm import StructuralTopicModel

    return StructuralTopicModel(theta=fit.theta, beta=fit.beta, converged=fit.stated["converged"], **fit.arrays)


def infer_stm(fit: Fit, counts: sparse.csr_array) -> np.ndarray: ...

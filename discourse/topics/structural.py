"""The structural topic model of a corpus: its covariates, its fit, and its shares for new texts."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from discourse.topics.fitted import Fit

_OTHER = ("theta", "beta", "converged")

if TYPE_CHECKING:
    import pandas as pd

    from discourse.topics.design import Design
    from discourse.topics.vocabulary import Counts


def design_of(formula: str, documents: pd.DataFrame, counts: Counts) -> Design:
    """The design of a formula, a row for each unit that has terms.

    Parameters
    ----------
    formula : str
        Of columns of the documents; ``year`` is the year of the date, unless they have a column so called.
    documents : pandas.DataFrame
        The documents of a corpus.
    counts : Counts

    Raises
    ------
    DesignError
        A formula that cannot be read, an unknown column, missing values (the documents are named), a single group,
        a constant or collinear covariate.
    """
    from discourse.topics.design import design

    table = documents.drop(columns="text", errors="ignore").set_index("document", drop=False)
    if "year" not in table:
        table = table.assign(year=table["date"].dt.year)
    of_units = counts.units.loc[counts.kept, "document"]
    used = table.loc[of_units.unique()]
    design(formula, used, documents=list(used.index))  # errors name each document once, not each unit
    return design(formula, table.loc[of_units])


def fit_stm(counts: sparse.csr_array, k: int, design: np.ndarray | None = None, start=None, **where) -> Fit:
    """Fit the structural model (or, without a design, the correlated topic model) to units that have terms.

    Parameters
    ----------
    counts : csr_array, units × terms
    k : int
    design : array, units × p, optional
        As `design_of` makes it.
    start : array, topics × terms, optional
        Topics to start from; anchor words if not given.
    **where
        `executor` and `folder` of `stm.fit`.
    """
    from discourse.topics import stm

    return packed(stm.fit(counts, k, design, start=start, **where))


def packed(found) -> Fit:
    """A `StructuralTopicModel` as the kit's models hold fits."""
    arrays = {field.name: getattr(found, field.name) for field in fields(found) if field.name not in _OTHER}
    return Fit(found.theta, found.beta, arrays, {"iterations": found.iterations, "converged": bool(found.converged)})


def unpacked(fit: Fit):
    """The `StructuralTopicModel` that `packed` took apart."""
    from discourse.topics.stm import StructuralTopicModel

    return StructuralTopicModel(theta=fit.theta, beta=fit.beta, converged=fit.stated["converged"], **fit.arrays)


def infer_stm(fit: Fit, counts: sparse.csr_array) -> np.ndarray:
    """Shares in other texts, under the prior of a document of unknown covariates."""
    return unpacked(fit).predict(counts)

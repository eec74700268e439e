"""Tables of counts as people have them, made into one form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.errors import CountsError


@dataclass(frozen=True)
class Counts:
    """Counts per document and feature, documents × features; one row where only totals are known.

    Attributes
    ----------
    matrix : scipy.sparse.csr_array of float64
    documents, features : pandas.Index
        What rows and columns are called; numbers from 0 where nobody said.
    """

    matrix: sparse.csr_array
    documents: pd.Index
    features: pd.Index

    @property
    def totals(self) -> np.ndarray:
        """How often each feature occurs in all documents together."""
        return np.asarray(self.matrix.sum(axis=0)).ravel()

    @property
    def sizes(self) -> np.ndarray:
        """How much is counted in each document."""
        return np.asarray(self.matrix.sum(axis=1)).ravel()


def counts_of(table, features: Sequence[str] | None = None, *, what: str = "counts") -> Counts:
    """Read a table of counts.

    Parameters
    ----------
    table : array, scipy sparse array, DataFrame, Series or mapping
        Documents × features, or one number per feature. The columns of a DataFrame, the index of a Series and the
        keys of a mapping are the features.
    features : sequence of str, optional
        What the columns are called, if the table does not say.
    what : str
        What the table is called in errors.

    Raises
    ------
    CountsError
        It is not numbers from 0 up in one or two dimensions, or has no column, or other than `features` says.

    Examples
    --------
    >>> counts_of({"peace": 2, "war": 1}).totals.tolist()
    [2.0, 1.0]
    """
    if isinstance(table, Counts):
        return table
    if isinstance(table, Mapping) and not sparse.issparse(table):  # SciPy's dictionary of keys is a mapping as well
        table = pd.Series(table)
    documents = named = None
    if isinstance(table, pd.DataFrame):
        documents, named = table.index, table.columns
    elif isinstance(table, pd.Series):
        named = table.index
    try:
        matrix = sparse.csr_array(table) if sparse.issparse(table) else _dense(table)
        matrix = matrix.astype(float)
    except (TypeError, ValueError):
        raise CountsError(f"the {what} are not a table of numbers", remedy="give documents × features") from None
    _check(matrix, what)
    matrix.eliminate_zeros()
    features = named if features is None else pd.Index(features)
    features = pd.RangeIndex(matrix.shape[1]) if features is None else features
    if len(features) != matrix.shape[1]:
        raise CountsError(f"the {what} have {matrix.shape[1]:,} columns, but {len(features):,} features are named")
    if features.has_duplicates:
        raise CountsError(f"the {what} name the feature {features[features.duplicated()][0]!r} twice")
    return Counts(matrix, pd.RangeIndex(matrix.shape[0]) if documents is None else documents, features)


def _dense(table) -> sparse.csr_array:
    array = np.asarray(table, dtype=float)
    if array.ndim not in (1, 2):
        raise ValueError
    return sparse.csr_array(np.atleast_2d(array))


def _check(matrix: sparse.csr_array, what: str) -> None:
    if not min(matrix.shape):
        raise CountsError(f"the {what} are empty: {matrix.shape[0]:,} documents × {matrix.shape[1]:,} features")
    if not np.isfinite(matrix.data).all():
        raise CountsError(f"the {what} have a cell that is no number", remedy="write 0 where nothing was counted")
    if (matrix.data < 0).any():
        raise CountsError(f"the {what} have a cell below 0", remedy="give counts, not weights or differences")


def aligned(target, reference, features: Sequence[str] | None = None) -> tuple[Counts, Counts]:
    """Two tables with the same features in the same order; what only one of them has is 0 in the other.

    Raises
    ------
    CountsError
        As `counts_of`; or nothing is counted in one of them, or they differ in length and have no names.
    """
    one, other = (
        counts_of(target, features, what="target counts"),
        counts_of(reference, features, what="reference counts"),
    )
    for side, counts in (("target", one), ("reference", other)):
        if not counts.matrix.sum():
            raise CountsError(f"nothing is counted in the {side}", remedy="give both groups some text")
    if one.features.equals(other.features):
        return one, other
    numbered = (isinstance(counts.features, pd.RangeIndex) for counts in (one, other))
    if any(numbered):
        lengths = f"the target has {len(one.features):,} features and the reference {len(other.features):,}"
        one_sided = len(one.features) == len(other.features)
        raise CountsError(
            "only one of target and reference says what its features are called" if one_sided else lengths,
            remedy="give both the same columns, or names (a Series, a DataFrame or a mapping)",
        )
    union = one.features.append(other.features[~other.features.isin(one.features)])
    return _spread(one, union), _spread(other, union)


def _spread(counts: Counts, features: pd.Index) -> Counts:
    coo = counts.matrix.tocoo()
    columns = features.get_indexer(counts.features)[coo.coords[1]]
    shape = (counts.matrix.shape[0], len(features))
    return Counts(sparse.csr_array((coo.data, (coo.coords[0], columns)), shape=shape), counts.documents, features)

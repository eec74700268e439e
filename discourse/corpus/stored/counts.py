"""Counts of the parts of a corpus, one below the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse


def stacked(parts: Sequence[tuple[sparse.csr_array, Sequence[str]]]) -> tuple[sparse.csr_array, list[str]]:
    """Put tables of counts below each other whose columns have names; columns in the order of their names.

    Parameters
    ----------
    parts : sequence of (csr_array, sequence of str)
        Rows × names, and the names.

    Examples
    --------
    >>> matrix, names = stacked([(sparse.csr_array([[1, 2]]), ["b", "c"]), (sparse.csr_array([[3, 4]]), ["c", "a"])])
    >>> names, matrix.toarray().tolist()
    (['a', 'b', 'c'], [[0.0, 1.0, 2.0], [4.0, 0.0, 3.0]])
    """
    names = sorted(set().union(*(own for _, own in parts)))
    place = {name: number for number, name in enumerate(names)}
    below = []
    for matrix, own in parts:
        columns = np.array([place[name] for name in own], np.int64)
        shape = (matrix.shape[0], len(names))
        below.append(sparse.csr_array((matrix.data.astype(float), columns[matrix.indices], matrix.indptr), shape=shape))
    whole = sparse.vstack(below, format="csr")
    whole.sort_indices()
    return whole, names

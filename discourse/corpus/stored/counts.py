"""What the parts of a corpus have by name, put together."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse


def united(parts: Sequence[Sequence[str]]) -> tuple[list[str], list[np.ndarray]]:
    """The names of all parts, sorted, and the place there of the names of each (int64).

    Examples
    --------
    >>> names, places = united([["b", "c"], ["c", "a"]])
    >>> names, [own.tolist() for own in places]
    (['a', 'b', 'c'], [[1, 2], [2, 0]])
    """
    names = sorted(set().union(*parts))
    place = {name: number for number, name in enumerate(names)}
    return names, [np.array([place[name] for name in own], np.int64) for own in parts]


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
    names, places = united([own for _, own in parts])
    below = []
    for (matrix, _), columns in zip(parts, places, strict=True):
        shape = (matrix.shape[0], len(names))
        below.append(sparse.csr_array((matrix.data.astype(float), columns[matrix.indices], matrix.indptr), shape=shape))
    whole = sparse.vstack(below, format="csr")
    whole.sort_indices()
    return whole, names

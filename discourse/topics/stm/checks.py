"""What a fit is given, looked at before any of it is used."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import scipy.linalg
import scipy.sparse as sp

from discourse.errors import DesignError, TopicModelError

DEPENDENT = 1e-9  # a column of which no greater share is left beside the columns before it adds nothing
NAMED = 10


def listed(things: Iterable) -> str:
    """The first ten of them, and how many more there are."""
    things = [str(thing) for thing in things]
    more = len(things) - NAMED
    return ", ".join(things[:NAMED]) + (f" and {more} more" if more > 0 else "")


def check_counts(counts, *, whole: bool = True) -> sp.csr_array:
    """The counts as a sorted float CSR array without stored zeros; an error names the rows or columns at fault.

    With ``whole=False`` documents and words may be without any count.
    """
    try:
        found = sp.csr_array(counts, dtype=float)
    except (TypeError, ValueError) as error:
        raise TopicModelError(
            f"the counts are no matrix of numbers ({error})", remedy="give a SciPy sparse array, documents × words"
        ) from error
    if found.ndim != 2 or 0 in found.shape:
        raise TopicModelError(f"the counts have shape {found.shape}, not documents × words")
    if found is counts or found.data is getattr(counts, "data", None):
        found = found.copy()
    found.sum_duplicates()
    found.eliminate_zeros()
    wrong = ~np.isfinite(found.data) | (found.data < 0) | (found.data != np.floor(found.data))
    if wrong.any():
        rows = np.unique(np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))[wrong])
        raise TopicModelError(
            f"the counts are not all whole numbers from 0 up: rows {listed(rows)} (from 0), "
            f"for instance {found.data[wrong][0]:g}",
            remedy="give how often each word occurs, not shares or tf-idf",
        )
    if not whole:
        return found
    empty = np.flatnonzero(np.diff(found.indptr) == 0)
    if empty.size:
        raise TopicModelError(
            f"{empty.size} of {found.shape[0]} documents have no word: rows {listed(empty)} (from 0)",
            remedy="leave these rows out of the counts, and of the design",
        )
    unused = np.flatnonzero(np.bincount(found.indices, minlength=found.shape[1]) == 0)
    if unused.size:
        raise TopicModelError(
            f"{unused.size} of {found.shape[1]} words are in no document: columns {listed(unused)} (from 0)",
            remedy="leave these columns out of the counts, and of the vocabulary",
        )
    return found


def check_topics(k: int, counts: sp.csr_array) -> None:
    """`k` is a whole number from 2 to the number of documents and of words."""
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 2:
        raise TopicModelError(f"k is {k!r}, not a whole number of topics from 2 up")
    for size, things in zip(counts.shape, ("documents", "words"), strict=True):
        if k > size:
            raise TopicModelError(f"{k} topics are more than the {size} {things}", remedy=f"ask for {size} at most")


def check_stopping(tolerance: float, max_iterations: int) -> None:
    """`tolerance` is a number above 0, `max_iterations` a whole one."""
    if isinstance(tolerance, bool) or not isinstance(tolerance, int | float | np.number) or not tolerance > 0:
        raise TopicModelError(f"tolerance is {tolerance!r}, not a number above 0")
    if isinstance(max_iterations, bool) or not isinstance(max_iterations, int | np.integer) or max_iterations < 1:
        raise TopicModelError(f"max_iterations is {max_iterations!r}, not a whole number from 1 up")


def check_design(design, documents: int) -> np.ndarray:
    """The design as floats: documents × p, an intercept first, no gap, no column that repeats others."""
    try:
        found = np.asarray(design, float)
    except (TypeError, ValueError) as error:
        raise DesignError(f"the design is no matrix of numbers ({error})") from error
    if found.ndim != 2 or found.shape[0] != documents or found.shape[1] == 0:
        raise DesignError(f"the design has shape {found.shape}, but there are {documents} documents: a row for each")
    gaps = np.flatnonzero(~np.isfinite(found).all(axis=1))
    if gaps.size:
        raise DesignError(
            f"the design has a missing or infinite value in rows {listed(gaps)} (from 0)",
            remedy="fill them in, or leave these documents out of design and counts",
        )
    if (found[:, 0] != 1).any():
        raise DesignError("the first column of the design is not the intercept", remedy="put a column of 1 first")
    repeated = dependent_columns(found)
    if repeated.size:
        raise DesignError(
            f"columns {listed(repeated)} of the design (from 0) are constant or follow from the columns before them",
            remedy="leave them out",
        )
    return np.ascontiguousarray(found)


def check_new_design(design, documents: int, columns: int) -> np.ndarray:
    """Covariates of new documents, in the columns of the fitted ones."""
    found = np.asarray(design, float)
    if found.shape != (documents, columns) or not np.isfinite(found).all():
        raise DesignError(f"the design has shape {found.shape} or gaps; it needs {documents} rows × {columns} columns")
    return found


def dependent_columns(design: np.ndarray) -> np.ndarray:
    """The columns that are a linear combination of the columns before them."""
    lengths = np.linalg.norm(design, axis=0)
    scaled = design / np.where(lengths > 0, lengths, 1)
    left = np.zeros(design.shape[1])
    triangle = np.abs(np.diag(scipy.linalg.qr(scaled, mode="r")[0]))
    left[: len(triangle)] = triangle
    return np.flatnonzero(left <= DEPENDENT)


def check_start(start, k: int, words: int) -> np.ndarray:
    """Topics to start from: k × words, rows summing to 1, each word possible in some topic."""
    found = np.array(start, float)
    if found.shape != (k, words):
        raise TopicModelError(f"the start has shape {found.shape}, not {k} topics × {words} words")
    if not np.isfinite(found).all() or (found < 0).any() or not np.allclose(found.sum(axis=1), 1, atol=1e-6):
        raise TopicModelError("the start's rows are not probabilities that sum to 1")
    impossible = np.flatnonzero(found.sum(axis=0) == 0)
    if impossible.size:
        raise TopicModelError(
            f"the start gives no topic a chance of the words in columns {listed(impossible)} (from 0)",
            remedy="add a small probability to every cell",
        )
    return found / found.sum(axis=1, keepdims=True)

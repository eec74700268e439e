"""Collocations: words that stand together more often than chance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd

from discourse.contrast.association import association, interaction
from discourse.contrast.ngrams import contingency, tally, window_counts
from discourse.errors import CountsError

SIZES = (2, 3)


def collocations(tokens, *, size: int = 2, minimum: int = 5, vocabulary: Sequence[str] | None = None) -> pd.DataFrame:
    """Neighbouring words that attract each other, strongest first.

    Parameters
    ----------
    tokens : array of int, or sequence of sequences of str
        The ids of the tokens of all documents one after the other, with an id below 0 wherever no collocation may
        reach over (the end of a document, punctuation). Or documents as lists of words.
    size : {2, 3}
        Pairs or triples.
    minimum : int
        Collocations that occur less often are left out.
    vocabulary : sequence of str, optional
        The word of each id.

    Returns
    -------
    DataFrame
        ``collocation`` (the words, or their ids, joined by blanks), ``n`` (how often), ``lambda, z`` (Blaheta &
        Johnson 2001, as `interaction`), and for pairs ``ll, mi, mi3, t, log_dice, chi2`` (as `association`);
        of triples `mi` compares with three words that are independent of each other. Ordered by `z`.

    Raises
    ------
    CountsError
        Another size, or ids that the vocabulary does not have.

    Examples
    --------
    >>> talks = [["peace", "talks", "failed"], ["the", "peace", "talks"], ["talks", "and", "peace"]]
    >>> collocations(talks, minimum=2)[["collocation", "n"]].values.tolist()
    [['peace talks', 2]]
    """
    check_size(size)
    ids, vocabulary = _ids(tokens, vocabulary)
    return collocations_of(*tally(ids, size), minimum, vocabulary)


def check_size(size: int) -> None:
    """That collocations of so many words are known."""
    if size not in SIZES:
        raise CountsError(f"collocations have 2 or 3 words, not {size}")


def collocations_of(grams, counts, minimum: int, vocabulary: Sequence[str] | None) -> pd.DataFrame:
    """`collocations` of n-grams that are counted already, as `ngrams.tally` does it."""
    size = grams.shape[1]
    grams, tables = contingency(grams, counts, minimum)
    words = np.asarray(vocabulary, dtype=object)[grams] if vocabulary is not None else grams.astype(str).astype(object)
    table = pd.DataFrame({"collocation": [" ".join(gram) for gram in words]}, dtype=object)
    inside = (slice(None), *[1] * size)
    table["n"] = tables[inside].astype(np.int64)
    table[["lambda", "z"]] = interaction(tables)
    total = tables.sum(axis=tuple(range(1, size + 1)))
    single = [tables.sum(axis=tuple(a for a in range(1, size + 1) if a != place + 1))[:, 1] for place in range(size)]
    if size == 2:
        measures = association(table["n"], *single, total)
        table[measures.columns] = measures
    else:
        table["mi"] = np.log2(table["n"] / (np.prod(single, axis=0) / total**2))
    return table.sort_values(["z", "collocation"], ascending=[False, True], ignore_index=True)


def collocates(
    tokens, node, *, window: int = 5, minimum: int = 5, vocabulary: Sequence[str] | None = None
) -> pd.DataFrame:
    """The words that stand near a node word more often than elsewhere, strongest first.

    Parameters
    ----------
    tokens, vocabulary
        As for `collocations`; a window does not reach over an id below 0.
    node : int or str
        The id of the node, or the word.
    window : int
        How many tokens to the left and to the right.
    minimum : int
        Collocates that stand near the node less often are left out.

    Returns
    -------
    DataFrame
        ``collocate``, ``n`` (occurrences near the node; one near two nodes counts once), ``n_collocate`` (in all),
        ``expected`` (near the node, if the word were spread evenly), and ``ll, mi, mi3, t, log_dice, chi2``: of the
        table near or not by the word or another (Evert 2008), but `log_dice` of node and collocate themselves (Rychlý
        2008). Ordered by `log_dice`.

    Raises
    ------
    CountsError
        The node does not occur.
    """
    ids, vocabulary = _ids(tokens, vocabulary)
    if isinstance(node, str):
        node = vocabulary.index(node) if vocabulary is not None and node in vocabulary else -1
    first = np.flatnonzero(ids == node) if node >= 0 else np.empty(0, dtype=np.int64)
    if not len(first):
        raise CountsError("the node does not occur in the tokens", remedy="see which words there are")
    breaks = np.flatnonzero(ids < 0)
    bounds = np.unique(np.r_[0, breaks, breaks + 1, len(ids)])
    near, everywhere = near_and_all(ids, bounds, first, first + 1, window)
    return collocates_of(near, everywhere, len(first), minimum, vocabulary)


def near_and_all(ids, bounds, first, after, window: int) -> tuple[np.ndarray, np.ndarray]:
    """How often each word stands near the occurrences of a node, and how often in all, the node itself left out.

    The occurrences are found already; arrays as for `ngrams.window_counts`.
    """
    near = window_counts(ids, bounds, first, after, window)
    inside = np.zeros(len(ids), dtype=bool)
    for step in range(int((after - first).max(initial=0))):
        inside[first + step] = True
    return near, np.bincount(ids[(ids >= 0) & ~inside], minlength=len(near))


def collocates_of(near, everywhere, occurrences: int, minimum: int, vocabulary) -> pd.DataFrame:
    """`collocates` from counts, as `near_and_all` makes them, and how often the node occurs."""
    chosen = np.flatnonzero(near >= minimum)
    n, n_collocate, total = near[chosen], everywhere[chosen], everywhere.sum()
    words = chosen.astype(str).astype(object) if vocabulary is None else np.asarray(vocabulary, dtype=object)[chosen]
    table = pd.DataFrame({"collocate": words, "n": n, "n_collocate": n_collocate})
    table["expected"] = near.sum() * n_collocate / max(total, 1)
    measures = association(n, np.full(len(n), near.sum()), n_collocate, total)
    measures["log_dice"] = 14 + np.log2(2 * n / (occurrences + n_collocate))
    table[measures.columns] = measures
    return table.sort_values(["log_dice", "collocate"], ascending=[False, True], ignore_index=True)


def _ids(tokens, vocabulary) -> tuple[np.ndarray, Sequence[str] | None]:
    """Tokens as one array of ids; documents that are lists of words get a break between them."""
    if isinstance(tokens, np.ndarray) and tokens.dtype.kind in "iu":
        if vocabulary is not None and len(tokens) and int(tokens.max()) >= len(vocabulary):
            raise CountsError(f"there is an id {int(tokens.max())}, but the vocabulary has {len(vocabulary):,} words")
        return tokens.ravel(), vocabulary
    try:
        words = sorted({word for document in tokens for word in document})
        number = {word: place for place, word in enumerate(words)}
        ids = [id_ for document in tokens for id_ in (*(number[word] for word in document), -1)]
    except TypeError:
        raise CountsError("the tokens are neither an array of ids nor lists of words") from None
    return np.array(ids, dtype=np.int64), words

"""Wordscores and Wordfish on a corpus: positions of documents, speakers or outlets, also over time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse import contrast
from discourse.contrast.counts import Counts
from discourse.contrast.features import word_counts
from discourse.contrast.wordfish import Wordfish
from discourse.contrast.wordscores import Wordscores
from discourse.corpus.given import as_corpus
from discourse.errors import ColumnError, ContrastError, DateError
from discourse.inference import periods_of

if TYPE_CHECKING:
    from discourse.corpus import Corpus


def wordscores(
    corpus: Corpus,
    scores: Mapping[str, float],
    *,
    by: str = "document",
    period: str | None = None,
    rescale: str = "all",
    least: int = 2,
) -> Wordscores:
    """Positions of documents, speakers or outlets from those of some of them, by Wordscores.

    Parameters
    ----------
    corpus : Corpus
    scores : mapping
        The known positions: text to score. A text is a value of `by`; with a period a value and a period, such
        as ``("A", "1990s")``.
    by : str
        The column whose values are the texts.
    period : str, optional
        One text per value and period ("day" … "decade").
    rescale
        As for `discourse.contrast.wordscores`.
    least : int
        Words in fewer texts than this are left out.

    Returns
    -------
    Wordscores
        As `discourse.contrast.wordscores`; `documents` begins with ``group`` and ``period``.

    Raises
    ------
    ContrastError
        A text that is scored is not there.
    CountsError
        As `discourse.contrast.wordscores`.
    """
    corpus = as_corpus(corpus)
    counts, texts = _texts(corpus, by, period, least)
    wanted = {key if isinstance(key, tuple) else (key, None): value for key, value in scores.items()}
    there = list(zip(texts["group"], texts["period"], strict=True))
    missing = [key for key in wanted if key not in there]
    if missing:
        known = ", ".join(map(str, list(texts["document"])[:8]))
        raise ContrastError(f"there is no text {missing[0]!r}", source=corpus.name, remedy=f"texts are {known}")
    found = contrast.wordscores(counts, [wanted.get(key, np.nan) for key in there], rescale=rescale)
    return Wordscores(_placed(found.documents, texts), found.features)


def wordfish(
    corpus: Corpus, direction: tuple, *, by: str = "document", period: str | None = None, least: int = 2
) -> Wordfish:
    """Positions of documents, speakers or outlets on one dimension, from nothing but their words.

    Parameters
    ----------
    corpus : Corpus
    direction : pair
        Two texts: the first is to be on the left of the second. A text is a value of `by`; with a period a value and
        a period, such as ``("A", "1990s")``.
    by, period, least
        As for `wordscores`.

    Returns
    -------
    Wordfish
        As `discourse.contrast.wordfish`; `documents` begins with ``group`` and ``period``.

    Raises
    ------
    ContrastError
        A text of `direction` is not there.
    CountsError
        As `discourse.contrast.wordfish`.
    """
    corpus = as_corpus(corpus)
    counts, texts = _texts(corpus, by, period, least)
    there = list(zip(texts["group"], texts["period"], strict=True))
    ends = [end if isinstance(end, tuple) else (end, None) for end in direction]
    for end in ends:
        if end not in there:
            known = ", ".join(map(str, list(texts["document"])[:8]))
            raise ContrastError(f"there is no text {end!r}", source=corpus.name, remedy=f"texts are {known}")
    found = contrast.wordfish(counts, direction=tuple(there.index(end) for end in ends))
    return Wordfish(_placed(found.documents, texts), found.features, found.log_likelihood)


def _texts(corpus: Corpus, by: str, period: str | None, least: int) -> tuple[Counts, pd.DataFrame]:
    """Counts with one row per value of a column (and period), and what the rows are."""
    if by == "date":
        raise ColumnError("texts are not made of dates", remedy="name a column such as outlet, and a period")
    documents = corpus.documents
    keys = pd.DataFrame({"group": documents["document"] if by == "document" else corpus.column(by).to_numpy()})
    keys["period"] = None
    if period:
        if documents["date"].isna().all():
            raise DateError("no document has a date, so there are no periods", source=corpus.name)
        keys["period"] = periods_of(documents["date"], period).astype(object).to_numpy()
    known = keys["group"].notna() & (keys["period"].notna() if period else True)
    texts = keys[known].drop_duplicates().sort_values(["group", "period"], ignore_index=True)
    texts["document"] = [g if p is None else f"{g}, {p}" for g, p in zip(texts["group"], texts["period"], strict=True)]
    place = {(g, p): number for number, (g, p) in enumerate(zip(texts["group"], texts["period"], strict=True))}
    rows = np.flatnonzero(known.to_numpy())
    owner = [place[g, p] for g, p in zip(keys["group"].iloc[rows], keys["period"].iloc[rows], strict=True)]
    summing = sparse.csr_array((np.ones(len(rows)), (owner, rows)), shape=(len(texts), len(corpus)))
    counts = word_counts(corpus)
    matrix = sparse.csr_array(summing @ counts.matrix)
    often = np.bincount(matrix.indices, minlength=matrix.shape[1]) >= least
    if not often.any():
        raise ContrastError(f"no word is in {least} texts", source=corpus.name, remedy="give more texts, or least=1")
    return Counts(matrix[:, often], pd.Index(texts["document"]), counts.features[often]), texts


def _placed(documents: pd.DataFrame, texts: pd.DataFrame) -> pd.DataFrame:
    return pd.concat([texts[["group", "period"]], documents], axis=1)

"""Seed words: the terms that a codebook category is made of, in these texts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import TopicModelError
from discourse.framing import Codebook, code

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.topics.vocabulary import Counts

LEAST = 2  # times a term must stand in hits of the category
SHARE = 0.3  # of all its occurrences that are in such hits, or it says too much else
ENOUGH = 3  # seed words, to make a topic of a category
_ETA = 0.05


def seed_words(
    corpus: Corpus, counts: Counts, codebook: str | Path | Codebook, categories: Sequence[str] | None = None
) -> tuple[pd.DataFrame, Codebook]:
    """The terms of the vocabulary that stand for a category of a codebook.

    The corpus is coded, so that conditions, gaps and exclusions of the codebook count: a term is a seed of a
    category if it stands at least twice in its hits, and three in ten of its occurrences are in them.

    Parameters
    ----------
    corpus : Corpus
    counts : Counts
    codebook : str, Path or Codebook
    categories : sequence of str, optional
        Which categories; by default all that have at least three seed words in these texts.

    Returns
    -------
    pandas.DataFrame
        Columns ``category, term, hits`` (how often it stands in hits), ``share`` (of its occurrences); the most
        frequent first within a category. A term that two categories have is of the one with more hits.
    Codebook

    Raises
    ------
    TopicModelError
        No such category, or one asked for has too few seed words.
    """
    coding = code(corpus, codebook, voices=False)
    known = list(coding.codebook.categories)
    for name in categories or ():
        if name not in known:
            raise TopicModelError(
                f"the codebook {coding.codebook.name!r} has no category {name!r}",
                remedy=f"use one of {', '.join(known)}",
            )
    table = _seeds(corpus, counts, coding.hits[~coding.hits["negated"].astype(bool)])
    sizes = table.groupby("category").size()
    enough = [name for name in known if sizes.get(name, 0) >= ENOUGH]
    poor = [name for name in categories or () if name not in enough]
    if poor or not enough:
        raise TopicModelError(
            f"these texts have fewer than {ENOUGH} seed words for: {', '.join(poor or known)}",
            source=corpus.name,
            remedy=f"ask for {', '.join(enough)}" if enough else "use another codebook, or lower min_documents",
        )
    chosen = list(categories) if categories else enough
    place = table["category"].map({name: number for number, name in enumerate(chosen)})
    table = table[place.notna()].assign(_place=place)
    ordered = table.sort_values(["_place", "hits", "term"], ascending=[True, False, True])
    return ordered.drop(columns="_place").reset_index(drop=True), coding.codebook


def _seeds(corpus: Corpus, counts: Counts, hits: pd.DataFrame) -> pd.DataFrame:
    """All terms that are seeds, of whatever category."""
    terms = counts.wording.read(corpus)
    number = {name: place for place, name in enumerate(corpus.documents["document"])}
    total = dict(zip(counts.vocabulary, np.asarray(counts.matrix.sum(axis=0)).ravel(), strict=True))
    found = [
        (hit.category, terms.names[place])
        for hit in hits.itertuples()
        for place in terms.ids[terms.within(number[hit.document], hit.start, hit.end)]
        if terms.names[place] in total
    ]
    table = pd.DataFrame(found, columns=["category", "term"]).value_counts().rename("hits").reset_index()
    table["share"] = (table["hits"] / table["term"].map(total)).clip(upper=1.0)
    table = table[(table["hits"] >= LEAST) & (table["share"] >= SHARE)]
    return table.sort_values(["hits", "category"], ascending=[False, True]).drop_duplicates("term")


def prior(seeds: pd.DataFrame, categories: Sequence[str], vocabulary: Sequence[str], k: int) -> np.ndarray:
    """The prior of each term in each topic: first one topic per category, then `k` free ones.

    A seed word counts in its own topic as if it had been seen there as often as in the hits of the category, and
    is all but ruled out elsewhere.

    Returns
    -------
    array, (categories + k) × terms
    """
    eta = np.full((len(categories) + k, len(vocabulary)), _ETA)
    place = {name: number for number, name in enumerate(vocabulary)}
    for row in seeds.itertuples():
        eta[:, place[row.term]] = _ETA / 100
        eta[categories.index(row.category), place[row.term]] = _ETA + row.hits
    return eta

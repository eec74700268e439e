"""Counts of terms in units, and what was left out on the way, stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.corpus.stored import is_streamed
from discourse.corpus.stored.counts import stacked
from discourse.errors import TopicModelError
from discourse.topics.terms import Terms
from discourse.topics.units import UNITS, units_of
from discourse.topics.wording import Wording

if TYPE_CHECKING:
    from discourse.corpus import Corpus


@dataclass(frozen=True)
class Counts:
    """How often each term of a vocabulary is in each unit.

    Attributes
    ----------
    matrix : csr_array of float, units × terms
        All units, also those without a term of the vocabulary.
    vocabulary : list of str
        The terms, in alphabetical order.
    units : pandas.DataFrame
        ``document, start, end, parts, words``: as `units_of`, and how many terms of the vocabulary each has.
    wording : Wording
        How texts became terms.
    stated : dict
        What was counted and what was pruned, for people.
    """

    matrix: sparse.csr_array
    vocabulary: list[str]
    units: pd.DataFrame
    wording: Wording
    stated: dict

    @property
    def kept(self) -> np.ndarray:
        """Which units have at least one term (array of bool, units)."""
        return self.units["words"].to_numpy() > 0

    @property
    def unit(self) -> str:
        """What a unit is, in words."""
        return UNITS[self.stated["unit"]]

    @property
    def left_out(self) -> pd.DataFrame:
        """The units without a term: ``document, start, end, reason``."""
        gone = self.units[~self.kept]
        empty = [not parts for parts in gone["parts"]]
        reason = np.where(empty, "no body text", "none of its words is in the vocabulary")
        return gone[["document", "start", "end"]].assign(reason=reason).reset_index(drop=True)


def count(
    corpus: Corpus,
    *,
    unit: str = "document",
    window: int = 3,
    words: str = "lemma",
    phrases: bool = True,
    min_documents: int = 3,
    max_share: float = 0.5,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
) -> Counts:
    """Build the vocabulary of a corpus and count it.

    Parameters
    ----------
    corpus : Corpus
    unit : {"document", "paragraph", "sentences"}
        What counts as one document of the model; see `discourse.topics.units.units_of`.
    window : int
        Sentences per unit with ``unit="sentences"``.
    words : {"lemma", "word"}
        Dictionary forms, or words as they are written (lower case).
    phrases : bool
        Whether two words that stand together far more often than chance are one term: gensim's Phrases,
        normalised pointwise mutual information of at least 0.5 (Bouma 2009), 5 times or more.
    min_documents : int
        A term must be in so many documents (of the corpus, whatever the unit is).
    max_share : float
        and in at most this share of the units.
    keep : sequence of str
        Protected words and phrases: counted whatever class of word they are and however rare or common. Words
        are compared in lower case; negation and modality come back with ``keep=["not", "must"]``.
    drop : sequence of str
        Further words that are not counted.

    Returns
    -------
    Counts

    Raises
    ------
    TopicModelError
        No term is left, or an option has no such value.
    LanguageError
        A document is in a language without word lists.
    """
    if not 0 < max_share <= 1:
        raise TopicModelError(f"max_share={max_share} is no share", remedy="give a number above 0, at most 1")
    wording = Wording(words, _several("keep", keep), _several("drop", drop))
    if phrases:
        wording = wording.with_phrases(partial(_parts, corpus))
    tables, found = [], []
    for part in _parts(corpus):
        own, terms = units_of(part, unit, window), wording.read(part)
        tables.append(own)
        found.append((_counted(terms, own), terms.names))
    units = pd.concat(tables, ignore_index=True) if len(tables) > 1 else tables[0]
    matrix, names = stacked(found)
    order = np.flatnonzero(np.asarray(matrix.sum(axis=0)).ravel() > 0)  # parts of phrases may stand nowhere alone
    names, matrix = [names[place] for place in order], sparse.csr_array(matrix[:, order])
    documents = pd.factorize(units["document"])[0]
    spread = _documents_per_term(matrix, documents)
    share = np.diff(matrix.tocsc().indptr) / max(1, matrix.shape[0])
    protected = np.isin(names, [entry.lower() for entry in keep])
    rare, common = (spread < min_documents) & ~protected, (share > max_share) & ~protected
    chosen = np.flatnonzero(~(rare | common))
    if not len(chosen):
        raise TopicModelError(
            f"no term is in {min_documents} documents or more and in at most {max_share:.0%} of the units",
            source=corpus.name,
            remedy="lower min_documents or raise max_share",
        )
    matrix = sparse.csr_array(matrix[:, chosen])
    units = units.assign(words=np.asarray(matrix.sum(axis=1)).ravel().astype(int))
    stated = {
        **{"unit": unit, "window": window if unit == "sentences" else None, "words": words},
        **{"phrases": sum(map(len, wording.phrases)), "min_documents": min_documents, "max_share": max_share},
        **{
            "keep": list(keep),
            "drop": list(drop),
            "terms": len(chosen),
            "too_rare": int(rare.sum()),
            "too_common": int(common.sum()),
        },
        "common_terms": sorted(np.array(names)[common].tolist()),
        **{"units": len(units), "units_without_terms": int((units["words"] == 0).sum())},
        "words_counted": int(units["words"].sum()),
    }
    return Counts(matrix, [names[place] for place in chosen], units, wording, stated)


def _parts(corpus: Corpus) -> Iterator[Corpus]:
    """A corpus in memory as it is, one in a store partition by partition."""
    return (one.corpus() for one in corpus.partitions) if is_streamed(corpus) else iter([corpus])


def _several(name: str, words: Sequence[str]) -> tuple[str, ...]:
    if isinstance(words, str):
        raise TopicModelError(f"{name}={words!r} is one string", remedy=f"give a list, {name}=[{words!r}]")
    return tuple(words)


def recount(corpus: Corpus, units: pd.DataFrame, wording: Wording, vocabulary: list[str]) -> sparse.csr_array:
    """Count a given vocabulary in given units, by the rules it was built with (units × terms)."""
    terms = wording.read(corpus)
    matrix = _counted(terms, units)
    place = {name: number for number, name in enumerate(terms.names)}
    known = [number for number, name in enumerate(vocabulary) if name in place]
    found = matrix[:, [place[vocabulary[number]] for number in known]].tocoo()
    columns = np.array(known, int)[found.col]
    return _matrix(found.row, columns, found.data, (len(units), len(vocabulary)))


def _counted(terms: Terms, units: pd.DataFrame) -> sparse.csr_array:
    """How often each term is in each unit (units × terms)."""
    unit = unit_of(terms, units)
    inside = unit >= 0
    shape = (len(units), len(terms.names))
    return _matrix(unit[inside], terms.ids[inside], np.ones(inside.sum()), shape)


def unit_of(terms: Terms, units: pd.DataFrame) -> np.ndarray:
    """The row of the unit that each term is in; -1 for none."""
    number = {name: place for place, name in enumerate(terms.corpus.documents["document"])}
    parts = [
        (number[document], start, end, unit)
        for unit, (document, own) in enumerate(zip(units["document"], units["parts"], strict=True))
        for start, end in own
    ]
    documents, starts, ends, owner = (
        map(np.array, zip(*sorted(parts), strict=True)) if parts else [np.empty(0, int)] * 4
    )
    part = terms.in_parts(documents, starts, ends)
    return np.where(part >= 0, owner[part], -1) if len(owner) else part


def _matrix(rows: np.ndarray, columns: np.ndarray, values: np.ndarray, shape: tuple[int, int]) -> sparse.csr_array:
    matrix = sparse.csr_array((values, (rows, columns)), shape=shape, dtype=float)
    matrix.sum_duplicates()
    return matrix


def _documents_per_term(matrix: sparse.csr_array, documents: np.ndarray) -> np.ndarray:
    """In how many documents each term is, whatever the units are."""
    cells = matrix.tocoo()
    pairs = np.unique(np.column_stack([cells.col, documents[cells.row]]), axis=0)
    return np.bincount(pairs[:, 0], minlength=matrix.shape[1])

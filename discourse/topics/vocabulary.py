"""Counts of terms in units, and what was left out on the way, stated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.errors import TopicModelError
from discourse.topics.units import UNITS, units_of
from discourse.topics.wording import Term, Wording

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
    units = units_of(corpus, unit, window)
    wording = Wording(words, _several("keep", keep), _several("drop", drop))
    runs = list(_runs(corpus, units, wording))
    if phrases:
        texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
        owners = zip(units["document"], runs, strict=True)
        wording = wording.with_phrases((texts[document], run) for document, own in owners for run in own)
        runs = [list(wording.join(own)) for own in runs]
    names, matrix = _matrix(runs)
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


def _several(name: str, words: Sequence[str]) -> tuple[str, ...]:
    if isinstance(words, str):
        raise TopicModelError(f"{name}={words!r} is one string", remedy=f"give a list, {name}=[{words!r}]")
    return tuple(words)


def recount(corpus: Corpus, units: pd.DataFrame, wording: Wording, vocabulary: list[str]) -> sparse.csr_array:
    """Count a given vocabulary in given units, by the rules it was built with (units × terms)."""
    place = {name: number for number, name in enumerate(vocabulary)}
    rows, columns = [], []
    for number, own in enumerate(_runs(corpus, units, wording)):
        found = [place[term.name] for run in own for term in run if term.name in place]
        rows.append(np.full(len(found), number))
        columns.append(np.array(found, dtype=int))
    return _counted(rows, columns, (len(units), len(vocabulary)))


def _runs(corpus: Corpus, units: pd.DataFrame, wording: Wording) -> Iterator[list[list[Term]]]:
    known = corpus.documents.set_index("document")[["text", "language"]]
    texts, languages = known["text"].to_dict(), known["language"].to_dict()
    for name, parts in zip(units["document"], units["parts"], strict=True):
        yield list(wording.terms(texts[name], languages[name], parts))


def _matrix(runs: list[list[list[Term]]]) -> tuple[list[str], sparse.csr_array]:
    """All terms in alphabetical order, and their counts in each unit."""
    names = sorted({term.name for own in runs for run in own for term in run})
    place = {name: number for number, name in enumerate(names)}
    columns = [np.array([place[term.name] for run in own for term in run], dtype=int) for own in runs]
    rows = [np.full(len(found), number) for number, found in enumerate(columns)]
    return names, _counted(rows, columns, (len(runs), len(names)))


def _counted(rows: list[np.ndarray], columns: list[np.ndarray], shape: tuple[int, int]) -> sparse.csr_array:
    row = np.concatenate([np.empty(0, dtype=int), *rows])
    column = np.concatenate([np.empty(0, dtype=int), *columns])
    matrix = sparse.csr_array((np.ones(len(row)), (row, column)), shape=shape)
    matrix.sum_duplicates()
    return matrix


def _documents_per_term(matrix: sparse.csr_array, documents: np.ndarray) -> np.ndarray:
    """In how many documents each term is, whatever the units are."""
    cells = matrix.tocoo()
    pairs = np.unique(np.column_stack([cells.col, documents[cells.row]]), axis=0)
    return np.bincount(pairs[:, 0], minlength=matrix.shape[1])

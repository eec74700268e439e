"""From a corpus to counts: which words, lemmas or coded phrases each document has, and which documents are compared."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.contrast.counts import Counts
from discourse.contrast.query import one_category
from discourse.corpus.stored import is_streamed, run
from discourse.corpus.stored.counts import stacked
from discourse.errors import ContrastError
from discourse.language import encode, fold, lemma, load
from discourse.language.lemmas import lemmas

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from discourse.corpus import Corpus
    from discourse.corpus.stored import Partition
    from discourse.corpus.stored.cluster import Cluster
    from discourse.framing import Codebook
    from discourse.language import Encoded

UNITS = ("word", "lemma")
OTHER = "(other words)"


def word_counts(corpus: Corpus, unit: str = "word", executor: Executor | Cluster | int | None = None) -> Counts:
    """How often each document's body has each word (or lemma), documents × words; words in alphabetical order.

    Of a corpus in a store the partitions are counted one by one, with `executor` as for `discourse.corpus.stored.run`.

    Raises
    ------
    ContrastError
        Another unit.
    """
    _check(unit)
    key = ("word counts", unit)
    if key not in corpus.kept:
        if is_streamed(corpus):
            parts = list(run(corpus.partitions, partial(_counted_part, unit=unit), executor))
            matrix, names = stacked(parts)
            documents = pd.Index(corpus.table("document")["document"])
            corpus.kept[key] = Counts(matrix, documents, pd.Index(names, dtype=object))
        else:
            corpus.kept[key] = _counted(corpus, unit)
    return corpus.kept[key]


def _counted(corpus: Corpus, unit: str) -> Counts:
    encoded = encode(corpus)
    words = np.flatnonzero(encoded.is_word)
    column = np.full(len(encoded.vocabulary), -1, np.int64)
    column[words] = np.arange(len(words))
    names = [encoded.vocabulary[word] for word in words]
    here = column[encoded.ids]
    rows = np.repeat(np.arange(len(corpus)), np.diff(encoded.document_bounds))[here >= 0]
    shape = (len(corpus), len(names))
    matrix = sparse.coo_array((np.ones(len(rows)), (rows, here[here >= 0])), shape=shape).tocsr()
    if unit == "lemma":
        matrix, names = _lemmatised(matrix, names, encoded.languages)
    return Counts(matrix, pd.Index(encoded.documents), pd.Index(names, dtype=object))


def _counted_part(partition: Partition, unit: str) -> tuple[sparse.csr_array, list[str]]:
    counts = _counted(partition.corpus(), unit)
    return counts.matrix.astype(np.float32), list(counts.features)  # half as much to send, and as exact up to 2**24


def unit_ids(encoded: Encoded, unit: str) -> tuple[np.ndarray, list[str]]:
    """The word or lemma that each token is, as a number, -1 if it is none; and their names, in alphabetical order.

    Raises
    ------
    ContrastError
        Another unit.
    """
    _check(unit)
    number = np.where(encoded.is_word, np.arange(len(encoded.vocabulary)), -1)
    if unit == "word":
        return number[encoded.ids], encoded.vocabulary
    by_language = {language: lemmas(encoded.vocabulary, language) for language in dict.fromkeys(encoded.languages)}
    names = sorted(set().union(*by_language.values()))
    place = {name: at for at, name in enumerate(names)}
    spoken = np.repeat(np.array(encoded.languages, object), np.diff(encoded.document_bounds))
    ids = np.full(len(encoded), -1)
    for language, own in by_language.items():
        here = spoken == language
        ids[here] = np.where(number < 0, -1, [place[name] for name in own])[encoded.ids[here]]
    return ids, names


def _check(unit: str) -> None:
    if unit not in UNITS:
        raise ContrastError(f"words cannot be counted by {unit!r}", remedy=f"use one of {', '.join(UNITS)}")


def _lemmatised(matrix: sparse.csr_array, names: list[str], languages: list[str]) -> tuple[sparse.csr_array, list[str]]:
    """The columns of the forms of one lemma added up, each document's in its own language."""
    parts, lemmas = [], {}
    for language in sorted(set(languages)):
        rows = np.flatnonzero(np.array(languages) == language)
        part = matrix[rows].tocoo()
        row, column = part.coords
        own = {form: lemma(names[form], language) for form in np.unique(column)}
        number = [lemmas.setdefault(own[form], len(lemmas)) for form in column.tolist()]
        parts.append((part.data, rows[row], np.array(number, np.int64)))
    data, row, column = (np.concatenate(each) for each in zip(*parts, strict=True))
    ordered = sorted(lemmas)
    place = np.empty(len(ordered), np.int64)
    place[[lemmas[name] for name in ordered]] = np.arange(len(ordered))
    shape = (matrix.shape[0], len(ordered))
    return sparse.coo_array((data, (row, place[column])), shape=shape).tocsr(), ordered


def category_counts(corpus: Corpus, category: str, codebook: str | Codebook) -> Counts:
    """How often each document has each wording that a codebook codes with one category; the last column is all else."""
    from discourse.framing import code

    hits = code(corpus, one_category(category, codebook), voices=False).hits
    hits = hits[~hits["negated"].astype(bool)]
    documents = pd.Index(corpus.documents["document"])
    wording = hits["text"].map(lambda text: fold(" ".join(text.split())))
    table = pd.crosstab(hits["document"], wording).reindex(documents, fill_value=0)
    names = [str(name) for name in table.columns]
    other = corpus.words.reindex(documents).to_numpy() - table.to_numpy().sum(axis=1)
    matrix = sparse.csr_array(np.column_stack([table.to_numpy(), np.maximum(other, 0)]).astype(float))
    return Counts(matrix, documents, pd.Index([*names, OTHER], dtype=object))


def two_groups(corpus: Corpus, target: Corpus, reference: Corpus | None) -> tuple[np.ndarray, np.ndarray]:
    """The rows of the documents of target and reference; all others are the reference if there is none.

    Raises
    ------
    ContrastError
        One group is empty, they share documents, or one has documents that are not in the corpus.
    """
    from discourse.corpus import Corpus

    if not all(isinstance(one, Corpus) for one in (corpus, target, reference if reference is not None else target)):
        raise ContrastError(
            "a corpus and parts of it are needed",
            remedy="write target=corpus.where(outlet='A'), reference alike; for tables use discourse.contrast",
        )
    one = _rows(corpus, target, "target")
    other = np.setdiff1d(np.arange(len(corpus)), one) if reference is None else _rows(corpus, reference, "reference")
    shared = np.intersect1d(one, other)
    if len(shared):
        name = corpus.table("document")["document"].iloc[shared[0]]
        raise ContrastError(
            f"target and reference share {len(shared):,} documents, such as {name!r}",
            source=corpus.name,
            remedy="choose groups without a document in common",
        )
    for side, rows in (("target", one), ("reference", other)):
        if not len(rows) or not corpus.words.iloc[rows].sum():
            raise ContrastError(
                f"there is no text in the {side}", source=corpus.name, remedy="choose a target that leaves a reference"
            )
    return one, other


def _rows(corpus: Corpus, part: Corpus, side: str) -> np.ndarray:
    names = part.table("document")["document"]
    rows = pd.Index(corpus.table("document")["document"]).get_indexer(names)
    if (rows < 0).any():
        name = names.iloc[int(np.argmax(rows < 0))]
        raise ContrastError(
            f"the {side} has a document that is not in the corpus: {name!r}",
            source=corpus.name,
            remedy="take target and reference from the corpus, with corpus.where(...)",
        )
    return np.sort(rows)


def rows_of(counts: Counts, rows: np.ndarray) -> Counts:
    """Some of the documents."""
    return Counts(counts.matrix[rows], counts.documents[rows], counts.features)


def function_words(corpus: Corpus) -> frozenset[str]:
    """The words without content of the corpus's languages; negation, pronouns and modals are none of them."""
    languages = corpus.table("language")["language"].unique()
    return frozenset().union(*(load(language, "words without content").function_words for language in languages))

"""The measures of this room on a corpus: what `discourse` has by the names that `discourse.contrast` has on counts."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse import contrast
from discourse.contrast.collocations import check_size, collocates_of, collocations_of, near_and_all
from discourse.contrast.counts import Counts
from discourse.contrast.features import (
    OTHER,
    category_counts,
    function_words,
    rows_of,
    two_groups,
    unit_ids,
    word_counts,
)
from discourse.contrast.ngrams import added_up, tally
from discourse.contrast.query import find, near_words, tokens_of
from discourse.corpus.given import as_corpus
from discourse.corpus.stored import Partition, is_streamed, place_to_work, run
from discourse.corpus.stored.counts import united
from discourse.errors import ContrastError, QueryError
from discourse.inference import MINIMUM
from discourse.language import encode

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dask.distributed import Client

    from discourse.corpus import Corpus
    from discourse.framing import Codebook
    from discourse.language.encoded import Encoded


def keyness(
    corpus: Corpus,
    target: Corpus,
    reference: Corpus | None = None,
    *,
    unit: str = "word",
    with_function_words: bool = True,
    resamples: int = 1000,
    seed: int = 0,
    minimum: int = MINIMUM,
    executor: Executor | int | None = None,
    client: Client | None = None,
) -> pd.DataFrame:
    """Which words set some documents of a corpus apart from the others.

    Parameters
    ----------
    corpus : Corpus
    target : Corpus
        A part of it, such as ``corpus.where(outlet="A")``.
    reference : Corpus, optional
        The part to compare with; all other documents if not given.
    unit : {"word", "lemma"}
        What is counted.
    with_function_words : bool
        Whether to list words without content, too; they are always counted.
    resamples, seed, minimum
        As for `discourse.contrast.keyness`.
    executor, client
        Where to count a corpus in a store, as for `discourse.code`.

    Returns
    -------
    pandas.DataFrame
        As `discourse.contrast.keyness` gives it for counts, which says what the columns are; what is characteristic
        of the target first, of the reference last (by ``z``, ties in alphabetical order).

    Raises
    ------
    ContrastError
        One group is empty, or they share documents.

    Examples
    --------
    >>> import discourse as dc
    >>> corpus = dc.read("two-columns")
    >>> table = dc.keyness(corpus, target=corpus.where(outlet="The Estuary Post"), resamples=0)
    >>> bool(table["z"].is_monotonic_decreasing)
    True
    """
    one, other = two_groups(corpus, target, reference)
    counts = word_counts(corpus, unit, place_to_work(executor, client))
    table = contrast.keyness(*_sides(counts, one, other), resamples=resamples, seed=seed, minimum=minimum)
    wanted = table["n_target"] + table["n_reference"] > 0
    if not with_function_words:
        wanted &= ~table["feature"].isin(function_words(corpus))
    table = table[wanted.to_numpy(bool)]
    return table.sort_values(["z", "feature"], ascending=[False, True], ignore_index=True)


def _sides(counts: Counts, one: np.ndarray, other: np.ndarray) -> tuple[Counts, Counts]:
    return rows_of(counts, one), rows_of(counts, other)


def collocations(
    corpus: Corpus,
    node: str | None = None,
    *,
    size: int = 2,
    window: int = 5,
    minimum: int = 5,
    unit: str = "word",
    with_function_words: bool = True,
    executor: Executor | int | None = None,
    client: Client | None = None,
) -> pd.DataFrame:
    """Words that stand together more often than chance: neighbours, or what stands near a node.

    Parameters
    ----------
    corpus : Corpus
    node : str, optional
        A query as for `discourse.concordance`: then the collocates of its occurrences are given.
    size : {2, 3}
        Without a node: pairs or triples.
    window : int
        With a node: how many words to its left and right, within the sentence.
    minimum : int
        What occurs together less often is left out.
    unit : {"word", "lemma"}
        What is counted: words as they are written, or their dictionary forms, each in its document's language.
    with_function_words : bool
        Whether to list words without content, and pairs and triples with one.
    executor, client
        Where to count a corpus in a store, as for `discourse.code`.

    Returns
    -------
    pandas.DataFrame
        As `discourse.contrast.collocations`, or with a node `discourse.contrast.collocates`, which say what the
        columns are. Punctuation and the ends of sentences are never reached over, a clitic such as ’s is passed over.

    Raises
    ------
    QueryError
        The node does not occur, or is no query.
    ContrastError
        Another unit.

    Examples
    --------
    >>> import discourse as dc
    >>> corpus = dc.read("two-columns")
    >>> dc.collocations(corpus, "talks", minimum=3)["collocate"].is_unique
    True
    """
    corpus = as_corpus(corpus)
    check_size(size)
    parts = corpus.partitions if is_streamed(corpus) else [corpus]
    place = place_to_work(executor, client)
    if node is None:
        found = list(run(parts, partial(_tallied, size=size, unit=unit), place))
        vocabulary, own = united([forms for *_, forms in found])
        tallies = [(ids[grams], counts) for (grams, counts, _), ids in zip(found, own, strict=True)]
        table, named = collocations_of(*added_up(tallies), minimum, vocabulary), "collocation"
    else:
        found = list(run(parts, partial(_surrounded, node=node, window=window, unit=unit), place))
        vocabulary, own = united([forms for *_, forms in found])
        occurrences = sum(number for _, _, number, _ in found)
        if not occurrences:
            first = parts[0].corpus() if is_streamed(corpus) else corpus
            near = near_words(encode(first), node)
            remedy = f"words spelt alike: {', '.join(near)}" if near else "search for it with concordance first"
            raise QueryError(f"{node!r} does not occur in the texts", source=corpus.name, remedy=remedy)
        sums = np.zeros((2, len(vocabulary)), np.int64)
        for (*both, _, _), ids in zip(found, own, strict=True):
            for total, one in zip(sums, both, strict=True):
                total[ids[: len(one)]] += one
        table, named = collocates_of(*sums, occurrences, minimum, vocabulary), "collocate"
    if not with_function_words:
        empty = function_words(corpus)
        keep = np.array([empty.isdisjoint(words.split(" ")) for words in table[named]], bool)
        table = table[keep].reset_index(drop=True)
    return table


def _words_of(part: Corpus | Partition, unit: str) -> tuple[Corpus, Encoded, np.ndarray, list[str]]:
    """A corpus, its encoding, the word or lemma of each token as a number (-1 for none), and what they are called."""
    corpus = part.corpus() if isinstance(part, Partition) else part
    encoded = encode(corpus)
    return corpus, encoded, *unit_ids(encoded, unit)


def _tallied(part: Corpus | Partition, size: int, unit: str) -> tuple[np.ndarray, np.ndarray, list[str]]:
    _, encoded, ids, vocabulary = _words_of(part, unit)
    clitic = np.array([len(form) > 1 and form[0] == "'" for form in encoded.vocabulary], bool)[encoded.ids]
    bounds = np.searchsorted(np.flatnonzero(~clitic), encoded.sentence_bounds[1:])
    return *tally(np.insert(ids[~clitic], bounds, -1), size), vocabulary


def _surrounded(
    part: Corpus | Partition, node: str, window: int, unit: str
) -> tuple[np.ndarray, np.ndarray, int, list[str]]:
    corpus, encoded, ids, vocabulary = _words_of(part, unit)
    places = find(corpus, node)
    first, after = tokens_of(encoded, places.document, places.start, places.end)
    inside = first < after  # not those in headings and other marked parts
    first, after = first[inside], after[inside]
    return *near_and_all(ids, encoded.sentence_bounds, first, after, window), len(first), vocabulary


def word_shift(
    corpus: Corpus,
    target: Corpus,
    reference: Corpus | None = None,
    *,
    category: str | None = None,
    codebook: str | Codebook = "war-and-talks",
    scores: Mapping[str, float] | None = None,
    kind: str | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """Which words drive the difference between two groups: in a category of a codebook, a lexicon, or all words.

    Parameters
    ----------
    corpus, target, reference
        As for `keyness`.
    category : str, optional
        A category of `codebook`: the difference is that of its hits as a share of all words, and the rows are the
        wordings. Negated hits are left out.
    scores : mapping, optional
        A lexicon, folded word to score: the difference is that of the mean score.
    kind, resamples, seed
        As for `discourse.contrast.word_shift`.

    Returns
    -------
    pandas.DataFrame
        As `discourse.contrast.word_shift` gives it for counts. Of a category the contributions add up to the
        difference in its share of the words.

    Raises
    ------
    ContrastError
        One group is empty, or they share documents; or nothing is coded with the category in either.
    QueryError
        The codebook has no such category.
    """
    one, other = two_groups(corpus, target, reference)
    if category is None:
        sides = _sides(word_counts(corpus), one, other)
        return contrast.word_shift(*sides, scores=scores, kind=kind, resamples=resamples, seed=seed)
    if scores is not None:
        raise ContrastError("a word shift is of a category or of a lexicon, not of both", remedy="give one of them")
    sides = _sides(category_counts(corpus, category, codebook), one, other)
    table = contrast.word_shift(*sides, kind=kind, resamples=resamples, seed=seed)
    table = table[(table["feature"] != OTHER) & (table["n_target"] + table["n_reference"] > 0)]
    if table.empty:
        raise ContrastError(f"nothing is coded with {category!r} in either group", source=corpus.name)
    whole = table["contribution"].abs().sum()
    return table.assign(share=table["contribution"].abs() / max(whole, 1e-300)).reset_index(drop=True)

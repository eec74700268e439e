"""The measures of this room on a corpus: what `discourse` has by the names that `discourse.contrast` has on counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse import contrast
from discourse.contrast.collocations import around
from discourse.contrast.counts import Counts
from discourse.contrast.features import OTHER, category_counts, function_words, rows_of, two_groups, word_counts
from discourse.contrast.query import find, near_words, tokens_of
from discourse.contrast.wordfish import Wordfish
from discourse.contrast.wordscores import Wordscores
from discourse.errors import ColumnError, ContrastError, DateError, QueryError
from discourse.inference import MINIMUM, periods_of
from discourse.language import encode

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.framing import Codebook


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
    counts = word_counts(corpus, unit)
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
    with_function_words: bool = True,
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
    with_function_words : bool
        Whether to list words without content, and pairs and triples with one.

    Returns
    -------
    pandas.DataFrame
        As `discourse.contrast.collocations`, or with a node `discourse.contrast.collocates`, which say what the
        columns are. Punctuation and the ends of sentences are never reached over, a clitic such as ’s is passed over.

    Raises
    ------
    QueryError
        The node does not occur, or is no query.

    Examples
    --------
    >>> import discourse as dc
    >>> corpus = dc.read("two-columns")
    >>> dc.collocations(corpus, "talks", minimum=3)["collocate"].is_unique
    True
    """
    encoded = encode(corpus)
    words = np.where(encoded.is_word, np.arange(len(encoded.vocabulary)), -1)
    ids = words[encoded.ids]
    clitic = np.array([len(form) > 1 and form[0] == "'" for form in encoded.vocabulary], bool)[encoded.ids]
    if node is None:
        bounds = np.searchsorted(np.flatnonzero(~clitic), encoded.sentence_bounds[1:])
        table = contrast.collocations(
            np.insert(ids[~clitic], bounds, -1), size=size, minimum=minimum, vocabulary=encoded.vocabulary
        )
        named = "collocation"
    else:
        first, after = _occurrences(corpus, encoded, node)
        table = around(ids, encoded.sentence_bounds, first, after, window, minimum, encoded.vocabulary)
        named = "collocate"
    if not with_function_words:
        empty = function_words(corpus)
        keep = np.array([empty.isdisjoint(words.split(" ")) for words in table[named]], bool)
        table = table[keep].reset_index(drop=True)
    return table


def _occurrences(corpus: Corpus, encoded, node: str) -> tuple[np.ndarray, np.ndarray]:
    """First token, and the one after the last, of every occurrence of a query in the bodies."""
    places = find(corpus, node)
    first, after = tokens_of(encoded, places.document, places.start, places.end)
    inside = first < after  # not those in headings and other marked parts
    if not inside.any():
        near = near_words(encoded, node)
        remedy = f"words spelt alike: {', '.join(near)}" if near else "search for it with concordance first"
        raise QueryError(f"{node!r} does not occur in the texts", source=corpus.name, remedy=remedy)
    return first[inside], after[inside]


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

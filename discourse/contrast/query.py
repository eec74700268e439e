"""What to look for: words, phrases, stems, lemmas, gaps, a category of a codebook, or a regular expression."""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import regex

from discourse.errors import QueryError
from discourse.language import encode
from discourse.language.patterns import Pattern, PatternError

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.framing import Codebook
    from discourse.language import Encoded

CATEGORY = "category:"
_NEAR = 5


class Places(NamedTuple):
    """Occurrences in reading order, arrays of int64.

    Document numbers, code-point offsets into their texts, and of the encoded whole texts the first token and the one
    after the last.
    """

    document: np.ndarray
    start: np.ndarray
    end: np.ndarray
    first: np.ndarray
    after: np.ndarray


def find(corpus: Corpus, query: str, codebook: str | Codebook | None = None) -> Places:
    """Every occurrence of a query in the texts of a corpus; of a category, in their bodies.

    Parameters
    ----------
    corpus : Corpus
    query : str
        A pattern as in codebooks (``peace talks``, ``negotiat*``, ``lemma:talk``, ``talks|negotiations``,
        ``break* off ... talks``), ``category:hope`` for what a codebook codes with it, or a regular expression between
        slashes (``/peace\\s+process/``; case does not matter).
    codebook : str or Codebook, optional
        For ``category:``; ``war-and-talks`` if not given.

    Raises
    ------
    QueryError
        The query is wrong; column says where.
    """
    query = query.strip() if isinstance(query, str) else None
    if query is None:
        raise QueryError("a query is text", remedy="write one such as 'peace talks' or 'peace|war'")
    if not query:
        raise QueryError("the query is empty", column=1, remedy="write a word, such as peace")
    if query.startswith(CATEGORY):
        return _coded(corpus, query.removeprefix(CATEGORY).strip(), codebook)
    if len(query) > 1 and query[0] == query[-1] == "/":
        return _matched(corpus, _expression(query[1:-1]))
    encoded = encode(whole(corpus))
    try:
        first, after = encoded.find(Pattern.parse(query))
    except PatternError as error:
        raise QueryError(f"{query!r}: {error}", column=error.column) from None
    start, end = encoded.start[first].astype(np.int64), encoded.end[after - 1].astype(np.int64)
    return Places(encoded.document_of(first), start, end, first, after)


def whole(corpus: Corpus) -> Corpus:
    """The same documents with nothing marked in them, so that headings are read, too."""
    from discourse.corpus import Corpus

    if corpus.marks.empty:
        return corpus
    if "whole" not in corpus.kept:
        corpus.kept["whole"] = Corpus(corpus.documents, name=corpus.name)
    return corpus.kept["whole"]


@lru_cache(maxsize=64)
def _expression(text: str) -> regex.Pattern:
    try:
        expression = regex.compile(text, regex.IGNORECASE | regex.V1)
    except regex.error as error:
        column = 2 if error.pos is None else error.pos + 2
        raise QueryError(f"/{text}/ is no regular expression: {error.msg}", column=column) from None
    if expression.fullmatch(""):
        raise QueryError(f"/{text}/ matches nothing at all, everywhere", column=2, remedy="name something in it")
    return expression


def _matched(corpus: Corpus, expression: regex.Pattern) -> Places:
    return _places(
        corpus,
        (
            (number, *match.span())
            for number, text in enumerate(corpus.documents["text"])
            for match in expression.finditer(text)
            if match.end() > match.start()
        ),
    )


def _coded(corpus: Corpus, name: str, codebook: str | Codebook | None) -> Places:
    from discourse.framing import code

    book = one_category(name, codebook)
    hits = code(corpus, book, voices=False).hits
    number = {document: place for place, document in enumerate(corpus.documents["document"])}
    return _places(
        corpus,
        (
            (number[document], start, end)
            for document, start, end in zip(hits["document"], hits["start"], hits["end"], strict=True)
        ),
    )


def one_category(name: str, codebook: str | Codebook | None) -> Codebook:
    """A codebook of one category only.

    Raises
    ------
    QueryError
        It has no such category; the message lists those it has.
    """
    from dataclasses import replace

    from discourse.framing import Codebook

    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook or "war-and-talks")
    if name not in book.categories:
        close = get_close_matches(name, book.categories, n=3)
        remedy = f"did you mean {' or '.join(close)}?" if close else f"use one of {', '.join(book.categories)}"
        raise QueryError(
            f"the codebook {book.name!r} has no category {name!r}", column=len(CATEGORY) + 1, remedy=remedy
        )
    return replace(book, categories={name: book.categories[name]}, scales={})


def _places(corpus: Corpus, rows) -> Places:
    document, start, end = np.array(sorted(rows), dtype=np.int64).reshape(-1, 3).T
    return Places(document, start, end, *tokens_of(encode(whole(corpus)), document, start, end))


def tokens_of(encoded: Encoded, document: np.ndarray, start: np.ndarray, end: np.ndarray) -> tuple:
    """The first token of each span, and the one after its last; the same where a span holds no token.

    Spans of a document must stand together.
    """
    first, after = (np.empty(len(start), np.int64) for _ in range(2))
    edges = np.flatnonzero(np.diff(document, prepend=-1, append=-1))
    for begin, stop in pairwise(edges.tolist()):
        low, high = encoded.document_bounds[document[begin] : document[begin] + 2]
        first[begin:stop] = low + np.searchsorted(encoded.end[low:high], start[begin:stop], side="right")
        after[begin:stop] = low + np.searchsorted(encoded.start[low:high], end[begin:stop])
    return first, after


def near_words(encoded: Encoded, query: str) -> list[str]:
    """Words of the corpus that are spelt like those of a query that do not occur, the likeliest first.

    Examples
    --------
    >>> import discourse as dc
    >>> near_words(encode(dc.read("two-columns")), "pece")[0]
    'peace'
    """
    found: list[str] = []
    for word in regex.findall(r"[\p{L}\p{M}\p{N}'’-]+", query.lower().removeprefix("lemma:")):
        low, high = encoded.ids_with_stem(word)
        if low < high:
            if not encoded.ids_of(word)[0] < encoded.ids_of(word)[1]:
                found += _frequent(encoded, range(low, high))
            continue
        initial = range(*encoded.ids_with_stem(word[0]))
        alike = [encoded.vocabulary[i] for i in initial if abs(len(encoded.vocabulary[i]) - len(word)) <= 3]
        found += get_close_matches(word, alike, n=_NEAR, cutoff=0.7)
    return list(dict.fromkeys(found))[:_NEAR]


def _frequent(encoded: Encoded, ids: range) -> list[str]:
    return [encoded.vocabulary[i] for i in sorted(ids, key=lambda i: (-int(encoded.counts[i]), i))[:_NEAR]]

"""Coding: from texts and a codebook to hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.errors import ColumnError, LanguageError
from discourse.framing.codebook import Codebook
from discourse.framing.coding import Coding
from discourse.framing.hits import coded
from discourse.framing.joining import joined
from discourse.voices import voices as find_voices
from discourse.voices.owners import Owners

if TYPE_CHECKING:
    from discourse.corpus import Corpus


def code(
    corpus: Corpus,
    codebook: str | Path | Codebook | Sequence[str | Path | Codebook],
    *,
    voices: pd.DataFrame | bool = True,
) -> Coding:
    """Code a corpus with a codebook, or with several in one pass.

    Only the body of each text is read: headings, bylines and boilerplate are left alone.

    Parameters
    ----------
    corpus : Corpus
    codebook : str, Path or Codebook, or several of them
        The name of a shipped codebook, the path of your own, or one that is loaded. The categories of several stand
        one after the other; of those with the same id each is named by its codebook, too: ``certainty.hedge`` and
        ``war-and-talks.hedge``. So are scales.
    voices : DataFrame or bool
        What `discourse.voices` found in the corpus, if that is at hand; True to find it now; False to do without,
        which is faster and leaves `voice` and `speaker` of the hits empty.

    Returns
    -------
    Coding

    Raises
    ------
    LanguageError
        A document is in a language the codebook has no patterns for.
    CodebookError
        The codebook is wrong.
    ColumnError
        The codebook looks at voices, and there are none.

    Examples
    --------
    >>> import discourse as dc
    >>> coding = dc.code(dc.read("two-columns"), "war-and-talks")
    >>> coding.hits.columns.tolist()
    ['document', 'sentence', 'start', 'end', 'category', 'pattern', 'text', 'negated', 'voice', 'speaker']
    """
    corpus = as_corpus(corpus)
    several = isinstance(codebook, Iterable) and not isinstance(codebook, (str, bytes))
    books = [one if isinstance(one, Codebook) else Codebook.load(one) for one in (codebook if several else [codebook])]
    for book in books:
        _check_languages(corpus, book)
    book = books[0] if len(books) == 1 else joined(books)
    found = find_voices(corpus) if voices is True else None if voices is False else voices
    owners = None if found is None else _owners(corpus, found)
    if owners is None and asks_for_voices(book):
        raise ColumnError(
            f"the codebook {book.name!r} asks in whose voice some hits are, and the corpus is coded without voices",
            remedy="code(corpus, codebook, voices=True)",
        )
    return Coding(corpus, book, coded(corpus, book, owners), found)


def _owners(corpus: Corpus, voices: pd.DataFrame) -> Owners:
    """Whose voice each token is in; laid out once per table of voices."""
    known = corpus.kept.get("owners")
    if known is None or known[0] is not voices:
        known = corpus.kept["owners"] = (voices, Owners(corpus, voices))
    return known[1]


def asks_for_voices(book: Codebook) -> bool:
    """Whether a rule of a codebook counts in some voices only."""
    rules = (rules for category in book.categories.values() for rules in category.rules.values())
    return any(rule.voices for some in rules for rule in some)


def _check_languages(corpus: Corpus, book: Codebook) -> None:
    counts = corpus.documents["language"].value_counts()
    unknown = {language: count for language, count in counts.items() if language not in book.languages}
    if unknown:
        raise LanguageError(
            f"the codebook {book.name!r} knows {', '.join(book.languages)}, but the corpus also has "
            + ", ".join(f"{count} document(s) in {language!r}" for language, count in sorted(unknown.items())),
            remedy=f"select what it can read, corpus.where(language={book.languages[0]!r}), "
            f"or, if the language was guessed wrong, read(..., language={book.languages[0]!r})",
        )

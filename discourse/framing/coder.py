"""Coding: from texts and a codebook to hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.corpus.stored import is_streamed, place_to_work
from discourse.errors import ColumnError, LanguageError
from discourse.framing.codebook import Codebook
from discourse.framing.coding import Coding
from discourse.framing.hits import coded
from discourse.framing.joining import joined
from discourse.framing.streamed import stored_coding
from discourse.voices import voices as find_voices
from discourse.voices.lexicon import LANGUAGES as HEARD
from discourse.voices.owners import Owners

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dask.distributed import Client

    from discourse.corpus import Corpus
    from discourse.corpus.stored.run import Progress


def code(
    corpus: Corpus,
    codebook: str | Path | Codebook | Sequence[str | Path | Codebook],
    *,
    voices: pd.DataFrame | bool = True,
    out: str | Path | None = None,
    executor: Executor | int | None = None,
    client: Client | None = None,
    progress: Progress | None = None,
) -> Coding:
    """Code a corpus with a codebook, or with several in one pass.

    Only the body of each text is read: headings, bylines and boilerplate are left alone. Each document is read with
    the patterns of its language. In a corpus of several languages only those categories are coded that have patterns
    in all of them; ``codebook.left_out`` of the result names the others.

    Parameters
    ----------
    corpus : Corpus
    codebook : str, Path or Codebook, or several of them
        The name of a shipped codebook, the path of your own, or one that is loaded. The categories of several stand
        one after the other; of those with the same id each is named by its codebook, too: ``certainty.hedge`` and
        ``war-and-talks.hedge``. So are scales.
    voices : DataFrame, Results or bool
        What `discourse.voices` found in the corpus, if that is at hand; True to find it now; False to do without,
        which is faster and leaves `voice` and `speaker` of the hits empty. They are empty too in documents whose
        language `discourse.voices` cannot read; what is asked by voice or speaker is then refused.
    out, executor, client, progress
        For a corpus in a store with several partitions, which is coded partition by partition: the folder for what is
        found (default: in the store, where what is done already is not done again), where to work (a number of
        processes, an executor, or the client of a Dask cluster) and whom to tell how many are done, as for
        `discourse.to_store`. With a DataFrame of `voices` it is coded in memory.

    Returns
    -------
    Coding
        Of a store a `StoredCoding`, which has the same methods and keeps its tables on disk.

    Raises
    ------
    LanguageError
        A document is in a language the codebook has no patterns for, or a rule in its language asks for a voice that
        cannot be found there.
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
    languages = set(corpus.table("language")["language"].dropna())
    several = isinstance(codebook, Iterable) and not isinstance(codebook, (str, bytes))
    books = [_of_languages(corpus, one, languages) for one in (codebook if several else [codebook])]
    book = books[0] if len(books) == 1 else joined(books)
    if voices is False and asks_for_voices(book):
        raise ColumnError(
            f"the codebook {book.name!r} asks in whose voice some hits are, and the corpus is coded without voices",
            remedy="code(corpus, codebook, voices=True)",
        )
    unheard = tuple(sorted(languages - set(HEARD))) if voices is True else ()
    for language in unheard:
        if asks_for_voices(book.of([language])):
            raise LanguageError(
                f"the codebook {book.name!r} asks in whose voice some hits are, which cannot be told in {language!r}",
                remedy=f"leave 'voice:' out of its rules for {language!r}, or code the other languages only",
            )
    if is_streamed(corpus) and not isinstance(voices, pd.DataFrame):
        hear = voices is not False and not unheard
        return stored_coding(corpus, book, hear, unheard, out, place_to_work(executor, client), progress)
    found = _voices(corpus, languages, unheard) if voices is True else None if voices is False else voices
    owners = None if found is None else _owners(corpus, found)
    return Coding(corpus, book, coded(corpus, book, owners, unheard), found, unheard)


def _voices(corpus: Corpus, languages: set[str], unheard: tuple[str, ...]) -> pd.DataFrame | None:
    """The voices in the documents of the languages that can be heard."""
    heard = languages - set(unheard)
    if not heard:
        return None
    return find_voices(corpus.where(language=sorted(heard)) if unheard else corpus)


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


def _of_languages(corpus: Corpus, codebook: str | Path | Codebook, languages: set[str]) -> Codebook:
    """A codebook with what it has in the languages of a corpus."""
    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook, languages=languages)
    if not languages <= set(book.languages):
        _refuse(corpus, book if isinstance(codebook, Codebook) else Codebook.load(codebook))
    return book.of(languages)


def _refuse(corpus: Corpus, book: Codebook) -> NoReturn:
    counts = corpus.table("language")["language"].value_counts()
    unknown = {language: count for language, count in counts.items() if language not in book.languages}
    raise LanguageError(
        f"the codebook {book.name!r} knows {', '.join(book.languages)}, but the corpus also has "
        + ", ".join(f"{count} document(s) in {language!r}" for language, count in sorted(unknown.items())),
        remedy=f"select what it can read, corpus.where(language={book.languages[0]!r}), "
        f"or, if the language was guessed wrong, read(..., language={book.languages[0]!r})",
    )

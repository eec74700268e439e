"""Coding: from texts and a codebook to hits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.corpus.stored import is_streamed, place_to_work
from discourse.errors import ColumnError, LanguageError
from discourse.framing.codebook import Codebook
from discourse.framing.coding import Coding
from discourse.framing.hits import coded
from discourse.framing.streamed import stored_coding
from discourse.voices import voices as find_voices
from discourse.voices.owners import Owners

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dask.distributed import Client

    from discourse.corpus import Corpus
    from discourse.corpus.stored.run import Progress


def code(
    corpus: Corpus,
    codebook: str | Path | Codebook,
    *,
    voices: pd.DataFrame | bool = True,
    out: str | Path | None = None,
    executor: Executor | int | None = None,
    client: Client | None = None,
    progress: Progress | None = None,
) -> Coding:
    """Code a corpus with a codebook.

    Only the body of each text is read: headings, bylines and boilerplate are left alone.

    Parameters
    ----------
    corpus : Corpus
    codebook : str, Path or Codebook
        The name of a shipped codebook, the path of your own, or one that is loaded.
    voices : DataFrame, Results or bool
        What `discourse.voices` found in the corpus, if that is at hand; True to find it now; False to do without,
        which is faster and leaves `voice` and `speaker` of the hits empty.
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
    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook)
    _check_languages(corpus, book)
    if voices is False and asks_for_voices(book):
        raise ColumnError(
            f"the codebook {book.name!r} asks in whose voice some hits are, and the corpus is coded without voices",
            remedy="code(corpus, codebook, voices=True)",
        )
    if is_streamed(corpus) and not isinstance(voices, pd.DataFrame):
        return stored_coding(corpus, book, voices is not False, out, place_to_work(executor, client), progress)
    found = find_voices(corpus) if voices is True else None if voices is False else voices
    owners = None if found is None else _owners(corpus, found)
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
    counts = corpus.table("language")["language"].value_counts()
    unknown = {language: count for language, count in counts.items() if language not in book.languages}
    if unknown:
        raise LanguageError(
            f"the codebook {book.name!r} knows {', '.join(book.languages)}, but the corpus also has "
            + ", ".join(f"{count} document(s) in {language!r}" for language, count in sorted(unknown.items())),
            remedy=f"select what it can read, corpus.where(language={book.languages[0]!r}), "
            f"or, if the language was guessed wrong, read(..., language={book.languages[0]!r})",
        )

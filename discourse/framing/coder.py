"""Coding: from texts and a codebook to hits."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pandas as pd

from discourse.errors import ColumnError, LanguageError
from discourse.framing.codebook import Codebook
from discourse.framing.coding import Coding
from discourse.framing.hits import coded
from discourse.voices import voices as find_voices
from discourse.voices.lexicon import LANGUAGES as HEARD
from discourse.voices.owners import Owners

if TYPE_CHECKING:
    from discourse.corpus import Corpus


def code(corpus: Corpus, codebook: str | Path | Codebook, *, voices: pd.DataFrame | bool = True) -> Coding:
    """Code a corpus with a codebook.

    Only the body of each text is read: headings, bylines and boilerplate are left alone. Each document is read with
    the patterns of its language. In a corpus of several languages only those categories are coded that have patterns
    in all of them; ``codebook.left_out`` of the result names the others.

    Parameters
    ----------
    corpus : Corpus
    codebook : str, Path or Codebook
        The name of a shipped codebook, the path of your own, or one that is loaded.
    voices : DataFrame or bool
        What `discourse.voices` found in the corpus, if that is at hand; True to find it now; False to do without,
        which is faster and leaves `voice` and `speaker` of the hits empty. They are empty too in documents whose
        language `discourse.voices` cannot read; what is asked by voice or speaker is then refused.

    Returns
    -------
    Coding

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
    languages = set(corpus.documents["language"].dropna())
    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook, languages=languages)
    if not languages <= set(book.languages):
        _refuse(corpus, book if isinstance(codebook, Codebook) else Codebook.load(codebook))
    book = book.of(languages)
    found, unheard = _voices(corpus, voices)
    owners = None if found is None else _owners(corpus, found)
    if owners is None and asks_for_voices(book):
        raise ColumnError(
            f"the codebook {book.name!r} asks in whose voice some hits are, and the corpus is coded without voices",
            remedy="code(corpus, codebook, voices=True)",
        )
    for language in unheard:
        if asks_for_voices(book.of([language])):
            raise LanguageError(
                f"the codebook {book.name!r} asks in whose voice some hits are, which cannot be told in {language!r}",
                remedy=f"leave 'voice:' out of its rules for {language!r}, or code the other languages only",
            )
    return Coding(corpus, book, coded(corpus, book, owners, unheard), found, unheard)


def _voices(corpus: Corpus, voices: pd.DataFrame | bool) -> tuple[pd.DataFrame | None, tuple[str, ...]]:
    """The voices of a corpus, and the languages of it in which they were not looked for."""
    if isinstance(voices, pd.DataFrame):
        return voices, ()
    if not voices:
        return None, ()
    languages = sorted(set(corpus.documents["language"].dropna()))
    unheard = tuple(language for language in languages if language not in HEARD)
    if not unheard:
        return find_voices(corpus), ()
    heard = [language for language in languages if language in HEARD]
    return (find_voices(corpus.where(language=heard)) if heard else None), unheard


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


def _refuse(corpus: Corpus, book: Codebook) -> NoReturn:
    counts = corpus.documents["language"].value_counts()
    unknown = {language: count for language, count in counts.items() if language not in book.languages}
    raise LanguageError(
        f"the codebook {book.name!r} knows {', '.join(book.languages)}, but the corpus also has "
        + ", ".join(f"{count} document(s) in {language!r}" for language, count in sorted(unknown.items())),
        remedy=f"select what it can read, corpus.where(language={book.languages[0]!r}), "
        f"or, if the language was guessed wrong, read(..., language={book.languages[0]!r})",
    )

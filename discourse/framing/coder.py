"""Coding: from texts and a codebook to hits."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pandas as pd

from discourse.errors import LanguageError
from discourse.framing.codebook import Codebook
from discourse.framing.coding import Coding
from discourse.framing.matcher import Matcher
from discourse.framing.negation import is_negated
from discourse.language import fold, sentence_spans, token_spans
from discourse.voices import voices as find_voices
from discourse.voices.spans import AUTHOR, innermost
from discourse.voices.words import author_of, rows_by_document, speaker_of

if TYPE_CHECKING:
    from discourse.corpus import Corpus, Document


class Hit(NamedTuple):
    """One coded span; offsets are code points into the document's text."""

    sentence: int
    start: int
    end: int
    category: str
    pattern: str
    text: str
    negated: bool


def code(corpus: Corpus, codebook: str | Path | Codebook, *, voices: pd.DataFrame | bool = True) -> Coding:
    """Code a corpus with a codebook.

    Only the body of each text is read: headings, bylines and boilerplate are left alone.

    Parameters
    ----------
    corpus : Corpus
    codebook : str, Path or Codebook
        The name of a shipped codebook, the path of your own, or one that is loaded.
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

    Examples
    --------
    >>> import discourse as dc
    >>> coding = dc.code(dc.read("two-columns"), "war-and-talks")
    >>> coding.hits.columns.tolist()
    ['document', 'sentence', 'start', 'end', 'category', 'pattern', 'text', 'negated', 'voice', 'speaker']
    """
    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook)
    _check_languages(corpus, book)
    matchers = {language: Matcher(book, language) for language in corpus.documents["language"].unique()}
    found = find_voices(corpus) if voices is True else None if voices is False else voices
    attributed = None if found is None else rows_by_document(corpus, found)
    rows = [
        (document.document, *hit, *_whose(hit, document, attributed))
        for document in corpus
        for hit in code_text(document.text, matchers[document.language], document.body)
    ]
    hits = pd.DataFrame(rows, columns=["document", *Hit._fields, "voice", "speaker"])
    return Coding(corpus, book, hits, found)


def _whose(hit: Hit, document: Document, attributed: dict[str, list] | None) -> tuple[str | None, str | None]:
    """In which voice a hit is, and who speaks."""
    if attributed is None:
        return None, None
    row = innermost(hit.start, hit.end, attributed.get(document.document, []))
    return (AUTHOR, author_of(document)) if row is None else (row.kind, speaker_of(row))


def code_text(text: str, matcher: Matcher, body: list[tuple[int, int]] | None = None) -> Iterator[Hit]:
    """The hits in one text (or those parts of it that `body` names), in reading order."""
    number = 0
    for part in [(0, len(text))] if body is None else body:
        for sentence in sentence_spans(text, matcher.language, *part):
            spans = token_spans(text, *sentence)
            written = [text[a:b] for a, b in spans]
            folded = [fold(token) for token in written]
            for match in matcher.match(written):
                start, end = spans[match.start][0], spans[match.end - 1][1]
                negated = is_negated(folded, match.start, matcher.language, match.end)
                yield Hit(number, start, end, match.category, match.pattern, text[start:end], negated)
            number += 1


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

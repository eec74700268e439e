"""Sentences with offsets: boundaries are found, then repaired at titles, references and quotations."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from discourse.language.boundaries import SPACES, Span, mark, opens, pieces, stripped
from discourse.language.load import Language, load

if TYPE_CHECKING:
    import pandas as pd

    from discourse.corpus import Corpus

_BLANK_LINE = regex.compile(r"\n[^\S\n]*\n\s*")
_NEWLINE = regex.compile(r"\n\s*")
_LAST_WORD = regex.compile(rf"(?:([\p{{L}}.]+\.)[{SPACES}])?([\p{{L}}.]+)\.$")
_TAIL = 40  # characters of a piece that say how it ends
_QUOTE_ENDS = regex.compile(r"[?!]['\"”’»]$")
_WORD_OR_MARK = regex.compile(r"[\p{L}\p{M}'’-]+|[^\s\p{L}]")


def sentence_spans(text: str, language: str = "en", start: int = 0, end: int | None = None) -> list[Span]:
    """Where the sentences of a text are.

    A blank line always ends a sentence, a single line break does unless the text is hard-wrapped. A quotation
    that ends in ``?`` or ``!`` and the clause that says who spoke are one sentence; a semicolon ends none.

    Parameters
    ----------
    text : str
    language : str
        ISO 639-1 code.
    start, end : int
        The part of the text to read; the offsets returned are into the whole text.

    Returns
    -------
    list of (int, int)
        Code-point offsets without surrounding white space, ordered, never overlapping.

    Raises
    ------
    LanguageError
        The kit has no data for the language.

    Examples
    --------
    >>> text = "The U.S. may go. “Never!” the minister said. Gen. Oates left."
    >>> [text[a:b] for a, b in sentence_spans(text)]
    ['The U.S. may go.', '“Never!” the minister said.', 'Gen. Oates left.']
    """
    return list(_sentence_spans(text, language, start, end))


@lru_cache(maxsize=4)  # one lens after the other asks for the sentences of the same text
def _sentence_spans(text: str, language: str, start: int, end: int | None) -> tuple[Span, ...]:
    rules = load(language, "sentence splitting")
    spans: list[Span] = []
    for a, b in paragraph_spans(text, start, end):
        spans.extend(repaired(text, pieces(text, a, b, language), rules))
    return tuple(spans)


def sentences(corpus: Corpus) -> pd.DataFrame:
    """The sentences of a corpus: its documents' bodies, without headings, bylines and boilerplate.

    Returns
    -------
    pandas.DataFrame
        Columns ``document, sentence, start, end``; `sentence` counts from 0 within the document, `start` and
        `end` are code-point offsets into the document's text.

    Raises
    ------
    LanguageError
        A document is in a language the kit has no data for.
    """
    import pandas as pd

    from discourse.corpus.given import as_corpus
    from discourse.language.divided import body_sentences

    corpus = as_corpus(corpus)
    rows = [
        (document.document, number, *span)
        for document in corpus
        for number, span in enumerate(span for part in body_sentences(corpus, document) for span in part)
    ]
    return pd.DataFrame(rows, columns=["document", "sentence", "start", "end"])


def paragraph_spans(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Where the paragraphs of a text are: parts between blank lines, or lines where no line is hard-wrapped.

    Examples
    --------
    >>> paragraph_spans("One.\\nTwo.\\n\\nThree.")
    [(0, 4), (5, 9), (11, 17)]
    """
    end = len(text) if end is None else end
    cut = _BLANK_LINE if _hard_wrapped(text[start:end]) else _NEWLINE
    edges = [(start, start), *(match.span() for match in cut.finditer(text, start, end)), (end, end)]
    spans = [(left[1], right[0]) for left, right in pairwise(edges)]
    return [span for span in (stripped(text, *span) for span in spans) if span[0] < span[1]]


def _hard_wrapped(text: str) -> bool:
    """Whether single line breaks fall inside sentences: a fifth of the lines or more begin in lower case."""
    starts = [line[0] for line in map(str.strip, text.split("\n")[1:]) if line]
    return sum(letter.islower() for letter in starts) > 0.2 * len(starts)


def repaired(text: str, parts: Iterable[Span], rules: Language) -> list[Span]:
    """Sentences with those joined that belong together: at titles and references, and around quotations."""
    spans: list[Span] = []
    for piece in parts:
        if spans and _belong_together(text, spans[-1], piece, rules):
            spans[-1] = (spans[-1][0], piece[1])
        else:
            spans.append(piece)
    return spans


def _belong_together(text: str, left: Span, right: Span, rules: Language) -> bool:
    before, after = text[max(left[0], left[1] - _TAIL) : left[1]], text[right[0] : right[1]]
    if before.endswith(";"):
        return True
    word = _LAST_WORD.search(before)
    last, spaced = (word[2].lower(), f"{word[1] or ''}{word[2]}".lower()) if word else ("", "")
    if not rules.dashes:
        return last in rules.abbreviations or (bool(_QUOTE_ENDS.search(before)) and _says_who(after, rules))
    to_small, to_capital, to_opener = _heads(rules.code)
    if to_small.match(after):
        return True
    if rules.final_abbreviations & {last, spaced}:
        return not to_capital.match(after)
    if rules.closing_abbreviations & {last, spaced}:
        return not to_opener.match(after)
    return last in rules.abbreviations


@lru_cache
def _heads(code: str) -> tuple[regex.Pattern, ...]:
    """How a piece begins that goes on after a dash; with a capital; with a word that opens sentences."""
    rules = load(code, "sentence splitting")
    dash, opening = mark(rules.dashes), mark(rules.opening_quotes)
    head = rf"(?:{dash}[^\S\n]+)?{opening}?"
    return tuple(map(regex.compile, (rf"{dash}[^\S\n]+\p{{Ll}}", rf"{head}\p{{Lu}}", head + opens(rules))))


def _says_who(clause: str, rules: Language) -> bool:
    """Whether a clause names who spoke: a verb of speech after one to five words without a clause mark."""
    words = 0
    for part in _WORD_OR_MARK.findall(clause[:200]):
        if part in ",;:?!—–" or words > 5:
            return False
        if part.lower() in rules.speech_verbs:
            return words > 0
        words += part[0].isalpha()
    return False

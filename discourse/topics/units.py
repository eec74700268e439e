"""What a topic model takes for a document: whole documents, paragraphs, or windows of sentences."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import TopicModelError
from discourse.language.divided import body_sentences
from discourse.language.sentences import paragraph_spans

if TYPE_CHECKING:
    from discourse.corpus import Corpus, Document

UNITS = {"document": "document", "paragraph": "paragraph", "sentences": "window of sentences"}
Span = tuple[int, int]


def units_of(corpus: Corpus, unit: str = "document", window: int = 3) -> pd.DataFrame:
    """The units of a corpus, in reading order.

    Parameters
    ----------
    corpus : Corpus
    unit : {"document", "paragraph", "sentences"}
        ``sentences``: stretches of `window` sentences that follow one another; the last of a stretch of text may
        be shorter.
    window : int
        Sentences per unit, with ``unit="sentences"`` only.

    Returns
    -------
    pandas.DataFrame
        Columns ``document, start, end, parts``: code-point offsets into the document's text, and the stretches
        of body in it (list of (start, end)). A document without body is one unit without parts, so that every
        document has a row.

    Raises
    ------
    TopicModelError
        No such unit.

    Examples
    --------
    >>> import discourse
    >>> bool(units_of(discourse.read("two-columns"), "paragraph").groupby("document").size().min() > 1)
    True
    """
    if unit not in UNITS:
        raise TopicModelError(f"there is no unit {unit!r}", remedy=f"use one of {', '.join(UNITS)}")
    if unit == "sentences" and window < 1:
        raise TopicModelError(f"a window of {window} sentences is none", remedy="give a window of 1 or more")
    rows = [
        (document.document, parts[0][0] if parts else 0, parts[-1][1] if parts else 0, parts)
        for document in corpus
        for parts in _pieces(corpus, document, unit, window) or [[]]
    ]
    return pd.DataFrame(rows, columns=["document", "start", "end", "parts"])


def _pieces(corpus: Corpus, document: Document, unit: str, window: int) -> list[list[Span]]:
    if unit == "document":
        return [document.body] if document.body else []
    if unit == "paragraph":
        return [[span] for part in document.body for span in paragraph_spans(document.text, *part)]
    return [[span] for spans in body_sentences(corpus, document) for span in _windows(spans, window)]


def _windows(spans: list[Span], window: int) -> Iterator[Span]:
    for first in range(0, len(spans), window):
        yield spans[first][0], spans[min(first + window, len(spans)) - 1][1]

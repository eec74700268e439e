"""One document, as iterating over a corpus gives it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True)
class Document:
    """One document of a corpus; what is not known is None.

    ``body`` is the text without its marked parts, as ``(start, end)`` offsets into ``text``; ``metadata``
    holds the corpus's further columns.
    """

    document: str
    text: str
    title: str | None
    date: pd.Timestamp | None
    author: str | None
    outlet: str | None
    actor: str | None
    language: str | None
    source: str
    metadata: dict
    body: list[tuple[int, int]]

"""One document, as iterating over a corpus gives it."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from discourse.display import Displayed, cell

_BEGINNING = 600  # characters of the body that a notebook shows


@dataclass(frozen=True, repr=False)
class Document(Displayed):
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

    def _heading(self) -> str:
        known = (self.title, self.author, self.outlet, None if self.date is None else f"{self.date:%Y-%m-%d}")
        about = ", ".join(part for part in known if part)
        return f"Document {self.document}{f' ({about})' if about else ''}: {len(self.text):,} characters"

    def _remarks(self) -> list[str]:
        return [cell(self.text[start:end], _BEGINNING) for start, end in self.body[:1]]

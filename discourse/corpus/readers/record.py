"""What every reader hands over: one record per document, still in the words of the file."""

from __future__ import annotations

import json
from dataclasses import dataclass, field


@dataclass
class Record:
    """One document, or one row of a table.

    Parameters
    ----------
    source : str
        Path relative to what was read; never a path of the machine.
    row : int or None
        Where in `source`: spreadsheet row for tables (the header is row 1), line number for JSONL and
        one-article-per-line files, position for a list in JSON; None where the file is one document.
    fields : dict
        Column name to value, as found. The text is under ``"text"`` where the format has only one.
    places : dict
        For values that came from elsewhere (an index file): column name to its ``(source, row)``.
    """

    source: str
    row: int | None
    fields: dict
    places: dict = field(default_factory=dict)

    def place(self, column: str) -> dict:
        """Where the value of `column` was written, as keyword arguments of an error."""
        source, row = self.places.get(column, (self.source, self.row))
        return {"source": source, "row": row}


@dataclass
class Reading:
    """What comes out of a source: its records, what was passed over and why, and what had to be guessed."""

    records: list[Record] = field(default_factory=list)
    left_out: list[tuple[str, int | None, str]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def leave_out(self, source: str, reason: str, row: int | None = None) -> None:
        """List something that is not a document of the corpus."""
        self.left_out.append((source, row, reason))


def flat(value: object) -> object:
    """A nested value as one string, so that every column can be shown and saved.

    Examples
    --------
    >>> flat(["war", "talks"]), flat({"a": 1}), flat(3)
    ('war; talks', '{"a": 1}', 3)
    """
    if isinstance(value, list) and not any(isinstance(v, (list, dict)) for v in value):
        return "; ".join(map(str, value))
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, (list, dict)) else value

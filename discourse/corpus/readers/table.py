"""Tables as text: CSV with commas, semicolons or tabs, and TSV."""

from __future__ import annotations

import csv
import io
import sys
from collections import Counter
from collections.abc import Iterator

from discourse.corpus.decode import decode
from discourse.corpus.readers.record import Record
from discourse.errors import ColumnError, UnreadableFileError

_NAMES = {";": "semicolons", "\t": "tabs", "|": "vertical bars"}
QUOTES = 'put double quotes around cells that contain the delimiter, a line break or a quote ("" inside)'


def records(source: str, data: bytes, notes: list[str]) -> Iterator[Record]:
    """One record per row; rows count as in a spreadsheet, the header being row 1."""
    text = decode(data, source, notes)
    rows = _rows(source, text, notes)
    header = header_of(source, rows[0])
    for number, cells in enumerate(rows[1:], start=2):
        if cells:
            yield record(source, number, header, cells)


def record(source: str, number: int, header: list[str], cells: list[str]) -> Record:
    """The record of a row."""
    if len(cells) != len(header):
        raise UnreadableFileError(
            f"{len(cells)} cells where the header has {len(header)}", source=source, row=number, remedy=QUOTES
        )
    return Record(source, number, {k: v or None for k, v in zip(header, cells, strict=True)})


def _rows(source: str, text: str, notes: list[str]) -> list[list[str]]:
    if ".tsv" in source.lower().rsplit("/", 1)[-1]:
        try:
            return _parse(source, text, "\t")
        except UnreadableFileError:
            # Many TSV files know no quoting: a cell may begin with a quotation mark that never closes.
            notes.append(f"{source}: quotation marks read as part of the text")
            return _parse(source, text, "\t", quoting=csv.QUOTE_NONE)
    delimiter = delimiter_of(text)
    note_delimiter(source, delimiter, notes)
    return _parse(source, text, delimiter)


def note_delimiter(source: str, delimiter: str, notes: list[str]) -> None:
    """Say in the notes by what cells are divided, if not by commas."""
    if delimiter != ",":
        notes.append(f"{source}: cells divided by {_NAMES[delimiter]}")


def delimiter_of(text: str) -> str:
    """The delimiter that gives the header most columns; a comma if none does."""

    def width(delimiter: str) -> int:
        try:
            return len(next(csv.reader(io.StringIO(text[:65536], newline=""), delimiter=delimiter), []))
        except csv.Error:
            return 0

    return max([",", *_NAMES], key=width)


def _parse(source: str, text: str, delimiter: str, quoting: int = csv.QUOTE_MINIMAL) -> list[list[str]]:
    # newline="": line breaks inside cells stay what they are. The limit on cell size is for all of the
    # process, so it is put back.
    limit = csv.field_size_limit(sys.maxsize)
    rows: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=quoting, strict=True)
    try:
        rows.extend(reader)
    except csv.Error as error:
        raise UnreadableFileError(
            f"not a readable table: {error}", source=source, row=len(rows) + 1, remedy=QUOTES
        ) from error
    finally:
        csv.field_size_limit(limit)
    return rows


def header_of(source: str, cells: list[str]) -> list[str]:
    """The names of the columns, no two alike."""
    names = [name.strip() or f"column_{i}" for i, name in enumerate(cells, start=1)]
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise ColumnError(f"two columns are called {twice[0]!r}", source=source, row=1, remedy="rename one of them")
    return names

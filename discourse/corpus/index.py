"""Joining an index file's metadata to the documents it names."""

from __future__ import annotations

from pathlib import PurePosixPath

from discourse.corpus.readers import Reading, Record, without_suffix
from discourse.corpus.values import is_missing
from discourse.errors import ColumnError, DuplicateDocumentError

_KEYS = ("file", "filename", "document", "path")


def join(reading: Reading, index: Reading, name: str) -> None:
    """Lay the index's values over the documents', in place.

    A value in the index wins over one in the file itself; an empty cell leaves the file's own. Documents
    without a row are kept and named in the notes; rows without a document are listed in `left_out`.

    Parameters
    ----------
    reading : Reading
        The documents.
    index : Reading
        The index's rows.
    name : str
        The index file's name, for messages.

    Raises
    ------
    ColumnError
        No column, or more than one, holds the files' names.
    DuplicateDocumentError
        Two rows for one document, or one row that could mean two documents.
    """
    lookup = _lookup(reading.records)
    key = _key_column(index.records, lookup, name)
    taken: dict[int, Record] = {}
    for row in index.records:
        wanted = row.fields.get(key)
        number = None if is_missing(wanted) else lookup.get(_plain(wanted))
        if number is None:
            reading.leave_out(row.source, f"no document called {wanted!r}", row.row)
            continue
        if number < 0:
            raise DuplicateDocumentError(
                f"{wanted!r} could be more than one file", **row.place(key), remedy="write the path in the folder"
            )
        if number in taken:
            raise DuplicateDocumentError(
                f"{wanted!r} has a row already (row {taken[number].row})", **row.place(key), remedy="keep one of them"
            )
        taken[number] = row
        _overlay(reading.records[number], row, key)
    without = [r.source for i, r in enumerate(reading.records) if i not in taken]
    reading.notes += [*index.notes, f"{name}: joined by its column {key!r} to {len(taken)} documents"]
    reading.notes += [f"{source}: no row in {name}" for source in dict.fromkeys(without)]


def _lookup(records: list[Record]) -> dict[str, int]:
    """Every name a document may go by, to its position; -1 where two documents share the name.

    The surer the name the earlier it counts: a path is a path even if a file elsewhere is called so.
    """
    lookup: dict[str, int] = {}
    for forms in zip(*map(_names, records), strict=True):
        here: dict[str, int] = {}
        for number, name in enumerate(forms):
            if name is not None:
                here[name] = number if here.get(name, number) == number else -1
        lookup = {**here, **lookup}
    return lookup


def _names(record: Record) -> tuple[str | None, ...]:
    """Given name, path, path without suffix, file name, file name without suffix."""
    given = record.fields.get("document")
    given = None if is_missing(given) else str(given)
    if record.row is not None:
        return given, None, None, None, None
    bare = without_suffix(record.source)
    return given, record.source, bare, PurePosixPath(record.source).name, PurePosixPath(bare).name


def _key_column(rows: list[Record], lookup: dict[str, int], name: str) -> str:
    columns = list(dict.fromkeys(c for row in rows for c in row.fields))
    if not rows:
        raise ColumnError("the index has no rows", source=name)
    for key in _KEYS:
        if key in columns and any(_plain(row.fields.get(key)) in lookup for row in rows):
            return key
    full = [c for c in columns if all(_plain(row.fields.get(c)) in lookup for row in rows)]
    if len(full) == 1:
        return full[0]
    problem = "no column holds the names of the files" if not full else f"columns {full} all name the files"
    raise ColumnError(
        f"{problem}; columns are {', '.join(columns)}",
        source=name,
        remedy=f"call the column with the file names 'file'; a file here is called {next(iter(lookup), '?')!r}",
    )


def _plain(value: object) -> str:
    """A file name as people write it in a spreadsheet: spaces around it, ``./`` before it, backslashes."""
    return str(value).strip().replace("\\", "/").removeprefix("./")


def _overlay(record: Record, row: Record, key: str) -> None:
    for column, value in row.fields.items():
        if is_missing(value) or (column == key and key != "document"):
            continue
        record.fields[column] = value
        record.places[column] = (row.source, row.row)

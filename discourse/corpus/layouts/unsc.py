"""UN Security Council Debates: speaker.tsv, meta.tsv and speeches.tar (or the folder it unpacks to).

Schönfeld, Eckhard, Patz, van Meegdenburg and Pires (2019), doi:10.7910/DVN/KGVSYH.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath

from discourse.corpus.layouts.tree import Texts, Tree, content
from discourse.corpus.readers import Reading, Record, table
from discourse.corpus.values import is_missing
from discourse.errors import (
    ColumnError,
    DateError,
    DuplicateDocumentError,
    MissingInputError,
    UnmatchedError,
)

_SPEAKERS, _MEETINGS = "speaker.tsv", "meta.tsv"
_SPEECHES = ("speeches.tar", "speeches.tar.gz", "speeches.tgz", "speeches.zip", "speeches")
_MAPPED = {"speaker": "author", "country": "actor", "country_org": "actor", "topic": "title"}
_OWN = {*_SPEECHES, _SPEAKERS, _MEETINGS}


def recognise(path: Path) -> bool:
    """Whether the table of speakers lies beside the speeches."""
    return (path / _SPEAKERS).is_file() and any((path / name).exists() for name in _SPEECHES)


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One document per speech, in the order of the archive, with its row of speaker.tsv and its meeting's of meta.tsv.

    Raises
    ------
    UnmatchedError
        A speech without a row, a row without a speech, a speech whose meeting meta.tsv does not have.
    """
    speeches = _speeches(path)
    rows = _keyed(path / _SPEAKERS, "filename", reading)
    meetings = _keyed(path / _MEETINGS, "basename", reading) if (path / _MEETINGS).is_file() else None
    if meetings is None:
        reading.notes.append(f"{_MEETINGS} is not there: nothing is known of the meetings but what {_SPEAKERS} says")
    texts, taken, held = Texts(reading), set(), set()
    for name, data in Tree(speeches).files(reading=reading):
        file, source = PurePosixPath(name).name, f"{speeches.name}/{name}"
        if file in taken:
            raise DuplicateDocumentError(f"the speech {file!r} is there twice", source=source, remedy="keep one")
        if file not in rows:
            if not file.lower().endswith(".txt"):
                reading.leave_out(source, "no speech: not a .txt file")
                continue
            raise UnmatchedError(f"{_SPEAKERS} has no row for it", source=source, remedy="add the row, or remove it")
        taken.add(file)
        row = rows[file]
        meeting = _meeting(row, meetings, held)
        fields = {**meeting, **{k: v for k, v in row.fields.items() if v is not None}}
        fields = {_MAPPED.get(column, column): value for column, value in fields.items() if column != "filename"}
        fields |= {"document": file.removesuffix(".txt"), "date": _date(row), "outlet": "UN Security Council"}
        fields |= {"language": "en", "text": texts.text(source, data)}
        yield Record(source, None, fields, {column: (_SPEAKERS, row.row) for column in fields if column != "text"})
    _all_taken(rows, taken, speeches.name)
    for name, row in (meetings or {}).items():
        if name not in held:
            reading.leave_out(_MEETINGS, f"no speech of the meeting {name}", row.row)
    for entry in sorted(path.iterdir()):
        if entry.name not in _OWN and not entry.name.startswith("."):
            reading.leave_out(entry.name, "not part of the corpus's layout")
    texts.finish()


def _speeches(path: Path) -> Path:
    for name in _SPEECHES:
        if (path / name).exists():
            return path / name
    raise MissingInputError(
        f"there is no {_SPEECHES[0]}, nor a folder {_SPEECHES[-1]}", source=path.name, remedy=f"put it by {_SPEAKERS}"
    )


def _keyed(path: Path, key: str, reading: Reading) -> dict[str, Record]:
    """The rows of a table by their value in the column `key`."""
    if not path.is_file():
        raise MissingInputError("no such table", source=path.name, remedy="download it to where the speeches are")
    found: dict[str, Record] = {}
    for row in table.records(path.name, content(path), reading.notes):
        name = row.fields.get(key)
        if is_missing(name):
            raise ColumnError(
                f"it has no {key!r}; columns are {', '.join(row.fields)}",
                source=path.name,
                row=row.row,
                remedy="download the table again",
            )
        if name in found:
            raise DuplicateDocumentError(
                f"{name!r} has a row already (row {found[name].row})",
                source=path.name,
                row=row.row,
                remedy="keep one of them",
            )
        found[name] = row
    return found


def _meeting(row: Record, meetings: dict[str, Record] | None, held: set[str]) -> dict:
    """What meta.tsv says of the meeting of a speech, where speaker.tsv does not say it."""
    if meetings is None:
        return {}
    name = row.fields.get("basename") or row.fields["filename"].rsplit("_spch", 1)[0]
    if name not in meetings:
        raise UnmatchedError(
            f"{_MEETINGS} has no meeting {name!r}", source=_SPEAKERS, row=row.row, remedy="add its row, or correct it"
        )
    held.add(name)
    return meetings[name].fields


def _date(row: Record) -> date | str | None:
    """The day from year, month and day, which can be read in one way only; else the date as it is written."""
    parts = [row.fields.get(name) for name in ("year", "month", "day")]
    if not all(parts):
        return row.fields.get("date")
    try:
        return date(*(int(float(part)) for part in parts))
    except ValueError:
        raise DateError(
            f"year, month and day {'-'.join(parts)} are no date", source=_SPEAKERS, row=row.row, remedy="correct them"
        ) from None


def _all_taken(rows: dict[str, Record], taken: set[str], speeches: str) -> None:
    missing = [row for file, row in rows.items() if file not in taken]
    if missing:
        more = f" ({len(missing):,} rows in all have no speech)" if len(missing) > 1 else ""
        raise UnmatchedError(
            f"{speeches} has no {missing[0].fields['filename']}{more}",
            source=_SPEAKERS,
            row=missing[0].row,
            remedy="the archive may be cut short: download it again, or take the rows out",
        )

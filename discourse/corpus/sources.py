"""Finding the files: a folder walked in sorted order, a file, an archive, a table in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pandas as pd

from discourse.corpus.readers import Reading, Record, read_bytes
from discourse.errors import ColumnError, MissingInputError, UnreadableFileError
from discourse.progress import progress

_HIDDEN = (".", "~$")  # ~$ are the lock files Word leaves beside an open document


def from_path(
    path: Path, *, format: str | None = None, leave_out: tuple[str, ...] = (), index: Path | None = None
) -> Reading:
    """Read a folder, a file or an archive.

    Parameters
    ----------
    path : Path
        What to read.
    format : str, optional
        A reader's name, where the suffix does not say it.
    leave_out : tuple of str
        File-name patterns (``README*``) that are no documents.
    index : Path, optional
        The metadata index: no document either, even if it lies in the folder.

    Raises
    ------
    MissingInputError, UnreadableFileError, EncodingError
    """
    reading = Reading()
    if path.is_dir():
        for file in progress(list(_walk(path, reading)), "reading", unit="file"):
            if index is not None and file.samefile(index):
                continue
            read_bytes(file.relative_to(path).as_posix(), read_file(file), reading, format)
    else:
        read_bytes(path.name, read_file(path), reading, format)
        _inside(path.name, reading)
    return _without(reading, leave_out)


def from_frame(frame: pd.DataFrame) -> Reading:
    """One record per row of a DataFrame; rows count from 1."""
    names = [str(c) for c in frame.columns]
    twice = sorted({n for n in names if names.count(n) > 1})
    if twice:
        raise ColumnError(f"two columns are called {twice[0]!r}", source="DataFrame", remedy="rename one of them")
    columns = [frame.iloc[:, i].tolist() for i in range(len(names))]
    rows = zip(*columns, strict=True) if columns else ()
    return Reading(
        records=[Record("DataFrame", n, dict(zip(names, row, strict=True))) for n, row in enumerate(rows, start=1)]
    )


def read_file(path: Path) -> bytes:
    """The bytes of a file, or an error that says why there are none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise MissingInputError("no such file", source=path) from None
    except OSError as error:
        raise UnreadableFileError(f"cannot be read: {error.strerror}", source=path) from error


def _walk(folder: Path, reading: Reading) -> Iterator[Path]:
    """Every file below `folder` in the order of its relative path; hidden ones are listed, not read."""
    found = []
    for here, folders, files in os.walk(folder):
        base = Path(here)
        for name in list(folders):
            below = base / name
            if name.startswith(_HIDDEN) or below.is_symlink():
                folders.remove(name)
                reason = "link to a folder" if below.is_symlink() else "hidden folder"
                reading.leave_out(f"{below.relative_to(folder).as_posix()}/", reason)
        for name in files:
            if name.startswith(_HIDDEN):
                reading.leave_out((base / name).relative_to(folder).as_posix(), "hidden file")
            else:
                found.append(base / name)
    reading.left_out.sort()
    yield from sorted(found, key=lambda file: file.relative_to(folder).as_posix())


def _inside(archive: str, reading: Reading) -> None:
    """Name what was in a zip by its path inside it: paths are relative to what was read."""
    prefix = f"{archive}/"
    for record in reading.records:
        record.source = record.source.removeprefix(prefix)
    reading.left_out = [(source.removeprefix(prefix), row, why) for source, row, why in reading.left_out]
    reading.notes = [note.removeprefix(prefix) for note in reading.notes]


def _without(reading: Reading, patterns: tuple[str, ...]) -> Reading:
    kept = []
    for record in reading.records:
        if any(fnmatch(record.source.rsplit("/", 1)[-1], pattern) for pattern in patterns):
            reading.leave_out(record.source, "not a document of this corpus", record.row)
        else:
            kept.append(record)
    reading.records = kept
    return reading

"""Finding the files: a folder walked in sorted order, a file, an archive, a table in memory."""

from __future__ import annotations

import os
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path

import pandas as pd

from discourse.corpus import layouts
from discourse.corpus.layouts.tree import HIDDEN
from discourse.corpus.readers import Reading, Record, read_bytes
from discourse.errors import ColumnError, MissingInputError, UnreadableFileError
from discourse.progress import progress


def from_path(
    path: Path,
    *,
    format: str | None = None,
    leave_out: tuple[str, ...] = (),
    index: Path | None = None,
    layout: str | None = None,
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
    layout : str, optional
        How it was published (`discourse.corpus.layouts.LAYOUTS`); by default every file stands for itself.

    Raises
    ------
    MissingInputError, UnreadableFileError, UnmatchedError, EncodingError
    """
    reading = Reading()
    reading.records = list(stream(path, reading, format=format, leave_out=leave_out, index=index, layout=layout))
    return reading


def stream(
    path: Path,
    reading: Reading,
    *,
    format: str | None = None,
    leave_out: tuple[str, ...] = (),
    index: Path | None = None,
    layout: str | None = None,
) -> Iterator[Record]:
    """The records of `from_path` one at a time; what is left out and what was guessed goes into `reading`.

    Examples
    --------
    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp())
    >>> for name in ("b.txt", "a.txt"):
    ...     _ = (folder / name).write_text("The talks went on.")
    >>> [record.source for record in stream(folder, Reading())]
    ['a.txt', 'b.txt']
    """
    if layout is not None and layout != layouts.FILES:
        found = layouts.records(path, layout, reading)
    else:
        found = _files(path, reading, format, index)
    for record in found:
        if any(fnmatch(record.source.rsplit("/", 1)[-1], pattern) for pattern in leave_out):
            reading.leave_out(record.source, "not a document of this corpus", record.row)
        else:
            yield record


def _files(path: Path, reading: Reading, format: str | None, index: Path | None) -> Iterator[Record]:
    """The records of every file of a folder, or of one file."""
    if path.is_dir():
        for file in progress(walk(path, reading), "reading", unit="file"):
            if index is None or not file.samefile(index):
                yield from _records(file.relative_to(path).as_posix(), file, reading, format)
    else:
        yield from _inside(path.name, _records(path.name, path, reading, format), reading)


def _records(name: str, file: Path, reading: Reading, format: str | None) -> list[Record]:
    """The records of one file; what it leaves out and notes goes into `reading`."""
    one = Reading(left_out=reading.left_out, notes=reading.notes)
    read_bytes(name, read_file(file), one, format)
    return one.records


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


def walk(folder: Path, reading: Reading) -> Iterator[Path]:
    """Every file below `folder` in the order of its relative path; hidden ones are listed, not read."""
    found = []
    for here, folders, files in os.walk(folder):
        base = Path(here)
        for name in list(folders):
            below = base / name
            if name.startswith(HIDDEN) or below.is_symlink():
                folders.remove(name)
                reason = "link to a folder" if below.is_symlink() else "hidden folder"
                reading.leave_out(f"{below.relative_to(folder).as_posix()}/", reason)
        for name in files:
            if name.startswith(HIDDEN):
                reading.leave_out((base / name).relative_to(folder).as_posix(), "hidden file")
            else:
                found.append(base / name)
    reading.left_out.sort()
    yield from sorted(found, key=lambda file: file.relative_to(folder).as_posix())


def _inside(archive: str, records: list[Record], reading: Reading) -> list[Record]:
    """Name what was in a zip by its path inside it: paths are relative to what was read."""
    prefix = f"{archive}/"
    for record in records:
        record.source = record.source.removeprefix(prefix)
    reading.left_out = [(source.removeprefix(prefix), row, why) for source, row, why in reading.left_out]
    reading.notes = [note.removeprefix(prefix) for note in reading.notes]
    return records

"""From bytes to records: one small module per format, found by the file's suffix.

Every reader is a function ``records(source, data, notes)`` that yields `Record` and adds to `notes` what it
had to guess. Readers work on bytes, so that a file inside a ``.gz`` or ``.zip`` is read like any other.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import PurePosixPath

from discourse.corpus.readers import packed
from discourse.corpus.readers.record import Reading, Record
from discourse.errors import UnreadableFileError

__all__ = ["FORMATS", "Reading", "Record", "is_table", "read_bytes", "suffix_of", "without_suffix"]

FORMATS = {
    ".txt": "text",
    ".md": "text",
    ".html": "html",
    ".htm": "html",
    ".docx": "docx",
    ".rtf": "rtf",
    ".pdf": "pdf",
    ".csv": "table",
    ".tsv": "table",
    ".jsonl": "jsonlines",
    ".json": "jsonlines",
    ".parquet": "parquet",
    ".cor": "lines",
}
_TABLES = {"table", "jsonlines", "parquet"}


def suffix_of(name: str) -> str:
    """The suffix that says the format, seen through ``.gz``: ``"a/b.CSV.gz"`` gives ``".csv"``."""
    path = PurePosixPath(name)
    if path.suffix.lower() == ".gz":
        path = path.with_suffix("")
    return path.suffix.lower()


def without_suffix(name: str) -> str:
    """A path without what says its format: ``"a/b.csv.gz"`` gives ``"a/b"``."""
    suffix = suffix_of(name)
    return name[: name.lower().rfind(suffix)] if suffix else name


def is_table(name: str) -> bool:
    """Whether a file of this name holds rows with columns."""
    return FORMATS.get(suffix_of(name)) in _TABLES


def read_bytes(source: str, data: bytes, reading: Reading, format: str | None = None) -> None:
    """Read one file (or archive) into `reading`.

    Parameters
    ----------
    source : str
        Path relative to what is being read; its suffix says the format.
    data : bytes
        What the file holds.
    reading : Reading
        Records, files left out and notes are added to it.
    format : str, optional
        A reader's name (a value of `FORMATS`) for files whose suffix does not say it.

    Raises
    ------
    UnreadableFileError
        The file is not what its name says.
    """
    if suffix_of(source) == ".zip":
        for member, content in packed.members(source, data, reading):
            read_bytes(member, content, reading, format)
        return
    kind = format or FORMATS.get(suffix_of(source))
    if kind is None:
        reading.leave_out(source, f"{suffix_of(source) or 'no suffix'}: not a kind of file this kit reads")
        return
    if source.lower().endswith(".gz"):
        data = packed.gunzip(source, data)
    if not data.strip():
        reading.leave_out(source, "empty file")
        return
    reader = import_module(f"{__name__}.{kind}")
    try:
        reading.records.extend(reader.records(source, data, reading.notes))
    except RecursionError:
        raise UnreadableFileError("nested too deeply to read", source=source) from None

"""One article per line (the ``.cor`` files of document-similarity work)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from discourse.corpus.decode import decode
from discourse.corpus.readers.record import Record


def records(source: str, data: bytes, notes: list[str]) -> Iterator[Record]:
    """One document per line that is not empty, named ``stem-001`` onwards."""
    text = decode(data, source, notes)
    lines = [(row, line.rstrip("\r")) for row, line in enumerate(text.split("\n"), start=1) if line.strip()]
    stem, width = PurePosixPath(source).name.split(".")[0], max(3, len(str(len(lines))))
    for number, (row, line) in enumerate(lines, start=1):
        yield Record(source, row, {"document": f"{stem}-{number:0{width}}", "text": line})

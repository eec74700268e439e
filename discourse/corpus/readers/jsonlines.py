"""JSON: one object per line (``.jsonl``), or a list of objects or a single one (``.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from discourse.corpus.decode import decode
from discourse.corpus.readers.record import Record, flat
from discourse.errors import UnreadableFileError


def records(source: str, data: bytes, notes: list[str], before: int = 0) -> Iterator[Record]:
    """One record per object; rows are lines of a ``.jsonl`` and positions (from 1) in a ``.json`` list.

    `before` is how many lines of the file come before `data`.
    """
    text = decode(data, source, notes)
    by_line = ".jsonl" in source.lower().rsplit("/", 1)[-1]
    yield from _lines(source, text, before) if by_line else _whole(source, text)


def _lines(source: str, text: str, before: int) -> Iterator[Record]:
    # Only "\n" ends a line of JSONL: splitlines() would also cut at U+2028 inside a text.
    for row, line in enumerate(text.split("\n"), start=before + 1):
        if line.strip():
            try:
                value = json.loads(line)
            except json.JSONDecodeError as error:
                raise UnreadableFileError(
                    f"not JSON: {error.msg}",
                    source=source,
                    row=row,
                    column=error.colno,
                    remedy='each line must be one object such as {"text": "..."}',
                ) from error
            yield _record(source, row, value)


def _whole(source: str, text: str) -> Iterator[Record]:
    try:
        value = json.loads(text)
    except json.JSONDecodeError as error:
        raise UnreadableFileError(
            f"not JSON: {error.msg}",
            source=source,
            row=error.lineno,
            column=error.colno,
            remedy="if the file has one object per line, call it .jsonl",
        ) from error
    for row, item in enumerate(value if isinstance(value, list) else [value], start=1):
        yield _record(source, row, item)


def _record(source: str, row: int, value: object) -> Record:
    if not isinstance(value, dict):
        raise UnreadableFileError(
            f"expected an object with keys, found {type(value).__name__}",
            source=source,
            row=row,
            remedy='each document must be one object such as {"text": "..."}',
        )
    return Record(source, row, {k: flat(v) for k, v in value.items()})

"""Parquet tables."""

from __future__ import annotations

import io
from collections.abc import Iterator

from discourse.corpus.readers.record import Record, flat
from discourse.errors import UnreadableFileError


def records(source: str, data: bytes, notes: list[str]) -> Iterator[Record]:
    """One record per row; rows count from 1."""
    found = table(source, data)
    columns = [
        column.to_pylist() if str(column.type).endswith("string") else [flat(value) for value in column.to_pylist()]
        for column in found.columns
    ]
    for row, values in enumerate(zip(*columns, strict=True), start=1):
        yield Record(source, row, dict(zip(found.column_names, values, strict=True)))


def table(source: str, data: bytes):
    """The Arrow table in `data`."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.read_table(io.BytesIO(data))
    except (pa.ArrowException, OSError) as error:
        raise unreadable(source, error) from error


def unreadable(source: str, error: Exception) -> UnreadableFileError:
    """What to say of a file that Arrow cannot read."""
    return UnreadableFileError(
        f"not a readable Parquet file ({str(error).splitlines()[0]})",
        source=source,
        remedy="write it again, or copy it again if the copy was cut short",
    )

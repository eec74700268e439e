"""Reading what is larger than memory: the records of a source, some millions of characters at a time."""

from __future__ import annotations

import codecs
import csv
import gzip
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from discourse.corpus import layouts
from discourse.corpus.columns import stems
from discourse.corpus.readers import Reading, Record, jsonlines, packed, parquet, read_bytes, suffix_of, table
from discourse.corpus.readers.record import flat
from discourse.corpus.sources import read_file, walk
from discourse.corpus.values import is_missing
from discourse.errors import EncodingError, UnreadableFileError

_BLOCK = 1 << 24  # bytes of JSON lines that are decoded together
_ROWS = 1000  # of a Parquet table


def chunks(
    path: Path, size: int, text: str = "text", named: bool = False, layout: str | None = None
) -> Iterator[Reading]:
    """What `discourse.corpus.sources.from_path` gives at once, a part at a time.

    Parquet, JSON lines and CSV are read as they come, folders and archives file by file.

    Parameters
    ----------
    path : Path
    size : int
        Characters of text in a part, or somewhat more.
    text : str
        The column that holds it.
    named : bool
        Whether a column gives the documents their names; otherwise files do.
    layout : str, optional
        How it was published (`discourse.corpus.layouts.LAYOUTS`); by default every file stands for itself.

    Yields
    ------
    Reading
        Records that have a text; those without are in the `left_out` of their part.
    """
    part, held, characters = Reading(), None, 0
    published = layout is not None and layout != layouts.FILES
    for record in layouts.records(path, layout, part) if published else _of_path(path, part, named):
        value = record.fields.get(text)
        if text in record.fields and is_missing(value):
            part.leave_out(record.source, "no text", record.row)
            continue
        part.records.append(record)
        characters += len(value) if isinstance(value, str) else 0
        if characters >= size:
            if held:
                yield held
            # The readers go on adding to `part`, so what is full gets new lists of its own.
            held = Reading(part.records, part.left_out[:], part.notes[:])
            part.records = []
            part.left_out.clear()
            part.notes.clear()
            characters = 0
    if part.records or held is None:
        if held:
            yield held
        yield part
    else:
        held.left_out += part.left_out
        held.notes += part.notes
        yield held


def _of_path(path: Path, part: Reading, named: bool) -> Iterator[Record]:
    if not path.is_dir():
        yield from _of_file(path, path.name, part)
        return
    files = [file for file in walk(path, part)]
    names = stems(dict.fromkeys(file.relative_to(path).as_posix() for file in files))
    for file in files:
        source = file.relative_to(path).as_posix()
        for record in _of_file(file, source, part):
            if not named and is_missing(record.fields.get("document")):
                # As `identifiers` does with all files before it; here it would see those of one part only.
                stem = names.get(record.source, record.source)
                record.fields["document"] = stem if record.row is None else f"{stem}:{record.row}"
            yield record


def _of_file(path: Path, source: str, part: Reading) -> Iterator[Record]:
    suffix = suffix_of(source)
    packed_file = source.lower().endswith(".gz")
    if suffix == ".parquet" and not packed_file:
        yield from _parquet(path, source)
    elif suffix == ".jsonl" and not _is_wide(path, packed_file):
        yield from _json_lines(path, source, part, packed_file)
    elif suffix in (".csv", ".tsv") and path.stat().st_size > _BLOCK:
        yield from _table(path, source, part, packed_file)
    elif suffix == ".zip":
        for member, data in packed.members(source, read_file(path), part):
            # Paths are relative to what is read: an archive, or the folder it lies in.
            yield from _of_bytes(member.removeprefix(f"{path.name}/") if source == path.name else member, data, part)
    else:
        yield from _of_bytes(source, read_file(path), part)


def _of_bytes(source: str, data: bytes, part: Reading) -> Iterator[Record]:
    found = Reading(left_out=part.left_out, notes=part.notes)
    read_bytes(source, data, found)
    yield from found.records


def _parquet(path: Path, source: str) -> Iterator[Record]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    row = 0
    try:
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS):
                for fields in batch.to_pylist():
                    row += 1
                    yield Record(source, row, {name: flat(value) for name, value in fields.items()})
    except (pa.ArrowException, OSError) as error:
        raise parquet.unreadable(source, error) from error


def _is_wide(path: Path, packed_file: bool) -> bool:
    """Whether a file is in UTF-16 or UTF-32, where a line does not end in one byte."""
    with _opened(path, packed_file) as file:
        return file.read(2) in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"\0\0")


def _json_lines(path: Path, source: str, part: Reading, packed_file: bool) -> Iterator[Record]:
    before = 0
    try:
        with _opened(path, packed_file) as file:
            while block := file.read(_BLOCK):
                block += file.readline()
                yield from jsonlines.records(source, block, part.notes, before)
                before += block.count(b"\n")
    except (EOFError, OSError) as error:
        raise UnreadableFileError(f"not a readable file ({error})", source=source, remedy="copy it again") from error


def _table(path: Path, source: str, part: Reading, packed_file: bool) -> Iterator[Record]:
    """A large CSV or TSV; as `table.records`, row by row."""
    with _opened(path, packed_file) as raw:
        start = raw.read(1 << 16)
    encoding = "utf-16" if start[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE) else "utf-8-sig"
    limit = csv.field_size_limit(sys.maxsize)
    number = 1
    try:
        with io.TextIOWrapper(_opened(path, packed_file), encoding, newline="") as file:
            delimiter = "\t"
            if suffix_of(source) == ".csv":
                delimiter = table.delimiter_of(start.decode(encoding, "ignore"))
                table.note_delimiter(source, delimiter, part.notes)
            rows = csv.reader(file, delimiter=delimiter, strict=True)
            header = table.header_of(source, next(rows))
            for number, cells in enumerate(rows, start=2):
                if cells:
                    yield table.record(source, number, header, cells)
    except csv.Error as error:
        raise UnreadableFileError(
            f"not a readable table: {error}", source=source, row=number + 1, remedy=table.QUOTES
        ) from error
    except UnicodeDecodeError as error:
        raise EncodingError(
            f"not in UTF-8 behind row {number}", source=source, remedy="write it as UTF-8; so large a table is read so"
        ) from error
    finally:
        csv.field_size_limit(limit)


def _opened(path: Path, packed_file: bool):
    return gzip.open(path) if packed_file else open(path, "rb")

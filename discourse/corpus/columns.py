"""From records to the documents table: names mapped, identifiers given, every column one type."""

from __future__ import annotations

from collections import Counter
from pathlib import PurePosixPath

import pandas as pd

from discourse.corpus.dates import parse_column
from discourse.corpus.readers import Reading, Record, without_suffix
from discourse.corpus.values import as_found, as_text, is_missing
from discourse.errors import ColumnError, DuplicateDocumentError, EncodingError

COLUMNS = ("document", "text", "title", "date", "author", "outlet", "actor", "language", "source")


def map_names(reading: Reading, mapping: dict[str, str]) -> None:
    """Give columns their names in this kit, in place.

    Parameters
    ----------
    reading : Reading
        Its records' ``fields`` are renamed.
    mapping : dict
        Name here to name there (``{"text": "body"}``). What stood under the name here before is kept as
        ``NAME_original``, as is a column called ``source``.

    Raises
    ------
    ColumnError
        A name that no record has; the message lists those there are.
    """
    present = list(dict.fromkeys(c for record in reading.records for c in record.fields))
    for here, there in mapping.items():
        if there not in present:
            raise ColumnError(
                f"there is no column {there!r}; columns are {', '.join(present)}", remedy=f"correct {here}={there!r}"
            )
    names = {there: here for here, there in mapping.items() if here != there}
    taken = {here for there, here in names.items() if here in present and here not in names} | {"source"}
    for column in sorted(taken & set(present) - set(names)):
        reading.notes.append(f"column {column!r} of the data kept as '{column}_original'")
        names[column] = f"{column}_original"
    if not names:
        return
    for record in reading.records:
        record.fields = {names.get(c, c): v for c, v in record.fields.items()}
        record.places = {names.get(c, c): v for c, v in record.places.items()}


def keep_texts(reading: Reading) -> None:
    """Leave out, and list, the records without a text, in place.

    Raises
    ------
    ColumnError
        A record has no ``text`` at all, or one that is not text.
    EncodingError
        A text holds half a character.
    """
    kept = []
    for record in reading.records:
        if "text" not in record.fields:
            raise ColumnError(
                f"no column 'text'; columns are {', '.join(map(str, record.fields))}",
                **record.place("text"),
                remedy="say which column holds the text: text='NAME' (--text NAME), or, if the file describes others, "
                "metadata= (--metadata)",
            )
        text = record.fields["text"]
        if is_missing(text):
            reading.leave_out(record.source, "no text", record.row)
            continue
        if not isinstance(text, str):
            raise ColumnError(
                f"the text is a {type(text).__name__}: {text!r}",
                **record.place("text"),
                remedy="say which column holds the text: text='NAME'",
            )
        _check_characters(record, text)
        kept.append(record)
    reading.records = kept


def _check_characters(record: Record, text: str) -> None:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise EncodingError(
            f"character {error.start} of the text is half of a surrogate pair",
            **record.place("text"),
            remedy="write the file again as UTF-8",
        ) from error


def identifiers(records: list[Record]) -> list[str]:
    """A name for every document: the one given, else its file's, with the row where a file holds many.

    Raises
    ------
    DuplicateDocumentError
        Two documents with one name; the message says where both are.
    """
    of_files = stems(dict.fromkeys(record.source for record in records))
    names = []
    seen: dict[str, Record] = {}
    for record in records:
        given = record.fields.get("document")
        stem = of_files[record.source]
        name = (stem if record.row is None else f"{stem}:{record.row}") if is_missing(given) else _as_name(given)
        if name in seen:
            other = seen[name].place("document")
            first = other["source"] if other["row"] is None else f"{other['source']}, row {other['row']}"
            raise DuplicateDocumentError(
                f"the document {name!r} is there already ({first})",
                **record.place("document"),
                remedy="give each document its own name, or take one of the two out",
            )
        seen[name] = record
        names.append(name)
    return names


def _as_name(value: object) -> str:
    """An identifier as text; 12.0 is what a spreadsheet makes of 12."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def stems(sources: dict[str, None]) -> dict[str, str]:
    """What files call their documents: the name without suffix; where two share it, the path without suffix."""
    paths = {source: without_suffix(source) for source in sources}
    count = Counter(PurePosixPath(path).name for path in paths.values())
    return {
        source: path if count[PurePosixPath(path).name] > 1 else PurePosixPath(path).name
        for source, path in paths.items()
    }


def build(reading: Reading, date_format: str | None = None) -> pd.DataFrame:
    """The documents table of the records, with this kit's columns first and the user's own after them.

    Raises
    ------
    DateError, DuplicateDocumentError
    """
    records = reading.records
    table = {name: as_text([record.fields.get(name) for record in records]) for name in COLUMNS}
    table["document"] = pd.Series(identifiers(records), dtype=object)
    table["text"] = pd.Series([record.fields["text"] for record in records], dtype=object)
    table["date"] = parse_column(records, reading.notes, date_format)
    table["source"] = pd.Series([record.source for record in records], dtype=object)
    extra = dict.fromkeys(c for record in records for c in record.fields if c not in COLUMNS)
    for name in extra:
        table[str(name)] = as_found([record.fields.get(name) for record in records])
    return pd.DataFrame(table)


def as_objects(documents: pd.DataFrame) -> pd.DataFrame:
    """Texts as Python's, None where there is none, as `discourse.read` has them."""
    for column in documents.columns:
        if column in set(COLUMNS) - {"date"} or pd.api.types.is_string_dtype(documents[column]):
            documents[column] = documents[column].astype(object).where(documents[column].notna(), None)
    return documents

"""PA-X Peace Agreements Database: the published tables, with the texts in a column or in files.

Bell and Badanjak, *Introducing PA-X* (Journal of Peace Research 56, 2019). ``pax_corpus_N_agreements_….csv`` has the
texts; ``pax_data_N_agreements_….csv`` has what was coded, and no texts: these are looked for in files beside it
whose names begin with the agreement's number (``1234.txt``, ``1234_Ceasefire.pdf``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

from discourse.corpus.layouts.tree import Tree, content
from discourse.corpus.readers import FORMATS, Reading, Record, suffix_of, table
from discourse.corpus.values import is_missing
from discourse.errors import ColumnError, DuplicateDocumentError, MissingInputError, UnmatchedError

_TABLE = re.compile(r"pax_(?:data|corpus)_\d+_agreements.*\.csv$", re.I)
_NUMBERED = re.compile(r"(?:pax[_ -]?)?(?:AgtId[_ -]?)?0*(\d+)(?!\d)", re.I)
_TEXTS = {".txt", ".pdf", ".docx", ".html", ".htm", ".rtf"}
# Names of the columns, letters only: they have changed from version to version.
_MAPPED = {
    "agtid": "document",
    "agreementid": "document",
    "agt": "title",
    "name": "title",
    "dat": "date",
    "signeddate": "date",
    "agreementtext": "text",
}


def recognise(path: Path) -> bool:
    """Whether it is one of the tables, or a folder with one."""
    if path.is_dir():
        return any(_TABLE.fullmatch(file.name) for file in path.iterdir())
    return bool(_TABLE.fullmatch(path.name))


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One document per agreement, named by its number."""
    tables = _tables(path)
    rows = _agreements(tables[0], reading)
    for other in tables[1:]:
        _add(rows, _agreements(other, reading))
    files = _files(path, {file.name for file in tables}, reading) if path.is_dir() else {}
    for number, row in rows.items():
        file = files.pop(number, None)
        if not is_missing(row.fields.get("text")):
            if file:
                reading.leave_out(file, f"the text of agreement {number} stands in {row.source}")
            yield row
        elif file:
            text = _text(path / file, file, reading)
            yield Record(file, None, {**row.fields, "text": text}, dict.fromkeys(row.fields, (row.source, row.row)))
        else:
            reading.leave_out(row.source, f"no text of agreement {number}", row.row)
    for number, file in files.items():
        raise UnmatchedError(
            f"no row for agreement {number} in {tables[0].name}", source=file, remedy="rename the file, or remove it"
        )


def _tables(path: Path) -> list[Path]:
    """The tables, the one with texts first."""
    if not path.is_dir():
        return [path]
    found = sorted(file for file in path.iterdir() if _TABLE.fullmatch(file.name))
    found = found or sorted(file for file in path.iterdir() if file.suffix.lower() == ".csv")
    if not found:
        raise MissingInputError("no table of agreements (.csv) in it", source=path.name, remedy="download it to there")
    return sorted(found, key=lambda file: "corpus" not in file.name.lower())


def _agreements(path: Path, reading: Reading) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for row in table.records(path.name, content(path), reading.notes):
        fields: dict = {}
        for column, value in row.fields.items():
            here = _MAPPED.get(re.sub(r"[\W_]", "", column).casefold(), column)
            fields[here if here not in fields else column] = value
        number = fields.get("document")
        if is_missing(number):
            raise ColumnError(
                f"no number of an agreement (AgtId); columns are {', '.join(list(row.fields)[:12])} …",
                source=path.name,
                row=row.row,
                remedy="download the table again",
            )
        number = fields["document"] = number.strip().removesuffix(".0")
        if number in found:
            raise DuplicateDocumentError(
                f"agreement {number} has a row already (row {found[number].row})",
                source=path.name,
                row=row.row,
                remedy="keep one of them",
            )
        found[number] = Record(path.name, row.row, fields)
    return found


def _add(rows: dict[str, Record], others: dict[str, Record]) -> None:
    """What another table has of an agreement and the first has not."""
    for number, other in others.items():
        if number in rows:
            row = rows[number]
            new = {column: value for column, value in other.fields.items() if column not in row.fields}
            row.fields |= new
            row.places |= dict.fromkeys(new, (other.source, other.row))
        else:
            rows[number] = other


def _files(path: Path, tables: set[str], reading: Reading) -> dict[str, str]:
    """The files that hold texts, by the number of the agreement."""
    found: dict[str, str] = {}
    for name in Tree(path).names(reading=reading):
        if name in tables:
            continue
        number = _NUMBERED.match(name.rsplit("/", 1)[-1])
        if number is None or suffix_of(name) not in _TEXTS:
            reading.leave_out(name, "no agreement: its name does not begin with the number of one")
        elif number[1] in found:
            # The same agreement as text and as PDF: the text is nearer to what is to be read.
            keep, drop = sorted((found[number[1]], name), key=lambda n: (suffix_of(n) != ".txt", n))
            found[number[1]] = keep
            reading.leave_out(drop, f"the text of agreement {number[1]} is read from {keep}")
        else:
            found[number[1]] = name
    return found


def _text(file: Path, name: str, reading: Reading) -> str | None:
    reader = import_module(f"discourse.corpus.readers.{FORMATS[suffix_of(name)]}")
    return next(iter(reader.records(name, content(file), reading.notes))).fields["text"]

"""Dictionaries of other programs as codebooks: LIWC, quanteda, Yoshikoder, and plain tables."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from xml.etree import ElementTree

import yaml

from discourse.errors import CodebookError
from discourse.language.patterns import Pattern, PatternError

# One entry of a dictionary: line (0 where there are none), category, pattern as it is written there.
Entry = tuple[int, str, str]


def convert(path: str | Path, *, language: str = "en") -> tuple[str, list[str]]:
    """Turn a dictionary into the text of a codebook.

    Parameters
    ----------
    path : str or Path
        LIWC's ``.dic``, quanteda's ``.yml``/``.yaml``, Yoshikoder's ``.ykd``, or a ``.csv``, ``.tsv`` or ``.xlsx``
        (its first sheet) with the columns ``category`` and ``pattern``.
    language : str
        The language of its words.

    Returns
    -------
    text : str
        A codebook that can be read, with definitions still to be written.
    left_out : list of str
        Every entry that has no counterpart here, with line and reason.

    Raises
    ------
    CodebookError
        The file is none of these, or there is nothing in it.
    """
    path = Path(path)
    reader = _READERS.get(path.suffix.lower())
    if not path.is_file() or (reader is None and path.suffix.lower() != ".xlsx"):
        raise CodebookError(
            "no dictionary that can be read" if path.is_file() else "there is no such file",
            source=path.name,
            remedy=f"give a file that ends in {', '.join([*_READERS, '.xlsx'])}",
        )
    categories: dict[str, list[str]] = {}
    left_out = []
    entries = reader(_text(path), path.name) if reader else _sheet(path)
    for line, name, written in entries:
        try:
            pattern = Pattern.parse(written.strip().replace("_", " ")).text
        except PatternError as error:
            left_out.append(f"{path.name}{f', line {line}' if line else ''}: {written!r} in {name!r}: {error}")
            continue
        listed = categories.setdefault(_slug(name), [])
        if pattern not in listed:
            listed.append(pattern)
    if not categories:
        raise CodebookError("there is no word in it", source=path.name, remedy="see the format's own documentation")
    return _codebook(path, categories, language), left_out


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CodebookError(f"not UTF-8 (byte {error.start})", source=path.name, remedy="save it as UTF-8") from None


def _codebook(path: Path, categories: dict[str, list[str]], language: str) -> str:
    book = {
        "name": _slug(path.stem),
        "title": path.stem,
        "description": f"Converted from {path.name}.",
        "categories": {
            name: {"definition": f"As in {path.name}; write yours.", "patterns": {language: patterns}}
            for name, patterns in categories.items()
        },
    }
    return yaml.safe_dump(book, sort_keys=False, allow_unicode=True, width=110)


def _slug(name: str) -> str:
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")
    return slug if slug[:1].isalpha() else f"category-{slug}".rstrip("-")


def _liwc(text: str, source: str) -> Iterator[Entry]:
    """Between two lines of % the categories with their numbers, then words with the numbers of their categories."""
    names: dict[str, str] = {}
    part = 0
    for line, row in enumerate(text.splitlines(), start=1):
        cells = row.split("\t") if "\t" in row.strip() else row.split()
        cells = [cell.strip() for cell in cells if cell.strip()]
        if not cells:
            continue
        if cells[0] == "%":
            part += 1
        elif part == 1 and len(cells) > 1:
            names[cells[0]] = cells[1].split(" ")[0]
        elif part == 2:
            for number in " ".join(cells[1:]).split():
                if number not in names:
                    raise CodebookError(
                        f"there is no category {number!r}",
                        source=source,
                        line=line,
                        remedy="list it between the % lines",
                    )
                yield line, names[number], cells[0]
    if part < 2:
        raise CodebookError("the categories are not between two lines of %", source=source, remedy="export it again")


def _quanteda(text: str, source: str) -> Iterator[Entry]:
    """Keys with lists of patterns, or with keys again; the names of the levels are joined."""
    try:
        root = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise CodebookError(f"not valid YAML: {str(error).splitlines()[0]}", source=source) from None
    yield from _leaves(root, (), source)


def _leaves(value, names: tuple[str, ...], source: str) -> Iterator[Entry]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, (*names, str(name)), source)
        return
    if not names:
        raise CodebookError("there are no categories", source=source, remedy="write 'category: [word, ...]'")
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, dict):
            yield from _leaves(item, names, source)
        elif item is not None:
            yield 0, "-".join(names), str(item)


def _yoshikoder(text: str, source: str) -> Iterator[Entry]:
    """<cnode name="category"> with <pnode name="pattern"/> in it, nested."""
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        line, column = error.position
        raise CodebookError("not valid XML", source=source, line=line, column=column + 1) from None
    yield from _nodes(root, ())


def _nodes(node, names: tuple[str, ...]) -> Iterator[Entry]:
    for child in node:
        if child.tag == "pnode":
            yield 0, "-".join(names[-1:]) or "words", child.get("name", "")
        else:
            yield from _nodes(child, (*names, child.get("name", "")) if child.tag == "cnode" else names)


def _table(delimiter: str) -> Callable[[str, str], Iterator[Entry]]:
    def read(text: str, source: str) -> Iterator[Entry]:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter)
        yield from _entries(((rows.line_num, row) for row in rows), source)

    return read


def _sheet(path: Path) -> Iterator[Entry]:
    """The first sheet of a workbook."""
    import openpyxl

    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (OSError, KeyError, ValueError, zipfile.BadZipFile, openpyxl.utils.exceptions.InvalidFileException):
        raise CodebookError("not a readable workbook", source=path.name, remedy="save it as .xlsx again") from None
    rows = book.worksheets[0].iter_rows(values_only=True)
    cells = (["" if cell is None else str(cell).strip() for cell in row] for row in rows)
    yield from _entries(enumerate(cells, start=1), path.name)


def _entries(rows: Iterable[tuple[int, list[str]]], source: str) -> Iterator[Entry]:
    """The rows of a table that begins with the names of its columns."""
    rows = iter(rows)
    _, names = next(rows, (1, []))
    missing = {"category", "pattern"} - set(names)
    if missing:
        raise CodebookError(
            f"there is no column {', '.join(map(repr, sorted(missing)))}",
            source=source,
            line=1,
            remedy="name the columns 'category' and 'pattern'",
        )
    category, pattern = names.index("category"), names.index("pattern")
    for line, row in rows:
        if len(row) > max(category, pattern) and row[pattern]:
            yield line, row[category], row[pattern]


_READERS: dict[str, Callable[[str, str], Iterator[Entry]]] = {
    ".dic": _liwc,
    ".yml": _quanteda,
    ".yaml": _quanteda,
    ".ykd": _yoshikoder,
    ".csv": _table(","),
    ".tsv": _table("\t"),
}

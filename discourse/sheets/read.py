"""Reading coded sheets back, strictly: nothing altered, nothing lost, every judgement accounted for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from discourse.corpus.sources import from_path
from discourse.errors import MissingInputError, SheetError
from discourse.sheets.sheet import NONE, TEXT, Sheet

_YES = {"1", "x", "y", "yes", "true", "1.0", "wahr", "vrai", "так", "да"}
_NO = {"0", "n", "no", "false", "0.0", "-", "falsch", "faux", "ні", "нет"}


def read_sheets(paths: Sequence[str | Path] | str | Path, key: str | Path | Sheet) -> pd.DataFrame:
    """The judgements in coded sheets, one file per coder.

    Spreadsheets change files on saving: a byte-order mark, semicolons for commas, ``1,0`` or ``TRUE`` for 1, blanks
    at the ends of cells, an apostrophe before ``=``. All that is undone. A passage that reads differently from the one
    that was sent out is refused: somebody judged another text.

    Parameters
    ----------
    paths : path or sequence of paths
        .csv, .tsv or .xlsx; the name of a file without its ending is the coder's name, or its column ``coder``.
    key : path or Sheet
        The key of the sheet they were drawn from.

    Returns
    -------
    pandas.DataFrame
        ``item, coder, category, value``, value 0 or 1, in the order of the key. A row in which anything is marked is
        a passage that was coded: its empty cells are 0. A row without any mark was not coded and is not here.

    Raises
    ------
    MissingInputError, UnreadableFileError
        There is no such file, or it is no table.
    SheetError
        With file and row: a sheet of another draw, an unknown or repeated passage, an altered passage, a mark that is
        neither yes nor no, "none" marked beside a category, a column that is missing, two files of one coder, nothing
        coded at all.
    """
    sheet = key if isinstance(key, Sheet) else Sheet.load(key)
    paths = [paths] if isinstance(paths, (str, Path)) else list(paths)
    if not paths:
        raise SheetError("no sheet was given", remedy="name the coded files")
    found: dict[str, dict[str, dict[str, int]]] = {}
    for path in map(Path, paths):
        for coder, item, marks, row in _judgements(path, sheet):
            judged = found.setdefault(coder, {})
            if item in judged:
                raise SheetError(
                    f"{coder!r} has coded {item} already", source=path.name, row=row, remedy="keep one of the two rows"
                )
            judged[item] = marks
    rows = [
        (item.item, coder, category, judged[item.item][category])
        for coder, judged in found.items()
        for item in sheet.items
        if item.item in judged
        for category in sheet.categories
    ]
    if not rows:
        raise SheetError(
            "nothing is coded in it", source=", ".join(Path(p).name for p in paths), remedy="mark with 0 and 1"
        )
    return pd.DataFrame(rows, columns=["item", "coder", "category", "value"])


def _judgements(path: Path, sheet: Sheet):
    """(coder, item, marks, row) of every passage that was coded in one file."""
    items = {item.item: item for item in sheet.items}
    for row, cells in _rows(path, sheet):
        if not any(cells.values()):
            continue
        if cells["sheet"] != sheet.id:
            raise SheetError(
                f"is of sheet {cells['sheet'] or '(none)'}, and the key of sheet {sheet.id}",
                source=path.name,
                row=row,
                remedy="give the key that was written with it",
            )
        if cells["item"] not in items:
            raise SheetError(
                f"there is no passage {cells['item']!r}", source=path.name, row=row, remedy="restore the row"
            )
        passage = items[cells["item"]].passage
        if _plain(cells["passage"]) != _plain(passage):
            raise SheetError(
                f"the passage {cells['item']} was altered: {cells['passage'][:60]!r} for {passage[:60]!r}",
                source=path.name,
                row=row,
                remedy="put the text back as it was, and ask whether it was judged so",
            )
        marks = {c: _mark(cells[c], path.name, row, c) for c in (*sheet.categories, NONE) if c in cells}
        given = {category: mark for category, mark in marks.items() if mark is not None}
        if not given:
            continue
        if given.get(NONE) and any(given.get(category) for category in sheet.categories):
            raise SheetError(
                "'none' is marked beside a category", source=path.name, row=row, remedy="clear one of them"
            )
        yield (
            cells.get("coder") or path.name.split(".")[0],
            cells["item"],
            {category: given.get(category, 0) for category in sheet.categories},
            row,
        )


def _rows(path: Path, sheet: Sheet) -> list[tuple[int, dict[str, str]]]:
    if not path.is_file():
        raise MissingInputError("there is no such sheet", source=path, remedy="check the path")
    if path.suffix == ".xlsx":
        from discourse.sheets.excel import rows_of

        header, *lines = rows_of(path) or [[]]
        table = [(number, dict(zip(header, cells, strict=False))) for number, cells in enumerate(lines, start=2)]
    else:
        records = from_path(path).records
        header = list(records[0].fields) if records else []
        table = [(record.row, record.fields) for record in records]
    missing = [name for name in (*TEXT, *sheet.categories) if name not in ("before", "after") and name not in header]
    if missing:
        raise SheetError(
            f"the column {missing[0]!r} is missing",
            source=path.name,
            row=1,
            remedy="keep the header as it was sent out",
        )
    return [(row, {name: str(value or "").strip() for name, value in cells.items()}) for row, cells in table]


def _mark(cell: str, source: str, row: int, category: str) -> int | None:
    text = cell.strip().lower().replace(",", ".").lstrip("'")
    if not text:
        return None
    if text not in _YES | _NO:
        raise SheetError(f"{cell!r} under {category!r} is no code", source=source, row=row, remedy="write 1 or 0")
    return int(text in _YES)


def _plain(text: str) -> str:
    return " ".join(text.lstrip("'").split())

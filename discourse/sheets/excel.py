"""Coding sheets as Excel workbooks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from discourse.errors import UnreadableFileError
from discourse.tables import guarded, replace

if TYPE_CHECKING:
    from discourse.sheets.sheet import Sheet

_WIDTHS = {"sheet": 10, "item": 8, "before": 40, "passage": 70, "after": 40, "note": 30}


def write_sheet(sheet: Sheet, path: Path) -> None:
    """Write a workbook: the passages to be coded on the first page, the categories' definitions on the second."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font
    from openpyxl.worksheet.datavalidation import DataValidation

    from discourse.sheets.sheet import TEXT

    book = Workbook()
    page = book.active
    page.title = "Passages"
    table = guarded(sheet.table)
    page.append(list(table.columns))
    for row in table.itertuples(index=False, name=None):
        page.append([value or None for value in row])
    for cell in page[1]:
        cell.font = Font(bold=True)
        page.column_dimensions[cell.column_letter].width = _WIDTHS.get(cell.value, 14)
    for row in page.iter_rows(min_row=1, max_row=page.max_row):
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.number_format = "@"  # text: nothing is turned into a date or a number
    page.freeze_panes = "F2"
    answers = DataValidation(type="list", formula1='"0,1"', allow_blank=True)
    page.add_data_validation(answers)
    first = page.cell(2, len(TEXT) + 1).coordinate
    answers.add(f"{first}:{page.cell(page.max_row, len(table.columns) - 1).coordinate}")
    about = book.create_sheet("Categories")
    for row in [
        ("category", "label", "definition"),
        *((c, sheet.labels[c], sheet.definitions[c]) for c in sheet.categories),
    ]:
        about.append(row)
    for letter, width in (("A", 20), ("B", 30), ("C", 100)):
        about.column_dimensions[letter].width = width
    for row in about.iter_rows():
        for cell in row:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    replace(path, book.save)


def rows_of(path: Path) -> list[list[str]]:
    """The rows of the first page of a workbook, every cell as text."""
    from zipfile import BadZipFile

    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        page = load_workbook(path, read_only=True, data_only=True).worksheets[0]
        return [[_text(value) for value in row] for row in page.iter_rows(values_only=True)]
    except (BadZipFile, InvalidFileException, KeyError, ValueError) as error:
        raise UnreadableFileError(f"is no workbook ({error})", source=path.name, remedy="save it as .xlsx") from None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)

"""What a specification says of all its notebooks at once, written into the parameters of each.

After this a notebook is given nothing that its parameters, and so the record of the run, do not show.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from discourse.reports import dates, matrix
from discourse.reports.parameters import declared
from discourse.reports.spec import NotebookRun

FILES = ("events", "validity")
LANGUAGE = re.compile(r"[a-z]{2,3}")


def expand(
    runs: tuple[NotebookRun, ...], table: dict[str, Any], folder: Path, rows, day: date
) -> tuple[NotebookRun, ...]:
    """Give every notebook the filters and files of its report, and repeat it for each value of the matrix.

    Parameters
    ----------
    runs : tuple of NotebookRun
    table : dict
        The specification as written: `dates`, `languages`, `where`, `events`, `validity` and `matrix` are used.
    folder : Path
        Where relative paths start from.
    rows : discourse.reports.spec._Rows
        Says in which row of the file a mistake is.
    day : datetime.date
        What relative dates are relative to.

    Returns
    -------
    tuple of NotebookRun
    """
    chosen: dict[str, Any] = {}
    if "dates" in table:
        try:
            chosen["between"] = list(dates.resolve(table["dates"], day))
        except ValueError as error:
            raise rows.error(f"dates {table['dates']!r}: {error}", "dates", remedy=dates.FORM) from error
    if where := _where(table, rows):
        chosen["where"] = where
    if chosen:
        runs = tuple(matrix.read_with(run, chosen, rows) for run in runs)
    for name in FILES:
        if name in table:
            runs = _with_file(runs, name, table[name], folder, rows)
    return matrix.repeated(runs, table["matrix"], folder, rows) if "matrix" in table else runs


def _where(table: dict[str, Any], rows) -> dict[str, Any]:
    """The values that documents must have, the languages among them."""
    where = dict(table.get("where", {}))
    if "languages" in table:
        if "language" in where:
            raise rows.error("languages are named twice", "language", remedy="leave language out of [where]")
        for code in table["languages"]:
            if not LANGUAGE.fullmatch(code):
                problem = f"{code!r} is no code of a language"
                raise rows.error(problem, "languages", remedy='write two or three small letters, such as "en"')
        if not table["languages"]:
            raise rows.error("languages is empty", "languages", remedy="name some, or leave it out")
        where["language"] = table["languages"]
    return where


def _with_file(runs: tuple[NotebookRun, ...], name: str, path: str, folder: Path, rows) -> tuple[NotebookRun, ...]:
    if not (folder / path).is_file():
        raise rows.error(f"there is no file {path!r}", name, remedy="give its path from this file")
    taking = [name in declared(run.path) for run in runs]
    if not any(taking):
        raise rows.error(f"no notebook of this report has a parameter {name!r}", name, remedy="leave it out")
    return tuple(
        replace(run, parameters={name: path, **run.parameters}) if takes else run
        for run, takes in zip(runs, taking, strict=True)
    )

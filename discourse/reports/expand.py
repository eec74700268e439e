"""What a specification says of all its notebooks at once, written into the parameters of each.

After this a notebook is given nothing that its parameters, and so the record of the run, do not show.
"""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from discourse.reports import dates
from discourse.reports.parameters import declared
from discourse.reports.spec import NotebookRun, slug

MATRIX_KEYS = {"column": str, "parameter": str, "values": list}
FILES = ("events", "validity")


def expand(
    runs: tuple[NotebookRun, ...], table: dict[str, Any], folder: Path, rows, day: date
) -> tuple[NotebookRun, ...]:
    """Give every notebook the filters and files of its report, and repeat it for each value of the matrix.

    Parameters
    ----------
    runs : tuple of NotebookRun
    table : dict
        The specification as written: `dates`, `where`, `events`, `validity` and `matrix` are used.
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
    if table.get("where"):
        chosen["where"] = table["where"]
    if chosen:
        runs = tuple(_read_with(run, chosen, rows) for run in runs)
    for name in FILES:
        if name in table:
            runs = _with_file(runs, name, table[name], folder, rows)
    return _repeated(runs, table["matrix"], folder, rows) if "matrix" in table else runs


def _read_with(run: NotebookRun, chosen: dict[str, Any], rows) -> NotebookRun:
    """The run with what `chosen` says added to its `reading`; what stands there already goes before it."""
    if "reading" not in declared(run.path):
        problem = f"{run.path.name} has no parameter `reading`, so it cannot be told which documents to read"
        raise rows.error(problem, remedy="add `reading: dict = {}` to it, and give it to discourse.read")
    own = run.parameters.get("reading", {})
    if not isinstance(own, dict):  # said in its own words when parameters are checked
        return run
    reading = {**chosen, **own}
    if "where" in chosen and isinstance(own.get("where"), dict):
        reading["where"] = {**chosen["where"], **own["where"]}
    return replace(run, parameters={**run.parameters, "reading": reading})


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


def _repeated(runs: tuple[NotebookRun, ...], matrix: dict[str, Any], folder: Path, rows) -> tuple[NotebookRun, ...]:
    kind, axis = _axis(matrix, rows)
    values = matrix.get("values")
    if values is None:
        values = _values_of(runs, axis, folder, rows)
    # A value of no letter or digit we know, such as one in Cyrillic, goes by its number.
    pages = [(value, slug(str(value)) or str(number)) for number, value in enumerate(values, start=1)]
    if len({page for _, page in pages}) < len(pages):
        raise rows.error("two values of the matrix would have pages of one name", "values", remedy="rename one")
    found = []
    for value, page in pages:
        for run in runs:
            title = f"{run.title or run.name.replace('-', ' ').capitalize()} ({value})"
            if kind == "column":
                mine = _read_with(run, {"where": {axis: value}}, rows)
            elif axis in declared(run.path):
                mine = replace(run, parameters={**run.parameters, axis: value})
            else:
                raise rows.error(f"{run.path.name} has no parameter {axis!r}", "parameter", remedy="choose another")
            found.append(replace(mine, name=f"{run.name}-{page}", title=title))
    return tuple(found)


def _axis(matrix: dict[str, Any], rows) -> tuple[str, str]:
    """`column` or `parameter`, and which."""
    for key, value in matrix.items():
        if key not in MATRIX_KEYS:
            raise rows.error(f"unknown key {key!r} in [matrix]", key, remedy=f"choose from {', '.join(MATRIX_KEYS)}")
        if type(value) is not MATRIX_KEYS[key]:
            kind = "a list" if key == "values" else "text in quotes"
            raise rows.error(f"{key} must be {kind}, not {value!r}", key, remedy="correct the value")
    if len({"column", "parameter"} & set(matrix)) != 1:
        raise rows.error("[matrix] names a column or a parameter", remedy='write one, such as column = "outlet"')
    if matrix.get("values") == []:
        raise rows.error("values is empty", "values", remedy="give values, or leave it out")
    kind = "column" if "column" in matrix else "parameter"
    if kind == "parameter" and "values" not in matrix:
        raise rows.error("values is missing", "parameter", remedy="list the values of the parameter")
    return kind, matrix[kind]


def _values_of(runs: tuple[NotebookRun, ...], column: str, folder: Path, rows) -> list[Any]:
    """The values that a column has in what the notebooks read."""
    from discourse.corpus import read

    found: set[Any] = set()
    asked: list[tuple[Any, dict]] = []
    for run in runs:
        known = declared(run.path)
        source = run.parameters.get("corpus", known["corpus"].default if "corpus" in known else None)
        reading = dict(run.parameters.get("reading", {}))
        if source is None:
            raise rows.error(f"{run.path.name} has no parameter `corpus`", "column", remedy="give values")
        if (source, reading) in asked:
            continue
        asked.append((source, reading))
        before = Path.cwd()
        try:
            os.chdir(folder)  # paths in `reading` count from the specification
            corpus = read(source, **reading)
        except TypeError as error:
            raise rows.error(f"reading {source!r}: {error}", "reading", remedy="see discourse.read") from error
        finally:
            os.chdir(before)
        if column not in corpus.documents.columns:
            there = ", ".join(name for name in corpus.documents.columns if name != "text")
            raise rows.error(f"{source!r} has no column {column!r}", "column", remedy=f"choose from {there}")
        found |= set(corpus.documents[column].dropna().tolist())
    if not found:
        raise rows.error(f"no document has a value of {column!r}", "column", remedy="choose another column")
    return sorted(found, key=str)

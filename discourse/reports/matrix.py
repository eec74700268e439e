"""A report in parts: every notebook once for each value of a column or parameter, or for each month there is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from discourse.reports import documents
from discourse.reports.parameters import declared
from discourse.reports.spec import NotebookRun, slug

KEYS = {"column": str, "parameter": str, "period": str, "values": list}
PERIODS = ("month", "quarter", "year")


class Part(NamedTuple):
    """A value of the matrix and a stretch of time, either of which may be None where the matrix has none."""

    value: Any
    period: str | None

    @property
    def label(self) -> str:
        return ", ".join(str(one) for one in self if one is not None)


def repeated(runs: tuple[NotebookRun, ...], matrix: dict[str, Any], folder: Path, rows) -> tuple[NotebookRun, ...]:
    """Every notebook once for each part of the matrix that its corpus has.

    Parameters
    ----------
    runs : tuple of NotebookRun
    matrix : dict
        `column` or `parameter` with its `values`, or `period`, or a `column` and a `period`.
    folder : Path
        Where relative paths start from.
    rows : discourse.reports.spec._Rows
        Says in which row of the file a mistake is.

    Returns
    -------
    tuple of NotebookRun
        Part by part, the parts sorted by value and time.
    """
    _check(matrix, rows)
    column, period, values = matrix.get("column"), matrix.get("period"), matrix.get("values")
    if period is None and values is not None:
        parts_of = [[Part(value, None) for value in values]] * len(runs)
    else:
        parts_of = _there(runs, column, period, folder, rows)
        if values is not None:
            parts_of = [[part for part in parts if part.value in values] for parts in parts_of]
    parts = _once(part for parts in parts_of for part in parts)
    if period or values is None:
        parts.sort(key=lambda part: (str(part.value), part.period or ""))
    for value in values or ():
        if not any(part.value == value for part in parts):
            raise rows.error(f"no document has {column}={value!r}", "values", remedy="take it out")
    found, names = [], ["index", "report"]
    for number, part in enumerate(parts, start=1):
        # A value of no letter or digit we know, such as one in Cyrillic, goes by its number.
        page = slug(part.label) or str(number)
        names.append(page)
        for run, its in zip(runs, parts_of, strict=True):
            if part in its:
                title = f"{run.title or run.name.replace('-', ' ').capitalize()} ({part.label})"
                mine = _given(run, matrix, part, rows)
                found.append(replace(mine, name=f"{run.name}-{page}", title=title, part=part.label, part_page=page))
                names.append(found[-1].name)
    if len(set(names)) < len(names):
        raise rows.error("two values of the matrix would have pages of one name", "values", remedy="rename one")
    return tuple(found)


def _once(items: Iterable[Any]) -> list[Any]:
    """Each item once, also of those that have no hash, such as the lists a parameter may take."""
    found: list[Any] = []
    for item in items:
        if item not in found:
            found.append(item)
    return found


def read_with(run: NotebookRun, chosen: dict[str, Any], rows) -> NotebookRun:
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


def _check(matrix: dict[str, Any], rows) -> None:
    for key, value in matrix.items():
        if key not in KEYS:
            raise rows.error(f"unknown key {key!r} in [matrix]", key, remedy=f"choose from {', '.join(KEYS)}")
        if type(value) is not KEYS[key]:
            kind = "a list" if key == "values" else "text in quotes"
            raise rows.error(f"{key} must be {kind}, not {value!r}", key, remedy="correct the value")
    axes = set(matrix) - {"values"}
    if axes not in ({"column"}, {"parameter"}, {"period"}, {"column", "period"}):
        remedy = 'write one, such as column = "outlet", or a column and a period'
        raise rows.error("[matrix] names a column, a parameter or a period", remedy=remedy)
    if matrix.get("values") == []:
        raise rows.error("values is empty", "values", remedy="give values, or leave it out")
    if "parameter" in matrix and "values" not in matrix:
        raise rows.error("values is missing", "parameter", remedy="list the values of the parameter")
    if matrix.get("column") == "date":
        raise rows.error("column is the date", "column", remedy=f"write period = {PERIODS[0]!r} for parts in time")
    if axes == {"period"} and "values" in matrix:
        raise rows.error("values are those of a column or a parameter", "values", remedy="choose a time with dates")
    if matrix.get("period", "month") not in PERIODS:
        problem = f"there is no period {matrix['period']!r}"
        raise rows.error(problem, "period", remedy=f"choose from {', '.join(PERIODS)}")


def _given(run: NotebookRun, matrix: dict[str, Any], part: Part, rows) -> NotebookRun:
    """The run for one part."""
    if parameter := matrix.get("parameter"):
        if parameter not in declared(run.path):
            raise rows.error(f"{run.path.name} has no parameter {parameter!r}", "parameter", remedy="choose another")
        return replace(run, parameters={**run.parameters, parameter: part.value})
    if part.period is not None:
        # Its own stretch of time was chosen from before, and the part lies in it.
        reading = {**_reading(run), "between": _between(part.period, _reading(run).get("between"))}
        run = replace(run, parameters={**run.parameters, "reading": reading})
    return read_with(run, {"where": {matrix["column"]: part.value}}, rows) if "column" in matrix else run


def _reading(run: NotebookRun) -> dict[str, Any]:
    return dict(run.parameters.get("reading", {}))


def _between(period: str, whole: list[str] | None) -> list[str]:
    """The first and last day of a period such as "2025-Q1", as far as they lie in the stretch of time `whole`."""
    from discourse.corpus.dates import stretch

    year, _, rest = period.partition("-")
    first = last = period
    if rest.startswith("Q"):
        first, last = (f"{year}-{int(rest[1]) * 3 - back:02}" for back in (2, 0))
    if whole and stretch(whole[0])[0] > stretch(first)[0]:
        first = whole[0]
    if whole and stretch(whole[1])[1] < stretch(last)[1]:
        last = whole[1]
    return [first, last]


def _there(
    runs: tuple[NotebookRun, ...], column: str | None, period: str | None, folder: Path, rows
) -> list[list[Part]]:
    """The parts that there are in what each notebook reads; what several read is read once."""
    asked: list[tuple[Any, dict]] = []
    found: list[list[Part]] = []
    parts_of = []
    for run in runs:
        known = declared(run.path)
        source = run.parameters.get("corpus", known["corpus"].default if "corpus" in known else None)
        if source is None:
            problem = f"{run.path.name} has no parameter `corpus`"
            raise rows.error(problem, "column" if column else "period", remedy="choose another notebook")
        if (source, _reading(run)) not in asked:
            try:
                table = documents.read(source, _reading(run), folder, column)
            except TypeError as error:
                raise rows.error(f"reading {source!r}: {error}", "reading", remedy="see discourse.read") from error
            found.append(_parts(source, table, column, period, rows))
            asked.append((source, _reading(run)))
        parts_of.append(found[asked.index((source, _reading(run)))])
    return parts_of


def _parts(source: str, table, column: str | None, period: str | None, rows) -> list[Part]:
    if column and column not in table.columns:
        there = ", ".join(name for name in table.columns if name not in ("text", "date"))
        raise rows.error(f"{source!r} has no column {column!r}", "column", remedy=f"choose from {there}")
    used = [name for name, axis in ((column, column), ("date", period)) if axis]
    table = table.dropna(subset=used)
    if table.empty:
        problem = f"no document of {source!r} has a value of {' and '.join(map(repr, used))}"
        raise rows.error(problem, "column" if column else "period", remedy="choose another column")
    values = table[column].tolist() if column else [None] * len(table)
    periods = list(_periods(table["date"], period)) if period else [None] * len(table)
    return list(dict.fromkeys(map(Part, values, periods)))


def _periods(dates, period: str) -> Iterator[str]:
    for day in dates:
        yield {"year": f"{day:%Y}", "quarter": f"{day:%Y}-Q{(day.month + 2) // 3}", "month": f"{day:%Y-%m}"}[period]

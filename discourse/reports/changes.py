"""What changed since the run before: estimates that moved beyond their intervals, and documents that came or went."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

NAME = "changes.json"
ESTIMATE = {"value", "low", "high"}
ROWS_SHOWN = 20  # rows on the first page; all of them are in changes.json


def compare(before: dict[str, Any], folder: Path, entries: list[dict], work: Path) -> dict[str, Any]:
    """Compare the estimates of a run with those of the run before.

    An estimate has *moved* when its value lies outside the interval it had before, and the value before lies
    outside the interval it has now. That is a rule for what to look at, not a test: of many estimates some move
    by chance.

    Parameters
    ----------
    before : dict
        The record of the run before; empty for none.
    folder : Path
        The folder of that run.
    entries : list of dict
        What the record of the new run says of its notebooks.
    work : Path
        The folder of the new run.

    Returns
    -------
    dict
        `since` (the name of the run before, or None), `compared` (how many estimates have an interval in both),
        `moved`, `appeared` and `disappeared` (lists: `notebook`, `table`, `estimate`, and the numbers).
    """
    found: dict[str, Any] = {"since": folder.name if before else None, "compared": 0}
    found |= {"moved": [], "appeared": [], "disappeared": []}
    earlier = {entry["name"]: entry for entry in before.get("notebooks", [])}
    for entry in entries:
        if entry["name"] not in earlier:
            continue
        old = dict(_tables(earlier[entry["name"]], folder))
        for table, new in _tables(entry, work):
            if table in old:
                _add(found, {"notebook": entry["name"], "table": table}, old[table], new)
    found["moved"].sort(key=lambda one: -_distance(one["before"], one["now"]))  # stable, so the same each time
    return found


def documents(old: dict[str, dict[str, str]], new: dict[str, dict[str, str]]) -> dict[str, dict[str, list[str]]]:
    """Names of the documents that are new, gone or changed, for each corpus that both runs read."""
    return {
        corpus: {
            "new": sorted(new[corpus].keys() - old[corpus].keys()),
            "removed": sorted(old[corpus].keys() - new[corpus].keys()),
            "changed": sorted(
                name for name in new[corpus].keys() & old[corpus].keys() if new[corpus][name] != old[corpus][name]
            ),
        }
        for corpus in sorted(new.keys() & old.keys())
    }


def of(found: dict[str, Any], notebooks: list[str]) -> dict[str, Any]:
    """What was found about some of the notebooks; what was found about documents stays as it is."""
    lists = ("moved", "appeared", "disappeared")
    return {**found, **{name: [one for one in found[name] if one["notebook"] in notebooks] for name in lists}}


def write(found: dict[str, Any], folder: Path) -> None:
    """Put what was found beside the pages, for whoever sends alerts."""
    (folder / NAME).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def shown(found: dict[str, Any]) -> dict[str, Any]:
    """What the first page says of it; empty where there was no run before."""
    if not found["since"]:
        return {}
    rows = [
        {**one, "before": _interval(one["before"]), "now": _interval(one["now"])} for one in found["moved"][:ROWS_SHOWN]
    ]
    return {**found, "rows": rows}


def _tables(entry: dict, folder: Path) -> Iterator[tuple[str, dict]]:
    """Name and estimates of each table of a notebook that has estimates."""
    for kept in entry.get("kept", []):
        if kept["kind"] == "tables":
            path = folder / next(name for name in kept["files"] if name.endswith(".csv"))
            estimates = _estimates(path)
            if estimates is not None:
                yield kept["name"], estimates


def _estimates(path: Path) -> dict[tuple[str, ...], list[float] | None] | None:
    """Value, low and high by what is estimated: the columns before `value`, and the period."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            columns = list(rows.fieldnames or [])
            if not set(columns) >= ESTIMATE:
                return None
            names = [name for name in columns[: columns.index("value")] if name not in ESTIMATE]
            names += ["period"] if "period" in columns and "period" not in names else []
            return {
                tuple(row[name] for name in names if row[name]): _numbers(row["value"], row["low"], row["high"])
                for row in rows
            }
    except OSError:  # of an earlier run that somebody has been at
        return None


def _numbers(*cells: str) -> list[float] | None:
    """The three numbers; None where there was too little evidence for one."""
    try:
        numbers = [float(cell.lstrip("'")) for cell in cells]
    except (ValueError, AttributeError):
        return None
    return numbers if all(map(math.isfinite, numbers)) else None


def _add(found: dict[str, Any], place: dict[str, str], old: dict, new: dict) -> None:
    for estimate, now in new.items():
        row = {**place, "estimate": list(estimate)}
        if estimate not in old:
            found["appeared"].append({**row, "now": now})
        elif now and old[estimate]:
            before = old[estimate]
            found["compared"] += 1
            if not before[1] <= now[0] <= before[2] and not now[1] <= before[0] <= now[2]:
                found["moved"].append({**row, "before": before, "now": now})
    for estimate, before in old.items():
        if estimate not in new:
            found["disappeared"].append({**place, "estimate": list(estimate), "before": before})


def _distance(before: list[float], now: list[float]) -> float:
    """How far an estimate went, in widths of its intervals."""
    width = (before[2] - before[1] + now[2] - now[1]) / 2
    return abs(now[0] - before[0]) / width if width else math.inf


def _interval(numbers: list[float]) -> str:
    value, low, high = (f"{number:.3g}" for number in numbers)
    return f"{value} [{low}, {high}]"

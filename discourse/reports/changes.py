"""What changed since the run before: estimates that moved beyond their intervals, and documents that came or went."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from discourse.reports.differences import reasons
from discourse.reports.documents import label_of

NAME = "changes.json"
LISTS = ("moved", "appeared", "disappeared")
ESTIMATE = ("value", "low", "high")
EVERYTHING = ("all", "all units")  # what stands in a table where nothing is told apart
Estimate = tuple[tuple[str, str], ...]  # columns and cells
ROWS_SHOWN = 20  # rows on the first page; all of them are in changes.json


def compare(before: dict[str, Any], folder: Path, now: dict[str, Any], work: Path) -> dict[str, Any]:
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
    now : dict
        The record of the new run.
    work : Path
        The folder of the new run.

    Returns
    -------
    dict
        `since` (the name of the run before, or None), `compared` (by notebook, how many estimates have an interval
        in both), `moved`, `appeared` and `disappeared` (lists: `notebook`, `table`, `estimate`, which is a dict of
        the columns that name it, and the numbers), `notebooks` (`new` and `removed`), and `method` (what else than
        the texts is not as it was).
    """
    found: dict[str, Any] = {"since": folder.name if before else None, "compared": {}}
    found |= {name: [] for name in LISTS} | {"notebooks": {"new": [], "removed": []}}
    earlier = {entry["name"]: entry for entry in before.get("notebooks", [])}
    for entry in now["notebooks"]:
        if entry["name"] not in earlier:
            continue
        old = dict(_tables(earlier[entry["name"]], folder))
        for table, new in _tables(entry, work):
            if table in old:
                _add(found, {"notebook": entry["name"], "table": table}, old[table], new)
    names = [entry["name"] for entry in now["notebooks"]]
    if before:
        found["notebooks"] = {
            "new": [name for name in names if name not in earlier],
            "removed": [name for name in earlier if name not in names],
        }
    found["moved"].sort(key=lambda one: -_distance(one["before"], one["now"]))  # stable, so the same each time
    found["method"] = list(reasons(before, now, texts=False)) if before else []
    return found


def documents(
    before: dict[str, Any], old: dict[str, dict], now: dict[str, Any], new: dict[str, dict]
) -> dict[str, dict[str, list[str]]]:
    """Names of the documents that are new, gone or changed in what the notebooks of both runs read.

    Parameters
    ----------
    before, now : dict
        The records of the two runs.
    old, new : dict
        What they read (see `discourse.reports.documents.listed`).

    Returns
    -------
    dict
        By what is read now: `new`, `removed` and `changed`, and the `notebooks` that read it. Where a stretch of time
        went on since, as "last 30 days" does, a notebook's texts are compared with its own of before.
    """
    earlier = {entry["name"]: label_of(entry["parameters"]) for entry in before.get("notebooks", [])}
    found: dict[str, dict[str, list[str]]] = {}
    for entry in now["notebooks"]:
        label, was = label_of(entry["parameters"]), earlier.get(entry["name"])
        if label in found:
            found[label]["notebooks"].append(entry["name"])
        elif label in new and was in old:
            is_now, had = new[label]["documents"], old[was]["documents"]
            found[label] = {
                "new": sorted(is_now.keys() - had.keys()),
                "removed": sorted(had.keys() - is_now.keys()),
                "changed": sorted(name for name in is_now.keys() & had.keys() if is_now[name] != had[name]),
                "notebooks": [entry["name"]],
            }
    return found


def of(found: dict[str, Any], notebooks: list[str]) -> dict[str, Any]:
    """What was found about some of the notebooks."""
    part = {key: [one for one in found[key] if one["notebook"] in notebooks] for key in LISTS}
    part["compared"] = {name: count for name, count in found["compared"].items() if name in notebooks}
    part["documents"] = {
        corpus: came for corpus, came in found["documents"].items() if set(came["notebooks"]) & set(notebooks)
    }
    return {**found, **part}


def write(found: dict[str, Any], folder: Path) -> None:
    """Put what was found beside the pages, for whoever sends alerts."""
    (folder / NAME).write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def shown(found: dict[str, Any]) -> dict[str, Any]:
    """What the first page says of it; empty where there was no run before."""
    if not found["since"]:
        return {}
    rows = [
        {
            **one,
            "estimate": [cell for cell in one["estimate"].values() if cell not in EVERYTHING],
            **{key: _in_words(one[key], one["estimate"]) for key in ("before", "now")},
        }
        for one in found["moved"][:ROWS_SHOWN]
    ]
    return {**found, "compared": sum(found["compared"].values()), "rows": rows}


def _tables(entry: dict, folder: Path) -> Iterator[tuple[str, dict]]:
    """Name and estimates of each table of a notebook that has estimates."""
    for kept in entry.get("kept", []):
        if kept["kind"] == "tables":
            path = folder / next(name for name in kept["files"] if name.endswith(".csv"))
            estimates = _estimates(path)
            if estimates is not None:
                yield kept["name"], estimates


def _estimates(path: Path) -> dict[Estimate, dict[str, float] | None] | None:
    """Numbers by what is estimated: the columns before the numbers, and the period."""
    try:
        with open(path, encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            columns = list(rows.fieldnames or [])
            if not set(columns) >= set(ESTIMATE):
                return None
            names = columns[: min(map(columns.index, ESTIMATE))]
            names += ["period"] if "period" in columns and "period" not in names else []
            return {tuple((name, row[name]) for name in names if row[name]): _numbers(row) for row in rows}
    except OSError:  # of an earlier run that somebody has been at
        return None


def _numbers(row: dict[str, str]) -> dict[str, float] | None:
    """Value, interval and number of documents; None where there was too little evidence."""
    try:
        numbers = {name: float(row[name]) for name in ESTIMATE}
        if row.get("n_documents"):
            numbers["n_documents"] = int(float(row["n_documents"]))
    except (ValueError, TypeError):
        return None
    return numbers if all(map(math.isfinite, numbers.values())) else None


def _add(found: dict[str, Any], place: dict[str, str], old: dict, new: dict) -> None:
    for estimate, now in new.items():
        row = {**place, "estimate": dict(estimate)}
        if estimate not in old:
            found["appeared"].append({**row, "now": now})
        elif now and (before := old[estimate]):
            found["compared"][place["notebook"]] = found["compared"].get(place["notebook"], 0) + 1
            if not _holds(before, now["value"]) and not _holds(now, before["value"]):
                found["moved"].append({**row, "before": before, "now": now})
    for estimate, before in old.items():
        if estimate not in new:
            found["disappeared"].append({**place, "estimate": dict(estimate), "before": before})


def _holds(numbers: dict[str, float], value: float) -> bool:
    return numbers["low"] <= value <= numbers["high"]


def _distance(before: dict[str, float], now: dict[str, float]) -> float:
    """How far an estimate went, in widths of its intervals."""
    width = sum(each["high"] - each["low"] for each in (before, now)) / 2
    return abs(now["value"] - before["value"]) / width if width else math.inf


def _in_words(numbers: dict[str, float], estimate: dict[str, str]) -> str:
    """Such as "9.0% [6.3%, 12.8%], n = 300", where a share is estimated."""
    is_share = estimate.get("measure", "").startswith("share")
    value, low, high = (f"{numbers[name]:.1%}" if is_share else f"{numbers[name]:.3g}" for name in ESTIMATE)
    n = f", n = {numbers['n_documents']:,}" if "n_documents" in numbers else ""
    return f"{value} [{low}, {high}]{n}"

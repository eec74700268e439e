"""The page over all reports of a folder: which there are, when each was last published, and how its last run ended."""

from __future__ import annotations

import fcntl
import json
import os
import tomllib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from discourse.reports import manifest
from discourse.reports.spec import Spec, is_spec, slug

STATE = "state.json"
RUNNING, PUBLISHED, UNCHANGED, FAILED = "running", "published", "unchanged", "failed"
INTERRUPTED, NEVER = "interrupted", "not run yet"  # what is found out, and never written down


def note(root: Path, spec: Spec, state: str, message: str = "", folder: Path | None = None) -> None:
    """Write down what a run of a report is at, and bring the page up to date.

    Parameters
    ----------
    root : Path
        The folder of the report, whose lock the caller holds.
    spec : Spec
    state : str
    message : str
    folder : Path, optional
        What to look into: of a published run, or of a failed one.
    """
    about = {"title": spec.title, "state": state, "message": message, "folder": folder.name if folder else None}
    about |= {"when": datetime.now(UTC).isoformat(timespec="seconds"), "process": os.getpid()}
    _replace(root / STATE, json.dumps(about, indent=1, ensure_ascii=False) + "\n")
    write(root.parent)


def write(published: Path) -> None:
    """Make `index.html` of the folder that reports are published in; there whole at any moment."""
    from discourse.reports.page import environment

    with open(published / ".lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two reports may come to their ends at once
        page = environment().get_template("reports.html.j2").render(reports=reports(published))
        _replace(published / "index.html", page)


def reports(published: Path) -> list[dict[str, Any]]:
    """What there is to say of each report: those that ran, and specifications beside the folder that did not.

    Returns
    -------
    list of dict
        By title: `name`, `title`, `state`, `when` (of the last run; None if there was none), `message`, `latest`
        (when the latest run was published; None for none) and `log` (the address of a failed run's log, or "").
    """
    found = [_report(root) for root in sorted(published.iterdir()) if (root / STATE).is_file()]
    ran = {one["name"] for one in found}
    for path in sorted(published.parent.glob("*.toml")):
        name = slug(path.stem) or "report"
        if name not in ran and is_spec(path):
            never = {"when": None, "message": "", "latest": None, "log": ""}
            found.append({"name": name, "title": _title(path), "state": NEVER, **never})
    return sorted(found, key=lambda one: (one["title"].casefold(), one["name"]))


def _replace(path: Path, text: str) -> None:
    """Write a file whole; the caller holds a lock, so what a killed process left aside is written over."""
    aside = path.with_name(f".{path.name}")
    aside.write_text(text, encoding="utf-8")
    os.replace(aside, path)


def _report(root: Path) -> dict[str, Any]:
    try:
        about = json.loads((root / STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        about = {}
    state = about.get("state", NEVER)
    if state == RUNNING and not _is_alive(about["process"]):
        state = INTERRUPTED
    made = manifest.load((root / "latest").resolve()).get("finished")
    log = f"{root.name}/{about['folder']}/run.log" if state == FAILED else ""
    return {
        "name": root.name,
        "title": about.get("title", root.name),
        "state": state,
        "when": datetime.fromisoformat(about["when"]) if about else None,
        "message": about.get("message", "") if state == FAILED else "",
        "latest": datetime.fromisoformat(made) if made else None,
        "log": log if log and (root.parent / log).is_file() else "",
    }


def _is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def _title(path: Path) -> str:
    try:
        title = tomllib.loads(path.read_text(encoding="utf-8")).get("title")
    except (OSError, ValueError):
        title = None
    return title if isinstance(title, str) and title else path.stem

"""The record of a run: what it was made from, when, and the hash of every file it published."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from discourse.reports.fingerprint import Input, sha256, versions
from discourse.reports.spec import NotebookRun, Spec

NAME = "manifest.json"


def entry(run: NotebookRun, title: str, parameters: dict[str, Any], read: list[Input], seconds: float) -> dict:
    """What the record says of one notebook."""
    return {
        "name": run.name,
        "title": title,
        "notebook": run.path.name,
        "sha256": sha256(run.path),
        "parameters": parameters,
        "seed": parameters.get("seed"),
        "inputs": [asdict(one) for one in read],
        "seconds": round(seconds, 2),
    }


def build(spec: Spec, key: str, started: datetime, finished: datetime, notebooks: list[dict]) -> dict:
    """The record of a run, but for the files, which are listed when all of them are there."""
    return {
        "report": spec.name,
        "title": spec.title,
        "key": key,
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "notebooks": notebooks,
        "versions": versions(),
    }


def write(record: dict, folder: Path) -> None:
    """Add the hashes of a folder's files to the record, and put it beside them."""
    whole = {**record, "files": hashes(folder)}
    (folder / NAME).write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def hashes(folder: Path) -> dict[str, str]:
    """Hash of every file in a run's folder but the record itself."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): sha256(path) for path in files if path != folder / NAME}


def is_current(folder: Path, key: str) -> bool:
    """Whether a published run was made from the same things, and is still as it was published."""
    try:
        record = json.loads((folder / NAME).read_text(encoding="utf-8"))
        return record["key"] == key and record["files"] == hashes(folder)
    except (OSError, ValueError, KeyError, TypeError):  # no run, or one that somebody has been at
        return False

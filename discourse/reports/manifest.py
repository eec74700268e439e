"""The record of a run: what it was made from, when, and the hash of every file it published."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from discourse.reports.chapter import Made, packed
from discourse.reports.fingerprint import Input, kit, sha256, versions
from discourse.reports.spec import NotebookRun, Spec

NAME = "manifest.json"


def entry(
    run: NotebookRun, made: Made, parameters: dict[str, Any], read: list[Input], key: str, folder: Path
) -> dict[str, Any]:
    """What the record says of one notebook; `run` in it names the earlier run that it was taken over from."""
    return {
        "name": run.name,
        "title": made.title,
        "notebook": run.path.name,
        "sha256": sha256(run.path),
        "key": key,
        "run": made.run,
        "parameters": parameters,
        "seed": parameters.get("seed"),
        "inputs": [asdict(one) for one in read],
        "seconds": round(made.seconds, 2),
        "kept": packed(made.kept, folder),
    }


def build(
    spec: Spec, key: str, started: datetime, finished: datetime, notebooks: list[dict], parts: list[dict]
) -> dict[str, Any]:
    """The record of a run, but for the files, which are listed when all of them are there."""
    return {
        "report": spec.name,
        "title": spec.title,
        "key": key,
        "started": started.isoformat(timespec="seconds"),
        "finished": finished.isoformat(timespec="seconds"),
        "outputs": list(spec.outputs),
        "notebooks": notebooks,
        "parts": parts,
        "kit": kit(),
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


def load(folder: Path) -> dict[str, Any]:
    """The record of a run; empty if there is none, or none that this version can read."""
    try:
        record = json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    known = isinstance(record, dict) and {"key", "files", "notebooks"} <= set(record)
    return record if known else {}


def is_current(folder: Path, key: str) -> bool:
    """Whether a published run was made from the same things, and is still as it was published."""
    record = load(folder)
    return record.get("key") == key and record["files"] == hashes(folder)

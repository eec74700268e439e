"""Take over from the latest run what would come out the same."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from discourse.reports import chapter, manifest
from discourse.reports.fingerprint import sha256


def files_of(name: str, kept: list[dict]) -> list[str]:
    """The files of a run that belong to one notebook: its page, itself with its outputs, and what it kept."""
    return [f"{name}.html", f"{name}.ipynb", *(path for one in kept for path in one["files"])]


def take_over(record: dict[str, Any], folder: Path, work: Path, name: str, key: str) -> chapter.Made | None:
    """Copy a chapter of the published run in `folder` to `work`, if it was made from the same things.

    Parameters
    ----------
    record : dict
        The record of that run; empty where there is none.
    folder, work : Path
    name : str
        Of the notebook.
    key : str
        The hash of what it would be made from.

    Returns
    -------
    Made or None
        None if there is none, it was made from other things, or a file of it is gone or was changed.
    """
    entry = next((one for one in record.get("notebooks", []) if (one["name"], one.get("key")) == (name, key)), None)
    if entry is None:
        return None
    names = files_of(name, entry["kept"])
    try:
        if any(sha256(folder / path) != record["files"].get(path) for path in names):
            return None
    except OSError:
        return None
    for path in names:
        (work / path).parent.mkdir(exist_ok=True)
        shutil.copyfile(folder / path, work / path)
    kept = chapter.unpacked(entry["kept"], work)
    return chapter.Made(entry["title"], kept, entry["seconds"], entry["run"] or folder.name)


def latest(root: Path) -> tuple[dict[str, Any], Path]:
    """The record and the folder of the latest published run; an empty record where there is none."""
    folder = (root / "latest").resolve()
    return manifest.load(folder), folder

"""Collect what a notebook kept into the folders of its report."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from pathlib import Path

from discourse.reports import formats


@dataclass(frozen=True)
class Kept:
    """One thing a notebook kept: its kind (`figures`, `tables` or `answers`), name, alt text and files."""

    kind: str
    name: str
    alt: str
    files: tuple[Path, ...]


def gather(kept: Path, run: Path, notebook: str, outputs: tuple[str, ...]) -> list[Kept]:
    """Move files from `kept/KIND/NAME.*` to `run/KIND/NOTEBOOK.NAME.*`, in the order they were kept.

    Those in a form that is not among `outputs` are left out. Neither part of a name has a dot in it, so two
    notebooks never meet.
    """
    ledger = kept / "kept.jsonl"
    found = []
    for line in ledger.read_text(encoding="utf-8").splitlines() if ledger.exists() else []:
        entry = json.loads(line)
        target = run / entry["kind"]
        files = []
        for path in sorted((kept / entry["kind"]).glob(f"{entry['name']}.*")):
            if formats.is_wanted(path.suffix, entry["kind"], outputs):
                target.mkdir(exist_ok=True)
                files.append(path.rename(target / f"{notebook}.{path.name}"))
        found.append(Kept(entry["kind"], entry["name"], entry["alt"], tuple(files)))
    shutil.rmtree(kept, ignore_errors=True)
    return found

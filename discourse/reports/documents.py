"""Which documents a run read, so that the next one can say which came and which went."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import Any

from discourse.errors import DiscourseError
from discourse.reports.fingerprint import Input

NAME = "documents.json"


def load(folder: Path) -> dict[str, dict[str, Any]]:
    """What a run wrote down; empty if it is not there."""
    try:
        return json.loads((folder / NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}


def listed(
    asked: list[tuple[dict[str, Any], list[Input]]], cwd: Path, kit: str, earlier: dict[str, dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Names and hashes of the documents of every corpus that notebooks are given as `corpus` and `reading`.

    Parameters
    ----------
    asked : list of (parameters, inputs)
        Of each notebook.
    cwd : Path
        Where relative paths start from.
    kit : str
        The hash of the library.
    earlier : dict
        What the run before wrote down; a corpus whose files are as they were is not read again.

    Returns
    -------
    dict
        By corpus and reading: `state`, the hash of what it is read from, and `documents`, name to hash of the text.
        A corpus that cannot be read in this way, whatever its notebook does with it, is not listed.
    """
    found: dict[str, dict[str, Any]] = {}
    for parameters, inputs in asked:
        source, reading = parameters.get("corpus"), parameters.get("reading", {})
        if not source or not isinstance(reading, dict):
            continue
        label = f"{source} {json.dumps(reading, sort_keys=True, ensure_ascii=False)}" if reading else source
        read_from = [one.sha256 for one in inputs if one.parameter in ("corpus", "reading")]
        state = hashlib.sha256(json.dumps([label, read_from, kit]).encode()).hexdigest()
        if label in found:
            continue
        if earlier.get(label, {}).get("state") == state:
            found[label] = earlier[label]
        elif (texts := _texts(source, reading, cwd)) is not None:
            found[label] = {"state": state, "documents": texts}
    return found


def write(found: dict[str, dict[str, Any]], folder: Path) -> None:
    """Put the list beside the pages."""
    (folder / NAME).write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def _texts(source: str, reading: dict[str, Any], cwd: Path) -> dict[str, str] | None:
    from discourse.corpus import read

    before = Path.cwd()
    try:
        os.chdir(cwd)
        table = read(source, **reading).documents
    except (DiscourseError, TypeError):
        return None
    finally:
        os.chdir(before)
    return {
        name: hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        for name, text in zip(table["document"], table["text"], strict=True)
    }

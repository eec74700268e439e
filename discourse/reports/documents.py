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
FROM_TEXTS = {"title", "author", "deck", "author_role"}  # columns that cleaning fills in


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
        label = label_of(parameters)
        if label is None or label in found:
            continue
        read_from = [one.sha256 for one in inputs if one.parameter in ("corpus", "reading")]
        state = hashlib.sha256(json.dumps([label, read_from, kit]).encode()).hexdigest()
        if earlier.get(label, {}).get("state") == state:
            found[label] = earlier[label]
        elif (texts := _texts(source, reading, cwd)) is not None:
            found[label] = {"state": state, "documents": texts}
    return found


def label_of(parameters: dict[str, Any]) -> str | None:
    """What a notebook with these parameters reads, in words; None if they do not say.

    Examples
    --------
    >>> label_of({"corpus": "lee", "reading": {"between": ["2000", "2001"], "where": {"outlet": "ABC"}}})
    'lee (between: 2000, 2001; where: {"outlet": "ABC"})'
    """
    source, reading = parameters.get("corpus"), parameters.get("reading", {})
    if not source or not isinstance(reading, dict):
        return None
    said = "; ".join(f"{name}: {_said(value)}" for name, value in sorted(reading.items()))
    return f"{source} ({said})" if said else source


def _said(value: Any) -> str:
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return ", ".join(value)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, ensure_ascii=False)


def write(found: dict[str, dict[str, Any]], folder: Path) -> None:
    """Put the list beside the pages."""
    (folder / NAME).write_text(json.dumps(found, ensure_ascii=False, indent=0) + "\n", encoding="utf-8")


def read(source: str, reading: dict[str, Any], folder: Path, *columns: str | None):
    """The table of documents that a notebook reads; what takes long, and is not needed for `columns`, is left out.

    Parameters
    ----------
    source : str
    reading : dict
        Options of `discourse.read`; its filters are followed.
    folder : Path
        Where relative paths start from.
    *columns : str
        Those that are needed beside the names and texts of the documents.

    Raises
    ------
    DiscourseError
        If it cannot be read.
    TypeError
        If `discourse.read` has no such option.
    """
    from discourse.corpus import catalogue
    from discourse.corpus import read as read_corpus
    from discourse.corpus.identify import UNDETERMINED
    from discourse.corpus.stored.manifest import is_store

    needed = {*columns, *reading.get("where", {})}
    before = Path.cwd()
    try:
        os.chdir(folder)
        light: dict[str, Any] = {}
        if source in catalogue.names() or not (source.endswith(".parquet") or is_store(Path(source))):
            if not needed & FROM_TEXTS:
                light["clean"] = False
            if "language" not in needed:
                light["language"] = UNDETERMINED
        return read_corpus(source, **{**light, **reading}).documents
    finally:
        os.chdir(before)


def _texts(source: str, reading: dict[str, Any], cwd: Path) -> dict[str, str] | None:
    try:
        table = read(source, reading, cwd)
    except (DiscourseError, TypeError):
        return None
    return {
        name: hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        for name, text in zip(table["document"], table["text"], strict=True)
    }

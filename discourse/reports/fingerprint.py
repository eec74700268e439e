"""What a report is made from, in one hash: when it is unchanged, there is nothing to run."""

from __future__ import annotations

import hashlib
import importlib.metadata
import json
import platform
import re
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from discourse import home
from discourse.corpus.stored import manifest
from discourse.corpus.stored.manifest import is_store
from discourse.reports.spec import NotebookRun, Spec


@dataclass(frozen=True)
class Input:
    """A file, folder or corpus that a parameter names, and the hash of what is in it."""

    parameter: str
    value: str
    files: int
    bytes: int
    sha256: str


def sha256(path: Path) -> str:
    """Hash of a file's content."""
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs(parameters: dict[str, Any], cwd: Path, published: Path) -> list[Input]:
    """Find and hash what the parameters of a notebook name.

    Parameters
    ----------
    parameters : dict
        Complete parameters. The text of one named `corpus` may be a catalogue name; any other text, also
        inside a list or a dict, counts when it is the path of a file or folder.
    cwd : Path
        Where relative paths start from.
    published : Path
        The folder reports are written to, which is never an input.
    """
    found = []
    for name, value in parameters.items():
        for text in value.values() if isinstance(value, dict) else value if isinstance(value, list) else [value]:
            if isinstance(text, str) and (files := _files(name, text, cwd, published)):
                size = sum(path.stat().st_size for _, path in files)
                found.append(Input(name, text, len(files), size, _digest(files)))
    return found


def kit() -> str:
    """The hash of this library and of the versions of what it stands on."""
    return _hash({"library": _digest(list(home.library())), "versions": versions()})


def chapter_key(spec: Spec, run: NotebookRun, parameters: dict[str, Any], read: list[Input], kit: str) -> str:
    """The hash of everything that decides what one notebook brings to a report."""
    return _hash(
        {
            "report": spec.title,
            "outputs": [form for form in spec.outputs if form != "pdf"],  # made of the pages, after them
            "name": run.name,
            "title": run.title,
            "source": sha256(run.path),
            "parameters": parameters,
            "inputs": [asdict(one) for one in read],
            "kit": kit,
        }
    )


def key(spec: Spec, chapters: list[str]) -> str:
    """The hash of everything that decides what a report looks like; `chapters` are those of its notebooks."""
    said = {name: getattr(spec, name) for name in ("title", "summary", "outputs", "authors", "license", "parts")}
    return _hash({**said, "notebooks": chapters})


def versions() -> dict[str, str]:
    """Versions of Python, of this package and of the packages it asks for."""
    found = {"python": platform.python_version(), "discourse": importlib.metadata.version("discourse")}
    for requirement in importlib.metadata.requires("discourse") or []:
        if "extra ==" not in requirement:
            name = re.match(r"[\w.-]+", requirement)[0]
            found[name] = importlib.metadata.version(name)
    return dict(sorted(found.items()))


def _hash(parts: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _files(name: str, text: str, cwd: Path, published: Path) -> list[tuple[str, Path]]:
    if not text or "\0" in text:
        return []
    if name == "corpus":
        from discourse.corpus import catalogue

        if text in catalogue.names():
            return [(path.name, path) for path in sorted(catalogue.files(text))]
    path = cwd / text
    try:
        if path.is_file():
            return [(path.name, path)]
        if path.is_dir() and is_store(path):
            return [(manifest.NAME, path / manifest.NAME)]  # which has the checksums of what the corpus is
        return list(_walk(path, published)) if path.is_dir() else []
    except OSError:  # a sentence may be longer than a file name can be
        return []


def _walk(folder: Path, published: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in inside.parts)
        if path.is_file() and not hidden and not path.resolve().is_relative_to(published.resolve()):
            yield inside.as_posix(), path


def _digest(files: Iterable[tuple[str, Path]]) -> str:
    """One hash over names and contents."""
    lines = "".join(f"{sha256(path)}  {name}\n" for name, path in files)
    return hashlib.sha256(lines.encode()).hexdigest()

"""The languages of a codebook: a file of patterns and examples for each, beside the one with the definitions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import regex

from discourse.errors import CodebookError
from discourse.framing.yaml_lines import Path_, Place, load

PER_LANGUAGE = ("patterns", "examples", "counter_examples")
_KEYS = {"lists", "categories"}  # lists: for YAML anchors
_CODE = regex.compile(r"[a-z]{2,3}")


def language_files(path: Path, wanted: Iterable[str] | None = None) -> dict[str, Path]:
    """The files beside a codebook that add a language: ``mine.yaml`` has ``mine/uk.yaml``; by code, sorted."""
    files = {file.stem: file for file in sorted(path.with_suffix("").glob("*.yaml"))}
    return files if wanted is None else {code: file for code, file in files.items() if code in set(wanted)}


def assembled(path: Path, files: dict[str, Path]) -> tuple[Any, dict[Path_, Place], dict[str, str]]:
    """A codebook with the files of some languages, as if it were written in one file.

    Returns
    -------
    value, places
        As `discourse.framing.yaml_lines.load` gives them; what is in a language's file stands under the categories'
        ``patterns``, ``examples`` and ``counter_examples`` of that language, with its place in its own file.
    sources : dict of str to str
        Language to the name of its file, for errors.

    Raises
    ------
    CodebookError
        A file is no YAML, its name is no language code, it has keys that do not belong there, or a language or
        category is written in two places or defined in none; with file, line and column.
    """
    root, places = load(path)
    sources = {}
    for code, file in files.items():
        sources[code] = f"{path.stem}/{file.name}"
        _add(root, places, code, file, sources[code])
    return root, places, sources


def _add(root: Any, places: dict[Path_, Place], code: str, file: Path, source: str) -> None:
    if not _CODE.fullmatch(code):
        raise CodebookError(f"{code!r} is no language", source=source, remedy="name the file by its code, uk.yaml")
    value, found = load(file)

    def wrong(at: Path_, problem: str, remedy: str):
        line, column = found.get(at, (1, 1))
        raise CodebookError(problem, source=source, line=line, column=column, remedy=remedy)

    if not isinstance(value, dict) or not isinstance(value.get("categories"), dict):
        wrong((), "there are no categories", "write 'categories:' and below it the ids of the codebook's categories")
    for key in value:
        if key not in _KEYS:
            wrong((key,), f"unknown key {key!r}", f"the keys here are {', '.join(sorted(_KEYS))}")
    defined = root.get("categories") if isinstance(root, dict) else None
    for name, written in value["categories"].items():
        at: Path_ = ("categories", name)
        category = defined.get(name) if isinstance(defined, dict) else None
        if not isinstance(category, dict):
            wrong(at, f"the codebook defines no category {name!r}", "define it in the codebook's own file")
        if not isinstance(written, dict):
            wrong(at, f"{name!r} should be keys with values", f"write {', '.join(PER_LANGUAGE)}")
        for key, items in written.items():
            if key not in PER_LANGUAGE:
                wrong((*at, key), f"unknown key {key!r}", f"the keys here are {', '.join(PER_LANGUAGE)}")
            if category.get(key) is None:
                category[key] = {}
            if code in category[key]:
                wrong((*at, key), f"{name!r} has {key} in {code!r} in two files", "leave them in one")
            category[key][code] = items
            places.update(
                ((*at, key, code, *rest[3:]), place) for rest, place in found.items() if rest[:3] == (*at, key)
            )

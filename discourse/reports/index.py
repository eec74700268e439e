"""The first page of a published run: the answers, a figure each, and how they were come by."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from discourse.reports.drawing import drawing, picture
from discourse.reports.excerpt import Excerpt, excerpt
from discourse.reports.gather import Kept
from discourse.reports.outputs import markdown
from discourse.reports.page import environment, literal
from discourse.reports.seen import seen


@dataclass(frozen=True)
class Chapter:
    """What the first page shows of one notebook."""

    name: str
    title: str
    shown: Excerpt
    figure: Markup
    tables: list[Path]


def chapter(name: str, title: str, kept: list[Kept], page: str) -> Chapter:
    """Choose from a notebook's page and what it kept: answer, first figure, how sure, sentences and tables."""
    first = next((one for one in kept if one.kind == "figures"), None)
    shown = excerpt(name, page, first.name if first else "")
    figure = shown.figure
    if first and first.files and not figure:  # of somebody else's class, which does not say its name
        figure = Markup("<figure>{}</figure>").format(drawing(first, f"{name}-{first.name}") or picture(first))
    tables = [path for one in kept if one.kind == "tables" for path in one.files if path.suffix == ".csv"]
    return Chapter(name, title, shown, figure, tables)


def render(
    record: dict[str, Any],
    summary: str,
    chapters: list[Chapter],
    folder: Path,
    changed: dict[str, Any],
    *,
    files: list[str] | None = None,
    parts: list[dict[str, Any]] | None = None,
    pdf: str = "",
    whole: str = "",
) -> str:
    """Make a first page, which says when the run was made.

    Parameters
    ----------
    record : dict
        The run's record (see `discourse.reports.manifest`).
    summary : str
        Markdown.
    chapters : list of Chapter
    folder : Path
        The run's folder.
    changed : dict
        What changed since the run before (see `discourse.reports.changes.shown`); empty where there was none.
    files : list of str, optional
        Those that are listed; all that are there by default.
    parts : list of dict, optional
        The parts of a matrix, shown in place of the chapters: `page`, `title` and `chapters` of each.
    pdf : str
        The name of the same as PDF; empty for none.
    whole : str
        The title of the report that this is a part of; empty for the first page of all.
    """
    there = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    return seen(
        environment()
        .get_template("parts.html.j2" if parts else "index.html.j2")
        .render(
            title=record["title"],
            summary=markdown(summary),
            made=datetime.fromisoformat(record["finished"]),
            chapters=chapters,
            parts=parts,
            pdf=pdf,
            whole=whole,
            codebooks=dict.fromkeys(book for one in chapters for book in one.shown.codebooks),
            searched=_searched(chapters),
            changed=changed,
            notebooks=[
                {**one, "values": [(name, literal(value)) for name, value in one["parameters"].items()]}
                for one in record["notebooks"]
            ],
            read=_read(record["notebooks"]),
            versions=record["versions"],
            files=[(name, _size((folder / name).stat().st_size)) for name in files or there],
        )
    )


def _read(notebooks: list[dict]) -> list[dict]:
    """Each input once, with the notebooks that read it."""
    found: dict[tuple[str, str], dict] = {}
    for notebook in notebooks:
        for one in notebook["inputs"]:
            row = found.setdefault((one["value"], one["sha256"]), {**one, "size": _size(one["bytes"]), "by": []})
            if notebook["name"] not in row["by"]:
                row["by"].append(notebook["name"])
    return list(found.values())


def _searched(chapters: list[Chapter]) -> Markup:
    """The words of all pages, for the search: address, title and text of each place, as JSON in a script element."""
    places = [(f"{one.name}.html#{place}", one.title, text) for one in chapters for place, text in one.shown.texts]
    text = json.dumps(places, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&":  # nothing in it ends the element
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Markup(text)


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"

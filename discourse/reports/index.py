"""The first page of a published run: the answers, a figure each, and how they were come by."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from markupsafe import Markup

from discourse.reports.gather import Kept
from discourse.reports.page import environment, literal, markdown

SHARP_UP_TO = 300_000  # bytes; a larger drawing is shown as its picture


@dataclass(frozen=True)
class Chapter:
    """What the first page shows of one notebook."""

    name: str
    title: str
    answer: Markup
    figure: str
    alt: str
    tables: list[Path]


def chapter(name: str, title: str, kept: list[Kept]) -> Chapter:
    """Choose from what a notebook kept: the text named "answer", the first figure, and all tables."""
    answers = [one for one in kept if one.kind == "answers"]
    figures = [one for one in kept if one.kind == "figures"]
    first = next((one for one in answers if one.name == "answer"), None)
    return Chapter(
        name,
        title,
        markdown(first.files[0].read_text(encoding="utf-8")) if first else Markup(),
        _address(figures[0]) if figures else "",
        figures[0].alt if figures else "",
        [path for one in kept if one.kind == "tables" for path in one.files if path.suffix == ".csv"],
    )


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
    """
    there = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*")) if path.is_file()]
    return (
        environment()
        .get_template("parts.html.j2" if parts else "index.html.j2")
        .render(
            title=record["title"],
            summary=markdown(summary),
            made=datetime.fromisoformat(record["finished"]),
            chapters=chapters,
            parts=parts,
            pdf=pdf,
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


def _address(figure: Kept) -> str:
    """The figure as a data address: sharp at any size, unless that would make the page heavy.

    Empty where the report was to have neither drawings nor pictures.
    """
    forms = {path.suffix: path for path in figure.files}
    if not {".svg", ".png"} & forms.keys():
        return ""
    drawing = ".svg" in forms and (".png" not in forms or forms[".svg"].stat().st_size <= SHARP_UP_TO)
    kind, path = ("image/svg+xml", forms[".svg"]) if drawing else ("image/png", forms[".png"])
    return f"data:{kind};base64,{b64encode(path.read_bytes()).decode()}"


def _size(count: int) -> str:
    return f"{count} B" if count < 1000 else f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1e6:.1f} MB"

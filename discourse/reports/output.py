"""What a notebook hands to its report: figures, tables and the answer in words."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any

from discourse.errors import DiscourseError
from discourse.reports.seen import seen
from discourse.tables import write

_standing = {"note": ""}
NAME = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")


class Answer(str):
    """Text that a notebook shows as Markdown."""

    def _repr_markdown_(self) -> str:
        return str(self)


def note(text: str) -> None:
    """Let a sentence stand at the end of the caption of every figure that is kept from here on.

    Such as how far the coding behind the figures was checked: `discourse.validity_line`. An empty text ends it.
    """
    _standing["note"] = text


def keep(obj: Any, name: str) -> Any:
    """Show `obj` here, and keep it for the report when one is being made.

    Parameters
    ----------
    obj : figure, DataFrame or str
        A figure (anything with `savefig`, and an `alt` text that says what is to be seen) is kept as PNG and
        SVG, a table as CSV and Parquet, text as Markdown. The text named "answer" heads the report's first page.
    name : str
        Small letters, digits and hyphens; each name once per notebook and kind.

    Returns
    -------
    object
        `obj` itself; for text, an object that a notebook shows as Markdown.

    Raises
    ------
    DiscourseError
        If the name is no name or taken, or a figure has no `alt` text.

    Examples
    --------
    >>> keep("Talks are named in **31%** of the articles.", "answer")
    'Talks are named in **31%** of the articles.'
    """
    if not NAME.fullmatch(name):
        raise DiscourseError(
            f"cannot keep anything under the name {name!r}", remedy="use small letters, digits and hyphens"
        )
    folder = os.environ.get("DISCOURSE_OUTPUT")
    if isinstance(obj, str):
        kind, write, alt, obj = "answers", _write_text, "", Answer(obj)
    elif _is_table(obj):
        kind, write, alt = "tables", _write_table, ""
    elif hasattr(obj, "savefig"):
        kind, write, alt = "figures", _write_figure, str(getattr(obj, "alt", "")).strip()
        if not alt:
            remedy = "set its `alt` to a sentence that says what is to be seen"
            raise DiscourseError(f"the figure {name!r} has no alt text", remedy=remedy)
        if not getattr(obj, "caption", "").endswith(_standing["note"]):
            obj.caption = f"{getattr(obj, 'caption', '')} {_standing['note']}".strip()
        obj.kept = name  # by which a published page finds the drawing of what is shown
    else:
        remedy = "keep a figure, a DataFrame or a string"
        raise DiscourseError(f"{name!r} is a {type(obj).__name__}, which a report cannot keep", remedy=remedy)
    if folder:
        _record(Path(folder), kind, name, alt)
        write(obj, Path(folder) / kind / name)
    return obj


def _is_table(obj: Any) -> bool:
    import pandas as pd

    return isinstance(obj, pd.DataFrame)


def _record(folder: Path, kind: str, name: str, alt: str) -> None:
    """Note what was kept, in order: the first figure of a notebook is the one its report shows first."""
    ledger = folder / "kept.jsonl"
    entry = {"kind": kind, "name": name, "alt": alt}
    earlier = ledger.read_text(encoding="utf-8") if ledger.exists() else ""
    if any((item["kind"], item["name"]) == (kind, name) for item in map(json.loads, earlier.splitlines())):
        raise DiscourseError(f"two of this notebook's {kind} are named {name!r}", remedy="give each its own name")
    (folder / kind).mkdir(parents=True, exist_ok=True)
    ledger.write_text(earlier + json.dumps(entry, ensure_ascii=False) + "\n", encoding="utf-8")


def _write_text(text: str, path: Path) -> None:
    path.with_name(f"{path.name}.md").write_text(f"{text.strip()}\n", encoding="utf-8", newline="\n")


def _write_table(table, path: Path) -> None:
    if any(name is not None for name in table.index.names):
        table = table.reset_index()  # a named index is data; row numbers are not
    for form in ("csv", "parquet"):
        write(table, path.with_name(f"{path.name}.{form}"))


def _write_figure(figure, path: Path) -> None:
    import matplotlib as mpl

    # Without these two an SVG holds random identifiers and the time, and a PNG the version of Matplotlib.
    with mpl.rc_context({"svg.hashsalt": "discourse"}):
        drawing = path.with_name(f"{path.name}.svg")
        figure.savefig(drawing, metadata={"Date": None})
    # A label with a control character in it would make a file that is no XML.
    drawing.write_text(seen(drawing.read_text(encoding="utf-8")), encoding="utf-8", newline="\n")
    figure.savefig(path.with_name(f"{path.name}.png"), dpi=150, metadata={"Software": None})
    path.with_name(f"{path.name}.txt").write_text(f"{figure.alt.strip()}\n", encoding="utf-8", newline="\n")

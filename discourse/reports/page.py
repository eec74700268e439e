"""Turn an executed notebook into one page that reads as an article."""

from __future__ import annotations

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from discourse import __version__
from discourse.reports.drawing import drawing
from discourse.reports.finish import finish
from discourse.reports.gather import Kept
from discourse.reports.notebook import nbformat, read
from discourse.reports.outputs import blocks
from discourse.reports.seen import seen

TEMPLATE = Path(__file__).parent / "template"


@cache
def environment():
    """The templates: everything put into them is escaped unless it was cleaned before."""
    import jinja2

    templates = jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATE),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    css, script = ((TEMPLATE / name).read_text(encoding="utf-8") for name in ("report.css", "report.js"))
    templates.globals["css"] = Markup(css)
    templates.globals["script"] = Markup(script)
    # The one script that a browser may run in the page, whatever else got into it.
    templates.globals["script_hash"] = b64encode(sha256(script.encode()).digest()).decode()
    templates.globals["version"] = __version__
    return templates


def title_of(executed: Path, given: str) -> str:
    """A page's title: the given one, else the notebook's first heading, else its name."""
    return given or take_heading(read(executed)) or executed.stem.replace("-", " ").capitalize()


def render(executed: Path, *, title: str, report: str, values: list[dict[str, Any]], kept: list[Kept]) -> str:
    """Make the page of one executed notebook.

    Parameters
    ----------
    executed : Path
    title : str
    report : str
        The title of the report it belongs to.
    values : list of dict
        Its parameters: `name`, `value` and `help`.
    kept : list of Kept
        What it kept.

    Returns
    -------
    str
        A whole HTML document. It holds no date: the same notebook gives the same page.
    """
    notebook = read(executed)
    take_heading(notebook)  # the page's title stands in its place
    pieces = blocks(notebook, executed.parent, answer_of(kept))
    drawings = {one.name: drawing(one, f"{executed.stem}-{one.name}") for one in kept if one.kind == "figures"}
    templates = environment()
    body, headings = finish(templates.get_template("body.html.j2").render(blocks=pieces), drawings)
    whole = templates.get_template("page.html.j2").render(
        title=title,
        report=report,
        name=executed.stem,
        body=body,
        contents=[heading for heading in headings if heading.level == 2],
        values=values,
        tables=[path.name for one in kept if one.kind == "tables" for path in one.files if path.suffix == ".csv"],
    )
    return seen(whole)


def answer_of(kept: list[Kept]) -> str:
    """The text that was kept as the answer; empty if there is none."""
    found = next((one for one in kept if (one.kind, one.name) == ("answers", "answer")), None)
    return found.files[0].read_text(encoding="utf-8") if found else ""


def take_heading(notebook: nbformat.NotebookNode) -> str:
    """Remove a first-level heading that opens the notebook, and return its text ("" when there is none)."""
    first = notebook.cells[0] if notebook.cells else None
    if first is None or first.cell_type != "markdown":
        return ""
    match = re.match(r"\s*# +(.+?)(?: +#*)?\s*(?:\n|$)", first.source)
    if not match:
        return ""
    first.source = first.source[match.end() :]
    return re.sub(r"[*_`]", "", match[1])


def literal(value: Any) -> Markup:
    """A parameter's value as a table shows it."""
    return Markup("<em>empty</em>") if value in ("", [], {}) else escape(value)

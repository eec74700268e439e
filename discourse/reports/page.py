"""Turn an executed notebook into one page that reads as an article."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from markupsafe import Markup, escape

from discourse import __version__
from discourse.reports.clean import UNNAMED, clean
from discourse.reports.execute import INJECTED
from discourse.reports.notebook import nbformat, read

TEMPLATE = Path(__file__).parent / "template"
HIDDEN = {"parameters", INJECTED, "remove-cell"}
# In the order in which one is chosen when an output comes in several forms.
IMAGES = ("image/svg+xml", "image/png", "image/jpeg")


@dataclass(frozen=True)
class Block:
    """A piece of a page: `text`, `code` (folded away), `output` or `messages` (folded away)."""

    kind: str
    html: Markup
    on_paper: bool = False


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
    templates.globals["css"] = Markup((TEMPLATE / "report.css").read_text(encoding="utf-8"))
    templates.globals["version"] = __version__
    return templates


def title_of(executed: Path, given: str) -> str:
    """A page's title: the given one, else the notebook's first heading, else its name."""
    return given or take_heading(read(executed)) or executed.stem.replace("-", " ").capitalize()


def render(executed: Path, *, title: str, report: str, values: list[dict[str, Any]], tables: list[str]) -> str:
    """Make the page of one executed notebook.

    Parameters
    ----------
    executed : Path
    title : str
    report : str
        The title of the report it belongs to.
    values : list of dict
        Its parameters: `name`, `value` and `help`.
    tables : list of str
        File names of the tables it kept.

    Returns
    -------
    str
        A whole HTML document. It holds no date: the same notebook gives the same page.
    """
    notebook = read(executed)
    take_heading(notebook)  # the page's title stands in its place
    return (
        environment()
        .get_template("page.html.j2")
        .render(
            title=title,
            report=report,
            name=executed.stem,
            blocks=blocks(notebook, executed.parent),
            values=values,
            tables=tables,
        )
    )


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


def markdown(text: str, *, attachments: dict | None = None, folder: Path | None = None) -> Markup:
    """Render Markdown as harmless HTML; pictures beside it are taken in when `folder` says where they are."""
    from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

    renderer = IPythonRenderer(
        escape=False,
        exclude_anchor_links=True,
        attachments=attachments or {},
        embed_images=folder is not None,
        path=str(folder or ""),
    )
    return _finish(clean(MarkdownWithMath(renderer=renderer).render(text)))


def blocks(notebook: nbformat.NotebookNode, folder: Path) -> list[Block]:
    """The pieces of a page, in order.

    Code stands below what it made, together with that of the cells before it which showed nothing, so that a
    reader comes from a question to its answer. The parameters' cells are left to the table at the end.
    """
    found: list[Block] = []
    waiting: list[str] = []
    for cell in notebook.cells:
        if HIDDEN & set(cell.metadata.get("tags", [])) or not (cell.source.strip() or cell.get("outputs")):
            continue
        if cell.cell_type == "code":
            waiting.append(cell.source.strip("\n"))
            shown = [block for output in cell.outputs if (block := _output(output))]
            found += [*shown, *_code(waiting)] if shown else []
        elif cell.cell_type == "markdown":
            text = markdown(cell.source, attachments=cell.get("attachments"), folder=folder)
            found += [*_code(waiting), Block("text", text)]
    return found + _code(waiting)


def _code(waiting: list[str]) -> list[Block]:
    """The code that waits to be shown, as one block; nothing waits afterwards."""
    source = "\n\n".join(waiting)
    waiting.clear()
    return [Block("code", highlighted(source))] if source else []


def highlighted(source: str) -> Markup:
    """Python source with its words marked for the style sheet."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import PythonLexer

    return Markup(highlight(source, PythonLexer(), HtmlFormatter(nowrap=True)))


def _output(output: nbformat.NotebookNode) -> Block | None:
    if output.output_type == "stream":
        kind = "output" if output.name == "stdout" else "messages"
        return Block(kind, _preformatted(output.text)) if output.text.strip() else None
    if output.output_type == "error":
        return Block("output", _preformatted("\n".join(output.traceback)))
    data = output.data
    if "text/html" in data:
        html = clean(data["text/html"])
        if html.strip():
            return Block("output", _finish(html), on_paper=_needs_paper(html))
    for kind in IMAGES:
        if kind in data:
            return Block("output", _image(kind, data[kind], output.metadata))
    if "text/markdown" in data:
        return Block("output", markdown(data["text/markdown"]))
    plain = data.get("text/plain", "")
    return Block("output", _preformatted(plain)) if plain.strip() else None


def _preformatted(text: str) -> Markup:
    from nbconvert.filters import strip_ansi

    return Markup('<pre tabindex="0">{}</pre>').format(strip_ansi(text))


def _image(kind: str, data: str, metadata: dict) -> Markup:
    from base64 import b64encode

    if kind == "image/svg+xml":
        data = b64encode(data.encode()).decode()
    alt = metadata.get(kind, {}).get("alt") or metadata.get("alt") or UNNAMED
    return Markup('<figure><img alt="{}" src="data:{};base64,{}"></figure>').format(alt, kind, data.replace("\n", ""))


def _needs_paper(html: str) -> bool:
    """Whether an output sets grounds but not the colour of the text on them, and so must stand on white."""
    if "prefers-color-scheme" in html:
        return False
    styles = re.findall(r'style="([^"]*)"|<style>(.*?)</style>', html, re.DOTALL)
    return any("background" in inline + sheet and not re.search(r"(?<![\w-])color", inline) for inline, sheet in styles)


def _finish(html: str) -> Markup:
    """Fit cleaned HTML into a page: one main heading per page, and tables that scroll inside their box."""
    html = re.sub(r"(</?)h1\b", r"\1h2", html)
    box = '<div class="scroll" tabindex="0" role="group" aria-label="Table">'
    html = re.sub(r"<table\b", f"{box}<table", html).replace("</table>", "</table></div>")
    return Markup(html)


def literal(value: Any) -> Markup:
    """A parameter's value as a table shows it."""
    return Markup("<em>empty</em>") if value in ("", [], {}) else escape(value)

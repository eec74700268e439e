"""The cells and outputs of an executed notebook as pieces of a page."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from discourse.reports.clean import UNNAMED, clean
from discourse.reports.execute import INJECTED
from discourse.reports.notebook import nbformat

HIDDEN = {"parameters", INJECTED, "remove-cell"}
# In the order in which one is chosen when an output comes in several forms.
IMAGES = ("image/svg+xml", "image/png", "image/jpeg")
HOW_SURE = re.compile(r"\s*\*\*How sure\?\*\*")


@dataclass(frozen=True)
class Block:
    """A piece of a page: `text`, `sure`, `answer`, `code` (folded away), `output` or `messages` (folded away)."""

    kind: str
    html: Markup
    on_paper: bool = False


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
    return Markup(clean(MarkdownWithMath(renderer=renderer).render(text)))


def blocks(notebook: nbformat.NotebookNode, folder: Path, answer: str = "") -> list[Block]:
    """The pieces of a page, in order; an output that is the `answer` says so.

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
            shown = [block for output in cell.outputs if (block := _output(output, answer))]
            found += [*shown, *_code(waiting)] if shown else []
        elif cell.cell_type == "markdown":
            text = markdown(cell.source, attachments=cell.get("attachments"), folder=folder)
            found += [*_code(waiting), Block("sure" if HOW_SURE.match(cell.source) else "text", text)]
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


def _output(output: nbformat.NotebookNode, answer: str) -> Block | None:
    if output.output_type == "stream":
        kind = "output" if output.name == "stdout" else "messages"
        return Block(kind, _preformatted(output.text)) if output.text.strip() else None
    if output.output_type == "error":
        return Block("output", _preformatted("\n".join(output.traceback)))
    data = output.data
    if "text/html" in data:
        html = clean(data["text/html"])
        if html.strip():
            return Block("output", Markup(html), on_paper=_needs_paper(html))
    for kind in IMAGES:
        if kind in data:
            return Block("output", _image(kind, data[kind], output.metadata))
    if "text/markdown" in data:
        text = data["text/markdown"]
        return Block("answer" if answer and text.strip() == answer.strip() else "output", markdown(text))
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

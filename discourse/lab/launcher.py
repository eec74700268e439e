"""The form of the start page: which texts, which question, and a notebook that is ready to run."""

from __future__ import annotations

import json
import os
from html import escape
from pathlib import Path

from discourse.errors import DiscourseError
from discourse.lab.start import questions, start


def launcher(folder: str | Path = "work"):
    """A form that makes notebooks with `start`; while a report is made, the questions as a table.

    Tab goes from field to field, arrow keys choose, Enter or the space bar presses the button.
    """
    known = questions()
    if os.environ.get("DISCOURSE_OUTPUT"):
        return known
    import ipywidgets as widgets

    from discourse.corpus import catalogue

    wide = widgets.Layout(width="46em")
    style = {"description_width": "6em"}
    corpus = widgets.Combobox(
        options=catalogue.names(),  # offered as soon as something is typed
        placeholder=f"{', '.join(catalogue.names())}, or the path of a folder or a file",
        ensure_option=False,
        description="Texts",
        layout=wide,
        style=style,
    )
    asked = widgets.Dropdown(
        options=list(zip(known["question"], known["notebook"], strict=True)),
        value="framing",
        description="Question",
        layout=wide,
        style=style,
    )
    button = widgets.Button(description="Make my notebook", button_style="primary", layout=widgets.Layout(width="14em"))
    said = widgets.HTML()

    def make(_) -> None:
        try:
            said.value = _link(start(asked.value, corpus.value.strip(), folder=folder).path)
        except DiscourseError as error:
            said.value = f'<p role="alert">{escape(str(error))}</p>'

    button.on_click(make)
    return widgets.VBox([corpus, asked, button, said])


def _link(path: Path) -> str:
    """A button that opens a notebook beside this one, which JupyterLab does for elements marked so."""
    root = os.environ.get("DISCOURSE_LAB")
    shown = path.resolve()
    if not root or not shown.is_relative_to(Path(root).resolve()):
        return f"<p>Made: <code>{escape(str(shown))}</code>. Open it from the file browser on the left.</p>"
    inside = shown.relative_to(Path(root).resolve()).as_posix()
    where = escape(json.dumps({"path": inside}), quote=True)
    return (
        f'<p>Made: <code>{escape(inside)}</code> <button class="jupyter-button" '
        f'data-commandlinker-command="docmanager:open" data-commandlinker-args="{where}">Open it</button> '
        "Then Run, Run All Cells.</p>"
    )

"""Run one notebook with papermill, and say honestly how it ended."""

from __future__ import annotations

import json
import logging
import re
import traceback
from pathlib import Path
from typing import Any

from discourse.reports.notebook import nbformat, read
from discourse.reports.stop import Stopped

INJECTED = "injected-parameters"
NAME = "python3"
KERNEL = {"name": NAME, "display_name": "Python 3", "language": "python"}  # whatever it was saved with

ADDRESS = re.compile(r"(<[^<>\n]*) at 0x[0-9a-fA-F]+>")  # where an object lay in memory


class NotebookError(Exception):
    """A notebook did not run to its end. `trace` is what its kernel said."""

    def __init__(self, problem: str, trace: str):
        super().__init__(problem)
        self.trace = trace


def execute(source: Path, target: Path, parameters: dict[str, Any], *, cwd: Path, kept: Path) -> None:
    """Run a notebook in a kernel of its own and write it, with its outputs, to `target`.

    The executed notebook holds no times, paths or random identifiers: the same input gives the same bytes.
    When the notebook fails, `target` is left as far as it came.

    Parameters
    ----------
    source, target : Path
    parameters : dict
        Checked values (see `discourse.reports.parameters.check`).
    cwd : Path
        The folder the notebook runs in.
    kept : Path
        The folder `discourse.keep` writes to.

    Raises
    ------
    NotebookError
        If a cell raises or the kernel dies; says which cell.
    Stopped
        If the run was stopped; `during` says in which cell.
    """
    import papermill

    from discourse.reports.kernel import kernel

    logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what it warns of is an error here, said once
    notebook = read(source)
    own = _own_names(source)
    notebook.metadata["kernelspec"] = dict(KERNEL)
    started: list[nbformat.NotebookNode] = []
    try:
        with kernel(cwd, kept) as manager:
            executed = papermill.execute_notebook(
                notebook,
                str(target),
                parameters,
                kernel_name=NAME,
                cwd=str(cwd),
                progress_bar=False,
                km=manager,
                record_timing=False,
                on_cell_start=lambda cell, cell_index: started.append(cell),
            )
    except Stopped as stop:
        stop.during = f"{source.name}, {_where(notebook, started)}"
        raise
    except Exception as error:  # a timeout and a dead kernel are not papermill's own exceptions
        problem = f"{source.name}, {_where(notebook, started)}: {_reason(error)}"
        raise NotebookError(problem, _trace(error)) from error
    _normalise(executed, own)
    nbformat.write(executed, target)


def _where(notebook: nbformat.NotebookNode, started: list[nbformat.NotebookNode]) -> str:
    """Name the last cell that was started, by its place in the notebook as it was written."""
    if not started:
        return "before its first cell"
    line = next((line.strip() for line in started[-1].source.splitlines() if line.strip()), "")
    ids = [cell.id for cell in notebook.cells]
    place = f"cell {ids.index(started[-1].id) + 1}" if started[-1].id in ids else "the given parameters"
    return f"{place} ({line[:60]})"


def _reason(error: Exception) -> str:
    from nbconvert.filters import strip_ansi

    if hasattr(error, "ename"):
        text = f"{error.ename}: {error.evalue}".strip()
    else:
        text = f"{type(error).__name__}: {(str(error).strip().splitlines() or [''])[-1]}"
    # Messages quote texts, and a terminal obeys the control characters in them.
    return "".join(letter if letter.isprintable() else " " for letter in strip_ansi(text))


def _trace(error: Exception) -> str:
    from nbconvert.filters import strip_ansi

    kernel_said = strip_ansi("\n".join(error.traceback)) if hasattr(error, "ename") else ""
    return kernel_said or "".join(traceback.format_exception(error))


def _own_names(source: Path) -> set[str]:
    """Names of the cells in the file; those of an older notebook have none, and get random ones when read."""
    cells = json.loads(source.read_text(encoding="utf-8")).get("cells", [])
    return {cell["id"] for cell in cells if "id" in cell}


def _normalise(notebook: nbformat.NotebookNode, own: set[str]) -> None:
    """Take out what differs between two runs of the same thing."""
    notebook.metadata.pop("papermill", None)
    for position, cell in enumerate(notebook.cells):
        cell.metadata.pop("papermill", None)
        if INJECTED in cell.metadata.get("tags", []):
            cell["id"] = INJECTED
        elif cell.get("id") not in own:
            cell["id"] = f"cell-{position}"
        for output in cell.get("outputs", []):
            plain = output.get("data", {}).get("text/plain")
            if plain:
                output.data["text/plain"] = ADDRESS.sub(r"\1>", plain)

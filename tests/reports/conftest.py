"""Small notebooks and specifications to make reports from."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

PARAMETERS = 'word: str = "truce"  # the word to look for\ntimes: int = 3'
WORK = """
import pandas as pd
from discourse.reports.output import keep
table = pd.DataFrame({"word": [word] * times, "share": [0.1, 0.2, 0.3][:times]})
keep(table, "shares")
"""


@pytest.fixture
def notebook(tmp_path):
    """Write a notebook: Markdown cells begin with `#`-headings or `%%`, the `parameters` cell comes first."""

    def write(name: str, *cells: str, parameters: str | None = PARAMETERS, folder: Path | None = None) -> Path:
        made = []
        if parameters is not None:
            made.append(new_code_cell(parameters, metadata={"tags": ["parameters"]}))
        for cell in cells:
            made.append(new_markdown_cell(cell) if cell.startswith("# ") else new_code_cell(cell))
        made.sort(key=lambda cell: not cell.source.startswith("# "))  # the title is above the parameters
        for position, cell in enumerate(made):
            cell["id"] = f"own-{position}"
        path = (folder or tmp_path) / f"{name}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(new_notebook(cells=made), path)
        return path

    return write


@pytest.fixture
def spec_file(tmp_path):
    """Write a report specification."""

    def write(text: str, name: str = "weekly", folder: Path | None = None) -> Path:
        path = (folder or tmp_path) / f"{name}.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write

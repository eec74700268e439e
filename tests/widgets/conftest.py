"""A JupyterLab on notebooks of one cell."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from serving import KERNEL_IS_IDLE, lab_server

CHECKOUT = Path(__file__).resolve().parents[2]
EMPTY = {"execution_count": None, "outputs": []}
CELLS = {
    "explore": 'import discourse as dc\n\ndc.explore(dc.read("two-columns"), "peace")',
    "sheet": (
        "import discourse as dc\nfrom pathlib import Path\nfrom discourse.widgets import CodingSheet\n\n"
        'if not Path("s.key.json").exists():\n'
        '    dc.draw_sheet(dc.read("two-columns"), "war-and-talks", 5, categories=["fear", "hope"]).write("s.csv")\n'
        'CodingSheet("s.csv", "ada")'
    ),
}


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A running `discourse lab` with a notebook per cell; gives its folder, port and token."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("discourse", "corpora"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "notebooks").mkdir()
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    for name, source in CELLS.items():
        cell = {
            "cell_type": "code",
            "id": "x",
            "metadata": {},
            "execution_count": None,
            "outputs": [],
            "source": source,
        }
        notebook = {"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        (folder / "notebooks" / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    with lab_server(folder) as (port, token):
        yield folder, port, token


@pytest.fixture
def opened(lab, chromium):
    """Opens a notebook of the server and runs it; no request may leave the machine, no script may fail."""
    _, port, token = lab
    address = f"http://127.0.0.1:{port}"
    here = (address, address.replace("http", "ws", 1), "data:", "blob:")
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    elsewhere, errors = [], []
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(here) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))

    def open_(name: str):
        page.goto(f"{address}/lab/tree/notebooks/{name}.ipynb?token={token}")
        page.wait_for_function(KERNEL_IS_IDLE, timeout=90_000)
        run(page)
        return page

    yield open_
    page.close()
    assert errors == []
    assert elsewhere == []


def run(page) -> None:
    """Run all cells of the notebook that is open."""
    page.evaluate("() => { void window.jupyterapp.commands.execute('notebook:run-all-cells'); }")

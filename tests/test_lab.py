"""`discourse lab`, for real: the server comes up on the notebooks, and one of them runs in it from top to bottom."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from serving import KERNEL_IS_IDLE, ask, lab_server

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A running `discourse lab` of a checkout of its own; gives its address, port and token."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("discourse", "notebooks", "corpora"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with lab_server(folder) as server:
        yield server


@pytest.mark.slow
def test_lab_opens_on_the_notebooks(lab):
    names = {item["name"] for item in ask(*lab, "contents/notebooks")["content"]}
    assert {"corpus.ipynb", "framing.ipynb", "close-reading.ipynb"} <= names


@pytest.mark.slow
@pytest.mark.browser
def test_a_notebook_runs_in_jupyterlab_and_shows_its_figures(lab, chromium):
    port, token = lab
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    elsewhere = []
    here = (f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}", "data:", "blob:")
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(here) else None)
    page.goto(f"http://127.0.0.1:{port}/lab/tree/notebooks/close-reading.ipynb?token={token}")
    page.wait_for_selector(".jp-NotebookPanel .jp-Notebook-cell", timeout=90_000)
    page.wait_for_function(KERNEL_IS_IDLE, timeout=90_000)
    page.evaluate("() => { void window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    page.wait_for_selector(".jp-OutputArea-output table >> text=pattern", timeout=90_000)
    figures = page.eval_on_selector_all(".jp-OutputArea-output figure img", "all => all.map(i => i.alt)")
    assert len(figures) == 1
    assert figures[0].startswith("Which frame stands in which of")
    assert page.locator(".jp-OutputArea-output .marked-text mark").count() > 3
    errors = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
    assert page.locator(errors).all_inner_texts() == []
    page.close()
    assert elsewhere == []

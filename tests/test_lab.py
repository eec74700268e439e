"""`discourse lab`, for real: the server comes up on the notebooks, and each of them runs in it from top to bottom."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from serving import KERNEL_IS_IDLE, ask, lab_server

import discourse as dc

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A checkout of its own."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("discourse", "notebooks", "corpora"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def lab(folder):
    """A running `discourse lab`; gives its port and token."""
    with lab_server(folder) as server:
        yield server


@pytest.mark.slow
def test_lab_opens_on_the_notebooks(lab):
    names = {item["name"] for item in ask(*lab, "contents/notebooks")["content"]}
    assert {"corpus.ipynb", "framing.ipynb", "close-reading.ipynb"} <= names


ERRORS = "[data-mime-type='application/vnd.jupyter.error'], [data-mime-type='application/vnd.jupyter.stderr']"
RUN_ALL = (
    "() => { window.ended = undefined;"
    " window.jupyterapp.commands.execute('notebook:run-all-cells').then(ok => { window.ended = ok; }); }"
)
# What each notebook is run with: quick, and nothing that has to be fetched first.
GIVEN = {
    **{key: {} for key in ("close-reading", "codebook", "contrast", "corpus", "framing", "negotiation", "validity")},
    "voices": {"permutations": 50},
    "operational-code": {"minimum_verbs": 5},
    "topics": {"k": 3, "refits": 1},
}


@pytest.fixture
def opened(lab, chromium):
    """Opens a notebook of the server in a workspace of its own; no request may leave the machine."""
    port, token = lab
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(90_000)
    elsewhere = []
    here = (f"http://127.0.0.1:{port}", f"ws://127.0.0.1:{port}", "data:", "blob:")
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(here) else None)

    def open_(path: str):
        where = f"/lab/workspaces/{Path(path).stem}/tree/{path}" if path else "/"
        page.goto(f"http://127.0.0.1:{port}{where}?token={token}")
        page.wait_for_function(KERNEL_IS_IDLE)
        return page

    yield open_
    page.evaluate("() => window.jupyterapp.serviceManager.sessions.shutdownAll()")
    page.close()
    assert elsewhere == []


def run(page) -> None:
    """Run all cells of the notebook in front and wait for the last."""
    page.evaluate(RUN_ALL)
    page.wait_for_function("() => window.ended !== undefined", timeout=180_000)
    assert page.locator(ERRORS).all_inner_texts() == []
    assert page.evaluate("() => window.ended") is True


def test_every_notebook_is_run():
    assert set(GIVEN) == set(dc.questions()["notebook"])


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("name", sorted(GIVEN))
def test_a_notebook_runs_in_jupyterlab(lab, folder, opened, name):
    path = dc.start(name, "two-columns", folder=folder / "work", **GIVEN[name]).path
    page = opened(f"work/{path.name}")
    run(page)
    if name == "close-reading":
        figures = page.eval_on_selector_all(".jp-OutputArea-output figure img", "all => all.map(i => i.alt)")
        assert len(figures) == 1
        assert figures[0].startswith("Which frame stands in which of")
        assert page.locator(".jp-OutputArea-output .marked-text mark").count() > 3


@pytest.mark.slow
@pytest.mark.browser
def test_the_start_page_makes_a_notebook_that_runs(folder, opened):
    page = opened("")
    assert page.evaluate("() => window.jupyterapp.shell.currentWidget.context.path") == "notebooks/start.ipynb"
    run(page)
    page.get_by_role("combobox", name="Texts").fill("two-columns")
    page.get_by_role("combobox", name="Question").select_option("What is in this corpus?")
    page.get_by_role("button", name="Make my notebook").focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Open it").click()
    page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget?.context?.path === 'work/corpus-two-columns-2.ipynb'"
        " || window.jupyterapp.shell.currentWidget?.context?.path === 'work/corpus-two-columns.ipynb'"
    )
    page.wait_for_function(KERNEL_IS_IDLE)
    run(page)
    assert page.locator(".Toastify__toast").count() == 0  # it does not ask about its news

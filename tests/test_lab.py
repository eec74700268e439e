"""`discourse lab`, for real: the server comes up on the notebooks, and one of them runs in it from top to bottom."""

from __future__ import annotations

import json
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A running `discourse lab` of a checkout of its own; gives its address, port and token."""
    folder = tmp_path_factory.mktemp("lab")
    for name in ("discourse", "notebooks", "corpora"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    token = secrets.token_hex(16)
    own = {
        name: str(folder / name.lower()) for name in ("JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR")
    }
    command = [sys.executable, "-m", "discourse.cli", "lab", "--no-browser", "--allow-root", f"--ServerApp.port={port}"]
    command += ["--ServerApp.port_retries=0", "--LabApp.expose_app_in_browser=True"]
    server = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, **own, "JUPYTER_TOKEN": token, "PYTHONPATH": str(folder)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        _wait_until_up(server, port, token)
        yield port, token
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_until_up(server, port: int, token: str) -> None:
    for _ in range(300):
        assert server.poll() is None, server.stderr.read()
        try:
            _ask(port, token, "status")
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("JupyterLab did not come up in a minute")


def _ask(port: int, token: str, what: str) -> dict:
    address = urllib.request.Request(f"http://127.0.0.1:{port}/api/{what}", headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(address, timeout=5) as answer:
        return json.load(answer)


@pytest.mark.slow
def test_lab_opens_on_the_notebooks(lab):
    names = {item["name"] for item in _ask(*lab, "contents/notebooks")["content"]}
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
    # Running before the kernel is ready opens a dialogue that asks for one.
    page.wait_for_function(
        "() => { const one = window.jupyterapp?.shell?.currentWidget?.sessionContext;"
        " return one?.isReady && one.session?.kernel?.status === 'idle'; }",
        timeout=90_000,
    )
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

"""The explorer in a real JupyterLab: a person types, filters, and opens a passage."""

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

CHECKOUT = Path(__file__).resolve().parents[2]
CELL = 'import discourse as dc\n\ndc.explore(dc.read("two-columns"), "peace")'


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """A running `discourse lab` with one notebook; gives its address and token."""
    folder = tmp_path_factory.mktemp("explorer")
    for name in ("discourse", "corpora"):
        shutil.copytree(CHECKOUT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    cell = {"cell_type": "code", "id": "x", "metadata": {}, "execution_count": None, "outputs": [], "source": CELL}
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    (folder / "notebooks").mkdir()
    (folder / "notebooks" / "explore.ipynb").write_text(
        json.dumps({"cells": [cell], "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}), encoding="utf-8"
    )
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
        _wait_until_up(server, f"http://127.0.0.1:{port}/api/status", token)
        yield f"http://127.0.0.1:{port}", token
    finally:
        os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_until_up(server, address: str, token: str) -> None:
    request = urllib.request.Request(address, headers={"Authorization": f"token {token}"})
    for _ in range(300):
        assert server.poll() is None, server.stderr.read()
        try:
            urllib.request.urlopen(request, timeout=5).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("JupyterLab did not come up in a minute")


@pytest.mark.slow
@pytest.mark.browser
def test_typing_filtering_and_opening_a_passage(lab, chromium):
    address, token = lab
    page = chromium.new_page(viewport={"width": 1280, "height": 1000})
    page.set_default_timeout(60_000)
    elsewhere, errors = [], []
    here = (address, address.replace("http", "ws", 1), "data:", "blob:")
    page.on("request", lambda request: elsewhere.append(request.url) if not request.url.startswith(here) else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(f"{address}/lab/tree/notebooks/explore.ipynb?token={token}")
    page.wait_for_function(
        "() => { const one = window.jupyterapp?.shell?.currentWidget?.sessionContext;"
        " return one?.isReady && one.session?.kernel?.status === 'idle'; }",
        timeout=90_000,
    )
    page.evaluate("() => { void window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    explorer = page.locator(".concordance-explorer")
    rows, note = explorer.locator("tbody tr"), explorer.locator(".ce-note")
    rows.first.wait_for()
    assert note.inner_text().startswith("peace: ")

    explorer.get_by_label("search").fill("")
    explorer.get_by_label("search").press_sequentially("lemma:talk")  # no key is taken for a command
    explorer.get_by_role("button", name="Search").click()
    note.filter(has_text="lemma:talk: ").wait_for()
    both = rows.count()
    assert all(word.lower().startswith("talk") for word in explorer.locator(".ce-keyword").all_inner_texts())

    explorer.get_by_label("outlet").select_option("The Granite Ledger")
    note.filter(has_text="outlet = The Granite Ledger").wait_for()
    assert 0 < rows.count() < both
    assert all(name.endswith("granite-ledger") for name in explorer.locator(".ce-document").all_inner_texts())

    explorer.get_by_label("sort by").select_option("right")
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.ce-right')].map(cell => cell.textContent[0]);"
        " return all.length > 1 && all.every((one, i) => i === 0 || !/[a-z]/i.test(all[i - 1]) ||"
        " all[i - 1].toLowerCase() <= one.toLowerCase()); }"
    )
    chosen = rows.nth(1)
    keyword, after = (chosen.locator(name).inner_text() for name in (".ce-keyword", ".ce-right"))
    chosen.click()
    text = explorer.locator(".ce-passage .ce-text")
    text.wait_for()
    assert text.locator("mark").inner_text() == keyword
    assert "".join(after.split()) in "".join(text.inner_text().split())
    assert text.locator("mark").is_visible()

    explorer.get_by_label("search").fill("lemma:")
    explorer.get_by_label("search").press("Enter")
    note.filter(has_text="needs a word").wait_for()
    assert rows.count() == 0
    assert not text.is_visible()
    page.close()
    assert errors == []
    assert elsewhere == []

"""A running `discourse lab` for the tests that need a real JupyterLab."""

from __future__ import annotations

import json
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

# Running before the kernel is ready opens a dialogue that asks for one.
KERNEL_IS_IDLE = (
    "() => { const one = window.jupyterapp?.shell?.currentWidget?.sessionContext;"
    " return one?.isReady && one.session?.kernel?.status === 'idle'; }"
)


@contextmanager
def lab_server(folder: Path) -> Iterator[tuple[int, str]]:
    """The server on a folder that holds a checkout's `discourse`; gives its port and token."""
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
            ask(port, token, "status")
        except OSError:
            time.sleep(0.2)
        else:
            return
    pytest.fail("JupyterLab did not come up in a minute")


def ask(port: int, token: str, what: str) -> dict:
    """An answer of the server's own interface."""
    address = urllib.request.Request(f"http://127.0.0.1:{port}/api/{what}", headers={"Authorization": f"token {token}"})
    with urllib.request.urlopen(address, timeout=5) as answer:
        return json.load(answer)

"""A Dask scheduler and workers as processes of their own, on this machine."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Processes:
    """Started one by one; what is still there at the end is killed."""

    def __init__(self, folder: Path):
        self.folder, self.address, self.running = folder, f"tcp://127.0.0.1:{free_port()}", []

    def _start(self, *command: str) -> subprocess.Popen:
        log = (self.folder / f"{len(self.running)}.log").open("w")
        process = subprocess.Popen(
            [sys.executable, "-m", "distributed.cli." + command[0], *command[1:]],
            stdout=log,
            stderr=log,
            cwd=self.folder,
            env={**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"},
        )
        self.running.append(process)
        return process

    def scheduler(self) -> subprocess.Popen:
        host, port = self.address.removeprefix("tcp://").split(":")
        return self._start("dask_scheduler", "--host", host, "--port", port, "--no-dashboard")

    def worker(self, *options: str) -> subprocess.Popen:
        return self._start("dask_worker", self.address, "--no-nanny", "--nthreads", "1", "--no-dashboard", *options)


@contextmanager
def processes(folder: Path):
    """A scheduler, and workers when they are asked for."""
    found = Processes(folder)
    try:
        found.scheduler()
        yield found
    finally:
        for process in found.running[::-1]:
            process.kill()
            process.wait()


def wait_for(condition, seconds: float = 60) -> None:
    """Until something is so."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.02)

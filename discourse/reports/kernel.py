"""A kernel for one notebook, whose end is seen to however the notebook ends."""

from __future__ import annotations

import asyncio
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_event_loop, run_sync
from traitlets.config import Config

from discourse.reports.execute import NAME

LONGEST = 90  # characters of a socket's path, which a system cuts off at about a hundred


class Manager(AsyncKernelManager):
    """A manager that remembers the client made from it, whose connections outlive the kernel otherwise."""

    made = None

    def client(self, **options):
        self.made = super().client(**options)
        return self.made


@contextmanager
def kernel(cwd: Path, kept: Path) -> Iterator[Manager]:
    """Start a kernel in the folder `cwd`, in which `discourse.keep` writes to `kept`.

    After the block the kernel is asked to end when the block came to its end, and killed when it did not.
    """
    whole = False
    with tempfile.TemporaryDirectory(prefix="discourse-ipython-") as profile:
        manager = _manager(Path(profile) / "kernel")
        try:
            run_sync(manager.start_kernel)(cwd=str(cwd), env=_environment(kept, profile))
            yield manager
            whole = True
        finally:
            if not whole:
                _abandon()
            if manager.made is not None:
                manager.made.stop_channels()
            if manager.has_kernel:
                run_sync(manager.shutdown_kernel)(now=not whole)


def _manager(socket: Path) -> Manager:
    """A manager whose kernel listens on files beside `socket`, which nobody else can take first, as they can a port."""
    config = Config()
    if len(str(socket)) < LONGEST:
        return Manager(kernel_name=NAME, config=config, transport="ipc", ip=str(socket))
    config.KernelManager.transport_encryption = "auto"  # otherwise each start warns of an open connection
    return Manager(kernel_name=NAME, config=config)


def _abandon() -> None:
    """Let go of what still waits for the kernel, which would otherwise complain when it ends."""
    loop = ensure_event_loop()
    if loop.is_running():  # somebody else's: the tasks in it are not ours
        return
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))


def _environment(kept: Path, profile: str) -> dict[str, str]:
    return {
        **os.environ,
        "DISCOURSE_OUTPUT": str(kept),
        "PYTHONHASHSEED": "0",  # sets of strings come in the same order each time
        "SOURCE_DATE_EPOCH": "0",  # Matplotlib writes no time into what it draws
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",  # figures appear as they do in JupyterLab
        "IPYTHONDIR": profile,  # a person's own start-up files do not change a report
    }

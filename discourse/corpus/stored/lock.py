"""One writer at a time, and readers whose partitions are not taken from under them.

Each version of a store has a file in ``leases/`` that lists its partitions. A reader holds a shared lock on the file
of the version it reads, so that whoever cleans up sees what is still needed; the system lets go of it however the
process ends.
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from discourse.corpus.stored import manifest
from discourse.corpus.stored.files import put, writing
from discourse.corpus.stored.manifest import Manifest
from discourse.errors import StoreBusyError

LOCK, LEASES = ".lock", "leases"


@contextmanager
def writer(folder: Path) -> Iterator[None]:
    """Be the one who writes to a store.

    Raises
    ------
    StoreBusyError
        Somebody else is; the message says who and since when.
    """
    with writing(folder):
        file = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            who = os.read(file, 1000).decode() or "another process"
            raise StoreBusyError(
                f"{who} is writing to it", source=folder, remedy="wait until it is done; reading goes on meanwhile"
            ) from None
        with writing(folder / LOCK):
            os.ftruncate(file, 0)
            who = f"process {os.getpid()} on {socket.gethostname()}, since {time.strftime('%Y-%m-%d %H:%M:%S')},"
            os.write(file, who.encode())
        yield
        os.ftruncate(file, 0)
    finally:
        os.close(file)


def offer(folder: Path, version: Manifest) -> None:
    """Write the lease of a version that is about to be published."""
    (folder / LEASES).mkdir(exist_ok=True)
    names = json.dumps([part.name for part in version.parts])
    put(_lease(folder, version.generation), lambda work: work.write_text(names, encoding="utf-8"))


def current(folder: Path) -> tuple[Manifest, IO | None]:
    """The current version of a store, and its lease, held as long as the file is open.

    Raises
    ------
    StoreDamagedError, StoreVersionError
    """
    while True:
        seen = _identity(folder)
        version = manifest.load(folder)
        try:
            lease = open(_lease(folder, version.generation), encoding="utf-8")  # noqa: SIM115 (held by the reader)
        except OSError:
            lease = None
        else:
            try:
                fcntl.flock(lease, fcntl.LOCK_SH)
            except OSError:  # a file system without locks
                lease.close()
                lease = None
        # Between the two a writer may have published and cleaned up: then what was read is not the current one.
        if _identity(folder) == seen:
            return version, lease
        if lease:
            lease.close()


def latest(folder: Path) -> int:
    """The number of the latest version that was offered; 0 if there was none."""
    return max((int(path.stem) for path in (folder / LEASES).glob("*.json")), default=0)


def needed(folder: Path, version: Manifest) -> set[str]:
    """The partitions that the current version and those that somebody still reads consist of; drops the other leases.

    Only for who holds the writer's lock.
    """
    names = {part.name for part in version.parts}
    for path in sorted((folder / LEASES).glob("*.json")):
        if path == _lease(folder, version.generation):
            continue
        with open(path, encoding="utf-8") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                names.update(json.loads(file.read() or "[]"))
            else:
                path.unlink()
    return names


def _identity(folder: Path) -> tuple[int, int] | None:
    """Which file the manifest is at the moment."""
    try:
        found = (folder / manifest.NAME).stat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_mtime_ns


def _lease(folder: Path, generation: int) -> Path:
    return folder / LEASES / f"{generation:08}.json"

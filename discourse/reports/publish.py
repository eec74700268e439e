"""Put a finished run in its place, in one step, or a failed one aside."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

FAILED_KEPT = 3
STAMP = "%Y%m%dT%H%M%SZ"


def work_folder(root: Path) -> Path:
    """Make a folder to build a run in, on the file system it will be published on.

    Those of earlier runs that were killed go: whoever calls this holds the lock. They are moved first, because
    a process of a killed run may be about to write one more file.
    """
    for stale in root.glob(".work-*"):
        aside = Path(tempfile.mkdtemp(prefix=".work-", dir=root))
        stale.rename(aside / "stale")
        shutil.rmtree(aside, ignore_errors=True)
    folder = root / f".work-{os.getpid()}"
    folder.mkdir()
    return folder


def publish(work: Path, root: Path, key: str, when: datetime) -> Path:
    """Rename a whole run into place and point `latest` at it; before that nobody sees any of it."""
    for path in [*work.rglob("*"), work]:
        _to_disk(path)
    run = root / f"{when.strftime(STAMP)}-{key[:8]}"
    work.rename(run)
    link = root / ".latest"
    link.unlink(missing_ok=True)
    link.symlink_to(run.name)
    os.replace(link, root / "latest")
    _to_disk(root)
    return run


def set_aside(work: Path, root: Path, when: datetime) -> Path:
    """Keep a failed run where nobody takes it for a published one."""
    folder = root / f"failed-{when.strftime(STAMP)}"
    shutil.rmtree(folder, ignore_errors=True)  # of the same second
    work.rename(folder)
    return folder


def prune(root: Path, keep: int, progress: Callable[..., None]) -> None:
    """Remove all but the newest runs, and all but the newest failed ones."""
    latest = (root / "latest").resolve().name
    runs = sorted(path for path in root.glob("[0-9]*T*Z-*") if path.name != latest)
    failed = sorted(root.glob("failed-*"))
    for old in runs[: max(0, len(runs) - keep + 1)] + failed[: max(0, len(failed) - FAILED_KEPT)]:
        try:
            shutil.rmtree(old)
        except OSError as error:
            progress(f"could not remove the old run {old.name}: {error.strerror}")


def _to_disk(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

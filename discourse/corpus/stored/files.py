"""Files that are there whole or not at all, with checksums."""

from __future__ import annotations

import errno
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from discourse.errors import DiscourseError, DiskFullError

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_PIECE = 1 << 22


@contextmanager
def writing(place: Path) -> Iterator[None]:
    """Give what the system says of a failed write a name.

    Raises
    ------
    DiskFullError
        There is no room, or a quota is used up.
    DiscourseError
        It cannot be written for another reason.
    """
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise DiskFullError(
                "there is no room left to write it",
                source=place,
                remedy="free some space and run it again: what was there, and what was finished, is kept",
            ) from error
        raise DiscourseError(
            f"cannot be written: {error.strerror or error}",
            source=place,
            remedy="name a folder that can be written to",
        ) from error


def checksum(path: Path) -> int:
    """The CRC-32 of a file: it tells damage, at the speed of reading, and not tampering."""
    value = 0
    with open(path, "rb") as file:
        while piece := file.read(_PIECE):
            value = zlib.crc32(piece, value)
    return value


def sync(path: Path) -> None:
    """Have a file, or the list of a folder, reach the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def put(path: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write a file aside, then rename it to `path`, so that a crash leaves the old one or the new one."""
    work = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        with writing(path):
            fill(work)
            sync(work)
            os.replace(work, path)
            sync(path.parent)
    finally:
        work.unlink(missing_ok=True)

"""Files inside ``.gz`` and ``.zip``: read in memory, never unpacked to disk."""

from __future__ import annotations

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath

from discourse.corpus.readers.record import Reading
from discourse.errors import UnreadableFileError

_DAMAGED = (OSError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)


def gunzip(source: str, data: bytes) -> bytes:
    """What a ``.gz`` file holds."""
    try:
        return gzip.decompress(data)
    except _DAMAGED as error:
        raise UnreadableFileError(
            f"not a readable .gz file ({error})", source=source, remedy="copy or download it again"
        ) from error


def members(source: str, data: bytes, reading: Reading) -> Iterator[tuple[str, bytes]]:
    """The files of a zip in sorted order, named by ``archive/path``; system files are passed over.

    Member names are only ever names: absolute paths and ``..`` lose their meaning here.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = sorted((i for i in archive.infolist() if not i.is_dir()), key=lambda i: i.filename)
        for info in infos:
            parts = [p for p in PurePosixPath(info.filename).parts if p not in ("/", "..", ".")]
            name = "/".join([source, *parts])
            if "__MACOSX" in parts:
                continue
            if parts[-1].startswith((".", "~$")):
                reading.leave_out(name, "hidden file")
            elif parts[-1].lower().endswith(".zip"):
                reading.leave_out(name, "an archive inside an archive")
            else:
                yield name, archive.read(info)
    except _DAMAGED as error:
        raise UnreadableFileError(
            f"not a readable .zip file ({error})", source=source, remedy="copy or download it again"
        ) from error

"""A folder or an archive as a stream of files: what a corpus is published as, read without unpacking it."""

from __future__ import annotations

import bz2
import gzip
import itertools
import lzma
import os
import tarfile
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from discourse.corpus.decode import decode
from discourse.corpus.readers import Reading
from discourse.errors import MissingInputError, UnreadableFileError

_DAMAGED = (
    tarfile.TarError,
    EOFError,
    zlib.error,
    lzma.LZMAError,
    zipfile.BadZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
)
_PACKED = {".gz": gzip.open, ".tgz": gzip.open, ".bz2": bz2.open, ".xz": lzma.open}
_BLOCK = 1 << 20
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
HIDDEN = (".", "~$")  # ~$ are the lock files Word leaves beside an open document
_SHOWN = 3


@contextmanager
def damage_named(path: Path):
    """Turn what goes wrong while `path` is read into an error that says so and names the file."""
    try:
        yield
    except FileNotFoundError as error:
        raise MissingInputError("no such file", source=Path(error.filename or path).name) from None
    except _DAMAGED as error:
        named = isinstance(error, OSError) and error.filename
        raise UnreadableFileError(
            f"cannot be read: {error.strerror}" if named else f"damaged or cut short ({error})",
            source=Path(named).name if named else path.name,
            remedy="copy or download it again",
        ) from error


def content(path: Path) -> bytes:
    """The bytes of one file."""
    with damage_named(path):
        return path.read_bytes()


class Watched:
    """A stream that remembers its last bytes: by them an archive is seen to be whole."""

    def __init__(self, stream):
        self._stream = stream
        self.last = b""

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._stream.read(size)
        except EOFError:  # some libraries take this for the end of the archive
            raise OSError("cut short") from None
        self.last = (self.last + data)[-tarfile.BLOCKSIZE :] if data else self.last
        return data


class Tree:
    """The files below a folder in sorted order, those of a tar or zip archive as they are stored, or a single file.

    Names are relative paths and only ever names: absolute paths and ``..`` lose their meaning. Hidden files are
    no part of it, nor are those that macOS leaves in archives.
    """

    def __init__(self, path: Path):
        self.path = path

    @staticmethod
    def fits(path: Path) -> bool:
        """Whether `path` is a folder or an archive."""
        return path.is_dir() or path.name.lower().endswith((*_TAR, ".zip"))

    def names(self, first: int | None = None, reading: Reading | None = None) -> list[str]:
        """The names of all files, or of the `first` ones; `reading` is told of hidden ones."""
        with damage_named(self.path):
            return list(itertools.islice((name for name, _ in self._entries(reading)), first))

    def files(
        self, wanted: Callable[[str], bool] = lambda name: True, reading: Reading | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Name and content of every file that is wanted, one in memory at a time; `reading` is told of hidden ones.

        Raises
        ------
        UnreadableFileError
            A file cannot be read, or the archive is damaged or cut short.
        """
        with damage_named(self.path):
            for name, content in self._entries(reading):
                if wanted(name):
                    yield name, content()

    def _entries(self, reading: Reading | None) -> Iterator[tuple[str, Callable[[], bytes]]]:
        if self.path.is_dir():
            entries = self._folder(reading)
        elif self.path.name.lower().endswith(".zip"):
            entries = self._zip()
        elif self.fits(self.path):
            entries = self._tar()
        else:
            entries = [(self.path.name, self.path.read_bytes)]
        for stored, content in entries:
            parts = [part for part in PurePosixPath(stored).parts if part not in ("/", "..", ".")]
            if "__MACOSX" in parts:
                continue
            name = "/".join(parts)
            if any(part.startswith(HIDDEN) for part in parts):
                if reading is not None:
                    reading.leave_out(name, "hidden file")
            else:
                yield name, content

    def _folder(self, reading: Reading | None):
        # Folder by folder, each in sorted order: the first names are known before the last are looked for.
        pending: list[tuple[str, Path, bool]] = [("", self.path, True)]
        while pending:
            name, here, folder = pending.pop()
            if not folder:
                yield name, here.read_bytes
                continue
            below = []
            for entry in os.scandir(here):
                inside = f"{name}/{entry.name}" if name else entry.name
                is_folder = entry.is_dir()
                if is_folder and (entry.is_symlink() or entry.name.startswith(HIDDEN)):
                    if reading is not None:
                        why = "link to a folder" if entry.is_symlink() else "hidden folder"
                        reading.leave_out(f"{inside}/", why)
                else:
                    below.append((inside, Path(entry.path), is_folder))
            # As the paths would be sorted: "a/" comes after "a-b".
            pending += sorted(below, key=lambda item: item[0] + "/" * item[2], reverse=True)

    def _zip(self):
        with zipfile.ZipFile(self.path) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield info.filename, lambda info=info: archive.read(info)

    def _tar(self):
        name = self.path.name.lower()
        unpack = next((opener for suffix, opener in _PACKED.items() if name.endswith(suffix)), open)
        # Unpacked here and not by tarfile, which takes the end of a file cut short for the end of the archive.
        with unpack(self.path, "rb") as packed:
            stream = Watched(packed)
            with tarfile.open(fileobj=stream, mode="r|") as archive:
                for member in archive:
                    if member.isfile():
                        yield member.name, lambda member=member: archive.extractfile(member).read()
            while stream.read(_BLOCK):
                pass
            if stream.last.strip(b"\0"):  # a whole tar ends with zeros
                raise EOFError("the mark at the end is missing")


class Texts:
    """Decoding the many text files of one corpus: what was guessed is noted once, with a count."""

    def __init__(self, reading: Reading):
        self._reading = reading
        self._notes: dict[str, list[str]] = {}
        self._counts: Counter[str] = Counter()

    def text(self, source: str, data: bytes) -> str:
        """The text of a file; line ends become ``\\n``."""
        notes: list[str] = []
        text = decode(data, source, notes)
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            notes.append(f"{source}: line ends converted to \\n")
        for note in notes:
            self.note(note.removeprefix(f"{source}: "), source)
        return text

    def note(self, what: str, source: str) -> None:
        """Something to say of a file, said together for all files it is true of."""
        self._counts[what] += 1
        shown = self._notes.setdefault(what, [])
        if len(shown) < _SHOWN:
            shown.append(source)

    def finish(self) -> None:
        """Write what there is to say into the notes of the reading."""
        for what, shown in self._notes.items():
            more = self._counts[what] - len(shown)
            self._reading.notes.append(f"{what}: {', '.join(shown)}{f' and {more:,} more' if more else ''}")

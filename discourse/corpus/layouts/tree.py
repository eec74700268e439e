"""A folder or an archive as a stream of files: what a corpus is published as, read without unpacking it."""

from __future__ import annotations

import itertools
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

_DAMAGED = (tarfile.TarError, EOFError, zlib.error, zipfile.BadZipFile, NotImplementedError, RuntimeError)
_TAR = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tar.xz")
_SHOWN = 3


class Tree:
    """The files below a folder in sorted order, or those of a tar or zip archive in the order they are stored in.

    Names are relative paths and only ever names: absolute paths and ``..`` lose their meaning. Hidden files and
    those that macOS leaves in archives are passed over.
    """

    def __init__(self, path: Path):
        self.path = path

    @staticmethod
    def fits(path: Path) -> bool:
        """Whether `path` is a folder or an archive."""
        return path.is_dir() or path.name.lower().endswith((*_TAR, ".zip"))

    def names(self, first: int | None = None) -> list[str]:
        """The names of all files, or of the `first` ones."""
        with self._damage():
            return list(itertools.islice((name for name, _ in self._entries()), first))

    def files(self, wanted: Callable[[str], bool] = lambda name: True) -> Iterator[tuple[str, bytes]]:
        """Name and content of every file that is wanted, one in memory at a time.

        Raises
        ------
        UnreadableFileError
            A file cannot be read, or the archive is damaged or cut short.
        """
        with self._damage():
            for name, content in self._entries():
                if wanted(name):
                    yield name, content()

    def _entries(self) -> Iterator[tuple[str, Callable[[], bytes]]]:
        if self.path.is_dir():
            entries = self._folder()
        elif self.path.name.lower().endswith(".zip"):
            entries = self._zip()
        else:
            entries = self._tar()
        for stored, content in entries:
            parts = [part for part in PurePosixPath(stored).parts if part not in ("/", "..", ".")]
            if parts and "__MACOSX" not in parts and not any(part.startswith((".", "~$")) for part in parts):
                yield "/".join(parts), content

    def _folder(self):
        # Folders are walked one by one, each in sorted order: the first names come before the last are known.
        pending = [self.path]
        while pending:
            here = pending.pop()
            if here.is_dir():
                if here == self.path or not here.is_symlink():
                    # Sorted as the paths would be: "a/" comes after "a-b".
                    inside = sorted(here.iterdir(), key=lambda p: p.name + "/" * p.is_dir(), reverse=True)
                    pending += [p for p in inside if not p.name.startswith((".", "~$"))]
            else:
                yield here.relative_to(self.path).as_posix(), here.read_bytes

    def _zip(self):
        with zipfile.ZipFile(self.path) as archive:
            for info in archive.infolist():
                if not info.is_dir():
                    yield info.filename, lambda info=info: archive.read(info)

    def _tar(self):
        with tarfile.open(self.path, mode="r|*") as archive:
            for member in archive:
                if member.isfile():
                    yield member.name, lambda member=member: archive.extractfile(member).read()

    @contextmanager
    def _damage(self):
        try:
            yield
        except FileNotFoundError as error:
            raise MissingInputError("no such file", source=Path(error.filename or self.path).name) from None
        except (*_DAMAGED, OSError) as error:
            named = isinstance(error, OSError) and error.filename
            raise UnreadableFileError(
                f"cannot be read: {error.strerror}" if named else f"damaged or cut short ({error})",
                source=Path(named).name if named else self.path.name,
                remedy="copy or download it again",
            ) from error


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

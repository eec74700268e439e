"""The corpora this kit knows by name: where they are, how they are read, how they are fetched."""

from __future__ import annotations

import hashlib
import os
import re
import tomllib
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from importlib.util import find_spec
from pathlib import Path

from discourse.corpus import fetch, sources
from discourse.corpus.readers import Reading
from discourse.display import Displayed
from discourse.errors import MissingInputError, UnreadableFileError
from discourse.home import home

_RENAMED = ("actor", "author", "outlet")  # columns whose values `rename` spells out


@dataclass(frozen=True, repr=False)
class Entry(Displayed):
    """One corpus of the catalogue; the keys of its table in `catalogue.toml`.

    Where it is: `package` and `path` (a file inside an installed package), `path` alone (a file or folder
    beside the catalogue) or `url` and `sha256` (fetched on request). How it is read: `format` (a reader's
    name), `leave_out` (patterns of file names), `file_name` (a regular expression on the file name without
    suffix whose groups become columns), `rename` (values of those groups, or whole file names, to what they
    stand for), `values` (columns that are the same for all), `columns`, `index`, `date_format` (as the
    arguments of `discourse.read`).
    """

    name: str
    title: str
    catalogue: Path
    card: str | None = None
    licence: str | None = None
    package: str | None = None
    path: str | None = None
    url: str | None = None
    sha256: str | None = None
    format: str | None = None
    leave_out: tuple[str, ...] = ()
    file_name: str | None = None
    rename: dict = field(default_factory=dict)
    values: dict = field(default_factory=dict)
    columns: dict = field(default_factory=dict)
    index: Path | None = None
    date_format: str | None = None

    def _heading(self) -> str:
        return f"Corpus {self.name} of the catalogue: {self.title}"

    @property
    def downloadable(self) -> bool:
        """Whether it has to be fetched first."""
        return self.url is not None


def names() -> list[str]:
    """The corpora of the catalogue, the kit's own first, then those of ``DISCOURSE_CATALOGUE``."""
    return list(_entries())


def entry(name: str) -> Entry:
    """What the catalogue says of a corpus.

    Raises
    ------
    MissingInputError
        There is none of that name; the message suggests those that are close.
    """
    entries = _entries()
    if name not in entries:
        close = get_close_matches(name, entries, n=3)
        hint = f"did you mean {' or '.join(close)}? " if close else ""
        raise MissingInputError(f"no corpus {name!r} in the catalogue", remedy=f"{hint}It has {', '.join(entries)}")
    return entries[name]


def available(name: str) -> bool:
    """Whether a corpus is on this machine."""
    return _location(entry(name)).exists()


def files(name: str) -> list[Path]:
    """The files a corpus consists of, in sorted order.

    Raises
    ------
    MissingInputError
        It is not on this machine; the message says how to get it.
    """
    place = _present(entry(name))
    return [place] if place.is_file() else sorted(file for file in place.rglob("*") if file.is_file())


def get(name: str, from_file: str | Path | None = None) -> Path:
    """Fetch a corpus into the data folder (``DISCOURSE_DATA``, or the user's cache folder).

    Parameters
    ----------
    name : str
        A corpus of the catalogue; nothing is done for those that come with the kit.
    from_file : str or Path, optional
        The file, already downloaded by other means.

    Returns
    -------
    Path
        Where the corpus is.

    Raises
    ------
    DownloadError
        No connection, a connection that broke, or a file that is not the one the catalogue names. Nothing is
        left behind.
    """
    wanted = entry(name)
    if not wanted.downloadable:
        return _present(wanted)
    return fetch.fetch(wanted.url, wanted.sha256, _location(wanted), name, from_file)


def reading(wanted: Entry) -> Reading:
    """The records of a corpus, with the columns its file names and its entry give."""
    place = _present(wanted)
    found = sources.from_path(place, format=wanted.format, leave_out=wanted.leave_out, index=wanted.index)
    pattern = re.compile(wanted.file_name) if wanted.file_name else None
    for record in found.records:
        record.fields = {**wanted.values, **record.fields}
        stem = record.source.rsplit("/", 1)[-1].split(".")[0]
        if pattern and (match := pattern.fullmatch(stem)):
            record.fields |= {
                column: wanted.rename.get(stem, wanted.rename.get(value, value)) if column in _RENAMED else value
                for column, value in match.groupdict().items()
            }
        elif pattern:
            found.notes.append(f"{record.source}: the file name says nothing of {', '.join(pattern.groupindex)}")
        if wanted.format == "lines":
            record.fields["document"] = f"{wanted.name}-{record.fields['document'].rsplit('-', 1)[-1]}"
    return found


def _present(wanted: Entry) -> Path:
    place = _location(wanted)
    if not place.exists():
        how = f"discourse corpus get {wanted.name} (or, with the file at hand, --from FILE)"
        raise MissingInputError(
            f"the corpus {wanted.name!r} is not on this machine",
            source=None if wanted.downloadable else place,
            remedy=how if wanted.downloadable else f"install {wanted.package or 'the kit'} again",
        )
    return place


def _location(wanted: Entry) -> Path:
    """Where a corpus is, or would be."""
    if wanted.downloadable:
        return fetch.data_folder() / wanted.name / wanted.url.rsplit("/", 1)[-1]
    if wanted.package:
        spec = find_spec(wanted.package)  # finds the folder without importing the package
        base = Path(spec.origin).parent if spec and spec.origin else Path(wanted.package)
        return base / wanted.path
    return wanted.catalogue.parent / wanted.path


def _entries() -> dict[str, Entry]:
    entries = dict(_load(home() / "corpora" / "catalogue.toml"))
    own = os.environ.get("DISCOURSE_CATALOGUE")
    if own:
        for name, found in _load(Path(own).expanduser()).items():
            if name in entries:
                raise UnreadableFileError(
                    f"the kit has a corpus {name!r} already", source=own, remedy="give yours another name"
                )
            entries[name] = found
    return entries


def _load(path: Path) -> dict[str, Entry]:
    """The entries of a catalogue file; read anew when the file has changed."""
    if not path.is_file():
        raise MissingInputError("no such catalogue", source=path, remedy="correct DISCOURSE_CATALOGUE")
    data = path.read_bytes()
    return _parse(path, hashlib.sha256(data).hexdigest(), data)


@cache
def _parse(path: Path, digest: str, data: bytes) -> dict[str, Entry]:
    try:
        tables = tomllib.loads(data.decode("utf-8"))
        return {name: _entry(name, table, path) for name, table in tables.items()}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, TypeError) as error:
        raise UnreadableFileError(f"not a catalogue: {error}", source=path) from error


def _entry(name: str, table: dict, path: Path) -> Entry:
    made = Entry(name=name, catalogue=path, **{**table, "leave_out": tuple(table.get("leave_out", ()))})
    if bool(made.url) == bool(made.path) or bool(made.url) != bool(made.sha256):
        raise UnreadableFileError(
            f"{name}: needs either path or url and sha256", source=path, remedy="see discourse.corpus.catalogue.Entry"
        )
    return made if made.index is None else Entry(**{**vars(made), "index": path.parent / made.index})

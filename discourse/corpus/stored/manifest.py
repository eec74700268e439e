"""The manifest of a store: which partitions it consists of, and what each must look like."""

from __future__ import annotations

import json
import zlib
from dataclasses import asdict, dataclass, field
from pathlib import Path

from discourse import __version__
from discourse.corpus.stored.files import put
from discourse.display import Displayed
from discourse.errors import StoreDamagedError, StoreVersionError

FORMAT, VERSION = "discourse-store", 2
NAME, PARTITIONS = "manifest.json", "partitions"
AGAIN = "take it from a copy, or write the store again with discourse.to_store"


@dataclass(frozen=True, repr=False)
class Part(Displayed):
    """What is known of a partition without opening it.

    Attributes
    ----------
    name : str
        Of its folder: a hash of what it was made from.
    documents, words, tokens, characters : int
    fingerprint : str
        As `Corpus.fingerprint` has it.
    columns : list of str
        Of its documents.
    files : dict of str to [int, int]
        Size in bytes and CRC-32 of each file.
    """

    name: str
    documents: int
    words: int
    tokens: int
    characters: int
    fingerprint: str
    columns: list[str]
    files: dict[str, list[int]]

    @property
    def bytes(self) -> int:
        """What it takes on disk."""
        return sum(size for size, _ in self.files.values())

    def _heading(self) -> str:
        return f"Part {self.name}: {self.documents:,} documents, {self.words:,} words, {self.bytes / 1e6:,.1f} MB"


@dataclass(frozen=True)
class Manifest:
    """One version of a store.

    Attributes
    ----------
    name : str
        What the corpus is called.
    encoding : int
        The version of the rules for tokens and sentences that its arrays were made by.
    generation : int
        Counts the versions of the store, from 1.
    kit : str
        The version of this package that wrote it.
    parts : list of Part
        In the order of their documents.
    """

    name: str
    encoding: int
    generation: int = 1
    kit: str = __version__
    parts: list[Part] = field(default_factory=list)

    def total(self, what: str) -> int:
        """The sum of a number over the partitions: ``documents, words, tokens, characters, bytes``."""
        return sum(getattr(part, what) for part in self.parts)

    def publish(self, folder: Path) -> None:
        """Make this the version of the store in `folder`; those who read an older one go on reading it."""
        about = {"format": FORMAT, "version": VERSION, **asdict(self)}
        text = json.dumps({**about, "checksum": _checksum(about)}, ensure_ascii=False, separators=(",", ":"))
        put(folder / NAME, lambda work: work.write_text(text.replace('{"name"', '\n{"name"') + "\n", encoding="utf-8"))


def is_store(folder: Path) -> bool:
    """Whether a folder is a store, or what is left of one."""
    if (folder / NAME).is_file():
        with open(folder / NAME, "rb") as file:
            return f'"{FORMAT}"'.encode() in file.read(200)
    return any((folder / PARTITIONS).glob("*/vocabulary.json"))


def load(folder: Path) -> Manifest:
    """The current version of a store.

    Raises
    ------
    StoreDamagedError
        The manifest is missing, cut short or changed.
    StoreVersionError
        It is of another version of the format.
    """
    path = folder / NAME
    try:
        about = json.loads(path.read_text(encoding="utf-8"))
        version, kit = about["version"], about.get("kit", "?")
    except FileNotFoundError:
        raise StoreDamagedError(
            "the store has no manifest: writing it was never finished, or the manifest is lost",
            source=path,
            remedy="run discourse.to_store again, it goes on from what is finished",
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise StoreDamagedError("the manifest is damaged", source=path, remedy=AGAIN) from None
    if version != VERSION:
        raise StoreVersionError(
            f"written in version {version} of this format by kit {kit}; this kit reads version {VERSION}",
            source=path,
            remedy="write the store again with discourse.to_store, or update the kit",
        )
    try:
        stated = about.pop("checksum")
        del about["format"], about["version"]
        if stated != _checksum({"format": FORMAT, "version": VERSION, **about}):
            raise ValueError
        return Manifest(**{**about, "parts": [Part(**part) for part in about["parts"]]})
    except (KeyError, TypeError, ValueError):
        raise StoreDamagedError("the manifest is damaged", source=path, remedy=AGAIN) from None


def _checksum(about: dict) -> int:
    return zlib.crc32(json.dumps(about, sort_keys=True).encode())

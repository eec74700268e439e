"""A new version of a store: begun, filled with partitions, published; or nothing of it is seen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from discourse.corpus.stored import lock, manifest
from discourse.corpus.stored.files import writing
from discourse.corpus.stored.manifest import NAME, PARTITIONS, Manifest, Part
from discourse.corpus.stored.partition import Partition
from discourse.corpus.stored.results import FOLDER as RESULTS
from discourse.errors import DuplicateDocumentError, MissingInputError, StoreDamagedError, StoreVersionError

_OWN = {NAME, PARTITIONS, RESULTS, lock.LOCK, lock.LEASES}


@dataclass(frozen=True)
class Draft:
    """What somebody who holds the lock of a store is writing.

    Attributes
    ----------
    folder : Path
    old : Manifest or None
        The version that is there.
    """

    folder: Path
    old: Manifest | None

    @property
    def parts(self) -> list[Part]:
        """The partitions that are there."""
        return list(self.old.parts) if self.old else []

    def check_names(self, old: list[Part], new: list[Part]) -> None:
        """Make sure that no document of `new` partitions has the name of another, or of one in `old` ones.

        Raises
        ------
        DuplicateDocumentError
            One has; the new partitions are removed.
        """
        try:
            self._check_names(old, new)
        except DuplicateDocumentError:
            known = {part.name for part in self.parts}
            for part in new:
                if part.name not in known:
                    shutil.rmtree(self.folder / PARTITIONS / part.name, ignore_errors=True)
            raise

    def publish(self, parts: list[Part], name: str, encoding: int) -> Manifest:
        """Make some partitions, which are all written, the store."""
        generation = self.old.generation if self.old else lock.latest(self.folder)
        version = Manifest(name, encoding, generation + 1, parts=parts)
        dropped = {part.name for part in self.parts} - {part.name for part in parts}
        with writing(self.folder):
            lock.offer(self.folder, version)
            version.publish(self.folder)
            # What an interrupted run has finished is left to it while the store only grows.
            clean(self.folder, version, everything=bool(dropped))
        return version

    def _check_names(self, old: list[Part], new: list[Part]) -> None:
        values = [Partition(self.folder, part).array("names", whole=False) for part in new]
        together = np.sort(np.concatenate([*values, np.empty(0, np.uint64)]))
        twice = np.unique(together[1:][together[1:] == together[:-1]])
        for part in old:
            partition = Partition(self.folder, part)
            twice = np.concatenate([twice, together[partition.has(together)]])
        for part in new if len(twice) else []:
            documents = Partition(self.folder, part).documents(["document", "source"])
            for row in documents[_is_in(Partition(self.folder, part), twice)].itertuples(index=False):
                others = [Partition(self.folder, one) for one in (*old, *new)]
                if sum(other.row_of(row.document) is not None for other in others) > 1:
                    raise DuplicateDocumentError(
                        f"the document {row.document!r} is there already",
                        source=row.source,
                        remedy="give each document its own name, or take one of the two out",
                    )


def _is_in(partition: Partition, values: np.ndarray) -> np.ndarray:
    """Which documents of a partition have one of some hashes (bool)."""
    found = np.zeros(partition.part.documents, bool)
    names = partition.array("names", whole=False)
    found[partition.array("names_order", whole=False)[np.isin(names, values)]] = True
    return found


@contextmanager
def draft(folder: Path, *, append: bool = False) -> Iterator[Draft]:
    """Begin a new version of the store in `folder`, as the only one to do so.

    Parameters
    ----------
    folder : Path
    append : bool
        Whether there must be one already.

    Raises
    ------
    MissingInputError
        The folder above it is not there, something else is in its place, or there is nothing to add to.
    StoreBusyError
        Somebody else is writing to it.
    StoreDamagedError, StoreVersionError
        What is to be added to cannot be read.
    """
    if not folder.parent.is_dir():
        raise MissingInputError("no such folder to save in", source=folder.parent, remedy="make it first")
    if folder.exists() and not (folder.is_dir() and all(map(_is_own, folder.iterdir()))):
        raise MissingInputError(
            "is there already and is no store of this kit", source=folder, remedy="name another folder, or remove it"
        )
    if append and not (folder / NAME).is_file():
        raise MissingInputError("there is no store to add to", source=folder, remedy="write one first, append=False")
    with writing(folder):
        (folder / PARTITIONS).mkdir(parents=True, exist_ok=True)
    try:
        with lock.writer(folder):
            _remove_leftovers(folder)
            yield Draft(folder, _old(folder, append))
    except BaseException:
        if not (folder / NAME).exists() and not any((folder / PARTITIONS).iterdir()):
            shutil.rmtree(folder)  # nothing was finished
        raise


def _is_own(path: Path) -> bool:
    return path.name in _OWN or path.name.startswith(f".{NAME}-")


def _remove_leftovers(folder: Path) -> None:
    """What a writer that was killed had begun; only for who holds the lock."""
    for left in (folder / PARTITIONS).glob(".*"):
        shutil.rmtree(left)
    for left in (*folder.glob(f".{NAME}-*"), *(folder / lock.LEASES).glob(".*")):
        left.unlink()


def _old(folder: Path, append: bool) -> Manifest | None:
    if not (folder / NAME).is_file():
        return None
    try:
        return manifest.load(folder)
    except (StoreDamagedError, StoreVersionError):
        if append:
            raise
        return None  # it is to be replaced


def clean(folder: Path, version: Manifest, *, everything: bool = True) -> None:
    """Drop leases nobody holds and, with `everything`, partitions and results that nobody reads any more.

    Only for who holds the writer's lock.
    """
    names = lock.needed(folder, version)
    if not everything:
        return
    for path in (folder / PARTITIONS).iterdir():
        if path.name not in names:
            shutil.rmtree(path)
            for result in (folder / RESULTS).glob(f"*/*/{path.name}.parquet"):
                result.unlink()

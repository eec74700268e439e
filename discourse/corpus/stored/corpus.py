"""A corpus that stays on disk: what is asked for is read, partition by partition."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.corpus.corpus import LEFT_OUT, MARKS, Corpus
from discourse.corpus.document import Document
from discourse.corpus.fingerprint import together
from discourse.corpus.stored import lock
from discourse.corpus.stored.joining import join_documents
from discourse.corpus.stored.manifest import Manifest
from discourse.corpus.stored.partition import DOCUMENTS, Partition
from discourse.display import Displayed


class StoredCorpus(Corpus):
    """A corpus in a store.

    It is what it was when it was opened, whatever is written meanwhile. `len`, iteration, single documents, columns of
    metadata, `where` and `between` read what they need; `documents` and `marks` load everything.

    Attributes
    ----------
    folder : Path
    manifest : Manifest
    partitions : list of Partition
        In the order of their documents; ``partition.corpus()`` is an ordinary corpus.
    """

    def __init__(self, folder: Path, version: Manifest, lease=None):
        self.folder, self.manifest, self._lease = folder, version, lease
        self.name = version.name
        self.partitions = [Partition(folder, part) for part in version.parts]
        self.kept = {"store": self.partitions}

    @cached_property
    def documents(self) -> pd.DataFrame:
        """All documents, loaded."""
        return self.table(*self.columns)

    @cached_property
    def marks(self) -> pd.DataFrame:
        """All marks, loaded."""
        parts = [partition.corpus().marks for partition in self.partitions]
        return pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)[list(MARKS)]

    @cached_property
    def notes(self) -> list[str]:
        """What had to be guessed or chosen while reading."""
        return list(dict.fromkeys(note for partition in self.partitions for note in partition.notes()))

    @cached_property
    def left_out(self) -> pd.DataFrame:
        """What was there and is no document."""
        rows = [row for partition in self.partitions for row in partition.left_out()]
        return pd.DataFrame(rows, columns=list(LEFT_OUT)).astype({"source": object, "row": "Int64", "reason": object})

    @property
    def files(self) -> list[str]:
        """The documents as Parquet files, in their order, for any program that reads such tables."""
        return [str(partition.path(DOCUMENTS)) for partition in self.partitions]

    @property
    def columns(self) -> list[str]:
        return list(dict.fromkeys(name for partition in self.partitions for name in partition.part.columns))

    def table(self, *columns: str) -> pd.DataFrame:
        return join_documents([partition.documents(list(columns)) for partition in self.partitions])

    def __len__(self) -> int:
        return self.manifest.total("documents")

    def __iter__(self) -> Iterator[Document]:
        for partition in self.partitions:
            yield from partition.corpus()

    def __contains__(self, document: object) -> bool:
        return isinstance(document, str) and self._place(document) is not None

    def __getitem__(self, document: str) -> Document:
        partition, row = self.place_of(document)
        marks = partition.marks().query("document == @document").assign(text=None)
        return next(iter(Corpus(partition.document(row), marks[list(MARKS)], name=self.name)))

    def body(self, document: str) -> list[tuple[int, int]]:
        return self[document].body

    def _place(self, document: str) -> tuple[Partition, int] | None:
        """The partition a document is in, and its place there."""
        for partition in self.partitions:
            row = partition.row_of(document)
            if row is not None:
                return partition, row
        return None

    def place_of(self, document: str) -> tuple[Partition, int]:
        """The partition that a document is in, and its place there.

        Raises
        ------
        MissingInputError
            There is no such document.
        """
        place = self._place(document)
        if place is None:
            self.place(document)  # which raises, and says what names there are
        return place

    @cached_property
    def _position(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.table("document")["document"])}

    @cached_property
    def words(self) -> pd.Series:
        counts = [partition.array("words") for partition in self.partitions]
        return pd.Series(np.concatenate(counts), index=self.table("document")["document"].to_numpy(object))

    def _kept(self, keep: pd.Series, how: str, reasons: dict[int, str] | None = None) -> Corpus:
        """The chosen documents, loaded."""
        keep, low = keep.to_numpy(bool), 0
        documents, marks = [], []
        for partition in self.partitions:
            chosen = keep[low : low + partition.part.documents]
            low += len(chosen)
            if chosen.any():
                corpus = partition.corpus()
                documents.append(corpus.documents[chosen])
                marks.append(corpus._marks_of(documents[-1]["document"]))
        loaded = Corpus(join_documents(documents), pd.concat(marks), name=self.name)
        others = self.table("document", "source") if reasons else None
        rows = [(others["source"][i], None, f"{others['document'][i]}: {why}") for i, why in (reasons or {}).items()]
        loaded.left_out = pd.concat(
            [self.left_out, pd.DataFrame(rows, columns=list(LEFT_OUT)).astype(self.left_out.dtypes)], ignore_index=True
        )
        loaded.notes = [*self.notes, f"{how}: {len(loaded)} of {len(self)} documents"]
        return loaded

    @property
    def fingerprint(self) -> str:
        return together(partition.part.fingerprint for partition in self.partitions)

    def verify(self) -> None:
        """Compare every byte of the store with what was written.

        Raises
        ------
        StoreDamagedError
            A file is missing, cut short or changed.
        """
        for partition in self.partitions:
            partition.verify()

    def _heading(self) -> str:
        documents, words = len(self), self.manifest.total("words")
        size, parts = self.manifest.total("bytes"), len(self.partitions)
        stored = f"{parts:,} partition{'' if parts == 1 else 's'} of a store, {size / 1e6:,.0f} MB"
        return f"Corpus {self.name}: {documents:,} documents, {words:,} words; {stored}"

    def _rows(self) -> pd.DataFrame:
        return self.partitions[0].documents([name for name in self.columns if name not in {"text", "source"}])

    def _repr_html_(self) -> str:
        return Displayed._repr_html_(self)  # the card of a corpus in memory reads all of it


def is_streamed(corpus: Corpus) -> bool:
    """Whether lenses go through a corpus partition by partition and keep what they find on disk."""
    return isinstance(corpus, StoredCorpus) and len(corpus.partitions) > 1


def open_store(folder: Path) -> StoredCorpus:
    """Open a store: its manifest is read and the sizes of its files are compared; nothing is loaded.

    Raises
    ------
    StoreDamagedError
        Something is missing, cut short or changed.
    StoreVersionError
        It was written by another version of this kit.
    """
    version, lease = lock.current(folder)
    corpus = StoredCorpus(folder, version, lease)
    for partition in corpus.partitions:
        partition.check()
    return corpus

"""Corpora on disk with their encoding: written partition by partition, opened without being encoded again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from discourse import home
from discourse.corpus import Corpus, catalogue, layouts, read
from discourse.corpus.chunks import chunks
from discourse.corpus.columns import COLUMNS
from discourse.corpus.read import assemble, existing, name_of
from discourse.corpus.readers import Reading
from discourse.corpus.stored.cluster import place_to_work
from discourse.corpus.stored.corpus import StoredCorpus
from discourse.corpus.stored.draft import clean, draft
from discourse.corpus.stored.joining import join_documents
from discourse.corpus.stored.manifest import VERSION, Part, is_store
from discourse.corpus.stored.partition import Partition, finished, write
from discourse.corpus.stored.run import run
from discourse.errors import DateError
from discourse.language.encoded import encode
from discourse.language.stored import ARRAYS, ENCODING, INDEX, other_encoding
from discourse.progress import progress as bar

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dask.distributed import Client

    from discourse.corpus.stored.run import Progress

PARTITION = 16_000_000  # characters


def to_store(
    source,
    folder: str | Path,
    *,
    append: bool = False,
    executor: Executor | int | None = None,
    client: Client | None = None,
    progress: Progress | None = None,
    size: int = PARTITION,
    **reading: Any,
) -> Path:
    """Save a corpus with its encoding as a folder, to be opened with `discourse.read` in no time.

    What is larger than memory is read, encoded and written a partition at a time. If that is interrupted, doing it
    again goes on from the partitions that are finished. Whoever reads an older version of the store goes on reading
    it. One process writes at a time.

    Parameters
    ----------
    source : Corpus, or a file, folder, table or catalogue name
        As for `discourse.read`. Of a file or folder as large as it may be only a part is in memory: Parquet, JSON lines
        and CSV are streamed, folders and archives read file by file. What `discourse.read` decides by looking at all
        texts is then decided per partition: which lines are repeated in many documents, and the language of texts too
        short to tell; dates must be written in one way throughout.
    folder : str or Path
        A store that is there already is replaced once the new one is whole.
    append : bool
        Whether to add to the store that is there; what is in it is not read again.
    executor : concurrent.futures.Executor or int, optional
        Where to work: a number of processes on this machine, or an executor of your own. Without one, here.
    client : dask.distributed.Client, optional
        The client of a Dask cluster to work on; its workers see the folder under the same path.
    progress : callable, optional
        Called with how many partitions are done, and how many there are, None if that is not known before.
    size : int
        Characters of text in a partition.
    **reading
        The further arguments of `discourse.read`, except `between` and `where`.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    MissingInputError
        The folder above it is not there, something else is in its place, or there is no store to add to.
    StoreBusyError
        Somebody else is writing to it.
    DiskFullError
        There is no room.
    DuplicateDocumentError
        A document of that name is there already.
    LanguageError
        A document is in a language the kit has no data for.
    DiscourseError
        Whatever is wrong with the source, as `discourse.read` says it. The store stays as it was.

    Examples
    --------
    >>> import discourse as dc, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     store = dc.to_store(dc.read("two-columns"), f"{folder}/columns")
    ...     len(dc.read(store)), dc.read(store).fingerprint == dc.read("two-columns").fingerprint
    (40, True)
    """
    folder = Path(folder).expanduser()
    with draft(folder, append=append) as new:
        old = new.parts if append else []
        if append and new.old.encoding != ENCODING:
            raise other_encoding(folder, new.old.encoding)
        name, tasks, total = _tasks(source, size, reading)
        made = run(tasks, partial(_written, store=folder), place_to_work(executor, client), progress, total)
        parts = list(bar(made, "writing the store", total=total, unit="partition"))
        _check_dates([Partition(folder, part) for part in parts], source)
        new.check_names(old, parts)
        new.publish([*old, *parts], new.old.name if append else name, ENCODING)
    return folder


def compact(folder: str | Path, *, size: int = PARTITION) -> Path:
    """Put small partitions of a store together, and remove what nobody reads any more.

    To be done now and then with a store that is added to often: every addition is a partition of its own. Documents,
    their order and what is found in them stay the same.

    Parameters
    ----------
    folder : str or Path
    size : int
        Characters of text in a partition, as for `to_store`; those with half of it or more stay as they are.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    MissingInputError, StoreBusyError, DiskFullError, StoreDamagedError, StoreVersionError
        As for `to_store`. The store stays as it was.
    """
    folder = Path(folder).expanduser()
    with draft(folder, append=True) as new:
        if new.old.encoding != ENCODING:
            raise other_encoding(folder, new.old.encoding)
        parts: list[Part] = []
        for group in _groups(new.parts, size):
            partitions = [Partition(folder, part) for part in group]
            parts.append(group[0] if len(group) == 1 else _written(_Read(_together(partitions)), folder))
        version = new.publish(parts, new.old.name, ENCODING)
        clean(folder, version)
    return folder


def _groups(parts: list[Part], size: int) -> list[list[Part]]:
    """Neighbours that are small and make no more than one partition together."""
    groups: list[list[Part]] = []
    for part in parts:
        small = part.characters < size / 2
        room = groups and sum(one.characters for one in groups[-1]) + part.characters <= size
        if small and room and groups[-1][-1].characters < size / 2:
            groups[-1].append(part)
        else:
            groups.append([part])
    return groups


def _together(partitions: list[Partition]) -> Corpus:
    """The documents of several partitions as one corpus."""
    import pandas as pd

    corpora = [partition.corpus() for partition in partitions]
    documents = join_documents([one.documents for one in corpora])
    marks = pd.concat([one.marks for one in corpora])
    left_out = [row for one in corpora for row in one.left_out.itertuples(index=False, name=None)]
    notes = list(dict.fromkeys(note for one in corpora for note in one.notes))
    return Corpus(documents, marks, left_out, notes, corpora[0].name)


def _check_dates(partitions: list[Partition], source) -> None:
    """Refuse dates that were read in different ways in different partitions."""
    ways = {note for one in partitions for note in one.notes() if note.startswith("date: read as")}
    if len(ways) > 1:
        raise DateError(
            f"the dates are written in several ways ({'; '.join(sorted(way[14:] for way in ways))})",
            source=source if isinstance(source, (str, Path)) else None,
            remedy="say which it is, date_format='%d/%m/%Y', or put them right",
        )


@dataclass(frozen=True)
class _Raw:
    """Some records of a source, and how they become a corpus."""

    reading: Reading
    mapping: dict
    date_format: str | None
    clean: bool
    name: str

    @property
    def content(self) -> list:
        """All that decides what becomes of them."""
        records = [[one.source, one.row, one.fields, one.places] for one in self.reading.records]
        return [records, self.reading.left_out, self.reading.notes, self.mapping, self.date_format, self.clean]

    def corpus(self) -> Corpus:
        return assemble(self.reading, dict(self.mapping), self.date_format, self.clean, self.name)


@dataclass(frozen=True)
class _Read:
    """Some documents of a corpus."""

    whole: Corpus

    @property
    def content(self) -> list:
        """All that decides what becomes of them."""
        tables = [self.whole.documents, self.whole.marks, self.whole.left_out]
        return [*(table.to_dict("records") for table in tables), self.whole.notes]

    def corpus(self) -> Corpus:
        return self.whole


def _tasks(source, size: int, reading: dict) -> tuple[str, Iterable[_Raw | _Read], int | None]:
    """What a corpus is called, its partitions yet to be made, and how many there are if that is known."""
    streamed = isinstance(source, (str, Path)) and source not in catalogue.names()
    if streamed and not {"metadata", "between", "where"} & {name for name, value in reading.items() if value}:
        path = existing(source)
        if not is_store(path):
            mapping = {name: reading.pop(name) for name in COLUMNS if reading.get(name)}
            options = {"date_format": None, "clean": True, **reading}
            layout = options.pop("layout", None) or layouts.recognise(path)
            found = chunks(path, size, mapping.get("text", "text"), "document" in mapping, layout)
            return name_of(path), (_Raw(part, mapping, name=name_of(path), **options) for part in found), None
    corpus = source if isinstance(source, Corpus) else read(source, **reading)
    if isinstance(corpus, StoredCorpus):
        return corpus.name, (_Read(one) for part in corpus.partitions for one in _split(part.corpus(), size)), None
    parts = [_Read(one) for one in _split(corpus, size)]
    return corpus.name, parts, len(parts)


def _split(corpus: Corpus, size: int) -> list[Corpus]:
    """A corpus in parts of so many characters, or somewhat more; notes and what was left out go with the first."""
    ends = np.cumsum([len(text) for text in corpus.documents["text"]])
    edges = np.flatnonzero(np.diff((ends - 1) // size)) + 1
    edges = [0, *edges.tolist(), len(corpus)]
    if len(edges) == 2:
        return [corpus]
    parts = []
    for low, high in pairwise(edges):
        documents = corpus.documents.iloc[low:high]
        marks = corpus.marks[corpus.marks["document"].isin(documents["document"])]
        first = low == 0
        left_out, notes = (corpus.left_out, corpus.notes) if first else (None, ())
        parts.append(Corpus(documents, marks, left_out, notes, corpus.name))
    return parts


def _written(task: _Raw | _Read, store: Path) -> Part:
    """Encode some documents and write them as a partition, unless it is there from an earlier run."""
    made_from = json.dumps([home.library_hash(), VERSION, ENCODING, task.content], sort_keys=True, default=str)
    name = hashlib.sha256(made_from.encode("utf-8", "surrogatepass")).hexdigest()[:24]
    found = finished(store, name)
    if found is not None:
        return found
    corpus = task.corpus()
    encoded = encode(corpus)
    arrays = {name: getattr(encoded, name) for name in ARRAYS} | dict(zip(INDEX, encoded._index, strict=True))
    part = write(corpus, arrays, encoded.vocabulary, store, name)
    if isinstance(task, _Raw):
        corpus.kept.clear()  # a corpus and its encoding know each other, and would wait to be collected
    return part

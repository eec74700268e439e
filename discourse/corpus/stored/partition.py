"""One partition of a store: some documents and the arrays that lenses work on."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import socket
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from discourse.corpus.columns import COLUMNS, as_objects
from discourse.corpus.corpus import MARKS, Corpus
from discourse.corpus.stored.files import checksum, sync, writing
from discourse.corpus.stored.manifest import AGAIN, PARTITIONS, Part
from discourse.display import Displayed
from discourse.errors import MissingInputError, StoreDamagedError

DOCUMENTS, MARKED, NOTES, VOCABULARY = "documents.parquet", "marks.parquet", "notes.json", "vocabulary.json"
ABOUT = "part.json"
_ROWS = 1000  # documents that are read together when one of them is wanted
_checked: set[tuple[str, int]] = set()  # files whose every byte this process has compared


@dataclass(frozen=True, repr=False)
class Partition(Displayed):
    """A partition of a store; small, and can be sent to another process.

    Attributes
    ----------
    store : Path
        The folder of the store.
    part : Part
        What it must look like.
    """

    store: Path
    part: Part

    @property
    def folder(self) -> Path:
        """Where it is."""
        return self.store / PARTITIONS / self.part.name

    def _heading(self) -> str:
        return f"Partition {self.part.name} of {self.store}: {self.part.documents:,} documents"

    def _rows(self) -> pd.DataFrame:
        return self.documents([name for name in self.part.columns if name not in {"text", "source"}])

    def corpus(self) -> Corpus:
        """Its documents as a corpus, already encoded.

        Raises
        ------
        StoreDamagedError
            A file is missing, cut short or changed.
        """
        documents = self.documents()
        texts = dict(zip(documents["document"], documents["text"], strict=True))
        marks = self.marks()
        marks["text"] = [texts[row.document][row.start : row.end] for row in marks.itertuples(index=False)]
        found = Corpus(documents, marks[list(MARKS)], self.left_out(), self.notes(), self.store.name)
        found.kept["store"] = [self]
        return found

    def documents(self, columns: list[str] | None = None) -> pd.DataFrame:
        """The documents, or some columns of them; those this partition does not have are missing values."""
        import pyarrow.parquet as pq

        known = None if columns is None else [name for name in columns if name in self.part.columns]
        path = self.path(DOCUMENTS, whole=columns is None)
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                table = file.read(columns=known)
        except (OSError, ValueError) as error:
            raise _damaged(path) from error
        documents = as_objects(table.to_pandas())
        return documents if columns is None else documents.reindex(columns=columns)

    def document(self, row: int) -> pd.DataFrame:
        """One document, as a table of one row."""
        import pyarrow.parquet as pq

        path = self.path(DOCUMENTS)
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                table = file.read_row_group(row // _ROWS).slice(row % _ROWS, 1)
        except (OSError, ValueError) as error:
            raise _damaged(path) from error
        return as_objects(table.to_pandas())

    def marks(self) -> pd.DataFrame:
        """What is marked: ``document, start, end, kind``."""
        return pd.read_parquet(self.path(MARKED, whole=True))

    def notes(self) -> list[str]:
        """What was guessed on reading."""
        return self._read()["notes"]

    def left_out(self) -> list[list]:
        """What is no document: source, row, reason."""
        return self._read()["left_out"]

    def _read(self) -> dict:
        return json.loads(self.path(NOTES, whole=True).read_text(encoding="utf-8"))

    def vocabulary(self) -> list[str]:
        """The forms that its tokens are, sorted."""
        return json.loads(self.path(VOCABULARY, whole=True).read_text(encoding="utf-8"))

    def array(self, name: str, *, whole: bool = True) -> np.ndarray:
        """An array, memory-mapped; with `whole` every byte of it is compared first, once per process."""
        path = self.path(f"{name}.npy", whole=whole)
        try:
            # As a plain array: each slice of a `memmap` is one again, which takes longer than slicing.
            return np.load(path, mmap_mode="r", allow_pickle=False).view(np.ndarray)
        except (OSError, ValueError, EOFError) as error:
            raise _damaged(path) from error

    def row_of(self, document: str) -> int | None:
        """The place of a document in this partition, None if it is not here."""
        value = hashes([document])[0]
        names, order = self.array("names", whole=False), self.array("names_order", whole=False)
        for place in range(int(np.searchsorted(names, value)), len(names)):
            if names[place] != value:
                return None
            row = int(order[place])
            if self.document(row)["document"][0] == document:
                return row
        return None

    def has(self, values: np.ndarray) -> np.ndarray:
        """Which of some `hashes` of names may be here (bool); for those that are not this is certain."""
        names = self.array("names", whole=False)
        if not len(names):
            return np.zeros(len(values), bool)
        return names[np.minimum(np.searchsorted(names, values), len(names) - 1)] == values

    def path(self, name: str, *, whole: bool = False) -> Path:
        """Where one of its files is.

        Parameters
        ----------
        name : str
        whole : bool
            Whether to compare its checksum, and not its size only.

        Raises
        ------
        StoreDamagedError
            It is missing, cut short or changed.
        """
        path = self.folder / name
        if name not in self.part.files:
            raise StoreDamagedError("the partition has no such file", source=path, remedy=AGAIN)
        size, expected = self.part.files[name]
        try:
            found = path.stat().st_size
            if found == size and whole and (str(path), expected) not in _checked:
                found = size if checksum(path) == expected else None
                _checked.add((str(path), expected))
        except FileNotFoundError:
            if not self.store.is_dir():
                raise MissingInputError(
                    f"{socket.gethostname()} does not see the store",
                    source=self.store,
                    remedy="put it where all machines have it under the same path",
                ) from None
            raise StoreDamagedError("a file of the store is missing", source=path, remedy=AGAIN) from None
        if found != size:
            _checked.discard((str(path), expected))
            raise _damaged(path)
        return path

    def check(self) -> None:
        """Compare the sizes of all files, as opening a store does."""
        folder = str(self.folder)
        for name, (size, _) in self.part.files.items():
            try:
                right = os.stat(f"{folder}/{name}").st_size == size
            except FileNotFoundError:
                right = False
            if not right:
                self.path(name)  # which says what is wrong

    def verify(self) -> None:
        """Compare every byte with what was written."""
        for name in self.part.files:
            _checked.discard((str(self.folder / name), self.part.files[name][1]))
            self.path(name, whole=True)


def write(corpus: Corpus, arrays: dict[str, np.ndarray], vocabulary: list[str], store: Path, name: str) -> Part:
    """Write a partition aside and rename it; one of that name that is there already is taken as it is.

    Raises
    ------
    DiskFullError, DiscourseError
        It cannot be written; nothing is left of it.
    """
    found = finished(store, name)
    if found is not None:
        return found
    target = store / PARTITIONS / name
    work = None
    try:
        with writing(target):
            work = Path(tempfile.mkdtemp(prefix=".", dir=target.parent))
            part = _fill(work, corpus, arrays, vocabulary, name)
            for path in work.iterdir():
                sync(path)
            work.chmod(0o755)
            work.rename(target)
            sync(target.parent)
    finally:
        if work is not None:
            shutil.rmtree(work, ignore_errors=True)
    return part


def finished(store: Path, name: str) -> Part | None:
    """What is known of a partition that is there already, None if it is not, or not whole."""
    target = store / PARTITIONS / name
    try:
        part = Part(**json.loads((target / ABOUT).read_text(encoding="utf-8")))
        Partition(store, part).check()
    except FileNotFoundError:
        return None
    except (StoreDamagedError, ValueError, TypeError):
        shutil.rmtree(target)
        return None
    return part


def hashes(names) -> np.ndarray:
    """64 bits of each of some names, to look them up by."""
    digests = b"".join(hashlib.blake2b(name.encode(), digest_size=8).digest() for name in names)
    return np.frombuffer(digests, np.uint64)


def _fill(work: Path, corpus: Corpus, arrays: dict[str, np.ndarray], vocabulary: list[str], name: str) -> Part:
    _write_documents(corpus, work)
    values = hashes(corpus.documents["document"])
    order = np.argsort(values, kind="stable")
    own = {"names": values[order], "names_order": order.astype(np.int32), "words": corpus.words.to_numpy(np.int64)}
    for title, array in {**arrays, **own}.items():
        np.save(work / f"{title}.npy", array)
    (work / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
    left_out = [[source, None if pd.isna(row) else int(row), why] for source, row, why in corpus.left_out.to_numpy()]
    notes = json.dumps({"notes": corpus.notes, "left_out": left_out}, ensure_ascii=False)
    (work / NOTES).write_text(notes, encoding="utf-8")
    part = Part(
        name=name,
        documents=len(corpus),
        words=int(own["words"].sum()),
        tokens=len(arrays["ids"]),
        characters=int(sum(map(len, corpus.documents["text"]))),
        fingerprint=corpus.fingerprint,
        columns=list(corpus.documents.columns),
        files={path.name: [path.stat().st_size, checksum(path)] for path in sorted(work.iterdir())},
    )
    (work / ABOUT).write_text(json.dumps(asdict(part), ensure_ascii=False), encoding="utf-8")
    return part


def _write_documents(corpus: Corpus, work: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    kinds = {name: pa.timestamp("us") if name == "date" else pa.string() for name in COLUMNS}
    table = pa.Table.from_pandas(corpus.documents, preserve_index=False)
    for place, column in enumerate(table.schema):
        # Where nothing is known a column has no type; other partitions may have one.
        if column.name in kinds and column.type != kinds[column.name]:
            table = table.set_column(place, column.name, table.column(place).cast(kinds[column.name]))
    options = {"compression": "zstd", "write_page_checksum": True}
    pq.write_table(table, work / DOCUMENTS, row_group_size=_ROWS, **options)
    marks = corpus.marks[["document", "start", "end", "kind"]]
    kinds = {"document": pa.string(), "start": pa.int64(), "end": pa.int64(), "kind": pa.string()}
    pq.write_table(pa.Table.from_pandas(marks, pa.schema(kinds), preserve_index=False), work / MARKED, **options)


def _damaged(path: Path) -> StoreDamagedError:
    return StoreDamagedError("a file of the store is damaged", source=path, remedy=AGAIN)

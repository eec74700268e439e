"""What a lens found in a store: a folder of Parquet files, one per partition."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse import home
from discourse.corpus.stored.files import put, writing
from discourse.corpus.stored.partition import Partition
from discourse.corpus.stored.run import run
from discourse.display import Displayed
from discourse.errors import StoreDamagedError
from discourse.progress import progress as bar

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from discourse.corpus.stored.corpus import StoredCorpus
    from discourse.corpus.stored.run import Progress

FOLDER = "results"


@dataclass(frozen=True, repr=False)
class Results(Displayed):
    """A table in a folder, one Parquet file per partition of a store.

    Iterating gives the tables of the partitions; `table` gives all of it in memory. Any program that reads Parquet
    can query `files` as they are.

    Attributes
    ----------
    folder : Path
    partitions : list of Partition
    """

    folder: Path
    partitions: list[Partition]

    @property
    def files(self) -> list[str]:
        """The files, in the order of the partitions."""
        return [str(self.path(partition)) for partition in self.partitions]

    def path(self, partition: Partition) -> Path:
        """The file of a partition, there or not."""
        return self.folder / f"{partition.part.name}.parquet"

    def has(self, partition: Partition) -> bool:
        """Whether a partition is done."""
        return self.path(partition).is_file()

    def write(self, partition: Partition, table: pd.DataFrame) -> None:
        """Write the table of a partition, whole or not at all.

        Raises
        ------
        DiskFullError, DiscourseError
            It cannot be written.
        """
        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
        put(
            self.path(partition),
            lambda work: table.to_parquet(work, index=False, compression="zstd", write_page_checksum=True),
        )

    def read(self, partition: Partition, columns: list[str] | None = None) -> pd.DataFrame:
        """The table of a partition, or some of its columns.

        Raises
        ------
        StoreDamagedError
            The file is missing, cut short or changed.
        """
        return self._arrow(partition, columns).to_pandas()

    def _arrow(self, partition: Partition, columns: list[str] | None):
        import pyarrow.parquet as pq

        path = self.path(partition)
        try:
            with pq.ParquetFile(path, page_checksum_verification=True) as file:
                return file.read(columns=columns)
        except (OSError, ValueError) as error:
            raise StoreDamagedError(
                "a file of results is missing or damaged", source=path, remedy="remove it and run the lens again"
            ) from error

    def table(self, columns: list[str] | None = None) -> pd.DataFrame:
        """The whole table, or some of its columns, in memory."""
        import pyarrow as pa

        # A column in which a partition has nothing has no type there.
        parts = [self._arrow(partition, columns) for partition in self.partitions]
        return pa.concat_tables(parts, promote_options="default").to_pandas()

    def export(self, path: str | Path, columns: list[str] | None = None) -> None:
        """Write the whole table, or some of its columns, as one CSV or Parquet file; a partition at a time is loaded.

        Raises
        ------
        DiscourseError
            The ending is another one, or the file cannot be written; nothing is left half-written.
        """
        from discourse.tables import write_parts

        write_parts((self._arrow(partition, columns) for partition in self.partitions), self._schema(columns), path)

    def _schema(self, columns: list[str] | None):
        import pyarrow as pa
        import pyarrow.parquet as pq

        whole = pa.unify_schemas([pq.read_schema(path) for path in self.files], promote_options="default")
        return whole if columns is None else pa.schema([whole.field(name) for name in columns], whole.metadata)

    def __iter__(self) -> Iterator[pd.DataFrame]:
        return (self.read(partition) for partition in self.partitions)

    @cached_property
    def _size(self) -> int:
        import pyarrow.parquet as pq

        return sum(pq.read_metadata(path).num_rows for path in self.files)

    def __len__(self) -> int:
        return self._size

    def _heading(self) -> str:
        return f"Results: {len(self):,} rows in {len(self.partitions):,} files of {self.folder}"

    def _rows(self) -> pd.DataFrame:
        return self.read(self.partitions[0])

    def _remarks(self) -> list[str]:
        return ["The rows are those of the first file; table() loads all of them."]


def place(store: Path, out: str | Path | None, lens: str, **made_from) -> Path:
    """The folder for what a lens finds: its name says the lens, and a hash all that decides what is found."""
    key = json.dumps([home.library_hash(), made_from], sort_keys=True)
    name = f"{re.sub('[^A-Za-z0-9_.-]+', '-', lens)}-{hashlib.sha256(key.encode()).hexdigest()[:16]}"
    return (Path(out).expanduser() if out else store / FOLDER) / name


def work_through(
    corpus: StoredCorpus,
    folder: Path,
    names: tuple[str, ...],
    work: Callable[[Partition], object],
    executor: Executor | int | None,
    progress: Progress | None,
) -> list[Results]:
    """Have a lens work on those partitions of a corpus that are not done yet.

    Parameters
    ----------
    corpus : StoredCorpus
    folder : Path
        As `place` gives it; each table is a folder in it.
    names : tuple of str
        What the tables are called; `work` writes the last of them last.
    work : callable
        Writes the tables of a partition.
    executor, progress
        As for `run`.
    """
    results = [Results(folder / name, corpus.partitions) for name in names]
    missing = [one for one in corpus.partitions if not all(table.has(one) for table in results)]
    done, total = len(corpus.partitions) - len(missing), len(corpus.partitions)
    for _ in bar(run(missing, work, executor), f"working on {names[-1]}", total=len(missing), unit="partition"):
        done += 1
        if progress:
            progress(done, total)
    return results

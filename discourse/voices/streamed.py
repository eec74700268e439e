"""The voices of a corpus in a store, partition by partition."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from discourse.corpus.stored import Results
from discourse.corpus.stored.results import place, work_through

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd

    from discourse.corpus.stored import Partition, StoredCorpus
    from discourse.corpus.stored.run import Progress

TABLE = "voices"


def stored_voices(
    corpus: StoredCorpus,
    out: str | Path | None = None,
    executor: Executor | int | None = None,
    progress: Progress | None = None,
) -> Results:
    """What `discourse.voices` finds in each partition; those that are done already are not done again."""
    folder = folder_of(corpus.folder, out)
    return work_through(corpus, folder, (TABLE,), partial(voices_of, folder=folder), executor, progress)[0]


def folder_of(store: Path, out: str | Path | None) -> Path:
    """Where the voices of a store are kept."""
    return place(store, out, "voices")


def voices_of(partition: Partition, folder: Path) -> pd.DataFrame:
    """The voices of one partition: those kept in `folder`, else found and kept there."""
    from discourse.voices.table import voices

    results = Results(folder / TABLE, [partition])
    if results.has(partition):
        return results.read(partition)
    found = voices(partition.corpus())
    results.write(partition, found)
    return found

"""The statements of a corpus in a store, partition by partition."""

from __future__ import annotations

from functools import cached_property, lru_cache, partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import pandas as pd

from discourse.corpus.sources import read_file
from discourse.corpus.stored import Results
from discourse.corpus.stored.results import place, work_through
from discourse.negotiation.find import Finder
from discourse.negotiation.statements import Statements
from discourse.voices.streamed import folder_of, voices_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from discourse.corpus.stored import Partition, StoredCorpus
    from discourse.corpus.stored.run import Progress

_TABLE = "statements"


def stored_statements(
    corpus: StoredCorpus,
    actors: str | Path | None = None,
    acts: str | Path | None = None,
    out: str | Path | None = None,
    executor: Executor | int | None = None,
    progress: Progress | None = None,
) -> StoredStatements:
    """What `discourse.statements` finds in each partition; those that are done already are not done again."""
    own = tuple((name, read_file(Path(file))) for name, file in (("actors", actors), ("acts", acts)) if file)
    made_from = {name: sha256(content).hexdigest() for name, content in own}
    heard, folder = folder_of(corpus.folder, out), place(corpus.folder, out, "statements", **made_from)
    for language in corpus.table("language")["language"].unique():
        Finder.load(language or "unknown", actors, acts)  # what is wrong with the files is said here, with their names
    work = partial(_find, voices=heard, folder=folder, own=own)
    (table,) = work_through(corpus, folder, (_TABLE,), work, executor, progress)
    return StoredStatements(corpus, table, Results(heard / "voices", corpus.partitions), actors)


def _find(partition: Partition, voices: Path, folder: Path, own: tuple[tuple[str, bytes], ...]) -> None:
    from discourse.negotiation.table import statements

    heard = voices_of(partition, voices)
    files = {name: Path(_unpacked(own).name) / f"{name}.yaml" for name, _ in own}
    found = statements(partition.corpus(), voices=heard, **files)
    Results(folder / _TABLE, [partition]).write(partition, found.table)


@lru_cache(maxsize=4)
def _unpacked(own: tuple[tuple[str, bytes], ...]) -> TemporaryDirectory:
    """A folder with files of the client, which other machines do not have; it is gone when the process ends."""
    work = TemporaryDirectory(prefix="discourse-")
    for name, content in own:
        (Path(work.name) / f"{name}.yaml").write_bytes(content)
    return work


class StoredStatements(Statements):
    """The statements of a corpus in a store: files, read when they are asked for.

    `where` and `evidence` with conditions go through them one by one; measures load the whole `table`.

    Attributes
    ----------
    corpus : StoredCorpus
    parts : Results
        The statements, as files that any program can query.
    voices_parts : Results
        The attributions; `voices` is the table in memory.
    """

    def __init__(self, corpus: StoredCorpus, parts: Results, voices: Results, actors: str | Path | None = None):
        self.corpus, self.parts, self.voices_parts, self._given, self._actors = corpus, parts, voices, None, actors

    @cached_property
    def table(self) -> pd.DataFrame:
        """All statements, in memory."""
        return self.parts.table()

    @cached_property
    def voices(self) -> pd.DataFrame:
        """The attributions in the corpus, all of them in memory."""
        return self.voices_parts.table()

    def where(self, **conditions) -> Statements:
        parts = [Statements(self.corpus, table, actors=self._actors).where(**conditions).table for table in self.parts]
        filled = [part for part in parts if len(part)] or parts[:1]
        return Statements(self.corpus, pd.concat(filled, ignore_index=True), actors=self._actors)

    def __len__(self) -> int:
        return len(self.parts)

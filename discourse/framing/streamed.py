"""Coding a corpus in a store: partition by partition, with the same estimates as in memory."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus.stored import Results
from discourse.corpus.stored.results import place, work_through
from discourse.framing.asking import check_told, has_category
from discourse.framing.codebook import Codebook
from discourse.framing.coding import Coding
from discourse.framing.cooccurrence import cooccurrence
from discourse.framing.evidence import drawn_as, sentences_of
from discourse.framing.explaining import Explanation
from discourse.framing.hits import COLUMNS
from discourse.inference import draw
from discourse.voices.streamed import folder_of, voices_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from discourse.corpus.stored import Partition, StoredCorpus
    from discourse.corpus.stored.run import Progress

_TABLES = ("hits", "words", "counts")
_KEYS = ["document", "category", "voice", "speaker"]


def stored_coding(
    corpus: StoredCorpus,
    book: Codebook,
    voices: bool,
    unheard: tuple[str, ...] = (),
    out: str | Path | None = None,
    executor: Executor | int | None = None,
    progress: Progress | None = None,
) -> StoredCoding:
    """What `discourse.code` finds in each partition; those that are done already are not done again."""
    heard = folder_of(corpus.folder, out) if voices else None
    folder = place(corpus.folder, out, f"code-{book.name}", codebook=repr(book), version=book.version, voices=voices)
    work = partial(_code, book=book, voices=heard, folder=folder)
    tables = work_through(corpus, folder, _TABLES, work, executor, progress)
    return StoredCoding(
        corpus, book, *tables, Results(heard / "voices", corpus.partitions) if voices else None, unheard
    )


def _code(partition: Partition, book: Codebook, voices: Path | None, folder: Path) -> None:
    """Code one partition and keep its hits, its words by voice, and the counts that estimates are made of."""
    from discourse.framing.coder import code

    heard = False if voices is None else voices_of(partition, voices)
    corpus = partition.corpus()
    coding = code(corpus, book, voices=heard)
    hits = coding.hits.assign(weight=coding.found.weight)
    words = coding.words_by_voice if voices else pd.DataFrame(columns=["document", "voice", "speaker", "words"])
    standing = hits[~hits["negated"].to_numpy(bool)].assign(hits=1)
    counts = standing.groupby(_KEYS, sort=False, dropna=False, observed=True)[["hits", "weight"]].sum().reset_index()
    for name, table in zip(_TABLES, (hits, words, counts), strict=True):
        Results(folder / name, [partition]).write(partition, table)
    corpus.kept.clear()  # a corpus and its encoding know each other, and would wait to be collected


class StoredCoding(Coding):
    """A coded corpus in a store: a `Coding` whose tables are files, read when they are asked for.

    Estimates are made of counts per document, which are kept per partition; sentences are read where they stand.
    `hits` and `words_by_voice` load the whole table.

    Attributes
    ----------
    corpus : StoredCorpus
    codebook : Codebook
    parts : Results
        The hits, as files that any program can query; their further column is ``weight``.
    counts_parts : Results
        ``document, category, voice, speaker, hits, weight``: hits that are not negated, added up.
    voices_parts : Results or None
        The attributions, if it was coded with them; `voices` is the table in memory.
    """

    def __init__(
        self,
        corpus: StoredCorpus,
        codebook: Codebook,
        hits: Results,
        words: Results,
        counts: Results,
        voices: Results | None,
        unheard: tuple[str, ...],
    ):
        self.corpus, self.codebook, self.unheard = corpus, codebook, unheard
        self.parts, self._words, self.counts_parts, self.voices_parts = hits, words, counts, voices

    @cached_property
    def hits(self) -> pd.DataFrame:
        """The hits as a table, all of it in memory; iterate over `parts` for one partition at a time."""
        return self.parts.table(COLUMNS)

    @cached_property
    def voices(self) -> pd.DataFrame | None:
        """The attributions in the corpus, all of them in memory; None if it was coded without."""
        return None if self.voices_parts is None else self.voices_parts.table()

    @cached_property
    def words_by_voice(self) -> pd.DataFrame:
        self._require_voices()
        return self._words.table()

    @cached_property
    def _counted(self) -> pd.DataFrame:
        return self.counts_parts.table()

    def _require_voices(self) -> None:
        check_told(self.voices_parts is not None, self.unheard)

    def _standing(self, voice: str | Sequence[str] | None) -> pd.DataFrame:
        standing = self._counted
        return standing if voice is None else standing[standing["voice"].isin(self._known(voice))]

    def cooccurrence(
        self, *, voice: str | Sequence[str] | None = None, permutations: int = 2000, seed: int = 0
    ) -> pd.DataFrame:
        columns = ["document", "sentence", "category"]
        coded = [hits[columns].drop_duplicates() for _, hits in self._each(columns, voice)]
        hits = pd.concat(coded, ignore_index=True)
        return cooccurrence(self.corpus, hits, list(self.codebook.categories), permutations, seed)

    def evidence(
        self,
        category: str,
        n: int = 5,
        *,
        order: str = "random",
        voice: str | Sequence[str] | None = None,
        seed: int = 0,
    ) -> pd.DataFrame:
        has_category(self.codebook, category)
        sizes = [_per_sentence(hits) for _, hits in self._each(["document", "sentence", "category"], voice, category)]
        together = np.concatenate(sizes)
        strongest = order == "strength"
        chosen = np.argsort(-together, kind="stable")[:n] if strongest else draw(len(together), n, seed)
        columns = ["document", "sentence", "start", "end", "category"]
        parts, low = [pd.DataFrame(columns=columns)], 0
        for number, partition in enumerate(self.corpus.partitions):
            inside = chosen[(chosen >= low) & (chosen < low + len(sizes[number]))] - low
            if len(inside):
                hits = self._part(partition, columns, voice, category)
                parts.append(hits[np.isin(hits.groupby(columns[:2], sort=False).ngroup(), inside)])
            low += len(sizes[number])
        table = sentences_of(self.corpus, pd.concat(parts[1:] or parts), n, order, seed)
        table.attrs["drawn"] = drawn_as(order, len(chosen), len(together), n, seed)
        return table

    def explain(self, document: str) -> Explanation:
        from discourse.framing.coder import code

        partition = self.corpus.place_of(document)[0]
        voices = False if self.voices_parts is None else self.voices_parts.read(partition)
        return code(partition.corpus(), self.codebook, voices=voices).explain(document)

    def _each(self, columns: list[str], voice, category: str | None = None) -> Iterator[tuple[Partition, pd.DataFrame]]:
        for partition in self.corpus.partitions:
            yield partition, self._part(partition, columns, voice, category)

    def _part(self, partition: Partition, columns: list[str], voice, category: str | None) -> pd.DataFrame:
        """Some columns of the hits of a partition that are not negated, in the voices and of the category asked for."""
        wanted = None if voice is None else self._known(voice)
        hits = self.parts.read(partition, [*columns, "negated", *(["voice"] if wanted else [])])
        keep = ~hits["negated"].to_numpy(bool)
        if wanted:
            keep &= hits["voice"].isin(wanted).to_numpy(bool)
        if category:
            keep &= (hits["category"] == category).to_numpy(bool)
        return hits.loc[keep, columns].reset_index(drop=True)

    @property
    def _sizes(self) -> tuple[int, int]:
        negated = (self.parts.read(one, ["negated"])["negated"].sum() for one in self.corpus.partitions)
        return len(self.parts), int(sum(negated))


def _per_sentence(hits: pd.DataFrame) -> np.ndarray:
    """How many hits each sentence that has some has, in reading order."""
    return hits.groupby(["document", "sentence"], sort=False).size().to_numpy(np.int64)

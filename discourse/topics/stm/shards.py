"""The E-step over parts of the documents, wherever an executor takes them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache, partial
from itertools import accumulate, pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import numpy as np
import scipy.sparse as sp

from discourse.corpus.stored.run import at_work, run
from discourse.topics.stm.expectation import Expectation

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from discourse.corpus.stored.cluster import Cluster

SIZE = 20_000  # documents in a part
_KEPT = 32  # parts that a process has in memory


class ShardedExpectation:
    """The E-step over all documents, part by part.

    Sums are made within the parts, and over them in their order, so that they do not depend on who works.

    Parameters
    ----------
    parts : list of Expectation or Path
        The parts, or files with their counts, which can be sent to others.
    sizes : list of int
        How many documents each has.
    k : int
    executor : as for `discourse.corpus.stored.run`
    """

    def __init__(self, parts: list[Expectation] | list[Path], sizes: list[int], k: int, executor):
        self._parts, self._executor, self._turn = parts, executor, 0
        self._rows = [slice(*both) for both in pairwise([0, *accumulate(sizes)])]
        self.size = sum(sizes)
        self.eta = np.zeros((self.size, k - 1))
        self.theta = np.empty((self.size, k))

    def documents(
        self, topics: np.ndarray, mu: np.ndarray, sigma: np.ndarray, cautious: bool = False
    ) -> tuple[float, np.ndarray]:
        """As `Expectation.documents`."""
        tasks = ((part, mu[rows], self.eta[rows]) for part, rows in zip(self._parts, self._rows, strict=True))
        work = partial(_expected, topics=topics, sigma=sigma, cautious=cautious, turn=self._turn)
        total, spread, self._words = 0.0, np.zeros_like(sigma), np.zeros_like(topics)
        found = run(tasks, work, self._executor)
        for rows, (bound, around, words, eta, theta) in zip(self._rows, found, strict=True):
            self.eta[rows], self.theta[rows] = eta, theta
            total += bound
            spread += around
            self._words += words
        for part in self._parts:
            if isinstance(part, Path) and self._turn:
                _spreads(part, self._turn).unlink(missing_ok=True)
        self._turn += 1
        return total, spread

    def topics(self, topics: np.ndarray) -> np.ndarray:
        """The topics (words × k) that the documents, as they now stand, make most likely."""
        expected = self._words * topics
        return expected / expected.sum(axis=0)


@contextmanager
def sharded(
    counts: sp.csr_array, k: int, executor: Executor | Cluster | int | None = None, folder: Path | None = None
) -> Iterator[ShardedExpectation]:
    """The E-step of some counts; for others to work on, parts are in a folder that they see, as long as it takes."""
    lows = range(0, counts.shape[0], SIZE)
    parts = [counts[low : low + SIZE] for low in lows]
    sizes = [part.shape[0] for part in parts]
    with at_work(executor) as place:
        if place is None:
            yield ShardedExpectation([Expectation(part, k) for part in parts], sizes, k, None)
            return
        with TemporaryDirectory(prefix=".counts-", dir=folder) as work:
            paths = [Path(work) / f"{number}.npz" for number in range(len(parts))]
            for path, part in zip(paths, parts, strict=True):
                sp.save_npz(path, part, compressed=False)
            yield ShardedExpectation(paths, sizes, k, place)


def _expected(task: tuple[Expectation | Path, np.ndarray, np.ndarray], topics, sigma, cautious: bool, turn: int):
    """Bound, spread, expected words, `eta` and `theta` of the documents of a part.

    The covariances from which the next call starts are large: they stay in a file beside the part, one for each call,
    so that whoever makes it again, after somebody died of it, starts from the same.
    """
    from threadpoolctl import threadpool_limits

    part, mu, eta = task
    here = isinstance(part, Expectation)
    step = part if here else _opened(part, topics.shape[1])
    if not here:
        step.spreads[:] = np.load(_spreads(part, turn)) if turn else 0
    step.eta[:] = eta
    with threadpool_limits(1):
        bound, spread = step.documents(topics, mu, sigma, cautious)
        if not here:
            aside = part.with_suffix(f".{os.getpid()}.npy")
            np.save(aside, step.spreads)
            aside.replace(_spreads(part, turn + 1))
        return bound, spread, step.expected(), step.eta, step.theta


def _spreads(part: Path, turn: int) -> Path:
    return part.with_suffix(f".{turn}.npy")


@lru_cache(maxsize=_KEPT)
def _opened(path: Path, k: int) -> Expectation:
    return Expectation(sp.csr_array(sp.load_npz(path)), k)

"""Working through partitions: here, in other processes, or wherever an executor takes it."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import BrokenExecutor, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from multiprocessing import get_context
from typing import TypeVar

from discourse.corpus.stored.cluster import Cluster
from discourse.errors import DiscourseError, WorkerError

Item, Result = TypeVar("Item"), TypeVar("Result")
Progress = Callable[[int, int | None], object]

_WAITING = 4  # items handed to an executor beyond its number of workers


def run(
    items: Iterable[Item],
    work: Callable[[Item], Result],
    executor: Executor | Cluster | int | None = None,
    progress: Progress | None = None,
    total: int | None = None,
) -> Iterator[Result]:
    """The results of a function for each of some items, in order.

    Parameters
    ----------
    items : iterable
        Taken when there is somebody to work on them, so that they need not be in memory together.
    work : callable
        A function of a module, or one with some arguments filled in by `functools.partial`: other processes import it.
    executor : concurrent.futures.Executor, Cluster or int, optional
        Where to work: a number of processes on this machine, an executor of your own, or what `place_to_work` makes
        of a Dask client. Without one, here.
    progress : callable, optional
        Called with how many are done and how many there are (None if unknown).
    total : int, optional
        How many there are.

    Raises
    ------
    WorkerError
        A process died. What the others finished is kept.
    DiscourseError
        Whatever `work` raised.

    Examples
    --------
    >>> list(run([1, 2, 3], float))
    [1.0, 2.0, 3.0]
    """
    done = 0
    with at_work(executor) as pool:
        waiting = _waiting(pool)
        pending: deque = deque()
        try:
            for item in items:
                pending.append(pool.submit(work, item) if pool else work(item))
                while len(pending) >= waiting:
                    yield _result(pending.popleft(), pool)
                    done = _tell(progress, done + 1, total)
            while pending:
                yield _result(pending.popleft(), pool)
                done = _tell(progress, done + 1, total)
        except BrokenExecutor as error:
            raise WorkerError(
                f"a process that worked on a partition died (the system kills those that take too much memory); "
                f"{done} are done",
                remedy="run it again: it goes on from there; with fewer processes it takes less memory. In a script, "
                "call it below if __name__ == '__main__':",
            ) from error
        finally:
            for one in pending:
                if pool:
                    one.cancel()


def _result(one, pool):
    return one.result() if pool else one


def _tell(progress: Progress | None, done: int, total: int | None) -> int:
    if progress:
        progress(done, total)
    return done


@contextmanager
def at_work(executor: Executor | Cluster | int | None) -> Iterator[Executor | Cluster | None]:
    """The executor asked for; processes of its own end with it.

    Raises
    ------
    DiscourseError
        A number of processes below 1.
    """
    if executor is None or executor == 1:
        yield None
    elif isinstance(executor, int):
        if executor < 1:
            raise DiscourseError(f"{executor} is no number of processes", remedy="give 1 or more")
        # "spawn": a forked child of a process that has threads (polars, Arrow, Numba) may wait for ever.
        with ProcessPoolExecutor(executor, mp_context=get_context("spawn")) as pool:
            try:
                yield pool
            except BaseException:
                pool.shutdown(wait=True, cancel_futures=True)
                raise
    else:
        yield executor


def _waiting(pool: Executor | Cluster | None) -> int:
    """How many items may wait for a result."""
    if pool is None:
        return 1
    if isinstance(pool, Cluster):
        return 2 * pool.workers + _WAITING  # so that none of them waits for this process
    return getattr(pool, "_max_workers", 64) + _WAITING

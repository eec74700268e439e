"""A Dask cluster as a place to work: its own scheduler, workers and dashboard."""

from __future__ import annotations

import socket
from collections.abc import Callable
from concurrent.futures import CancelledError, Executor
from dataclasses import dataclass
from functools import lru_cache
from pkgutil import resolve_name
from typing import TYPE_CHECKING

from discourse import home
from discourse.errors import DiscourseError, WorkerError

if TYPE_CHECKING:
    from dask.distributed import Client

RETRIES = 3  # of a partition whose worker died or could not be reached


def place_to_work(executor: Executor | int | None, client: Client | None) -> Executor | int | Cluster | None:
    """What is asked for by the two arguments that say where to work.

    Raises
    ------
    DiscourseError
        Both are given, or the client is none.
    """
    if client is None:
        return executor
    if executor is not None:
        raise DiscourseError("an executor and a client are two places to work", remedy="give one of them")
    if not hasattr(client, "scheduler_info"):
        raise DiscourseError(
            f"client={type(client).__name__} is no client of a Dask cluster",
            remedy="pip install 'discourse[distributed]', then client=dask.distributed.Client(address)",
        )
    return Cluster(client)


class Cluster:
    """The workers behind a client, to be used like an executor.

    Each call is sent with what it needs to know (the content of a codebook, not its path). Workers read the store, and
    write what they find, on a filesystem that they share.
    """

    def __init__(self, client: Client):
        self._client = client
        self._version = _version()
        # A worker that cannot read what it is sent dies of it, and so would the next: this is found out beforehand.
        found = client.run(resolve_name, "discourse.home:library_hash", on_error="return")
        without = sorted(address for address, one in found.items() if isinstance(one, Exception))
        if without:
            raise WorkerError(
                f"{len(without)} of {len(found)} workers of the cluster do not have this kit, such as {without[0]}",
                remedy=f"install discourse {_stated()} on every worker",
            )

    @property
    def workers(self) -> int:
        """How many calls the workers that are there now take at once."""
        return sum(self._client.nthreads().values()) or 1

    def submit(self, work: Callable, item) -> _Pending:
        """Have a worker call a function."""
        task = _Call(work, self._version)
        return _Pending(self._client.submit(task, item, pure=False, retries=RETRIES))


@dataclass(frozen=True)
class _Pending:
    """What a worker will have found."""

    future: object

    def result(self):
        from distributed import KilledWorker

        try:
            return self.future.result()
        except KilledWorker as error:
            raise WorkerError(
                f"several workers of the cluster died of the same partition, the last of them {error.last_worker}",
                remedy="give workers more memory, or make smaller partitions; what is finished is kept",
            ) from error
        except CancelledError as error:
            raise WorkerError(
                "the scheduler of the cluster is gone, and with it what waited there",
                remedy="start it anew and run this again: what is finished is kept",
            ) from error

    def cancel(self) -> None:
        self.future.cancel()


@dataclass(frozen=True)
class _Call:
    """A function as workers call it: not with another version of the kit, whose results would be other ones."""

    work: Callable
    version: str

    def __call__(self, item):
        if _version() != self.version:
            raise WorkerError(
                f"the worker on {socket.gethostname()} has another version of this kit, or of its word lists",
                remedy=f"install discourse {_stated()} and the same libraries on every worker",
            )
        return self.work(item)


@lru_cache(maxsize=1)
def _version() -> str:
    return home.library_hash()


def _stated() -> str:
    from discourse import __version__

    return __version__

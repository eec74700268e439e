"""Make the chapters of a report in several processes at once."""

from __future__ import annotations

import contextlib
import json
import os
import selectors
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from discourse.reports.chapter import Made, Order, unpacked
from discourse.reports.stop import Stopped

GRACE = 20  # seconds in which a process that was asked to end has to do so


class ChapterError(Exception):
    """A chapter could not be made. `trace` is what is known beyond the message."""

    def __init__(self, problem: str, trace: str):
        super().__init__(problem)
        self.trace = trace


def cores() -> int:
    """How many processes this one may use at a time."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def make_all(orders: list[Order], processes: int, done: Callable[[Order, Made], None]) -> None:
    """Make chapters in up to `processes` processes; `done` is told of each when it is there.

    None of the processes is left when this returns or raises, whatever happened.

    Raises
    ------
    ChapterError
        If one cannot be made; those under way are stopped.
    Stopped
        If this process was stopped; `during` says what the others were at.
    """
    workers: list[_Worker] = []
    waiting = deque(orders)
    try:
        with selectors.DefaultSelector() as answering:
            while waiting and len(workers) < processes:
                workers.append(_Worker())
                workers[-1].give(waiting.popleft())
                answering.register(workers[-1].process.stdout, selectors.EVENT_READ, workers[-1])
            while answering.get_map():
                for ready, _ in answering.select():
                    worker = ready.data
                    done(worker.order, worker.take())
                    if waiting:
                        worker.give(waiting.popleft())
                    else:
                        answering.unregister(ready.fileobj)
    except Stopped as stop:
        stop.during = stop.during or "; ".join(filter(None, _end(workers)))
        raise
    finally:
        _end(workers)


class _Worker:
    """A process of `discourse.reports.worker`, at work on one order."""

    def __init__(self):
        # In a session of its own, so that Ctrl-C reaches the parent alone, which then asks it to end.
        self.process = subprocess.Popen(
            [sys.executable, "-m", "discourse.reports.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,
        )

    def give(self, order: Order) -> None:
        self.order = order
        with contextlib.suppress(BrokenPipeError):  # it died, which `take` finds out
            self.process.stdin.write(json.dumps(asdict(order)).encode() + b"\n")
            self.process.stdin.flush()

    def take(self) -> Made:
        line = self.process.stdout.readline()
        source = Path(self.order.source).name
        if not line:
            raise ChapterError(f"{source}: its process ended ({self.process.wait()}); is there enough memory?", "")
        answer = json.loads(line)
        if "stopped" in answer:
            stop = Stopped(answer["code"], answer["stopped"])
            stop.during = answer["during"]
            raise stop
        if "failed" in answer:
            before = {"notebook": "", "disk": "cannot write the report: ", "page": f"the page of {source} failed: "}
            raise ChapterError(before[answer["failed"]] + answer["problem"], answer["trace"])
        return Made(**answer | {"kept": unpacked(answer["kept"], Path(self.order.work))})


def _end(workers: list[_Worker]) -> list[str]:
    """Ask processes to end and see to it that they do; return what they were doing. Empties the list."""
    for worker in workers:
        with contextlib.suppress(OSError):
            worker.process.stdin.close()
    found = []
    while workers:
        process = workers[-1].process
        late = threading.Timer(GRACE, process.kill)
        late.start()
        try:
            last = process.stdout.read().splitlines()
            process.wait()
        finally:
            late.cancel()
        process.stdout.close()
        workers.pop()
        answer = json.loads(last[-1]) if last else {}
        found.append(answer.get("during", ""))
    return sorted(found)

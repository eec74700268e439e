"""Stop a run from outside: its time limit, and the signals that ask a process to end."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager

TIMED_OUT = 124


class Stopped(KeyboardInterrupt):
    """The run was stopped. `code` is the exit code that says by what.

    A KeyboardInterrupt, because an event loop passes those on from wherever they were raised and swallows
    other exceptions that come up inside a callback.
    """

    def __init__(self, code: int, reason: str):
        super().__init__(reason)
        self.code, self.reason, self.during = code, reason, ""


@contextmanager
def stoppable(seconds: int) -> Iterator[None]:
    """Raise `Stopped` in the block after `seconds`, or when the process is asked to end.

    Only the first one counts: what follows it, cleaning up, is not interrupted again. Works in the main
    thread of a process only, as signals do.
    """
    watched = (signal.SIGALRM, signal.SIGTERM, signal.SIGINT, signal.SIGHUP)

    def stop(number, _frame):
        for each in watched:
            signal.signal(each, signal.SIG_IGN)
        if number == signal.SIGALRM:
            raise Stopped(TIMED_OUT, f"over the time limit of {seconds} seconds")
        raise Stopped(128 + number, f"stopped by {signal.Signals(number).name}")

    before = {number: signal.signal(number, stop) for number in watched}
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        for number, handler in before.items():
            signal.signal(number, handler)

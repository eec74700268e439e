"""A bar for what takes longer than a second, where somebody is there to see it.

It goes to a terminal's error stream or, as a widget, to a notebook that is open in a browser. Where nobody looks on (a
report, papermill, a pipe, the tests) there is none, and nothing of it ever stands among the results.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
DELAY = 1.0  # seconds before there is a bar
_open: list[str] = []  # what is under way: a bar within a bar would only flicker


def progress(items: Iterable[Item], what: str, *, total: int | None = None, unit: str = "document") -> Iterator[Item]:
    """The items themselves, with a bar while they last.

    Parameters
    ----------
    items : iterable
    what : str
        What is done to them, as it stands before the bar.
    total : int, optional
        How many there are, where `len` does not say.
    unit : str
        What one of them is.

    Examples
    --------
    >>> list(progress([1, 2], "counting"))
    [1, 2]
    """
    kind = None if _open else _bar()
    if kind is None:
        yield from items
        return
    _open.append(what)
    try:
        yield from kind(items, desc=what, total=total, unit=f" {unit}s", delay=DELAY, leave=False, file=sys.stderr)
    finally:
        _open.remove(what)


def _bar():
    """The kind of bar that can be seen here; None where there is nobody to see it."""
    if os.environ.get("DISCOURSE_OUTPUT"):
        return None
    if "ipykernel" in sys.modules:
        # A kernel that a person opened has this name from its server; papermill and nbconvert give it none.
        if not os.environ.get("JPY_SESSION_NAME"):
            return None
        from tqdm.notebook import tqdm
    elif sys.stderr is not None and sys.stderr.isatty():
        from tqdm import tqdm
    else:
        return None
    return tqdm

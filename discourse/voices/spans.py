"""Which parts of a text are in which voice."""

from __future__ import annotations

from collections.abc import Iterable

Span = tuple[int, int]

AUTHOR = "author"
# Where spans lie in one another, the inner one tells; of equal ones, the first of these.
KINDS = ("scare", "direct", "indirect")
VOICES = (AUTHOR, *reversed(KINDS))


def without(body: Iterable[Span], others: Iterable[Span]) -> list[Span]:
    """What is left of `body` when `others` are taken out; both in any order.

    Examples
    --------
    >>> without([(0, 20)], [(5, 8), (6, 10)])
    [(0, 5), (10, 20)]
    """
    left = []
    taken = sorted(others)
    for start, end in sorted(body):
        place = start
        for a, b in taken:
            if b <= place or a >= end:
                continue
            if a > place:
                left.append((place, a))
            place = max(place, b)
        if place < end:
            left.append((place, end))
    return left


def innermost(start: int, end: int, rows: list) -> object | None:
    """The row of a voices table that a span lies in: the shortest of those that hold it, or None.

    Parameters
    ----------
    start, end : int
    rows : list
        Rows of one document with `start`, `end` and `kind`.
    """
    around = [row for row in rows if row.start <= start and end <= row.end]
    return min(around, key=lambda row: (row.end - row.start, KINDS.index(row.kind)), default=None)

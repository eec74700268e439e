"""Stretches of time said relative to today, such as "last 30 days", turned into days once and for all."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

FORM = 'write "last 30 days", "last week", "last 3 months", "this month", "this year" or "2026-01-01 to 2026-03-31"'
DAY = r"\d{4}(?:-\d\d(?:-\d\d)?)?"


def today() -> date:
    """The day it is, in UTC, like the names of runs."""
    return datetime.now(UTC).date()


def resolve(text: str, day: date) -> tuple[str, str]:
    """The first and the last day of a stretch of time, as `discourse.Corpus.between` takes them.

    "last N days" are the N days before `day`; "last N weeks", "months" and "years" are whole ones of the
    calendar, weeks from Monday to Sunday; "this …" goes from the beginning of the one that `day` is in to `day`.

    Raises
    ------
    ValueError
        If it is written in another way, or ends before it begins.

    Examples
    --------
    >>> resolve("last 30 days", date(2026, 3, 1))
    ('2026-01-30', '2026-02-28')
    >>> resolve("last 2 months", date(2026, 1, 15))
    ('2025-11-01', '2025-12-31')
    >>> resolve("2025 to 2026-02", date(2026, 3, 1))
    ('2025', '2026-02')
    """
    text = " ".join(text.lower().split())
    if between := re.fullmatch(rf"({DAY}) to ({DAY})", text):
        first, last = between.groups()
        for end in (first, last):
            date.fromisoformat(f"{end}-01-01"[:10])
        shared = min(len(first), len(last))
        if first[:shared] > last[:shared]:
            raise ValueError("it ends before it begins")
        return first, last
    said = re.fullmatch(r"(last|this) (?:(\d{1,4}) )?(day|week|month|year)s?", text)
    if not said or (said[1] == "this" and said[2]) or int(said[2] or 1) < 1:
        raise ValueError("it is in no form that is known")
    begun = _begin(day, said[3])
    if said[1] == "this":
        return begun.isoformat(), day.isoformat()
    return _back(begun, said[3], int(said[2] or 1)).isoformat(), (begun - timedelta(days=1)).isoformat()


def _begin(day: date, unit: str) -> date:
    if unit == "week":
        return day - timedelta(days=day.weekday())
    return {"day": day, "month": day.replace(day=1), "year": day.replace(month=1, day=1)}[unit]


def _back(day: date, unit: str, count: int) -> date:
    if unit in ("day", "week"):
        return day - timedelta(days=count * (7 if unit == "week" else 1))
    months = day.year * 12 + day.month - 1 - count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, 1)

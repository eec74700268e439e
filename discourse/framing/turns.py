"""When frames changed: change points, and before and after events."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import ColumnError, DateError
from discourse.inference import MINIMUM, before_after, change_points, periods_of

if TYPE_CHECKING:
    from discourse.framing.coding import Coding


def changes(
    coding: Coding, period: str = "month", categories: Sequence[str] | None = None, *, most: int = 3, seed: int = 0
) -> pd.DataFrame:
    """The periods at which the rate of a category changed its level, tested against chance.

    Parameters
    ----------
    coding : Coding
    period : {"day", "week", "month", "quarter", "year", "decade"}
    categories : sequence of str, optional
        All if not given. With many, expect one in twenty to show a change by chance alone.
    most, seed
        As for `discourse.inference.change_points`.

    Returns
    -------
    DataFrame
        As `discourse.inference.change_points`, with a first column ``category``; levels are hits per 1,000 words.

    Raises
    ------
    DateError
        No document has a date.
    ColumnError
        The codebook has no such category.
    """
    counts, words, dates = _by_document(coding, categories)
    periods = periods_of(dates, period)
    tables = [
        change_points(counts[name], words, periods, per=1000, most=most, seed=seed).assign(category=name)
        for name in counts.columns
    ]
    return _first(pd.concat(tables, ignore_index=True))


def around(
    coding: Coding,
    events: pd.DataFrame,
    categories: Sequence[str] | None = None,
    *,
    days: int = 90,
    seed: int = 0,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """How the rate of each category differs between the days after events and the days before them.

    Parameters
    ----------
    coding : Coding
    events : DataFrame
        ``date, label``, as `discourse.read_events` gives them.
    categories : sequence of str, optional
        All if not given.
    days, seed, minimum
        As for `discourse.inference.before_after`.

    Returns
    -------
    DataFrame
        As `discourse.inference.before_after`, with a first column ``category``; hits per 1,000 words.

    Raises
    ------
    DateError
        No document has a date.
    ColumnError
        The codebook has no such category.
    """
    counts, words, dates = _by_document(coding, categories)
    tables = [
        before_after(
            counts[name],
            words,
            dates,
            event.date,
            label=event.label,
            days=days,
            per=1000,
            seed=seed,
            minimum=minimum,
        ).assign(category=name)
        for event in events.itertuples()
        for name in counts.columns
    ]
    return _first(pd.concat(tables, ignore_index=True))


def _by_document(coding: Coding, categories: Sequence[str] | None) -> tuple[pd.DataFrame, pd.Series, pd.Series]:
    """Hits of the categories and words of each document, and its date."""
    counts, corpus = coding.counts(), coding.corpus
    if categories is not None and len(categories):
        wanted = [categories] if isinstance(categories, str) else list(categories)
        unknown = [name for name in wanted if name not in counts.columns]
        if unknown:
            raise ColumnError(
                f"the codebook {coding.codebook.name!r} has no category {unknown[0]!r}",
                remedy=f"use one of {', '.join(counts.columns)}",
            )
        counts = counts[wanted]
    if corpus.table("date")["date"].isna().all():
        raise DateError("no document has a date", source=corpus.name, remedy="read(..., date=COLUMN) or add metadata")
    return counts, corpus.words.reindex(counts.index), corpus.table("date")["date"]


def _first(table: pd.DataFrame) -> pd.DataFrame:
    return table[["category", *[name for name in table.columns if name != "category"]]]

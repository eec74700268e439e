"""From dates to periods, with the periods in which nothing was written."""

from __future__ import annotations

import pandas as pd

from discourse.errors import DateError

PERIODS = {"day": "D", "week": "W", "month": "M", "quarter": "Q", "year": "Y", "decade": "Y"}
_MOST, _LEAST_SHARE = 5000, 0.05  # more periods than this are no trend unless one in twenty has a document


def periods_of(dates: pd.Series, period: str) -> pd.Series:
    """The period each date falls in.

    Parameters
    ----------
    dates : Series of datetime64
    period : {"day", "week", "month", "quarter", "year", "decade"}

    Returns
    -------
    Series of ordered Categorical
        Labels such as ``2022-03``, ``2022-Q1`` or ``1990s``; a week is named by its Monday. The categories are all
        periods from the first to the last date, also the empty ones. No date, no period.

    Raises
    ------
    DateError
        Unknown period.

    Examples
    --------
    >>> periods_of(pd.to_datetime(pd.Series(["2022-01-31", "2022-03-01"])), "month").cat.categories.tolist()
    ['2022-01', '2022-02', '2022-03']
    """
    if period not in PERIODS:
        raise DateError(f"unknown period {period!r}", remedy=f"use one of {', '.join(PERIODS)}")
    kind = PERIODS[period]
    found = dates.dt.to_period(kind)
    if found.notna().any():
        every = [_label(p, period) for p in pd.period_range(found.min(), found.max(), freq=kind)]
    else:
        every = []
    labels = [None if pd.isna(p) else _label(p, period) for p in found]
    return pd.Series(
        pd.Categorical(labels, categories=list(dict.fromkeys(every)), ordered=True), index=dates.index, name=period
    )


def check_gaps(periods: pd.Series) -> None:
    """Refuse a trend over periods, as `periods_of` gives them, that are so short that nearly all are gaps.

    Raises
    ------
    DateError
        There are more than 5,000 periods, and fewer than one in twenty has a document.
    """
    every, there = periods.cat.categories, periods.nunique()
    if len(every) > _MOST and there < _LEAST_SHARE * len(every):
        raise DateError(
            f"from {every[0]} to {every[-1]} there are {len(every):,} {periods.name}s, and documents in {there:,} of "
            "them: nearly all would be gaps",
            remedy=f"take a longer period ({', '.join(list(PERIODS)[list(PERIODS).index(periods.name) + 1 :])}), "
            "or a stretch of time, corpus.between(first, last)",
        )


def _label(value: pd.Period, period: str) -> str:
    if period == "decade":
        return f"{value.year // 10 * 10}s"
    if period == "quarter":
        return f"{value.year}-Q{value.quarter}"
    if period == "week":
        return f"{value.start_time:%Y-%m-%d}"
    return str(value)

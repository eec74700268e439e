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
        Unknown period; or so short a one that, of more than 5,000, fewer than 5 % have a document.

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
        _check_gaps(found, period)
        every = [_label(p, period) for p in pd.period_range(found.min(), found.max(), freq=kind)]
    else:
        every = []
    labels = [None if pd.isna(p) else _label(p, period) for p in found]
    return pd.Series(
        pd.Categorical(labels, categories=list(dict.fromkeys(every)), ordered=True), index=dates.index, name=period
    )


def _check_gaps(found: pd.Series, period: str) -> None:
    first, last, there = found.min(), found.max(), found.nunique()
    many = (last - first).n + 1
    if many > _MOST and there < _LEAST_SHARE * many:
        raise DateError(
            f"from {_label(first, period)} to {_label(last, period)} there are {many:,} {period}s, "
            f"and documents in {there:,} of them: nearly all would be gaps",
            remedy=f"take a longer period ({', '.join(list(PERIODS)[list(PERIODS).index(period) + 1 :])}), "
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

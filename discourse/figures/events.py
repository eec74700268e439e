"""Where events stand on an axis of periods."""

from __future__ import annotations

import pandas as pd

from discourse.inference import PERIODS, periods_of


def placed(events: pd.DataFrame | None, periods: list[str]) -> tuple[list[tuple[int, str, str]], int]:
    """The events that fall into the periods, as (position, label, day); and how many do not.

    Parameters
    ----------
    events : DataFrame or None
        Columns ``date, label``.
    periods : list of str
        Labels as `periods_of` makes them, all of one kind.

    Examples
    --------
    >>> events = pd.DataFrame({"date": pd.to_datetime(["2022-02-24", "1999-01-01"]), "label": ["Invasion", "Before"]})
    >>> placed(events, ["2022-01", "2022-02"])
    ([(1, 'Invasion', '2022-02-24')], 1)
    """
    if events is None or events.empty:
        return [], 0
    position = {period: place for place, period in enumerate(periods)}
    dates = events["date"].reset_index(drop=True)
    # Which kind of period the labels are: the one under whose labels most events are found.
    labels = max(
        (periods_of(dates, kind).astype("string") for kind in PERIODS), key=lambda found: found.isin(position).sum()
    )
    marked = [
        (position[period], label, f"{date:%Y-%m-%d}")
        for period, label, date in zip(labels, events["label"], dates, strict=True)
        if period in position
    ]
    return marked, len(events) - len(marked)

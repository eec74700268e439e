"""Before and after an event, with every other date as a placebo."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.errors import DateError
from discourse.inference.bootstrap import percentiles, resampled_sums
from discourse.inference.estimates import MINIMUM

COLUMNS = [
    *("event", "date", "value", "low", "high", "before", "after", "n_before", "n_after"),
    *("p_placebo", "n_placebo", "method"),
]
_PLACEBOS = 20  # fewer say nothing about how unusual a difference is


def before_after(
    sums: np.ndarray,
    exposure: np.ndarray,
    dates: pd.Series,
    event,
    *,
    label: str = "",
    days: int = 90,
    per: float = 1,
    resamples: int = 1000,
    seed: int = 0,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """How a rate differs between the days after an event and the days before it.

    Something always differs. The placebo is the same difference at every other day of the corpus whose own windows
    are as wide and lie clear of the event: how often it is as large says how unusual the event's is (a permutation
    of the date, as in Abadie, Diamond & Hainmueller 2010).

    Parameters
    ----------
    sums, exposure : arrays, documents
        A rate is the sum of one over the sum of the other.
    dates : Series of datetime64, documents
        Documents without a date are left out.
    event : str or datetime
        Its day belongs to *after*.
    label : str
        What the event is called.
    days : int
        Width of each window.
    per : float
        The value is for so many units of exposure.
    resamples, seed : int
        Of the bootstrap over documents, within each window.
    minimum : int
        With fewer documents in either window there is no number.

    Returns
    -------
    DataFrame
        One row: ``event, date, value`` (after minus before) with ``low, high`` (95%), ``before, after``, ``n_before,
        n_after`` (documents), ``p_placebo`` (share of placebo days with a difference as large, missing with fewer
        than twenty), ``n_placebo``, ``method``.

    Raises
    ------
    DateError
        The event is no date, or no document has one.

    Examples
    --------
    >>> dates = pd.Series(pd.date_range("2024-01-01", periods=366))
    >>> rate = np.where(dates >= "2024-07-01", 3.0, 1.0) + np.arange(366) % 2
    >>> row = before_after(rate, np.ones(366), dates, "2024-07-01", days=60).iloc[0]
    >>> float(row["value"]), int(row["n_before"]), bool(row["p_placebo"] < 0.05)
    (2.0, 60, True)
    """
    day = pd.to_datetime(event, errors="coerce")
    if pd.isna(day):
        raise DateError(
            f"the event {label or event!r} has no date that can be read: {event!r}", remedy="write 2025-04-19"
        )
    if dates.isna().all():
        raise DateError("no document has a date", remedy="read(..., date=COLUMN) or add metadata")
    known = dates.notna().to_numpy()
    order = np.argsort(dates[known].to_numpy(), kind="stable")
    when = dates[known].to_numpy().astype("datetime64[D]")[order]
    columns = np.column_stack([sums, exposure]).astype(float)[known][order]
    day = np.datetime64(day, "D")
    edges = np.searchsorted(when, [day - days, day, day + days])
    before, after = columns[edges[0] : edges[1]], columns[edges[1] : edges[2]]
    fixed = (label or str(day), str(day))
    sizes = (len(before), len(after))
    if min(sizes) < minimum or not before[:, 1].sum() or not after[:, 1].sum():
        short = f"not enough evidence: {sizes[0]} documents before and {sizes[1]} after, {minimum} needed in each"
        return pd.DataFrame([(*fixed, *[np.nan] * 5, *sizes, np.nan, 0, short)], columns=COLUMNS)
    levels = [part[:, 0].sum() / part[:, 1].sum() * per for part in (before, after)]
    drawn = [resampled_sums(part, resamples=resamples, seed=[seed, side]) for side, part in enumerate((before, after))]
    with np.errstate(divide="ignore", invalid="ignore"):
        low, high = percentiles((np.subtract(*(s[:, 0] / s[:, 1] for s in drawn[::-1])) * per)[:, None])
    value = levels[1] - levels[0]
    others = _placebos(when, columns, day, days, minimum) * per
    p_value = (
        (1 + (np.abs(others) >= abs(value) - 1e-12).sum()) / (1 + len(others)) if len(others) >= _PLACEBOS else np.nan
    )
    method = f"{days} days each side; 95% percentile bootstrap over documents; placebo: every other day"
    row = (*fixed, value, float(low[0]), float(high[0]), *levels, *sizes, p_value, len(others), method)
    return pd.DataFrame([row], columns=COLUMNS)


def _placebos(when: np.ndarray, columns: np.ndarray, event: np.datetime64, days: int, minimum: int) -> np.ndarray:
    """After minus before at every day whose windows lie within the corpus and clear of the event."""
    every = np.arange(when[0] + days, when[-1] - days + 2)
    every = every[np.abs((every - event).astype(int)) >= days]
    places = [np.searchsorted(when, every + shift) for shift in (-days, 0, days)]
    held = np.vstack([np.zeros((1, 2)), np.cumsum(columns, axis=0)])
    before, after = held[places[1]] - held[places[0]], held[places[2]] - held[places[1]]
    enough = (
        (np.minimum(places[1] - places[0], places[2] - places[1]) >= minimum) & (before[:, 1] > 0) & (after[:, 1] > 0)
    )
    return after[enough, 0] / after[enough, 1] - before[enough, 0] / before[enough, 1]

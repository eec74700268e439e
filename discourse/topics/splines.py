"""`s(x)` in a formula: a smooth curve in one covariate, as a cubic B-spline."""

from __future__ import annotations

import numpy as np
import pandas as pd

from discourse.errors import DesignError

DEGREE = 3
YEAR = pd.Timedelta(days=365.25)


def as_numbers(values) -> np.ndarray:
    """Numbers as they are, dates as years since 1970 (the spline of either unit is the same)."""
    series = pd.Series(values)
    if pd.api.types.is_datetime64_any_dtype(series):
        return ((series.dt.tz_localize(None) - pd.Timestamp("1970-01-01")) / YEAR).to_numpy(float)
    return series.to_numpy(float)


def b_spline(x: np.ndarray, df: int = 10, state: dict | None = None) -> np.ndarray:
    """The columns of a cubic B-spline of `x` without its intercept.

    With d = min(df, distinct values − 1) columns, the d − 3 inner knots are quantiles of `x` at equal steps of
    probability and the outer ones its range: R's ``bs``, and the ``s()`` of R's stm. Values outside the range of
    the data that the knots came from are taken as its ends: the curve is not continued.

    Parameters
    ----------
    x : array of float
    df : int
        The most columns.
    state : dict, optional
        Knots; filled at first, and used when `x` is new data.

    Returns
    -------
    array, len(x) × d

    Examples
    --------
    >>> b_spline(np.array([0.0, 1.0, 2.0, 3.0, 4.0, 5.0]), df=4).shape
    (6, 4)
    """
    from scipy.interpolate import BSpline

    try:
        x = np.asarray(x, float)
    except ValueError as error:
        raise DesignError("s() is for numbers and dates, not for a factor", remedy="write it without s()") from error
    state = {} if state is None else state
    if "knots" not in state:
        columns = min(df, len(np.unique(x)) - 1)
        if columns < DEGREE:
            raise DesignError(
                f"s() needs {DEGREE + 1} distinct values or more, and df of {DEGREE} or more; here are "
                f"{len(np.unique(x))} values and df={df}",
                remedy="write the covariate without s(), or as a factor: C(...)",
            )
        inner = np.quantile(x, np.linspace(0, 1, columns - DEGREE + 2))
        state["knots"] = np.concatenate([[inner[0]] * DEGREE, inner, [inner[-1]] * DEGREE])
    knots = state["knots"]
    inside = np.clip(x, knots[0], knots[-1])
    return BSpline.design_matrix(inside, knots, DEGREE).toarray()[:, 1:]

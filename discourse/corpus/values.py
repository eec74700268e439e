"""What counts as missing, and what type a column has."""

from __future__ import annotations

import re
from datetime import date, datetime

import numpy as np
import pandas as pd

_NUMBER = re.compile(r"-?(?:0|[1-9]\d{0,14})(?:\.\d+)?")


def is_missing(value: object) -> bool:
    """None, NaN, NaT and strings of nothing but blanks."""
    if isinstance(value, str):
        return not value or value.isspace()
    return value is None or (pd.api.types.is_scalar(value) and bool(pd.isna(value)))


def as_text(values: list) -> pd.Series:
    """A column of strings, None where there is none."""
    if set(map(type, values)) <= {str, type(None)}:
        return pd.Series([None if not v or v.isspace() else v for v in values], dtype=object)
    return pd.Series([None if is_missing(v) else _string(v) for v in values], dtype=object)


def as_found(values: list) -> pd.Series:
    """A column of the user's own: numbers, dates and truth values keep their type, everything else is text.

    Text is taken for numbers only if every value of the column is written as one, so that codes such as
    ``007`` stay what they are.
    """
    present = [v for v in values if not is_missing(v)]
    if present and all(isinstance(v, (bool, np.bool_)) for v in present):
        whole = bool if len(present) == len(values) else object
        return pd.Series([None if is_missing(v) else bool(v) for v in values], dtype=whole)
    if present and all(isinstance(v, (datetime, date)) for v in present):
        return pd.Series(pd.to_datetime([None if is_missing(v) else v for v in values]))
    if present and all(_is_number(v) for v in present):
        return pd.to_numeric(pd.Series([None if is_missing(v) else v for v in values], dtype=object))
    return as_text(values)


def _is_number(value: object) -> bool:
    if isinstance(value, str):
        return bool(_NUMBER.fullmatch(value))
    return isinstance(value, (int, float, np.number)) and not isinstance(value, bool)


def _string(value: object) -> str:
    if isinstance(value, (datetime, date)):
        return value.isoformat()
    return value if isinstance(value, str) else str(value)

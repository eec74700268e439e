"""Documents of several partitions as one table."""

from __future__ import annotations

import pandas as pd
from pandas.api import types

from discourse.corpus.columns import COLUMNS


def join_documents(parts: list[pd.DataFrame]) -> pd.DataFrame:
    """The documents of several partitions as one table, every column one type.

    A partition's own columns have the type of what it has in them. Where one has numbers (or dates) and another
    nothing, together they are numbers; where another has text, they are text.

    Examples
    --------
    >>> one, other = pd.DataFrame({"seat": [7, 12]}), pd.DataFrame({"seat": [None, "7b"]}, dtype=object)
    >>> join_documents([one, other.head(1)])["seat"].tolist()
    [7.0, 12.0, nan]
    >>> join_documents([one, other])["seat"].tolist()
    ['7', '12', None, '7b']
    """
    if len(parts) == 1:
        return parts[0].reset_index(drop=True)
    names = list(dict.fromkeys(name for part in parts for name in part.columns))
    parts = [part.reindex(columns=names) for part in parts]
    for name in set(names) - set(COLUMNS):
        found = [part[name] for part in parts]
        kinds = {_kind(column) for column in found if column.notna().any()}
        if len({_kind(column) for column in found}) > 1 and kinds:
            turn = _TURN.get(kinds.pop() if len(kinds) == 1 else "text", _as_found)
            parts = [part.assign(**{name: turn(column)}) for part, column in zip(parts, found, strict=True)]
    return pd.concat(parts, ignore_index=True)


def _kind(column: pd.Series) -> str:
    if types.is_bool_dtype(column):
        return "truth"
    if types.is_datetime64_any_dtype(column):
        return "dates"
    return "numbers" if types.is_numeric_dtype(column) else "text"


def _as_numbers(column: pd.Series) -> pd.Series:
    return column.astype(float)


def _as_dates(column: pd.Series) -> pd.Series:
    return pd.to_datetime(column)


def _as_text(column: pd.Series) -> pd.Series:
    return pd.Series([None if pd.isna(value) else _written(value) for value in column], column.index, dtype=object)


def _as_found(column: pd.Series) -> pd.Series:
    return column.astype(object).where(column.notna(), None)


def _written(value: object) -> str:
    """A value as text; 12.0 is what 12 becomes in a column with gaps."""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


_TURN = {"numbers": _as_numbers, "dates": _as_dates, "text": _as_text}

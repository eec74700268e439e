"""Writing files: whole or not at all."""

from __future__ import annotations

import csv
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from discourse.errors import DiscourseError

if TYPE_CHECKING:
    import pandas as pd

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")  # the wide ones count in East Asian settings


def write(table: pd.DataFrame, path: str | Path) -> None:
    """Write a table as CSV (UTF-8) or Parquet, by the ending of `path`; a file there is replaced.

    In CSV, text that a spreadsheet would run as a formula gets an apostrophe before it; Parquet keeps every text
    as it is.

    Raises
    ------
    DiscourseError
        The ending is another one, or the file cannot be written; nothing is left half-written.
    """
    path = Path(path)
    if path.suffix not in (".csv", ".parquet"):
        raise DiscourseError(f"no table can be written to {str(path)!r}", remedy="end it in .csv or .parquet")
    if path.suffix == ".csv":
        write_text(path, _csv(table))
    else:
        replace(path, lambda work: _columnar(table).to_parquet(work, index=False))


def write_parts(parts, schema, path: str | Path) -> None:
    """Write a table that comes in parts (Arrow tables) as `write` does, one part in memory at a time.

    Parameters
    ----------
    parts : iterable of pyarrow.Table
    schema : pyarrow.Schema
        Of all of it: in a part, a column without values may have no type.
    path : str or Path

    Raises
    ------
    DiscourseError
        As for `write`.
    """
    path = Path(path)
    if path.suffix not in (".csv", ".parquet"):
        raise DiscourseError(f"no table can be written to {str(path)!r}", remedy="end it in .csv or .parquet")
    replace(path, lambda work: (_fill_csv if path.suffix == ".csv" else _fill_parquet)(parts, schema, work))


def _fill_parquet(parts, schema, work: Path) -> None:
    import pyarrow.parquet as pq

    with pq.ParquetWriter(work, schema) as file:
        for part in parts:
            file.write_table(part.cast(schema))


def _fill_csv(parts, schema, work: Path) -> None:
    with open(work, "w", encoding="utf-8", newline="") as file:
        for number, part in enumerate(parts):
            text = _csv(part.cast(schema).to_pandas())
            file.write(text if number == 0 else text.split("\n", 1)[1])


def write_text(path: str | Path, text: str) -> None:
    """Write a text file (UTF-8), whole or not at all; a file there is replaced."""
    replace(Path(path), lambda work: work.write_text(text, encoding="utf-8", newline=""))


def replace(path: Path, fill: Callable[[Path], object]) -> None:
    """Let `fill` write a file aside, then put it in the place of `path`.

    Raises
    ------
    DiscourseError
        It cannot be written; nothing is left half-written.
    """
    try:
        handle, name = tempfile.mkstemp(prefix=f".{path.name}-", suffix=path.suffix, dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise DiscourseError(
            f"cannot be written: {error.strerror}",
            source=path,
            remedy="name a folder that exists and can be written to",
        ) from None
    work = Path(name)
    try:
        fill(work)
        os.chmod(work, 0o644)
        os.replace(work, path)
    except OSError as error:
        raise DiscourseError(f"cannot be written: {error.strerror}", source=path, remedy="free some space") from None
    finally:
        work.unlink(missing_ok=True)


def write_new(path: str | Path, text: str) -> None:
    """Write a text file that is not there yet.

    Raises
    ------
    DiscourseError
        It is there, or cannot be written.
    """
    try:
        with open(path, "x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise DiscourseError("is there already", source=path, remedy="name another file, or remove it") from None
    except OSError as error:
        raise DiscourseError(f"cannot be written: {error.strerror}", source=path, remedy="check the folder") from None


def _csv(table: pd.DataFrame) -> str:
    form = {"index": False, "lineterminator": "\n"}
    text = guarded(table).to_csv(**form)
    if "\r" in text:  # which Python leaves unquoted, and a spreadsheet takes for the end of a row
        text = guarded(table).to_csv(**form, quoting=csv.QUOTE_ALL)
    return text


def _columnar(table: pd.DataFrame) -> pd.DataFrame:
    """The table with names and values that Parquet can hold: a column of several types becomes one of text."""
    import pandas as pd
    import pyarrow as pa

    ready = table.set_axis([" ".join(map(str, c)) if isinstance(c, tuple) else str(c) for c in table.columns], axis=1)
    twice = ready.columns[ready.columns.duplicated()]
    if len(twice):
        raise DiscourseError(f"two columns are called {twice[0]!r}", remedy="rename one of them")
    for position, kind in enumerate(table.dtypes):
        column = ready.iloc[:, position]
        if pd.api.types.is_object_dtype(kind):
            try:
                pa.array(column, from_pandas=True)
            except pa.ArrowException:
                ready.isetitem(position, column.map(str, na_action="ignore"))
        elif isinstance(kind, (pd.PeriodDtype, pd.IntervalDtype)):  # which only pandas would read back
            ready.isetitem(position, column.astype("string"))
    return ready


def guarded(table: pd.DataFrame) -> pd.DataFrame:
    """A copy of a table in which no text is a formula to a spreadsheet.

    Text that begins with one of = + - @, a tab or a carriage return gets an apostrophe before it; numbers are left
    alone.

    Examples
    --------
    >>> import pandas as pd
    >>> guarded(pd.DataFrame({"text": ["=1+1", "peace"], "n": [-1, 2]})).values.tolist()
    [["'=1+1", -1], ['peace', 2]]
    """
    import pandas as pd

    safe = table.rename(columns=_guard)
    for position, kind in enumerate(table.dtypes):
        number = pd.api.types.is_numeric_dtype(kind) or pd.api.types.is_datetime64_any_dtype(kind)
        if isinstance(kind, pd.CategoricalDtype) or not number:
            safe.isetitem(position, table.iloc[:, position].astype(object).map(_guard))
    return safe


def _guard(cell: Any) -> Any:
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell

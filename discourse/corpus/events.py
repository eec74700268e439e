"""Events: dates with labels, to be drawn on timelines and looked at before and after."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from discourse.corpus import sources
from discourse.corpus.dates import parse_column
from discourse.corpus.readers import is_table
from discourse.corpus.values import is_missing
from discourse.errors import ColumnError, DateError, MissingInputError, UnreadableFileError


def read_events(path: str | Path) -> pd.DataFrame:
    """Read events from a small table with the columns ``date`` and ``label``.

    Parameters
    ----------
    path : str or Path
        A .csv, .tsv, .json, .jsonl or .parquet file.

    Returns
    -------
    pandas.DataFrame
        ``date`` (datetime64) and ``label``, in order of time.

    Raises
    ------
    MissingInputError, UnreadableFileError
        There is no such file, or it is no table.
    ColumnError
        A column is missing, or an event has no label; with its row.
    DateError
        A date is none, or could be read in two ways; with its row.

    Examples
    --------
    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "events.csv"
    >>> _ = path.write_text("date,label\\n2025-04-19,Easter truce\\n2022-02-24,Invasion\\n")
    >>> read_events(path)["label"].tolist()
    ['Invasion', 'Easter truce']
    """
    path = Path(path).expanduser()
    if not path.is_file():
        raise MissingInputError("there is no such table of events", source=path, remedy="check the path")
    if not is_table(path.name):
        raise UnreadableFileError("events must be a table", source=path.name, remedy="give a .csv with date and label")
    reading = sources.from_path(path)
    there = {column for record in reading.records for column in record.fields}
    for column in ("date", "label"):
        if reading.records and column not in there:
            raise ColumnError(
                f"the events have no column {column!r}; columns are {', '.join(sorted(map(str, there))) or 'none'}",
                source=path.name,
                remedy="call the two columns date and label",
            )
    for record in reading.records:
        for column in ("date", "label"):
            if is_missing(record.fields.get(column)):
                kind = DateError if column == "date" else ColumnError
                raise kind(f"the event has no {column}", source=path.name, row=record.row, remedy=f"fill in {column!r}")
    if not reading.records:
        raise ColumnError("there are no events in it", source=path.name, remedy="write date,label and a row per event")
    dates = parse_column(reading.records, reading.notes)
    table = pd.DataFrame({"date": dates, "label": [str(record.fields["label"]) for record in reading.records]})
    return table.sort_values(["date", "label"], ignore_index=True)

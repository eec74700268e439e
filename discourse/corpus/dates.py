"""Dates: one format for the whole column, stated, and never guessed between two readings."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time

import pandas as pd

from discourse.corpus.readers import Record
from discourse.corpus.values import is_missing
from discourse.errors import DateError

ISO = "ISO 8601"
# Tried in this order after ISO. %d and %B read "3 May" as well as "03 May"; no two-digit years: which century?
FORMATS = (
    "%Y",
    "%Y-%m",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%d %B %Y",
    "%d %b %Y",
    "%B %d, %Y",
    "%b %d, %Y",
    "%d %B %Y, %H:%M",
    "%d.%m.%Y %H:%M",
    "%d/%m/%Y %H:%M",
    "%m/%d/%Y %H:%M",
    "%a, %d %b %Y %H:%M:%S %z",
)
_ISO = re.compile(
    r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s?(Z|[+-]\d{2}:?\d{2})?)?"
)


def parse_column(records: list[Record], notes: list[str], date_format: str | None = None) -> pd.Series:
    """The ``date`` of every record, as one datetime column.

    Values that are dates already (from Parquet, a DataFrame, a web page) are taken as they are. All that are
    text must parse under exactly one format: ISO 8601 first, then those of `FORMATS`. The format is added to
    `notes`. Offsets from UTC are dropped: a date is the one on the page.

    Parameters
    ----------
    records : list of Record
        Their ``fields["date"]`` is read.
    notes : list of str
        Gets a line saying which format it was.
    date_format : str, optional
        A `strptime` format; then nothing else is tried.

    Returns
    -------
    pandas.Series
        datetime64[us], NaT where there is no date.

    Raises
    ------
    DateError
        A value is no date (naming its file and row), or the column could be read in two ways.
    """
    values = [_bare(record.fields.get("date")) for record in records]
    written: dict[str, Record] = {}
    for value, record in zip(values, records, strict=True):
        if isinstance(value, str):
            written.setdefault(value, record)
    known: dict[str, datetime] = {}
    if written:
        name, known = _one_format(written, date_format)
        year_only = "; years only, kept as 1 January" if name == "%Y" else ""
        notes.append(f"date: read as {name}{year_only}")
        if any(m and m[7] for m in map(_ISO.fullmatch, written)) or "%z" in name:
            notes.append("date: offsets from UTC dropped, the time is the one written")
    return pd.Series([known.get(v) if isinstance(v, str) else v for v in values], dtype="datetime64[us]")


def parse_iso(text: str) -> datetime | None:
    """The ISO 8601 date (and time) that `text` is, or None.

    Examples
    --------
    >>> parse_iso("2025-04-19"), parse_iso("19.4.2025")
    (datetime.datetime(2025, 4, 19, 0, 0), None)
    """
    found = _ISO.fullmatch(text)
    if not found:
        return None
    try:
        return datetime(*(int(part or 0) for part in found.groups()[:6]))
    except ValueError:
        return None


def stretch(value: str | date) -> tuple[datetime, datetime]:
    """The first and the last moment of the year, month or day that `value` names.

    Raises
    ------
    DateError
        It names none.

    Examples
    --------
    >>> stretch("2022-02")
    (datetime.datetime(2022, 2, 1, 0, 0), datetime.datetime(2022, 2, 28, 23, 59, 59, 999999))
    """
    if isinstance(value, date):
        first = _bare(value)
        return first, first if first.time() != time.min else datetime.combine(first, time.max)
    first = next((d for rest in ("", "-01", "-01-01") if (d := parse_iso(f"{value}{rest}"))), None)
    if first is None:
        raise DateError(f"{value!r} is not a date", remedy="write 2022-02-24, 2022-02 or 2022")
    parts = len(re.split("[-T ]", value))
    if parts > 3:
        return first, first
    month = 12 if parts == 1 else first.month
    day = first.day if parts == 3 else monthrange(first.year, month)[1]
    return first, datetime.combine(date(first.year, month, day), time.max)


def _bare(value: object) -> object:
    """A value without its time zone; numbers (years, mostly) as they would be written."""
    if is_missing(value):
        return None
    if isinstance(value, datetime):  # pandas timestamps are datetimes
        return value.replace(tzinfo=None)
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return str(value).strip()


def _one_format(written: dict[str, Record], date_format: str | None) -> tuple[str, dict[str, datetime]]:
    """The one format under which every value is a date, and those dates."""
    if date_format:
        formats = [date_format]
    elif all(map(parse_iso, written)):
        return ISO, {text: parse_iso(text) for text in written}
    else:
        formats = list(FORMATS)
    parsed = {name: _parse(written, name) for name in formats}
    whole = {name: dates for name, dates in parsed.items() if len(dates) == len(written)}
    if not whole:
        raise _not_a_date(written, parsed, date_format)
    name, dates = next(iter(whole.items()))
    for other, others in whole.items():
        if others != dates:
            raise _ambiguous(written, name, dates, other, others)
    return name, dates


def _parse(written: dict[str, Record], name: str) -> dict[str, datetime]:
    return {text: when for text in written if (when := _strptime(text, name)) is not None}


def _strptime(text: str, format: str) -> datetime | None:
    try:
        return datetime.strptime(text, format).replace(tzinfo=None)
    except ValueError:
        return None


def _not_a_date(written: dict, parsed: dict, date_format: str | None) -> DateError:
    """The error for the first value that does not fit the format most values have."""
    parsed = parsed if date_format else {ISO: {t: d for t in written if (d := parse_iso(t))}, **parsed}
    best, dates = max(parsed.items(), key=lambda item: len(item[1]))
    bad = next(text for text in written if text not in dates)
    if date_format:
        problem, remedy = f"{bad!r} is not a date in the format {date_format}", "correct it or the date_format"
    elif dates:
        problem, remedy = f"{bad!r} is not a date in the format of the others ({best})", "write it as the others are"
    else:
        problem = f"{bad!r} is not a date in any format known here"
        remedy = "write dates as 2025-04-19, or give date_format, for example date_format='%d.%m.%y'"
    return DateError(problem, **written[bad].place("date"), remedy=remedy)


def _ambiguous(written: dict, one: str, dates: dict, other: str, others: dict) -> DateError:
    text = next(text for text in written if dates[text] != others[text])
    return DateError(
        f"{text!r} could be {_long(dates[text])} ({one}) or {_long(others[text])} ({other})",
        **written[text].place("date"),
        remedy=f"say which: date_format={one!r} or date_format={other!r}",
    )


def _long(when: datetime) -> str:
    return f"{when.day} {when:%B %Y}"

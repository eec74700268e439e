"""Dates: one format for the column, stated in the notes, and no guess between two readings."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse
from discourse.corpus.dates import FORMATS, parse_column, parse_iso, stretch
from discourse.corpus.readers import Record
from discourse.errors import DateError


def column(*values, date_format=None):
    notes = []
    records = [Record("t.csv", row, {"date": value}) for row, value in enumerate(values, start=2)]
    return parse_column(records, notes, date_format), notes


@pytest.mark.parametrize(
    ("values", "expected", "name"),
    [
        (["2025-04-19", "2025-4-9"], ["2025-04-19", "2025-04-09"], "ISO 8601"),
        (["2025-04-19T10:15:00+03:00"], ["2025-04-19 10:15"], "ISO 8601"),
        (["1789", "2021"], ["1789-01-01", "2021-01-01"], "%Y; years only, kept as 1 January"),
        ([1945, 1946.0], ["1945-01-01", "1946-01-01"], "%Y; years only, kept as 1 January"),
        (["19.04.2025", "3.4.2025"], ["2025-04-19", "2025-04-03"], "%d.%m.%Y"),
        (["03/04/2025", "19/04/2025"], ["2025-04-03", "2025-04-19"], "%d/%m/%Y"),
        (["03/04/2025", "04/19/2025"], ["2025-03-04", "2025-04-19"], "%m/%d/%Y"),
        (["3 May 2025", "19 May 2025"], ["2025-05-03", "2025-05-19"], "%d %B %Y"),
        (["April 19, 2025"], ["2025-04-19"], "%B %d, %Y"),
        (["05/05/2025"], ["2025-05-05"], "%d/%m/%Y"),
    ],
)
def test_formats(values, expected, name):
    dates, notes = column(*values)
    assert list(dates) == [pd.Timestamp(value) for value in expected]
    assert notes[0] == f"date: read as {name}"


def test_missing_dates_stay_missing():
    dates, _ = column("2025-04-19", None, " ")
    assert list(dates.isna()) == [False, True, True]
    dates, notes = column(None, None)
    assert dates.isna().all()
    assert notes == []


def test_what_could_be_two_dates_is_an_error_that_says_how_to_choose():
    with pytest.raises(
        DateError, match=r"t\.csv, row 2: '03/04/2025' could be 3 April 2025 .* or 4 March 2025 .*date_format="
    ):
        column("03/04/2025", "05/06/2025")
    dates, _ = column("03/04/2025", "05/06/2025", date_format="%m/%d/%Y")
    assert dates[0] == pd.Timestamp("2025-03-04")


def test_one_bad_row_is_named():
    with pytest.raises(
        DateError, match=r"t\.csv, row 3: '2025-02-30' is not a date in the format of the others \(ISO 8601\)"
    ):
        column("2025-02-28", "2025-02-30", "2025-03-01")
    with pytest.raises(DateError, match=r"row 2: 'soon' is not a date in any format"):
        column("soon")
    with pytest.raises(DateError, match=r"row 3: '19.4.2025' is not a date in the format %Y-%m-%d"):
        column("2025-04-19", "19.4.2025", date_format="%Y-%m-%d")


def test_dates_in_a_file(tmp_path):
    (tmp_path / "t.csv").write_text("text,day\nOne.,2025-04-19\nTwo.,yesterday\n")
    with pytest.raises(DateError, match=r"t\.csv, row 3: 'yesterday'"):
        discourse.read(tmp_path / "t.csv", date="day")


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_every_date_survives_every_unambiguous_format(day):
    for name in FORMATS:
        if {"%d", "%Y"} <= {name[i : i + 2] for i in range(len(name))} and not set("/-z") & set(name):
            dates, _ = column(day.strftime(name))
            assert dates[0] == pd.Timestamp(day)


@given(st.dates(min_value=dt.date(1000, 1, 1)))
def test_a_stretch_holds_its_days(day):
    for text in (f"{day:%Y}", f"{day:%Y-%m}", f"{day:%Y-%m-%d}", day):
        first, last = stretch(text)
        assert first <= dt.datetime(day.year, day.month, day.day, 12) <= last


def test_stretches_are_not_guessed():
    with pytest.raises(DateError, match="write 2022-02-24"):
        stretch("03/04/2025")
    assert parse_iso("2025-13-01") is None

"""What a notebook keeps is complete, safe to open and the same each time."""

from __future__ import annotations

import csv
import json

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure

from discourse.errors import DiscourseError
from discourse.reports.output import keep
from discourse.tables import guarded


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCOURSE_OUTPUT", str(tmp_path / "kept"))
    return tmp_path / "kept"


def drawing() -> Figure:
    figure = Figure()
    figure.subplots().plot([1, 3, 2])
    figure.alt = "Shares rise, then fall."
    return figure


def test_outside_a_report_nothing_is_written(tmp_path, monkeypatch):
    monkeypatch.delenv("DISCOURSE_OUTPUT", raising=False)
    monkeypatch.chdir(tmp_path)
    table = pd.DataFrame({"a": [1]})
    assert keep(table, "shares") is table
    assert keep(table, "shares") is table  # a cell may be run again
    assert list(tmp_path.iterdir()) == []


def test_text_shows_as_markdown(folder):
    shown = keep("Talks in **31%**.\n", "answer")
    assert shown._repr_markdown_() == "Talks in **31%**.\n"
    assert (folder / "answers" / "answer.md").read_text(encoding="utf-8") == "Talks in **31%**.\n"


def test_a_figure_is_kept_twice_with_its_alt_text(folder):
    figure = drawing()
    assert keep(figure, "shares") is figure
    assert sorted(path.name for path in (folder / "figures").iterdir()) == ["shares.png", "shares.svg", "shares.txt"]
    assert (folder / "figures" / "shares.txt").read_text() == "Shares rise, then fall.\n"
    assert json.loads((folder / "kept.jsonl").read_text())["alt"] == "Shares rise, then fall."


def test_two_drawings_of_the_same_thing_are_the_same_bytes(folder):
    keep(drawing(), "one")
    keep(drawing(), "two")
    for kind in ("png", "svg"):
        one, two = ((folder / "figures" / f"{name}.{kind}").read_bytes() for name in ("one", "two"))
        assert one == two
        assert b"matplotlib version" not in one.lower() or kind == "svg"


def test_a_figure_without_alt_text_is_refused(folder):
    with pytest.raises(DiscourseError, match="'shares' has no alt text"):
        keep(Figure(), "shares")
    assert not folder.exists()


@pytest.mark.parametrize("name", ["", "Shares", "a b", "../x", "a.b", "-a", "a--b"])
def test_names_are_slugs(name):
    with pytest.raises(DiscourseError, match="cannot keep anything under the name"):
        keep("x", name)


def test_a_name_is_taken_once_per_kind(folder):
    keep("x", "shares")
    keep(pd.DataFrame({"a": [1]}), "shares")
    with pytest.raises(DiscourseError, match="two of this notebook's answers are named 'shares'"):
        keep("y", "shares")
    assert (folder / "answers" / "shares.md").read_text() == "x\n"


def test_something_else_is_refused(folder):
    with pytest.raises(DiscourseError, match="is a dict, which a report cannot keep"):
        keep({"a": 1}, "shares")


def test_a_spreadsheet_runs_nothing(folder):
    table = pd.DataFrame(
        {
            "=title": ["=HYPERLINK(1)", "+1", "-x", "@SUM(1)", "\tx", "\rx", "plain", ""],
            "value": [-1.5, 0.1, 1 / 3, 1e-20, 2.0, -0.0, 1e300, 0.0],
            "mixed": [-1, "=1", None, 2.5, "a=b", True, "-", "x"],
        }
    )
    keep(table, "shares")
    with open(folder / "tables" / "shares.csv", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["'=title"] for row in rows][:7] == ["'=HYPERLINK(1)", "'+1", "'-x", "'@SUM(1)", "'\tx", "'\rx", "plain"]
    assert [float(row["value"]) for row in rows] == table["value"].tolist()
    assert [row["mixed"] for row in rows] == ["-1", "'=1", "", "2.5", "a=b", "True", "'-", "x"]
    assert table.loc[0, "=title"] == "=HYPERLINK(1)"  # the notebook's own table is left alone

    from openpyxl import Workbook

    page = Workbook().active  # which takes text for a formula where a spreadsheet does
    for row in rows:
        page.append(list(row.values()))
    assert {cell.data_type for row in page for cell in row} <= {"s", "n"}  # "f" is a formula; empty cells are "n"
    page.append(["=HYPERLINK(1)"])
    assert page.cell(page.max_row, 1).data_type == "f"

    true = pd.read_parquet(folder / "tables" / "shares.parquet")
    assert true["=title"].tolist() == table["=title"].tolist()
    assert true["value"].tolist() == table["value"].tolist()
    assert true["mixed"].tolist()[:2] == ["-1", "=1"]  # of several types, so of text


def test_a_sheet_for_coders_runs_nothing(tmp_path):
    from openpyxl import load_workbook

    import discourse as dc

    texts = ["=HYPERLINK(1) they agreed a truce.", "+1 for the talks and the truce.", "@SUM(1) the talks failed today."]
    corpus = dc.read(pd.DataFrame({"document": ["=a", "-b", "@c"], "text": texts}), language="en")
    dc.draw_sheet(corpus, "war-and-talks", 3, unit="document").write(tmp_path / "sheet.xlsx")
    cells = [cell for row in load_workbook(tmp_path / "sheet.xlsx")["Passages"] for cell in row]
    assert any("HYPERLINK" in str(cell.value) for cell in cells)
    assert "f" not in {cell.data_type for cell in cells}


def test_a_table_that_parquet_could_not_hold_is_kept_or_its_mistake_named(folder):
    index = pd.MultiIndex.from_tuples([("share", "low"), ("share", "high")])
    keep(pd.DataFrame([[0.1, 0.2]], columns=index), "wide")
    keep(pd.DataFrame({"month": pd.period_range("2025-01", periods=2, freq="M"), "terms": [["war"], None]}), "months")
    assert list(pd.read_parquet(folder / "tables" / "wide.parquet").columns) == ["share low", "share high"]
    assert pd.read_parquet(folder / "tables" / "months.parquet")["month"].tolist() == ["2025-01", "2025-02"]
    with pytest.raises(DiscourseError, match="two columns are called 'a'"):
        keep(pd.DataFrame([[1, 2]], columns=["a", "a"]), "twice")


def test_categories_dates_and_named_indexes(folder):
    index = pd.MultiIndex.from_tuples([("=A", 1), ("B", 2)], names=["outlet", "rank"])
    table = pd.DataFrame(
        {"kind": pd.Categorical(["=x", "y"]), "date": pd.to_datetime(["2025-04-19", "2025-04-20"])}, index=index
    )
    keep(table, "shares")
    assert (folder / "tables" / "shares.csv").read_text(encoding="utf-8").splitlines() == [
        "outlet,rank,kind,date",
        "'=A,1,'=x,2025-04-19",
        "B,2,y,2025-04-20",
    ]


@given(st.lists(st.text(st.characters(codec="utf-8"))))
def test_no_text_is_left_that_a_spreadsheet_would_run(cells):
    safe = guarded(pd.DataFrame({"text": cells}, dtype=object))["text"].tolist()
    assert not any(cell[:1] in ("=", "+", "-", "@", "\t", "\r") for cell in safe if cell)
    assert [cell.removeprefix("'") if cell not in cells else cell for cell in safe] == cells

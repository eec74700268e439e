"""The coding sheet in JupyterLab: every answer kept at once, and gone on with after a restart."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import SheetError
from discourse.sheets import draw_sheet, read_sheets
from discourse.widgets.coding import CodingSheet


@pytest.fixture
def sheet(tmp_path):
    path, _ = draw_sheet(dc.read("two-columns"), "war-and-talks", 4, categories=["fear", "hope"]).write(
        tmp_path / "s.csv"
    )
    return path


def press(widget: CodingSheet, what: str, value: str, at: int | None = None) -> None:
    """What the page sends when a key is pressed."""
    number = widget.asked.get("number", 0) + 1
    widget.asked = {"number": number, "what": what, "value": value, "at": widget.view["position"] if at is None else at}


def test_every_answer_is_in_the_file_at_once(sheet):
    widget = CodingSheet(sheet, "ada")
    press(widget, "mark", "fear")
    kept = read_sheets(widget.path, sheet)
    assert kept.to_dict("records") == [
        {"item": "p0001", "coder": "ada", "category": "fear", "value": 1},
        {"item": "p0001", "coder": "ada", "category": "hope", "value": 0},
    ]
    press(widget, "mark", "fear")
    assert read_sheets(widget.path, sheet)["value"].sum() == 0
    press(widget, "move", "next")
    press(widget, "mark", "none")
    assert pd.read_csv(widget.path, dtype=str)["none"].tolist()[:2] == ["1", "1"]


def test_it_goes_on_where_it_was_left(sheet):
    first = CodingSheet(sheet, "ada")
    for category in ("fear", "none"):
        press(first, "mark", category)
        press(first, "move", "next")
    again = CodingSheet(sheet, "ada")
    assert again.view["position"] == 2
    assert again.view["coded"] == 2
    press(again, "move", "back")
    assert [c["id"] for c in again.view["categories"] if c["marked"]] == ["none"]
    assert CodingSheet(sheet, "bob").view["coded"] == 0


def test_a_key_pressed_twice_before_the_answer_came_does_not_mark_the_next_passage(sheet):
    widget = CodingSheet(sheet, "ada")
    press(widget, "move", "next")
    press(widget, "mark", "fear", at=0)
    assert widget.view["coded"] == 0


def test_an_answer_that_cannot_be_kept_is_said_to_be_lost(sheet, tmp_path):
    widget = CodingSheet(sheet, "ada", folder=tmp_path / "nowhere")
    press(widget, "mark", "fear")
    assert widget.view["message"].startswith("Not saved:")


def test_it_says_what_it_is_where_widgets_do_not_run(sheet):
    bundle, _ = CodingSheet(sheet, "ada")._repr_mimebundle_()
    assert "0 of 4 passages coded" in bundle["text/plain"]
    assert "<code>s-ada.csv</code>" in bundle["text/html"]
    with pytest.raises(SheetError, match="no name for a coder"):
        CodingSheet(sheet, "../ada")

"""The explorer from Python: what its traits say to the browser, and what shows without one."""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.widgets.explorer import MOST_LINES


@pytest.fixture(scope="module")
def columns():
    return dc.read("two-columns")


@pytest.fixture
def explorer(columns):
    return dc.explore(columns, "peace")


def test_it_begins_with_the_concordance(explorer, columns):
    found = dc.concordance(columns, "peace")
    assert len(explorer.lines) == len(found)
    assert explorer.lines[0] == found.lines[["left", "keyword", "right", "document"]].iloc[0].to_dict()
    assert explorer.note == f"{found.note}."
    assert explorer.values["outlet"] == ["The Estuary Post", "The Granite Ledger"]
    assert "document" not in explorer.values


def test_search_sort_and_filter(explorer, columns):
    explorer.query = "war"
    assert {line["keyword"].lower() for line in explorer.lines} == {"war"}
    explorer.order = "right"
    assert [line["right"] for line in explorer.lines] == dc.concordance(columns, "war").sort("right").lines[
        "right"
    ].tolist()
    explorer.filters = {"outlet": "The Granite Ledger"}
    assert {line["document"].split("-", 3)[-1] for line in explorer.lines} == {"granite-ledger"}
    explorer.query = "peace"  # the filter stays
    assert {line["document"].split("-", 3)[-1] for line in explorer.lines} == {"granite-ledger"}
    explorer.filters = {"outlet": ""}
    assert len(explorer.lines) == len(dc.concordance(columns, "peace"))
    assert len(explorer.concordance) == len(explorer.lines)


def test_a_line_opens_its_passage(explorer, columns):
    explorer.chosen = 3
    line, shown = explorer.concordance.lines.iloc[3], explorer.passage
    text = columns[line["document"]].text
    assert shown["before"] == text[: line["start"]]
    assert shown["before"] + shown["keyword"] + shown["after"] == text
    assert columns[line["document"]].title in shown["about"]
    explorer.query = "war"  # another search closes it
    assert (explorer.chosen, explorer.passage) == (-1, {})
    explorer.chosen = 10_000
    assert explorer.passage == {}


def test_what_is_wrong_or_missing_is_said(explorer):
    explorer.query = "lemma:"
    assert explorer.wrong
    assert "needs a word" in explorer.note
    assert explorer.lines == []
    explorer.query = "pece"
    assert not explorer.wrong
    assert "words spelt alike: peace" in explorer.note
    explorer.query = "the"
    assert len(explorer.lines) == MOST_LINES
    assert f"The first {MOST_LINES} are shown" in explorer.note


def test_without_widgets_the_lines_show_as_html_and_text(explorer):
    data, _ = explorer._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert data["text/html"].count("<mark>") == len(explorer.lines)
    assert "peace" in data["text/plain"]


def test_in_a_report_it_is_the_concordance_itself(columns, monkeypatch, tmp_path):
    monkeypatch.setenv("DISCOURSE_OUTPUT", str(tmp_path))
    assert dc.explore(columns, "peace").lines.equals(dc.concordance(columns, "peace").lines)

"""The figures of negotiation: what can be seen in them, and that it can be read instead."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from discourse import figures


@pytest.fixture
def looks():
    rows = [
        ("Hale", 0.4, 0.1, 0.7, 7, 10),
        ("Oates", -0.5, -0.9, -0.1, 2, 8),
        ("Rafe <b>", np.nan, np.nan, np.nan, 1, 2),
    ]
    columns = ["group", "value", "low", "high", "counted", "n_units"]
    table = pd.DataFrame(rows, columns=columns).assign(name="outlook", method="bootstrap over documents")
    return pd.concat([table, table.assign(name="outlook, hedged")], ignore_index=True)


@pytest.fixture
def blames():
    kinds = {"criticism": 3, "obstruction": 1, "sole agency": 0, "responsibility": 0, "credit": 2}
    rows = [("Hale", "Oates", -0.3, 6), ("Oates", "(not named)", -0.9, 9), ("Oates", "Hale", np.nan, 2)]
    return pd.DataFrame(rows, columns=["group", "target", "value", "n_units"]).assign(measure="net", **kinds)


def test_the_outlook_says_value_interval_and_counts(looks):
    figure = figures.outlook(looks)
    assert "Hale 0.40 [0.10, 0.70] (7 hopeful, 3 hopeless)" in figure.alt
    assert "Rafe <b> too few for a number (1 hopeful, 1 hopeless)" in figure.alt
    assert "bootstrap over documents" in figure.caption
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["Hale", "Oates", "Rafe <b>"]


def test_blame_stands_beside_it_without_those_not_named(looks, blames):
    figure = figures.outlook(looks, blame=blames)
    assert "Hale on Oates: -0.30 (n = 6)" in figure.alt
    assert "not named" not in figure.alt
    assert {text.get_text() for text in figure.axes[1].texts} >= {"-0.3", "+2 −4"}


def test_with_nobody_named_there_is_no_matrix(looks, blames):
    figure = figures.outlook(looks, blame=blames[blames["target"] == "(not named)"])
    assert len(figure.axes) == 1


def test_nothing_to_see_is_still_a_figure(looks):
    figure = figures.outlook(looks.iloc[:0], blame=None)
    assert figure.alt.endswith("none.")
    assert figure.png()


def test_the_matrix_leaves_small_cells_to_the_table():
    rows = [(f"s{i}", f"t{j}", 0.1, 30 - i - j) for i in range(12) for j in range(10)]
    table = pd.DataFrame(rows, columns=["group", "target", "value", "n_units"])
    figure = figures.matrix(table, what="net")
    assert len(figure.axes[0].get_yticks()) == 10
    assert "40 cells with less are in the table only" in figure.caption


def test_the_ladder_goes_up_from_cooperation_to_conflict():
    acts = [("aid", "material cooperation"), ("agree", "verbal cooperation"), ("assault", "material conflict")]
    table = pd.DataFrame(acts, columns=["name", "rung"]).assign(
        group="all", value=[0.2, 0.5, 0.3], low=0.1, high=0.6, n_documents=9, n_units=40
    )
    figure = figures.ladder(table)
    assert [label.get_text() for label in figure.axes[0].get_yticklabels()] == ["aid", "agree", "assault"]
    assert "all: agree 50% [10, 60], assault 30%" in figure.alt


@pytest.mark.parametrize(("leaders", "crossing"), [(2, "control .5"), (4, "mean of the leaders")])
def test_the_quadrants_cross_where_the_caption_says(leaders, crossing):
    rows = [
        (index, f"Leader {n}", 0.1 * n + 0.2, 0.1, 0.9)
        for n in range(leaders)
        for index in ("P-4a", "P-4b", "I-1", "P-1")
    ]
    figure = figures.quadrant(pd.DataFrame(rows, columns=["name", "group", "value", "low", "high"]))
    assert "Leader 1 I-1 0.30, P-4a 0.30, P-1 0.30" in figure.alt
    assert crossing in figure.caption


def test_the_same_table_gives_the_same_bytes(looks, blames):
    assert figures.outlook(looks, blame=blames).png() == figures.outlook(looks, blame=blames).png()

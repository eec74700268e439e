"""The figures of contrast: labels that do not cover each other, words that are sure, and alternative texts."""

from __future__ import annotations

import warnings

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse import figures


@pytest.fixture
def key():
    rng = np.random.default_rng(4)
    size = 300
    z = rng.normal(0, 2, size)
    return pd.DataFrame(
        {
            "feature": [f"word{number:03}" for number in range(size)],
            "n_target": rng.integers(1, 400, size),
            "n_reference": rng.integers(1, 400, size),
            "log_ratio": z,
            "low": z - 1.5,
            "high": z + 1.5,
            "z": z,
        }
    )


def boxes(figure):
    renderer = figure.canvas.get_renderer()
    return [text.get_window_extent(renderer) for text in figure.axes[0].texts]


def test_labels_of_the_scatter_never_cover_each_other(key):
    figure = figures.keyness_scatter(key, most=60)
    figure.draw_without_rendering()
    placed = boxes(figure)
    assert len(placed) > 15
    assert not any(a.overlaps(b) for number, a in enumerate(placed) for b in placed[:number])
    assert f"{len(placed)} words are named" in figure.caption
    assert "Strongest for target" in figure.alt
    assert figure.png() == figures.keyness_scatter(key, most=60).png()


def test_only_words_whose_interval_excludes_no_difference_are_called_key(key):
    figure = figures.keyness(key, top=5, sides=("A", "B"))
    shown = [tick.get_text() for tick in figure.axes[0].get_yticklabels()]
    sure = key[(key["low"] > 0) | (key["high"] < 0)]
    assert len(shown) == 10
    assert set(shown) <= set(sure["feature"])
    assert f"{len(sure)} have an interval" in figure.caption
    assert "about 15 would by chance" in figure.caption
    unsure = figures.keyness(key.assign(low=-1.0, high=1.0))
    assert unsure.alt.endswith("none.")


def test_dispersion_shows_documents_with_most_in_the_order_of_dates():
    dates = pd.to_datetime(["2003", "2001", "2002"])
    places = pd.DataFrame(
        {
            "document": ["c", "a", "a", "b"],
            "date": dates.take([0, 1, 1, 2]),
            "place": [0.5, 0.1, 0.9, np.nan],
            "length": [10, 10, 10, 10],
        }
    )
    figure = figures.dispersion(places, query="war")
    assert [tick.get_text() for tick in figure.axes[0].get_yticklabels()] == ["a", "b", "c"]
    assert figure.alt == "Dispersion of war: 3 occurrences in 2 of 3 documents. Most in: a 2; c 1."
    few = figures.dispersion(places, most=1)
    assert "The 1 with most are shown" in few.caption


def test_collocates_stand_around_their_node():
    edges = pd.DataFrame(
        {"one": ["peace", "peace", "talks"], "other": ["talks", "war", "war"], "n": [5, 3, 2], "log_dice": [11, 9.5, 8]}
    )
    figure = figures.collocates(edges, "peace")
    assert {text.get_text() for text in figure.axes[0].texts} == {"peace", "talks", "war"}
    assert figure.alt.startswith("Network of collocates of peace, strongest first: talks 5 times")
    assert figures.collocates(edges[:0], "peace").alt.endswith("none. 0 pairs of them are joined.")


def test_positions_at_once_and_over_time():
    table = pd.DataFrame(
        {
            "group": ["A", "A", "B"],
            "period": ["1990s", "2000s", "1990s"],
            "document": ["A, 1990s", "A, 2000s", "B, 1990s"],
            "theta": [-1.0, 0.5, 0.5],
            "low": [-1.2, 0.3, 0.3],
            "high": [-0.8, 0.7, 0.7],
        }
    )
    timed = figures.positions(table, ends=("dove", "hawk"))
    assert timed.alt.startswith("Positions on theta, lowest first: A, 1990s -1.00 [-1.20, -0.80]")
    assert timed.axes[0].get_ylabel() == "← dove theta hawk →"
    at_once = figures.positions(table.assign(period=None))
    assert [tick.get_text() for tick in at_once.axes[0].get_yticklabels()][-1] == "A, 1990s"
    scored = table.rename(columns={"theta": "raw", "low": "raw_low", "high": "raw_high"})
    assert figures.positions(scored, value="raw").alt == timed.alt.replace("theta", "raw")


def test_shift_bars_say_what_is_not_shown():
    table = pd.DataFrame(
        {
            "feature": ["hope", "fear", "truce"],
            "n_target": [6, 4, 1],
            "n_reference": [3, 7, 1],
            "contribution": [0.004, -0.002, 0.001],
            "low": [0.001, -0.004, np.nan],
            "high": [0.006, -0.001, np.nan],
        }
    )
    figure = figures.word_shift(table, top=2, per=1000)
    assert "in all +3, per 1,000 words" in figure.alt
    assert "the 1 words not shown add +1" in figure.caption


def test_cyrillic_labels_have_glyphs():
    corpus = dc.read("three-languages").where(language="uk")
    words = dc.keyness(corpus, target=corpus.where(author="Ada Brink"), unit="lemma")
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # Matplotlib warns of a letter that its font does not have
        figures.keyness_scatter(words).canvas.draw()

"""Figures and marked texts: what can be seen in them, and read instead of them."""

from __future__ import annotations

import html
import re

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import figures
from discourse.inference import periods_of, rate, share

NAMES = ["fear", "hope", "truce"]


@pytest.fixture
def texts():
    rng = np.random.default_rng(7)
    counts = rng.poisson([0.4, 2.0, 1.0], (24, 3))
    dates = pd.Series(pd.to_datetime(["2021-05-01"] * 8 + ["2023-05-01"] * 14 + ["2024-05-01"] * 2))
    return counts, np.full(24, 250.0), pd.Series(["Post", "Ledger"] * 12, dtype="string"), periods_of(dates, "year")


def shares(texts, *cells):
    return share((texts[0] > 0).astype(float), NAMES, *cells).rename(columns={"name": "category"})


def rates(texts, *cells):
    return rate(texts[0], NAMES, *cells, exposure=texts[1]).rename(columns={"name": "category"})


def test_the_dot_plot_has_the_largest_on_top_and_says_so(texts):
    figure = figures.dotplot(shares(texts), labels={"hope": "Hope, high"})
    assert figure.axes[0].get_yticklabels()[0].get_text() == "Hope, high"
    assert figure.alt.startswith("Dot plot of share of documents, largest first: Hope, high 8")
    assert "n = 24 documents" in figure.caption


def test_the_timeline_leaves_gaps_where_there_is_not_enough(texts):
    figure = figures.timeline(rates(texts, None, texts[3]), choose=["hope"])
    line = figure.axes[0].get_lines()[0].get_ydata()
    assert [bool(np.isnan(value)) for value in line] == [False, True, False, True]
    assert "A gap is a period with too few documents" in figure.caption
    assert "2021 to 2024" in figure.alt


def test_the_heat_map_prints_value_and_interval_and_a_dash_without_evidence(texts):
    groups = pd.Series(["Post"] * 20 + ["Gazette"] * 4, dtype="string")
    figure = figures.heatmap(rates(texts, groups))
    cells = [text.get_text() for text in figure.axes[0].texts]
    assert cells.count("–") == 3
    assert any(re.fullmatch(r"\[[\d.]+, [\d.]+\]", cell) for cell in cells)
    assert "Gazette: not enough evidence" in figure.alt


def test_the_calendar_counts_documents(texts):
    figure = figures.calendar(texts[3], texts[2])
    assert "24 in all, most in 2023 (14)" in figure.alt


@pytest.mark.parametrize("draw", ["dotplot", "heatmap", "timeline"])
def test_the_same_estimates_give_the_same_bytes(texts, draw):
    cells = (texts[2], texts[3]) if draw == "timeline" else (texts[2],)
    first, second = (getattr(figures, draw)(rates(texts, *cells)).png() for _ in range(2))
    assert first == second
    assert first.startswith(b"\x89PNG")


def test_in_a_notebook_a_figure_keeps_its_alternative_text(texts):
    figure = figures.dotplot(shares(texts), title="<b>&")
    figure.alt = 'a "quoted" <script>'
    bundle = figure._repr_mimebundle_()
    assert 'alt="a &quot;quoted&quot; &lt;script&gt;"' in bundle["text/html"]
    assert bundle["text/plain"] == figure.alt


def test_estimates_without_evidence_say_so_in_the_table(texts):
    table = figures.estimates_table(shares(texts, texts[2], texts[3]))
    assert "not enough evidence: 1 of 5 documents needed" in table.html
    assert "no documents" in table.html


SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(1, 12), st.sampled_from(NAMES), st.booleans()), max_size=8)


@given(st.text(alphabet=st.sampled_from("ab <>&\"'\n“є😀"), min_size=1, max_size=40), SPANS)
def test_marking_a_text_loses_nothing_of_it_and_escapes_it(text, spans):
    hits = pd.DataFrame(
        [(min(a, len(text) - 1), min(a + n, len(text)), name, negated) for a, n, name, negated in spans],
        columns=["start", "end", "category", "negated"],
    )
    hits = hits[hits["start"] < hits["end"]]
    page = figures.marked_text(text, hits).html.split('class="marked-text"')[1].split(">", 1)[1]
    assert not re.search(r"<(?!/?(?:mark|sub|span|div)\b)", page)
    without_labels = re.sub(r"<sub.*?</sub>", "", page)
    assert html.unescape(re.sub(r"<[^>]*>", "", without_labels)) == text


def test_passages_mark_the_hit_inside_its_sentence():
    documents = pd.DataFrame(
        {"document": ["a"], "author": ["A. <Nobody>"], "outlet": [None], "date": [pd.Timestamp("2025-04-21")]}
    )
    evidence = pd.DataFrame({"document": ["a"], "start": [10], "text": ["No truce & no talks."], "hits": [[(13, 18)]]})
    page = figures.passages(evidence, documents).html
    assert "No <mark>truce</mark> &amp; no talks." in page
    assert "A. &lt;Nobody&gt;, 21 April 2025, a" in page


def test_the_arc_places_hits_in_paragraphs():
    hits = pd.DataFrame({"start": [5, 60], "end": [9, 70], "category": ["hope", "fear"], "negated": [False, True]})
    figure = figures.arc(hits, [(0, 50), (51, 100)], labels={"hope": "Hope"})
    assert figure.alt == "Which frame stands in which of 2 paragraphs: Hope in 1; fear in 2."


def test_stacked_bars_name_their_first_part_and_their_units():
    table = pd.DataFrame(
        [
            ("hope", "author", 0.75, 0.6, 0.9, 9),
            ("hope", "direct", 0.25, 0.1, 0.4, 3),
            ("fear", "author", np.nan, np.nan, np.nan, pd.NA),
            ("fear", "direct", np.nan, np.nan, np.nan, pd.NA),
        ],
        columns=["category", "voice", "value", "low", "high", "n_units"],
    ).assign(group="all", measure="share of hits", n_documents=9)
    figure = figures.stacked(table)
    assert figure.alt == "Stacked bars of share of hits; author: hope 75% [60, 90]."
    assert {text.get_text() for text in figure.axes[0].texts} >= {"75%", "25%", "12", "not enough evidence"}


def test_the_echo_network_says_which_arrows_are_more_than_chance():
    edges = pd.DataFrame(
        {"origin": ["A", "B"], "echoer": ["B", "A"], "uses": [13, 2], "expected": [4.6, 4.2], "p_value": [0.01, 0.8]}
    )
    figure = figures.network(edges)
    assert "More than chance: A to B (13 uses, 4.6 expected)." in figure.alt
    styles = [patch.get_linestyle() for patch in figure.axes[0].patches]
    assert len(styles) == 2
    assert "-" in styles


@pytest.mark.parametrize("draw", ["dotplot", "heatmap", "stacked"])
def test_of_many_groups_the_largest_are_shown_and_the_others_named(draw):
    table = pd.DataFrame(
        [("hope", "author", f"Paper {n:02}", 0.5, 0.4, 0.6, 30 - n, 20 - n, "share of documents") for n in range(15)],
        columns=["category", "voice", "group", "value", "low", "high", "n_documents", "n_units", "measure"],
    )
    caption = getattr(figures, draw)(table).caption
    assert "Not shown, for fewer documents:" in caption
    assert caption.endswith("Paper 14.")


def test_a_year_without_a_day_is_printed_as_a_year():
    assert figures.day(pd.Timestamp("1946-01-01")) == "1946"
    assert figures.day(pd.Timestamp("2025-04-21")) == "21 April 2025"

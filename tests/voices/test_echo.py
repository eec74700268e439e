"""Echo: who takes up whose words; and whose the words of a text are."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import ColumnError, DateError
from discourse.voices.echo import echoes
from discourse.voices.spans import innermost, without
from discourse.voices.stated import stated_echoes
from discourse.voices.words import words_by_voice

FORMULAS = ["hollow bridge doctrine", "patient shield corridor", "northern lantern formula", "grey harbour settlement"]


def press(adopt: bool) -> pd.DataFrame:
    """Three papers over ninety days: A coins formulas, B takes them up (or not), C quotes them only."""
    rng = np.random.default_rng(0)
    words = [
        first + last
        for first in "ba de fi go lu ma ne po ri su".split()
        for last in "rak mon tel vin dor gas pil".split()
    ]
    rows = []
    for day in range(90):
        outlet = "ABC"[day % 3]
        sentences = [" ".join(rng.choice(words, 8)).capitalize() + "." for _ in range(6)]
        formula = FORMULAS[day % 4]
        if outlet == "A" and rng.random() < 0.5:
            sentences.append(f"The region needs the {formula} now.")
        if outlet == "B" and adopt and day > 20 and rng.random() < 0.5:
            sentences.append(f"There is nothing like the {formula} today.")
        if outlet == "C" and day > 20:
            sentences.append(f"“Nothing but the {formula} will do,” the minister said.")
        rows.append((" ".join(sentences), outlet, pd.Timestamp("2024-01-01") + pd.Timedelta(days=day)))
    return pd.DataFrame(rows, columns=["text", "outlet", "date"])


def test_an_echo_that_is_there_is_found_and_is_more_than_chance():
    edges = echoes(dc.read(press(adopt=True), language="en"), permutations=200)
    strongest = edges.iloc[0]
    assert (strongest["origin"], strongest["echoer"]) == ("A", "B")
    assert strongest["phrases"] == 4
    assert strongest["uses"] > 2 * strongest["expected"]
    assert strongest["p_value"] < 0.05
    assert strongest["median_lag_days"] > 0
    assert any(formula in strongest["examples"] for formula in FORMULAS)


def test_quoting_is_not_adopting():
    edges = echoes(dc.read(press(adopt=True), language="en"), permutations=50)
    taken = edges[(edges["origin"] == "A") & (edges["echoer"] == "C")]
    assert not any(formula in examples for examples in taken["examples"] for formula in FORMULAS)


def test_without_an_echo_nothing_is_more_than_chance():
    edges = echoes(dc.read(press(adopt=False), language="en"), permutations=200)
    assert (edges["q_value"] > 0.05).all()


def test_the_same_seed_gives_the_same_network():
    corpus = dc.read(press(adopt=True), language="en")
    voices = dc.voices(corpus)
    pd.testing.assert_frame_equal(
        echoes(corpus, voices, permutations=30, seed=4), echoes(corpus, voices, permutations=30, seed=4)
    )


def test_what_an_echo_needs_is_named():
    with pytest.raises(ColumnError, match="no column 'party'"):
        echoes(dc.read("two-columns"), by="party")
    with pytest.raises(DateError, match="both a date and a value"):
        echoes(dc.read("lee"), by="outlet")


def test_an_echo_that_the_text_states_is_read_with_both_its_sides():
    text = (
        "While Ostrova echoes Kremlin narratives about land, nobody listens. The envoy has often repeated the "
        "junta's claims. General Hale merely parroted the talking points of the Defence Ministry. The walls echoed "
        "the sound. Mira Orlo is repeating Norvia’s false claims."
    )
    found = stated_echoes(dc.read(pd.DataFrame({"text": [text]}), language="en"))
    assert list(zip(found["echoer"], found["owner"], strict=True)) == [
        ("Ostrova", "Kremlin"),
        ("The envoy", "the junta"),
        ("General Hale", "Defence Ministry"),
        ("Mira Orlo", "Norvia"),
    ]
    assert all(text[row.start : row.end] == row.text for row in found.itertuples())


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 20)).map(lambda at: (at[0], at[0] + at[1])), max_size=6)


@given(SPANS, SPANS)
def test_what_is_left_of_a_body_is_exactly_what_nobody_else_has(body, others):
    def points(spans):
        return {place for start, end in spans for place in range(start, end)}

    assert points(without(body, others)) == points(body) - points(others)


def test_the_innermost_attribution_tells():
    rows = list(
        pd.DataFrame(
            [(0, 50, "indirect"), (10, 30, "direct"), (10, 30, "scare")], columns=["start", "end", "kind"]
        ).itertuples()
    )
    assert innermost(12, 15, rows).kind == "scare"
    assert innermost(5, 15, rows).kind == "indirect"
    assert innermost(45, 55, rows) is None


def test_every_word_is_in_one_voice():
    corpus = dc.read("lee").where(document=[f"lee-{number:03}" for number in range(1, 31)])
    coding = dc.code(corpus, "war-and-talks")
    words = words_by_voice(corpus, coding.voices).groupby("document")["words"].sum()
    assert words.to_dict() == corpus.words.to_dict()


def test_the_authors_own_doubt_is_the_authors_voice():
    text = "I doubt that the truce will hold. The minister doubts that the truce will hold."
    corpus = dc.read(pd.DataFrame({"text": [text], "author": ["Vera Quill"]}), language="en")
    hits = dc.code(corpus, "war-and-talks").hits.query("category == 'ceasefire'")
    assert hits["voice"].tolist() == ["author", "indirect"]
    assert hits["speaker"].iloc[0] == "Vera Quill"

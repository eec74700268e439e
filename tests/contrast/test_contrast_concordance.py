"""Words in their places: queries, orders, samples, and what is said when nothing is found."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import ColumnError, DateError, EmptyCorpusError, QueryError

TEXTS = pd.DataFrame(
    {
        "document": ["one", "two", "three"],
        "outlet": ["A", "B", "B"],
        "date": ["2020-01-01", "2021-01-01", "2022-01-01"],
        "text": [
            "Peace talks began. The minister's talks failed; peace, he said, was far.",
            "They broke the long talks off. Negotiators talked of <b>peace</b> & war.",
            "The army spoke. No talk of anything else was heard in the capital.",
        ],
    }
)


@pytest.fixture(scope="module")
def texts():
    return dc.read(TEXTS, clean=False, language="en")


def keywords(found):
    return found.lines["keyword"].tolist()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("peace", ["Peace", "peace", "peace"]),
        ("Peace Talks", ["Peace talks"]),
        ("negotiat*", ["Negotiators"]),
        ("lemma:talk", ["talks", "talks", "talks", "talked", "talk"]),
        ("army|minister", ["minister", "army"]),
        ("broke ... off", ["broke the long talks off"]),
        ("talks ... peace", []),  # not over the end of a sentence, and not far away
        ("/peace\\W+talks?/", ["Peace talks"]),
        ("/(?-i:Peace)/", ["Peace"]),
    ],
)
def test_every_kind_of_query(texts, query, expected):
    if query == "talks ... peace":
        expected = ["talks failed; peace"]
    assert keywords(dc.concordance(texts, query)) == expected


def test_a_category_finds_what_the_codebook_codes(columns):
    hits = dc.code(columns, "war-and-talks", voices=False).hits
    hits = hits[hits["category"] == "hope"]
    lines = dc.concordance(columns, "category:hope").lines
    place = ["document", "start", "end"]
    assert sorted(map(tuple, lines[place].to_numpy())) == sorted(map(tuple, hits[place].to_numpy()))


def test_offsets_are_those_of_the_text_and_contexts_stand_beside_them(columns):
    texts = columns.documents.set_index("document")["text"]
    lines = dc.concordance(columns, "peace|war", window=6).lines
    assert len(lines) > 30
    for row in lines.itertuples():
        text = texts[row.document]
        assert text[row.start : row.end] == row.keyword
        assert " ".join(text[: row.start].split()).endswith(row.left)
        assert " ".join(text[row.end :].split()).startswith(row.right)


def test_the_window_counts_punctuation_but_not_clitics(texts):
    line = dc.concordance(texts, "failed", window=3).lines.iloc[0]
    assert (line["left"], line["right"]) == ("The minister's talks", "; peace,")
    edge = dc.concordance(texts, "peace", window=2).lines.iloc[0]
    assert (edge["left"], edge["right"]) == ("", "talks began")
    none = dc.concordance(texts, "peace", window=0).lines
    assert none["left"].tolist() == none["right"].tolist() == ["", "", ""]


def test_orders(texts):
    found = dc.concordance(texts, "talks|talked|talk", window=3)
    right = [line.split()[0] for line in found.sort("right").lines["right"]]
    assert right == sorted(right)
    left = [line.split()[-1] for line in found.sort("left").lines["left"]]
    assert left == ["long", "minister's", "Negotiators", "No", "Peace"]
    assert keywords(found.sort("keyword")) == ["talk", "talked", "talks", "talks", "talks"]
    pd.testing.assert_frame_equal(found.sort("left").sort("text").lines, found.lines)
    with pytest.raises(ColumnError, match="use one of"):
        found.sort("length")


def test_samples_slices_and_filters(columns):
    found = dc.concordance(columns, "the")
    sample = found.sample(12, seed=4)
    assert len(sample) == 12
    assert sample.lines.equals(found.sample(12, seed=4).lines)
    assert not sample.lines.equals(found.sample(12, seed=5).lines)
    assert "a random sample of 12 of" in sample.note
    assert set(zip(sample.lines["document"], sample.lines["start"], strict=True)) <= set(
        zip(found.lines["document"], found.lines["start"], strict=True)
    )
    assert found[:3].lines.equals(found.lines.head(3))
    there = found.where(outlet="The Estuary Post")
    assert set(there.lines["document"].str.endswith("estuary-post")) == {True}
    with pytest.raises(EmptyCorpusError):
        found.where(outlet="The Unknown")


def test_counts_rates_and_places_agree_with_the_lines(columns):
    found = dc.concordance(columns, "peace")
    body = found.lines[found.lines["part"] == "body"]
    assert found.counts.sum() == len(body)
    assert found.rate(by="outlet", period="decade", resamples=50, minimum=1)["n_units"].sum() == len(body)
    whole = found.rate(resamples=50).iloc[0]
    assert whole["value"] == pytest.approx(len(body) / columns.words.sum() * 1000)
    assert whole["low"] < whole["value"] < whole["high"]
    places = found.places()
    assert places["place"].notna().sum() == len(found)
    assert set(places["document"]) == set(columns.documents["document"])
    assert places["place"].dropna().between(0, 1).all()


def test_rates_over_time_need_dates():
    with pytest.raises(DateError, match="no document has a date"):
        dc.concordance(dc.read(TEXTS.drop(columns="date"), language="en"), "peace").rate(period="year")


@pytest.mark.parametrize(
    ("query", "near"), [("pece", "peace"), ("negotiatorz", "negotiators"), ("minist", "minister"), ("war talks", "")]
)
def test_nothing_found_says_so_and_names_words_spelt_alike(texts, query, near):
    found = dc.concordance(texts, query)
    assert len(found) == 0
    assert "no occurrence" in found.note
    assert near in found.note
    assert found.sort("left").sample(3).lines.empty
    assert "no occurrence" in found._repr_html_()


@pytest.mark.parametrize(
    ("query", "message", "column"),
    [
        ("", "is empty", 1),
        ("peace lemma:", "needs a word", 7),
        ("... talks", "between two words", 1),
        ("peace*ful", "end of a word", 6),
        ("/peace(/", "no regular expression", 8),
        ("/x*/", "matches nothing", 2),
        ("category:hop", "did you mean", 10),
    ],
)
def test_a_bad_query_says_where_it_is_wrong(texts, query, message, column):
    with pytest.raises(QueryError, match=message) as caught:
        dc.concordance(texts, query)
    assert caught.value.column == column


def test_a_negative_window_is_an_error(texts):
    with pytest.raises(ColumnError, match="window"):
        dc.concordance(texts, "peace", window=-1)


def test_html_escapes_the_text_and_sets_the_keyword_apart(texts):
    shown = dc.concordance(texts, "peace")
    assert "<b>" not in shown._repr_html_()
    assert "&lt;" in shown._repr_html_()
    assert shown._repr_html_().count("<mark>") == 3
    columns = {line.lower().index("peace") for line in str(shown).splitlines()[1:] if "of <" in line}
    assert len(columns) == 1


@given(st.sampled_from(["the", "of", "talks", "war", "peace talks", "lemma:say"]), st.integers(0, 12))
@settings(max_examples=25, deadline=None)
def test_windows_never_leave_the_document(columns, query, window):
    texts = columns.documents.set_index("document")["text"]
    for row in dc.concordance(columns, query, window=window)[:60].lines.itertuples():
        assert row.left in " ".join(texts[row.document].split())
        assert row.right in " ".join(texts[row.document].split())

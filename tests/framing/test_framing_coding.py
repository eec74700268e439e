"""Coding a corpus: hits, shares, trends, evidence, and the check with known groups."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ColumnError, DateError, LanguageError

BOOK = """
name: small
title: Small
categories:
  truce:
    definition: Stopping for a while.
    patterns: {en: [truce*, ceasefire]}
  hope:
    definition: Good prospects.
    patterns: {en: [hope*, a way forward]}
"""


@pytest.fixture
def book(tmp_path):
    (tmp_path / "small.yaml").write_text(BOOK, encoding="utf-8")
    return dc.Codebook.load(tmp_path / "small.yaml")


@pytest.fixture
def corpus():
    texts = [
        "A truce at last. There is hope.",
        "No truce. No hope of one.",
        "They hope for a ceasefire, and a truce.",
        "Nothing happened.",
        "Hopes rose. The truce held.",
        "A way forward, they said.",
    ]
    table = pd.DataFrame({"text": texts, "outlet": ["A", "A", "A", "B", "B", "B"], "day": ["2025-04-21"] * 6})
    return dc.read(table, date="day", language="en")


def test_hits_point_at_their_words_and_say_whether_they_are_denied(corpus, book):
    hits = dc.code(corpus, book).hits
    for row in hits.itertuples():
        assert corpus[row.document].text[row.start : row.end] == row.text
    denied = hits[hits["negated"]]
    assert denied["text"].tolist() == ["truce", "hope"]
    assert hits["sentence"].max() == 1


def test_shares_count_documents_and_leave_denied_hits_out(corpus, book):
    shares = dc.code(corpus, book).share().set_index("category")
    assert shares.loc["truce", "n_units"] == 3
    assert shares.loc["hope", "value"] == pytest.approx(4 / 6)


def test_rates_are_per_thousand_words(corpus, book):
    coding = dc.code(corpus, book)
    rates = coding.rate().set_index("category")
    assert rates.loc["truce", "value"] == pytest.approx(4 / coding.corpus.words.sum() * 1000)


def test_groups_below_the_floor_get_no_number(corpus, book):
    shares = dc.code(corpus, book).share(by="outlet")
    assert shares["value"].isna().all()
    assert (shares["n_documents"] == 3).all()
    assert dc.code(corpus, book).share(by="outlet", minimum=3)["value"].notna().all()


def test_evidence_is_the_sentence_with_its_hits(corpus, book):
    evidence = dc.code(corpus, book).evidence("truce", n=10)
    assert len(evidence) == 3
    for row in evidence.itertuples():
        text = corpus[row.document].text
        assert text[row.start : row.end] == row.text
        assert all(row.start <= start < end <= row.end for start, end in row.hits)
    strongest = dc.code(corpus, book).evidence("truce", n=1, order="strength")
    assert strongest["text"].tolist() == ["They hope for a ceasefire, and a truce."]


def test_the_sample_of_evidence_depends_on_the_seed_only(corpus, book):
    coding = dc.code(corpus, book)
    pd.testing.assert_frame_equal(coding.evidence("hope", 2, seed=3), coding.evidence("hope", 2, seed=3))


def test_headings_and_notices_are_not_coded(tmp_path, book):
    text = (
        "Is there hope for a truce?\n\nThe ministers met on Monday, sat through two long dinners and parted on Tuesday "
        "without a word to anyone who waited in the rain outside.\n\n"
        "They meet again next week in the same hotel.\n\nThe editorial team does not always share the hopes of authors."
    )
    (tmp_path / "column.txt").write_text(text, encoding="utf-8")
    corpus = dc.read(tmp_path / "column.txt", language="en")
    assert {"title", "disclaimer"} <= set(corpus.marks["kind"])
    assert dc.code(corpus, book).hits.empty


def test_a_language_the_codebook_does_not_know_is_an_error_not_a_zero(book):
    corpus = dc.read(pd.DataFrame({"text": ["Peace.", "Перемир’я."], "language": ["en", "uk"]}))
    with pytest.raises(LanguageError, match=r"knows en, but the corpus also has 1 document\(s\) in 'uk'"):
        dc.code(corpus, book)


def test_a_column_or_date_that_is_not_there_is_named(corpus, book):
    coding = dc.code(corpus, book)
    with pytest.raises(ColumnError, match=r"no column 'paper'.*outlet"):
        coding.share(by="paper")
    with pytest.raises(ColumnError, match=r"no category 'peace'.*truce, hope"):
        coding.evidence("peace")
    undated = dc.code(dc.read(pd.DataFrame({"text": ["A truce."]}), language="en"), book)
    with pytest.raises(DateError, match="no document has a date"):
        undated.trend("month")


def test_known_groups_the_columnist_who_believes_in_talks_is_the_more_hopeful():
    coding = dc.code(dc.read("two-columns"), "war-and-talks")
    rates = coding.rate(by="author").pivot(index="category", columns="group", values="value")
    assert rates.loc["hope", "Mira Tolland"] > rates.loc["hope", "Josef Hale-Brandt"]
    balance = rates.loc["hope"] - rates.loc["futility"]
    assert balance["Mira Tolland"] > balance["Josef Hale-Brandt"]


def test_coding_twice_gives_the_same_hits(corpus, book):
    pd.testing.assert_frame_equal(dc.code(corpus, book).hits, dc.code(corpus, book).hits)

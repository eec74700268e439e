"""Scales, co-occurrence, and what changes from one version of a codebook to the next."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import CodebookError, ColumnError
from discourse.framing import compare

BOOK = """
name: mood
title: Mood
categories:
  hope: {definition: Good prospects., patterns: {en: [hope*]}}
  fear: {definition: Bad prospects., patterns: {en: [fear*]}}
  talks: {definition: Talking., patterns: {en: [talks]}}
scales:
  mood:
    label: Hope minus fear
    definition: More hope than fear.
    plus: [hope]
    minus: [fear]
"""


@pytest.fixture
def book(tmp_path):
    def write(text: str = BOOK, name: str = "mood.yaml"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return dc.Codebook.load(tmp_path / name)

    return write


def corpus(texts):
    return dc.read(pd.DataFrame({"text": texts}), language="en")


def test_a_scale_is_one_side_minus_the_other_over_both(book):
    coding = dc.code(corpus(["Hope and hope and fear."] * 4 + ["Hope.", "Nothing."]), book())
    row = coding.scale().iloc[0]
    assert row["scale"] == "mood"
    assert row["value"] == pytest.approx((9 - 4) / 13)
    assert -1 <= row["low"] <= row["value"] <= row["high"] <= 1
    assert row["n_units"] == 13


def test_a_scale_with_neither_side_has_no_number(book):
    row = dc.code(corpus(["Nothing."] * 6), book()).scale().iloc[0]
    assert np.isnan(row["value"])
    assert row["method"] == "not enough evidence: nothing to count in"


def test_a_scale_of_an_unknown_category_or_no_scale_at_all_is_an_error(book):
    with pytest.raises(CodebookError, match=r"line 13, column 13: there is no category 'dread'"):
        book(BOOK.replace("minus: [fear]", "minus: [dread]"))
    with pytest.raises(ColumnError, match="has no scales"):
        dc.code(corpus(["Hope."]), book(BOOK.split("scales:", maxsplit=1)[0])).scale()


def test_categories_that_share_sentences_are_told_from_those_that_share_texts(book):
    together = "Talks bring hope. " + "Nothing happens here. " * 8 + "Fear. "
    table = dc.code(corpus([together] * 12), book()).cooccurrence().set_index(["category", "with"])
    assert table.loc[("hope", "talks"), "p_value"] < 0.01
    assert table.loc[("hope", "talks"), "sentences"] == 12
    assert table.loc[("hope", "talks"), "ratio"] > 5
    # Fear is in every text too, but never in the same sentence: here that is what chance would give.
    assert table.loc[("fear", "talks"), "p_value"] > 0.05


def test_what_a_new_version_codes_differently_is_listed_with_its_sentence(book):
    texts = corpus(["They hope. The talks go on.", "Fears grew. Negotiations failed."])
    new = book(BOOK.replace("[talks]", "[negotiations]"), "new.yaml")
    changes = compare(texts, book(), new)
    assert changes[["change", "text"]].values.tolist() == [["disappears", "talks"], ["appears", "Negotiations"]]
    assert changes["in_sentence"].tolist() == ["The talks go on.", "Negotiations failed."]
    assert compare(texts, new, new).empty


def test_a_category_without_hits_has_no_evidence_and_no_error(book):
    assert dc.code(corpus(["Nothing."]), book()).evidence("hope").empty

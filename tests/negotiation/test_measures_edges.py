"""Texts without talks, without names, without anything: an answer that says so, never an error or a silent zero."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse import figures
from discourse.errors import ColumnError, DateError, MissingInputError
from discourse.negotiation.words import in_words


@pytest.fixture(scope="module")
def quiet():
    texts = dc.read(
        pd.DataFrame({"document": ["a"], "text": ["The baker opened at six. It was raining."]}), language="en"
    )
    return dc.statements(texts)


def test_a_text_without_talks_has_no_outlook_and_says_so(quiet):
    looks = dc.outlook(quiet, by="speaker")
    assert looks["value"].isna().all()
    assert len(looks.evidence()) == 0
    voiced = dc.outlook(quiet, by="voice")
    answer = in_words(voiced, looks, dc.blame(quiet), documents=1)
    assert answer == "No sentence about the talks is hopeful or hopeless in the authors' own voice. 1 text."


def test_nobody_is_blamed_and_nothing_is_done(quiet):
    assert len(dc.blame(quiet)) == 0
    assert len(dc.criticism(quiet)) == 0
    assert dc.acts(quiet)["value"].isna().all()
    assert dc.ladder(quiet)["value"].isna().all()


def test_their_figures_are_drawn_all_the_same(quiet):
    looks = dc.outlook(quiet, by="speaker")
    assert figures.outlook(looks, blame=dc.blame(quiet)).alt.endswith("none.")
    assert "Too few acts" in figures.ladder(dc.ladder(quiet)).alt


def test_periods_need_dates(quiet):
    with pytest.raises(DateError, match="no document has a date"):
        dc.outlook(quiet, period="year")


def test_two_runs_are_the_same():
    texts = dc.read("two-columns").where(episode=["Camp David Accords", "Easter truce"])
    statements = dc.statements(texts)
    for measure in (dc.outlook, dc.blame, dc.ladder):
        pd.testing.assert_frame_equal(pd.DataFrame(measure(statements)), pd.DataFrame(measure(statements)))


@pytest.mark.parametrize("measure", [dc.outlook, dc.blame, dc.criticism, dc.acts, dc.ladder])
def test_a_measure_of_a_corpus_says_that_it_needs_statements(measure, quiet):
    for wrong in (quiet.corpus, quiet.table):
        with pytest.raises(MissingInputError, match="made of statements"):
            measure(wrong)
    with pytest.raises(MissingInputError, match="made of statements"):
        dc.operational_code(quiet.corpus, self="Hale")


def test_the_actors_whose_outlook_it_is_are_the_speakers_where_the_documents_name_none():
    statements = dc.statements(dc.read("two-columns"))
    named = dc.outlook(statements, by="actor")
    pd.testing.assert_frame_equal(pd.DataFrame(named), pd.DataFrame(dc.outlook(statements, by="speaker")))
    assert named["value"].notna().any()
    with pytest.raises(ColumnError, match="no column"):
        dc.outlook(statements, by=["outlet", "author"])

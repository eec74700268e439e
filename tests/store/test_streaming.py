"""Lenses on a store: the same tables as in memory, kept on disk, done once."""

from __future__ import annotations

import pandas as pd
import pytest
from pandas.testing import assert_frame_equal
from sizes import size_for

import discourse as dc

BOOK = "war-and-talks"


@pytest.fixture(scope="module")
def columns():
    """The op-eds with dates, outlets and speakers."""
    return dc.read("two-columns")


@pytest.fixture(scope="module")
def corpora(columns, tmp_path_factory):
    """A corpus, and the same in seven partitions."""
    folder = tmp_path_factory.mktemp("streaming") / "columns"
    return columns, dc.read(dc.to_store(columns, folder, size=size_for(columns, 7)))


@pytest.fixture(scope="module")
def codings(corpora):
    return [dc.code(corpus, BOOK) for corpus in corpora]


ESTIMATES = {
    "share": lambda coding: coding.share(),
    "share by outlet": lambda coding: coding.share(by="outlet"),
    "share by speaker": lambda coding: coding.share(by="speaker", minimum=2),
    "share in quotations": lambda coding: coding.share(voice=["direct", "indirect"]),
    "rate by outlet and month": lambda coding: coding.rate(by="outlet", period="month", minimum=2, resamples=50),
    "rate of the author": lambda coding: coding.rate(voice="author", resamples=50),
    "trend": lambda coding: coding.trend("quarter", resamples=50, minimum=2),
    "points": lambda coding: coding.points("month"),
    "by voice": lambda coding: coding.by_voice(),
    "cooccurrence": lambda coding: coding.cooccurrence(permutations=50),
    "counts": lambda coding: coding.counts(),
    "hits": lambda coding: coding.hits,
    "words": lambda coding: coding.words_by_voice,
    "evidence": lambda coding: coding.evidence(next(iter(coding.codebook.categories)), 7, seed=3),
    "evidence, strongest": lambda coding: coding.evidence("deadline", 9, order="strength"),
    "evidence in quotations": lambda coding: coding.evidence("deadline", 4, voice="indirect"),
    "explanation": lambda coding: coding.explain(coding.hits["document"].iloc[200]).table,
    "changes": lambda coding: dc.changes(coding, "quarter"),
}


@pytest.mark.parametrize("what", ESTIMATES)
def test_a_store_is_coded_as_in_memory(codings, what):
    memory, stored = map(ESTIMATES[what], codings)
    assert len(memory)
    assert_frame_equal(memory, stored)


def test_the_codings_describe_themselves_alike(codings):
    assert repr(codings[0]) == repr(codings[1])


def test_without_voices_too(lee, stored, tmp_path):
    memory = dc.code(lee, BOOK, voices=False)
    found = dc.code(dc.read(stored), BOOK, voices=False, out=tmp_path)
    assert_frame_equal(memory.hits, found.hits)
    assert_frame_equal(memory.rate(resamples=50), found.rate(resamples=50))


def test_voices_of_a_store_are_those_in_memory(corpora):
    memory, stored = map(dc.voices, corpora)
    assert_frame_equal(memory, stored.table())
    assert len(stored) == len(memory)


def test_statements_of_a_store_are_those_in_memory(corpora):
    memory, stored = map(dc.statements, corpora)
    assert_frame_equal(memory.table, stored.table)
    assert_frame_equal(memory.where(act="reject").table, stored.where(act="reject").table)
    assert_frame_equal(memory.evidence(5), stored.evidence(5))
    assert_frame_equal(memory.evidence(5, act="reject"), stored.evidence(5, act="reject"))
    assert_frame_equal(pd.DataFrame(dc.outlook(memory)), pd.DataFrame(dc.outlook(stored)))
    assert repr(memory) == repr(stored)


def test_estimates_read_no_texts(corpora):
    corpus = dc.read(corpora[1].folder)
    coding = dc.code(corpus, BOOK)
    coding.share(by="outlet")
    assert "documents" not in vars(corpus)
    assert "hits" not in vars(coding)

"""Estimates: values, intervals, floors and periods."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import DateError
from discourse.inference import periods_of, rate, ratio_intervals, share


def test_a_share_is_documents_with_it_over_documents():
    row = share(np.array([[1], [0], [0], [0], [1], [0], [0], [0]]), ["fear"]).iloc[0]
    assert (row["value"], row["n_documents"], row["n_units"]) == (0.25, 8, 2)
    assert 0 < row["low"] < 0.25 < row["high"] < 1


def test_wilson_covers_small_shares_where_the_percentile_bootstrap_does_not():
    rng = np.random.default_rng(1)
    truth, n, trials = 0.1, 20, 400
    covered = {"wilson": 0, "bootstrap": 0}
    for trial in range(trials):
        found = (rng.random((n, 1)) < truth).astype(float)
        row = share(found, ["x"]).iloc[0]
        covered["wilson"] += row["low"] <= truth <= row["high"]
        low, high = ratio_intervals(found, np.ones(n), seed=trial)
        covered["bootstrap"] += low[0] <= truth <= high[0]
    assert covered["wilson"] / trials > 0.92
    assert covered["bootstrap"] / trials < 0.91


def test_the_bootstrap_over_documents_covers_the_truth_when_hits_cluster():
    rng = np.random.default_rng(2)
    trials, covered, naive = 300, 0, 0
    for trial in range(trials):
        words = rng.integers(100, 400, 60)
        hits = rng.poisson(words * 0.01 * rng.gamma(0.5, 2.0, 60))  # some texts are full of it, most have none
        row = rate(hits[:, None], ["x"], exposure=words.astype(float), seed=trial).iloc[0]
        covered += row["low"] <= 10 <= row["high"]
        spread = 1.96 * np.sqrt(hits.sum()) / words.sum() * 1000
        naive += abs(row["value"] - 10) <= spread
    assert covered / trials > 0.88
    assert naive / trials < 0.75


def test_with_few_documents_there_is_no_number_but_the_count_is_said():
    table = share(np.ones((4, 1)), ["fear"])
    assert table[["value", "low", "high"]].isna().all(axis=None)
    assert table.loc[0, "method"] == "not enough evidence: 4 of 5 documents needed"
    assert table.loc[0, "n_documents"] == 4


def test_nothing_found_is_not_certainty():
    row = rate(np.zeros((10, 1)), ["x"], exposure=np.full(10, 300.0)).iloc[0]
    assert row["value"] == row["low"] == 0
    assert row["high"] == pytest.approx(3.689 / 3, rel=1e-3)


def test_same_seed_same_numbers_and_other_groups_do_not_matter():
    rng = np.random.default_rng(3)
    counts, words = rng.poisson(2, (30, 2)), rng.integers(100, 300, 30).astype(float)
    groups = pd.Series(["a"] * 15 + ["b"] * 15, dtype="string")
    together = rate(counts, ["x", "y"], groups, exposure=words)
    pd.testing.assert_frame_equal(together, rate(counts, ["x", "y"], groups, exposure=words))
    alone = rate(counts[:15], ["x", "y"], groups[:15], exposure=words[:15])
    pd.testing.assert_frame_equal(together[together["group"] == "a"], alone)


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 500)), min_size=5, max_size=40))
def test_a_rate_is_hits_over_words_and_lies_in_its_interval_range(documents):
    counts = np.array([[hits] for hits, _ in documents])
    words = np.array([float(words) for _, words in documents])
    row = rate(counts, ["x"], exposure=words, resamples=200).iloc[0]
    assert row["value"] == pytest.approx(counts.sum() / words.sum() * 1000)
    per_document = counts[:, 0] / words * 1000
    assert per_document.min() - 1e-9 <= row["low"] <= row["high"]
    assert row["n_units"] == counts.sum()


def test_empty_periods_are_shown_as_gaps():
    dates = pd.to_datetime(pd.Series(["2022-01-05"] * 5 + ["2022-03-01"] * 5 + [None]))
    table = share(np.ones((11, 1)), ["x"], None, periods_of(dates, "month"))
    assert table["period"].tolist() == ["2022-01", "2022-02", "2022-03"]
    assert table["method"].iloc[1] == "no documents"
    assert table["n_documents"].tolist() == [5, 0, 5]


@pytest.mark.parametrize(
    ("period", "label"),
    [
        ("day", "2022-03-29"),
        ("week", "2022-03-28"),
        ("month", "2022-03"),
        ("quarter", "2022-Q1"),
        ("year", "2022"),
        ("decade", "2020s"),
    ],
)
def test_periods_have_plain_names(period, label):
    assert periods_of(pd.Series(pd.to_datetime(["2022-03-29"])), period)[0] == label


def test_an_unknown_period_names_the_known_ones():
    with pytest.raises(DateError, match="use one of day, week, month"):
        periods_of(pd.Series(pd.to_datetime(["2022-03-29"])), "fortnight")

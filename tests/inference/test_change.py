"""Change points, and before and after an event."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from discourse.errors import DateError
from discourse.inference import before_after, change_points, periods_of

MONTHS = pd.Series(pd.Categorical(np.repeat([f"{month:02}" for month in range(24)], 6), ordered=True))


def hits(rng: np.random.Generator, levels: np.ndarray):
    """Hits that cluster in texts, and the words of the texts."""
    words = rng.integers(200, 900, len(levels))
    return rng.poisson(words / 1000 * levels * rng.gamma(0.7, 1 / 0.7, len(levels))), words


def test_a_change_is_found_where_it_is_and_noise_is_called_noise():
    alarms = found = covered = 0
    trials = 40
    for trial in range(trials):
        rng = np.random.default_rng(trial)
        flat = change_points(*hits(rng, np.full(144, 3.0)), MONTHS, permutations=200, seed=trial)
        alarms += flat["verdict"].iloc[0] == "change"
        step = change_points(
            *hits(rng, np.where(MONTHS.cat.codes < 15, 2.0, 6.0)), MONTHS, permutations=200, seed=trial
        )
        row = step.iloc[0]
        found += row["verdict"] == "change"
        covered += row["low"] <= "15" <= row["high"]
    assert alarms <= 0.15 * trials
    assert found >= 0.75 * trials
    assert covered >= 0.85 * trials


def test_two_changes_are_told_apart_and_the_third_is_looked_for_in_vain():
    rng = np.random.default_rng(0)
    levels = np.select([MONTHS.cat.codes < 8, MONTHS.cat.codes < 16], [2.0, 12.0], 2.0)
    table = change_points(*hits(rng, levels), MONTHS, per=1000)
    assert table["verdict"].tolist() == ["change", "change", "not distinguishable from noise"]
    assert [abs(int(found) - truth) <= 1 for found, truth in zip(table["period"][:2], [8, 16], strict=True)] == [
        True,
        True,
    ]
    assert table["after"].iloc[0] > 2 * table["before"].iloc[0]


def test_one_text_full_of_it_is_no_turn_of_the_times():
    rng = np.random.default_rng(3)
    counts, words = hits(rng, np.full(144, 3.0))
    counts[100] += 60
    assert change_points(counts, words, MONTHS)["verdict"].iloc[0] == "not distinguishable from noise"


def test_periods_without_documents_are_gaps_not_zeros():
    dates = pd.Series(pd.to_datetime(["2022-01-05"] * 9 + ["2022-02-05"] * 9 + ["2022-07-05"] * 9 + ["2022-08-05"] * 9))
    table = change_points(np.repeat([1, 1, 5, 5], 9), np.ones(36), periods_of(dates, "month"))
    assert table[["period", "n_periods", "before", "after"]].iloc[0].tolist() == ["2022-07", 4, 1.0, 5.0]


def test_too_short_a_series_has_no_answer():
    assert change_points(np.ones(12), np.ones(12), MONTHS[:12].cat.remove_unused_categories()).empty


def test_an_event_that_changed_something_stands_out_from_the_placebos():
    days = pd.Series(np.repeat(pd.date_range("2023-01-01", periods=500), 2))
    rng = np.random.default_rng(0)
    counts, words = hits(rng, np.where(days >= "2024-01-10", 6.0, 2.0))
    row = before_after(counts, words, days, "2024-01-10", label="Truce", days=60, per=1000).iloc[0]
    assert row["low"] > 0
    assert row["value"] == pytest.approx(4, rel=0.4)
    assert row["p_placebo"] < 0.05
    assert (row["n_before"], row["n_after"], row["event"]) == (120, 120, "Truce")
    ordinary = before_after(counts, words, days, "2023-06-01", days=60, per=1000).iloc[0]
    assert ordinary["p_placebo"] > 0.1


def test_an_event_without_texts_around_it_has_no_number():
    days = pd.Series(pd.date_range("2023-01-01", periods=30))
    row = before_after(np.ones(30), np.ones(30), days, "2025-01-01").iloc[0]
    assert np.isnan(row["value"])
    assert row["method"].startswith("not enough evidence: 0 documents before and 0 after")


def test_an_event_needs_a_date():
    with pytest.raises(DateError, match="no date that can be read"):
        before_after(np.ones(3), np.ones(3), pd.Series(pd.date_range("2023-01-01", periods=3)), "soon")


@pytest.mark.parametrize("rate", [0.0, 1.0, 0.1])
def test_a_level_series_has_no_change(rate):
    words = np.random.default_rng(0).integers(200, 900, len(MONTHS))
    table = change_points(rate * words, words, MONTHS, permutations=200)
    assert table["verdict"].tolist() == ["not distinguishable from noise"]
    assert table["p_value"].tolist() == [1.0]

"""Machine against people, and estimates corrected for coding error."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from discourse.errors import CorrectionError
from discourse.inference import corrected, difference, scores


def population(rng: np.random.Generator, documents: int = 120):
    """Sentences in documents that differ; a machine that misses a fifth and invents a tenth; a stratified sample."""
    document = np.repeat(np.arange(documents), rng.integers(5, 30, documents))
    truth = rng.random(len(document)) < rng.beta(1, 3, documents)[document]
    found = np.where(truth, rng.random(len(truth)) < 0.8, rng.random(len(truth)) < 0.1)
    probability = np.where(found, 0.3, 0.1)
    gold = np.where(rng.random(len(truth)) < probability, truth, np.nan)
    return document, truth, found, probability, gold


def test_corrected_intervals_cover_the_truth_where_naive_ones_do_not():
    covered = {"naive share of units": 0, "corrected share of units": 0}
    trials = 300
    for trial in range(trials):
        document, _, found, probability, gold = population(np.random.default_rng(trial))
        table = corrected(found[:, None], gold[:, None], probability, ["fear"], pd.Series(document))
        for row in table.itertuples():
            covered[row.measure] += row.low <= 0.25 <= row.high
    assert covered["corrected share of units"] / trials >= 0.93
    assert covered["naive share of units"] / trials < 0.75


def test_corrected_differences_cover_the_truth_when_the_machine_errs_more_on_one_side():
    covered = {"naive difference": 0, "corrected difference": 0}
    trials = 300
    for trial in range(trials):
        rng = np.random.default_rng(1000 + trial)
        document, truth, _, _, _ = population(rng, 160)
        side = pd.Series(np.where(document % 2, "A", "B"))
        found = np.where(truth, rng.random(len(truth)) < np.where(side == "A", 0.9, 0.5), 0)
        gold = np.where(rng.random(len(truth)) < 0.2, truth, np.nan)
        table = difference(
            found[:, None], gold[:, None], np.full(len(truth), 0.2), ["fear"], pd.Series(document), side, "A", "B"
        )
        for row in table.itertuples():
            covered[row.measure] += row.low <= 0 <= row.high
    assert covered["corrected difference"] / trials >= 0.93
    assert covered["naive difference"] / trials < 0.5


def test_with_every_unit_coded_by_hand_the_corrected_share_is_the_hand_coded_one():
    document, truth, found, _, _ = population(np.random.default_rng(0))
    table = corrected(found[:, None], truth[:, None].astype(float), np.ones(len(truth)), ["fear"], pd.Series(document))
    assert table["value"].tolist() == pytest.approx([found.mean(), truth.mean()])
    assert table["n_gold"].tolist() == [len(truth)] * 2


def test_too_few_documents_with_hand_codes_give_no_corrected_number():
    document, truth, found, _, _ = population(np.random.default_rng(0))
    gold = np.where(document < 4, truth, np.nan)
    table = corrected(found[:, None], gold[:, None], np.ones(len(truth)), ["fear"], pd.Series(document))
    assert np.isfinite(table["value"].iloc[0])
    assert np.isnan(table["value"].iloc[1])
    assert table["method"].iloc[1] == "not enough evidence: 4 of 5 documents with hand codes needed"


def test_hand_codes_of_units_that_were_not_drawn_at_random_are_refused():
    with pytest.raises(CorrectionError, match="probability with which it was drawn is 0"):
        corrected(np.ones((3, 1)), np.ones((3, 1)), np.array([1, 0, 1]), ["fear"], pd.Series([1, 2, 3]))


def test_scores_by_hand():
    gold = np.array([1, 1, 1, 0, 0, 0, 0, 0, 0, 0])[:, None]
    found = np.array([1, 1, 0, 1, 0, 0, 0, 0, 0, 0])[:, None]
    table = scores(gold, found, ["fear"], pd.Series(range(10))).set_index("measure")
    assert table["value"].to_dict() == pytest.approx(
        {"precision": 2 / 3, "recall": 2 / 3, "F1": 2 / 3, "accuracy": 0.8, "macro-F1": (2 / 3 + 12 / 14) / 2}
    )
    assert table.loc["F1", ["tp", "fp", "fn", "tn"]].tolist() == [2, 1, 1, 6]
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()


def test_errors_that_differ_between_groups_are_seen_by_group():
    rng = np.random.default_rng(5)
    document, truth, _, _, _ = population(rng)
    side = pd.Series(np.where(document % 2, "A", "B"))
    found = np.where(truth, rng.random(len(truth)) < np.where(side == "A", 0.95, 0.4), 0)
    table = scores(truth[:, None], found[:, None], ["fear"], pd.Series(document), side).query("measure == 'recall'")
    by_group = table.set_index("group")
    assert by_group.loc["A", "low"] > by_group.loc["B", "high"]


def test_sampling_weights_make_the_scores_those_of_the_corpus():
    document, truth, found, probability, gold = population(np.random.default_rng(9), 600)
    drawn = np.isfinite(gold)
    asked = (truth[drawn, None], found[drawn, None], ["fear"], pd.Series(document[drawn]))
    recall = {
        name: scores(*asked, weights=weights).set_index("measure").loc["recall", "value"]
        for name, weights in (("weighted", 1 / probability[drawn]), ("plain", None))
    }
    assert recall["weighted"] == pytest.approx(0.8, abs=0.06)
    assert recall["plain"] > 0.87  # what the machine found was drawn three times as often

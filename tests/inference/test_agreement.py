"""Agreement between coders."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nltk.metrics.agreement import AnnotationTask

from discourse.errors import AgreementError
from discourse.inference import agreement

# Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": four coders, twelve units.
PUBLISHED = {
    "A": [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
    "B": [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
    "C": [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
    "D": [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
}


def long(coders: dict[str, list]) -> pd.DataFrame:
    rows = [(unit, coder, value) for coder, values in coders.items() for unit, value in enumerate(values)]
    return pd.DataFrame(rows, columns=["unit", "coder", "value"])


def value(table: pd.DataFrame, measure: str = "Krippendorff's alpha") -> float:
    return table.set_index("measure").loc[measure, "value"]


@pytest.mark.parametrize(("level", "published"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_is_the_published_one(level, published):
    table = agreement(long(PUBLISHED), level=level)
    assert value(table) == pytest.approx(published, abs=0.0005)
    row = table.iloc[0]
    assert row["low"] < row["value"] <= row["high"]
    assert (row["n_units"], row["n_coders"], row["n_pairable"]) == (11, 4, 40)  # unit 12 has one judgement only


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(*[st.sampled_from(["war", "talks", "fear"])] * 3), min_size=3, max_size=12))
def test_alpha_and_kappa_are_those_of_nltk(judgements):
    coders = dict(zip("abc", zip(*judgements, strict=True), strict=True))
    table = agreement(long(coders), resamples=2)
    rows = [(coder, str(unit), code) for coder, codes in coders.items() for unit, code in enumerate(codes)]
    if len({code for *_, code in rows}) == 1:
        assert np.isnan(value(table))
        return
    task = AnnotationTask(rows)
    assert value(table) == pytest.approx(task.alpha())
    assert value(table, "percent agreement") == pytest.approx(task.avg_Ao())
    two = agreement(long({name: coders[name] for name in "ab"}), resamples=2)
    if not np.isnan(value(two, "Cohen's kappa")):
        task = AnnotationTask([row for row in rows if row[0] != "c"])
        assert value(two, "Cohen's kappa") == pytest.approx(task.kappa())


def test_sets_of_labels_are_compared_by_how_much_they_share():
    same = long({"a": [{"fear"}, {"hope", "fear"}, set()], "b": [{"fear"}, {"fear", "hope"}, set()]})
    near = long({"a": [{"fear"}, {"hope", "fear"}, set()], "b": [{"fear"}, {"fear"}, set()]})
    far = long({"a": [{"fear"}, {"hope", "fear"}, set()], "b": [{"fear"}, {"war"}, set()]})
    alphas = [value(agreement(codes, level="masi")) for codes in (same, near, far)]
    assert alphas[0] == 1
    assert alphas[0] > alphas[1] > alphas[2]


def test_the_prevalence_of_a_category_is_said():
    table = agreement(long({"a": [1, 0, 0, 0], "b": [1, 0, 0, 1]}))
    assert table["prevalence"].iloc[0] == pytest.approx(3 / 8)


def test_no_variation_is_no_agreement_and_no_crash():
    table = agreement(long({"a": [0, 0, 0], "b": [0, 0, 0]}))
    assert np.isnan(value(table))
    assert "no variation" in table["method"].iloc[0]
    assert value(table, "percent agreement") == 1


@pytest.mark.parametrize(
    ("codes", "problem"),
    [
        (long({"a": [1, 0]}), "needs two coders"),
        (long({"a": [1, None], "b": [None, 0]}), "no unit was coded by two"),
        (pd.concat([long({"a": [1], "b": [1]}), long({"a": [0]})]), "more than once"),
        (long({"a": ["x"], "b": ["y"]}), None),
    ],
)
def test_judgements_that_say_nothing_are_named(codes, problem):
    if problem is None:
        with pytest.raises(AgreementError, match="no number"):
            agreement(codes, level="interval")
        return
    with pytest.raises(AgreementError, match=problem):
        agreement(codes)


def test_judgements_in_another_form_are_named():
    codes = pd.DataFrame({"unit": [1, 1, 2, 2], "coder": list("abab"), "value": [["x"], ["x", "y"], np.nan, ["y"]]})
    assert agreement(codes, level="masi")["n_units"].tolist() == [1]
    with pytest.raises(AgreementError, match="no column 'unit'"):
        agreement(codes.rename(columns={"unit": "passage"}))
    with pytest.raises(AgreementError, match="one row per judgement"):
        agreement(np.ones((2, 3)))
    with pytest.raises(AgreementError, match="'x' is no set of labels"):
        agreement(codes.assign(value="x"), level="masi")

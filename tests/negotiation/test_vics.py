"""Operational codes: the arithmetic, the mapping of acts, whose verb it is."""

from __future__ import annotations

import math
import sys
import warnings
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import MissingInputError
from discourse.negotiation.operational import FewWordsWarning, standardised
from discourse.negotiation.statement import ACTS
from discourse.negotiation.vics import CLASSES, INDICES, WEIGHTS, indices, vics_class

sys.path.insert(0, str(Path(__file__).parent))
import made

NAMES = list(INDICES)
counts = st.lists(st.integers(0, 50), min_size=6, max_size=6)


def by_name(own, others):
    return dict(zip(NAMES, indices(np.array(own), np.array(others)), strict=True))


def coded(rows, *, leader="Ada Hale", texts=None, **options):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FewWordsWarning)
        return dc.operational_code(made.statements(texts or made.corpus(), rows), leader, **options)


def test_the_published_example():
    # Shares of means as Schafer & Walker's handbook example has them: punish … reward.
    found = by_name([0.07, 0.06, 0.16, 0.34, 0.17, 0.20], [1, 1, 1, 1, 1, 1])
    assert found["I-1"] == pytest.approx(0.42)
    assert found["I-2"] == pytest.approx(0.263, abs=5e-4)
    assert found["I-4a"] == pytest.approx(0.58)
    assert found["I-4b"] == pytest.approx(0.54)


def test_every_index_by_hand():
    found = by_name([1, 0, 1, 4, 2, 2], [2, 1, 1, 1, 0, 0])  # n = 10 and 5
    assert found["P-1"] == pytest.approx((1 - 4) / 5)
    assert found["P-2"] == pytest.approx((-3 * 2 - 2 - 1 + 1) / 5 / 3)
    iqv = 6 / 5 * (1 - (4 + 1 + 1 + 1) / 25)
    assert found["P-3"] == pytest.approx(1 - iqv)
    assert found["P-4a"] == pytest.approx(10 / 15)
    assert found["P-4b"] == pytest.approx(5 / 15)
    assert found["P-5"] == pytest.approx(1 - (1 - iqv) * 10 / 15)
    assert found["I-1"] == pytest.approx((8 - 2) / 10)
    assert found["I-2"] == pytest.approx((-3 - 1 + 4 + 4 + 6) / 10 / 3)
    assert found["I-3"] == pytest.approx(1 - 6 / 5 * (1 - (1 + 1 + 16 + 4 + 4) / 100))
    assert found["I-4a"] == pytest.approx(1 - 0.6)
    assert found["I-4b"] == pytest.approx(1 - abs(7 - 3) / 10)
    assert found["I-5 appeal"] == pytest.approx(0.4)


def test_an_empty_side_is_not_zero():
    found = by_name([0, 0, 0, 3, 0, 1], [0] * 6)
    assert all(math.isnan(found[name]) for name in ("P-1", "P-2", "P-3", "P-5"))
    assert found["P-4a"] == 1
    assert found["I-1"] == 1
    found = by_name([0] * 6, [0, 0, 0, 3, 0, 1])
    assert all(math.isnan(found[name]) for name in NAMES if name.startswith("I"))
    assert found["P-1"] == 1


@given(counts, counts)
def test_indices_stay_within_their_bounds(own, others):
    found = by_name(own, others)
    for name, value in found.items():
        if not math.isnan(value):
            low = -1 if name in ("P-1", "P-2", "I-1", "I-2") else 0
            assert low - 1e-9 <= value <= 1 + 1e-9, name
    if sum(own):
        assert sum(found[f"I-5 {kind}"] for kind in CLASSES) == pytest.approx(1)


def test_every_act_has_a_class_of_the_right_sign():
    assert all(vics_class(act) for act in ACTS)
    for act in ("assault", "coerce", "sanction", "mobilize", "threaten", "accuse", "reject", "protest"):
        assert WEIGHTS[vics_class(act)] < 0
        assert WEIGHTS[vics_class(act, negated=True)] > 0
    for act in ("agree", "consult", "support", "cooperate", "aid", "yield", "promise"):
        assert WEIGHTS[vics_class(act)] > 0
        assert WEIGHTS[vics_class(act, negated=True)] < 0


def test_a_deed_to_come_is_a_word():
    assert (vics_class("aid"), vics_class("aid", ahead=True)) == ("reward", "promise")
    assert (vics_class("assault"), vics_class("assault", ahead=True)) == ("punish", "threaten")


def test_self_is_i_and_we_and_our_own_side():
    actors = ["We", "Our government", "Ada Hale", "Norland", "Estmark"]
    rows = [{"actor": actor, "actor_side": actor if actor in ("Norland", "Estmark") else None} for actor in actors]
    audit = coded(rows, minimum_verbs=1, also=["Norland"]).counted
    assert audit["side"].tolist() == ["Self"] * 4 + ["Other"]


def test_the_united_states_is_self_of_its_president():
    texts = made.corpus(author="Truman")
    rows = [{"speaker": "Truman", "actor": name, "actor_side": name} for name in ("United States", "Russia")]
    assert coded(rows, leader="Truman", texts=texts, minimum_verbs=1).counted["side"].tolist() == ["Self", "Other"]


def test_what_others_are_quoted_to_say_is_not_the_leaders():
    rows = [{"actor": "Estmark"}, {"actor": "Estmark", "speaker": "Lord Oates", "voice": "direct"}]
    assert len(coded(rows, minimum_verbs=1).counted) == 1


def test_few_verbs_give_no_number_and_few_words_a_warning():
    rows = [{"actor": "Estmark", "sentence": n} for n in range(12)] + [{"actor": "We"}] * 8
    table = coded(rows).set_index("name")
    assert table.loc["P-1", "value"] == 1
    assert math.isnan(table.loc["I-1", "value"])
    assert table.loc["I-1", "method"] == "not enough evidence: 8 of 10 verbs of Self needed"
    assert table.loc["P-4a", "value"] == pytest.approx(8 / 20)
    assert coded(rows[:19])["value"].isna().all()
    with pytest.warns(FewWordsWarning, match="24 words; an operational code wants 4,000"):
        dc.operational_code(made.statements(made.corpus(), rows), "Ada Hale")


def test_nobody_of_that_name_lists_who_speaks():
    with pytest.raises(MissingInputError, match="Ada Hale"):
        coded([{"actor": "Estmark"}], leader="Truman")


def test_the_norm_is_the_leaders_themselves():
    texts = made.corpus(3)
    rows = [
        {"document": f"d{n}", "speaker": f"Leader {n}", "actor": "Estmark", "sentence": k % 12, "negated": k < 3 * n}
        for n in range(3)
        for k in range(12)
    ]
    codes = standardised(coded(rows, leader=[f"Leader {n}" for n in range(3)], texts=texts, minimum_verbs=4))
    z = codes[codes["name"] == "P-1"].set_index("group")["z"]
    assert z.mean() == pytest.approx(0)
    assert z.std() == pytest.approx(1)
    assert z["Leader 0"] > z["Leader 2"]


def test_the_audit_leads_back_to_each_verb():
    table = coded([{"actor": "We", "act": "aid", "sentence": 6}], minimum_verbs=1)
    audit = table.counted.iloc[0]
    assert (audit["name"], audit["weight"], audit["text"]) == ("reward", 3, "Word one.")
    assert table.evidence(None, side="Self", name="reward")["sentence"].tolist() == [6]

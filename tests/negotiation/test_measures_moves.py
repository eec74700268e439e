"""Moves in bargaining and the ladder, on hand-made statements."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

import discourse as dc
from discourse.negotiation.moves import rungs
from discourse.negotiation.statement import ACTS

sys.path.insert(0, str(Path(__file__).parent))
import made

NORLAND = {"actor": "Norland", "target": "Estmark"}


def moved(rows, **options):
    return dc.acts(made.statements(made.corpus(), rows), minimum=1, **options)


def share(table, move, measure="share of statements"):
    return table[(table["name"] == move) & (table["measure"] == measure)].set_index("group")["value"]


def test_moves_are_shares_of_an_actors_statements():
    rows = [NORLAND | {"act": act, "sentence": n} for n, act in enumerate(["threaten", "request", "yield", "consult"])]
    table = moved(rows)
    for move in ("threat", "demand", "concession"):
        assert share(table, move)["Norland"] == 0.25
    assert share(table, "offer")["Norland"] == 0


def test_to_refuse_is_to_reject_or_not_to_agree_and_an_offer_lies_ahead():
    rows = [NORLAND | {"act": "reject"}, NORLAND | {"act": "agree", "negated": True, "sentence": 1}]
    rows += [NORLAND | {"act": "agree", "tense": "future", "sentence": 2}, NORLAND | {"act": "agree", "sentence": 3}]
    table = moved(rows)
    assert share(table, "refusal")["Norland"] == 0.5
    assert share(table, "offer")["Norland"] == 0.25


def test_conditional_against_unconditional():
    rows = [NORLAND | {"act": "threaten", "conditional": n == 0, "sentence": n} for n in range(4)]
    assert share(moved(rows), "threat", "share that is conditional")["Norland"] == 0.25


def test_by_actor_and_target_and_by_side():
    rows = [{"act": "threaten", "actor": "Kremlin", "target": "Kyiv"}]
    assert set(moved(rows, by=["actor", "target"])["group"]) == {"Kremlin → Kyiv"}
    assert set(moved(rows, by=["actor", "target"], sides=True)["group"]) == {"Russia → Ukraine"}


def test_the_ladder_has_every_act_once_and_its_shares_add_up():
    assert sorted(rungs()) == sorted(ACTS)
    rows = [NORLAND | {"act": act, "sentence": n} for n, act in enumerate(["assault", "assault", "consult", "aid"])]
    rows += [NORLAND | {"act": "assault", "negated": True, "sentence": 5}]
    table = dc.ladder(made.statements(made.corpus(), rows), minimum=1).set_index("name")
    assert table["value"].sum() == pytest.approx(1)
    assert table.loc["assault", "value"] == 0.5  # what is not done stands on no rung
    assert table["rung"].iloc[0] == "material cooperation"
    assert table["rung"].iloc[-1] == "material conflict"


def test_the_sentences_behind_a_threat():
    rows = [NORLAND | {"act": "threaten", "sentence": 7}, NORLAND | {"act": "aid", "sentence": 2}]
    assert moved(rows).evidence(None, name="threat", group="Norland")["sentence"].tolist() == [7]

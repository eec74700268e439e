"""The outlook on the talks, on hand-made sentences."""

from __future__ import annotations

import math
import sys
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ColumnError

sys.path.insert(0, str(Path(__file__).parent))
import made


def looked(hits, *, texts=None, rows=(), voices=(), **options):
    texts = texts if texts is not None else made.corpus()
    table = dc.outlook(made.statements(texts, list(rows), voices), made.coding(texts, hits, voices), **options)
    return table.set_index("name") if options.get("by") is None else table


def test_hopeful_minus_hopeless_over_both():
    hits = [("d0", n, "process") for n in range(5)]
    hits += [("d0", 0, "hope"), ("d0", 1, "hope"), ("d0", 2, "hope"), ("d0", 3, "futility")]
    row = looked(hits, minimum=4).loc["outlook"]
    assert row["value"] == pytest.approx((3 - 1) / 4)
    assert (row["counted"], row["n_units"]) == (3, 4)


def test_a_negated_hope_is_hopeless_and_a_negated_futility_hopeful():
    hits = [("d0", 0, "process"), ("d0", 0, "hope", True), ("d0", 1, "process"), ("d0", 1, "futility", True)]
    row = looked(hits, minimum=1).loc["outlook"]
    assert (row["counted"], row["n_units"]) == (1, 2)


def test_a_sentence_with_both_counts_on_both_sides():
    row = looked([("d0", 0, "process"), ("d0", 0, "hope"), ("d0", 0, "futility")], minimum=1).loc["outlook"]
    assert (row["value"], row["counted"], row["n_units"]) == (0.0, 1, 2)


def test_hope_far_from_any_talks_is_not_about_them():
    hits = [("d0", 0, "process"), ("d0", 3, "hope"), ("d0", 9, "hope")]
    assert looked(hits, minimum=1).loc["outlook"]["n_units"] == 1


def test_hope_is_hers_who_hopes_and_not_his_who_reports_it():
    start, end = made.span(0)
    voice = {"document": "d0", "start": end, "end": end + 5, "kind": "indirect", "source_name": "Lord Oates"}
    voice |= {"cue_start": start, "cue_end": end}
    table = looked([("d0", 0, "process"), ("d0", 0, "hope")], voices=[voice], by="speaker", minimum=1)
    assert set(table.loc[table["name"] == "outlook", "group"]) == {"Lord Oates"}


def test_what_is_expected_of_the_talks_is_hope_or_its_opposite():
    hits = [("d0", n, "process") for n in range(4)] + [("d0", 3, "withdrawal")]
    rows = [{"act": "agree", "tense": "future", "sentence": 0}, {"act": "agree", "modality": "unlikely", "sentence": 1}]
    rows += [{"act": "agree", "tense": "future", "negated": True, "sentence": 2}]
    rows += [{"act": "threaten", "tense": "future", "sentence": 3}, {"act": "threaten", "tense": "future"}]
    row = looked(hits, rows=rows, minimum=1).loc["outlook"]
    assert (row["counted"], row["n_units"]) == (1, 4)


def test_hedged_by_the_codebook_or_by_a_statement():
    hits = [("d0", n, "process") for n in range(3)] + [("d0", n, "hope") for n in range(3)] + [("d0", 0, "hedge")]
    table = looked(hits, rows=[{"sentence": 1, "modality": "possible"}], minimum=1)
    assert table.loc["outlook, hedged"]["n_units"] == 2
    assert table.loc["outlook, certain"]["n_units"] == 1


def test_process_share_leaves_negated_outcomes_out():
    hits = [("d0", 0, "process"), ("d0", 0, "outcome", True), ("d0", 1, "process"), ("d0", 2, "outcome")]
    assert looked(hits, minimum=1).loc["process"]["value"] == pytest.approx(2 / 3)


def test_conditional_withdrawal_and_deadline_are_shares():
    hits = [("d0", n, "process") for n in range(4)] + [("d0", 0, "withdrawal"), ("d0", 1, "deadline", True)]
    rows = [{"sentence": 0, "conditional": True}, {"sentence": 1}, {"sentence": 11, "conditional": True}]
    table = looked(hits, rows=rows, minimum=1)
    assert table.loc["conditional"]["value"] == 0.5  # the one in sentence 11 is not about the talks
    assert table.loc["withdrawal"]["value"] == 0.25
    assert table.loc["deadline"]["value"] == 0.0


def test_under_the_minimum_there_are_counts_and_no_number():
    row = looked([("d0", 0, "process"), ("d0", 0, "hope")]).loc["outlook"]
    assert math.isnan(row["value"])
    assert (row["counted"], row["n_units"]) == (1, 1)
    assert row["method"] == "not enough evidence: 1 of 5 sentences of a single text needed"


def test_several_texts_are_drawn_whole_and_one_text_by_its_sentences():
    hits = [(f"d{n}", s, c) for n in range(6) for s in range(3) for c in ("process", "hope")]
    many = looked(hits, texts=made.corpus(6)).loc["outlook"]
    assert many["n_documents"] == 6
    assert (many["value"], many["high"]) == (1, 1)
    assert many["low"] == pytest.approx(0.219, abs=0.001)  # six of six: Wilson's 61%
    assert "all on one side" in many["method"]
    hits += [("d0", 0, "futility")]
    assert "bootstrap over documents" in looked(hits, texts=made.corpus(6)).loc["outlook"]["method"]
    hits.pop()
    single = looked([hit for hit in hits if hit[0] == "d0"], minimum=1).loc["outlook"]
    assert "over sentences of a single text" in single["method"]


def test_documents_without_a_stance_do_not_make_up_the_minimum():
    hits = [(f"d{n}", 0, "process") for n in range(9)] + [("d0", 0, "hope")]
    assert math.isnan(looked(hits, texts=made.corpus(9)).loc["outlook"]["value"])


def test_every_number_leads_to_its_sentences():
    hits = [("d0", n, "process") for n in range(3)] + [("d0", 0, "hope"), ("d0", 0, "hope"), ("d0", 2, "futility")]
    texts = made.corpus()
    table = dc.outlook(made.statements(texts, []), made.coding(texts, hits), minimum=1)
    assert list(table.evidence(None, name="outlook")["sentence"]) == [0, 2]
    assert list(table.evidence(None, mark="hopeless")["sentence"]) == [2]
    chosen = table[table["name"] == "outlook"]
    assert list(chosen.evidence(None, mark="hopeful")["sentence"]) == [0]  # what is selected keeps the way back
    assert table.evidence(None, mark="hopeful")["hits"].tolist() == [[made.span(0)]]
    with pytest.raises(ColumnError, match="nothing counted by 'colour'"):
        table.evidence(colour="red")


def test_an_unknown_column_is_named_with_what_may_be_asked_for():
    with pytest.raises(ColumnError, match="no column 'mood'"):
        looked([("d0", 0, "process")], by="mood")


def test_two_columnists_who_disagree_come_out_apart():
    texts = dc.read("two-columns")
    table = dc.outlook(dc.statements(texts), by="outlet")
    looks = table[table["name"] == "outlook"].set_index("group")
    assert looks.loc["The Estuary Post", "value"] > looks.loc["The Granite Ledger", "value"]
    assert (looks["low"] <= looks["value"]).all()
    assert (looks["value"] <= looks["high"]).all()


def test_the_op_ed_is_pessimistic_but_not_without_hope(shared_data):
    texts = dc.read(shared_data / "op-ed.txt")
    statements = dc.statements(texts)
    table = dc.outlook(statements, by="speaker")
    author = table[table["group"] == "Mykola Kniazhytskyi"].set_index("name")
    assert -1 < author.loc["outlook", "value"] < 0
    assert author.loc["outlook", "counted"] >= 1
    assert author.loc["process", "value"] > 0.5
    deadline = table[(table["name"] == "deadline") & (table["group"] == "Vladimir Putin")]
    assert deadline["counted"].tolist() == [1]
    leaving = table.evidence(None, mark="withdrawal")["text"]
    for words in ("might withdraw", "most likely pull out"):
        assert leaving.str.contains(words).any()
    blame = dc.blame(statements)
    putin = blame[(blame["group"] == "Mykola Kniazhytskyi") & (blame["target"] == "Vladimir Putin")]
    assert putin["sole agency"].iloc[0] >= 2
    assert pd.isna(putin["value"].iloc[0])  # four attributions are no number

"""Who blames whom, on hand-made statements."""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

sys.path.insert(0, str(Path(__file__).parent))
import made

ACCUSE = {"act": "accuse", "actor": "Norland", "actor_side": "Norland", "target": "Estmark", "target_side": "Estmark"}


def blamed(rows, hits=(), *, texts=None, **options):
    texts = texts if texts is not None else made.corpus()
    return dc.blame(made.statements(texts, rows), made.coding(texts, list(hits)), **options)


def test_an_accusation_counts_as_stated_and_is_reported_of_the_accuser():
    table = blamed([ACCUSE])
    row = table.iloc[0]
    assert (row["group"], row["target"], row["criticism"], row["own_voice"]) == ("Norland", "Estmark", 1, 0)


def test_we_condemn_is_in_the_speakers_own_voice():
    row = blamed([ACCUSE | {"actor": "We"}]).iloc[0]
    assert (row["group"], row["own_voice"]) == ("Ada Hale", 1)


def test_a_denied_accusation_is_none():
    assert len(blamed([ACCUSE | {"negated": True}])) == 0


def test_a_hostile_deed_is_criticised_only_where_the_codebook_marks_it():
    deed = {"act": "assault", "deed": True, "actor": "Estmark", "actor_side": "Estmark", "sentence": 1}
    assert len(blamed([deed])) == 0
    row = blamed([deed], [("d0", 1, "criticism")]).iloc[0]
    assert (row["group"], row["target"], row["criticism"]) == ("Ada Hale", "Estmark", 1)


def test_every_marked_sentence_is_in_the_matrix_though_no_statement_reads_it():
    table = blamed([], [("d0", 4, "criticism")])
    assert table["criticism"].tolist() == [1]
    assert table["target"].tolist() == ["(not named)"]


def test_a_refusal_obstructs_only_where_talks_are():
    refusal = {"act": "reject", "actor": "Estmark", "actor_side": "Estmark"}
    assert len(blamed([refusal])) == 0
    assert blamed([refusal], [("d0", 0, "process")])["obstruction"].tolist() == [1]


def test_sole_agency_goes_to_the_one_it_is_resolved_to():
    row = blamed([{"act": "reject", "actor": "Vladimir Putin", "actor_side": "Russia", "sole": True}]).iloc[0]
    assert (row["target"], row["sole agency"]) == ("Vladimir Putin", 1)
    side = blamed([{"act": "reject", "actor": "Vladimir Putin", "actor_side": "Russia", "sole": True}], sides=True)
    assert side["target"].tolist() == ["Russia"]


def test_who_wants_something_credits_nobody():
    praise = {"act": "support", "actor": "Norland", "actor_side": "Norland", "target": "Estmark"}
    assert blamed([praise])["credit"].tolist() == [1]
    assert len(blamed([praise | {"modality": "wanted"}])) == 0


def test_once_per_sentence_speaker_and_target():
    assert blamed([ACCUSE, ACCUSE, ACCUSE | {"sentence": 3}])["criticism"].tolist() == [2]


def test_nobody_blames_themselves():
    assert len(blamed([ACCUSE | {"target": "Norland"}])) == 0


def test_a_lone_cell_is_drawn_to_the_mean_and_a_full_one_stays():
    rows = [{"document": f"d{n}", "sentence": n % 12} | ACCUSE for n in range(40)]
    rows += [{"document": f"d{n}", "act": "support", "actor": "Norland", "actor_side": "Norland", "target": "Westholm"}
             for n in range(40)]  # fmt: skip
    rows += [{"document": "d0", "sentence": 5} | ACCUSE | {"actor": "Southmere", "actor_side": "Southmere"}]
    cells = blamed(rows, texts=made.corpus(40), minimum=1).set_index(["group", "target"])
    assert cells.loc[("Norland", "Estmark"), "value"] < -0.9
    assert cells.loc[("Norland", "Westholm"), "value"] > 0.9
    lone = cells.loc[("Southmere", "Estmark")]
    assert lone["raw"] == -1
    assert -0.9 < lone["value"] < 0.1
    assert lone["low"] < lone["value"] < lone["high"]


def test_own_voice_and_reported_criticism():
    rows = [{"document": f"d{n}"} | ACCUSE | {"actor": "We" if n < 3 else "Ada Hale"} for n in range(6)]
    rows += [{"document": f"d{n}", "voice": "indirect", "sentence": 2} | ACCUSE | {"actor": "We"} for n in range(6)]
    texts = made.corpus(6)
    table = dc.criticism(made.statements(texts, rows), made.coding(texts, []))
    row = table[table["group"] == "Ada Hale"].iloc[0]
    assert row["value"] == pytest.approx(0.5)
    assert (row["counted"], row["n_units"]) == (6, 12)


def test_the_sentences_behind_a_cell():
    table = blamed([ACCUSE | {"sentence": 3}])
    assert table.evidence(None, group="Norland", target="Estmark")["sentence"].tolist() == [3]


def test_critical_words_for_what_somebody_echoes_are_the_authors_own():
    support = {"act": "support", "actor": "Dana Brook", "target": "Norland", "target_side": "Norland"}
    texts = dc.read(
        pd.DataFrame({"document": ["d0"], "text": ["Brook echoes the Kremlin."], "author": "Ada Hale"}), language="en"
    )
    table = blamed(
        [support | {"target": "Kremlin", "target_side": "Russia"}],
        [("d0", 0, "criticism", False, "indirect", "Dana Brook")],
        texts=texts,
    ).set_index(["group", "target"])
    assert table.loc[("Dana Brook", "Kremlin"), ["criticism", "credit"]].tolist() == [0, 1]
    assert table.loc[("Ada Hale", "Dana Brook"), ["criticism", "own_voice"]].tolist() == [1, 1]

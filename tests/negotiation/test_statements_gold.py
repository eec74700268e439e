"""Against sentences hand-coded for who does what to whom, and an op-ed read by hand."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import discourse as dc


def score(shared_data, tmp_path, name: str) -> dict:
    """What the scorer beside the data says of our statements."""
    scorer, gold = shared_data.parent / "tools" / "score_acts.py", shared_data / name
    texts = tmp_path / "texts.jsonl"
    subprocess.run([sys.executable, scorer, "prepare", gold, texts], check=True)
    rows = {json.loads(line)["document"]: line for line in texts.read_text(encoding="utf-8").splitlines()}
    texts.write_text("\n".join(rows.values()), encoding="utf-8")  # some identifiers stand twice
    dc.statements(dc.read(texts, language="en")).table.to_csv(tmp_path / "statements.csv", index=False)
    answer = subprocess.run(
        [sys.executable, scorer, "score", gold, tmp_path / "statements.csv"], check=True, capture_output=True, text=True
    )
    return json.loads(answer.stdout)


def test_news_sentences(shared_data, tmp_path):
    result = score(shared_data, tmp_path, "plv-train.tsv")
    assert result["act_macro_f1"] >= 0.72
    assert result["quad_macro_f1"] >= 0.82
    assert result["actor"] >= 0.82
    assert result["target"] >= 0.66


def test_textbook_examples(shared_data, tmp_path):
    assert score(shared_data, tmp_path, "plover-gsr.json")["act_macro_f1"] >= 0.75


@pytest.fixture(scope="module")
def op_ed(shared_data):
    return dc.statements(dc.read(shared_data / "op-ed.txt", language="en")).table


def rows(table, **wanted):
    for column, value in wanted.items():
        table = table[table[column] == value]
    return table


def test_the_op_ed_makes_one_person_responsible(op_ed):
    sole = rows(op_ed, sole=True)
    assert set(sole["actor"]) == {"Vladimir Putin"}
    assert {(row.act, row.target) for row in sole.itertuples()} == {
        ("yield", "immediate end to the war"),
        ("reject", "ceasefire"),
    }


def test_the_op_ed_has_him_want_the_process_and_not_the_outcome(op_ed):
    wanted = rows(op_ed, actor="Vladimir Putin", act="support")
    assert list(zip(wanted["target"], wanted["negated"], strict=True)) == [
        ("negotiation process", False),
        ("outcome", True),
        ("mere fact", False),
        ("negotiation process", False),
    ]


def test_the_op_ed_has_two_threats_to_withdraw(op_ed):
    threats = rows(op_ed, act="threaten")
    assert threats["actor"].tolist() == ["United States", "United States"]
    assert threats["lemma"].tolist() == ["withdraw from talks", "pull out of talks"]
    assert threats["voice"].tolist() == ["indirect", "author"]
    assert threats["speaker"].tolist()[0] == "Marco Rubio"
    assert threats["modality"].tolist() == ["possible", "probable"]
    assert threats["conditional"].tolist() == [False, True]


def test_the_op_ed_has_who_sides_with_whom(op_ed):
    sides = rows(op_ed, act="support", voice="author")
    found = set(zip(sides["actor"], sides["target"], strict=True))
    assert {("Steve Witkoff", "Kremlin"), ("Marco Rubio", "Ukraine")} <= found
    assert {("Ukrainians", "end to the war"), ("Europeans", "end to the war")} <= found


def test_the_op_ed_doubts_that_he_will_agree(op_ed):
    agreed = rows(op_ed, act="agree", lemma="agree to end war")
    assert agreed[["actor", "modality", "tense"]].values.tolist() == [["Vladimir Putin", "unlikely", "future"]]


def test_the_op_ed_says_what_can_only_be_imposed(op_ed):
    imposed = rows(op_ed, act="coerce")
    assert imposed["modality"].tolist() == ["possible"]
    assert imposed["actor"].isna().all()
    assert imposed["text"].str.startswith("They can only be imposed").all()

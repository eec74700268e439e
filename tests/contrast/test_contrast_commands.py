"""`discourse concordance`, `keyness` and `collocations`."""

from __future__ import annotations

import pandas as pd
import pytest

from discourse.cli import main


def run(tmp_path, capsys, *words):
    out = tmp_path / "out.csv"
    code = main([*words, "--out", str(out)])
    said = capsys.readouterr()
    return code, said.out + said.err, pd.read_csv(out) if out.is_file() else None


def test_concordance(tmp_path, capsys):
    code, said, table = run(tmp_path, capsys, "concordance", "two-columns", "peace", "--sort", "right", "--sample", "7")
    assert code == 0
    assert len(table) == 7
    assert "a random sample of 7 of" in said
    code, said, table = run(tmp_path, capsys, "concordance", "two-columns", "pece")
    assert code == 0
    assert "words spelt alike: peace" in said
    assert table.empty


def test_keyness_and_collocations(tmp_path, capsys):
    words = ["keyness", "two-columns", "--target", "outlet=The Estuary Post", "--resamples", "50"]
    code, said, table = run(tmp_path, capsys, *words)
    assert code == 0
    assert "more and" in said
    assert {"feature", "g2", "log_ratio", "low", "high", "z", "dp"} <= set(table.columns)
    code, _, table = run(tmp_path, capsys, "collocations", "two-columns", "--node", "peace", "--minimum", "2")
    assert code == 0
    assert "collocate" in table.columns


@pytest.mark.parametrize(
    "words",
    [
        ["concordance", "two-columns", "lemma:"],
        ["keyness", "two-columns", "--target", "outlet"],
        ["keyness", "two-columns", "--target", "outlet=Nobody"],
        ["keyness", "two-columns", "--target", "party=A"],
        ["collocations", "two-columns", "--node", "pece"],
    ],
)
def test_what_is_wrong_is_said_and_nothing_written(tmp_path, capsys, words):
    code, said, table = run(tmp_path, capsys, *words)
    assert code == 2
    assert said.startswith("discourse: ")
    assert table is None

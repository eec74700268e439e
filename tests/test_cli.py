"""The command line, as a person or a scheduler runs it: real processes, real files."""

from __future__ import annotations

import json
import subprocess
import sys

import pandas as pd
import pytest

TEXT = (
    "The talks may fail\n\nMediators proposed a ceasefire on Monday. Nobody expects the truce to hold, they said.\n\n"
    "If it collapses, both governments have threatened to walk out of the peace talks for good."
)


def discourse(*arguments, cwd=None):
    return subprocess.run(
        [sys.executable, "-m", "discourse.cli", *map(str, arguments)],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
    )


def loaded_after(statement: str) -> set[str]:
    code = f"import sys, json; {statement}; print(json.dumps(sorted(sys.modules)))"
    return set(
        json.loads(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
    )


HEAVY = {"pandas", "numpy", "scipy", "nltk", "gensim", "matplotlib", "papermill", "nbconvert", "pyarrow", "simplemma"}


def test_importing_the_library_loads_nothing_heavy():
    assert not HEAVY & loaded_after("import discourse")


def test_the_help_loads_nothing_heavy():
    assert not HEAVY & loaded_after("from discourse.cli import _parser; _parser().format_help()")


def test_help_names_every_command():
    answer = discourse("--help")
    assert answer.returncode == 0
    for command in ("report", "lab", "corpus", "code", "voices", "codebook"):
        assert command in answer.stdout


def test_code_writes_hits_whose_offsets_point_at_the_words(tmp_path):
    (tmp_path / "column.txt").write_text(TEXT, encoding="utf-8")
    answer = discourse("code", tmp_path / "column.txt", "--out", tmp_path / "hits.csv")
    assert answer.returncode == 0, answer.stderr
    hits = pd.read_csv(tmp_path / "hits.csv")
    assert {"ceasefire", "withdrawal", "process"} <= set(hits["category"])
    assert all(TEXT[row.start : row.end] == row.text for row in hits.itertuples())


def test_parquet_holds_the_same_hits(tmp_path):
    (tmp_path / "column.txt").write_text(TEXT, encoding="utf-8")
    for name in ("hits.csv", "hits.parquet"):
        assert discourse("code", tmp_path / "column.txt", "--out", tmp_path / name).returncode == 0
    pd.testing.assert_frame_equal(
        pd.read_csv(tmp_path / "hits.csv"), pd.read_parquet(tmp_path / "hits.parquet"), check_dtype=False
    )


def test_voices_writes_attributions_whose_offsets_point_at_their_words(tmp_path):
    (tmp_path / "column.txt").write_text(TEXT, encoding="utf-8")
    answer = discourse("voices", tmp_path / "column.txt", "--out", tmp_path / "voices.csv")
    assert answer.returncode == 0, answer.stderr
    rows = pd.read_csv(tmp_path / "voices.csv")
    assert len(rows) > 0
    assert all(TEXT[row.start : row.end] == row.text for row in rows.itertuples())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["code", "nowhere", "--out", "hits.csv"], "nowhere"),
        (["code", "column.txt", "--codebook", "nothing", "--out", "hits.csv"], "there is no codebook 'nothing'"),
        (["code", "column.txt", "--out", "hits.xlsx"], "end it in .csv or .parquet"),
        (["code", "column.txt", "--out", "missing/hits.csv"], "cannot be written"),
        (["code", "table.csv", "--out", "hits.csv"], "table.csv"),
        (["code", "estonian.txt", "--language", "et", "--out", "hits.csv"], "knows en"),
        (["report", "nothing.toml"], "nothing.toml"),
        (["report", "-p", "nothing", "1"], "nothing"),
        (["codebook", "check", "bad.yaml"], "bad.yaml, line 6, column 27"),
        (["code"], "required"),
    ],
)
def test_bad_input_ends_with_code_2_a_named_problem_and_no_file(tmp_path, arguments, said):
    (tmp_path / "column.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "estonian.txt").write_text("Läbirääkimised jätkuvad.", encoding="utf-8")
    (tmp_path / "table.csv").write_text("headline,day\nTalks,2025-04-21\n", encoding="utf-8")
    (tmp_path / "bad.yaml").write_text(
        "name: x\ntitle: X\ncategories:\n  a:\n    definition: d\n    patterns: {en: [peace *]}\n", encoding="utf-8"
    )
    before = sorted(tmp_path.iterdir())
    answer = discourse(*arguments, cwd=tmp_path)
    assert answer.returncode == 2
    assert said in answer.stderr
    assert "Traceback" not in answer.stderr
    assert sorted(tmp_path.iterdir()) == before


def test_codebook_check_fails_when_an_example_is_not_coded(tmp_path):
    book = (
        "name: x\ntitle: X\ncategories:\n  peace:\n    definition: d\n"
        "    patterns: {en: [peace]}\n    examples: {en: [War.]}\n"
    )
    (tmp_path / "book.yaml").write_text(book, encoding="utf-8")
    answer = discourse("codebook", "check", tmp_path / "book.yaml")
    assert answer.returncode == 1
    assert "peace: example 'War.' is not coded" in answer.stdout


def test_a_new_codebook_is_right_as_it_stands_and_its_use_can_be_checked(tmp_path):
    assert discourse("codebook", "new", tmp_path / "my.yaml").returncode == 0
    (tmp_path / "column.txt").write_text(f"{TEXT} It is now or never for the talks.", encoding="utf-8")
    answer = discourse("codebook", "check", tmp_path / "my.yaml", "--on", tmp_path / "column.txt")
    assert answer.returncode == 0, answer.stdout + answer.stderr
    assert "0 wrong" in answer.stdout
    assert "deadline: 1 hits; 5 of 6 patterns never hit; 100% are 'now or never'" in answer.stdout
    again = discourse("codebook", "new", tmp_path / "my.yaml")
    assert again.returncode == 2
    assert "is there already" in again.stderr


def test_corpus_list_says_what_is_ready_and_how_to_get_the_rest():
    answer = discourse("corpus", "list").stdout
    assert "lee" in answer
    assert "ready" in answer
    assert "discourse corpus get state-union" in answer


def test_corpus_check_lists_what_was_left_out_and_marked(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "empty.txt").write_text(" \n", encoding="utf-8")
    answer = discourse("corpus", "check", tmp_path)
    assert answer.returncode == 0, answer.stderr
    for said in ("empty.txt", "exact", "title 2"):
        assert said in answer.stdout

"""Stores on the command line."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.cli import main


def test_write_add_check_and_compact(tmp_path, capsys):
    dc.read("two-columns").documents.head(3).to_json(
        tmp_path / "texts.jsonl", orient="records", lines=True, date_format="iso"
    )
    dc.read("lee").documents.head(3).to_csv(tmp_path / "more.csv", index=False)
    store = str(tmp_path / "store")
    assert main(["store", "write", str(tmp_path / "texts.jsonl"), "--out", store]) == 0
    assert main(["store", "add", str(tmp_path / "more.csv"), "--out", store, "--language", "en"]) == 0
    assert "6 documents" in capsys.readouterr().out
    assert main(["corpus", "check", store]) == 0
    assert "every file of the store is as it was written" in capsys.readouterr().out
    assert main(["store", "compact", store]) == 0
    assert "1 partition of a store" in capsys.readouterr().out
    assert main(["store", "add", str(tmp_path / "more.csv"), "--out", store]) == 2
    assert "DuplicateDocumentError" in capsys.readouterr().err


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_lenses_write_the_same_files_from_a_store_as_from_texts(tmp_path, suffix, capsys):
    corpus = dc.read("two-columns")
    whole = corpus.to_parquet(tmp_path / "columns.parquet")
    store = dc.to_store(corpus, tmp_path / "store", size=20_000)
    assert len(dc.read(store).partitions) > 2
    for command in ("code", "voices", "statements"):
        said = []
        for name, source in (("texts", whole), ("store", store)):
            out = tmp_path / f"{name}.{suffix}"
            assert main([command, str(source), "--out", str(out)]) == 0
            said.append(capsys.readouterr().out.replace(str(out), ""))
        assert said[0] == said[1]
        if suffix == "csv":
            assert (tmp_path / "texts.csv").read_bytes() == (tmp_path / "store.csv").read_bytes()
        else:
            tables = [pd.read_parquet(tmp_path / f"{name}.parquet") for name in ("texts", "store")]
            pd.testing.assert_frame_equal(*tables)


def test_a_damaged_store_ends_a_command_with_2(tmp_path, capsys):
    store = dc.to_store(dc.read("two-columns"), tmp_path / "store")
    path = next((store / "partitions").glob("*/end.npy"))
    path.write_bytes(path.read_bytes()[:-1] + b"\xff")
    assert main(["corpus", "check", str(store)]) == 2
    assert "StoreDamagedError" in capsys.readouterr().err

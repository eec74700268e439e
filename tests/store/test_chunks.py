"""Sources larger than memory: what is read a part at a time is what is read at once."""

from __future__ import annotations

import gzip
import json
import shutil
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse as dc
from discourse.corpus import chunks as chunking
from discourse.corpus.chunks import chunks
from discourse.errors import ColumnError, EncodingError, UnreadableFileError

SIZE = 40_000


@pytest.fixture(scope="module")
def rows(lee):
    found = lee.documents[["document", "text"]].head(120).to_dict("records")
    return [{**row, "date": f"2001-{n % 12 + 1:02}-03", "desk": n % 3} for n, row in enumerate(found)]


def written(kind: str, rows: list[dict], folder):
    import pandas as pd

    table = pd.DataFrame(rows)
    path = folder / f"texts.{kind}"
    if kind == "parquet":
        table.to_parquet(path)
    elif kind.startswith("jsonl"):
        data = "\n".join(json.dumps(row) for row in rows).encode()
        path.write_bytes(gzip.compress(data) if kind.endswith("gz") else data)
    elif kind in ("csv", "tsv", "csv.gz"):
        table.to_csv(path, index=False, sep="\t" if kind == "tsv" else ";")
    elif kind == "zip":
        with zipfile.ZipFile(path, "w") as archive:
            for row in rows:
                archive.writestr(f"a/{row['document']}.txt", row["text"])
    else:
        path = folder / "texts"
        for number, row in enumerate(rows):
            place = path / str(number % 2)
            place.mkdir(parents=True, exist_ok=True)
            (place / f"{number // 2}.txt").write_text(row["text"], encoding="utf-8")
        (path / ".hidden").write_text("x", encoding="utf-8")
        (path / "picture.png").write_bytes(b"x")
    return path


@pytest.mark.parametrize("kind", ["parquet", "jsonl", "jsonl.gz", "csv", "tsv", "csv.gz", "zip", "folder"])
def test_a_source_that_is_streamed_is_read_as_at_once(kind, rows, tmp_path, monkeypatch):
    monkeypatch.setattr(chunking, "_BLOCK", 10_000)
    path = written(kind, rows, tmp_path)
    memory = dc.read(path, language="en")
    stored = dc.read(dc.to_store(path, tmp_path / "store", language="en", size=SIZE))
    assert len(stored.partitions) > 2
    assert stored.documents.equals(memory.documents)
    assert stored.name == memory.name
    assert stored.left_out.equals(memory.left_out)
    assert stored.marks.equals(memory.marks)
    assert set(stored.notes) == set(memory.notes)


def test_columns_keep_their_names_and_texts_without_words_are_listed(rows, tmp_path):
    import pandas as pd

    table = pd.DataFrame([*rows, {"document": "none", "text": " "}]).rename(columns={"document": "id", "text": "body"})
    table.to_parquet(tmp_path / "texts.parquet")
    names = {"text": "body", "document": "id", "language": "en"}
    memory = dc.read(tmp_path / "texts.parquet", **names)
    stored = dc.read(dc.to_store(tmp_path / "texts.parquet", tmp_path / "store", size=SIZE, **names))
    assert stored.documents.equals(memory.documents)
    assert stored.left_out.equals(memory.left_out)
    assert "no text" in stored.left_out["reason"].tolist()


def test_what_must_be_known_of_all_texts_is_read_at_once(rows, tmp_path):
    path = written("folder", rows[:20], tmp_path)
    (path / "index.csv").write_text("file,outlet\n0/3.txt,The Gazette\n", encoding="utf-8")
    stored = dc.read(dc.to_store(path, tmp_path / "store", language="en", metadata="index.csv"))
    assert stored.column("outlet")["0/3"] == "The Gazette"
    chosen = dc.to_store(written("jsonl", rows, tmp_path), tmp_path / "chosen", where={"desk": 1}, language="en")
    assert set(dc.read(chosen).column("desk")) == {"1"}


def test_errors_in_what_is_streamed_say_where(rows, tmp_path, monkeypatch):
    monkeypatch.setattr(chunking, "_BLOCK", 10_000)
    path = written("jsonl", rows, tmp_path)
    lines = path.read_text(encoding="utf-8").split("\n")
    lines[100] = lines[100][:-5]
    path.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"texts.jsonl, row 101, column .*not JSON"):
        dc.to_store(path, tmp_path / "store", language="en")
    path = written("csv", rows, tmp_path)
    path.write_bytes(path.read_bytes().replace(b"lee-110", b"lee-\xe9110"))
    with pytest.raises(EncodingError, match="UTF-8"):
        dc.to_store(path, tmp_path / "store", language="en")
    path = written("csv", rows, tmp_path)
    path.write_text(path.read_text(encoding="utf-8") + "\na;b", encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"texts.csv, row \d+: 2 cells where the header has 4"):
        dc.to_store(path, tmp_path / "store", language="en")
    path = written("jsonl.gz", rows, tmp_path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnreadableFileError, match=r"texts.jsonl.gz"):
        dc.to_store(path, tmp_path / "store", language="en")
    path = written("parquet", rows, tmp_path)
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(UnreadableFileError, match="not a readable Parquet file"):
        dc.to_store(path, tmp_path / "store", language="en")
    with pytest.raises(ColumnError, match="no column 'text'"):
        dc.to_store(written("csv", [{"words": "a"}], tmp_path), tmp_path / "store")
    assert not (tmp_path / "store").exists()


@given(
    texts=st.lists(st.text(st.characters(codec="utf-8"), max_size=30), max_size=30),
    size=st.integers(1, 60),
)
def test_no_record_is_lost_or_read_twice(texts, size, tmp_path_factory):
    folder = tmp_path_factory.mktemp("records")
    path = folder / "t.jsonl"
    path.write_text("\n".join(json.dumps({"text": text}) for text in texts) + "\n", encoding="utf-8")
    parts = list(chunks(path, size))
    rows = [record.row for part in parts for record in part.records]
    left_out = [row for part in parts for _, row, _ in part.left_out]
    assert rows == sorted(rows)
    assert sorted(rows + left_out) == list(range(1, len(texts) + 1))
    assert [r.fields["text"] for p in parts for r in p.records] == [text for text in texts if text.strip()]
    shutil.rmtree(folder)

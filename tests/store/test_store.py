"""The store: what is saved comes back, grows while it is read, and damage has a name."""

from __future__ import annotations

import json
import shutil

import numpy as np
import pytest

import discourse as dc
from discourse.corpus.stored import manifest
from discourse.errors import (
    DateError,
    DuplicateDocumentError,
    EmptyCorpusError,
    MissingInputError,
    StoreDamagedError,
    StoreVersionError,
    UnreadableFileError,
)
from discourse.language import encode

ARRAYS = ("ids", "start", "end", "document_bounds", "sentence_bounds")


def test_a_stored_corpus_comes_back_as_it_was(lee, stored):
    again = dc.read(stored)
    assert len(again.partitions) == 7
    assert again.fingerprint == lee.fingerprint
    assert again.documents.equals(lee.documents)
    assert again.marks.equals(lee.marks)
    assert again.left_out.equals(lee.left_out)
    assert again.notes == lee.notes
    assert again.words.equals(lee.words)
    assert again["lee-200"] == lee["lee-200"]
    assert [document.document for document in again] == lee.documents["document"].tolist()


def test_its_encoding_comes_back_with_it(lee, stored, tmp_path):
    before, after = encode(lee), encode(dc.read(stored))
    assert after.vocabulary == before.vocabulary
    for name in ARRAYS:
        assert np.array_equal(getattr(before, name), getattr(after, name)), name
    whole = encode(dc.read(dc.to_store(lee, tmp_path / "whole")))
    assert isinstance(whole.ids.base, np.memmap)
    assert np.array_equal(before._index[1], whole._index[1])


def test_what_needs_no_texts_reads_none(stored):
    corpus = dc.read(stored)
    assert len(corpus) == 300
    assert "lee-001" in corpus
    assert "lee-301" not in corpus
    assert set(corpus.column("language")) == {"en"}
    assert len(corpus.where(document=["lee-001", "lee-299"])) == 2
    assert "documents" not in vars(corpus)
    with pytest.raises(MissingInputError, match="did you mean lee-100"):
        corpus["lee-1000"]


def test_a_store_grows_and_who_reads_it_reads_on(lee, own):
    before = dc.read(own)
    dc.to_store(dc.read("two-columns"), own, append=True)
    after = dc.read(own)
    assert (len(before), len(after)) == (300, 340)
    assert after.fingerprint != before.fingerprint
    assert [one.part.name for one in after.partitions[:7]] == [one.part.name for one in before.partitions]
    dc.to_store(dc.read("two-columns"), own)  # which takes out what `before` still reads
    assert before.documents.equals(lee.documents)
    assert encode(before).vocabulary == encode(lee).vocabulary
    assert len(dc.read(own)) == 40


def test_what_nobody_reads_any_more_is_removed(own):
    for _ in range(2):
        dc.to_store(dc.read("two-columns"), own)
    assert len(list((own / "partitions").iterdir())) == 1
    assert len(list((own / "leases").iterdir())) == 1
    assert [path.name for path in own.parent.iterdir()] == [own.name]


def test_a_document_is_in_a_store_once(own):
    with pytest.raises(DuplicateDocumentError, match=r"'lee-00[0-9]' is there already"):
        dc.to_store(dc.read("lee"), own, append=True)
    assert len(dc.read(own)) == 300


def test_a_folder_that_is_no_store_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("Mine.", encoding="utf-8")
    with pytest.raises(MissingInputError, match="no store of this kit"):
        dc.to_store(dc.read("two-columns"), tmp_path / "mine")
    assert (tmp_path / "mine" / "notes.txt").read_text(encoding="utf-8") == "Mine."
    with pytest.raises(MissingInputError, match="no store to add to"):
        dc.to_store(dc.read("two-columns"), tmp_path / "new", append=True)
    with pytest.raises(MissingInputError, match="make it first"):
        dc.to_store(dc.read("two-columns"), tmp_path / "not" / "there")
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_what_cannot_be_read_leaves_nothing(tmp_path):
    (tmp_path / "empty.jsonl").write_text('{"text": ""}\n', encoding="utf-8")
    with pytest.raises(EmptyCorpusError):
        dc.to_store(tmp_path / "empty.jsonl", tmp_path / "store")
    assert not (tmp_path / "store").exists()


FILES = ["ids.npy", "documents.parquet", "vocabulary.json", "marks.parquet", "notes.json", "words.npy"]


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_cut_short_is_named_when_the_store_is_opened(own, name):
    path = next((own / "partitions").glob(f"*/{name}"))
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(StoreDamagedError, match=f"{name}.*damaged"):
        dc.read(own)


@pytest.mark.parametrize("place", [100, -1])
@pytest.mark.parametrize("name", ["start.npy", "ids.npy", "documents.parquet", "vocabulary.json"])
def test_a_changed_byte_is_an_error_and_never_a_number(own, name, place):
    path = sorted((own / "partitions").glob(f"*/{name}"))[3]
    content = bytearray(path.read_bytes())
    content[place] ^= 1
    path.write_bytes(content)
    corpus = dc.read(own)
    with pytest.raises(StoreDamagedError, match=rf"{name}.*damaged"):
        dc.code(corpus, "war-and-talks", voices=False)


def test_every_file_is_checked_byte_by_byte_when_asked(own):
    for path in sorted((own / "partitions").glob("*/*")):
        if (
            path.parent.name == sorted(one.name for one in (own / "partitions").iterdir())[0]
            and path.name != "part.json"
        ):
            content = path.read_bytes()
            path.write_bytes(content[:-1] + bytes([content[-1] ^ 4]))
            with pytest.raises(StoreDamagedError, match=f"{path.name}.*damaged"):
                dc.read(own).verify()
            path.write_bytes(content)
    dc.read(own).verify()


def test_missing_parts_have_names(own):
    next((own / "partitions").glob("*/postings.npy")).unlink()
    with pytest.raises(StoreDamagedError, match=r"postings.npy.*missing"):
        dc.read(own)
    shutil.rmtree(own / "partitions" / manifest.load(own).parts[2].name)
    with pytest.raises(StoreDamagedError, match="missing"):
        dc.read(own)
    (own / "manifest.json").unlink()
    with pytest.raises(StoreDamagedError, match=r"no manifest.*lost"):
        dc.read(own)


def test_other_versions_and_a_changed_manifest_have_names(own):
    path = own / "manifest.json"
    text = path.read_text(encoding="utf-8")
    for wrong, error, message in (
        (text.replace('"version":2', '"version":99'), StoreVersionError, "version 99 of this format.*update the kit"),
        (text.replace('"documents":47', '"documents":48', 1), StoreDamagedError, "manifest is damaged"),
        (text[: len(text) // 2], StoreDamagedError, "manifest is damaged"),
        ('{"format":"discourse-store"}', StoreDamagedError, "manifest is damaged"),
    ):
        path.write_text(wrong, encoding="utf-8")
        with pytest.raises(error, match=message):
            dc.read(own)
        with pytest.raises(error, match=message):
            dc.to_store(dc.read("two-columns"), own, append=True)
    about = json.loads(text)
    about["encoding"] = 99
    del about["checksum"]
    path.write_text(json.dumps({**about, "checksum": manifest._checksum(about)}), encoding="utf-8")
    with pytest.raises(StoreVersionError, match="version 99 of the rules"):
        encode(dc.read(own))
    with pytest.raises(StoreVersionError, match="version 99 of the rules"):
        dc.to_store(dc.read("two-columns"), own, append=True)


def test_a_store_is_read_as_it_was_saved(stored):
    with pytest.raises(UnreadableFileError, match="as it was saved"):
        dc.read(stored, language="en")


def test_dates_written_in_two_ways_are_not_guessed(tmp_path):
    lines = [{"document": str(n), "text": "We talk. " * 20, "date": f"{n % 12 + 1:02}/25/2020"} for n in range(40)]
    lines += [{"document": str(n), "text": "We talk. " * 20, "date": f"25/{n % 12 + 1:02}/2020"} for n in range(40, 80)]
    source = tmp_path / "texts.jsonl"
    source.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    with pytest.raises(DateError, match="several ways"):
        dc.to_store(source, tmp_path / "store", size=7200, language="en")


def test_a_report_on_a_store_is_the_same_until_the_store_changes(own, tmp_path):
    from discourse.reports.fingerprint import inputs

    def made_from():
        return inputs({"corpus": str(own)}, tmp_path, tmp_path / "published")

    before = made_from()
    dc.code(dc.read(own), "war-and-talks", voices=False)  # which keeps what it finds in the store
    assert made_from() == before
    dc.to_store(dc.read("two-columns"), own, append=True)
    assert made_from() != before


def test_columns_are_of_one_type_whatever_their_partitions_have(tmp_path):
    import pandas as pd

    columns = {
        "seat": [1, 2, None, 4],
        "code": ["007", "8", "9", "10"],
        "free": [None, None, "x", True],
        "sat": pd.to_datetime(["2020-01-01", None, None, "2021-01-01"]),
        "held": [True, False, None, None],
    }
    rows = pd.DataFrame({"document": list("abcd"), "text": ["We talk."] * 4, **columns})
    memory = dc.read(rows, language="en")
    parts = [dc.read(rows.iloc[[n]].dropna(axis=1), language="en") for n in range(4)]
    for number, part in enumerate(parts):
        dc.to_store(part, tmp_path / "store", append=number > 0)
    stored = dc.read(tmp_path / "store")
    pd.testing.assert_frame_equal(
        stored.documents[memory.columns].drop(columns="code"), memory.documents.drop(columns="code")
    )
    assert stored.documents["code"].tolist() == ["007", "8", "9", "10"]
    dc.compact(tmp_path / "store")
    assert dc.read(tmp_path / "store").documents.equals(stored.documents)
    assert dc.read(tmp_path / "store").fingerprint == stored.fingerprint

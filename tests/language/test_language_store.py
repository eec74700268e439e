"""The store: what is saved comes back, is not encoded again, and damage has a name."""

from __future__ import annotations

import json

import numpy as np
import pytest

import discourse as dc
from discourse.corpus import folder
from discourse.errors import MissingInputError, UnreadableFileError
from discourse.language import encode


@pytest.fixture
def saved(tmp_path):
    return dc.to_store(dc.read("two-columns"), tmp_path / "columns")


def test_a_stored_corpus_comes_back_with_its_encoding(saved):
    before, after = dc.read("two-columns"), dc.read(saved)
    assert after.fingerprint == before.fingerprint
    one, other = encode(before), encode(after)
    assert isinstance(other.ids, np.memmap)
    assert other.vocabulary == one.vocabulary
    for name in ("ids", "start", "end", "document_bounds", "sentence_bounds"):
        assert np.array_equal(getattr(one, name), getattr(other, name))
    hits = [dc.code(corpus, "war-and-talks", voices=False).hits for corpus in (before, after)]
    assert hits[0].equals(hits[1])


def test_a_store_is_replaced_whole(saved):
    dc.to_store(dc.read("two-columns").where(document="1978-09-20-estuary-post"), saved)
    assert len(dc.read(saved)) == 1
    assert [path.name for path in saved.parent.iterdir()] == [saved.name]


def test_a_folder_that_is_no_store_is_left_alone(tmp_path):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("Mine.", encoding="utf-8")
    with pytest.raises(MissingInputError, match="no store of this kit"):
        dc.to_store(dc.read("two-columns"), tmp_path / "mine")
    assert (tmp_path / "mine" / "notes.txt").read_text(encoding="utf-8") == "Mine."


@pytest.mark.parametrize("name", ["ids.npy", "documents.parquet", "vocabulary.json"])
def test_a_file_that_is_cut_short_is_named(saved, name):
    (saved / name).write_bytes((saved / name).read_bytes()[:-9])
    with pytest.raises(UnreadableFileError, match=f"{name}.*damaged"):
        dc.read(saved)


def test_a_file_that_was_changed_is_found_by_its_checksum(saved):
    content = bytearray((saved / "start.npy").read_bytes())
    content[-1] ^= 1
    (saved / "start.npy").write_bytes(content)
    with pytest.raises(UnreadableFileError, match=r"start.npy.*damaged"):
        folder.read(saved, checksums=True)


def test_a_missing_file_a_newer_version_and_a_broken_manifest_are_named(saved):
    about = json.loads((saved / "manifest.json").read_text(encoding="utf-8"))
    (saved / "manifest.json").write_text(json.dumps({**about, "version": 99}), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="version 99"):
        dc.read(saved)
    (saved / "manifest.json").write_text('{"format": "discourse-store", ', encoding="utf-8")
    with pytest.raises(UnreadableFileError, match=r"manifest is damaged"):
        dc.read(saved)
    (saved / "manifest.json").write_text(json.dumps(about), encoding="utf-8")
    (saved / "postings.npy").unlink()
    with pytest.raises(UnreadableFileError, match=r"postings.npy.*missing"):
        dc.read(saved)

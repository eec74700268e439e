"""Published corpora are streamed into stores: the same documents as when they are read at once."""

from __future__ import annotations

import published
import pytest

import discourse as dc

CORPORA = {
    "unga": published.unga,
    "unsc": published.unsc,
    "parlamint": published.parlamint_text,
    "parlamint, TEI": published.parlamint_tei,
    "warc": lambda folder: published.warc(
        folder / "crawl.warc.gz",
        [(f"https://example.org/{n}", "200 OK", "text/html", published.page(f"Talks end {n}")) for n in range(1, 5)],
    ),
}


@pytest.mark.parametrize("layout", CORPORA)
def test_a_published_corpus_in_a_store_is_the_one_that_is_read(layout, tmp_path):
    (tmp_path / "corpus").mkdir()
    found = CORPORA[layout](tmp_path / "corpus")
    path = found if found is not None and found.suffix == ".gz" else tmp_path / "corpus"
    memory = dc.read(path, language="en")
    stored = dc.read(dc.to_store(path, tmp_path / "store", size=1, language="en"))
    assert len(stored.partitions) > 1
    assert stored.documents.equals(memory.documents)
    if stored.marks.equals(memory.marks):  # lines that many pages repeat are looked for in each partition
        assert stored.fingerprint == memory.fingerprint
    assert sorted(stored.left_out.values.tolist()) == sorted(memory.left_out.values.tolist())
    assert set(stored.notes) >= {note for note in memory.notes if note.startswith("read as")}

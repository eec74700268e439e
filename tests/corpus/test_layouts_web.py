"""Web archives and Hugging Face datasets on disk: every page and row accounted for."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys

import pandas as pd
import published
import pytest

import discourse
from discourse.corpus import layouts
from discourse.corpus.readers import Reading
from discourse.errors import ColumnError, MissingInputError, UnreadableFileError

HTML = "text/html; charset=utf-8"
RESPONSES = [
    ("http://example.org/1", "200 OK", HTML, published.page()),
    ("http://example.org/2", "404 Not Found", HTML, b"<html><body>Nothing</body></html>"),
    ("http://example.org/3", "200 OK", "image/png", b"\x89PNG"),
    ("http://example.org/4", "200 OK", "text/html", published.page("Переговори тривають", "windows-1251")),
    ("http://example.org/5", "200 OK", HTML, b"<html><body></body></html>"),
]


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_web_archive_gives_the_articles_of_its_pages(tmp_path, suffix):
    corpus = discourse.read(published.warc(tmp_path / f"crawl{suffix}", RESPONSES))
    assert list(corpus.documents["document"]) == ["crawl:3", "crawl:9"]
    first = corpus["crawl:3"]
    assert published.SAID[0] in first.text
    assert (first.title, first.outlet, first.date) == ("Talks end early", "The Paper", pd.Timestamp("2025-04-22"))
    assert first.metadata == {"url": "http://example.org/1", "crawled": "2025-04-23T06:00:00"}
    assert corpus["crawl:9"].title == "Переговори тривають"
    assert list(zip(corpus.left_out["row"].fillna(0), corpus.left_out["reason"], strict=True)) == [
        (5, "status 404: http://example.org/2"),
        (7, "image/png, no page: http://example.org/3"),
        (11, "no article on the page: http://example.org/5"),
        (0, "5 records of the type request, which are no pages"),
        (0, "1 records of the type warcinfo, which are no pages"),
    ]
    assert set(corpus.left_out["source"]) == {f"crawl{suffix}"}


def test_a_folder_of_web_archives(tmp_path):
    (tmp_path / "2025").mkdir()
    published.warc(tmp_path / "2025" / "a.warc.gz", RESPONSES[:1])
    published.warc(tmp_path / "b.warc.gz", RESPONSES[:1])
    (tmp_path / "index.cdx").write_text("index")
    corpus = discourse.read(tmp_path)
    assert list(corpus.documents["source"]) == ["2025/a.warc.gz", "b.warc.gz"]
    assert ("index.cdx", "not a web archive (.warc, .warc.gz)") in set(
        zip(corpus.left_out["source"], corpus.left_out["reason"], strict=True)
    )


@pytest.mark.parametrize("suffix", [".warc", ".warc.gz"])
def test_a_web_archive_cut_short_names_the_record(tmp_path, suffix):
    whole = published.warc(tmp_path / f"whole{suffix}", RESPONSES[:1] * 3).read_bytes()
    file = tmp_path / f"crawl{suffix}"
    for cut in (len(whole) // 2, len(whole) - 200, len(whole) - 40):
        file.write_bytes(whole[:cut])
        with pytest.raises(UnreadableFileError, match=rf"crawl{suffix}, row \d: .*cut short"):
            discourse.read(file)
    file.write_bytes(b"This is no web archive.\n" if suffix == ".warc" else gzip.compress(b"This is none.\n"))
    with pytest.raises(UnreadableFileError, match=rf"crawl{suffix}, row 1: not a readable web archive"):
        discourse.read(file)


def test_an_archive_compressed_as_one_is_read_too(tmp_path):
    plain = published.warc(tmp_path / "a.warc", RESPONSES).read_bytes()
    (tmp_path / "b.warc.gz").write_bytes(gzip.compress(plain))
    assert len(discourse.read(tmp_path / "b.warc.gz")) == 2


def test_pages_come_one_at_a_time(tmp_path):
    whole = published.warc(tmp_path / "a.warc", RESPONSES[:1] * 3).read_bytes()
    (tmp_path / "a.warc").write_bytes(whole[:-200])
    found = layouts.records(tmp_path / "a.warc", "warc", Reading())
    assert next(found).row == 3  # long before the end that is missing
    assert next(found).row == 5


# -- Hugging Face --------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def dataset():
    datasets = pytest.importorskip("datasets")
    datasets.disable_progress_bars()
    features = datasets.Features(
        {
            "text": datasets.Value("string"),
            "label": datasets.ClassLabel(names=["talk", "war"]),
            "tags": datasets.Sequence(datasets.Value("string")),
            "day": datasets.Value("timestamp[s]"),
        }
    )
    days = [pd.Timestamp(f"2025-04-{day}") for day in (19, 20, 21)]
    values = {"text": list(published.SAID), "label": [0, 1, None], "tags": [["a", "b"], [], ["c"]], "day": days}
    return datasets.Dataset.from_dict(values, features=features)


def test_a_saved_dataset(tmp_path, dataset):
    dataset.save_to_disk(str(tmp_path / "speeches"), num_shards=2)
    corpus = discourse.read(tmp_path / "speeches", date="day")
    assert list(corpus.documents["document"]) == ["speeches:1", "speeches:2", "speeches:3"]
    assert list(corpus.documents["text"]) == list(published.SAID)
    assert list(corpus.documents["label"]) == ["talk", "war", None]
    assert corpus["speeches:1"].metadata["tags"] == "a; b"
    assert corpus["speeches:3"].date == pd.Timestamp("2025-04-21")
    assert corpus["speeches:3"].source == "data-00001-of-00002.arrow"


def test_a_saved_dataset_of_several_splits(tmp_path, dataset):
    import datasets

    datasets.DatasetDict({"train": dataset, "test": dataset.select(range(1))}).save_to_disk(str(tmp_path / "both"))
    corpus = discourse.read(tmp_path / "both")
    assert list(corpus.documents["document"]) == ["train:1", "train:2", "train:3", "test:1"]
    assert list(corpus.documents["split"]) == ["train"] * 3 + ["test"]
    datasets.DatasetDict({"train": dataset.rename_column("text", "body")}).save_to_disk(str(tmp_path / "other"))
    with pytest.raises(ColumnError, match=r"train/data-00000-of-00001\.arrow, row 1: no column 'text'"):
        discourse.read(tmp_path / "other")
    assert len(discourse.read(tmp_path / "other", text="body")) == 3


def test_parquet_files_of_a_hub_snapshot(tmp_path, dataset):
    snapshot = tmp_path / "datasets--us--speeches" / "snapshots" / "0a1b"
    (snapshot / "data").mkdir(parents=True)
    (tmp_path / "blob").write_bytes(b"")
    dataset.to_parquet(str(tmp_path / "blob"))
    (snapshot / "data" / "train-00000-of-00001.parquet").symlink_to(tmp_path / "blob")
    dataset.select(range(2)).to_parquet(str(snapshot / "data" / "test-00000-of-00001.parquet"))
    (snapshot / "README.md").write_text("A card.")
    for place in (snapshot, tmp_path / "datasets--us--speeches"):
        corpus = discourse.read(place)
        assert list(corpus.documents["document"]) == ["test:1", "test:2", "train:1", "train:2", "train:3"]
        assert list(corpus.documents["label"]) == ["talk", "war", "talk", "war", None]
        assert corpus.left_out["source"].tolist() == ["README.md"]
    (snapshot.parent / "9z8y").mkdir()
    with pytest.raises(MissingInputError, match=r"there are 2 snapshots in it.*name one"):
        discourse.read(tmp_path / "datasets--us--speeches")


def test_a_saved_dataset_that_is_damaged(tmp_path, dataset):
    folder = tmp_path / "speeches"
    dataset.save_to_disk(str(folder), num_shards=2)
    shard = folder / "data-00001-of-00002.arrow"
    whole = shard.read_bytes()
    shard.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(UnreadableFileError, match=r"data-00001-of-00002\.arrow: damaged or cut short"):
        discourse.read(folder)
    shard.unlink()
    with pytest.raises(
        MissingInputError, match=r"data-00001-of-00002\.arrow: state\.json names it, but it is not there"
    ):
        discourse.read(folder)
    shard.write_bytes(whole)
    state = json.loads((folder / "state.json").read_text())
    (folder / "state.json").write_text(json.dumps({**state, "_indices_data_files": [{"filename": "indices.arrow"}]}))
    with pytest.raises(UnreadableFileError, match=r"state\.json: its rows are picked out.*flatten_indices"):
        discourse.read(folder)
    (folder / "state.json").write_text("{")
    with pytest.raises(UnreadableFileError, match=r"state\.json: not JSON"):
        discourse.read(folder)


def test_columns_of_bytes_are_left_out_and_named(tmp_path):
    frame = pd.DataFrame({"text": ["One.", "Two."], "image": [b"\x89PNG", b"\x89PNG"]})
    frame.to_parquet(tmp_path / "train-00000-of-00001.parquet")
    corpus = discourse.read(tmp_path)
    assert "image" not in corpus.documents
    assert any("columns left out, for they hold bytes: image" in note for note in corpus.notes)


def test_the_datasets_package_is_not_needed(tmp_path, dataset):
    dataset.save_to_disk(str(tmp_path / "speeches"))
    code = f"""
import sys
sys.modules["datasets"] = None
import discourse
print(len(discourse.read({str(tmp_path / "speeches")!r})))
"""
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == "3"

"""A report is published whole, only when something changed, and the same from the same input."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from discourse.errors import DiscourseError, ParameterError
from discourse.reports import spec
from discourse.reports.run import run

FIGURE = """
from discourse.figures.figure import new_figure
from discourse.reports.output import keep
figure = new_figure(4, 3)
figure.subplots().plot([1, 3, 2])
figure.alt = f"Shares of {word} rise, then fall."
keep(figure, "shares")
"""
ANSWER = """
from discourse.reports.output import keep
keep(f"**{word}** is named, says <script>alert(1)</script> nobody.", "answer")
"""
TABLE = """
import pandas as pd
from discourse.reports.output import keep
keep(pd.DataFrame({"word": [word] * times, "share": [0.1, 0.2, 0.3][:times]}), "shares")
"""
REPORT = """
title = "Words <of> war"
summary = "What was *said*."
[[notebooks]]
notebook = "shares.ipynb"
[[notebooks]]
notebook = "shares.ipynb"
name = "peace"
title = "And peace?"
parameters = { word = "peace" }
"""


def silent(*_args, **_options):
    """Say nothing."""


@pytest.fixture
def report(notebook, spec_file):
    """A report of two notebooks, made ready in a folder."""

    def make(folder: Path) -> Path:
        notebook("shares", "# Is there **talk**?\n\nWe count words.", FIGURE, ANSWER, TABLE, "object()", folder=folder)
        return spec_file(REPORT, folder=folder)

    return make


def test_a_report_is_published_whole(report, tmp_path):
    said = []
    outcome = run(spec.load(report(tmp_path)), progress=lambda text, **_: said.append(text))
    folder = outcome.folder
    assert outcome.code == 0
    assert str(folder / "index.html") in outcome.message
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{8}", folder.name)
    assert os.readlink(tmp_path / "published" / "weekly" / "latest") == folder.name
    assert re.fullmatch(r"2 notebooks in \d+ process(es)?", said[0])
    assert re.fullmatch(r"\[1/2\] (shares|peace) \d+\.\d s", said[1])
    assert len(said) == 3
    assert not list(folder.parent.glob(".work-*"))

    manifest = json.loads((folder / "manifest.json").read_text())
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"manifest.json"}
    assert set(manifest["files"]) == there
    assert {"index.html", "peace.html", "peace.ipynb", "tables/peace.shares.csv", "figures/peace.shares.svg"} <= there
    assert {"tables/peace.shares.parquet", "figures/peace.shares.png", "ro-crate-metadata.json"} <= there
    for name, digest in manifest["files"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    assert [one["parameters"] for one in manifest["notebooks"]] == [
        {"word": "truce", "times": 3},
        {"word": "peace", "times": 3},
    ]
    assert {"python", "discourse", "pandas"} <= set(manifest["versions"])
    assert str(tmp_path) not in (folder / "manifest.json").read_text()

    index = (folder / "index.html").read_text(encoding="utf-8")
    assert '<h1 dir="auto">Words &lt;of&gt; war</h1>' in index
    assert "What was <em>said</em>." in index
    assert ">And peace?</a></h2>" in index
    assert "<strong>peace</strong> is named" in index
    assert "<script>alert" not in index
    assert 'role="img" aria-label="Shares of peace rise, then fall."' in index
    for link in set(re.findall(r'href="([^"#:]+)"', index)):
        assert (folder / link).is_file(), link

    page = (folder / "shares.html").read_text(encoding="utf-8")
    assert '<h1 dir="auto">Is there talk?</h1>' in page
    assert page.count("<h1") == 1
    assert 'aria-label="Shares of truce rise, then fall."' in page
    assert "the word to look for" in page
    assert '<details class="code">' in page
    assert "word: str" not in re.sub(r"<[^>]+>", "", page)  # the parameters are a table, not code
    assert "://" not in re.sub(r'"data:[^"]*"', "", page)
    year = manifest["finished"][:4]
    assert year in index
    assert year not in re.sub(r'"data:[^"]*"|[0-9a-f]{64}', "", page)


def test_nothing_runs_when_nothing_changed(report, tmp_path):
    path = report(tmp_path)
    first = run(spec.load(path), progress=silent)
    again = run(spec.load(path), progress=pytest.fail)
    assert (again.code, again.folder) == (0, first.folder)
    assert again.message.startswith("unchanged")
    assert len(list(first.folder.parent.glob("2*"))) == 1


def test_it_runs_again_when_something_it_is_made_from_changed(notebook, spec_file, tmp_path):
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text("war")
    path = notebook("n", "1 + 1", parameters='corpus_path: str = "texts"\nnote: str = ""')
    report = spec_file('title = "x"\nkeep = 3\n[[notebooks]]\nnotebook = "n.ipynb"\n')

    def key() -> str:
        return json.loads((run(spec.load(report), progress=silent).folder / "manifest.json").read_text())["key"]

    keys = [key()]
    (tmp_path / "texts" / "a.txt").write_text("talks")
    keys.append(key())
    path.write_text(path.read_text().replace("1 + 1", "1 + 2"))
    keys.append(key())
    report.write_text(report.read_text().replace('"x"', '"y"'))
    keys.append(key())
    assert len(set(keys)) == 4
    root = tmp_path / "published" / "weekly"
    runs = sorted(root.glob("2*"))
    assert len(runs) == 3  # as many as `keep` says
    assert (root / "latest").resolve() == runs[-1]
    manifest = json.loads((root / "latest" / "manifest.json").read_text())
    assert [(one["parameter"], one["files"], one["bytes"]) for one in manifest["notebooks"][0]["inputs"]] == [
        ("corpus_path", 1, 5)
    ]


def test_a_published_run_that_was_changed_is_made_anew(notebook, spec_file, tmp_path):
    notebook("n", "1 + 1")
    report = spec_file('title = "x"\n[[notebooks]]\nnotebook = "n.ipynb"\n')
    first = run(spec.load(report), progress=silent)
    (first.folder / "index.html").write_text("other")
    assert not run(spec.load(report), progress=silent).message.startswith("unchanged")


def test_the_same_input_gives_the_same_bytes(report, tmp_path):
    outcomes = [run(spec.load(report(tmp_path / name)), progress=silent) for name in ("here", "there/and/deeper")]
    one, two = (outcome.folder for outcome in outcomes)
    names = sorted(path.relative_to(one) for path in one.rglob("*") if path.is_file())
    assert names == sorted(path.relative_to(two) for path in two.rglob("*") if path.is_file())
    dated = {Path("index.html"), Path("manifest.json"), Path("ro-crate-metadata.json")}
    assert [
        name for name in names if (one / name).read_bytes() != (two / name).read_bytes() and name not in dated
    ] == []
    made = r"<time.*?</time>"
    assert re.sub(made, "", (one / "index.html").read_text()) == re.sub(made, "", (two / "index.html").read_text())


@pytest.mark.parametrize("parameters", ['wrod = "x"', "times = true", 'times = "3"', "word = 1979-05-27"])
def test_a_wrong_parameter_is_found_before_anything_runs(notebook, spec_file, tmp_path, parameters):
    notebook("first", "open('ran', 'w')")
    notebook("second")
    report = spec_file(
        'title = "x"\n[[notebooks]]\nnotebook = "first.ipynb"\n'
        f'[[notebooks]]\nnotebook = "second.ipynb"\n[notebooks.parameters]\n{parameters}\n'
    )
    with pytest.raises(ParameterError, match=r"second\.ipynb"):
        run(spec.load(report), progress=silent)
    assert not (tmp_path / "ran").exists()
    assert not (tmp_path / "published").exists()


def test_a_notebook_alone_runs_in_the_callers_folder(notebook, tmp_path, monkeypatch):
    path = notebook("alone", "assert open('beside.txt').read() == 'here'", folder=tmp_path / "elsewhere")
    (tmp_path / "beside.txt").write_text("here")
    monkeypatch.chdir(tmp_path)
    outcome = run(spec.with_parameters(spec.from_notebook(path), {"word": "007"}), progress=silent)
    assert outcome.code == 0
    assert outcome.folder.parent == tmp_path / "reports" / "published" / "alone"
    assert json.loads((outcome.folder / "manifest.json").read_text())["notebooks"][0]["parameters"]["word"] == "007"


def test_a_catalogue_corpus_is_an_input(notebook, tmp_path, monkeypatch):
    from discourse.corpus import catalogue

    path = notebook("n", "corpus", parameters='corpus: str = "two-columns"')
    monkeypatch.chdir(tmp_path)
    outcome = run(spec.from_notebook(path), progress=silent)
    found = json.loads((outcome.folder / "manifest.json").read_text())["notebooks"][0]["inputs"]
    assert [(one["value"], one["files"]) for one in found] == [("two-columns", len(catalogue.files("two-columns")))]
    assert "two-columns" in (outcome.folder / "index.html").read_text()


def test_an_older_notebook_of_another_kernel_runs_and_is_the_same_each_time(notebook, tmp_path, monkeypatch):
    path = notebook("old", "1 + 1")
    raw = json.loads(path.read_text())
    raw["nbformat_minor"] = 4
    raw["metadata"]["kernelspec"] = {"name": "gone-37", "display_name": "Gone", "language": "python"}
    for cell in raw["cells"]:
        cell.pop("id")
    path.write_text(json.dumps(raw))
    monkeypatch.chdir(tmp_path)
    found = {run(spec.from_notebook(path), force=True, out=out, progress=silent).folder for out in ("a", "b")}
    assert len({(folder / "old.ipynb").read_bytes() for folder in found}) == 1


def test_a_place_that_cannot_be_written_to_is_named(notebook, tmp_path):
    (tmp_path / "file").write_text("")
    outcome = run(spec.from_notebook(notebook("n")), out=tmp_path / "file", progress=silent)
    assert outcome.code == 1
    assert f"cannot write the report to {tmp_path / 'file' / 'n'}" in outcome.message


def test_a_full_disk_publishes_nothing(notebook, tmp_path, monkeypatch):
    from discourse.reports import index

    def full(*_args, **_options):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(index, "render", full)
    outcome = run(spec.from_notebook(notebook("n")), out=tmp_path / "out", progress=silent)
    assert outcome.code == 1
    assert "No space left on device" in outcome.message
    assert not (tmp_path / "out" / "n" / "latest").exists()


def test_keeping_one_name_twice_fails_the_notebook(notebook, tmp_path):
    path = notebook("n", TABLE, TABLE)
    outcome = run(spec.from_notebook(path), out=tmp_path / "out", progress=silent)
    assert outcome.code == 1
    assert DiscourseError.__name__ in outcome.message
    assert "two of this notebook's tables are named 'shares'" in outcome.message


def test_old_runs_go_but_never_the_latest(tmp_path):
    from discourse.reports.publish import prune

    for name in ("20200101T000000Z-aaaaaaaa", "20210101T000000Z-bbbbbbbb", "20990101T000000Z-cccccccc"):
        (tmp_path / name).mkdir()
    (tmp_path / "latest").symlink_to("20200101T000000Z-aaaaaaaa")  # the clock was put back
    for number in range(5):
        (tmp_path / f"failed-2020010{number}T000000Z").mkdir()
    prune(tmp_path, 2, silent)
    assert sorted(path.name[:4] for path in tmp_path.glob("2*")) == ["2020", "2099"]
    assert sorted(path.name[7:15] for path in tmp_path.glob("failed-*")) == ["20200102", "20200103", "20200104"]
    shutil.rmtree(tmp_path / "20990101T000000Z-cccccccc")
    prune(tmp_path, 1, silent)
    assert (tmp_path / "latest").resolve().is_dir()

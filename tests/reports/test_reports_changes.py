"""A run says which estimates moved and which documents came since the run before."""

from __future__ import annotations

import json
from datetime import date

from discourse.reports import changes, spec
from discourse.reports.run import run

HEAD = "category,measure,group,period,value,low,high,n_documents,n_units,method"
COUNT = """
import discourse as dc
import pandas as pd
texts = dc.read(corpus, **reading)
share = texts.documents["text"].str.contains("truce").mean()
table = pd.DataFrame({"category": ["truce"], "measure": ["share"], "value": [share], "low": [share - 0.1],
                      "high": [share + 0.1]})
dc.keep(table, "shares")
"""


def silent(*_args, **_options):
    """Say nothing."""


def compared(tmp_path, old: list[str], new: list[str]) -> dict:
    kept = [{"kind": "tables", "name": "shares", "files": ["n.shares.csv"]}]
    entry = {"name": "n", "kept": kept, "sha256": "y", "parameters": {}, "inputs": []}
    for name, lines in (("old", old), ("new", new)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "n.shares.csv").write_text("\n".join([HEAD, *lines]) + "\n")
    record = {"notebooks": [entry], "versions": {}, "kit": "x"}
    return changes.compare(record, tmp_path / "old", record, tmp_path / "new")


def test_an_estimate_moved_when_each_value_is_outside_the_other_interval(tmp_path):
    old = [
        "hope,share,A,all,0.2,0.1,0.3,1009,9,x",
        "fear,share,A,,0.2,0.1,0.3,9,9,x",
        "blame,share,A,,0.2,0.1,0.3,9,9,x",
        "talks,share,A,,,,,2,2,not enough evidence",
        "gone,share,A,,0.2,0.1,0.3,9,9,x",
    ]
    new = [
        "hope,share,A,all,0.5,0.4,0.6,9,9,x",
        "fear,share,A,,0.29,0.2,0.4,9,9,x",
        "blame,share,A,,0.35,0.19,0.5,9,9,x",  # outside the old interval, but the new one holds the old value
        "talks,share,A,,0.5,0.4,0.6,9,9,x",
        "born,share,A,2026-01,0.5,0.4,0.6,9,9,x",
    ]
    found = compared(tmp_path, old, new)
    assert found["since"] == "old"
    assert found["compared"] == {"n": 3}
    assert found["moved"] == [
        {
            "notebook": "n",
            "table": "shares",
            "estimate": {"category": "hope", "measure": "share", "group": "A", "period": "all"},
            "before": {"value": 0.2, "low": 0.1, "high": 0.3, "n_documents": 1009},
            "now": {"value": 0.5, "low": 0.4, "high": 0.6, "n_documents": 9},
        }
    ]
    assert [list(one["estimate"].values()) for one in found["appeared"]] == [["born", "share", "A", "2026-01"]]
    assert [one["estimate"]["category"] for one in found["disappeared"]] == ["gone"]
    shown = changes.shown({**found, "documents": {}})
    assert shown["compared"] == 3
    assert shown["rows"][0]["estimate"] == ["hope", "share", "A"]  # of all periods, which says nothing
    assert shown["rows"][0]["before"] == "20.0% [10.0%, 30.0%], n = 1,009"


def test_those_that_moved_farthest_come_first(tmp_path):
    old = ["a,share,A,,0.2,0.1,0.3,9,9,x", "b,share,A,,0.2,0.19,0.21,9,9,x"]
    new = ["a,share,A,,0.5,0.4,0.6,9,9,x", "b,share,A,,0.5,0.49,0.51,9,9,x"]
    assert [one["estimate"]["category"] for one in compared(tmp_path, old, new)["moved"]] == ["b", "a"]


def test_a_table_without_intervals_is_none_of_ours(tmp_path):
    (tmp_path / "t.csv").write_text("word,value\nwar,3\n")
    assert changes._estimates(tmp_path / "t.csv") is None


def test_the_first_page_begins_with_what_changed(notebook, spec_file, tmp_path):
    notebook("n", "# Truce?", COUNT, parameters='corpus: str = "texts"\nreading: dict = {}')
    texts = tmp_path / "texts"
    texts.mkdir()
    for number in range(4):
        (texts / f"day-{number}.txt").write_text(f"They fought on day {number}, and nobody spoke of anything else.")
    path = spec_file('title = "x"\n[[notebooks]]\nnotebook = "n.ipynb"\n')
    first = run(spec.load(path), progress=silent).folder
    assert json.loads((first / "changes.json").read_text())["since"] is None
    assert "What changed" not in (first / "index.html").read_text()

    (texts / "day-0.txt").unlink()
    for number in (1, 2):
        (texts / f"day-{number}.txt").write_text(f"They agreed a truce on day {number}, and everybody spoke of it.")
    (texts / "<b>day-9.txt").write_text("The truce of the ninth day held, and it was the talk of the town.")
    second = run(spec.load(path), progress=silent).folder
    found = json.loads((second / "changes.json").read_text())
    assert found["since"] == first.name
    assert [one["estimate"] for one in found["moved"]] == [{"category": "truce", "measure": "share"}]
    came = {"new": ["<b>day-9"], "removed": ["day-0"], "changed": ["day-1", "day-2"], "notebooks": ["n"]}
    assert found["documents"] == {"texts": came}
    assert found["method"] == []
    page = (second / "index.html").read_text()
    assert page.index('<h2 id="what-changed">') < page.index('<h2 id="n">')
    assert "0.0% [-10.0%, 10.0%]" in page
    assert "75.0% [65.0%, 85.0%]" in page
    assert "documents that are new: 1, gone: 1, with another text: 2; new: &lt;b&gt;day-9" in page
    assert "<b>day-9" not in page

    third = run(spec.load(path), force=True, progress=silent).folder
    page = (third / "index.html").read_text()
    assert "None of 1 estimates moved beyond its interval." in page
    assert "texts: the same documents" in page
    assert "not the texts only" not in page


DATED = """
import discourse as dc
texts = dc.read(corpus, **reading)
dc.keep(f"{len(texts)} texts", "answer")
"""


def test_a_stretch_of_time_that_went_on_is_compared_with_what_it_was(notebook, spec_file, tmp_path):
    parameters = 'corpus: str = "texts.csv"\nreading: dict = {}\nword: str = "truce"'
    notebook("n", "# How many?", DATED, parameters=parameters)
    rows = [f"day-{day},2026-03-{day:02},They spoke of the truce of day {day} and held it." for day in range(1, 10)]
    (tmp_path / "texts.csv").write_text("\n".join(["document,date,text", *rows]) + "\n")
    path = spec_file('title = "x"\ndates = "last 3 days"\n[[notebooks]]\nnotebook = "n.ipynb"\n')
    run(spec.load(path, day=date(2026, 3, 8)), progress=silent)
    folder = run(spec.load(path, day=date(2026, 3, 9)), progress=silent).folder
    found = json.loads((folder / "changes.json").read_text())
    (came,) = found["documents"].values()
    assert (came["new"], came["removed"], came["changed"]) == (["day-8"], ["day-5"], [])
    assert found["method"] == []
    assert (
        "texts.csv (between: 2026-03-06, 2026-03-08): documents that are new: 1" in (folder / "index.html").read_text()
    )

    path.write_text(path.read_text() + '[notebooks.parameters]\nword = "peace"\n')
    path.write_text(path.read_text() + '[[notebooks]]\nnotebook = "n.ipynb"\nname = "more"\n')
    folder = run(spec.load(path, day=date(2026, 3, 9)), progress=silent).folder
    found = json.loads((folder / "changes.json").read_text())
    assert found["notebooks"] == {"new": ["more"], "removed": []}
    assert "pages that are new: more" in (folder / "index.html").read_text()
    assert found["method"] == ["n: it has other parameters (word)"]
    assert "not the texts only: n: it has other parameters (word)" in (folder / "index.html").read_text()

"""Notebooks run side by side, only those that changed, and nobody can tell from what is published."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import psutil
import pytest

from discourse.reports import spec
from discourse.reports.run import run
from discourse.reports.workers import ChapterError, make_all

# Each notebook waits for the file of the other: one after the other they would wait for ever.
MEETING = """
import pathlib, time
pathlib.Path(f"{me}-is-here").touch()
deadline = time.monotonic() + 60
while not pathlib.Path(f"{other}-is-here").exists():
    assert time.monotonic() < deadline
    time.sleep(0.05)
"""
KEPT = """
import pandas as pd
from discourse.reports.output import keep
keep(pd.DataFrame({"word": [word], "value": [0.5]}), "shares")
keep(f"{word} it is", "answer")
"""
THREE = "".join(
    f'[[notebooks]]\nnotebook = "{name}.ipynb"\n[notebooks.parameters]\nword = "{word}"\n'
    for name, word in (("one", "war"), ("two", "talks"), ("three", "truce"))
)


def silent(*_args, **_options):
    """Say nothing."""


@pytest.fixture
def three(notebook, spec_file):
    """A report of three notebooks, the first of which takes longest."""

    def make(folder: Path, head: str = "") -> Path:
        for name in ("one", "two", "three"):
            wait = "import time; time.sleep(1.5)" if name == "one" else "1 + 1"
            notebook(name, f"# About {name}", wait, KEPT, folder=folder, parameters='word: str = "peace"')
        return spec_file(f'title = "Three"\n{head}\n{THREE}', folder=folder)

    return make


def contents(folder: Path) -> dict[str, bytes]:
    """Every file of a run but those that say when it was made, and after what."""
    dated = ("index.html", "manifest.json", "changes.json", "ro-crate-metadata.json")
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in dated
    }


def test_two_notebooks_run_at_the_same_time(notebook, spec_file):
    notebook("a", MEETING, parameters='me: str = "a"\nother: str = "b"')
    notebook("b", MEETING, parameters='me: str = "b"\nother: str = "a"')
    path = spec_file(
        'title = "x"\nprocesses = 2\n[[notebooks]]\nnotebook = "a.ipynb"\n[[notebooks]]\nnotebook = "b.ipynb"\n'
    )
    assert run(spec.load(path), progress=silent).code == 0


def test_the_number_of_processes_changes_no_byte_and_no_order(three, tmp_path):
    runs = [
        run(spec.load(three(tmp_path / f"{count}", f"processes = {count}")), progress=silent).folder for count in (1, 3)
    ]
    assert contents(runs[0]) == contents(runs[1])
    for folder in runs:
        record = json.loads((folder / "manifest.json").read_text())
        assert [one["name"] for one in record["notebooks"]] == ["one", "two", "three"]
        index = (folder / "index.html").read_text()
        assert sorted(("About one", "About two", "About three"), key=index.index) == [
            "About one",
            "About two",
            "About three",
        ]


def test_only_what_changed_runs_and_the_rest_is_the_same_to_the_byte(three, tmp_path):
    path = three(tmp_path)
    first = run(spec.load(path), progress=silent).folder
    before = contents(first)
    path.write_text(path.read_text().replace('"talks"', '"parley"'))
    said = []
    second = run(spec.load(path), progress=lambda text, **_: said.append(text)).folder
    assert said[0] == "1 notebook in 1 process; unchanged: one, three"
    assert [line.split()[1] for line in said[1:]] == ["two"]
    after = contents(second)
    assert set(after) == set(before)
    assert {name for name in after if after[name] != before[name]} == {
        "two.html",
        "two.ipynb",
        "tables/two.shares.csv",
        "tables/two.shares.parquet",
        "answers/two.answer.md",
    }
    record = json.loads((second / "manifest.json").read_text())
    assert [one["run"] for one in record["notebooks"]] == [first.name, "", first.name]
    assert "war it is" in (second / "index.html").read_text()

    # Taken over once more, it still says where it was made; a notebook that left the report is not there.
    path.write_text(path.read_text().replace('"parley"', '"talks"').split('[[notebooks]]\nnotebook = "three')[0])
    third = run(spec.load(path), progress=silent).folder
    record = json.loads((third / "manifest.json").read_text())
    assert [(one["name"], one["run"]) for one in record["notebooks"]] == [("one", first.name), ("two", "")]
    assert contents(third) == {name: data for name, data in before.items() if "three" not in name}


def test_nothing_is_taken_over_that_somebody_changed_or_when_asked_not_to(three, tmp_path):
    path = three(tmp_path)
    first = run(spec.load(path), progress=silent).folder
    before = contents(first)
    (first / "tables" / "one.shares.csv").write_text("word,value\nwar,0.9\n")
    said = []
    second = run(spec.load(path), progress=lambda text, **_: said.append(text)).folder
    assert said[0] == "1 notebook in 1 process; unchanged: two, three"
    assert contents(second) == before
    said.clear()
    assert run(spec.load(path), force=True, progress=lambda text, **_: said.append(text)).code == 0
    assert said[0].startswith("3 notebooks in ")


def test_one_failure_stops_the_others(notebook, spec_file, tmp_path):
    notebook(
        "slow", "import os, time; open('pid', 'w').write(str(os.getpid())); os.rename('pid', 'up'); time.sleep(600)"
    )
    notebook("wrong", "import os, time\nwhile not os.path.exists('up'): time.sleep(0.05)\nraise ValueError('no')")
    path = spec_file(
        'title = "x"\nprocesses = 2\n[[notebooks]]\nnotebook = "slow.ipynb"\n[[notebooks]]\nnotebook = "wrong.ipynb"\n'
    )
    outcome = run(spec.load(path), progress=silent)
    assert outcome.code == 1
    assert "wrong.ipynb, cell 2" in outcome.message
    assert not psutil.pid_exists(int((tmp_path / "up").read_text()))
    assert not (outcome.folder.parent / "latest").exists()


def test_a_process_that_dies_is_said_to_have_died(notebook, tmp_path):
    from discourse.reports.chapter import Order

    path = notebook("n", "import os, signal; os.kill(os.getppid(), signal.SIGKILL)")
    order = Order(str(path), "n", "", "x", {}, {}, str(tmp_path), str(tmp_path), [])
    with pytest.raises(ChapterError, match=r"n\.ipynb: its process ended \(-9\)"):
        make_all([order], 1, silent)


def test_a_work_folder_of_a_killed_run_is_moved_away_before_it_is_removed(tmp_path):
    from discourse.reports.publish import work_folder

    (tmp_path / ".work-1" / ".kept-n").mkdir(parents=True)
    folder = work_folder(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == [folder.name]
    shutil.rmtree(folder)

"""Killed at any moment, a report's `latest` stays whole and the next run works; of two that start at once, one runs."""

from __future__ import annotations

import contextlib
import json
import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from discourse.reports import manifest, spec
from discourse.reports.run import run

pytestmark = pytest.mark.slow

# Fifty kills and twenty pairs take ten minutes: set the variables for so many.
KILLS, STARTS = int(os.environ.get("DISCOURSE_KILLS", "3")), int(os.environ.get("DISCOURSE_STARTS", "2"))
READ = """
from discourse.reports.output import keep
keep(open(text).read(), "answer")
"""
WAIT = """
import os, time
while not os.path.exists("go"):
    time.sleep(0.02)
"""


class Report:
    """A small report of a text and a summary, which is another one for every run."""

    def __init__(self, path: Path):
        self.path, self.root = path, path.parent / "published" / path.stem

    def write(self, summary: str, text: str | None = None) -> None:
        """Make it ready for a run; without a `text` its notebook stays as it was, and is taken over."""
        self.path.write_text(f'title = "x"\nsummary = "{summary}"\n[[notebooks]]\nnotebook = "n.ipynb"\n')
        if text is not None:
            (self.path.parent / "text.txt").write_text(text)

    def start(self) -> subprocess.Popen:
        command = [sys.executable, "-m", "discourse.cli", "report", str(self.path)]
        return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def begun(self) -> subprocess.Popen:
        """Start it and wait until it says so."""
        process = self.start()
        assert " notebook" in process.stdout.readline()
        return process

    def run(self) -> None:
        outcome = run(spec.load(self.path), progress=lambda *_args, **_options: None)
        assert outcome.code == 0, outcome.message

    def published(self) -> str:
        """The summary of the latest run, all files of which are as its record says."""
        folder = (self.root / "latest").resolve()
        record = manifest.load(folder)
        assert record["files"] == manifest.hashes(folder)
        text = (folder / "answers" / "n.answer.md").read_text().strip()
        assert f"<p>{text}</p>" in (folder / "n.html").read_text()
        first = (folder / "index.html").read_text()
        assert f"<p>{text}</p>" in first
        return re.search(r'<div class="summary"><p>(.*?)</p>', first)[1]


@pytest.fixture
def report(notebook, tmp_path) -> Report:
    notebook("n", READ, parameters='text: str = "text.txt"')
    return Report(tmp_path / "weekly.toml")


def kill(process: subprocess.Popen, everything: bool) -> None:
    """End a process as a system does that runs out of memory: without a word, and with or without its children."""
    parts = psutil.Process(process.pid).children(recursive=True) if everything else []
    process.kill()
    for part in parts:
        with contextlib.suppress(psutil.NoSuchProcess):
            part.kill()
    process.wait()
    process.stdout.close()


def lasts(report: Report) -> float:
    """Seconds of a whole run, from when it says that it begins."""
    process = report.begun()
    begun = time.monotonic()
    process.communicate()
    assert process.returncode == 0
    return time.monotonic() - begun


def test_killed_at_any_moment(report):
    moments = random.Random(9)
    report.write("first", "first")
    whole = lasts(report)
    report.write("second")
    pages = lasts(report)
    before, killed = report.published(), 0
    for number in range(KILLS):
        anything = bool(number % 2)
        report.write(f"run {number}", f"text {number}" if anything else None)
        process = report.begun()
        # At any moment; or while pages are written and published, which is a small part of a whole run.
        time.sleep(moments.uniform(0, whole if anything else pages))
        everything = moments.random() < 0.5
        kill(process, everything)
        after = report.published()
        assert after in (before, f"run {number}")
        killed += after == before
        report.write(f"again {number}", f"other {number}" if anything and not everything else None)
        report.run()
        before = report.published()
        assert before == f"again {number}"
        assert not [path for path in report.root.iterdir() if path.name.startswith((".work", ".latest", ".state"))]
        assert len(list(report.root.glob("2*"))) <= 5
    assert killed > KILLS / 2 or KILLS < 20  # the others had just been published


def test_of_two_that_start_at_once_one_runs(report, notebook):
    notebook("n", WAIT, READ, parameters='text: str = "text.txt"')
    go = report.path.parent / "go"
    for number in range(STARTS):
        report.write(f"number {number}", f"text {number}")
        both = [report.start(), report.start()]
        while all(process.poll() is None for process in both):
            time.sleep(0.02)
        go.touch()
        said = [process.communicate(timeout=60)[0] for process in both]
        assert sorted(process.returncode for process in both) == [0, 75], said
        assert report.published() == f"number {number}"
        go.unlink()
    states = json.loads((report.root / "state.json").read_text())
    assert states["state"] == "published"

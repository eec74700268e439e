"""However a run ends, `latest` is whole, what happened is written down, and no kernel is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from discourse.reports import spec
from discourse.reports.run import run


@pytest.fixture
def report(notebook, spec_file, tmp_path):
    """Write a report of one notebook with these cells."""

    def make(*cells: str, timeout: int = 60) -> Path:
        notebook("n", *cells)
        return spec_file(f'title = "x"\ntimeout = {timeout}\n[[notebooks]]\nnotebook = "n.ipynb"\n')

    return make


def failure_of(report: Path):
    """Run it; give the outcome, the failed folder and its log."""
    outcome = run(spec.load(report), progress=lambda *_args, **_options: None)
    assert outcome.folder.name.startswith("failed-")
    assert "Nothing was published; see " + str(outcome.folder / "run.log") in outcome.message
    return outcome, outcome.folder, (outcome.folder / "run.log").read_text(encoding="utf-8")


def start(report: Path) -> subprocess.Popen:
    """The command itself, as a scheduler starts it."""
    command = [sys.executable, "-m", "discourse.cli", "report", str(report), "--force"]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_for(path: Path, process: subprocess.Popen) -> None:
    deadline = time.monotonic() + 60
    while not path.exists():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline
        time.sleep(0.05)


def is_gone(pid: int) -> bool:
    try:
        psutil.Process(pid).wait(20)
    except psutil.NoSuchProcess:
        return True
    except psutil.TimeoutExpired:
        return False
    return True


@pytest.mark.parametrize(
    ("cell", "code", "says"),
    [
        ("total = 1\nraise ValueError('no such corpus: \\x1b[31mred')", 1, "ValueError: no such corpus"),
        ("import sys; sys.exit(3)", 1, "SystemExit: 3"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGKILL)", 1, "DeadKernelError"),
        ("1 +", 1, "SyntaxError"),
    ],
)
def test_a_notebook_that_fails(report, tmp_path, cell, code, says):
    path = report("1 + 1")
    whole = run(spec.load(path), progress=lambda *_args, **_options: None).folder
    report("1 + 2", cell, "open('later', 'w')")
    outcome, folder, log = failure_of(path)
    assert outcome.code == code
    assert says in outcome.message
    assert f"n.ipynb, cell 3 ({cell.splitlines()[0]}" in log
    assert "\x1b" not in log
    assert (folder / "n.ipynb").is_file()
    assert (folder.parent / "latest").resolve() == whole
    assert not (tmp_path / "later").exists()
    assert not list(folder.parent.glob(".work-*"))


def test_the_time_limit_is_for_the_whole_run(report, tmp_path):
    path = report("import os; open('pid', 'w').write(str(os.getpid()))", "import time; time.sleep(600)", timeout=12)
    process = start(path)
    _, complaints = process.communicate(timeout=60)
    assert process.returncode == 124
    (log,) = (tmp_path / "published" / "weekly").glob("failed-*/run.log")
    assert "over the time limit of 12 seconds, in n.ipynb, cell 3 (import time" in log.read_text()
    assert f"Nothing was published; see {log}" in complaints
    assert is_gone(int((tmp_path / "pid").read_text()))
    assert not (tmp_path / "published" / "weekly" / "latest").exists()


@pytest.mark.parametrize(("cell", "code"), [("1 + 1", 0), ("1 / 0", 1), ("wrod: str = 'x'", 2)])
def test_the_exit_code_says_how_it_ended(report, tmp_path, cell, code):
    path = report(cell)
    if code == 2:
        path.write_text(path.read_text() + "[notebooks.parameters]\nwrod = 'x'\n")
    process = start(path)
    said, complaints = process.communicate(timeout=60)
    assert process.returncode == code
    assert ("published" in said) == (code == 0)
    assert (complaints == "") == (code == 0)
    assert (tmp_path / "published").exists() == (code != 2)


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130), (signal.SIGHUP, 129)])
def test_a_process_that_is_asked_to_end_cleans_up(report, tmp_path, number, code):
    path = report("1 + 1")
    whole = run(spec.load(path), progress=lambda *_args, **_options: None).folder
    report("import os, time; open('pid', 'w').write(str(os.getpid())); os.rename('pid', 'ready'); time.sleep(600)")
    process = start(path)
    wait_for(tmp_path / "ready", process)
    process.send_signal(number)
    said, complaints = process.communicate(timeout=60)
    assert process.returncode == code, said
    assert f"stopped by {signal.Signals(number).name}, in n.ipynb, cell 2" in complaints
    assert is_gone(int((tmp_path / "ready").read_text()))
    assert (whole.parent / "latest").resolve() == whole
    assert len(list(whole.parent.glob("failed-*/run.log"))) == 1
    assert len(complaints.splitlines()) == 1


def test_a_process_that_is_killed_leaves_latest_whole_and_the_next_run_works(report, tmp_path):
    path = report("1 + 1")
    whole = run(spec.load(path), progress=lambda *_args, **_options: None).folder
    report("import os, time; open('pid', 'w').write(str(os.getpid())); os.rename('pid', 'ready'); time.sleep(600)")
    process = start(path)
    wait_for(tmp_path / "ready", process)
    process.kill()
    process.communicate(timeout=60)
    assert (whole.parent / "latest").resolve() == whole
    assert list(whole.parent.glob(".work-*"))
    assert is_gone(int((tmp_path / "ready").read_text()))
    report("1 + 3")
    outcome = run(spec.load(path), progress=lambda *_args, **_options: None)
    assert outcome.code == 0
    assert not list(whole.parent.glob(".work-*"))


def test_a_second_run_finds_the_report_busy(report, tmp_path):
    path = report("import os, time\nopen('ready', 'w')\nwhile not os.path.exists('go'): time.sleep(0.05)")
    first = start(path)
    wait_for(tmp_path / "ready", first)
    second = run(spec.load(path), progress=pytest.fail)
    assert (second.code, second.folder) == (75, None)
    assert "another run of 'weekly' is going on" in second.message
    (tmp_path / "go").touch()
    said, complaints = first.communicate(timeout=60)
    assert first.returncode == 0, complaints
    assert "published" in said
    assert complaints == ""  # nothing but progress is said when all is well


def test_handlers_of_signals_are_put_back(report):
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT, signal.SIGALRM)}
    run(spec.load(report("1 + 1")), progress=lambda *_args, **_options: None)
    assert {number: signal.getsignal(number) for number in before} == before
    assert os.environ.get("DISCOURSE_OUTPUT") is None

"""What `discourse schedule` prints is a whole file of its kind, even where paths are awkward."""

from __future__ import annotations

import ast
import os
import re
import shlex
import shutil
import subprocess
import sys
import types
import xml.etree.ElementTree as ET

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from discourse.cli import main
from discourse.commands.schedule import KINDS
from discourse.reports import schedule

BLOCK = '\n[[notebooks]]\nnotebook = "shares.ipynb"\n'


@pytest.fixture
def printed(notebook, spec_file, tmp_path, monkeypatch, capsys):
    """Print the file of a kind, for a report in a folder with an awkward name."""
    folder = tmp_path / "it's 100% & $HOME"
    notebook("shares", folder=folder)
    path = spec_file('title = "War & <talks> %n"\ntimeout = 100' + BLOCK, name="my week", folder=folder)
    monkeypatch.chdir(folder)

    def make(kind: str, *more: str) -> str:
        assert main(["schedule", path.name, "--as", kind, *more]) == 0
        return capsys.readouterr().out

    make.folder, make.path = folder, path
    return make


def test_every_kind_has_its_way_to_quote():
    assert tuple(schedule.QUOTES) == KINDS


def cron_line(text: str) -> tuple[str, str]:
    """Time and command of the only line, the command as cron hands it to the shell."""
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    assert len(lines) == 1
    fields = lines[0].split(" ", 5)
    assert not re.search(r"(?<!\\)%", fields[5])  # which would end the command
    return " ".join(fields[:5]), fields[5].replace(r"\%", "%")


@pytest.mark.parametrize(("code", "ends"), [(0, 0), (75, 0), (1, 1), (124, 124)])
def test_cron_runs_the_command_in_the_folder_and_takes_busy_for_no_failure(printed, monkeypatch, code, ends):
    python = printed.folder.parent / "python"
    python.write_text(f'#!/bin/sh\nprintf "%s\\n" "$PWD" "$@"\nexit {code}\n')
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    time, command = cron_line(printed("cron", "--at", "mon 06:30"))
    assert time == "30 6 * * 1"
    done = subprocess.run(["/bin/sh", "-c", command], capture_output=True, text=True, check=False, env={"HOME": "/no"})
    # `[` ends with 1 where the code is another one: a failure stays a failure.
    assert (done.returncode == 0) == (ends == 0)
    assert done.stdout.splitlines() == [
        str(printed.folder),
        *("-m", "discourse.cli", "report", str(printed.path)),
    ]


def test_systemd_finds_nothing_wrong(printed, tmp_path):
    service, timer = printed("systemd", "--at", "daily 06:05").split("# ---- discourse-my-week.timer\n")
    assert "SuccessExitStatus=75" in service
    assert "TimeoutStartSec=220" in service
    assert "OnCalendar=*-*-* 06:05:00" in timer
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd is not installed")
    units = [tmp_path / "discourse-my-week.service", tmp_path / "discourse-my-week.timer"]
    for unit, text in zip(units, (service, timer), strict=True):
        unit.write_text(text)
    done = subprocess.run(
        ["systemd-analyze", "verify", "--user", "--man=no", *map(str, units)],
        env={"PATH": os.environ["PATH"], "XDG_RUNTIME_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    complaints = [line for line in done.stderr.splitlines() if "discourse-my-week" in line]
    assert (done.returncode, complaints) == (0, [])


def test_github_reads_its_workflow(printed):
    text = printed("github-actions", "--at", "fri 18:00")
    found = yaml.safe_load(text)
    assert found[True]["schedule"] == [{"cron": "0 18 * * 5"}]  # `on` is a truth value to YAML 1.1
    job = found["jobs"]["report"]
    assert job["env"] == {"SPEC": "my week.toml"}
    assert job["timeout-minutes"] == 14
    assert job["steps"][3]["run"].endswith("|| [ $? -eq 75 ]")
    assert str(printed.folder) not in text  # a runner has folders of its own


def test_airflow_is_python_that_says_busy_is_no_failure(printed):
    tree = ast.parse(printed("airflow"))
    call = next(
        node for node in ast.walk(tree) if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "BashOperator"
    )
    given_to = {word.arg: word.value for word in call.keywords}
    command = ast.literal_eval(given_to["bash_command"])
    assert shlex.split(command) == [sys.executable, "-m", "discourse.cli", "report", str(printed.path)]
    assert ast.literal_eval(given_to["cwd"]) == str(printed.folder)
    assert ast.literal_eval(given_to["skip_on_exit_code"]) == 75


def test_airflow_loads_its_file_and_the_task_runs_the_report(printed, monkeypatch):
    made = {}

    class Dag:
        def __init__(self, **options):
            made["dag"] = options

        def __enter__(self):
            return self

        def __exit__(self, *_problem):
            made["closed"] = True

    for name in ("airflow", "airflow.providers", "airflow.providers.standard", "airflow.providers.standard.operators"):
        monkeypatch.setitem(sys.modules, name, types.ModuleType(name))
    sys.modules["airflow"].DAG = Dag
    operators = types.ModuleType("airflow.providers.standard.operators.bash")
    operators.BashOperator = made.update
    monkeypatch.setitem(sys.modules, operators.__name__, operators)
    exec(compile(printed("airflow", "--at", "mon 06:30"), "report_my_week.py", "exec"), {})
    assert made["closed"]
    assert made["dag"]["schedule"] == "30 6 * * 1"
    assert made["execution_timeout"].total_seconds() == 220
    done = subprocess.run(
        ["bash", "-c", made["bash_command"] + " --help"],
        cwd=made["cwd"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout[:23]) == (0, "usage: discourse report")


@pytest.mark.parametrize(("at", "day", "start"), [("daily 6:05", None, "06:05"), ("sat 23:59", "Saturday", "23:59")])
def test_windows_reads_its_task(printed, at, day, start):
    root = ET.fromstring(printed("windows", "--at", at).encode())
    task = {"t": "http://schemas.microsoft.com/windows/2004/02/mit/task"}
    assert root.find(".//t:StartBoundary", task).text == f"2024-01-01T{start}:00"
    days = root.find(".//t:DaysOfWeek/*", task)
    assert (None if days is None else days.tag.split("}")[1]) == day
    assert root.find(".//t:Description", task).text == "War & <talks> %n"
    assert "[ $? -eq 75 ]" in root.find(".//t:Arguments", task).text


@pytest.mark.parametrize("at", ["daily", "24:00", "06:60", "someday 06:30", "mon tue 06:30"])
def test_a_time_that_is_none_is_named(printed, capsys, at):
    assert main(["schedule", printed.path.name, "--as", "cron", "--at", at]) == 2
    assert f"{at!r} is no time" in capsys.readouterr().err


def test_what_would_fail_at_night_fails_now(printed, capsys):
    printed.path.write_text(printed.path.read_text() + '[notebooks.parameters]\nwrod = "x"\n')
    assert main(["schedule", printed.path.name, "--as", "cron"]) == 2
    assert "has no parameter 'wrod'" in capsys.readouterr().err


@given(st.integers(0, 23), st.integers(0, 59), st.sampled_from(["", *schedule.DAYS]))
def test_cron_and_systemd_mean_the_same_time(hour, minute, day):
    found = schedule.when(f"{day} {hour}:{minute:02}".strip())
    assert found.cron == f"{minute} {hour} * * {schedule.DAYS.index(day) if day else '*'}"
    assert found.calendar.endswith(f"{hour:02}:{minute:02}:00")
    assert found.calendar.startswith(day or "*")

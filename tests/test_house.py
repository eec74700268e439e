"""Rules of the house that a machine can check."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted((HOUSE / "notebooks").glob("*.ipynb"))
MODULES = sorted((HOUSE / "discourse").rglob("*.py"))


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_notebooks_are_committed_clean_and_say_their_parameters(path):
    from discourse.reports.parameters import declared

    notebook = json.loads(path.read_text(encoding="utf-8"))
    assert notebook["cells"][0]["cell_type"] == "markdown"
    assert "".join(notebook["cells"][0]["source"]).split("\n")[0].endswith("?")
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            assert cell["outputs"] == []
            assert cell["execution_count"] is None
    assert declared(path)


def test_the_code_is_clean():
    for command in (["check"], ["format", "--check"]):
        answer = subprocess.run(
            [sys.executable, "-m", "ruff", *command, "discourse", "tests", "notebooks"],
            capture_output=True,
            text=True,
            cwd=HOUSE,
            check=False,
        )
        assert answer.returncode == 0, answer.stdout


# What each room may use: arrows point one way (the lenses never reach into figures or reports).
ALLOWED = {
    "corpus": set(),
    "language": {"corpus"},
    "voices": {"corpus", "language", "inference"},
    "framing": {"corpus", "language", "inference", "voices"},
    "negotiation": {"corpus", "language", "inference", "voices", "framing"},
    "topics": {"corpus", "language", "inference", "framing"},
    "contrast": {"corpus", "language", "inference", "framing"},
    "sheets": {"corpus", "language", "inference", "framing"},
    "inference": set(),
    "figures": {"inference"},
    "reports": {"corpus"},
    "widgets": {"corpus", "language", "voices", "framing", "negotiation", "topics", "contrast", "sheets"},
    "lab": {"corpus", "reports"},
}


def rooms_used(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = set()
    for node in ast.walk(tree):
        names = [node.module] if isinstance(node, ast.ImportFrom) and node.module else []
        names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        used |= {name.split(".")[1] for name in names if name.startswith("discourse.")}
    return used & set(ALLOWED)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_rooms_use_only_the_rooms_before_them(path):
    room = path.relative_to(HOUSE / "discourse").parts[0]
    if room in ALLOWED:
        assert rooms_used(path) <= ALLOWED[room] | {room}


def test_constraints_name_versions_and_no_addresses():
    lines = (HOUSE / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert len(pins) > 100
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[0-9A-Za-z.+!]+", pin) for pin in pins)


def test_the_readme_names_files_and_commands_that_exist():
    from discourse.cli import _parser

    text = (HOUSE / "README.md").read_text(encoding="utf-8")
    for target in re.findall(r"\]\((?!https?:)([^)#]+)\)", text):
        assert (HOUSE / target).exists(), target
    commands = _parser()._subparsers._group_actions[0].choices
    for command in re.findall(r"^(?:\.venv/bin/)?discourse (\w+)", text, flags=re.MULTILINE):
        assert command in commands, command


def test_every_public_docstring_example_runs():
    import doctest
    import importlib

    tried = 0
    for path in MODULES:
        if ">>>" not in path.read_text(encoding="utf-8"):
            continue
        name = ".".join(path.relative_to(HOUSE).with_suffix("").parts).removesuffix(".__init__")
        result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
        assert result.failed == 0, name
        tried += result.attempted
    assert tried > 30

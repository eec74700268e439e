"""A bar where somebody looks on, nothing anywhere else, and the same items either way."""

from __future__ import annotations

import io
import time
from contextlib import redirect_stdout
from types import SimpleNamespace

import pytest

from discourse import progress as module
from discourse.progress import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch):
    screen = Terminal()
    monkeypatch.setattr(module, "sys", SimpleNamespace(stderr=screen, modules={}))
    monkeypatch.delenv("DISCOURSE_OUTPUT", raising=False)
    monkeypatch.setattr(module, "DELAY", 0.05)
    return screen


def slowly(items):
    for item in items:
        time.sleep(0.04)
        yield item


def test_a_bar_on_a_terminal_and_nothing_among_the_results(terminal):
    results = io.StringIO()
    with redirect_stdout(results):
        found = list(progress(slowly(range(8)), "finding voices", total=8))
    assert found == list(range(8))
    assert "finding voices" in terminal.getvalue()
    assert "documents" in terminal.getvalue()
    assert results.getvalue() == ""


def test_what_is_quick_has_none(terminal):
    assert list(progress(range(1000), "reading", unit="file")) == list(range(1000))
    assert "reading" not in terminal.getvalue()


def test_within_a_bar_there_is_no_other(terminal):
    for _ in progress(slowly(range(4)), "outer", total=4):
        list(progress(slowly(range(4)), "inner", total=4))
    assert "outer" in terminal.getvalue()
    assert "inner" not in terminal.getvalue()
    list(progress(slowly(range(4)), "next", total=4))  # and afterwards there is again
    assert "next" in terminal.getvalue()


@pytest.mark.parametrize("unseen", ["pipe", "report", "papermill"])
def test_silent_where_nobody_looks(terminal, monkeypatch, unseen):
    if unseen == "pipe":
        monkeypatch.setattr(module.sys, "stderr", io.StringIO())
    elif unseen == "report":
        monkeypatch.setenv("DISCOURSE_OUTPUT", "x")
    else:
        monkeypatch.setitem(module.sys.modules, "ipykernel", module)
        monkeypatch.delenv("JPY_SESSION_NAME", raising=False)
    assert list(progress(slowly(range(4)), "reading", total=4)) == list(range(4))
    assert module.sys.stderr.getvalue() == ""


def test_an_early_end_closes_it(terminal):
    for number in progress(slowly(range(9)), "fitting topics", total=9):
        if number == 4:
            break
    list(progress(slowly(range(4)), "again", total=4))
    assert "again" in terminal.getvalue()

"""`discourse report check`, `list` and `new` help a person to a specification, and run nothing."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.cli import main
from discourse.errors import ParameterError
from discourse.reports import new, spec
from discourse.reports.check import describe


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_check_says_what_would_be_made_and_makes_nothing(notebook, spec_file, here, capsys):
    notebook("shares", "open('ran', 'w')")
    path = spec_file(
        'title = "This week"\n[matrix]\nparameter = "word"\nvalues = ["war", "talks"]\n'
        '[[notebooks]]\nnotebook = "shares.ipynb"\n'
    )
    assert main(["report", "check", str(path)]) == 0
    said = capsys.readouterr().out
    assert "This week: 2 pages" in said
    assert "shares-talks: shares.ipynb(word='talks')" in said
    assert sorted(item.name for item in here.iterdir()) == ["shares.ipynb", "weekly.toml"]
    path.write_text(path.read_text() + "[notebooks.parameters]\ntimes = true\n")
    assert main(["report", "check", str(path)]) == 2
    assert "parameter 'times' takes int, not True" in capsys.readouterr().err


def test_list_names_every_specification_and_what_is_wrong_with_it(notebook, spec_file, here, capsys):
    notebook("shares", folder=here / "reports")
    block = '[[notebooks]]\nnotebook = "shares.ipynb"\n'
    spec_file('title = "Good"\n' + block, name="good", folder=here / "reports")
    spec_file('titel = "Bad"\n' + block, name="bad", folder=here / "reports")
    (here / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    assert main(["report", "list"]) == 0
    said = capsys.readouterr().out
    assert "reports/good.toml: Good (not published yet)" in said
    assert "unknown key 'titel'" in said
    assert "First look" in said
    assert "pyproject" not in said


def test_new_writes_a_specification_that_holds_and_never_over_another(here, capsys, monkeypatch):
    monkeypatch.setattr("sys.stdin.isatty", lambda: False, raising=False)
    assert main(["report", "new", "peace-talks.toml"]) == 0
    found = spec.load("peace-talks.toml")
    assert found.title == "Peace talks"
    assert [run.name for run in found.notebooks] == ["corpus", "framing"]
    describe(found)
    assert main(["report", "new", "peace-talks.toml"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main(["report", "new", "peace-talks.yaml"]) == 2


def test_new_asks_on_a_terminal(here, monkeypatch):
    answers = iter(['The "week"', "two-columns", "voices, framing.ipynb", "1978 to 2025", "outlet"])
    monkeypatch.setattr("sys.stdin", type("Terminal", (), {"isatty": staticmethod(lambda: True)}))
    monkeypatch.setattr("builtins.input", lambda _question: next(answers))
    assert main(["report", "new", "week.toml"]) == 0
    found = spec.load("week.toml")
    assert found.title == 'The "week"'
    assert len(found.notebooks) == 4
    reading = found.notebooks[0].parameters["reading"]
    assert reading["between"] == ["1978", "2025"]
    assert reading["where"] == {"outlet": "The Estuary Post"}


@given(st.text(st.characters(exclude_categories=("Cs",)), min_size=1))
def test_any_answer_is_written_so_that_it_is_read_back(title):
    answers = {"title": title, "corpus": title, "notebooks": "framing", "dates": "", "by": ""}
    table = tomllib.loads(new.text_of(answers))
    assert table["title"] == title
    assert table["notebooks"][0]["parameters"]["corpus"] == title


def test_a_notebook_or_a_date_that_is_none_is_named():
    answers = {"title": "x", "corpus": "lee", "notebooks": "farming", "dates": "", "by": ""}
    with pytest.raises(ParameterError, match=r"there is no notebook 'farming'.*framing"):
        new.text_of(answers)
    with pytest.raises(ParameterError, match="dates 'lately'"):
        new.text_of({**answers, "notebooks": "framing", "dates": "lately"})


@pytest.mark.parametrize("words", [["check"], ["list", "x.toml"], ["new"], ["a.toml", "b.toml"]])
def test_too_few_or_too_many_files_are_bad_usage(words, here, capsys):
    assert main(["report", *words]) == 2
    assert "What to do" in capsys.readouterr().err

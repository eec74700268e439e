"""From a question and texts to a notebook of one's own."""

from __future__ import annotations

import json
import sys

import pytest

import discourse as dc
from discourse.cli import main
from discourse.errors import MissingInputError, ParameterError
from discourse.lab.server import SETTINGS, _environment
from discourse.reports.parameters import declared


def test_a_question_becomes_a_notebook_with_its_parameters(tmp_path):
    made = dc.start("Which frames, by whom, when?", "two-columns", folder=tmp_path / "work", by="outlet", minimum=3)
    found = declared(made.path)
    assert {name: found[name].default for name in ("corpus", "by", "minimum", "codebook")} == {
        "corpus": "two-columns",
        "by": "outlet",
        "minimum": 3,
        "codebook": "war-and-talks",
    }
    assert found["by"].help.startswith("a column of the documents")
    assert 'href="' in made._repr_html_()


def test_nothing_is_overwritten(tmp_path):
    first = dc.start("corpus", "lee", folder=tmp_path).path
    first.write_text("mine", encoding="utf-8")
    assert dc.start("corpus", "lee", folder=tmp_path).path.name == "corpus-lee-2.ipynb"
    assert first.read_text(encoding="utf-8") == "mine"


def test_a_path_is_written_as_it_is_seen_from_the_copy(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "texts").mkdir()
    (tmp_path / "events.csv").write_text("date,label\n", encoding="utf-8")
    found = declared(dc.start("framing", "texts", folder="work", events="events.csv").path)
    assert (found["corpus"].default, found["events"].default) == ("../texts", "../events.csv")


def test_what_is_wrong_is_said_before_anything_is_written(tmp_path):
    for wrong, error, said in (
        (("astrology", "lee"), ParameterError, "no notebook answers"),
        (("corpus", "nowhere"), MissingInputError, "no such file"),
    ):
        with pytest.raises(error, match=said):
            dc.start(*wrong, folder=tmp_path / "work")
    with pytest.raises(ParameterError, match="takes int"):
        dc.start("corpus", "lee", folder=tmp_path / "work", top="many")
    assert not (tmp_path / "work").exists()


def test_the_start_page_lists_every_notebook():
    page = (SETTINGS.parents[2] / "notebooks" / "start.ipynb").read_text(encoding="utf-8")
    for row in dc.questions().itertuples():
        assert f"[{row.question}]({row.notebook}.ipynb)" in page


def test_the_form_makes_notebooks_and_says_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.setenv("DISCOURSE_LAB", str(tmp_path))
    corpus, _, button, said = dc.launcher(tmp_path / "work").children
    corpus.value = "nowhere<b>"
    button.click()
    assert "nowhere&lt;b&gt;: no such file" in said.value
    corpus.value = "two-columns"
    button.click()
    assert "work/framing-two-columns.ipynb" in said.value
    assert (tmp_path / "work" / "framing-two-columns.ipynb").is_file()


def test_in_a_report_the_form_is_a_table(monkeypatch):
    monkeypatch.setenv("DISCOURSE_OUTPUT", "x")
    assert dc.launcher().equals(dc.questions())


@pytest.mark.skipif(sys.platform == "win32", reason="paths are joined with a colon")
def test_jupyterlab_does_not_ask_about_its_news(tmp_path, monkeypatch):
    monkeypatch.setenv("JUPYTER_CONFIG_PATH", "/own")
    assert _environment(tmp_path)["JUPYTER_CONFIG_PATH"] == f"{SETTINGS}:/own"
    kept = json.loads((SETTINGS / "labconfig" / "default_setting_overrides.json").read_text(encoding="utf-8"))
    assert kept["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


def test_the_command_line_does_the_same(tmp_path, capsys):
    assert main(["notebook", "list"]) == 0
    assert "framing            Which frames, by whom, when?" in capsys.readouterr().out
    assert main(["notebook", "new", "framing", "lee", "-p", "minimum", "3", "--out", str(tmp_path)]) == 0
    assert declared(tmp_path / "framing-lee.ipynb")["minimum"].default == 3
    assert main(["notebook", "new", "framing", "lee", "-p", "minimun", "3", "--out", str(tmp_path)]) == 2
    assert "did you mean 'minimum'" in capsys.readouterr().err

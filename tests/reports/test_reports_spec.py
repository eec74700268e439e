"""A report specification is right, or says where it is wrong."""

from __future__ import annotations

import pytest

from discourse.errors import MissingInputError, ParameterError, SpecError
from discourse.reports import spec


def test_reads_what_is_written(notebook, spec_file, tmp_path):
    notebook("shares")
    path = spec_file(
        'title = "This week"\nsummary = "All of it."\ntimeout = 60\nkeep = 2\n'
        '[[notebooks]]\nnotebook = "shares.ipynb"\n'
        '[[notebooks]]\nnotebook = "shares.ipynb"\nname = "shares-peace"\ntitle = "Peace"\n'
        '[notebooks.parameters]\nword = "peace"\n'
    )
    found = spec.load(path)
    assert (found.name, found.title, found.timeout, found.keep) == ("weekly", "This week", 60, 2)
    assert [run.name for run in found.notebooks] == ["shares", "shares-peace"]
    assert found.notebooks[1].parameters == {"word": "peace"}
    assert found.notebooks[0].path == tmp_path / "shares.ipynb"
    assert found.published == tmp_path / "published"


BLOCK = '[[notebooks]]\nnotebook = "shares.ipynb"\n'


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ('title = "x"\ntitel = "y"\n' + BLOCK, 2, "unknown key 'titel'"),
        ('title = "x"\ntimeout = "5"\n' + BLOCK, 2, "timeout must be a whole number, not '5'"),
        ('title = "x"\nkeep = true\n' + BLOCK, 2, "keep must be a whole number"),
        ('title = "x"\nkeep = 0\n' + BLOCK, 2, "keep must be at least 1"),
        ('title = "x"\n' + BLOCK + BLOCK + 'nmae = "y"\n', 6, "unknown key 'nmae'"),
        ('title = "x"\n' + BLOCK + '[[notebooks]]\nnotebook = "gone.ipynb"\n', 5, "there is no notebook 'gone.ipynb'"),
        ('title = "x"\n[[notebooks]]\nnotebook = "notes.txt"\n', 3, "there is no notebook 'notes.txt'"),
        ('title = "x"\n' + BLOCK + BLOCK + 'name = "shares"\n', 6, "two notebooks are named 'shares'"),
        ('title = "x"\n' + BLOCK + 'name = "../out"\n', 4, "cannot name a page"),
        ('title = "x"\n' + BLOCK + 'name = "index"\n', 4, "cannot name a page"),
        ('title = "x"\n[[notebooks]]\nname = "y"\n', 2, "notebook is missing"),
        ('title = "x\n', 1, "is not TOML"),
        ("title = 'x'\nnotebooks = []\n", None, "notebooks is missing"),
        ("title = 'x'\nnotebooks = ['a.ipynb']\n", 2, "notebooks must be tables"),
        (BLOCK, None, "title is missing"),
        ('title = "x"\noutputs = ["html", "csv", "docx"]\n' + BLOCK, 2, "there is no output 'docx'"),
        ('title = "x"\noutputs = ["html", "pdf"]\n' + BLOCK, 2, "outputs leave out 'csv'"),
        ('title = "x"\noutputs = "pdf"\n' + BLOCK, 2, "outputs must be a list, not 'pdf'"),
        ('title = "x"\nauthors = [""]\n' + BLOCK, 2, "authors must be a list of texts"),
    ],
)
def test_a_mistake_is_named_with_its_row(notebook, spec_file, text, row, says):
    notebook("shares")
    with pytest.raises(SpecError, match=r"weekly\.toml") as caught:
        spec.load(spec_file(text))
    assert says in str(caught.value)
    assert "What to do: " in str(caught.value)
    assert caught.value.row == row


def test_a_missing_file_and_one_that_is_not_text(tmp_path):
    with pytest.raises(MissingInputError, match="there is no such file"):
        spec.load(tmp_path / "none.toml")
    (tmp_path / "bytes.toml").write_bytes(b"\xff\xfe")
    with pytest.raises(SpecError, match="is not UTF-8 text"):
        spec.load(tmp_path / "bytes.toml")
    with pytest.raises(MissingInputError, match="cannot be read"):
        spec.load(tmp_path)


def test_a_notebook_alone_is_a_report_of_the_callers_folder(notebook, tmp_path, monkeypatch):
    path = notebook("My Shares", folder=tmp_path / "elsewhere")
    monkeypatch.chdir(tmp_path)
    found = spec.from_notebook(path)
    assert (found.name, found.cwd) == ("my-shares", tmp_path)
    assert found.published == tmp_path / "reports" / "published"
    with pytest.raises(MissingInputError, match="shipped notebooks"):
        spec.from_notebook("gone.ipynb")


def test_a_typed_parameter_goes_to_every_notebook_that_declares_it(notebook, spec_file):
    notebook("shares")
    notebook("other", parameters="times: int = 1")
    found = spec.load(spec_file('title = "x"\n' + BLOCK + '[[notebooks]]\nnotebook = "other.ipynb"\n'))
    found = spec.with_parameters(found, {"times": "2", "word": "007"})
    assert [run.parameters for run in found.notebooks] == [{"times": 2, "word": "007"}, {"times": 2}]
    with pytest.raises(ParameterError, match=r"no notebook of this report has a parameter 'colour'.*times, word"):
        spec.with_parameters(found, {"colour": "red"})
    with pytest.raises(ParameterError, match="takes int, not 'many'"):
        spec.with_parameters(found, {"times": "many"})


def test_a_specification_inside_an_installed_package_publishes_where_the_person_is(
    notebook, spec_file, tmp_path, monkeypatch
):
    package = tmp_path / "site-packages" / "discourse"
    monkeypatch.setattr(spec.home, "PACKAGE", package)
    monkeypatch.chdir(tmp_path)
    notebook("shares", folder=package / "_home" / "notebooks")
    path = spec_file('title = "x"\n' + BLOCK, folder=package / "_home" / "reports")
    found = spec.load(path)
    assert found.published == tmp_path / "reports" / "published"
    assert found.notebooks[0].path == package / "_home" / "notebooks" / "shares.ipynb"


def test_a_typed_path_is_one_from_the_callers_folder(notebook, spec_file, tmp_path, monkeypatch):
    notebook("shares", folder=tmp_path / "reports")
    report = spec.load(spec_file('title = "x"\n' + BLOCK, folder=tmp_path / "reports"))
    (tmp_path / "op-ed.txt").write_text("Text.")
    (tmp_path / "outlet").mkdir()
    monkeypatch.chdir(tmp_path)
    typed = {
        text: spec.with_parameters(report, {"word": text}).notebooks[0].parameters["word"]
        for text in ("op-ed.txt", "outlet", "outlet/", "gone.txt", str(tmp_path), "x." * 3000)
    }
    assert typed.pop("op-ed.txt") == "../op-ed.txt"
    assert typed.pop("outlet/") == "../outlet"
    assert all(text == value for text, value in typed.items())

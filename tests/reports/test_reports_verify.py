"""`discourse report verify` says whether a run is as it was published and comes out the same again."""

from __future__ import annotations

from datetime import date

import pytest

from discourse.cli import main
from discourse.errors import MissingInputError, SpecError
from discourse.reports import spec
from discourse.reports.run import run
from discourse.reports.verify import verify

COUNT = """
import pandas as pd, pathlib
from discourse.reports.output import keep
keep(pd.DataFrame({"words": [len(pathlib.Path(corpus).read_text().split())], "word": [word]}), "words")
"""


def silent(*_args, **_options):
    """Say nothing."""


@pytest.fixture
def published(notebook, spec_file, tmp_path):
    """A run of a report with relative dates and a parameter typed at the command line, made last year."""
    parameters = 'corpus: str = "text.txt"\nword: str = "truce"\nreading: dict = {}'
    notebook("n", "# How many?", COUNT, parameters=parameters)
    (tmp_path / "text.txt").write_text("They spoke of a truce.")
    path = spec_file('title = "x"\ndates = "last month"\n[[notebooks]]\nnotebook = "n.ipynb"\n')
    report = spec.with_parameters(spec.load(path, day=date(2025, 3, 1)), {"word": "parley"})
    return run(report, progress=silent).folder


def test_a_run_that_is_as_it_was(published, capsys):
    assert main(["report", "verify", str(published.parent / "latest")]) == 0
    assert "as published, and the same when made again" in capsys.readouterr().out
    assert [path.name for path in published.parent.glob("2*")] == [published.name]  # nothing was published


def test_what_was_changed_is_named(published, tmp_path, capsys):
    (published / "tables" / "n.words.csv").write_text("words,word\n9,parley\n")
    (published / "more.txt").write_text("")
    (tmp_path / "text.txt").write_text("They spoke of a truce, and then of peace.")
    assert main(["report", "verify", str(published)]) == 1
    said = capsys.readouterr().out
    for line in (
        "since it was published, more.txt is new",
        "since it was published, tables/n.words.csv is different",
        "made again, tables/n.words.csv is different",
        "n: its input text.txt was changed",
    ):
        assert f"{line}\n" in said
    assert "was changed\nn: " not in said  # and nothing else is
    assert "the library is another one" not in said


def test_a_run_that_cannot_be_made_again(published, tmp_path):
    (tmp_path / "text.txt").unlink()
    found = verify(published, progress=silent)
    assert len(found) == 1
    assert found[0].startswith("it cannot be made again: n.ipynb, cell 3")


def test_no_run_no_specification_and_another_one(published, spec_file, tmp_path):
    with pytest.raises(MissingInputError, match=r"holds no manifest\.json"):
        verify(tmp_path, progress=silent)
    path = tmp_path / "weekly.toml"
    elsewhere = path.rename(tmp_path / "other-name.toml")
    with pytest.raises(MissingInputError, match="discourse report verify RUN SPEC"):
        verify(published, progress=silent)
    assert verify(published, elsewhere, progress=silent) == []
    elsewhere.write_text(elsewhere.read_text() + 'name = "renamed"\n')
    with pytest.raises(SpecError, match="has no notebook 'n'"):
        verify(published, elsewhere, progress=silent)

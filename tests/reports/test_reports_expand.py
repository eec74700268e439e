"""Filters, files and a matrix in a specification reach the parameters of every notebook, or the mistake is named."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.errors import SpecError
from discourse.reports import dates, spec
from discourse.reports.run import run

DAY = date(2026, 3, 11)  # a Wednesday
READS = 'corpus: str = "two-columns"\nreading: dict = {}\nevents: str = ""\nperiod: str = ""'
BLOCK = '[[notebooks]]\nnotebook = "reads.ipynb"\n'


def runs_of(path):
    return spec.load(path, day=DAY).notebooks


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("last 30 days", "2026-02-09", "2026-03-10"),
        ("last week", "2026-03-02", "2026-03-08"),
        ("Last  2 weeks", "2026-02-23", "2026-03-08"),
        ("last month", "2026-02-01", "2026-02-28"),
        ("last 14 months", "2025-01-01", "2026-02-28"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this month", "2026-03-01", "2026-03-11"),
        ("this year", "2026-01-01", "2026-03-11"),
        ("2025-11 to 2026", "2025-11", "2026"),
    ],
)
def test_relative_dates(text, first, last):
    assert dates.resolve(text, DAY) == (first, last)


@given(
    st.dates(date(1950, 1, 1), date(2100, 1, 1)), st.integers(1, 400), st.sampled_from(["day", "week", "month", "year"])
)
def test_the_last_stretch_ends_before_today_and_two_are_as_long_as_one_and_the_one_before(day, count, unit):
    if unit == "year":
        count = min(count, 40)
    first, last = (date.fromisoformat(end) for end in dates.resolve(f"last {count} {unit}s", day))
    assert first <= last < day
    longer, same = dates.resolve(f"last {count + 1} {unit}s", day)
    assert same == last.isoformat()
    assert longer < first.isoformat()


def test_filters_and_files_reach_every_notebook_that_takes_them(notebook, spec_file, tmp_path):
    notebook("reads", parameters=READS)
    (tmp_path / "events.csv").write_text("date,label\n2026-01-01,x\n")
    path = spec_file(
        'title = "x"\ndates = "last month"\nevents = "events.csv"\n' + BLOCK + BLOCK + 'name = "own"\n'
        '[notebooks.parameters]\nevents = ""\n'
        '[notebooks.parameters.reading]\nlanguage = "en"\nbetween = ["2020", "2021"]\nwhere = { actor = "B" }\n'
        '[where]\noutlet = ["A", "B"]\n'
    )
    one, own = runs_of(path)
    assert one.parameters == {
        "events": "events.csv",
        "reading": {"between": ["2026-02-01", "2026-02-28"], "where": {"outlet": ["A", "B"]}},
    }
    assert own.parameters["events"] == ""  # what a notebook is given goes before what all are given
    assert own.parameters["reading"] == {
        "between": ["2020", "2021"],
        "where": {"outlet": ["A", "B"], "actor": "B"},
        "language": "en",
    }


def test_a_matrix_over_the_values_of_a_column(notebook, spec_file):
    notebook("reads", parameters=READS)
    found = runs_of(spec_file('title = "x"\n[matrix]\ncolumn = "outlet"\n' + BLOCK + 'title = "Frames"\n'))
    outlets = ["The Estuary Post", "The Granite Ledger"]
    assert [run.parameters for run in found] == [{"reading": {"where": {"outlet": outlet}}} for outlet in outlets]
    assert [run.name for run in found] == ["reads-the-estuary-post", "reads-the-granite-ledger"]
    assert [run.title for run in found] == [f"Frames ({outlet})" for outlet in outlets]


def test_a_matrix_over_the_values_of_a_parameter(notebook, spec_file):
    notebook("reads", parameters=READS)
    path = spec_file('title = "x"\n[matrix]\nparameter = "period"\nvalues = ["month", "год", "year"]\n' + BLOCK)
    assert [(run.name, run.parameters) for run in runs_of(path)] == [
        ("reads-month", {"period": "month"}),
        ("reads-2", {"period": "год"}),
        ("reads-year", {"period": "year"}),
    ]


DATED = """document,date,outlet,text
a,2025-01-05,A,They spoke of a truce for as long as it was there.
b,2025-01-25,A,They spoke of a truce for as long as it was there again.
c,2025-03-31,B,They spoke of a truce for as long as it was there once more.
d,2026-07-01,A,They spoke of a truce for as long as it was there in the end.
e,,A,They spoke of a truce for as long as it was there at some time.
"""


@pytest.mark.parametrize(
    ("matrix", "parts"),
    [
        (
            'period = "month"',
            [("2025-01", ["2025-01"] * 2), ("2025-03", ["2025-03"] * 2), ("2026-07", ["2026-07"] * 2)],
        ),
        ('period = "quarter"', [("2025-Q1", ["2025-01", "2025-03"]), ("2026-Q3", ["2026-07", "2026-09"])]),
        ('period = "year"', [("2025", ["2025", "2025"]), ("2026", ["2026", "2026"])]),
        (
            'column = "outlet"\nperiod = "year"',
            [("A, 2025", ["2025"] * 2), ("A, 2026", ["2026"] * 2), ("B, 2025", ["2025"] * 2)],
        ),
        ('column = "outlet"\nperiod = "year"\nvalues = ["B"]', [("B, 2025", ["2025", "2025"])]),
    ],
)
def test_a_matrix_over_the_times_there_are(notebook, spec_file, tmp_path, matrix, parts):
    notebook("reads", parameters=READS)
    (tmp_path / "texts.csv").write_text(DATED)
    path = spec_file(f'title = "x"\n[matrix]\n{matrix}\n' + BLOCK + 'parameters = { corpus = "texts.csv" }\n')
    found = runs_of(path)
    assert [(run.part, run.parameters["reading"]["between"]) for run in found] == parts
    assert [run.name for run in found] == [f"reads-{run.part_page}" for run in found]
    assert [run.part_page for run in found] == [spec.slug(part) for part, _ in parts]


def test_a_part_lies_within_the_dates_of_the_report(notebook, spec_file, tmp_path):
    notebook("reads", parameters=READS)
    (tmp_path / "texts.csv").write_text(DATED)
    text = 'title = "x"\ndates = "2025-01-20 to 2025-12-31"\n[matrix]\nperiod = "month"\n'
    found = runs_of(spec_file(text + BLOCK + 'parameters = { corpus = "texts.csv" }\n'))
    assert [run.parameters["reading"]["between"] for run in found] == [["2025-01-20", "2025-01"], ["2025-03"] * 2]


def test_a_notebook_is_run_only_for_the_parts_its_own_corpus_has(notebook, spec_file, tmp_path):
    notebook("reads", parameters=READS)
    (tmp_path / "texts.csv").write_text(DATED)
    (tmp_path / "few.csv").write_text("\n".join(DATED.splitlines()[:3]) + "\n")
    blocks = [BLOCK + f'name = "{name}"\nparameters = {{ corpus = "{name}.csv" }}\n' for name in ("texts", "few")]
    found = runs_of(spec_file('title = "x"\n[matrix]\nperiod = "year"\n' + "".join(blocks)))
    assert [run.name for run in found] == ["texts-2025", "few-2025", "texts-2026"]


def test_languages_are_those_of_the_documents_read(notebook, spec_file):
    notebook("reads", parameters=READS)
    (found,) = runs_of(spec_file('title = "x"\nlanguages = ["en", "de"]\n' + BLOCK + '[where]\noutlet = "A"\n'))
    assert found.parameters["reading"] == {"where": {"outlet": "A", "language": ["en", "de"]}}


def test_values_are_found_without_looking_at_the_texts(notebook, spec_file, tmp_path, monkeypatch):
    from discourse import corpus

    asked, read = [], corpus.read
    monkeypatch.setattr(corpus, "read", lambda source, **options: asked.append(options) or read(source, **options))
    notebook("reads", parameters=READS)
    (tmp_path / "texts.csv").write_text(DATED)
    text = 'title = "x"\n[matrix]\ncolumn = "outlet"\n' + BLOCK + 'parameters = { corpus = "texts.csv" }\n'
    assert [run.part for run in runs_of(spec_file(text))] == ["A", "B"]
    assert [run.part for run in runs_of(spec_file('languages = ["en"]\n' + text))] == ["A", "B"]
    nothing, languages = asked
    assert nothing == {"clean": False, "language": "und"}  # neither cleaned nor identified
    assert languages == {"clean": False, "where": {"language": ["en"]}}


@pytest.mark.parametrize(
    ("text", "row", "says"),
    [
        ('dates = "lately"\n', 2, "dates 'lately'"),
        ('dates = "2026-02-01 to 2026-01-01"\n', 2, "it ends before it begins"),
        ('dates = "2026-13 to 2027"\n', 2, "dates '2026-13 to 2027'"),
        ("dates = 30\n", 2, "dates must be text in quotes, not 30"),
        ('events = "gone.csv"\n', 2, "there is no file 'gone.csv'"),
        ('validity = "weekly.toml"\n', 2, "no notebook of this report has a parameter 'validity'"),
        ('[matrix]\ncolum = "outlet"\n', 3, "unknown key 'colum' in [matrix]"),
        ('[matrix]\ncolumn = "paper"\n', 3, "'two-columns' has no column 'paper'"),
        (
            '[matrix]\ncolumn = "outlet"\nparameter = "period"\n',
            None,
            "[matrix] names a column, a parameter or a period",
        ),
        ('[matrix]\nparameter = "period"\n', 3, "values is missing"),
        ('[matrix]\nperiod = "week"\n', 3, "there is no period 'week'"),
        ('[matrix]\nperiod = "month"\nvalues = ["2025"]\n', 4, "values are those of a column"),
        ('[matrix]\ncolumn = "date"\n', 3, "column is the date"),
        ('[matrix]\ncolumn = "outlet"\nperiod = "year"\nvalues = ["The Times"]\n', 5, "no document has outlet"),
        ('languages = ["english"]\n', 2, "'english' is no code of a language"),
        ("languages = [1]\n", 2, "languages must be a list of texts"),
        ("languages = []\n", 2, "languages is empty"),
        ('languages = ["en"]\n[where]\nlanguage = "de"\n', 4, "languages are named twice"),
        ('[matrix]\nparameter = "colour"\nvalues = ["red"]\n', 3, "reads.ipynb has no parameter 'colour'"),
        ('[matrix]\nparameter = "period"\nvalues = "month"\n', 4, "values must be a list, not 'month'"),
        ('[matrix]\nparameter = "period"\nvalues = ["A b", "a-b"]\n', 4, "pages of one name"),
    ],
)
def test_a_mistake_is_named_with_its_row(notebook, spec_file, text, row, says):
    notebook("reads", parameters=READS)
    with pytest.raises(SpecError, match=r"weekly\.toml") as caught:
        runs_of(spec_file('title = "x"\n' + text + BLOCK))
    assert says in str(caught.value)
    assert caught.value.row == row


def test_a_notebook_that_cannot_be_filtered_is_named(notebook, spec_file):
    notebook("reads", parameters='corpus: str = "lee"')
    with pytest.raises(SpecError, match=r"reads\.ipynb has no parameter `reading`"):
        runs_of(spec_file('title = "x"\ndates = "last week"\n' + BLOCK))


def test_a_report_for_each_outlet_reads_that_outlet_and_records_the_days(notebook, spec_file):
    notebook(
        "reads",
        "import discourse as dc\ntexts = dc.read(corpus, **reading)",
        "dc.keep(texts.documents[['document', 'outlet', 'date']], 'read')",
        parameters=READS,
    )
    path = spec_file('title = "x"\ndates = "1990 to 2009"\n[matrix]\ncolumn = "outlet"\n' + BLOCK)
    folder = run(spec.load(path, day=DAY), progress=lambda *_args, **_options: None).folder
    record = json.loads((folder / "manifest.json").read_text())
    assert len(record["notebooks"]) == 2
    for entry in record["notebooks"]:
        outlet = entry["parameters"]["reading"]["where"]["outlet"]
        assert entry["parameters"]["reading"]["between"] == ["1990", "2009"]
        lines = (folder / "tables" / f"{entry['name']}.read.csv").read_text().splitlines()[1:]
        assert lines
        assert all(f",{outlet}," in line and "1990" <= line.rsplit(",", 1)[1] < "2010" for line in lines)

"""One page over all reports says which there are, when each was published and how its last run ended."""

from __future__ import annotations

import json
import re
import subprocess

import pytest

from discourse.reports import overview, spec
from discourse.reports.run import run

BLOCK = '[[notebooks]]\nnotebook = "n.ipynb"\n'


def silent(*_args, **_options):
    """Say nothing."""


@pytest.fixture
def states(tmp_path):
    """State by title, as the page shows it."""

    def read() -> dict[str, str]:
        page = (tmp_path / "published" / "index.html").read_text(encoding="utf-8")
        rows = re.findall(r'<th scope="row">(.*?)</th>.*?<td>([^\n]*)</td></tr>', page, re.DOTALL)
        return {re.sub("<[^>]+>", "", title): re.sub("<[^>]+>", "", state) for title, state in rows}

    return read


def test_it_follows_every_run(notebook, spec_file, tmp_path, states):
    notebook("n", "1 + 1")
    weekly = spec_file('title = "The <b>week</b>"\n' + BLOCK)
    spec_file('title = "Other"\n' + BLOCK, name="other")
    (tmp_path / "pyproject.toml").write_text("[project]\nname = 'x'\n")
    whole = run(spec.load(weekly), progress=silent)
    escaped = "The &lt;b&gt;week&lt;/b&gt;"
    assert states() == {"Other": "not run yet", escaped: "published"}
    run(spec.load(weekly), progress=silent)
    assert states()[escaped] == "unchanged"
    notebook("n", "raise ValueError('<i>no</i>')")
    failed = run(spec.load(weekly), progress=silent)
    assert states()[escaped].startswith("failed: n.ipynb, cell 2")
    page = (tmp_path / "published" / "index.html").read_text(encoding="utf-8")
    for link in re.findall(r'href="([^"#:]+)"', page):
        assert (tmp_path / "published" / link).is_file(), link
    assert f"weekly/{failed.folder.name}/run.log" in page
    assert "<i>" not in page
    assert (tmp_path / "published" / "weekly" / "latest").resolve() == whole.folder


def test_while_it_runs_and_after_it_was_killed(notebook, spec_file, tmp_path):
    notebook("n", "1 + 1")
    report = spec.load(spec_file('title = "x"\n' + BLOCK))
    root = tmp_path / "published" / "weekly"
    root.mkdir(parents=True)
    overview.note(root, report, overview.RUNNING)
    assert overview.reports(root.parent)[0]["state"] == "running"
    gone = subprocess.Popen(["true"])
    gone.wait()
    about = json.loads((root / overview.STATE).read_text())
    (root / overview.STATE).write_text(json.dumps({**about, "process": gone.pid}))
    assert overview.reports(root.parent)[0]["state"] == "interrupted"


def test_a_report_is_published_even_if_that_page_cannot_be_written(notebook, tmp_path):
    (tmp_path / "out" / "index.html").mkdir(parents=True)
    said = []
    outcome = run(
        spec.from_notebook(notebook("n")), out=tmp_path / "out", progress=lambda text, **_options: said.append(text)
    )
    assert outcome.code == 0
    assert (tmp_path / "out" / "n" / "latest" / "index.html").is_file()
    assert any(text.startswith(f"could not write {tmp_path / 'out' / 'index.html'}") for text in said)

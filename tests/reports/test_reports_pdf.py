"""A report as one PDF: printed by Chromium, the same bytes each time, with links that lead within it."""

from __future__ import annotations

import json
import os
from datetime import UTC, datetime

import psutil
import pypdf
import pytest

from discourse.cli import main
from discourse.errors import BrowserError
from discourse.reports import front, pdf, spec
from discourse.reports.run import run
from discourse.reports.verify import verify

WORK = """
from IPython.display import HTML, display
import pandas as pd
from discourse.figures.figure import new_figure
from discourse.reports.output import keep
display(HTML('<style>#mine { color: red }</style><p id="mine">Said of <a href="#mine">it</a> &lt;script&gt;</p>'))
keep(pd.DataFrame({"word": [word], "share": [0.5]}), "shares")
figure = new_figure(4, 3)
figure.subplots().plot([1, 3, 2])
figure.alt = "It rises, then falls."
keep(figure, "shares")
keep(f"**{word}** is named.", "answer")
"""
BLOCKS = '[[notebooks]]\nnotebook = "n.ipynb"\ntitle = "One"\n[[notebooks]]\nnotebook = "n.ipynb"\nname = "two"\n'
WHEN = datetime(2026, 3, 1, 6, 30, tzinfo=UTC)


def silent(*_args, **_options):
    """Say nothing."""


def links(document: pypdf.PdfReader) -> list[str]:
    """Where the links of a PDF lead out of it."""
    found = []
    for page in document.pages:
        for one in page.get("/Annots", []):
            action = one.get_object().get("/A", {})
            if "/URI" in action:
                found.append(action["/URI"])
    return found


@pytest.mark.browser
def test_a_report_is_printed_whole(notebook, spec_file, tmp_path, chromium):
    notebook("n", "# Is there talk?", WORK)
    path = spec_file('title = "War & <talks>"\noutputs = ["svg", "csv", "html", "pdf"]\n' + BLOCKS)
    folder = run(spec.load(path), progress=silent).folder
    document = pypdf.PdfReader(folder / front.WHOLE)
    assert document.metadata.title == "War & <talks>"
    record = json.loads((folder / "manifest.json").read_text())
    assert document.metadata.creation_date == datetime.fromisoformat(record["finished"])
    text = "\n".join(page.extract_text() for page in document.pages)
    for words in ("truce is named", "Is there talk?", "Said of it <script>", "Parameter"):
        assert words in text
    assert [entry["/Title"].strip() for entry in document.outline if not isinstance(entry, list)] == [
        "War & <talks>",
        "One",
        "Is there talk?",
    ]
    assert links(document) == []
    assert document.trailer["/Root"]["/MarkInfo"]["/Marked"]  # so that it can be read aloud
    assert str(tmp_path).encode() not in (folder / front.WHOLE).read_bytes()
    assert f'href="{front.WHOLE}"' in (folder / "index.html").read_text()
    assert {path.suffix for path in (folder / "figures").iterdir()} == {".svg", ".txt"}
    assert {path.suffix for path in (folder / "tables").iterdir()} == {".csv"}
    assert record["outputs"] == ["html", "pdf", "csv", "svg"]
    assert verify(folder, progress=silent) == []

    pages = [folder / "index.html", folder / "n.html", folder / "two.html"]
    made = []
    for name in ("a", "b"):
        pdf.write(pages, tmp_path / f"{name}.pdf", folder=tmp_path / f".{name}", when=WHEN)
        made.append((tmp_path / f"{name}.pdf").read_bytes())
    assert made[0] == made[1]
    assert not (tmp_path / ".a").exists()


def test_pages_are_put_together_with_links_that_lead_to_each_other(tmp_path):
    page = '<!DOCTYPE html><html lang="de"><head><title>{0}</title><style>p {{}}</style></head><body>{1}</body></html>'
    index = (
        '<nav><a href="two.html">away</a></nav><h1 id="top">A</h1><a href="two.html">two</a> <a href="#top">top</a> '
        '<a href="two.html#top">its</a> <a href="tables/x.csv">table</a> <a href="https://example.org/">web</a>'
    )
    index += '<details><summary>Said</summary></details><details class="code"></details>'
    two = "<details>more</details>"
    two += '<style>#top { color: red } #other { }</style><h1 id="top" aria-labelledby="top more">B</h1>'
    (tmp_path / "index.html").write_text(page.format("A", index))
    (tmp_path / "two.html").write_text(page.format("B", two))
    found = pdf.together([tmp_path / "index.html", tmp_path / "two.html"])
    assert found.startswith('<!DOCTYPE html>\n<html lang="de"><head><title>A</title><style>p {}</style>')
    assert found.count("p {}") == 1
    assert "away" not in found
    for part in (
        '<h1 id="index--top">',
        '<a href="#two">two</a>',
        '<a href="#index--top">top</a>',
        '<a href="#two--top">its</a>',
        "<a>table</a>",
        '<details open=""><summary>Said</summary></details><details class="code"></details>',
        '<a href="https://example.org/">web</a>',
        "<details>more</details>",
        '<h1 aria-labelledby="two--top two--more" id="two--top">',
        "#two--top { color: red } #other { }",
    ):
        assert part in found, part


def test_nothing_runs_without_a_browser(notebook, spec_file, tmp_path, monkeypatch, capsys):
    notebook("n", "open('ran', 'w')")
    path = spec_file('title = "x"\noutputs = ["html", "csv", "pdf"]\n[[notebooks]]\nnotebook = "n.ipynb"\n')
    monkeypatch.setenv("DISCOURSE_CHROMIUM", str(tmp_path / "none"))
    with pytest.raises(BrowserError, match="DISCOURSE_CHROMIUM names no program"):
        run(spec.load(path), progress=silent)
    monkeypatch.delenv("DISCOURSE_CHROMIUM")
    monkeypatch.setenv("PATH", str(tmp_path))
    for command in (["report", str(path)], ["report", "check", str(path)], ["schedule", str(path), "--as", "cron"]):
        assert main(command) == 2
        assert "there is no Chromium to print a PDF with. What to do: install Chromium" in capsys.readouterr().err
    assert sorted(one.name for one in tmp_path.iterdir()) == ["n.ipynb", "weekly.toml"]


def test_a_browser_that_fails_publishes_nothing_and_is_quoted(notebook, spec_file, tmp_path, monkeypatch):
    broken = tmp_path / "chromium"
    broken.write_text("#!/bin/sh\necho 'no display' >&2\nexit 3\n")
    os.chmod(broken, 0o755)
    monkeypatch.setenv("DISCOURSE_CHROMIUM", str(broken))
    notebook("n", "1 + 1")
    path = spec_file('title = "x"\noutputs = ["html", "csv", "pdf"]\n[[notebooks]]\nnotebook = "n.ipynb"\n')
    outcome = run(spec.load(path), progress=silent)
    assert outcome.code == 1
    assert "Chromium printed no PDF (3): no display" in outcome.message
    assert not (tmp_path / "published" / "weekly" / "latest").exists()


def test_a_browser_that_hangs_ends_with_the_run(notebook, spec_file, tmp_path, monkeypatch):
    slow = tmp_path / "chromium"
    slow.write_text(f"#!/bin/sh\necho $$ > '{tmp_path}/pid'\nexec sleep 600\n")
    os.chmod(slow, 0o755)
    monkeypatch.setenv("DISCOURSE_CHROMIUM", str(slow))
    notebook("n", "1 + 1")
    text = 'title = "x"\ntimeout = 15\noutputs = ["html", "csv", "pdf"]\n[[notebooks]]\nnotebook = "n.ipynb"\n'
    outcome = run(spec.load(spec_file(text)), progress=silent)
    assert outcome.code == 124
    assert "over the time limit of 15 seconds" in outcome.message
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text()))

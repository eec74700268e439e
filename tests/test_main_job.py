"""The main job, for real: the default report from the command line, opened in a browser."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

NOTEBOOKS = (
    *("corpus-lee", "framing-lee", "voices-lee", "topics-lee", "negotiation-lee"),
    *("framing-two-columns", "negotiation-two-columns", "contrast-two-columns", "close-reading"),
)


def report(out: Path) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "discourse.cli", "report", "--out", str(out)]
    return subprocess.run(command, capture_output=True, text=True, cwd=out, check=False)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Path:
    out = tmp_path_factory.mktemp("published")
    answer = report(out)
    assert answer.returncode == 0, answer.stdout + answer.stderr
    for name in NOTEBOOKS:
        assert name in answer.stdout  # progress, notebook by notebook
    latest = out / "first-look" / "latest"
    assert str(latest.resolve() / "index.html") in answer.stdout
    return latest


@pytest.mark.slow
def test_the_report_has_its_pages_figures_tables_and_manifest(published):
    for name in NOTEBOOKS:
        assert (published / f"{name}.html").is_file()
        assert (published / f"{name}.ipynb").is_file()
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    for name in manifest["files"]:
        assert (published / name).is_file()
    shares = pd.read_csv(published / "tables" / "framing-lee.shares.csv")
    assert len(shares) == 35
    assert (shares["n_documents"] == 300).all()
    assert ((shares["low"] <= shares["value"]) & (shares["value"] <= shares["high"])).all()


@pytest.mark.slow
def test_every_number_leads_to_its_sentences(published):
    import discourse as dc

    texts = dc.read("lee").documents.set_index("document")["text"]
    hits = pd.read_csv(published / "tables" / "framing-lee.hits.csv")
    assert all(texts[row.document][row.start : row.end] == row.text for row in hits.itertuples())
    shares = pd.read_csv(published / "tables" / "framing-lee.shares.csv").set_index("category")
    counted = hits[~hits["negated"]].groupby("category")["document"].nunique()
    assert (shares["n_units"] == counted.reindex(shares.index, fill_value=0)).all()


@pytest.mark.slow
def test_a_second_run_with_nothing_changed_says_so_and_does_nothing(published):
    before = sorted(path.name for path in published.parent.iterdir())
    answer = report(published.parent.parent)
    assert answer.returncode == 0
    assert "unchanged" in answer.stdout
    assert sorted(path.name for path in published.parent.iterdir()) == before


# Width and length of the description of each picture, whether it is a file or a drawing in the page.
DRAWN = """all => all.map(one => [
    one.naturalWidth || one.viewBox.baseVal.width,
    (one.alt || one.getAttribute('aria-label') || one.querySelector('title')?.textContent || '').length,
])"""


@pytest.mark.slow
@pytest.mark.browser
def test_the_index_opens_in_a_browser_without_errors_or_requests(published, chromium):
    page = chromium.new_page(viewport={"width": 1000, "height": 900})
    errors, requests = [], []
    page.on("console", lambda message: errors.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("request", lambda request: requests.append(request.url))
    for name in ("index", *NOTEBOOKS):
        page.goto((published / f"{name}.html").resolve().as_uri())
        images = page.eval_on_selector_all("img, svg[role=img]", DRAWN)
        assert images, name
        assert all(width > 300 and alt > 30 for width, alt in images), name
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, name
    page.close()
    assert errors == []
    assert [url for url in requests if not url.startswith(("file:", "data:"))] == []

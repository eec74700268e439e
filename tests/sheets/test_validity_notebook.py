"""The validity notebook, run as a report runs it: with coded sheets, and where nobody has coded yet."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.reports import spec as specs
from discourse.reports.run import run
from discourse.sheets import draw_sheet

NOTEBOOK = Path(__file__).resolve().parents[2] / "notebooks" / "validity.ipynb"


@pytest.mark.slow
def test_the_notebook_shows_the_card_or_says_how_to_get_one(tmp_path):
    sheet = draw_sheet(dc.read("two-columns"), "war-and-talks", 40, categories=["hope", "deadline"])
    sheet.write(tmp_path / "sheet.csv")
    for coder, every in (("ada", 3), ("bob", 4)):
        marks = [str(int(number % every == 0)) for number in range(40)]
        sheet.table.assign(hope=marks, deadline=marks[::-1]).to_csv(tmp_path / f"{coder}.csv", index=False)
    paths = [str(tmp_path / f"{coder}.csv") for coder in ("ada", "bob")]
    (tmp_path / "spec.toml").write_text(
        f"""title = "Validity"
[[notebooks]]
notebook = "{NOTEBOOK}"
name = "card"
[notebooks.parameters]
by = "outlet"
sheets = {paths}
key = "{tmp_path / "sheet.key.json"}"
card = "{tmp_path / "card.json"}"
[[notebooks]]
notebook = "{NOTEBOOK}"
name = "no-card"
"""
    )
    outcome = run(specs.load(tmp_path / "spec.toml"), out=tmp_path / "out")
    assert outcome.code == 0, outcome.message
    latest = next((tmp_path / "out").rglob("latest"))
    shown = (latest / "card.html").read_text(encoding="utf-8")
    assert "checked on this corpus by hand: mean F1" in shown
    assert shown.count("<figure") >= 4
    assert (tmp_path / "card.json").is_file()
    corrected = pd.read_csv(next(latest.rglob("*corrected.csv")))
    assert set(corrected["measure"]) == {"naive share of units", "corrected share of units"}
    assert "not yet validated on this corpus" in (latest / "no-card.html").read_text(encoding="utf-8")

"""Coding sheets: drawn at random, sent out, spoiled by spreadsheets, read back."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import openpyxl
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import MissingInputError, SheetError, UnreadableFileError
from discourse.sheets import Sheet, disagreements, draw_sheet, hand_codes, read_coded, read_sheets
from discourse.sheets.passages import coded_passages, passages

CATEGORIES = ["fear", "hope"]


@pytest.fixture(scope="module")
def corpus():
    return dc.read("two-columns")


@pytest.fixture(scope="module")
def coding(corpus):
    return dc.code(corpus, "war-and-talks", voices=False)


@pytest.fixture
def sheet(corpus):
    return draw_sheet(corpus, "war-and-talks", 12, categories=CATEGORIES)


def fill(sheet: Sheet, fear=None, hope=None) -> pd.DataFrame:
    return sheet.table.assign(fear=fear or ["1", "0"] * 6, hope=hope or ["0"] * 12)


def test_every_passage_has_the_chance_that_is_written_in_the_key(corpus):
    frame = passages(corpus)
    drawn = np.zeros(len(frame))
    place = {tuple(row): number for number, row in enumerate(frame.itertuples(index=False, name=None))}
    codebook = dc.Codebook.load("war-and-talks")
    for seed in range(40):
        sheet = draw_sheet(corpus, codebook, 77, categories=["hope"], seed=seed)
        drawn[[place[item.document, item.start, item.end] for item in sheet.items]] += 1
        assert all(item.probability == pytest.approx(77 / len(frame)) for item in sheet.items)
    assert drawn.sum() == 40 * 77
    assert drawn.max() < 18  # expected 4


def test_rare_codes_are_met_when_half_of_the_passages_are_drawn_from_what_is_coded(corpus, coding):
    sheet = draw_sheet(corpus, coding.codebook, 60, categories=["fear"], by="outlet", coding=coding)
    found = coded_passages(passages(corpus), coding.hits, ["fear"])["fear"]
    key = sheet.key
    assert set(key["stratum"]) == {
        f"outlet={o}, {c}" for o in corpus.documents["outlet"].unique() for c in ("coded", "not coded")
    }
    by_stratum = key.groupby("stratum")["probability"]
    assert (by_stratum.nunique() == 1).all()
    # One over the probability adds up to how many passages there are.
    assert (1 / key["probability"]).sum() == pytest.approx(len(found))
    assert key["stratum"].str.endswith(", coded").mean() > 3 * found.mean()


def test_likely_passages_are_drawn_more_often_and_none_never(corpus):
    frame = passages(corpus)
    likely = np.where(np.arange(len(frame)) < 50, 1.0, 0.0)
    sheet = draw_sheet(corpus, "war-and-talks", 40, categories=["fear"], likely=likely)
    place = {tuple(row): number for number, row in enumerate(frame.itertuples(index=False, name=None))}
    rows = [place[item.document, item.start, item.end] for item in sheet.items]
    chances = {row: item.probability for row, item in zip(rows, sheet.items, strict=True)}
    assert len(set(rows)) == 40
    assert min(p for row, p in chances.items() if row < 50) > 10 * max(p for row, p in chances.items() if row >= 50)
    assert all(p > 0 for p in chances.values())


def test_the_sheet_shows_passages_in_context_and_nothing_of_the_machine(corpus, sheet):
    table = sheet.table
    assert list(table.columns) == ["sheet", "item", "before", "passage", "after", *CATEGORIES, "none", "note"]
    assert (table[[*CATEGORIES, "none", "note"]] == "").all(axis=None)
    for item in sheet.items:
        text = corpus[item.document].text
        assert item.passage == " ".join(text[item.start : item.end].split())
        assert " ".join(text[max(0, item.start - 240) : item.start].split()).endswith(item.before)
        assert " ".join(text[item.end : item.end + 240].split()).startswith(item.after)
        assert set(f"{item.before} {item.after}".split()) <= set(text.split())  # no word is cut


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_is_written_is_read_back(sheet, tmp_path, ending):
    path, key = sheet.write(tmp_path / f"sheet{ending}")
    assert Sheet.load(path) == Sheet.load(key) == sheet
    with pytest.raises(SheetError, match="there is one already"):
        sheet.write(path)
    if ending == ".xlsx":
        book = openpyxl.load_workbook(path)
        page = book.active
        assert [cell.value for cell in page[1]] == list(sheet.table.columns)
        for row in range(2, 14):
            page.cell(row, 6).value = row % 2
        page["G2"] = True
        book.save(tmp_path / "ada.xlsx")
        judged = read_sheets(tmp_path / "ada.xlsx", path)
        assert judged["value"].sum() == 7
        assert set(judged["coder"]) == {"ada"}


def test_what_a_spreadsheet_does_to_a_file_is_undone(sheet, tmp_path):
    table = fill(sheet, fear=["TRUE", "0,0", "x", "", "1.0", "no"] * 2, hope=["", "0", "0", "", "0", "0"] * 2)
    table["passage"] = table["passage"] + "  "
    table.loc[0, "passage"] = "'" + table.loc[0, "passage"]
    table.to_csv(tmp_path / "ada.csv", sep=";", index=False, encoding="utf-8-sig", lineterminator="\r\n")
    judged = read_sheets(tmp_path / "ada.csv", sheet)
    fear = judged.query("category == 'fear'")["value"].tolist()
    assert fear == [1, 0, 1, 1, 0] * 2  # the row without any mark was not coded
    assert judged.query("category == 'hope'")["value"].sum() == 0


def test_a_passage_that_was_altered_is_refused_with_its_row(sheet, tmp_path):
    table = fill(sheet)
    table.loc[4, "passage"] = table.loc[4, "passage"].replace(" ", " not ", 1)
    table.to_csv(tmp_path / "ada.csv", index=False)
    with pytest.raises(SheetError, match=r"ada\.csv, row 6: the passage p0005 was altered"):
        read_sheets(tmp_path / "ada.csv", sheet)


def change(column: str, row: int, value: str):
    return lambda table: table.astype(object).assign(
        **{column: [value if n == row else v for n, v in enumerate(table[column])]}
    )


@pytest.mark.parametrize(
    ("spoil", "problem"),
    [
        (change("sheet", 2, "00000000"), "row 4: is of sheet 00000000"),
        (change("item", 2, "p9999"), "row 4: there is no passage 'p9999'"),
        (change("fear", 2, "maybe"), "row 4: 'maybe' under 'fear' is no code"),
        (change("none", 0, "1"), "row 2: 'none' is marked beside a category"),
        (lambda table: table.drop(columns="hope"), "the column 'hope' is missing"),
        (lambda table: pd.concat([table, table.iloc[[3]]]), "row 14: 'ada' has coded p0004 already"),
        (lambda table: table.assign(fear="", hope=""), "nothing is coded in it"),
    ],
)
def test_what_cannot_be_right_is_refused_by_name(sheet, tmp_path, spoil, problem):
    spoil(fill(sheet)).to_csv(tmp_path / "ada.csv", index=False)
    with pytest.raises(SheetError, match=problem):
        read_sheets(tmp_path / "ada.csv", sheet)


def test_files_that_are_no_sheets_are_named(sheet, tmp_path):
    (tmp_path / "ada.xlsx").write_bytes(b"no workbook")
    (tmp_path / "sheet.key.json").write_text("{}")
    with pytest.raises(UnreadableFileError, match=r"ada\.xlsx"):
        read_sheets(tmp_path / "ada.xlsx", sheet)
    with pytest.raises(MissingInputError):
        read_sheets(tmp_path / "bob.csv", sheet)
    with pytest.raises(SheetError, match="no key of a sheet"):
        Sheet.load(tmp_path / "sheet.csv")
    with pytest.raises(SheetError, match="100000 passages cannot be drawn"):
        draw_sheet(dc.read("two-columns"), "war-and-talks", 100_000)


def test_disagreements_are_listed_decided_and_become_one_code(sheet, tmp_path):
    fill(sheet).to_csv(tmp_path / "ada.csv", index=False)
    fill(sheet, fear=["1"] * 12).to_csv(tmp_path / "bob.csv", index=False)
    coded = read_coded([tmp_path / "ada.csv", tmp_path / "bob.csv"], sheet)
    assert coded.coders == ["ada", "bob"]
    split = coded.disagreements()
    assert split["item"].tolist() == [f"p{n:04}" for n in range(2, 13, 2)]
    assert split[["ada", "bob"]].values.tolist() == [[0, 1]] * 6
    assert coded.codes["fear"].isna().sum() == 6
    split.loc[:3, "decision"] = ["1", "0", "1", ""]
    split.to_csv(tmp_path / "decided.csv", index=False)
    codes = hand_codes(coded.judgements, sheet, tmp_path / "decided.csv")
    assert codes.loc[["p0002", "p0004", "p0006"], "fear"].tolist() == [1, 0, 1]
    assert codes["fear"].isna().sum() == 3
    split["decision"] = "perhaps"
    with pytest.raises(SheetError, match="is no decision"):
        hand_codes(coded.judgements, sheet, split)
    assert disagreements(coded.judgements.query("coder == 'ada'"), sheet).empty


def test_from_draw_to_hand_codes_on_the_command_line(tmp_path):
    def discourse(*arguments):
        return subprocess.run(
            [sys.executable, "-m", "discourse.cli", "sheet", *map(str, arguments)],
            capture_output=True, text=True, check=False,
        )  # fmt: skip

    drawn = discourse("draw", "two-columns", "--category", "fear", "-n", "8", "--out", tmp_path / "sheet.csv")
    assert drawn.returncode == 0, drawn.stderr
    table = pd.read_csv(tmp_path / "sheet.csv", dtype=str)
    table.assign(fear=["1", "0"] * 4).to_csv(tmp_path / "ada.csv", index=False)
    table.assign(fear=["1", "1"] * 4).to_csv(tmp_path / "bob.csv", index=False)
    back = discourse(
        "read", tmp_path / "ada.csv", tmp_path / "bob.csv", "--key", tmp_path / "sheet.key.json",
        "--out", tmp_path / "codes.csv", "--disagreements", tmp_path / "split.csv",
    )  # fmt: skip
    assert back.returncode == 0, back.stderr
    assert "4 disagreements" in back.stdout
    assert "fear: Krippendorff's alpha" in back.stdout
    assert len(pd.read_csv(tmp_path / "codes.csv")) == 8
    assert (
        discourse("read", tmp_path / "sheet.csv", "--key", tmp_path / "sheet.key.json", "--out", "x.csv").returncode
        == 2
    )

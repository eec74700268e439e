"""Dictionaries of other programs become codebooks that code the same words."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import CodebookError
from discourse.framing.importing import convert

LIWC = "%\n1\tposemo (Positive emotion)\n2\tpeace\n%\nhappy\t1\nhope*\t1 2\ntruce\t2\n*ism\t1\n"
QUANTEDA = "war:\n  weapons: [tank*, missile]\n  army:\n    - 'armed forces'\npeace:\n  - truce\n  - cease_fire\n"
YKD = (
    '<?xml version="1.0"?><dictionary style="050805"><cnode name="root"><cnode name="Peace">'
    '<pnode name="truce"/><pnode name="hope*"/></cnode></cnode></dictionary>'
)
CSV = "category,pattern\nPeace,truce\nPeace,peace talks\nWar,tank*\n"


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        ("my.dic", LIWC, {("posemo", "Hope"), ("peace", "Hope"), ("peace", "truce")}),
        ("my.yml", QUANTEDA, {("war-weapons", "tanks"), ("war-army", "armed forces"), ("peace", "truce")}),
        ("my.ykd", YKD, {("peace", "Hope"), ("peace", "truce")}),
        ("my.csv", CSV, {("peace", "truce"), ("war", "tanks")}),
    ],
)
def test_a_dictionary_codes_as_a_codebook(tmp_path, name, content, expected):
    (tmp_path / name).write_text(content, encoding="utf-8")
    text, _ = convert(tmp_path / name)
    (tmp_path / "book.yaml").write_text(text, encoding="utf-8")
    texts = pd.DataFrame({"text": ["Hope for a truce, said the armed forces with their tanks."]})
    hits = dc.code(dc.read(texts, language="en"), tmp_path / "book.yaml", voices=False).hits
    assert expected <= set(zip(hits["category"], hits["text"], strict=True))


def test_a_spreadsheet_is_read_from_its_first_sheet(tmp_path):
    rows = [{"note": "x", "category": "Peace", "pattern": "truce"}, {"category": "War", "pattern": "*tank"}, {}]
    pd.DataFrame(rows).to_excel(tmp_path / "my.xlsx", index=False)
    text, left_out = convert(tmp_path / "my.xlsx")
    assert "truce" in text
    assert left_out == ["my.xlsx, line 3: '*tank' in 'War': '*' may only stand at the end of a word"]
    (tmp_path / "no.xlsx").write_bytes(b"PK no workbook")
    with pytest.raises(CodebookError, match="not a readable workbook"):
        convert(tmp_path / "no.xlsx")


def test_what_has_no_counterpart_is_listed_with_its_line(tmp_path):
    (tmp_path / "my.dic").write_text(LIWC, encoding="utf-8")
    _, left_out = convert(tmp_path / "my.dic")
    assert left_out == ["my.dic, line 8: '*ism' in 'posemo': '*' may only stand at the end of a word"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("my.dic", "happy\t1\n", "not between two lines of %"),
        ("my.dic", "%\n1\ta\n%\nhappy\t7\n", "line 4: there is no category '7'"),
        ("my.yml", "- happy\n", "there are no categories"),
        ("my.ykd", "<dictionary>", "not valid XML"),
        ("my.csv", "word\ntruce\n", "no column 'category', 'pattern'"),
        ("my.csv", "category,pattern\n", "there is no word in it"),
        ("my.doc", "x", "no dictionary that can be read"),
    ],
)
def test_a_file_that_is_none_is_named_with_its_place(tmp_path, name, content, said):
    (tmp_path / name).write_text(content, encoding="utf-8")
    with pytest.raises(CodebookError, match=said):
        convert(tmp_path / name)

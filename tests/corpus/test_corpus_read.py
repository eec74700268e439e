"""Reading: every format gives the text that was written, and every bad input a named error."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import discourse
from discourse.errors import (
    ColumnError,
    DuplicateDocumentError,
    EmptyCorpusError,
    EncodingError,
    MissingInputError,
    UnreadableFileError,
)

TEXT = "The talks in Istanbul — the third round — ended late.\n\nNobody said “peace”. 🕊"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Truce or pause?</title>
<meta property="og:title" content="Truce or pause?"><meta name="author" content="Jane Doe">
<meta property="article:published_time" content="2025-04-22T10:15:00+03:00">
<meta property="og:site_name" content="The Paper"></head><body>
<nav><a href="/">Home</a><a href="/war">War</a></nav><main><article><h1>Truce or pause?</h1>
<p>{one}</p><p>{two}</p></article></main>
<section class="comments"><div class="comment"><p>First! What a great article this is.</p></div></section>
<footer>All rights reserved</footer></body></html>"""
ONE = "The guns were silent for thirty hours, which is longer than anyone on the line could remember."
TWO = "Both delegations said that they would return to the table, and neither of them said when or why."
several = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def docx_bytes(*paragraphs: str) -> bytes:
    import docx

    document, buffer = docx.Document(), io.BytesIO()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.save(buffer)
    return buffer.getvalue()


def pdf_bytes(*pages: str) -> bytes:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.backends.backend_pdf import PdfPages

    buffer = io.BytesIO()
    with matplotlib.rc_context({"pdf.fonttype": 42}), PdfPages(buffer) as book:
        for page in pages:
            figure = pyplot.figure()
            if page:
                figure.text(0.1, 0.5, page)
            book.savefig(figure)
            pyplot.close(figure)
    return buffer.getvalue()


def zip_bytes(members: dict[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_plain_text_is_read_as_it_stands(tmp_path):
    (tmp_path / "talks.txt").write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    corpus = discourse.read(tmp_path / "talks.txt")
    assert corpus["talks"].text == TEXT
    assert corpus["talks"].source == "talks.txt"
    assert corpus["talks"].language == "en"


def test_line_ends_of_windows_are_converted_and_noted(tmp_path):
    (tmp_path / "a.txt").write_bytes(b"One line.\r\nAnother line.\r\n")
    corpus = discourse.read(tmp_path / "a.txt")
    assert corpus["a"].text == "One line.\nAnother line.\n"
    assert "a.txt: line ends converted to \\n" in corpus.notes


def test_front_matter_is_metadata_and_text_begins_after_it(tmp_path):
    (tmp_path / "c.md").write_text(
        "---\ntitle: Why talk\nauthor: A. Writer\ndate: 2025-04-19\noutlet: No\n"
        "episode: 3\ntags: [truce, talks]\ncode: 007\n---\n" + TEXT,
        encoding="utf-8",
    )
    document = discourse.read(tmp_path)["c"]
    assert document.text == TEXT
    assert (document.title, document.author, document.outlet) == ("Why talk", "A. Writer", "No")
    assert document.date == pd.Timestamp("2025-04-19")
    assert document.metadata == {"episode": 3, "tags": "truce; talks", "code": "007"}


def test_a_text_that_begins_with_a_rule_has_no_front_matter(tmp_path):
    text = "---\nIt was late.\n---\nThey went home."
    (tmp_path / "rule.txt").write_text(text)
    assert discourse.read(tmp_path)["rule"].text == text


def test_html_gives_the_article_and_its_metadata(tmp_path):
    (tmp_path / "page.html").write_text(PAGE.format(one=ONE, two=TWO), encoding="utf-8")
    document = discourse.read(tmp_path / "page.html")["page"]
    assert ONE in document.text
    assert TWO in document.text
    assert "First!" not in document.text
    assert (document.title, document.author, document.outlet) == ("Truce or pause?", "Jane Doe", "The Paper")
    assert document.date == pd.Timestamp("2025-04-22")
    assert [document.text[a:b] for a, b in document.body] == [f"{ONE}\n{TWO}"]


def test_html_in_the_encoding_it_declares(tmp_path):
    page = PAGE.replace('charset="utf-8"', 'charset="windows-1251"').format(
        one="Переговори тривають, і ніхто не знає, чим вони скінчаться для тих, хто чекає.", two=TWO
    )
    (tmp_path / "page.htm").write_bytes(page.encode("cp1251"))
    corpus = discourse.read(tmp_path)
    assert "Переговори тривають" in corpus["page"].text
    assert "page.htm: not UTF-8, read as windows-1251" in corpus.notes


def test_docx_gives_paragraphs_as_lines(tmp_path):
    (tmp_path / "w.docx").write_bytes(docx_bytes("U.S. “talks”.", "Переговори."))
    assert discourse.read(tmp_path)["w"].text == "U.S. “talks”.\nПереговори."


def test_pdf_gives_pages_in_order(tmp_path):
    (tmp_path / "p.pdf").write_bytes(pdf_bytes("First page.", "Second page."))
    assert discourse.read(tmp_path)["p"].text == "First page.\fSecond page."


def test_one_article_per_line(tmp_path):
    (tmp_path / "wire.cor").write_text("First item.\n\nSecond item.\n")
    corpus = discourse.read(tmp_path / "wire.cor")
    assert list(corpus.documents["document"]) == ["wire-001", "wire-002"]
    assert corpus["wire-002"].text == "Second item."


def test_gz_and_zip_are_read_like_what_is_in_them(tmp_path):
    inner = {
        "b/two.txt": b"Two.",
        "a/one.txt": b"One.",
        "__MACOSX/._one.txt": b"x",
        "a/table.csv.gz": gzip.compress(b"text\nThree.\n"),
    }
    (tmp_path / "all.zip").write_bytes(zip_bytes(inner))
    (tmp_path / "four.txt.gz").write_bytes(gzip.compress(b"Four."))
    corpus = discourse.read(tmp_path)
    found = dict(zip(corpus.documents["source"], corpus.documents["text"], strict=True))
    assert found == {
        "all.zip/a/one.txt": "One.",
        "all.zip/a/table.csv.gz": "Three.",
        "all.zip/b/two.txt": "Two.",
        "four.txt.gz": "Four.",
    }
    assert list(corpus.documents["document"]) == ["one", "table:2", "two", "four"]
    alone = discourse.read(tmp_path / "all.zip")
    assert list(alone.documents["source"]) == ["a/one.txt", "a/table.csv.gz", "b/two.txt"]


def test_member_names_of_a_zip_are_only_names(tmp_path):
    (tmp_path / "evil.zip").write_bytes(zip_bytes({"../../up.txt": b"Up.", "/etc/root.txt": b"Root."}))
    corpus = discourse.read(tmp_path / "evil.zip")
    assert sorted(corpus.documents["source"]) == ["etc/root.txt", "up.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["evil.zip"]


def test_a_folder_lists_what_it_leaves_out_and_why(tmp_path):
    for name, content in {
        "b.txt": "Bee.",
        "sub/a.txt": "Ay.",
        "c.xls": "?",
        ".hidden.txt": "h",
        "blank.txt": " \n",
        "Makefile": "x",
    }.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(content)
    corpus = discourse.read(tmp_path)
    assert list(corpus.documents["source"]) == ["b.txt", "sub/a.txt"]
    left = dict(zip(corpus.left_out["source"], corpus.left_out["reason"], strict=True))
    assert set(left) == {"c.xls", ".hidden.txt", "blank.txt", "Makefile"}
    assert left[".hidden.txt"] == "hidden file"
    assert ".xls" in left["c.xls"]
    assert str(tmp_path) not in corpus.documents.to_csv() + corpus.left_out.to_csv()


def test_rows_without_text_are_left_out_with_their_row(tmp_path):
    (tmp_path / "t.csv").write_text('text,outlet\nOne.,A\n,B\n"  ",C\nTwo.,D\n')
    corpus = discourse.read(tmp_path / "t.csv")
    assert list(corpus.documents["document"]) == ["t:2", "t:5"]
    assert corpus.left_out.to_dict("records") == [
        {"source": "t.csv", "row": 3, "reason": "no text"},
        {"source": "t.csv", "row": 4, "reason": "no text"},
    ]


def test_columns_are_mapped_typed_and_ordered(tmp_path):
    (tmp_path / "t.csv").write_text(
        "id,body,paper,source,year,code\nx1,Hello there.,A,wire,1999,007\nx2,Bye now.,,agency,2001,010\n"
    )
    corpus = discourse.read(tmp_path / "t.csv", text="body", document="id", outlet="paper", language="en")
    assert list(corpus.documents.columns) == [
        "document", "text", "title", "date", "author", "outlet", "actor", "language", "source",
        "source_original", "year", "code",
    ]  # fmt: skip
    assert list(corpus.documents["document"]) == ["x1", "x2"]
    assert list(corpus.documents["year"]) == [1999, 2001]
    assert list(corpus.documents["code"]) == ["007", "010"]
    assert list(corpus.documents["source_original"]) == ["wire", "agency"]
    assert corpus["x2"].outlet is None
    assert corpus.documents["outlet"][1] is None
    assert corpus.documents["date"].isna().all()
    assert list(corpus.documents["language"]) == ["en", "en"]


def test_semicolons_and_tabs_divide_cells_too(tmp_path):
    (tmp_path / "s.csv").write_text("text;outlet\nYes, we can; A\n")
    (tmp_path / "t.tsv").write_text('text\toutlet\n"Talks" resumed\tB\n')
    corpus = discourse.read(tmp_path)
    assert list(corpus.documents["text"]) == ["Yes, we can", '"Talks" resumed']
    assert "s.csv: cells divided by semicolons" in corpus.notes


def test_a_cell_may_hold_a_whole_speech(tmp_path):
    speech = "word " * 60_000
    (tmp_path / "t.csv").write_text(f"text\n{speech}\n")
    assert len(discourse.read(tmp_path / "t.csv", clean=False)["t:2"].text) == len(speech)


def test_data_frame(tmp_path):
    frame = pd.DataFrame(
        {"text": ["One.", None, "Two."], "date": pd.to_datetime(["2020-01-01", None, None]), "n": [1.5, 2, 3]}
    )
    corpus = discourse.read(frame)
    assert list(corpus.documents["document"]) == ["DataFrame:1", "DataFrame:3"]
    assert corpus["DataFrame:3"].date is None
    assert list(corpus.documents["n"]) == [1.5, 3]
    assert corpus.left_out.to_dict("records") == [{"source": "DataFrame", "row": 2, "reason": "no text"}]


def test_stems_that_clash_become_paths(tmp_path):
    for name in ("2001/speech.txt", "2002/speech.txt", "2002/other.txt"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    assert list(discourse.read(tmp_path).documents["document"]) == ["2001/speech", "other", "2002/speech"]


texts = st.lists(st.text(st.characters(exclude_categories=["Cs"])).filter(str.strip), min_size=1, max_size=5)


@several
@given(texts)
def test_jsonl_and_parquet_and_json_give_back_any_text(tmp_path, values):
    rows = [{"document": str(i), "text": value} for i, value in enumerate(values)]
    (tmp_path / "t.jsonl").write_text(
        "\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8", newline=""
    )
    (tmp_path / "t.json").write_text(json.dumps(rows), encoding="utf-8")
    pd.DataFrame(rows).to_parquet(tmp_path / "t.parquet")
    for name in ("t.jsonl", "t.json", "t.parquet"):
        assert list(discourse.read(tmp_path / name, language="en").documents["text"]) == values


@several
@given(texts)
def test_csv_gives_back_any_text(tmp_path, values):
    import csv

    values = [value.replace("\x00", "") or "x" for value in values]
    values = [value if value.strip() else "x" for value in values]
    with open(tmp_path / "t.csv", "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerows([["text", "n"], *([value, "1"] for value in values)])
    assert list(discourse.read(tmp_path / "t.csv", language="en").documents["text"]) == values


# -- bad input -----------------------------------------------------------------------------------------------


def test_missing_folder(tmp_path):
    with pytest.raises(MissingInputError, match=r"nowhere.*no such file or folder.*What to do"):
        discourse.read(str(tmp_path / "nowhere"))
    with pytest.raises(MissingInputError, match="perhaps the corpus inaugural; corpora known"):
        discourse.read("inagural")


def test_empty_corpus_says_what_was_there(tmp_path):
    with pytest.raises(EmptyCorpusError, match="nothing with a text"):
        discourse.read(tmp_path)
    (tmp_path / "x.xls").write_text("x")
    with pytest.raises(EmptyCorpusError, match=r"x\.xls"):
        discourse.read(tmp_path)


def test_csv_without_the_text_column_lists_its_columns(tmp_path):
    (tmp_path / "t.csv").write_text("id,body\n1,Hello\n")
    with pytest.raises(ColumnError, match=r"t\.csv, row 2: no column 'text'; columns are id, body.*text='NAME'"):
        discourse.read(tmp_path / "t.csv")
    with pytest.raises(ColumnError, match=r"no column 'boddy'; columns are id, body"):
        discourse.read(tmp_path / "t.csv", text="boddy")
    with pytest.raises(ColumnError, match="no column 'english'"):
        discourse.read(tmp_path / "t.csv", text="body", language="english")


@pytest.mark.parametrize("name", ["bad.docx", "bad.pdf", "bad.parquet", "bad.zip", "bad.txt.gz"])
def test_a_file_that_is_not_what_its_name_says(tmp_path, name):
    (tmp_path / name).write_bytes(b"PK\x03\x04 this is nothing of the kind")
    with pytest.raises(UnreadableFileError, match=rf"{name}.*What to do") as caught:
        discourse.read(tmp_path)
    assert caught.value.source == name


def test_a_docx_cut_short(tmp_path):
    (tmp_path / "cut.docx").write_bytes(docx_bytes("Hello")[:2000])
    with pytest.raises(UnreadableFileError, match=r"cut\.docx: not a readable Word document"):
        discourse.read(tmp_path / "cut.docx")


def test_a_pdf_without_text_and_one_with_a_password(tmp_path):
    from pypdf import PdfReader, PdfWriter

    (tmp_path / "scan.pdf").write_bytes(pdf_bytes(""))
    with pytest.raises(UnreadableFileError, match=r"scan\.pdf: no text layer"):
        discourse.read(tmp_path / "scan.pdf")
    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf_bytes("Secret."))))
    writer.encrypt("sesame", algorithm="RC4-128")
    writer.write(tmp_path / "locked.pdf")
    with pytest.raises(UnreadableFileError, match=r"locked\.pdf: the PDF needs a password"):
        discourse.read(tmp_path / "locked.pdf")


def test_duplicate_ids_name_both_places(tmp_path):
    (tmp_path / "t.csv").write_text("document,text\na,One\nb,Two\na,Three\n")
    with pytest.raises(DuplicateDocumentError, match=r"t\.csv, row 4: .*'a' is there already \(t\.csv, row 2\)"):
        discourse.read(tmp_path / "t.csv")
    (tmp_path / "t.csv").unlink()
    (tmp_path / "same.txt").write_text("x")
    (tmp_path / "same.md").write_text("x")
    with pytest.raises(DuplicateDocumentError, match=r"same\.txt: .*\(same\.md\)"):
        discourse.read(tmp_path)


def test_undecodable_bytes_name_file_and_offset(tmp_path):
    (tmp_path / "noise.txt").write_bytes(b"Fine so far \xff\xfe\x00\x01\x02\x81\x8d\x8f\x00" * 30)
    with pytest.raises(EncodingError, match=r"noise\.txt: not text: the byte at offset 12 .*What to do"):
        discourse.read(tmp_path)
    (tmp_path / "noise.txt").write_text("half a pair")
    (tmp_path / "t.jsonl").write_text('{"text": "ok"}\n{"text": "a\\ud83d"}\n')
    with pytest.raises(EncodingError, match=r"t\.jsonl, row 2: character 1"):
        discourse.read(tmp_path)


@pytest.mark.parametrize(
    ("name", "content", "place"),
    [
        ("t.csv", "text,n\nOne,1\nTwo,2,3\n", "t.csv, row 3: 3 cells where the header has 2"),
        ("t.csv", 'text\n"open\n', "t.csv, row 2: not a readable table"),
        ("t.csv", "text,text\na,b\n", "t.csv, row 1: two columns are called 'text'"),
        ("t.jsonl", '{"text": "a"}\n{"text": }\n', "t.jsonl, row 2, column 10: not JSON"),
        ("t.jsonl", '{"text": "a"}\n["b"]\n', "t.jsonl, row 2: expected an object"),
        ("t.json", '[{"text": "a"},\n {]', "t.json, row 2, column 3: not JSON"),
        ("t.json", '{"text": 3}', "t.json, row 1: the text is a int"),
        ("t.md", "---\ntitle: a: b\n---\nText", "t.md, row 2, column 9: the front matter is not YAML"),
    ],
)
def test_broken_tables_name_file_and_row(tmp_path, name, content, place):
    (tmp_path / name).write_text(content)
    with pytest.raises(discourse.errors.DiscourseError) as caught:
        discourse.read(tmp_path / name)
    assert str(caught.value).startswith(place)


def test_a_source_that_is_no_source():
    with pytest.raises(MissingInputError, match="cannot read a int"):
        discourse.read(3)


def test_the_folder_is_untouched(tmp_path):
    (tmp_path / "a.txt").write_text("One.")
    before = sorted(Path(tmp_path).rglob("*"))
    discourse.read(tmp_path)
    assert sorted(Path(tmp_path).rglob("*")) == before


def test_texts_too_short_to_tell_are_in_the_language_of_the_others():
    long, german = "The talks in Istanbul ended without a result.", "Die Gespräche in Genf endeten ohne ein Ergebnis."
    texts = pd.DataFrame({"document": ["a", "b", "c"], "text": [long, "Why so?", long]})
    corpus = discourse.read(texts)
    assert corpus.documents["language"].tolist() == ["en", "en", "en"]
    assert any("1 too short to tell" in note for note in corpus.notes)
    mixed = discourse.read(texts.assign(text=[long, "Why so?", german]))
    assert mixed.documents["language"].tolist() == ["en", "und", "de"]

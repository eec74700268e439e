"""Exports of LexisNexis and Factiva: one document per article, with its outlet, date and author, none lost."""

from __future__ import annotations

import re
from datetime import date

import pandas as pd
import published
import pytest
from hypothesis import given
from hypothesis import strategies as st

import discourse
from discourse.corpus import layouts
from discourse.corpus.layouts.wording import date_in, language_code, number_in
from discourse.corpus.readers import Reading
from discourse.corpus.readers.rtf import text_of
from discourse.errors import DateError, DuplicateDocumentError, UnreadableFileError

BODY = f"{published.SAID[0]}\n{published.SAID[2]}"


def write(path, kind, lines):
    """An export with these paragraphs, in one of the kinds of file that are offered."""
    file = path / f"export.{kind}"
    if kind == "DOCX":
        return published.docx(file, lines)
    if kind == "rtf":
        file.write_bytes(published.rtf(lines))
    elif kind == "html":
        file.write_text(
            "<html><body>" + "".join(f"<p>{line}</p>" for line in lines) + "</body></html>", encoding="utf-8"
        )
    else:
        file.write_text("\n".join(lines), encoding="utf-8")
    return file


@pytest.mark.parametrize("kind", ["DOCX", "rtf", "html", "txt"])
@pytest.mark.parametrize("cover", [True, False])
def test_lexisnexis_gives_articles_with_their_fields(tmp_path, kind, cover):
    corpus = discourse.read(write(tmp_path, kind, published.lexisnexis_lines(3, cover)))
    assert list(corpus.documents["document"]) == ["export:1", "export:2", "export:3"]
    assert list(corpus.documents["text"]) == [BODY] * 3
    assert list(corpus.documents["title"]) == [f"Talks end early, part {n}" for n in (1, 2, 3)]
    assert list(corpus.documents["date"].dt.strftime("%Y-%m-%d")) == ["2025-04-19", "2025-04-20", "2025-04-21"]
    first = corpus["export:1"]
    assert (first.outlet, first.author, first.language) == ("The Paper (Northtown)", "Anna Example", "en")
    assert first.metadata == {
        "copyright": "Copyright 2025 The Paper Ltd. All Rights Reserved",
        "section": "OPINION; Pg. 3",
        "length": 1204,
        "dateline": "NORTHTOWN",
        "graphic": "A bridge, closed. Photo: Example",
        "load_date": pd.Timestamp("2025-04-20"),
        "publication_type": "Newspaper",
        "subject": "TRUCES (90%); BRIDGES (78%)",
    }
    assert len(corpus.left_out) == 0


def test_line_ends_in_the_source_of_a_page_are_spaces(tmp_path):
    lines = [line.replace("came to", "came\nto") for line in published.lexisnexis_lines(1)]
    assert discourse.read(write(tmp_path, "html", lines))["export:1"].text == BODY


def test_lexisnexis_body_may_hold_what_looks_like_a_field(tmp_path):
    lines = published.lexisnexis_lines(1)
    at = lines.index("Body") + 1
    lines[at:at] = ["Classification", "Date: the day was never set.", "Note: nobody came."]
    text = discourse.read(write(tmp_path, "txt", lines))["export:1"].text
    assert text == f"Classification\nDate: the day was never set.\nNote: nobody came.\n{BODY}"


def test_lexisnexis_without_headline_load_date_or_byline(tmp_path):
    lines = ["Radio North", "3 mai 2025 samedi", "Copyright 2025", "Body", "Rien.", "End of Document"]
    document = discourse.read(write(tmp_path, "txt", lines), layout="lexisnexis")["export:1"]
    assert (document.outlet, document.date, document.text) == ("Radio North", pd.Timestamp("2025-05-03"), "Rien.")


def test_lexisnexis_cut_short_says_in_which_article(tmp_path):
    lines = published.lexisnexis_lines(3)
    file = write(tmp_path, "txt", lines[: len(lines) - 4])
    with pytest.raises(UnreadableFileError, match=r"export\.txt: article 3 has no line 'End of Document'.*cut short"):
        discourse.read(file)


def test_lexisnexis_list_and_articles_are_compared(tmp_path):
    lines = ["Documents (5)" if line == "Documents (2)" else line for line in published.lexisnexis_lines(2)]
    corpus = discourse.read(write(tmp_path, "txt", lines))
    assert corpus.left_out["reason"].tolist() == ["its list names 5 documents, 2 are in it"]


def test_lexisnexis_article_without_a_body_is_left_out(tmp_path):
    lines = [*published.lexisnexis_lines(1, cover=False), "A picture", "The Paper", "April 1, 2025", "End of Document"]
    corpus = discourse.read(write(tmp_path, "txt", lines))
    assert len(corpus) == 1
    assert corpus.left_out.to_dict("records") == [
        {"source": "export.txt", "row": 2, "reason": "no text: the article has no line 'Body' (A picture)"}
    ]


def test_a_folder_of_exports_and_one_that_is_none(tmp_path):
    (tmp_path / "0-notes.txt").write_text("What I searched for.")
    published.docx(tmp_path / "a.docx", published.lexisnexis_lines(2))
    (tmp_path / "b.rtf").write_bytes(published.rtf(published.lexisnexis_lines(1)))
    (tmp_path / "search.pdf").write_bytes(b"%PDF")
    corpus = discourse.read(tmp_path)
    assert list(corpus.documents["document"]) == ["a:1", "a:2", "b:1"]
    assert corpus.left_out["source"].tolist() == ["0-notes.txt", "search.pdf"]
    published.docx(tmp_path / "letter.docx", ["Dear colleague,", "the export is attached."])
    corpus = discourse.read(tmp_path)
    assert corpus.left_out["reason"].tolist()[0] == "no article in it: no line is 'End of Document'"
    with pytest.raises(UnreadableFileError, match=r"letter\.docx: no article in it.*full documents"):
        discourse.read(tmp_path / "letter.docx", layout="lexisnexis")
    (tmp_path / "letter.docx").write_bytes(b"PK\x03\x04 nothing of the kind")
    with pytest.raises(UnreadableFileError, match=r"letter\.docx: not a readable Word document"):
        discourse.read(tmp_path)


@pytest.mark.parametrize("kind", ["html", "rtf"])
def test_factiva_gives_articles_with_their_fields(tmp_path, kind):
    file = tmp_path / f"Factiva.{kind}"
    file.write_bytes(published.factiva_html(2).encode() if kind == "html" else published.factiva_rtf(2))
    corpus = discourse.read(file)
    assert list(corpus.documents["document"]) == ["PAPER00020250419el4j00001", "PAPER00020250419el4j00002"]
    first = next(iter(corpus))
    assert first.text == f"{BODY}\nNobody signed."
    assert (first.title, first.author, first.outlet) == ("Talks end early, part 1", "Anna Example", "The Paper")
    assert (first.date, first.language) == (pd.Timestamp("2025-04-19"), "en")
    assert first.metadata["section"] == "Opinion"
    assert first.metadata["length"] == 1204
    assert first.metadata["subject"] == "gvio : Military Action | gcat : Political News"
    assert first.metadata["publisher"] == "The Paper Ltd."


def test_factiva_page_without_codes(tmp_path):
    (tmp_path / "Factiva.html").write_text(published.factiva_plain(), encoding="utf-8")
    document = next(iter(discourse.read(tmp_path)))
    assert document.text == "\n".join(" ".join(text.split()) for text in published.SAID)
    assert (document.title, document.author, document.outlet) == ("Talks end early", "Anna Example", "The Paper")
    assert (document.date, document.language) == (pd.Timestamp("2025-04-19"), "en")
    assert (document.metadata["source_code"], document.metadata["length"]) == ("PAPER", 1204)


def test_factiva_text_may_begin_with_what_looks_like_a_code(tmp_path):
    lines = [
        "HD\tTalks",
        "PD\t19 April 2025",
        "SN\tThe Paper",
        "LP\tFirst.",
        "TD\tSecond.",
        "IN THE HALL nobody spoke.",
    ]
    lines += ["RE ELECTION: not now.", "AN\tDocument PAPER00020250419el4j00001"]
    (tmp_path / "f.rtf").write_bytes(published.rtf(lines))
    document = next(iter(discourse.read(tmp_path)))
    assert document.text == "First.\nSecond.\nIN THE HALL nobody spoke.\nRE ELECTION: not now."


def test_factiva_cell_with_text_outside_of_paragraphs(tmp_path):
    page = published.factiva_html(1).replace("<td><p class=", "<td>First\nof all.<p class=", 1)
    (tmp_path / "f.html").write_text(
        page.replace("</p></td></tr><tr><td><b>CO", "</p>Last <i>of all</i>.</td></tr><tr><td><b>CO")
    )
    text = next(iter(discourse.read(tmp_path))).text
    assert text == f"First of all.\n{BODY}\nNobody signed.\nLast of all."


def test_factiva_text_may_speak_of_its_own_summary(tmp_path):
    lines = ["HD\tTalks", "PD\t19 April 2025", "SN\tThe Paper", "TD\tFirst.", "Search Summary", "Second."]
    (tmp_path / "f.rtf").write_bytes(published.rtf([*lines, "AN\tDocument PAPER00020250419el4j00001"]))
    assert next(iter(discourse.read(tmp_path))).text == "First.\nSearch Summary\nSecond."


def test_factiva_twice_cut_short_and_with_an_impossible_date(tmp_path):
    page = published.factiva_html(2)
    (tmp_path / "a.html").write_text(page)
    (tmp_path / "b.html").write_text(page)
    with pytest.raises(DuplicateDocumentError, match=r"b\.html, row 1: .*PAPER00020250419el4j00001.*a\.html, row 1"):
        discourse.read(tmp_path)
    (tmp_path / "b.html").unlink()
    (tmp_path / "a.html").write_text(page[: page.rindex("<tr><td><b>AN")])
    with pytest.raises(UnreadableFileError, match=r"a\.html: article 2 has no accession number"):
        discourse.read(tmp_path)
    (tmp_path / "a.html").write_text(page.replace("19 April 2025", "31 April 2025"))
    with pytest.raises(DateError, match=r"a\.html, row 1: '31 April 2025' \(PD\) is not a date"):
        discourse.read(tmp_path)
    (tmp_path / "a.html").unlink()
    whole = published.factiva_rtf(2)
    (tmp_path / "a.rtf").write_bytes(whole[: whole.rindex(b"AN}")] + b"}}}")
    with pytest.raises(UnreadableFileError, match=r"a\.rtf: article 2 has no accession number"):
        discourse.read(tmp_path, layout="factiva")


def test_exports_are_told_from_each_other_and_from_other_files(tmp_path):
    html = tmp_path / "a.html"
    html.write_text(published.factiva_html())
    assert layouts.recognise(html) == "factiva"
    html.write_bytes(published.page())
    assert layouts.recognise(html) is None
    assert layouts.recognise(write(tmp_path, "rtf", published.lexisnexis_lines())) == "lexisnexis"
    letter = tmp_path / "letter.rtf"
    letter.write_bytes(published.rtf(["Dear colleague,", "End of Document"]))
    assert layouts.recognise(letter) is None
    assert discourse.read(letter, language="en")["letter"].text.rstrip() == "Dear colleague,\nEnd of Document"


# -- dates, languages, RTF -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["April 9, 2025 Wednesday", "9 April 2025", "Wednesday, April 9, 2025", "Mittwoch 9. April 2025",
     "9 avril 2025 mercredi", "9 de abril de 2025", "9 aprile 2025", "Apr. 9, 2025", "2025-04-09", "9th April 2025",
     "9 kwietnia 2025", "9 квітня 2025"],
)  # fmt: skip
def test_dates_in_words(written):
    assert date_in(written) == date(2025, 4, 9)


@pytest.mark.parametrize(
    "written",
    ["The talks of April 9, 2025", "April 31, 2025", "Marching 2025", "2025", "Paris", "", "The Sun (9 of 10)"],
)
def test_lines_that_begin_with_no_date(written):
    assert date_in(written) is None


def test_languages_and_numbers_in_words():
    assert [language_code(name) for name in ("English", "ENGLISH; ANGLAIS", "Deutsch", None)] == [
        "en",
        "en",
        "de",
        None,
    ]
    assert [number_in(text) for text in ("1,204 words", "812", "some", None)] == [1204, 812, "some", None]


KEPT_APART = re.compile(r"Page \d+ of \d+|End of Document|Graphic|Notes|Load-Date:.*")
paragraphs = st.lists(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029")), min_size=1, max_size=6
)


@given(paragraphs)
def test_lexisnexis_gives_back_any_body(tmp_path_factory, lines):
    said = [" ".join(line.split()) for line in lines]
    said = [line for line in said if line and not KEPT_APART.fullmatch(line)] or ["Nothing."]
    export = published.lexisnexis_lines(1, cover=False)
    at = export.index("Body")
    export[at + 1 : export.index("Graphic")] = said
    file = write(tmp_path_factory.mktemp("any"), "txt", export)
    reading = Reading()
    (record,) = layouts.records(file, "lexisnexis", reading)
    assert record.fields["text"] == "\n".join(said)


@given(paragraphs)
def test_rtf_gives_back_any_text(lines):
    assert text_of("a.rtf", published.rtf(lines)) == "\n".join(lines) + "\n"


words = st.sampled_from(
    [r"\b ", r"\b0 ", r"\par ", r"\tab ", r"{\i italic}", r"\u8220?", r"\'e9", "talks", " ", r"\{", r"\\", r"\emdash ",
     r"{\*\bkmkstart x}", r"{\pict\pngblip 89504e47}", r"\line ", "\n", 
     r"{\info{\title T}}", r"\uc1 ", r"\lquote ", r"\~"]
)  # fmt: skip


@given(st.lists(words, max_size=25))
def test_rtf_agrees_with_a_library(pieces):
    rtf_to_text = pytest.importorskip("striprtf.striprtf").rtf_to_text
    rtf = r"{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Arial;}}\f0 " + "".join(pieces) + "}"
    assert text_of("a.rtf", rtf.encode()).strip() == rtf_to_text(rtf, encoding="cp1252").strip()


def test_rtf_in_other_alphabets():
    cyrillic = "Переговори".encode("cp1251")
    escaped = "".join(f"\\'{byte:02x}" for byte in cyrillic)
    font = rf"{{\rtf1\ansi\ansicpg1252{{\fonttbl{{\f0\fcharset0 A;}}{{\f1\fcharset204 B;}}}}\f1 {escaped}\f0 \'e9}}"
    assert text_of("a.rtf", font.encode()) == "Переговориé"
    page = rb"{\rtf1\ansi\ansicpg1251 " + cyrillic + rb"}"
    assert text_of("a.rtf", page) == "Переговори"
    chinese = "".join(f"\\'{byte:02x}" for byte in "谈判".encode("gb18030"))
    assert text_of("a.rtf", rf"{{\rtf1\ansi\ansicpg936 {chinese}}}".encode()) == "谈判"


def test_rtf_binary_data_and_braces_in_it():
    assert text_of("a.rtf", rb"{\rtf1 One{\pict\bin6 }}{{}}}two}") == "Onetwo"


def test_rtf_cut_short_and_no_rtf():
    whole = published.rtf(["One {two} three."])
    with pytest.raises(UnreadableFileError, match=r"a\.rtf: the RTF file is cut short: 1 groups"):
        text_of("a.rtf", whole[:-1])
    with pytest.raises(UnreadableFileError, match=r"a\.rtf: not a readable RTF file"):
        text_of("a.rtf", b"Dear colleague")
    assert re.fullmatch("One {two} three.\n", text_of("a.rtf", whole))

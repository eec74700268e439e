"""ParlaMint in both its forms: the same speeches, the same columns, and no speech lost between text and metadata."""

from __future__ import annotations

import pandas as pd
import published
import pytest
from published import SITTING

import discourse
from discourse.errors import DuplicateDocumentError, UnmatchedError, UnreadableFileError

FIRST, SECOND = f"{SITTING}.u1", f"{SITTING}.u2"


def change(folder, name, old, new):
    (file,) = folder.rglob(name)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_text_form_joins_lines_and_rows(tmp_path):
    corpus = discourse.read(published.parlamint_text(tmp_path))
    first, second = corpus
    assert (first.document, first.text) == (FIRST, published.SAID[0])
    assert (first.author, first.actor, first.title) == ("Example, Anna", "AB", "Minutes, 1 March 2022")
    assert (first.date, first.outlet, first.language) == (pd.Timestamp("2022-03-01"), "ParlaMint-XX", "en")
    assert first.metadata["body"] == "Lower house"  # the metadata in English, not those in the parliament's language
    assert second.metadata["party_status"] == "Opposition"
    assert second.metadata["session"] is None
    assert any("-meta-en.tsv" in note for note in corpus.notes)


def test_both_forms_give_the_same_columns(tmp_path):
    text = discourse.read(published.parlamint_text(tmp_path / "a")).documents.set_index("document")
    tei = discourse.read(published.parlamint_tei(tmp_path / "b")).documents.set_index("document")
    assert set(tei.columns) - {"heading"} <= set(text.columns)
    for column in ("title", "date", "author", "actor", "body", "term", "meeting", "sitting",
                   "subcorpus", "speaker_role", "speaker_party_name", "speaker_gender",
                   "speaker_birth", "speaker_id", "text_id", "outlet"):  # fmt: skip
        assert tei.loc[FIRST, column] == text.loc[FIRST, column], column
    assert tei.loc[SECOND, "actor"] == "CD"


def test_tei_gives_paragraphs_without_the_stenographers_remarks(tmp_path):
    corpus = discourse.read(published.parlamint_tei(tmp_path))
    assert corpus[FIRST].text == f"{published.SAID[0]}\nIs there any objection?"
    assert corpus[SECOND].language == "de"
    assert corpus[FIRST].metadata["heading"] == "The truce"
    assert corpus[f"{SITTING}.u3"].author is None
    assert any(note.startswith("remarks of the stenographers") for note in corpus.notes)
    assert any(note == "speeches by someone who is in no list of speakers: 1" for note in corpus.notes)


def test_the_party_is_that_of_the_day(tmp_path):
    minutes = published.MINUTES.replace('<setting><date when="2022-03-01"/>', '<setting><date when="2019-12-31"/>')
    corpus = discourse.read(published.parlamint_tei(tmp_path, minutes))
    assert corpus[FIRST].actor == "OLD"
    assert corpus[FIRST].date == pd.Timestamp("2019-12-31")


def test_a_sitting_alone_has_no_names(tmp_path):
    published.parlamint_tei(tmp_path)
    corpus = discourse.read(tmp_path / "ParlaMint-XX.TEI" / "2022" / f"{SITTING}.xml")
    assert corpus.documents["author"].isna().all()
    assert corpus.documents["speaker_id"].tolist() == ["ExampleAnna", "SampleJan", "Nobody"]
    assert any("no list of speakers" in note for note in corpus.notes)


def test_where_both_forms_are_there_the_text_is_read_and_the_rest_is_listed(tmp_path):
    published.parlamint_tei(published.parlamint_text(tmp_path))
    (tmp_path / "ParlaMint-XX.txt" / "00README.txt").write_text("Read me.")
    corpus = discourse.read(tmp_path)
    assert len(corpus) == 2
    reasons = dict(zip(corpus.left_out["source"], corpus.left_out["reason"], strict=True))
    assert "text form is read" in reasons[f"ParlaMint-XX.TEI/2022/{SITTING}.xml"]
    assert reasons["ParlaMint-XX.txt/00README.txt"] == "no sitting"


def test_the_archive_as_it_is_downloaded(tmp_path):
    folder = published.parlamint_tei(tmp_path / "unpacked")
    # The sittings come before the lists of people they refer to.
    names = sorted(folder.rglob("*.xml"), key=lambda p: "list" in p.name)
    members = {f"ParlaMint-XX/{p.relative_to(folder).as_posix()}": p.read_bytes() for p in names}
    corpus = discourse.read(published.tar(tmp_path / "ParlaMint-XX.tgz", members, "w:gz"))
    assert corpus[FIRST].author == "Example, Anna"


def test_broken_xml_names_file_and_line(tmp_path):
    folder = published.parlamint_tei(tmp_path, published.MINUTES.replace("</head>", "</hd>"))
    with pytest.raises(UnreadableFileError, match=rf"2022/{SITTING}\.xml, line 10: not well-formed XML"):
        discourse.read(folder)


def test_an_entity_is_not_followed(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret")
    outside = f'<!DOCTYPE TEI [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    minutes = published.MINUTES.replace("<TEI", f"{outside}<TEI").replace("I am in no list.", "I am &e; in no list.")
    corpus = discourse.read(published.parlamint_tei(tmp_path / "tei", minutes))
    assert "secret" not in " ".join(corpus.documents["text"])


@pytest.mark.parametrize(
    ("name", "old", "new", "error", "message"),
    [
        ("*lower.txt", f"{SECOND}\t", f"{SITTING}.u9\t", UnmatchedError, r"lower\.txt, line 2: no row .*u9"),
        ("*lower.txt", f"{SECOND}\t", f"{FIRST}\t", UnmatchedError, r"lower\.txt, line 2: no row \(or a second text\)"),
        (
            "*lower.txt",
            f"\n{SECOND}\tWe ask again.",
            "",
            UnmatchedError,
            r"-meta-en\.tsv, row 3: no text of the speech",
        ),
        ("*lower.txt", f"{SECOND}\t", f"{SECOND} ", UnreadableFileError, r"lower\.txt, line 2: no tab"),
        (
            "*-meta-en.tsv",
            f"\t{SECOND}\t",
            f"\t{FIRST}\t",
            DuplicateDocumentError,
            r"-meta-en\.tsv, row 3: .*\(row 2\)",
        ),
    ],
)
def test_text_and_metadata_that_do_not_match(tmp_path, name, old, new, error, message):
    folder = published.parlamint_text(tmp_path)
    change(folder, name, old, new)
    with pytest.raises(error, match=message):
        discourse.read(folder)


def test_a_text_whose_metadata_are_missing(tmp_path):
    folder = published.parlamint_text(tmp_path)
    for file in folder.rglob("*.tsv"):
        file.unlink()
    with pytest.raises(UnmatchedError, match=r"lower\.txt: its -meta\.tsv is not there"):
        discourse.read(folder)


def test_one_speech_in_two_files(tmp_path):
    folder = published.parlamint_tei(tmp_path)
    again = folder / "ParlaMint-XX.TEI" / "2022" / "ParlaMint-XX_2022-03-02-lower.xml"
    again.write_text(published.MINUTES, encoding="utf-8")
    with pytest.raises(DuplicateDocumentError, match=rf"2022-03-02-lower\.xml: .*{FIRST}.*there already"):
        discourse.read(folder)

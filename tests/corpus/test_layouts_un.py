"""The UN's debates and PA-X as they are published: every speech with who gave it, every gap named."""

from __future__ import annotations

import pandas as pd
import published
import pytest

import discourse
from discourse.corpus import layouts
from discourse.corpus.readers import Reading
from discourse.errors import (
    ColumnError,
    DateError,
    DuplicateDocumentError,
    EncodingError,
    MissingInputError,
    UnmatchedError,
    UnreadableFileError,
)


def left_out(corpus) -> dict:
    return dict(zip(corpus.left_out["source"], corpus.left_out["reason"], strict=True))


def test_general_debate_gives_speeches_with_country_speaker_and_year(tmp_path):
    corpus = discourse.read(published.unga(tmp_path / "unga"))
    assert list(corpus.documents["document"]) == ["AUS_01_1946", "CHE_75_2020", "EU_75_2020"]
    assert list(corpus.documents["text"]) == list(published.SAID)
    assert list(corpus.documents["actor"]) == ["Australia", "Switzerland", "European Union"]
    assert list(corpus.documents["country_code"]) == ["AUS", "CHE", "EU"]
    assert list(corpus.documents["session"]) == [1, 75, 75]
    assert list(corpus.documents["author"]) == [None, "A. Example", "B. Example"]
    assert corpus["CHE_75_2020"].metadata["post"] == "President"
    assert list(corpus.documents["date"].dt.year) == [1946, 2020, 2020]
    assert any("years only" in note for note in corpus.notes)
    assert len(corpus.left_out) == 0


def test_general_debate_as_the_archive_it_is_downloaded_as(tmp_path):
    folder = published.unga(tmp_path / "unga")
    members = {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted((folder / "TXT").rglob("*.txt"))}
    members["TXT/Session 75 - 2020/._CHE_75_2020.txt"] = b"\x00\x05\x16\x07"
    (tmp_path / "down").mkdir()
    archive = published.tar(tmp_path / "down" / "UNGDC_1946-2025.tar.gz", members, "w:gz")
    (folder / "Speakers_by_session.xlsx").rename(tmp_path / "down" / "Speakers_by_session.xlsx")
    corpus = discourse.read(archive)
    assert list(corpus.documents["author"]) == [None, "A. Example", "B. Example"]
    assert left_out(corpus) == {"TXT/Session 75 - 2020/._CHE_75_2020.txt": "hidden file"}


def test_general_debate_names_rows_without_speech_and_speeches_without_row(tmp_path):
    rows = [
        (2020, 75, "CHE", "Switzerland", "A. Example", "President", None),
        (1999, 54, "FRA", "France", "C", "D", None),
    ]
    folder = published.unga(tmp_path / "unga", rows)
    (folder / "TXT" / "Session 75 - 2020" / "notes.txt").write_text("By the way.")
    corpus = discourse.read(folder)
    table = corpus.left_out.to_dict("records")
    assert {"source": "Speakers_by_session.xlsx", "row": 3, "reason": "no speech of FRA in session 54"} in table
    assert "no speech: it is not called" in left_out(corpus)["TXT/Session 75 - 2020/notes.txt"]
    assert any("no row in Speakers_by_session.xlsx" in note and "AUS_01_1946" in note for note in corpus.notes)
    assert list(corpus.documents["actor"]) == ["AUS", "Switzerland", "EU"]


def test_general_debate_with_two_speakers_of_one_country(tmp_path):
    rows = [*published.UNGA_ROWS, (2020, 75, "CHE", "Switzerland", "C. Example", "Minister", None)]
    corpus = discourse.read(published.unga(tmp_path / "unga", rows))
    assert corpus["CHE_75_2020"].author == "A. Example; C. Example"


def test_general_debate_with_a_broken_table_of_speakers(tmp_path):
    folder = published.unga(tmp_path / "unga", [(2020, "seventy-five", "CHE", "Switzerland", "A", "B", None)])
    with pytest.raises(ColumnError, match=r"Speakers_by_session\.xlsx, row 2: 'seventy-five' is no number"):
        discourse.read(folder)
    (folder / "Speakers_by_session.xlsx").write_bytes(b"PK\x03\x04 no table")
    with pytest.raises(UnreadableFileError, match=r"Speakers_by_session\.xlsx: not a readable Excel table"):
        discourse.read(folder)


@pytest.mark.parametrize(("suffix", "mode"), [(".tgz", "w:gz"), (".tar", "w"), (".tar.xz", "w:xz")])
def test_an_archive_cut_short_anywhere_is_named(tmp_path, suffix, mode):
    members = {f"Session 1 - 1946/{code}_01_1946.txt": bytes(range(32, 127)) * 40 for code in ("AUS", "CHE", "EU")}
    whole = published.tar(tmp_path / f"whole{suffix}", members, mode).read_bytes()
    archive = tmp_path / f"UNGDC{suffix}"
    step = 512 if suffix == ".tar" else max(1, len(whole) // 20)
    # A tar is padded with zeros after its last member: without some of them it is still whole.
    needed = 3 * (512 + 4096) if suffix == ".tar" else len(whole) - 9
    for cut in range(step, needed + 1, step):
        archive.write_bytes(whole[:cut])
        with pytest.raises(UnreadableFileError, match=r"UNGDC\.\S+: damaged or cut short.*download it again"):
            discourse.read(archive, layout="unga")
    archive.write_bytes(whole)
    assert len(discourse.read(archive)) == 3


@pytest.mark.parametrize("packed", [True, False])
def test_security_council_joins_speech_speaker_and_meeting(tmp_path, packed):
    corpus = discourse.read(published.unsc(tmp_path / "unsc", packed=packed))
    second = corpus["UNSC_2014_SPV.7219_spch002"]
    assert second.text == f"Mr. Second:  {published.SAID[1]}"
    assert (second.author, second.actor, second.title) == ("Mr. Second", "Sudland", "A letter of a member")
    assert second.date == pd.Timestamp("2014-07-17")
    assert (second.outlet, second.language) == ("UN Security Council", "en")
    assert second.metadata["participanttype"] == "Mentioned"
    assert second.metadata["agenda_item1"] == "Europe"
    assert second.metadata["spv"] == 7219
    assert len(corpus) == 3
    assert len(corpus.left_out) == 0


def test_security_council_row_without_speech_and_speech_without_row(tmp_path):
    speakers, _ = published.unsc_rows()
    members = {f"{row[0]}": b"Said." for row in speakers[:2]}
    folder = published.unsc(tmp_path / "a", members=members)
    with pytest.raises(
        UnmatchedError, match=r"speaker\.tsv, row 4: speeches\.tar has no UNSC_2014_SPV\.7219_spch003\.txt"
    ):
        discourse.read(folder)
    folder = published.unsc(tmp_path / "b", speakers=speakers[:2])
    with pytest.raises(UnmatchedError, match=r"speeches\.tar/speeches/\S+spch003\.txt: speaker\.tsv has no row for it"):
        discourse.read(folder)
    folder = published.unsc(tmp_path / "c", meetings=[["UNSC_1999_SPV.1", "1", "", "", "", "", ""]])
    with pytest.raises(UnmatchedError, match=r"speaker\.tsv, row 2: meta\.tsv has no meeting 'UNSC_2014_SPV\.7219'"):
        discourse.read(folder)


def test_security_council_meeting_without_speeches_is_listed(tmp_path):
    speakers, meetings = published.unsc_rows()
    more = [[f"UNSC_2015_SPV.{n}", str(n), "", "0", "", "", ""] for n in (9, 7, 8)]
    corpus = discourse.read(published.unsc(tmp_path / "unsc", speakers, [*meetings, *more]))
    assert list(zip(corpus.left_out["row"], corpus.left_out["reason"], strict=True)) == [
        (n, f"no speech of the meeting {row[0]}") for n, row in enumerate(more, start=3)
    ]


def test_security_council_duplicates_and_impossible_dates(tmp_path):
    speakers, _ = published.unsc_rows()
    with pytest.raises(DuplicateDocumentError, match=r"speaker\.tsv, row 5: .*has a row already \(row 2\)"):
        discourse.read(published.unsc(tmp_path / "a", speakers=[*speakers, speakers[0]]))
    speakers[1][6] = "13"
    with pytest.raises(DateError, match=r"speaker\.tsv, row 3: year, month and day 2014-13-17 are no date"):
        discourse.read(published.unsc(tmp_path / "b", speakers=speakers))
    published.unsc(tmp_path / "c")
    (tmp_path / "c" / "speaker.tsv").unlink()
    with pytest.raises(MissingInputError, match=r"speaker\.tsv: no such table"):
        discourse.read(tmp_path / "c", layout="unsc")


def test_line_ends_and_encodings_of_many_files_are_noted_once(tmp_path):
    speakers, _ = published.unsc_rows()
    members = {row[0]: f"{row[9]}:\r\nIt’s late.\r\n".encode("cp1252") for row in speakers}
    corpus = discourse.read(published.unsc(tmp_path / "unsc", members=members))
    assert corpus["UNSC_2014_SPV.7219_spch001"].text == "Ms. First:\nIt’s late.\n"
    assert len([note for note in corpus.notes if "cp1252" in note]) == 1
    assert len([note for note in corpus.notes if "line ends" in note]) == 1
    members[speakers[1][0]] = b"\x00\x01\xff\xfe\x00" * 9
    with pytest.raises(EncodingError, match=r"spch002\.txt: not text"):
        discourse.read(published.unsc(tmp_path / "bad", members=members))


def test_documents_come_one_at_a_time(tmp_path, monkeypatch):
    """The first speech is there before the second has been read."""
    folder = published.unsc(tmp_path / "unsc")
    seen = []
    from discourse.corpus.layouts import tree

    monkeypatch.setattr(tree, "decode", lambda data, source, notes: seen.append(source) or data.decode())
    found = layouts.records(folder, "unsc", Reading())
    assert seen == []
    next(found)
    assert len(seen) == 1


PAX = (
    "Con,Contp,PP,PPName,Reg,AgtId,Ver,Agt,Dat,Status,Lgt,N_characters,Agtp,Stage\n"
    "Norland,Government,12,Northern process,Europe,101,1,First truce,1999-05-02,Multiparty signed,2,300,Intra,Cea\n"
    "Norland,Government,12,Northern process,Europe,102,1,Second truce,2001-11-30,Agreed,1,200,Intra,Cea\n"
)


def test_pax_reads_the_table_with_texts(tmp_path):
    table = tmp_path / "pax_corpus_2_agreements_v9.csv"
    table.write_text(
        "\ufeffAgtId,Agt,Dat,Reg,Con,Agreement text\n"
        '101,First truce,1999-05-02,Europe,Norland,"The parties agree.\n\nSigned at the bridge."\n'
        "102,Second truce,2001-11-30,Europe,Norland,The parties agree again.\n",
        encoding="utf-8",
    )
    (tmp_path / "pax_data_2_agreements_v9.csv").write_text(PAX)
    for corpus in (discourse.read(table), discourse.read(tmp_path)):
        assert list(corpus.documents["document"]) == ["101", "102"]
        assert corpus["101"].text == "The parties agree.\n\nSigned at the bridge."
        assert corpus["102"].title == "Second truce"
        assert corpus["102"].date == pd.Timestamp("2001-11-30")
        assert corpus["101"].metadata["Con"] == "Norland"
    assert list(corpus.documents["Stage"]) == ["Cea", "Cea"]


def test_pax_finds_texts_in_files_named_by_the_agreement(tmp_path):
    (tmp_path / "pax_data_2_agreements_v9.csv").write_text(PAX)
    (tmp_path / "txt").mkdir()
    (tmp_path / "txt" / "101_First truce.txt").write_text("The parties agree.")
    (tmp_path / "README.md").write_text("Read me.")
    corpus = discourse.read(tmp_path)
    assert corpus["101"].text == "The parties agree."
    assert corpus["101"].source == "txt/101_First truce.txt"
    assert left_out(corpus) == {
        "README.md": "no agreement: its name does not begin with the number of one",
        "pax_data_2_agreements_v9.csv": "no text of agreement 102",
    }
    (tmp_path / "txt" / "999.txt").write_text("Of what?")
    with pytest.raises(UnmatchedError, match=r"txt/999\.txt: no row for agreement 999"):
        discourse.read(tmp_path)


def test_pax_with_two_rows_for_one_agreement(tmp_path):
    table = tmp_path / "pax_data_3_agreements_v9.csv"
    table.write_text(PAX + PAX.splitlines()[1] + "\n")
    with pytest.raises(DuplicateDocumentError, match=r"row 4: agreement 101 has a row already \(row 2\)"):
        discourse.read(table)


def test_a_layout_that_is_none_and_files_as_what_they_are(tmp_path):
    with pytest.raises(MissingInputError, match=r"no layout 'lexis'.*did you mean 'lexisnexis'"):
        discourse.read(published.unga(tmp_path / "unga"), layout="lexis")
    corpus = discourse.read(tmp_path / "unga", layout="files")
    assert list(corpus.documents["document"]) == ["AUS_01_1946", "CHE_75_2020", "EU_75_2020"]
    assert corpus.documents["actor"].isna().all()


def test_checking_a_published_corpus_from_the_command_line(tmp_path, capsys):
    from discourse.cli import main

    folder = published.unga(tmp_path / "unga", published.UNGA_ROWS[:2])
    assert main(["corpus", "check", str(folder)]) == 0
    shown = capsys.readouterr().out
    assert "3 documents" in shown
    assert "UN General Debate Corpus" in shown
    assert main(["corpus", "check", str(folder), "--layout", "unsc"]) == 2


def test_ordinary_folders_are_of_no_layout(tmp_path):
    (tmp_path / "USA_speech.txt").write_text("A speech.")
    (tmp_path / "data.csv").write_text("text\nOne.\n")
    (tmp_path / "word.docx").write_bytes(b"")
    published.docx(tmp_path / "other.docx", ["Body", "A letter.", "End of the matter"])
    assert layouts.recognise(tmp_path) is None
    assert all(layouts.recognise(file) is None for file in tmp_path.iterdir())
    assert layouts.recognise(tmp_path / "nothing") is None


def test_nothing_of_an_archive_is_written_anywhere(tmp_path):
    archive = published.tar(tmp_path / "evil.tar", {"../../Session 1 - 1946/USA_01_1946.txt": b"Up."})
    corpus = discourse.read(archive)
    assert list(corpus.documents["source"]) == ["Session 1 - 1946/USA_01_1946.txt"]
    assert [p.name for p in tmp_path.iterdir()] == ["evil.tar"]

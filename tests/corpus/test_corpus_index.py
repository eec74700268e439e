"""The metadata index: joined by file name, nothing lost in silence."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse
from discourse.errors import ColumnError, DateError, DuplicateDocumentError, MissingInputError


@pytest.fixture
def folder(tmp_path):
    base = tmp_path / "columns"
    (base / "2025").mkdir(parents=True)
    (base / "first.txt").write_text("One sentence.")
    (base / "2025" / "second.md").write_text("---\nauthor: In File\ntitle: Its Own\n---\nAnother sentence.")
    (base / "third.txt").write_text("A third sentence.")
    return base


def test_rows_join_by_file_name_and_what_does_not_match_is_listed(folder):
    (folder / "index.csv").write_text(
        "file,author,outlet,published,words\n"
        "first,Jane Doe,A,19.04.2025,12\n"
        "2025/second.md,John Roe,B,25.04.2025,15\n"
        "fourth.txt,Nobody,C,26.04.2025,9\n"
    )
    corpus = discourse.read(folder, metadata="index.csv", date="published")
    assert sorted(corpus.documents["document"]) == ["first", "second", "third"]
    assert corpus["first"].outlet == "A"
    assert corpus["first"].date == pd.Timestamp("2025-04-19")
    assert corpus["second"].author == "John Roe"  # the index wins over the file
    assert corpus["second"].title == "Its Own"  # and leaves alone what it does not speak of
    assert corpus["third"].outlet is None
    assert corpus["first"].metadata == {"words": 12}
    assert "third.txt: no row in index.csv" in corpus.notes
    assert "date: read as %d.%m.%Y" in corpus.notes
    assert corpus.left_out.to_dict("records") == [
        {"source": "index.csv", "row": 4, "reason": "no document called 'fourth.txt'"}
    ]


def test_the_column_with_the_names_is_found_whatever_it_is_called(folder, tmp_path):
    index = tmp_path / "about.tsv"
    index.write_text("artikel\tauthor\nfirst.txt\tA B\nsecond.md\tC D\nthird.txt\tE F\n")
    corpus = discourse.read(folder, metadata=index)
    assert list(corpus.documents["author"]) == ["C D", "A B", "E F"]


def test_an_index_that_names_no_file(folder):
    (folder / "index.csv").write_text("name,author\nsomething,A\n")
    with pytest.raises(
        ColumnError, match=r"index\.csv: no column holds the names of the files; columns are name, author"
    ):
        discourse.read(folder, metadata="index.csv")


def test_two_rows_for_one_file(folder):
    (folder / "index.csv").write_text("file,author\nfirst.txt,A\nthird,B\n./first.txt,C\n")
    with pytest.raises(DuplicateDocumentError, match=r"index\.csv, row 4: .*row 2"):
        discourse.read(folder, metadata="index.csv")


def test_a_name_that_two_files_share(folder):
    (folder / "2025" / "first.txt").write_text("Again.")
    (folder / "index.csv").write_text("file,author\nfirst.txt,A\nthird.txt,B\n")
    assert discourse.read(folder, metadata="index.csv")["first"].author == "A"  # the path itself comes first
    (folder / "2024").mkdir()
    (folder / "first.txt").rename(folder / "2024" / "first.txt")
    with pytest.raises(DuplicateDocumentError, match="could be more than one file"):
        discourse.read(folder, metadata="index.csv")


def test_a_bad_date_is_placed_in_the_index(folder):
    (folder / "index.csv").write_text("file,date\nfirst.txt,2025-04-19\nthird.txt,soon\n")
    with pytest.raises(DateError, match=r"index\.csv, row 3: 'soon' is not a date"):
        discourse.read(folder, metadata="index.csv")


def test_an_index_without_its_text_file(folder):
    with pytest.raises(MissingInputError, match="no such index file"):
        discourse.read(folder, metadata="nowhere.csv")

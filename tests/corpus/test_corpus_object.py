"""The corpus: selecting keeps everything that belongs together, and saving loses nothing."""

from __future__ import annotations

import subprocess
import sys
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pandas.testing import assert_frame_equal

import discourse
from discourse.corpus.duplicates import find_duplicates
from discourse.errors import ColumnError, DateError, EmptyCorpusError, MissingInputError

STORY = (
    "Delegations from both sides met in the old palace for the third time this year and left before dinner. "
    "A spokeswoman said that the exchange of prisoners would go on and that nothing else had been agreed. "
)


@pytest.fixture
def folder(tmp_path):
    base = tmp_path / "papers"
    base.mkdir()
    for i, (outlet, author, date) in enumerate(
        [("A", "x", "2022-02-24"), ("A", "y", "2022-12-31"), ("B", "x", "2023-01-01"), ("B", "z", "")]
    ):
        head = f"---\noutlet: {outlet}\nauthor: {author}\ndate: {date}\nyear: {2020 + i}\n---\n"
        (base / f"d{i}.md").write_text(f"{head}Headline number {i}\n{STORY * (i + 1)}{i}\nRead also: more\n")
    (base / "notes.xls").write_text("x")
    return base


def test_length_iteration_and_access(folder):
    corpus = discourse.read(folder)
    assert len(corpus) == 4
    assert [d.document for d in corpus] == ["d0", "d1", "d2", "d3"]
    document = corpus["d2"]
    assert (document.outlet, document.author, document.metadata) == ("B", "x", {"year": 2022})
    assert document.body == corpus.body("d2")
    assert "d2" in corpus
    assert "d9" not in corpus
    assert corpus["d3"].date is None
    with pytest.raises(MissingInputError, match=r"no document 'd22'.*did you mean d2"):
        corpus["d22"]


def test_where_keeps_what_belongs_to_the_documents(folder):
    corpus = discourse.read(folder)
    chosen = corpus.where(outlet="A", author=["x", "z"])
    assert list(chosen.documents["document"]) == ["d0"]
    assert set(chosen.marks["document"]) == {"d0"}
    assert_frame_equal(chosen.left_out, corpus.left_out)
    assert chosen.notes[-1] == "where outlet='A', author=['x', 'z']: 1 of 4 documents"
    assert list(corpus.where(year=[2021, 2022]).documents["document"]) == ["d1", "d2"]
    assert len(corpus.where(actor=None)) == 4
    with pytest.raises(ColumnError, match=r"no column 'paper'; columns are document, text"):
        corpus.where(paper="A")
    with pytest.raises(EmptyCorpusError, match=r"outlet='C'.*values: 'A', 'B'"):
        corpus.where(outlet="C")


def test_between_includes_both_ends_and_lists_the_undated(folder):
    corpus = discourse.read(folder)
    chosen = corpus.between("2022-02-24", "2022-12-31")
    assert list(chosen.documents["document"]) == ["d0", "d1"]
    assert list(chosen.left_out["reason"])[-1] == "d3: no date"
    assert list(corpus.between("2022", "2022-02").documents["document"]) == ["d0"]
    assert len(corpus.between(pd.Timestamp("2022-12-31"), pd.Timestamp("2023-01-01"))) == 2
    with pytest.raises(EmptyCorpusError, match="from 2022-02-24 to 2023-01-01"):
        corpus.between("1999", "2000")
    with pytest.raises(DateError, match="not a date"):
        corpus.between("24/02/2022", "2023")
    with pytest.raises(DateError, match="no document has a date"):
        discourse.read("lee").between("2000", "2001")


rows = st.lists(
    st.tuples(
        st.sampled_from("ABC"), st.one_of(st.none(), st.datetimes(pd.Timestamp(1900, 1, 1), pd.Timestamp(2100, 1, 1)))
    ),
    min_size=1,
    max_size=12,
)


@settings(deadline=None, max_examples=40)
@given(rows, st.dates(), st.dates())
def test_selections_agree_with_plain_filters(values, one, other):
    frame = pd.DataFrame({"text": ["A headline\n" + STORY] * len(values), "outlet": [v[0] for v in values]})
    frame["date"] = pd.Series([v[1] for v in values], dtype="datetime64[us]")
    corpus = discourse.read(frame, language="en")
    for outlet in set(frame["outlet"]):
        assert len(corpus.where(outlet=outlet)) == (frame["outlet"] == outlet).sum()
    first, last = sorted([one, other])
    inside = [v for v in values if v[1] is not None and first <= v[1].date() <= last]
    try:
        chosen = corpus.between(first, last)
    except (EmptyCorpusError, DateError):
        assert not inside
    else:
        assert len(chosen) == len(inside)
        assert set(chosen.marks["document"]) == set(chosen.documents["document"])
        assert len(chosen.left_out) == sum(v[1] is None for v in values)


def test_parquet_gives_the_same_corpus_back(folder, tmp_path):
    corpus = discourse.read(folder).between("2022-02", "2023")
    path = corpus.to_parquet(tmp_path / "saved.parquet")
    again = discourse.read(path)
    assert_frame_equal(again.documents, corpus.documents)
    assert_frame_equal(again.marks, corpus.marks)
    assert_frame_equal(again.left_out, corpus.left_out)
    assert (again.notes, again.name, again.fingerprint) == (corpus.notes, corpus.name, corpus.fingerprint)
    assert again["d0"] == corpus["d0"]
    assert sorted(p.name for p in tmp_path.iterdir()) == ["papers", "saved.parquet"]
    assert list(pd.read_parquet(path)["document"]) == ["d0", "d1", "d2"]
    assert "text" in discourse.read(path, author="outlet").documents  # with arguments it is a table like others


def test_saving_where_there_is_no_folder(folder, tmp_path):
    with pytest.raises(MissingInputError, match="no such folder to save in"):
        discourse.read(folder).to_parquet(tmp_path / "nowhere" / "saved.parquet")


def test_fingerprint_says_whether_anything_changed(folder, tmp_path):
    corpus = discourse.read(folder)
    command = f"import discourse; print(discourse.read({str(folder)!r}).fingerprint)"
    other = subprocess.run([sys.executable, "-c", command], capture_output=True, text=True, check=True)
    assert other.stdout.strip() == corpus.fingerprint
    folder.rename(tmp_path / "elsewhere")
    moved = discourse.read(tmp_path / "elsewhere")
    assert moved.fingerprint == corpus.fingerprint
    assert discourse.read(moved.documents.iloc[::-1], clean=False).fingerprint != corpus.fingerprint
    assert moved.where(outlet="A").fingerprint != corpus.fingerprint
    (tmp_path / "elsewhere" / "d0.md").write_text("---\nauthor: x\n---\nAnother text.")
    assert discourse.read(tmp_path / "elsewhere").fingerprint != corpus.fingerprint


def test_duplicates_are_reported_and_dropped_only_on_request():
    words = STORY.split()
    longer = STORY + "A second source said that the palace would be booked again for the week after next."
    values = [
        STORY,
        " ".join(words),
        longer,
        "Quite another story about the price of bread in the capital.",
        "Thank you.",
    ]
    corpus = discourse.read(pd.DataFrame({"document": list("abcde"), "text": values}), language="en")
    found = corpus.duplicates()
    assert found[["document", "duplicate_of", "kind"]].to_dict("split")["data"] == [
        ["a", "c", "near"],
        ["b", "c", "exact"],
    ]
    assert len(corpus) == 5
    without = corpus.without_duplicates()
    assert list(without.documents["document"]) == ["c", "d", "e"]
    assert list(without.left_out["reason"]) == ["a: near duplicate of c (100%)", "b: exact duplicate of c (100%)"]
    assert without.duplicates().empty


@settings(deadline=None, max_examples=60)
@given(
    st.lists(
        st.lists(st.sampled_from(["war", "talks", "peace", "truce", "end"]), max_size=12).map(" ".join), max_size=10
    )
)
def test_originals_are_never_duplicates(texts):
    names = [str(i) for i in range(len(texts))]
    found = find_duplicates(names, texts)
    assert not set(found["document"]) & set(found["duplicate_of"])
    assert found["document"].is_unique
    assert found["overlap"].between(0.6, 1).all()


class Tags(HTMLParser):
    def __init__(self):
        super().__init__()
        self.seen, self.open = set(), []

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_the_card_is_whole_escaped_and_asks_for_nothing(tmp_path):
    evil = "<script>alert(1)</script>"
    text = f"{evil}\n{STORY}\nRead also: {evil}"
    (tmp_path / "a.csv").write_text(f'text,outlet,author\n"{text}","<img src=x>",{evil}\n,B,C\n')
    html = discourse.read(tmp_path)._repr_html_()
    parser = Tags()
    parser.feed(html)
    assert parser.open == []
    assert parser.seen == {"section", "div", "span", "ul", "li"}
    assert "http" not in html
    for expected in ("1</div>", "&lt;script&gt;", "Left out (1)", "a.csv, row", "navigation", "no dates"):
        assert expected in html


def test_the_card_counts_what_it_does_not_list(tmp_path):
    for i in range(14):
        (tmp_path / f"x{i}.xls").write_text("x")
    (tmp_path / "a.txt").write_text(STORY)
    html = discourse.read(tmp_path)._repr_html_()
    assert "Left out (14)" in html
    assert "and 4 more" in html
    assert html.count(".xls: not a kind of file") == 10

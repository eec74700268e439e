"""Cleaning marks what is not the article, and leaves alone what is."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import discourse
from discourse.corpus.cleaning import KINDS, clean, split_lines

PROSE = "The guns fell silent for thirty hours, and in those hours everybody learned who could order them to."
MORE = "Nobody at the table said so, but the road to a longer truce runs through the same one telephone call."


def marked(text, language="en", **known):
    return [(text[start:end], kind) for start, end, kind in clean(text, language, **known).marks]


def article(*, top=(), end=()):
    return "\n".join([*top, PROSE, MORE, PROSE.replace("thirty", "forty"), *end])


def test_the_op_ed(shared_data):
    corpus = discourse.read(shared_data / "op-ed.txt")
    document = corpus["op-ed"]
    assert document.title == "Do Russia-Ukraine peace talks still make sense?"
    assert document.metadata["deck"].startswith("The 30-hour truce confirmed")
    assert document.author == "Mykola Kniazhytskyi"
    assert document.metadata["author_role"] == "journalist, Member of the Ukrainian Parliament"
    (body,) = (document.text[start:end] for start, end in document.body)
    assert body.startswith("First, an immediate end")
    assert body.endswith("hold any potential.")
    assert len(body.split("\n")) == 10
    assert list(corpus.marks["kind"]) == ["title", "deck", "about-author", "disclaimer", "navigation"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("By Jane Doe", "byline"),
        ("By Jane van der Doe and John O’Roe", "byline"),
        ("BY Jane Doe | Foreign Editor", "byline"),
    ],
)
def test_at_the_top(line, kind):
    assert marked(article(top=["What a truce is for", line])) == [("What a truce is for", "title"), (line, kind)]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("About the author: Jane Doe is a professor of history at a university.", "about-author"),
        ("Jane Doe is a senior fellow at an institute.", "about-author"),
        (
            "The views expressed in this article are the author’s own and do not necessarily reflect our policy.",
            "disclaimer",
        ),
        ("Opinions expressed here are those of the author.", "disclaimer"),
        ("The editors may not agree with the views of contributors.", "disclaimer"),
        ("This article was first published in The Other Paper.", "disclaimer"),
        ("© 2025 The Paper. All rights reserved.", "disclaimer"),
        ("– Opinion", "navigation"),
        ("Read also: Seven things about the talks", "navigation"),
        ("Subscribe to our weekly newsletter", "navigation"),
        ("Share this article on Facebook", "navigation"),
        ("Comments (12)", "navigation"),
        ("Tags: war, talks", "navigation"),
    ],
)
def test_at_the_end(line, kind):
    assert marked(article(end=[line])) == [(line, kind)]


@pytest.mark.parametrize(
    "line",
    [
        "By the river, the delegations met again",
        "By Monday the talks were over.",
        "Vladimir Sorokin is a threat to everything this table was built for.",  # no occupation
        "The views expressed at the table were bitter, and nobody hid them.",
        "We do not share the opinions of those who say that talks are surrender.",
        "Share the burden, and share the peace.",
        "Comments by the minister were not helpful.",
        "– No.",
        "Subscribe to this view if you like; I do not.",
        "Read also what they did not write.",
        "Thank you, and God bless the United States of America.",
        "This column was right a year ago. It is wrong today.",
    ],
)
def test_ordinary_sentences_stay(line):
    assert marked(article(end=[line])) == []
    assert marked(article(top=[line])) in ([], [(line, "title")])


def test_who_the_column_is_about_is_not_its_author():
    about = "Ann Negotiator is a former diplomat."
    assert marked(article(end=[about])) == [(about, "about-author")]
    spoken_of = article(
        top=["Negotiator walked in late, and everybody at the long table rose to greet her as a friend."], end=[about]
    )
    assert marked(spoken_of) == []


def test_a_heading_and_the_note_below_it():
    text = article(end=["About the author", "Jane Doe is the editor of a journal."])
    result = clean(text, "en")
    assert [kind for *_, kind in result.marks] == ["about-author", "about-author"]
    assert result.found == {"author": "Jane Doe", "author_role": "editor of a journal"}


@pytest.mark.parametrize(
    "top",
    [
        "My fellow Americans",
        "Mr. Speaker, Mr. President, members of the Congress:",
        "Thank you very much",
        "(Applause.)",
        "February 27, 2001",
        "THE PRESIDENT: My friends, good evening",
    ],
)
def test_how_a_speech_begins_is_no_title(top):
    assert marked(article(top=[top])) == []
    title = "ADDRESS TO THE CONGRESS"
    assert marked(article(top=[title, top])) == [(title, "title")]


def test_one_line_is_never_marked():
    assert marked("By Jane Doe") == []
    assert marked("\n\n  Read also: more  \n") == []


def test_hard_wrapped_text_is_seen_as_paragraphs():
    words = (PROSE + " " + MORE + " ") * 3
    wrapped = "\n".join(words[i : i + 70] for i in range(0, len(words), 70))
    assert marked(wrapped) == []
    assert marked(f"On the truce\n\n{wrapped}\n\nThe views expressed are\nthe author's own.") == [
        ("On the truce", "title"),
        ("The views expressed are\nthe author's own.", "disclaimer"),
    ]


def test_known_metadata_wins():
    frame = pd.DataFrame(
        {
            "text": [article(top=["A headline", "By Jane Doe"])] * 2,
            "author": ["Known Author", None],
            "title": ["Known title", None],
        }
    )
    corpus = discourse.read(frame)
    assert list(corpus.documents["author"]) == ["Known Author", "Jane Doe"]
    assert list(corpus.documents["title"]) == ["Known title", "A headline"]
    assert marked(article(top=["A headline", "Jane Doe"]), title="A Headline", author="Jane Doe") == [
        ("A headline", "title"),
        ("Jane Doe", "byline"),
    ]


def test_lines_repeated_across_one_outlet():
    def page(i, *lines):
        return "\n".join([f"{PROSE} This is page {i}.", *lines, f"{MORE} That was {i}."])

    footer = "The Paper, your window on the world"
    rows = [("A", page(i, footer)) for i in range(4)] + [("A", page(i)) for i in range(4, 12)]
    rows += [("B", page(1, footer)), (None, page(2, footer))] + [("C", page(3, "Reprinted line"))] * 5
    corpus = discourse.read(pd.DataFrame(rows, columns=["outlet", "text"]))
    assert list(corpus.marks["kind"]) == ["repeated"] * 4
    assert set(corpus.marks["text"]) == {footer}
    rare = rows[:3] + [("A", page(i)) for i in range(3, 40)]
    assert discourse.read(pd.DataFrame(rare, columns=["outlet", "text"])).marks.empty


def test_cleaning_can_be_left_off():
    frame = pd.DataFrame({"text": [article(top=["A headline", "By Jane Doe"])]})
    corpus = discourse.read(frame, clean=False)
    assert corpus.marks.empty
    assert corpus["DataFrame:1"].author is None


pieces = st.sampled_from(
    [
        PROSE,
        MORE,
        "A headline",
        "By Jane Doe",
        "- News",
        "Read also: x",
        "About the author",
        "\r\n",
        "\n",
        "\n\n",
        "\f",
        " ",
        "# Title",
        "🕊",
    ]
)


@settings(deadline=None)
@given(
    st.lists(st.one_of(pieces, st.text(max_size=12)), max_size=12).map("\n".join), st.sampled_from(["en", "uk", None])
)
def test_marks_are_ordered_apart_and_inside_the_text(text, language):
    marks = clean(text, language).marks
    edges = [edge for start, end, _ in marks for edge in (start, end)]
    assert edges == sorted(edges)
    assert all(0 <= start < end <= len(text) and text[start:end].strip() == text[start:end] for start, end, _ in marks)
    assert {kind for *_, kind in marks} <= set(KINDS)
    lines = split_lines(text)
    assert "".join(line.text for line in lines).split() == [] or len(marks) < len(lines)


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.one_of(pieces, st.text(st.characters(exclude_categories=["Cs"]), max_size=12)), max_size=12).map(
        "\n".join
    )
)
@example("The guns fell silent for thirty hours, and everybody learned who could order them to.\nBy Ada Hale\n\x1f")
def test_marks_and_body_make_up_the_whole_text(text):
    if not text.strip():
        return
    corpus = discourse.read(pd.DataFrame({"text": [text]}), language="en")
    document = corpus["DataFrame:1"]
    spans = sorted([*document.body, *zip(corpus.marks["start"], corpus.marks["end"], strict=True)])
    assert document.text == text
    at = 0
    for start, end in spans:
        assert at <= start < end
        assert not text[at:start].strip()
        at = end
    assert not text[at:].strip()
    assert all(text[m.start : m.end] == m.text for m in corpus.marks.itertuples())

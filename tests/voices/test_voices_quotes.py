"""Where quotations are: every style of marks, nested, re-opened, left open."""

from __future__ import annotations

import pytest

from discourse.language.sentences import paragraph_spans
from discourse.voices.quotes import quotations


def found(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraph_spans(text)) if q.complete]


def left_open(text: str) -> list[str]:
    return [text[q.start : q.end] for q in quotations(text, paragraph_spans(text)) if not q.complete]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("She said “no.” Then he left.", ["“no.”"]),
        ('He said "no," and "never."', ['"no,"', '"never."']),
        ("She said ‘no’ twice.", ["‘no’"]),
        ("She said 'no' twice.", ["'no'"]),
        ("Elle a dit «non» hier.", ["«non»"]),
        ("Elle a dit « non » hier.", ["« non »"]),
        ("Sie sagte »nein« heute.", ["»nein«"]),
        ("Sie sagte „nein“ heute.", ["„nein“"]),
        ("Powiedziała „nie” dzisiaj.", ["„nie”"]),
        ("''Not now,'' she said.", ["''Not now,''"]),
        ("``Not now,'' she said.", ["``Not now,''"]),
        ("She said \x93no\x94 and \x91never\x92.", ["\x93no\x94", "\x91never\x92"]),
        ("(“A pause”)—“a trap”", ["“A pause”", "“a trap”"]),
    ],
)
def test_every_style_of_marks_is_read(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The soldiers' boots and the ministers’ cars weren't there, she'd say; it’s ’90s rock 'n' roll.",
        "They took 'em 'til dawn.",
        "He is 5'11\" tall.",
        "The boys' and girls' school.",
    ],
)
def test_apostrophes_and_inches_open_nothing(text):
    assert found(text) == []
    assert left_open(text) == []


def test_an_apostrophe_inside_single_marks_does_not_close_them():
    assert found("'It isn't the workers' fault today,' she said.") == ["'It isn't the workers' fault today,'"]
    assert found("The ‘peace talks’ were over.") == ["‘peace talks’"]
    assert found("The 'peace talks' were over in the villages' view.") == ["'peace talks'"]
    assert found("‘It isn’t ours,’ she said.") == ["‘It isn’t ours,’"]


def test_nested_quotations_are_found_with_their_depth():
    text = "“He called it ‘a “so-called” truce’ today,” she said."
    quotes = quotations(text, paragraph_spans(text))
    assert [(text[q.start : q.end], q.depth) for q in quotes] == [
        ("“He called it ‘a “so-called” truce’ today,”", 0),
        ("‘a “so-called” truce’", 1),
        ("“so-called”", 2),
    ]


def test_a_quotation_that_each_paragraph_reopens_is_one():
    text = "“We came.\n\n“We saw.\n\n“We left,” she said. “Never again.”"
    assert found(text) == ["“We came.\n\n“We saw.\n\n“We left,”", "“Never again.”"]
    assert left_open(text) == []


def test_an_open_quotation_ends_with_its_paragraph_and_is_reported():
    text = "“We will talk, she said.\n\nThe guns fell silent. “Good,” said Hale."
    assert left_open(text) == ["“We will talk, she said."]
    assert found(text) == ["“Good,”"]


def test_a_second_opening_mark_ends_the_first():
    text = '"We will talk, she said. "Not now," said Hale.'
    assert '"Not now,"' in found(text)


@pytest.mark.parametrize("text", ["", '"', "“”", "““““", "'''''", "»«»«", "”“", "\u200f“\u200e”"])
def test_marks_alone_are_no_quotation(text):
    assert found(text) == []

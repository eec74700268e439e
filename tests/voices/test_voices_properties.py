"""Whatever the text: no crash, offsets that are true, work that grows with the length."""

from __future__ import annotations

import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from discourse.language import tokens
from discourse.language.sentences import paragraph_spans
from discourse.voices import attributions
from discourse.voices import sentence as sentences
from discourse.voices.quotes import quotations

# What trips offsets: every quote mark, wrongly decoded Windows-1252, marks of direction, line ends, form feeds,
# characters outside the basic plane and one whose lower case is longer than itself.
ODD = st.sampled_from(
    [
        *"“”„‟«»‹›‘’‚‛\"'`",
        "''",
        *"\x91\x92\x93\x94\x84\u200e\u200f\u202e\ufeff",
        "\r\n",
        "\r",
        "\n",
        "\n\n",
        "\f",
        "\x0b",
        "\u2028",
        "\t",
        " ",
        "\xa0",
        "𝔘",
        "😀",
        "İ",
        "e\u0301",
        "…",
        "—",
        "-",
    ]
)
WORDS = st.sampled_from(
    tokens(
        "He said that Hale , . ( ) told reporters according to claim s's the of and what who which is was has G20 "
        "adding : ; (D-Va.) called it accused denies Oates's believes wants to by in Monday ? ! her demands as put "
        "HALE: made clear afraid U.S. Gen. 5'11"
    )
)
TEXTS = st.one_of(
    st.lists(ODD, max_size=60).map("".join),
    st.lists(st.one_of(WORDS, ODD), max_size=60).map(" ".join),
    st.lists(st.one_of(WORDS, ODD), max_size=60).map("".join),
    st.text(max_size=200),
)


@given(TEXTS)
@settings(max_examples=400, deadline=None)
def test_attributions_lie_inside_the_text_and_in_order(text):
    rows = attributions(text)
    for row in rows:
        assert 0 <= row.start < row.end <= len(text)
        assert row.kind in {"direct", "indirect", "scare"}
        assert 0 <= row.confidence <= 1
        for span in (row.source, row.cue):
            assert span is None or 0 <= span[0] < span[1] <= len(text)
        assert text[row.start : row.end] == text[row.start : row.end].strip()
    assert [row.start for row in rows] == sorted(row.start for row in rows)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_quotations_nest_and_begin_and_end_with_their_marks(text):
    found = quotations(text, paragraph_spans(text))
    for q in found:
        assert 0 <= q.start < q.inner[0] <= q.inner[1] <= q.end <= len(text)
    complete = [q for q in found if q.complete]
    for left, right in pairwise(complete):
        assert right.start >= left.end or right.end <= left.end


@pytest.mark.parametrize(
    "text", ["", " ", "\n\n\f\r\n", '"', "“", "”", "'", "“”", '""""', "“‘“‘“‘", "‘’‘’", "\u200f\u202e"]
)
def test_texts_without_a_word_have_no_voices(text):
    assert attributions(text) == []


@given(st.lists(st.one_of(WORDS, ODD), max_size=40).map(" ".join))
@settings(max_examples=100, deadline=None)
def test_line_ends_move_the_offsets_and_nothing_else(text):
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    windows = plain.replace("\n", "\r\n")
    kinds = [(row.kind, plain[row.start : row.end]) for row in attributions(plain)]
    assert [(row.kind, windows[row.start : row.end].replace("\r\n", "\n")) for row in attributions(windows)] == kinds


SENTENCE = "the minister said the talks would go on and officials denied it again"


@pytest.mark.parametrize(
    "unit",
    [
        f"“{SENTENCE}. \n\n",
        f'“{SENTENCE}. "x {SENTENCE}. ',
        f"{SENTENCE}, ",
        f"{SENTENCE} about “talks, ",
        "“A. ” “B. ” ",
        "Ada Hale said the talks failed. He said “it” was over. ",
    ],
)
def test_four_times_the_text_is_four_times_the_work(unit, monkeypatch):
    """Work is counted in pairs of words that share a sentence: what the rules compare."""

    def work(times: int) -> int:
        pairs = []
        real = sentences.Sentence

        def counted(*fields):
            read = real(*fields)
            pairs.append(len(read.words) ** 2)
            return read

        monkeypatch.setattr(sentences, "Sentence", counted)
        attributions(unit * times)
        monkeypatch.setattr(sentences, "Sentence", real)
        return sum(pairs)

    assert work(800) <= 5 * work(200)


def test_a_five_megabyte_document_with_ten_thousand_open_quotations_is_read(tmp_path):
    script = (
        "from discourse.voices import attributions\n"
        f"paragraph = '“' + {SENTENCE.capitalize()!r} + '. ' + 'Snow fell on the road to the pass. ' * 13\n"
        "text = '\\n\\n'.join([paragraph] * 10_000)\n"
        "rows = attributions(text)\n"
        "print(len(text) > 5_000_000, sum(not row.complete for row in rows), max(row.end - row.start for row in rows))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=300, check=True, cwd=tmp_path
    )
    large, open_ones, longest = done.stdout.split()
    assert large == "True"
    assert int(open_ones) == 10_000
    assert int(longest) < 1000

"""Whatever the text: no crash, and every span is where it says."""

from __future__ import annotations

import subprocess
import sys

from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.negotiation.find import Finder
from discourse.negotiation.statement import ACTS, MODALITIES, TENSES

WORDS = st.sampled_from(
    "Norland Putin he it they who that which not no never will might must said denied threatened to attack attacked "
    "attacks refused by with against of on the a talks talk truce agreement sanctions troops if unless even but and or "
    "only one person in hands likely Kyiv U.S. US Monday 3 million is was been be does n't don't wants matters want "
    "calling for demanded release released called summoned envoy what , , . . ; : — ( ) “ ” \" ' 's".split()
)
ODD = st.sampled_from(
    ["😀", "İ", "Ганьба", "Київ відмовився", "\n", "\n\n", "\x85", "\u202e", "e\u0301", "’", "«", "\t"]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(st.one_of(WORDS, WORDS, WORDS, ODD), max_size=40).map(" ".join))
def test_spans_are_true(text):
    check(text)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=200))
def test_any_text(text):
    check(text)


def check(text: str) -> None:
    for one in Finder.load("en").statements(text):
        assert one.act in ACTS
        assert one.modality in MODALITIES
        assert one.tense in TENSES
        assert one.polarity == ACTS[one.act]
        assert 0 < one.confidence <= 1
        assert (one.confidence == 1) or one.reason
        for span in (one.actor_span, one.act_span, one.target_span):
            assert span is None or one.start <= span[0] < span[1] <= one.end <= len(text)
        assert (one.actor is None) == (one.actor_span is None)
        assert (one.target is None) == (one.target_span is None)


def test_the_text_of_a_row_is_the_text_there():
    corpus = dc.read("two-columns")
    rows = dc.statements(corpus).table
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    assert len(rows) > 150
    assert all(row.text == texts[row.document][row.start : row.end] for row in rows.itertuples())
    assert rows.equals(rows.sort_values(["document", "sentence"], kind="stable").reset_index(drop=True))


def test_the_same_text_gives_the_same_rows_whatever_the_hash_seed():
    code = (
        "from discourse.negotiation.find import Finder;"
        "print(Finder.load('en').statements('Only one person can end the war. Putin and Hale said they would not go, '"
        "'but the rebels of Norland threatened to attack Kyiv, Moscow and the U.S. if it signed a truce with him.'))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1

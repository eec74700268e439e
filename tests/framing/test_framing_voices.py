"""Frames by voice: whose words a coded span is in."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ColumnError

TEXT = (
    "The truce is over. “The truce was a trap,” said General Hale. Mira Orlo insisted that the truce could be saved. "
    "Nobody believes in it."
)


@pytest.fixture(scope="module")
def coding():
    rows = [(f"{TEXT} Copy {number}.", "Post" if number % 2 else "Ledger") for number in range(12)]
    return dc.code(dc.read(pd.DataFrame(rows, columns=["text", "outlet"]), language="en"), "war-and-talks")


def test_hits_know_their_voice_and_speaker(coding):
    first = coding.hits[(coding.hits["document"] == coding.hits["document"].iloc[0]) & (coding.hits["text"] == "truce")]
    assert first["voice"].tolist() == ["author", "direct", "indirect"]
    assert first["speaker"].tolist() == ["Ledger", "Hale", "Mira Orlo"]


def test_only_the_authors_own_voice_can_be_counted(coding):
    everything = coding.counts()["ceasefire"].sum()
    own = coding.counts(voice="author")["ceasefire"].sum()
    others = coding.counts(voice=["direct", "indirect", "scare"])["ceasefire"].sum()
    assert own == 12
    assert own + others == everything
    rate = coding.rate(voice="author").set_index("category").loc["ceasefire", "value"]
    words = coding.words_by_voice.query("voice == 'author'")["words"].sum()
    assert rate == pytest.approx(own / words * 1000)


def test_by_speaker_counts_in_the_speakers_own_words(coding):
    shares = coding.share(by="speaker").query("category == 'ceasefire'").set_index("group")
    assert shares.loc["Mira Orlo", "value"] == 1
    assert shares.loc["Mira Orlo", "n_documents"] == 12


def test_the_voices_of_a_frame_add_up_to_one(coding):
    parts = coding.by_voice(by="outlet").query("category == 'ceasefire'")
    assert parts.groupby("group")["value"].sum().to_dict() == pytest.approx({"Ledger": 1.0, "Post": 1.0})
    assert set(parts["voice"]) == {"author", "indirect", "direct", "scare"}


def test_without_voices_asking_for_one_is_an_error():
    corpus = dc.read("two-columns").where(outlet="The Estuary Post")
    coding = dc.code(corpus, "war-and-talks", voices=False)
    assert coding.hits["voice"].isna().all()
    with pytest.raises(ColumnError, match="coded without voices"):
        coding.share(voice="author")


def test_an_unknown_voice_is_an_error(coding):
    with pytest.raises(ColumnError, match=r"no voice 'quoted'.*author, indirect, direct, scare"):
        coding.share(voice="quoted")

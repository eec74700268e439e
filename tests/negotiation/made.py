"""Small corpora, statements and codings made by hand, so that what a measure should be is plain arithmetic."""

from __future__ import annotations

import pandas as pd

import discourse as dc
from discourse.framing.codebook import Codebook
from discourse.framing.coding import Coding
from discourse.negotiation.statements import Statements

PLAIN = {
    "voice": "author", "speaker": None, "actor": None, "act": "agree", "target": None, "polarity": 1, "negated": False,
    "conditional": False, "modality": "none", "tense": "past", "deed": False, "lemma": "", "sole": False,
    "actor_side": None, "target_side": None, "confidence": 1.0, "reason": "",
}  # fmt: skip
COLUMNS = [
    "document", "sentence", "start", "end", "speaker", "voice", "actor", "act", "target", "polarity", "negated",
    "conditional", "modality", "tense", "deed", "lemma", "text", "actor_start", "actor_end", "act_start", "act_end",
    "target_start", "target_end", "sole", "actor_side", "target_side", "confidence", "reason",
]  # fmt: skip
VOICES = ["document", "start", "end", "kind", "source", "source_name", "cue_start", "cue_end", "owner", "text"]


def corpus(documents: int = 1, sentences: int = 12, author: str = "Ada Hale"):
    """So many documents of so many sentences, each sentence nine characters long: ``Word one.``"""
    text = " ".join(["Word one."] * sentences)
    names = [f"d{number}" for number in range(documents)]
    return dc.read(pd.DataFrame({"document": names, "text": text, "author": author}), language="en")


def span(sentence: int) -> tuple[int, int]:
    """Where the sentence of that number is."""
    return sentence * 10, sentence * 10 + 9


def statements(texts, rows: list[dict], voices: list[dict] = ()) -> Statements:
    """Statements with the fields given, the others plain; `document` is the first if not given."""
    made = []
    for row in rows:
        one = {"document": texts.documents["document"][0], "sentence": 0, "speaker": "Ada Hale"} | row
        start, end = span(one["sentence"])
        made.append(PLAIN | one | {"start": start, "end": end, "act_start": start, "act_end": end, "text": "Word one."})
    return Statements(texts, pd.DataFrame(made, columns=COLUMNS), pd.DataFrame(list(voices), columns=VOICES))


class Made(Coding):
    """A coding whose hits were written down."""

    def __init__(self, texts, hits: pd.DataFrame, voices: pd.DataFrame):
        super().__init__(texts, Codebook.load("war-and-talks"), None, voices)
        self.hits = hits


def coding(texts, hits: list[tuple], voices: list[dict] = ()) -> Coding:
    """A coding with hits (document, sentence, category[, negated[, voice, speaker]])."""
    rows = []
    for document, sentence, category, *more in hits:
        negated, voice, speaker = (*more, *(False, "author", "Ada Hale")[len(more) :])
        rows.append((document, sentence, *span(sentence), category, "", "Word one.", negated, voice, speaker))
    columns = ["document", "sentence", "start", "end", "category", "pattern", "text", "negated", "voice", "speaker"]
    made = pd.DataFrame(rows, columns=columns)
    return Made(texts, made, pd.DataFrame(list(voices), columns=VOICES))

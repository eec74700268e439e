"""Criticism learned from two Security Council debates and tried on the third (UNSCon: Zaczynska et al. 2024)."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.framing.learned import learn


@pytest.fixture(scope="module")
def debates(shared_data):
    """The speeches as documents, and their sentences as passages with gold."""
    table = pd.read_csv(shared_data / "unscon-dev.csv")
    table["speech"] = table["basename"] + table["speech_id"]
    documents, passages = [], []
    for name, speech in table.groupby("speech", sort=False):
        text = ""
        for row in speech.itertuples():
            sentence = row.sentence_text.strip()
            passages.append(
                (name, len(text), len(text) + len(sentence), int(row.A0 != "_" or row.B1 != "_"), row.basename)
            )
            text += f"{sentence}\n\n"
        documents.append((name, text))
    corpus = dc.read(pd.DataFrame(documents, columns=["document", "text"]), language="en", clean=False)
    return corpus, pd.DataFrame(passages, columns=["document", "start", "end", "criticism", "debate"])


def macro_f1(gold: np.ndarray, found: np.ndarray) -> float:
    return np.mean([2 * (g & f).sum() / (g.sum() + f.sum()) for g, f in ((gold, found), (~gold, ~found))])


def test_criticism_is_learned_across_debates(debates):
    corpus, table = debates
    found = np.zeros(len(table), dtype=bool)
    for debate in table["debate"].unique():
        held_out = (table["debate"] == debate).to_numpy()
        model = learn(corpus, table.assign(criticism=table["criticism"].where(~held_out)), "criticism")
        found[held_out] = model.predict(table)["coded"].to_numpy()[held_out]
    assert macro_f1(table["criticism"].to_numpy(bool), found) >= 0.70

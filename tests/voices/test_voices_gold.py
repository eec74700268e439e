"""Against hand-coded news: how much of what is reported is found, and whose it is."""

from __future__ import annotations

import runpy

import pytest

import discourse as dc
from discourse.voices import attributions, voices


@pytest.fixture(scope="module")
def scorer(shared_data):
    return runpy.run_path(str(shared_data.parent / "tools" / "score_voices.py"))


def test_contents_and_sources_of_news_articles(shared_data, scorer, tmp_path):
    import pandas as pd

    root = shared_data / "polnear-dev"
    articles = pd.DataFrame([(name, text) for name, text, _ in scorer["articles"](root)], columns=["document", "text"])
    table = pd.concat(
        [
            pd.DataFrame(
                [(name, row.start, row.end, row.kind, *(row.source or (None, None))) for row in attributions(text)],
                columns=["document", "start", "end", "kind", "source_start", "source_end"],
            ).astype({"source_start": "Int64", "source_end": "Int64"})
            for name, text in articles.itertuples(index=False)
        ]
    )
    table.to_csv(tmp_path / "voices.csv", index=False)
    result = scorer["score"](root, tmp_path / "voices.csv")
    assert result["content"]["f1"] >= 0.80
    assert result["source"]["f1"] >= 0.68


def test_an_op_ed_read_by_hand(shared_data):
    table = voices(dc.read(shared_data / "op-ed.txt"))
    told = list(zip(table["source_name"], table["text"], strict=True))
    assert ("Marco Rubio", "the U.S. might withdraw from the talks") in told
    assert any(name == "Marco Rubio" and text.startswith("that Ukraine is a sovereign nation") for name, text in told)
    assert ("Witkoff", '"territories where Russians live,"') in told
    scare = table[table["kind"] == "scare"]
    assert list(scare["text"].str.strip('“”",.')) == [
        "Denazification",
        "demilitarization",
        "new security architecture",
        "demilitarization",
    ]
    assert set(scare["owner"]) == {"Putin"}

"""A corpus that is about three things, one of them more in one outlet."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc

THEMES = {
    "harvest": "wheat barley orchard tractor plough meadow silo grain",
    "harbour": "ferry anchor trawler quay lighthouse rigging cargo mooring",
    "truce": "ceasefire mediator envoy delegation armistice frontline artillery convoy",
}


CODEBOOK = """
name: small
title: Small
categories:
  talks: {label: "Talks, truce", definition: Talking., patterns: {en: [ceasefire, mediator, envoy, delegation]}}
  sea: {label: Sea, definition: The sea., patterns: {en: [ferry, quay, lighthouse, anchor]}}
  sport: {label: Sport, definition: Sport., patterns: {en: [football]}}
"""


def written(about: str, generator: np.random.Generator, sentences: int = 5) -> str:
    """A text of short sentences that is mostly about one thing."""
    lines = []
    for _ in range(sentences):
        theme = about if generator.random() < 0.95 else str(generator.choice(list(THEMES)))
        words = generator.choice(THEMES[theme].split(), 5)
        lines.append(f"The {words[0]} and the {words[1]} are by the {words[2]}, {words[3]} and {words[4]}.")
    return " ".join(lines)


@pytest.fixture(scope="session")
def table() -> pd.DataFrame:
    generator = np.random.default_rng(5)
    rows = []
    for number in range(60):
        outlet, year = ("Post", "Ledger")[number % 2], 2000 + number // 6
        truce = 0.55 if outlet == "Post" else 0.15
        about = str(generator.choice(list(THEMES), p=[(1 - truce) / 2, (1 - truce) / 2, truce]))
        text = f"{written(about, generator)}\n\n{written(about, generator)}"
        rows.append({"document": f"d{number:02}", "text": text, "outlet": outlet, "date": f"{year}-06-01"})
    return pd.DataFrame(rows)


@pytest.fixture(scope="session")
def corpus(table):
    return dc.read(table, language="en")


@pytest.fixture(scope="session")
def model(corpus):
    return dc.topics(corpus, 3, "~ outlet + date")


@pytest.fixture(scope="session")
def themes() -> dict[str, set[str]]:
    return {name: set(words.split()) for name, words in THEMES.items()}


@pytest.fixture(scope="session")
def topic_of(themes):
    """The number of the topic that has most of a theme's words."""

    def find(model, theme: str) -> int:
        shared = [len(set(words) & themes[theme]) for words in model.top("prob", 8)]
        assert max(shared) >= 6, shared
        return shared.index(max(shared)) + 1

    return find


@pytest.fixture(scope="session")
def codebook_file(tmp_path_factory):
    path = tmp_path_factory.mktemp("book") / "small.yaml"
    path.write_text(CODEBOOK, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def codebook(codebook_file):
    return dc.Codebook.load(codebook_file)

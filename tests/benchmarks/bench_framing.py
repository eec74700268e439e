"""Coding with a codebook, beside one regular expression per category on the same text in the same run.

    python -m pytest tests/benchmarks/bench_framing.py

The regular expressions know words, stems and phrases only: no lemmas, gaps, conditions, sentences or negation.
"""

from __future__ import annotations

import re

import pandas as pd
import pytest

import discourse as dc


@pytest.fixture(scope="module")
def corpus():
    return dc.read("lee")


@pytest.fixture(scope="module")
def codebook():
    return dc.Codebook.load("war-and-talks")


def expressions(codebook) -> dict[str, re.Pattern]:
    found = {}
    for category in codebook.categories.values():
        patterns = [pattern for rule in category.rules["en"] for pattern in rule.patterns]
        ways = [r"\s+".join(_slot(slot) for slot in pattern.slots) for pattern in patterns]
        found[category.id] = re.compile(rf"\b(?:{'|'.join(ways)})\b", re.IGNORECASE)
    return found


def _slot(slot) -> str:
    words = (re.escape(term.value) + (r"\w*" if term.kind == "stem" else "") for term in slot.terms)
    return f"(?:{'|'.join(words)})"


@pytest.mark.benchmark(group="coding")
def test_discourse(benchmark, corpus, codebook):
    assert len(benchmark(dc.code, corpus, codebook).hits) > 200


@pytest.mark.benchmark(group="coding")
def test_regular_expressions(benchmark, corpus, codebook):
    compiled = expressions(codebook)
    texts = corpus.documents["text"]

    def count():
        return sum(len(pattern.findall(text)) for text in texts for pattern in compiled.values())

    assert benchmark(count) > 100


@pytest.mark.benchmark(group="coding the same in three languages")
@pytest.mark.parametrize("language", ["en", "uk", "ru"])
def test_language(benchmark, language):
    table = dc.read("three-languages").where(language=language).documents
    again = [table.assign(document=table["document"] + f"-{number}") for number in range(50)]
    table = pd.concat(again, ignore_index=True)

    def fresh():
        return (dc.Corpus(table), "war-and-talks"), {"voices": False}

    coding = benchmark.pedantic(dc.code, setup=fresh, rounds=3, warmup_rounds=1)
    assert len(coding.found) > 1000

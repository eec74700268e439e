"""Ukrainian and Russian beside English in the same run, on the same columns; each may take twice as long.

python -m pytest tests/benchmarks/bench_cyrillic.py
"""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.language import encode, sentence_spans, token_spans
from discourse.language.lemmas import lemmas
from discourse.voices import attributions

CODES = ("en", "uk", "ru")


@pytest.fixture(scope="module")
def texts():
    columns = dc.read("three-languages").documents
    return {code: [f"{text}\n\n{n}" for n in range(40) for text in columns.loc[columns["language"] == code, "text"]]
            for code in CODES}  # fmt: skip


@pytest.mark.benchmark(group="sentences")
@pytest.mark.parametrize("code", CODES)
def test_sentences(benchmark, texts, code):
    assert len(benchmark(lambda: [sentence_spans(text, code) for text in texts[code]])) == 320


@pytest.mark.benchmark(group="tokens")
@pytest.mark.parametrize("code", CODES)
def test_tokens(benchmark, texts, code):
    assert len(benchmark(lambda: [token_spans(text) for text in texts[code]])) == 320


@pytest.mark.benchmark(group="encoded sentences")
@pytest.mark.parametrize("code", CODES)
def test_encoded_sentences(benchmark, texts, code):
    table = pd.DataFrame({"document": [f"d{n}" for n in range(320)], "text": texts[code]})

    def encoded():
        return (encode(dc.read(table, language=code)),), {}

    benchmark.pedantic(lambda one: one.sentence_bounds, setup=encoded, rounds=5, warmup_rounds=1)


@pytest.mark.benchmark(group="attributions")
@pytest.mark.parametrize("code", CODES)
def test_attributions(benchmark, texts, code):
    assert all(benchmark(lambda: [attributions(text, code) for text in texts[code]]))


@pytest.mark.benchmark(group="lemmas")
@pytest.mark.parametrize("code", CODES)
def test_lemmas(benchmark, texts, code):
    table = pd.DataFrame({"document": ["a"], "text": [" ".join(texts[code])]})
    forms = encode(dc.read(table, language=code)).vocabulary
    assert len(benchmark(lemmas, forms, code)) == len(forms)

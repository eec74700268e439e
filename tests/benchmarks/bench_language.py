"""Sentences and tokens per second, beside syntok and NLTK on the same text in the same run.

python -m pytest tests/benchmarks/bench_language.py
"""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.language import sentence_spans, token_spans


@pytest.fixture(scope="module")
def texts():
    return list(dc.read("lee").documents["text"])


def by_syntok(texts):
    import syntok.segmenter

    return [[sentence for paragraph in syntok.segmenter.analyze(text) for sentence in paragraph] for text in texts]


def by_nltk(texts):
    from nltk.tokenize import NLTKWordTokenizer

    tokenizer = NLTKWordTokenizer()
    return [list(tokenizer.span_tokenize(text)) for text in texts]


@pytest.mark.benchmark(group="sentences")
@pytest.mark.parametrize(
    "split",
    [
        pytest.param(lambda texts: [sentence_spans(text) for text in texts], id="discourse"),
        pytest.param(by_syntok, id="syntok"),
    ],
)
def test_sentences(benchmark, texts, split):
    assert len(benchmark(split, texts)) == 300


@pytest.mark.benchmark(group="tokens")
@pytest.mark.parametrize(
    "split",
    [
        pytest.param(lambda texts: [token_spans(text) for text in texts], id="discourse"),
        pytest.param(by_nltk, id="nltk"),
    ],
)
def test_tokens(benchmark, texts, split):
    assert len(benchmark(split, texts)) == 300

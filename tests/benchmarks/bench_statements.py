"""The statement table, beside a reading that tags every sentence anew and takes what stands around a verb.

    python -m pytest tests/benchmarks/bench_statements.py

The alternative knows no act, voice, modality or name: it tags with the Brill lexicon tagger and writes down the noun
before and the noun after each verb. `test_voices` is the part of the default path that finds whose words they are.
"""

from __future__ import annotations

import pytest

import discourse as dc
from discourse.language import sentence_spans
from discourse.negotiation.find import Finder
from discourse.voices import attributions


@pytest.fixture(scope="module")
def corpus():
    corpus = dc.read("lee")
    dc.statements(corpus.where(document=["lee-001"]))  # reads the word lists
    return corpus


@pytest.mark.benchmark(group="statements")
def test_statements_with_voices(benchmark, corpus):
    assert len(benchmark(lambda: dc.statements(corpus))) > 1000


@pytest.mark.benchmark(group="statements")
def test_statements_alone(benchmark, corpus):
    finder = Finder.load("en")
    texts = [(document.text, document.body) for document in corpus]
    assert sum(map(len, benchmark(lambda: [finder.statements(*text) for text in texts]))) > 1000


@pytest.mark.benchmark(group="statements")
def test_voices(benchmark, corpus):
    texts = list(corpus.documents["text"])
    assert sum(map(len, benchmark(lambda: [attributions(text) for text in texts]))) > 1000


@pytest.mark.benchmark(group="statements")
def test_tagged_anew(benchmark, corpus):
    tag = pytest.importorskip("textblob.en").tag
    texts = list(corpus.documents["text"])

    def around_verbs(text: str) -> list[tuple[str | None, str, str | None]]:
        found = []
        for start, end in sentence_spans(text):
            tagged = tag(text[start:end])
            nouns = [n for n, (_, label) in enumerate(tagged) if label.startswith(("NN", "PRP"))]
            for place, (word, label) in enumerate(tagged):
                if label.startswith("VB"):
                    before = next((tagged[n][0] for n in reversed(nouns) if n < place), None)
                    after = next((tagged[n][0] for n in nouns if n > place), None)
                    found.append((before, word, after))
        return found

    assert sum(map(len, benchmark(lambda: [around_verbs(text) for text in texts]))) > 1000

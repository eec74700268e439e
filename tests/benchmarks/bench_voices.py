"""Finding voices, beside a regular expression for quotations and the clause after a verb, and textacy.

    python -m pytest tests/benchmarks/bench_voices.py

The regular expression knows neither sources nor apostrophes, nests nothing and finds no clause before a cue. textacy
finds direct quotations only and needs a spaCy model; it is skipped where either is missing.
"""

from __future__ import annotations

import re

import pytest

import discourse as dc
from discourse.voices import attributions

BASELINE = re.compile(
    r"“[^”]+”|\"[^\"]+\"|(?:said|says|told|claimed|argued|insisted|warned|added|announced|believes?|denied)"
    r"(?: \w+)? (?:that )?(?P<clause>[^.?!]+)"
)


@pytest.fixture(scope="module")
def texts():
    return list(dc.read("lee").documents["text"])


@pytest.mark.benchmark(group="voices")
def test_discourse(benchmark, texts):
    attributions("Hale said no.")  # reads the word lists
    assert sum(map(len, benchmark(lambda: [attributions(text) for text in texts]))) > 1000


@pytest.mark.benchmark(group="voices")
def test_regular_expression(benchmark, texts):
    assert sum(map(len, benchmark(lambda: [BASELINE.findall(text) for text in texts]))) > 500


@pytest.mark.benchmark(group="voices")
def test_textacy(benchmark, texts):
    extract = pytest.importorskip("textacy.extract")
    spacy = pytest.importorskip("spacy")
    if not spacy.util.is_package("en_core_web_sm"):
        pytest.skip("textacy needs the spaCy model en_core_web_sm")
    pipeline = spacy.load("en_core_web_sm")
    quoted = benchmark(lambda: [list(extract.triples.direct_quotations(doc)) for doc in pipeline.pipe(texts)])
    assert len(quoted) == len(texts)

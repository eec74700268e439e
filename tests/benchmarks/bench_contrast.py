"""Concordance, keyness and collocations, beside the usual ways on the same text in the same run.

    python -m pytest tests/benchmarks/bench_contrast.py

The corpus is 100 MB of resampled sentences; BENCH_MEGABYTES in the environment makes it smaller. A few minutes go into
making and opening it. Beside us: a scan with `re`, NLTK's ConcordanceIndex and BigramCollocationFinder, and
scikit-learn's CountVectorizer with chi2.
"""

from __future__ import annotations

import os
import re

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

import discourse as dc
from discourse import contrast
from discourse.language import encode, sentences

MEGABYTES = float(os.environ.get("BENCH_MEGABYTES", "100"))
DOCUMENT = 2_700  # characters
PHRASE = "peace talks"
TYPES, DOCUMENTS, TOKENS = 200_000, 37_000, 18_500_000


@pytest.fixture(scope="module")
def corpus():
    rng = np.random.default_rng(0)
    pool = []
    for name in ("lee", "two-columns"):
        source = dc.read(name)
        texts = source.documents.set_index("document")["text"]
        pool += [" ".join(texts[row.document][row.start : row.end].split()) for row in sentences(source).itertuples()]
    per_document = round(DOCUMENT / (sum(map(len, pool)) / len(pool)))
    documents = int(MEGABYTES * 1e6 / DOCUMENT)
    drawn = rng.integers(0, len(pool), (documents, per_document))
    texts = [" ".join(pool[number] for number in row) for row in drawn.tolist()]
    table = pd.DataFrame({"document": [f"d{number}" for number in range(documents)], "text": texts})
    table["outlet"] = np.where(np.arange(documents) % 2, "A", "B")
    opened = dc.read(table, clean=False, language="en")
    assert encode(opened).sentence_bounds is not None
    dc.concordance(opened, PHRASE)
    return opened


@pytest.mark.benchmark(group="concordance of a phrase: the lines counted, fifty shown")
def test_concordance(benchmark, corpus):
    def look():
        found = dc.concordance(corpus, PHRASE)
        return len(found), found[:50].lines

    assert benchmark(look)[0] > 0


@pytest.mark.benchmark(group="concordance of a phrase: the lines counted, fifty shown")
def test_concordance_sorted_by_context(benchmark, corpus):
    assert len(benchmark(lambda: dc.concordance(corpus, "lemma:talk").sort("right")[:50].lines)) == 50


@pytest.mark.benchmark(group="concordance of a phrase: the lines counted, fifty shown")
def test_concordance_by_regular_expression(benchmark, corpus):
    pattern = re.compile(r"(?<!\w)peace\s+talks(?!\w)", re.IGNORECASE)
    texts = corpus.documents["text"]

    def look():
        return [text[max(0, m.start() - 40) : m.end() + 40] for text in texts for m in pattern.finditer(text)]

    assert benchmark.pedantic(look, rounds=1)


@pytest.mark.benchmark(group="concordance of a phrase: the lines counted, fifty shown")
def test_concordance_by_nltk(benchmark, corpus):
    from nltk.text import ConcordanceIndex

    encoded = encode(corpus)
    index = ConcordanceIndex([encoded.vocabulary[one] for one in encoded.ids.tolist()])
    assert benchmark.pedantic(lambda: index.find_concordance(["peace", "talks"], width=80)[:50], rounds=1)


@pytest.fixture(scope="module")
def counts():
    """Documents × 200,000 types, Zipfian, of both groups."""
    rng = np.random.default_rng(0)
    shares = 1 / np.arange(1, TYPES + 1) ** 1.05
    ids = rng.choice(TYPES, TOKENS, p=shares / shares.sum())
    rows = rng.integers(0, DOCUMENTS, TOKENS)
    matrix = sparse.coo_array((np.ones(TOKENS), (rows, ids)), shape=(DOCUMENTS, TYPES)).tocsr()
    return matrix[: DOCUMENTS // 2], matrix[DOCUMENTS // 2 :]


@pytest.mark.benchmark(group="keyness over 200,000 types")
@pytest.mark.parametrize("resamples", [0, 1000])
def test_keyness(benchmark, counts, resamples):
    contrast.keyness(*(side[:, :100] for side in counts), resamples=min(resamples, 10))  # compiled
    table = benchmark.pedantic(lambda: contrast.keyness(*counts, resamples=resamples), rounds=2)
    assert len(table) == TYPES


@pytest.mark.benchmark(group="keyness over 200,000 types")
def test_keyness_by_scikit_learn(benchmark, counts):
    """Its chi2 only: of classes by feature, without dispersion, effect size or intervals."""
    from sklearn.feature_selection import chi2

    matrix = sparse.csr_matrix(sparse.vstack(counts))
    side = np.repeat([0, 1], [counts[0].shape[0], counts[1].shape[0]])
    assert len(benchmark.pedantic(lambda: chi2(matrix, side), rounds=2)[0]) == TYPES


@pytest.fixture(scope="module", params=[1_000_000, 10_000_000])
def tokens(request):
    rng = np.random.default_rng(0)
    shares = 1 / np.arange(1, 100_001) ** 1.05
    ids = rng.choice(100_000, request.param, p=shares / shares.sum()).astype(np.int32)
    ids[rng.random(request.param) < 0.1] = -1
    return ids


@pytest.mark.benchmark(group="collocations")
@pytest.mark.parametrize("size", [2, 3])
def test_collocations(benchmark, tokens, size):
    assert len(benchmark.pedantic(lambda: contrast.collocations(tokens, size=size, minimum=10), rounds=1))


@pytest.mark.benchmark(group="collocations")
def test_collocates_of_a_node(benchmark, tokens):
    assert len(benchmark.pedantic(lambda: contrast.collocates(tokens, 50, minimum=10), rounds=1))


@pytest.mark.benchmark(group="collocations")
def test_collocations_by_nltk(benchmark, tokens):
    from nltk.collocations import BigramAssocMeasures, BigramCollocationFinder

    if len(tokens) > 1_000_000:
        pytest.skip("NLTK takes minutes here")
    words = tokens.tolist()

    def find():
        finder = BigramCollocationFinder.from_words(words)
        finder.apply_freq_filter(10)
        return finder.score_ngrams(BigramAssocMeasures.likelihood_ratio)

    assert benchmark.pedantic(find, rounds=1)

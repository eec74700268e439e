"""The structural topic model, beside the one of topica (Rust), in CPU time on the same documents in the same run.

python -m pytest tests/benchmarks/bench_topics.py -s

The documents are drawn from the model itself: 3,000 of about 150 tokens, 2,500 words, 20 topics, five covariates.
Both fits stop by their own defaults (a relative change of the bound below 1e-5) and are judged by the same function:
the bound that one more E-step gives for their topics and prior.
"""

from __future__ import annotations

import time
from types import SimpleNamespace

import numpy as np
import pytest
import scipy.sparse as sp

from discourse.topics.stm import fit
from discourse.topics.stm.expectation import Expectation

DOCUMENTS, WORDS, TOPICS, LENGTH, COVARIATES = 3_000, 2_500, 20, 150, 5
cpu = pytest.mark.benchmark(group="structural topic model", timer=time.process_time, min_rounds=2, warmup=True)


@pytest.fixture(scope="module")
def corpus():
    rng = np.random.default_rng(0)
    common = 1 / (np.arange(WORDS) + 5.0)
    common /= common.sum()
    beta = 0.9 * rng.dirichlet(common * WORDS * 0.08, size=TOPICS) + 0.1 * common
    design = np.column_stack([np.ones(DOCUMENTS), rng.normal(size=(DOCUMENTS, COVARIATES))])
    mu = design @ rng.normal(scale=0.6, size=(COVARIATES + 1, TOPICS))
    theta = np.exp(mu + rng.normal(size=mu.shape))
    theta /= theta.sum(axis=1, keepdims=True)
    lengths = np.maximum(5, rng.lognormal(np.log(LENGTH), 0.5, DOCUMENTS)).astype(int)
    drawn = np.array([rng.multinomial(n, shares @ beta) for n, shares in zip(lengths, theta, strict=True)])
    return SimpleNamespace(counts=sp.csr_array(drawn[:, drawn.sum(axis=0) > 0]), design=design)


def bound(corpus, beta, mu, sigma) -> float:
    """What the documents are worth to these topics and this prior, at the best shares from an even start."""
    step = Expectation(sp.csr_array(corpus.counts, dtype=float), len(beta))
    step.documents(np.ascontiguousarray(beta.T), mu, sigma, cautious=True)
    return step.documents(np.ascontiguousarray(beta.T), mu, sigma)[0]


@cpu
def test_discourse(benchmark, corpus):
    model = benchmark(fit, corpus.counts, TOPICS, corpus.design)
    assert model.converged
    print(f"\ndiscourse: {model.iterations} iterations, bound {bound(corpus, model.beta, model.mu, model.sigma):.0f}")


@cpu
def test_topica(benchmark, corpus):
    topica = pytest.importorskip("topica")
    names = [f"w{word:05d}" for word in range(corpus.counts.shape[1])]
    rows = (corpus.counts[[document]] for document in range(DOCUMENTS))
    texts = [[names[w] for w, n in zip(row.indices, row.data, strict=True) for _ in range(n)] for row in rows]
    documents = topica.Corpus.from_documents(texts, vocabulary=names)

    model = benchmark(lambda: topica.STM(TOPICS).fit(documents, corpus.design[:, 1:]))
    mu = corpus.design @ model.prevalence_effects
    worth = bound(corpus, model.topic_word, mu, np.asarray(model.topic_covariance))
    print(f"\ntopica: {len(model.bound_history)} iterations, bound {worth:.0f}")

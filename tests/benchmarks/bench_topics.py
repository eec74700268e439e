"""The structural topic model, beside the one of topica (Rust), in CPU time on the same documents in the same run.

python -m pytest tests/benchmarks/bench_topics.py -s

The documents are drawn from the model itself: 3,000 of about 150 tokens, 2,500 words, 20 topics, five covariates.
Both fits stop by their own defaults (a relative change of the bound below 1e-5) and are judged by the same function:
the bound that one more E-step gives for their topics and prior. Two ratios are printed: of the times to their own
convergence, and of topica's to ours for as many iterations as it takes to reach topica's bound.
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


def seconds(call, rounds: int = 2):
    """The least CPU time of some calls, and what the last one gave."""
    found = []
    for _ in range(rounds):
        begun = time.process_time()
        answer = call()
        found.append(time.process_time() - begun)
    return min(found), answer


def test_beside_topica(corpus):
    topica = pytest.importorskip("topica")
    names = [f"w{word:05d}" for word in range(corpus.counts.shape[1])]
    rows = (corpus.counts[[document]] for document in range(DOCUMENTS))
    texts = [[names[w] for w, n in zip(row.indices, row.data, strict=True) for _ in range(n)] for row in rows]
    documents = topica.Corpus.from_documents(texts, vocabulary=names)

    def ours(iterations: int = 500):
        return fit(corpus.counts, TOPICS, corpus.design, max_iterations=iterations)

    def worth(model) -> float:
        return bound(corpus, model.beta, model.mu, model.sigma)

    ours(1), ours(3)  # compiled
    time_ours, model = seconds(ours)
    time_theirs, theirs = seconds(lambda: topica.STM(TOPICS).fit(documents, corpus.design[:, 1:]))
    mu = corpus.design @ theirs.prevalence_effects
    level = bound(corpus, theirs.topic_word, mu, np.asarray(theirs.topic_covariance))
    enough = next(n for n in range(3, model.iterations + 1) if worth(ours(n)) >= level)
    time_enough, short = seconds(lambda: ours(enough))

    print(f"\ntopica:    {time_theirs:5.2f} s, {len(theirs.bound_history)} iterations, bound {level:.0f}")
    print(f"discourse: {time_ours:5.2f} s, {model.iterations} iterations, bound {worth(model):.0f}", end=": ")
    print(f"{time_theirs / time_ours:.2f} times as fast to convergence")
    print(f"discourse: {time_enough:5.2f} s, {enough} iterations, bound {worth(short):.0f}", end=": ")
    print(f"{time_theirs / time_enough:.2f} times as fast to topica's bound")
    assert worth(model) >= level

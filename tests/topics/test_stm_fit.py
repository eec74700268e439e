"""Topics that are known are found again, the same ones each time; and what cannot be fitted is said by name."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys

import numpy as np
import pytest
import scipy.sparse as sp
from stm_sample import matched, sample

from discourse.errors import DesignError, TopicModelError
from discourse.topics.stm import fit
from discourse.topics.stm import spectral as spectral_room
from discourse.topics.stm.spectral import spectral_start


@pytest.fixture(scope="module")
def corpus():
    return sample()


@pytest.fixture(scope="module")
def model(corpus):
    return fit(corpus.counts, 4, corpus.design)


def test_topics_and_shares_are_found_again():
    corpus = sample(documents=1000, length=200)
    model = fit(corpus.counts, 4, corpus.design)
    order = matched(model.theta, corpus.theta)
    for truth, topic in enumerate(order):
        assert np.corrcoef(corpus.theta[:, truth], model.theta[:, topic])[0, 1] > 0.95
        assert np.abs(corpus.beta[truth] - model.beta[topic]).sum() < 0.3
    shift = model.theta[corpus.side == 1].mean(axis=0) - model.theta[corpus.side == 0].mean(axis=0)
    assert shift.argmax() == order[0]


def test_the_arrays_fit_together(corpus, model):
    np.testing.assert_allclose(model.theta.sum(axis=1), 1)
    np.testing.assert_allclose(model.beta.sum(axis=1), 1)
    np.testing.assert_allclose(model.mu, corpus.design @ model.gamma)
    weights = np.exp(np.column_stack([model.eta, np.zeros(len(model.eta))]))
    np.testing.assert_allclose(model.theta, weights / weights.sum(axis=1, keepdims=True))
    around = model.eta - model.mu
    np.testing.assert_allclose(model.sigma, around.T @ around / len(around) + model.uncertainty)
    assert model.converged
    assert model.k == 4
    assert model.falls.size == (np.diff(model.bounds) < 0).sum()


def test_without_covariates_all_documents_have_one_prior(corpus):
    model = fit(corpus.counts, 4)
    assert (model.mu == model.eta.mean(axis=0)).all()
    assert model.gamma.shape == (1, 3)


def test_the_order_of_documents_does_not_matter(corpus, model):
    turned = fit(corpus.counts[::-1], 4, corpus.design[::-1])
    assert turned.bounds[-1] == pytest.approx(model.bounds[-1], rel=1e-8)
    np.testing.assert_allclose(turned.theta[::-1], model.theta, atol=1e-3)


def test_each_document_is_at_the_maximum_of_its_posterior(corpus, model):
    from discourse.topics.stm.expectation import Expectation

    topics = np.ascontiguousarray(model.beta.T)
    step = Expectation(sp.csr_array(corpus.counts, dtype=float), 4)
    step.documents(topics, model.mu, model.sigma)
    rng = np.random.default_rng(0)

    def height(eta):
        theta = np.exp(np.append(eta, 0))
        theta /= theta.sum()
        away = eta - model.mu[7]
        words = corpus.counts[[7]].toarray().ravel()
        seen = words > 0
        return words[seen] @ np.log(theta @ model.beta[:, seen]) - away @ np.linalg.solve(model.sigma, away) / 2

    best = height(step.eta[7])
    assert all(height(step.eta[7] + rng.normal(scale=scale, size=3)) < best for scale in (1e-3, 0.1, 1) for _ in "abc")


def test_same_bits_whatever_the_threads_and_the_hash_seed(tmp_path):
    script = (
        "import sys, hashlib; sys.path.insert(0, sys.argv[1]); from stm_sample import sample\n"
        "from discourse.topics.stm import fit; c = sample(150); m = fit(c.counts, 4, c.design, max_iterations=8)\n"
        "print(hashlib.sha256(m.theta.tobytes() + m.beta.tobytes() + m.sigma.tobytes()).hexdigest())"
    )
    answers = set()
    for seed, threads in (("1", "1"), ("2", "2")):
        environment = os.environ | {
            "PYTHONHASHSEED": seed,
            "NUMBA_NUM_THREADS": threads,
            "OPENBLAS_NUM_THREADS": threads,
        }
        command = [sys.executable, "-c", script, os.path.dirname(__file__)]
        answers.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    ours = sample(150)
    model = fit(ours.counts, 4, ours.design, max_iterations=8)
    bits = model.theta.tobytes() + model.beta.tobytes() + model.sigma.tobytes()
    assert answers == {hashlib.sha256(bits).hexdigest() + "\n"}


def test_code_is_compiled_where_no_folder_can_keep_it(monkeypatch):
    import numba

    from discourse.topics.stm.compiled import compiled

    whole = numba.njit

    def without_folder(**options):
        if options.get("cache"):
            raise RuntimeError("cannot cache function: no locator available")
        return whole(**options)

    monkeypatch.setattr(numba, "njit", without_folder)
    assert compiled(lambda x: x + 1)(1) == 2


def test_a_random_start_takes_a_seed(corpus):
    one, same, other = (fit(corpus.counts, 4, start="random", seed=seed, max_iterations=3).beta for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()
    with pytest.raises(TopicModelError, match="seed"):
        fit(corpus.counts, 4, start="random")


def test_stopping_short_is_no_convergence(corpus):
    model = fit(corpus.counts, 4, max_iterations=2)
    assert not model.converged
    assert model.iterations == 2


def test_rare_words_do_not_place_anchors(corpus, monkeypatch):
    monkeypatch.setattr(spectral_room, "MOST_WORDS", 100)
    beta, anchors = spectral_start(sp.csr_array(corpus.counts, dtype=float), 4)
    frequency = corpus.counts.sum(axis=0)
    frequent = np.argsort(-frequency, kind="stable")[:100]
    assert set(anchors) <= set(frequent)
    np.testing.assert_allclose(beta.sum(axis=1), 1)
    left_out = np.setdiff1d(np.arange(len(frequency)), frequent)
    np.testing.assert_allclose(beta[:, left_out], 0.001 / len(frequency) / 1.001)


def test_mixtures_of_anchors_are_exact():
    from discourse.topics.stm.simplex import mixtures

    rng = np.random.default_rng(0)
    anchors, rows = rng.dirichlet(np.full(30, 0.2), size=8), rng.dirichlet(np.full(30, 0.2), size=50)
    gram, targets = anchors @ anchors.T, rows @ anchors.T
    scale = gram.max()
    found = mixtures(anchors, rows)
    slope = (found @ gram - targets) / scale
    level = (found * slope).sum(axis=1, keepdims=True)
    assert found.min() >= 0
    np.testing.assert_allclose(found.sum(axis=1), 1)
    assert (slope - level).min() > -1e-12  # no weight outside the set would lower the sum of squares
    assert np.abs(np.where(found > 0, slope - level, 0)).max() < 1e-12


def test_new_documents(corpus, model):
    known = model.predict(corpus.counts, corpus.design)
    assert np.abs(known - model.theta).mean() < 0.005
    without = model.predict(corpus.counts[:5])
    assert np.abs(without - model.theta[:5]).mean() < 0.05
    nothing = model.predict(corpus.counts[:1] * 0)
    assert np.abs(nothing - model.theta.mean(axis=0)).max() < 0.1
    with pytest.raises(TopicModelError, match="words"):
        model.predict(corpus.counts[:, :7])


COUNTS = np.random.default_rng(0).poisson(2.0, (12, 9)) + 1


@pytest.mark.parametrize(
    ("counts", "k", "message"),
    [
        (COUNTS, 1, "k is 1"),
        (COUNTS, 2.5, "k is 2.5"),
        (COUNTS, 10, "10 topics are more than the 9 words"),
        (COUNTS[:4], 5, "5 topics are more than the 4 documents"),
        (COUNTS * np.arange(12)[:, None].clip(max=1), 2, "rows 0 "),
        (COUNTS * (np.arange(9) != 4), 2, "columns 4 "),
        (COUNTS - 3 * (np.arange(12) == 5)[:, None] * COUNTS, 2, "rows 5 "),
        (COUNTS / 2, 2, "whole numbers"),
        (np.where(COUNTS > 100, 1, np.nan), 2, "whole numbers"),
        ([["a", "b"]], 2, "no matrix of numbers"),
        (np.zeros((0, 4)), 2, "shape"),
        (np.eye(6), 3, "fewer than 3 topics"),
    ],
)
def test_counts_that_cannot_be_fitted(counts, k, message):
    with pytest.raises(TopicModelError, match=message):
        fit(counts, k)


ONES = np.ones(12)


@pytest.mark.parametrize(
    ("design", "message"),
    [
        (np.ones((11, 1)), "shape"),
        (np.column_stack([ONES, np.where(np.arange(12) == 3, np.nan, 1.0)]), "rows 3 "),
        (np.arange(12.0)[:, None], "intercept"),
        (np.column_stack([ONES, np.arange(12), 2 * np.arange(12) + 1]), "columns 2 "),
        (np.column_stack([ONES, 3 * ONES]), "columns 1 "),
        ([["a"]] * 12, "no matrix"),
    ],
)
def test_designs_that_cannot_be_fitted(design, message):
    with pytest.raises(DesignError, match=message):
        fit(COUNTS, 2, design)


@pytest.mark.parametrize(
    ("start", "message"),
    [
        (np.ones((3, 9)) / 9, "shape"),
        (np.ones((2, 9)), "sum to 1"),
        (np.tile(np.append(np.ones(8) / 8, 0), (2, 1)), "columns 8 "),
    ],
)
def test_starts_that_are_none(start, message):
    with pytest.raises(TopicModelError, match=message):
        fit(COUNTS, 2, start=start)

"""The same data through R's stm 1.3.7: gadarian, three topics, ``~ treatment + s(pid_rep)``."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from discourse.topics.design import design
from discourse.topics.labels import top_words
from discourse.topics.quality import exclusivity, residual_dispersion, semantic_coherence
from discourse.topics.stm import fit


@pytest.fixture(scope="module")
def reference(shared_data):
    folder = shared_data.parent / "reference" / "gadarian"
    triplets = pd.read_csv(folder / "triplets.csv")
    labels = pd.read_csv(folder / "r-labels_top10.csv", keep_default_na=False)

    def matrix(name: str) -> np.ndarray:
        return pd.read_csv(folder / f"r-{name}.csv").to_numpy()

    return SimpleNamespace(
        counts=sp.csr_array((triplets["count"], (triplets["doc"] - 1, triplets["term"] - 1))),
        words=np.array((folder / "vocab.txt").read_text(encoding="utf-8").split()),
        meta=pd.read_csv(folder / "meta.csv"),
        design=matrix("design_X"),
        start=matrix("init_beta").T,
        beta=matrix("beta").T,
        theta=matrix("theta"),
        sigma=matrix("sigma"),
        gamma=pd.read_csv(folder / "r-gamma.csv").iloc[:, 1:].to_numpy(),
        bound=pd.read_csv(folder / "r-bound.csv")["bound"].astype(float).to_numpy(),
        quality=pd.read_csv(folder / "r-quality.csv"),
        labels={name: table["word"].tolist() for name, table in labels.groupby("measure")},
    )


@pytest.fixture(scope="module")
def model(reference):
    return fit(reference.counts, 3, reference.design, start=reference.start)


def test_from_the_same_start_every_iteration_has_the_same_bound(reference, model):
    assert model.iterations == len(reference.bound)
    np.testing.assert_allclose(model.bounds, reference.bound, rtol=5e-6)


def test_shares_topics_and_prior_are_the_same(reference, model):
    assert np.abs(model.theta - reference.theta).mean() < 1e-4
    assert np.abs(model.beta - reference.beta).max() < 1e-4
    np.testing.assert_allclose(model.gamma, reference.gamma, atol=1e-3)
    np.testing.assert_allclose(model.sigma, reference.sigma, atol=1e-3)


def test_our_own_start_is_theirs_by_quadratic_programming(reference):
    assert fit(reference.counts, 3, reference.design).bounds[-1] == pytest.approx(-18255.554, abs=0.1)


def test_the_formula_gives_the_same_design(reference):
    ours = design("~ treatment + s(pid_rep)", reference.meta)
    np.testing.assert_allclose(ours.matrix, reference.design, atol=1e-12)


@pytest.mark.parametrize("measure", ["prob", "frex", "lift", "score"])
def test_labels_of_their_topics(reference, measure):
    counts = reference.counts.sum(axis=0)
    ours = reference.words[top_words(reference.beta, measure, 10, word_counts=counts)]
    assert ours.ravel().tolist() == reference.labels[measure]


@pytest.mark.parametrize("measure", ["prob", "frex", "score"])  # lift is all ties: words of one topic alone
def test_labels_of_our_topics(reference, model, measure):
    ours = reference.words[top_words(model.beta, measure, 10, word_counts=reference.counts.sum(axis=0))]
    assert ours.ravel().tolist() == reference.labels[measure]


def test_quality_of_their_topics(reference):
    theirs = reference.quality
    np.testing.assert_allclose(exclusivity(reference.beta), theirs["exclusivity_M10_w0.7"], rtol=1e-12)
    coherence = semantic_coherence(reference.beta, reference.counts, pairs="stm")
    np.testing.assert_allclose(coherence, theirs["semantic_coherence_M10"], rtol=1e-12)
    dispersion, degrees = residual_dispersion(reference.theta, reference.beta, reference.counts)
    assert dispersion == pytest.approx(1.69593872966312, rel=1e-8)
    assert degrees == 56779

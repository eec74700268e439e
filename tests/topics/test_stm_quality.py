"""Labels and measures of quality on topics small enough to reckon by hand; held-out words."""

from __future__ import annotations

import numpy as np
import pytest
import scipy.sparse as sp
from stm_sample import sample

from discourse.errors import TopicModelError
from discourse.topics.heldout import heldout_likelihood, hold_out
from discourse.topics.labels import top_words
from discourse.topics.quality import exclusivity, residual_dispersion, semantic_coherence, topic_correlations
from discourse.topics.stm import fit

BETA = np.array([[0.5, 0.3, 0.2, 0.0], [0.5, 0.0, 0.2, 0.3]])
COUNTS = np.array([50, 15, 20, 15])


def test_frequent_words_lead_by_probability_and_own_words_by_lift():
    assert top_words(BETA, "prob", 2).tolist() == [[0, 1], [0, 3]]
    assert top_words(BETA, "lift", 1, word_counts=COUNTS).tolist() == [[1], [3]]
    assert top_words(BETA, "score", 1).tolist() == [[1], [3]]
    assert top_words(BETA, "frex", 1, word_counts=COUNTS).tolist() == [[1], [3]]


def test_a_word_seen_once_is_no_frex_word():
    beta = np.array([[0.500, 0.300, 0.199, 0.001], [0.700, 0.100, 0.200, 0.0]])
    assert top_words(beta, "frex", 1, word_counts=np.array([60, 20, 19, 1]))[0].tolist() == [1]


def test_measures_that_are_none():
    with pytest.raises(TopicModelError, match="no measure 'tfidf'"):
        top_words(BETA, "tfidf")
    with pytest.raises(TopicModelError, match="needs the words' counts"):
        top_words(BETA, "frex")
    with pytest.raises(TopicModelError, match="no pairs"):
        semantic_coherence(BETA, sp.csr_array(np.eye(4)), 2, pairs="npmi")


def test_exclusive_topics_score_higher():
    shared = np.array([[0.5, 0.3, 0.2, 0.0], [0.5, 0.3, 0.0, 0.2]])
    assert exclusivity(BETA, 2).sum() > exclusivity(shared, 2).sum()


def test_the_two_ways_to_pair_words_differ_where_topics_share_one():
    beta = np.array([[0.6, 0.4, 0.0], [0.1, 0.5, 0.4]])  # word 1 is second in topic 0, first in topic 1
    counts = sp.csr_array([[1, 1, 0], [0, 1, 0], [0, 1, 1], [0, 0, 1]])
    ours = semantic_coherence(beta, counts, 2)
    np.testing.assert_allclose(ours, [np.log(2 / 1), np.log(2 / 3)])
    theirs = semantic_coherence(beta, counts, 2, pairs="stm")
    np.testing.assert_allclose(theirs, [np.log(1.01 / 1.01), np.log(1.01 / 3.01)])
    turned = semantic_coherence(beta[::-1], counts, 2, pairs="stm")
    np.testing.assert_allclose(turned, [np.log(1.01 / 3.01), np.log(1.01 / 3.01)])  # word 1 now comes first in both


def test_enough_topics_leave_less_over():
    corpus = sample(documents=800, length=150)
    few, enough = (fit(corpus.counts, k) for k in (2, 4))
    over = [residual_dispersion(model.theta, model.beta, corpus.counts)[0] for model in (few, enough)]
    assert over[0] > over[1]


def test_topics_spoken_of_together_are_neighbours():
    rng = np.random.default_rng(0)
    war = rng.random(200)
    theta = np.column_stack([0.4 * war, 0.4 * war, 1 - 0.8 * war])
    correlation, neighbours = topic_correlations(theta)
    assert neighbours.tolist() == [[False, True, False], [True, False, False], [False, False, False]]
    np.testing.assert_allclose(correlation[0, 2], -1)


def test_what_is_held_out_and_what_is_left_are_the_whole():
    corpus = sample(documents=100)
    held = hold_out(corpus.counts, documents=0.3, seed=3)
    assert len(held.documents) == 30
    whole = (held.training + held.missing).toarray()
    np.testing.assert_array_equal(whole, corpus.counts[:, held.words].toarray())
    taken = held.missing.sum(axis=1)
    assert set(np.flatnonzero(taken)) == set(held.documents)
    assert (held.training.sum(axis=0) > 0).all()
    assert (held.training.sum(axis=1) > 0).all()
    assert (hold_out(corpus.counts, documents=0.3, seed=3).missing != held.missing).nnz == 0
    with pytest.raises(TopicModelError, match="held out"):
        hold_out(sp.csr_array(np.eye(5, dtype=int)), documents=1.0)


def test_the_true_number_of_topics_foresees_more_words():
    corpus = sample()
    held = hold_out(corpus.counts, documents=0.5, seed=1)
    likelihood = {}
    for k in (2, 4):
        model = fit(held.training, k)
        likelihood[k], by_document = heldout_likelihood(model.theta, model.beta, held)
        assert by_document.shape == held.documents.shape
    even = -np.log(corpus.counts.shape[1])
    assert likelihood[4] > likelihood[2] > even

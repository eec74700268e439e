"""Shrinkage, design effects, and intervals for functions of sums: they do what they are for, in simulation."""

from __future__ import annotations

import numpy as np
import pytest

from discourse.inference import design_effect, ratio_intervals, shrink, sum_intervals


def test_shrunk_shares_are_nearer_the_truth_and_their_intervals_cover_it():
    generator = np.random.default_rng(1)
    raw_error = shrunk_error = covered = cells = 0.0
    for _ in range(40):
        truth = generator.beta(2, 6, size=30)
        trials = generator.integers(1, 25, size=30)
        successes = generator.binomial(trials, truth)
        value, low, high = shrink(successes, trials)
        raw_error += ((successes / trials - truth) ** 2).sum()
        shrunk_error += ((value - truth) ** 2).sum()
        covered += ((low <= truth) & (truth <= high)).sum()
        cells += 30
    assert shrunk_error < 0.5 * raw_error
    assert 0.89 < covered / cells < 0.98


def test_cells_that_do_not_differ_are_drawn_together_and_those_that_do_stay_apart():
    alike, _, _ = shrink(np.array([5.0, 6, 4, 5, 5, 6]), np.full(6, 10.0))
    apart, _, _ = shrink(np.array([1.0, 99, 2, 98]), np.full(4, 100.0))
    assert np.ptp(alike) < 0.06
    assert apart[0] == pytest.approx(0.01, abs=0.02)
    assert apart[1] == pytest.approx(0.99, abs=0.02)


def test_one_cell_and_none():
    value, low, high = shrink(np.array([3.0]), np.array([3.0]))
    assert 0.5 < value[0] < 1
    assert low[0] < value[0] < high[0]
    assert np.isnan(shrink(np.array([0.0]), np.array([0.0]))[0]).all()


def test_counts_that_stick_together_in_documents_have_a_design_effect():
    generator = np.random.default_rng(2)
    loose = generator.binomial(5, 0.4, size=400)
    stuck = 5 * generator.binomial(1, 0.4, size=400)
    trials, cells = np.full(400, 5), np.repeat(np.arange(4), 100)
    assert design_effect(loose, trials, cells) == pytest.approx(1, abs=0.2)
    assert design_effect(stuck, trials, cells) == pytest.approx(5, abs=0.4)
    assert design_effect(np.array([1, 2]), np.array([2, 2]), np.array([0, 1])) == 1


def test_intervals_of_a_function_of_sums_cover_it():
    generator = np.random.default_rng(3)
    shares = np.array([0.5, 0.3, 0.2])

    def variation(sums):
        p = sums / sums.sum(axis=1, keepdims=True)
        return 1 - (p**2).sum(axis=1, keepdims=True)

    truth = 1 - (shares**2).sum()
    covered = 0
    for number in range(100):
        counts = generator.multinomial(8, shares, size=30)
        low, high = sum_intervals(counts, variation, resamples=300, seed=number)
        covered += low[0] <= truth <= high[0]
    assert covered / 100 > 0.86


def test_a_ratio_has_the_same_interval_either_way():
    counts = np.random.default_rng(4).integers(0, 9, size=(20, 2)).astype(float)
    low, high = sum_intervals(counts, lambda sums: sums[:, :1] / sums[:, 1:], seed=5)
    expected = ratio_intervals(counts[:, :1], counts[:, 1], seed=5)
    assert (low[0], high[0]) == pytest.approx((expected[0][0], expected[1][0]))


def test_a_statistic_that_is_never_defined_has_no_interval():
    low, _ = sum_intervals(np.ones((3, 2)), lambda sums: np.full((len(sums), 1), np.nan))
    assert np.isnan(low).all()

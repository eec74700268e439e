"""The bootstrap over documents, beside pandas' sample-and-sum in the same run.

python -m pytest tests/benchmarks/bench_inference.py
"""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from discourse.inference import ratio_intervals

DOCUMENTS, MEASURES, RESAMPLES = 5_000, 20, 200
MANY, ALL_RESAMPLES = 100_000, 1_000


@pytest.fixture(scope="module")
def table():
    rng = np.random.default_rng(0)
    return rng.poisson(0.5, (DOCUMENTS, MEASURES)).astype(float), rng.integers(100, 500, DOCUMENTS).astype(float)


@pytest.mark.benchmark(group="bootstrap")
def test_discourse(benchmark, table):
    low, high = benchmark(ratio_intervals, *table, resamples=RESAMPLES)
    assert (low < high).all()


@pytest.mark.benchmark(group="bootstrap")
def test_pandas(benchmark, table):
    frame = pd.DataFrame(np.column_stack(table))

    def resample():
        sums = [frame.sample(frac=1, replace=True, random_state=seed).sum() for seed in range(RESAMPLES)]
        return np.quantile([total[:-1] / total.iloc[-1] for total in sums], [0.025, 0.975], axis=0)

    low, high = benchmark(resample)
    assert (low < high).all()


@pytest.fixture(scope="module")
def large_table():
    rng = np.random.default_rng(0)
    return rng.poisson(0.3, (MANY, MEASURES)).astype(float), rng.integers(100, 500, MANY).astype(float)


@pytest.mark.benchmark(group="bootstrap of 100,000 documents × 20 categories, 1,000 resamples", min_rounds=1)
def test_discourse_on_a_large_corpus(benchmark, large_table):
    low, high = benchmark.pedantic(ratio_intervals, large_table, {"resamples": ALL_RESAMPLES}, rounds=3)
    assert (low < high).all()


@pytest.mark.benchmark(group="bootstrap of 100,000 documents × 20 categories, 1,000 resamples", min_rounds=1)
def test_a_plain_loop_on_a_large_corpus(benchmark, large_table):
    counts, words = large_table

    def loop():
        rng = np.random.default_rng(0)
        ratios = []
        for _ in range(ALL_RESAMPLES // 20):  # a twentieth of the work
            rows = rng.integers(0, MANY, MANY)
            ratios.append(counts[rows].sum(axis=0) / words[rows].sum())
        return np.quantile(ratios, [0.025, 0.975], axis=0)

    low, high = benchmark.pedantic(loop, rounds=1)
    assert (low < high).all()

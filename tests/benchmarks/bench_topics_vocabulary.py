"""Building a vocabulary and counting it, beside scikit-learn's CountVectorizer on the same texts in the same run.

    python -m pytest tests/benchmarks/bench_topics_vocabulary.py

CountVectorizer takes forms by a regular expression, without lemmas, offsets, marked parts or phrases by association.
"""

from __future__ import annotations

import time

import pytest

import discourse as dc
from discourse.corpus import Corpus
from discourse.topics.vocabulary import count

cpu = pytest.mark.benchmark(group="vocabulary", timer=time.process_time, min_rounds=3, warmup=True)


@pytest.fixture(scope="module")
def corpus():
    return dc.read("lee")


@cpu
@pytest.mark.parametrize("phrases", [False, True])
def test_discourse(benchmark, corpus, phrases):
    def counted():
        fresh = Corpus(corpus.documents, corpus.marks)  # which has to be encoded
        return count(fresh, phrases=phrases)

    assert len(benchmark(counted).vocabulary) > 1000


@cpu
@pytest.mark.parametrize("longest", [1, 3])
def test_count_vectorizer(benchmark, corpus, longest):
    from sklearn.feature_extraction.text import CountVectorizer

    texts = corpus.documents["text"].tolist()

    def counted():
        return CountVectorizer(min_df=3, max_df=0.5, stop_words="english", ngram_range=(1, longest)).fit_transform(
            texts
        )

    assert benchmark(counted).shape[1] > 1000

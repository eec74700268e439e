"""Coding a large corpus: first, again, and with one category edited; beside what others need for counting alone.

    python -m pytest tests/benchmarks/bench_engine.py            (10 MB)
    MEGABYTES=100 python -m pytest tests/benchmarks/bench_engine.py

To be reached at 100 MB on two free cores: first coding, with reading and encoding, 6 s; again .5 s; one edited category
50 ms; 1.6 GB of memory. Times are CPU seconds of all threads, with the wall time as `extra_info`.

The same 600 patterns (words, stems and phrases of two and three words) in the same run: NLTK tokenises and looks words
up, scikit-learn counts n-grams of a vocabulary (no stems), ahocorasick-rs scans the raw text (no word boundaries).
None of the three knows sentences, lemmas, gaps, conditions or negation. All read the whole corpus, once: at 100 MB
(``MEGABYTES=100``) that is some two minutes of computing.
"""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import big
import pytest

import discourse as dc
from discourse.framing.codebook import Category, Codebook, Rule
from discourse.language import encode, fold, is_word, tokens
from discourse.language.patterns import Pattern

MEGABYTES = float(os.environ.get("MEGABYTES", "10"))
COMPILED = "import discourse as dc; dc.code(dc.read('two-columns'), 'war-and-talks')"


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    subprocess.run([sys.executable, "-c", COMPILED], check=True)  # compiling is once per installation
    file = tmp_path_factory.mktemp("big") / "big.parquet"
    big.documents(MEGABYTES).to_parquet(file, index=False)
    return file


@pytest.fixture(scope="module")
def corpus(path):
    return dc.read(path, language="en")


@pytest.fixture(scope="module")
def texts(corpus):
    return corpus.documents["text"].tolist()


@pytest.fixture(scope="module")
def patterns() -> list[str]:
    """Words, stems and phrases of the texts themselves, of such frequency that some 5 % of the tokens are hits."""
    words, pairs = Counter(), Counter()
    for sentence in big.sentences()[:8000]:
        found = [fold(token) for token in tokens(sentence)]
        words.update(token for token in found if is_word(token) and len(token) > 3)
        pairs.update(pairwise(found))
        pairs.update(zip(found, found[1:], found[2:], strict=False))
    single = [word for word, _ in words.most_common(2000)[600:]]
    phrases = [" ".join(pair) for pair, _ in pairs.most_common(3000) if all(token.isalpha() for token in pair)]
    return [*single[:200], *(f"{word[:6]}*" for word in single[200:350]), *phrases[300:550]]


@pytest.fixture(scope="module")
def codebook(patterns) -> Codebook:
    categories = {}
    for number in range(20):
        rules = tuple(Rule((Pattern.parse(pattern),)) for pattern in patterns[number::20])
        categories[f"c{number}"] = Category(f"c{number}", "", "", "", "", "", {"en": rules}, {}, {})
    return Codebook("big", "Big", "", (), categories, "0")


@pytest.mark.benchmark(group="first coding, reading included", timer=time.process_time)
def test_first_coding(benchmark, path, codebook):
    def first():
        return dc.code(dc.read(path, language="en"), codebook, voices=False)

    before = time.perf_counter()
    assert len(benchmark.pedantic(first, rounds=1).found) > 1000
    benchmark.extra_info["wall"] = time.perf_counter() - before
    benchmark.extra_info["peak megabytes"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.mark.benchmark(group="coding again", timer=time.process_time)
def test_coding_again(benchmark, corpus, codebook):
    dc.code(corpus, codebook, voices=False)

    def again():
        encode(corpus).kept.pop("matches", None)
        return dc.code(corpus, codebook, voices=False)

    assert len(benchmark.pedantic(again, rounds=3).found) > 1000


@pytest.mark.benchmark(group="one category edited", timer=time.process_time)
def test_one_edited_category(benchmark, corpus, codebook):
    dc.code(corpus, codebook, voices=False)
    edits = iter(range(1000))

    def edit():
        rules = (*codebook.categories["c3"].rules["en"], Rule((Pattern.parse(f"truce{next(edits)}"),)))
        edited = replace(codebook.categories["c3"], rules={"en": rules})
        return dc.code(corpus, replace(codebook, categories={**codebook.categories, "c3": edited}), voices=False)

    assert len(benchmark.pedantic(edit, rounds=5).found) > 1000


@pytest.mark.benchmark(group="counting the same patterns with others", timer=time.process_time)
def test_nltk(benchmark, texts, patterns):
    from nltk.tokenize import NLTKWordTokenizer

    wanted = {tuple(pattern.split()) for pattern in patterns if "*" not in pattern}
    tokenizer = NLTKWordTokenizer()

    def count():
        hits = 0
        for text in texts:
            found = tokenizer.tokenize(text.lower())
            for length in (1, 2, 3):
                hits += sum(gram in wanted for gram in zip(*(found[n:] for n in range(length)), strict=False))
        return hits

    assert benchmark.pedantic(count, rounds=1) > 100


@pytest.mark.benchmark(group="counting the same patterns with others", timer=time.process_time)
def test_scikit_learn(benchmark, texts, patterns):
    from sklearn.feature_extraction.text import CountVectorizer

    vocabulary = sorted({pattern for pattern in patterns if "*" not in pattern})
    counter = CountVectorizer(vocabulary=vocabulary, ngram_range=(1, 3))
    assert benchmark.pedantic(counter.transform, (texts,), rounds=1).sum() > 100


@pytest.mark.benchmark(group="counting the same patterns with others", timer=time.process_time)
def test_ahocorasick(benchmark, texts, patterns):
    from ahocorasick_rs import AhoCorasick, MatchKind

    scanner = AhoCorasick([pattern.rstrip("*") for pattern in patterns], matchkind=MatchKind.Standard)

    def count():
        return sum(len(scanner.find_matches_as_indexes(text.lower(), overlapping=True)) for text in texts)

    assert benchmark.pedantic(count, rounds=1) > 100

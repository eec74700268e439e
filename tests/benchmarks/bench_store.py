"""Stores: opening, adding, checking and streaming, beside what one would do without them.

    python -m pytest tests/benchmarks/bench_store.py             (10 MB)
    MEGABYTES=100 python -m pytest tests/benchmarks/bench_store.py

Times are CPU seconds of all threads. What to look at are ratios within a group: opening a store against reading and
encoding the texts; adding 1,000 documents to a large store against adding them to a small one (as 1 to 1, give or take
what a longer manifest costs); a checksum against reading the bytes; coding in partitions against coding in memory.
"""

from __future__ import annotations

import itertools
import os
import shutil
import time
import zlib

import big
import pytest

import discourse as dc
from discourse.language import encode

MEGABYTES = float(os.environ.get("MEGABYTES", "10"))
_numbers = itertools.count()


@pytest.fixture(scope="module")
def texts(tmp_path_factory):
    path = tmp_path_factory.mktemp("big") / "big.parquet"
    big.documents(MEGABYTES, length=1.9).to_parquet(path, index=False)
    dc.code(dc.read("two-columns"), "war-and-talks")  # compiling is once per installation
    return path


@pytest.fixture(scope="module")
def large(texts):
    return dc.to_store(texts, texts.parent / "large", language="en", size=2_000_000)


@pytest.fixture(scope="module")
def small(texts):
    return dc.to_store(more(), texts.parent / "small")


def more():
    """A thousand documents with names that are not there yet."""
    rows = big.documents(1.5, length=1.9).head(1000)
    number = next(_numbers)
    return dc.read(rows.assign(document=[f"more-{number}-{n}" for n in range(len(rows))]), language="en")


@pytest.mark.benchmark(group="opening", timer=time.process_time)
def test_open_a_store(benchmark, large):
    assert len(benchmark.pedantic(dc.read, (large,), rounds=20)) > 1000


@pytest.mark.benchmark(group="opening", timer=time.process_time)
def test_read_and_encode_the_texts(benchmark, texts):
    assert len(benchmark.pedantic(lambda: encode(dc.read(texts, language="en")), rounds=1)) > 1000


@pytest.mark.benchmark(group="adding 1,000 documents", timer=time.process_time)
@pytest.mark.parametrize("to", ["small", "large"])
def test_add(benchmark, request, to):
    store = request.getfixturevalue(to)

    def setup():
        copy = store.with_name(f"{store.name}-copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(store, copy, copy_function=os.link)
        (copy / ".lock").unlink()
        return (more(), copy), {"append": True}

    benchmark.pedantic(dc.to_store, setup=setup, rounds=5)


@pytest.mark.benchmark(group="checking", timer=time.process_time)
def test_verify(benchmark, large):
    benchmark.pedantic(dc.read(large).verify, rounds=3)


@pytest.mark.benchmark(group="checking", timer=time.process_time)
def test_only_the_checksums_of_bytes_in_memory(benchmark, large):
    contents = [path.read_bytes() for path in large.glob("partitions/*/*")]
    benchmark.pedantic(lambda: [zlib.crc32(content) for content in contents], rounds=3)


@pytest.mark.benchmark(group="coding without voices", timer=time.process_time)
def test_in_partitions(benchmark, large, tmp_path):
    corpus = dc.read(large)
    numbers = itertools.count()

    def code():
        return dc.code(corpus, "war-and-talks", voices=False, out=tmp_path / str(next(numbers)))

    assert len(benchmark.pedantic(code, rounds=2).parts) > 100


@pytest.mark.benchmark(group="coding without voices", timer=time.process_time)
def test_in_memory(benchmark, large):
    def code():
        corpus = dc.corpus.Corpus(dc.read(large).documents)
        return dc.code(corpus, "war-and-talks", voices=False).hits

    assert len(benchmark.pedantic(code, rounds=2)) > 100

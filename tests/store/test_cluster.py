"""A store on a Dask cluster: the same tables as in one process, whatever happens to a worker."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from cluster import processes, wait_for
from pandas.testing import assert_frame_equal
from scipy import sparse

import discourse as dc
from discourse.errors import DiscourseError, MissingInputError, TopicModelError, WorkerError
from discourse.topics import stm
from discourse.topics.stm import shards
from discourse.topics.vocabulary import count

distributed = pytest.importorskip("distributed")
BOOK = "war-and-talks"


@pytest.fixture(scope="module")
def cluster(tmp_path_factory):
    """A scheduler and two workers in processes of their own, and a client."""
    with processes(tmp_path_factory.mktemp("cluster")) as running:
        for _ in range(2):
            running.worker()
        with distributed.Client(running.address) as client:
            client.wait_for_workers(2, timeout=90)
            yield client


@pytest.fixture(scope="module")
def columns():
    return dc.read("two-columns")


@pytest.fixture(scope="module")
def corpus(columns, cluster, tmp_path_factory):
    """The op-eds in partitions, which the workers wrote."""
    size = sum(map(len, columns.documents["text"])) // 5
    return dc.read(dc.to_store(columns, tmp_path_factory.mktemp("shared") / "columns", size=size, client=cluster))


def test_workers_write_the_store_that_one_process_writes(columns, corpus, tmp_path):
    here = dc.read(dc.to_store(columns, tmp_path / "here", size=sum(map(len, columns.documents["text"])) // 5))
    assert len(corpus.partitions) > 3
    assert [one.part for one in corpus.partitions] == [one.part for one in here.partitions]


def test_coding_on_a_cluster_is_coding_in_one_process(columns, corpus, cluster):
    there, here = dc.code(corpus, BOOK, client=cluster), dc.code(columns, BOOK)
    assert_frame_equal(there.hits, here.hits)
    assert_frame_equal(there.voices, here.voices)
    estimates = dict(by="outlet", resamples=200, minimum=2)
    assert_frame_equal(there.rate(**estimates), here.rate(**estimates))


def test_a_codebook_travels_by_its_content(columns, corpus, cluster, tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(
        "name: mine\ntitle: Mine\ncategories:\n  talking:\n    label: Talking\n    definition: Talks.\n"
        "    patterns:\n      en: [talks, negotiat*]\n",
        encoding="utf-8",
    )
    book = dc.Codebook.load(path)
    path.unlink()  # no worker finds it any more
    there = dc.code(corpus, book, voices=False, client=cluster)
    assert len(there.hits) > 20
    assert_frame_equal(there.hits, dc.code(columns, book, voices=False).hits)


def test_voices_and_statements(columns, corpus, cluster, tmp_path):
    assert_frame_equal(dc.voices(corpus, client=cluster, out=tmp_path).table(), dc.voices(columns))
    actors = tmp_path / "actors.yaml"
    actors.write_text("version: 1\ngroups:\n  Delta Commission: {names: [the Commission]}\n", encoding="utf-8")
    there = dc.statements(corpus, client=cluster, out=tmp_path, actors=actors)
    assert_frame_equal(there.table, dc.statements(columns, actors=actors).table)


@pytest.mark.parametrize("unit", ["word", "lemma"])
def test_counts_for_keyness(columns, corpus, cluster, unit):
    def keyness(texts, **where):
        return dc.keyness(texts, texts.where(outlet="The Estuary Post"), unit=unit, resamples=50, **where)

    assert_frame_equal(keyness(corpus, client=cluster), keyness(columns))


@pytest.mark.parametrize("wanted", [{}, {"size": 3}, {"node": "talks"}, {"node": "lemma:withdraw", "minimum": 1}])
def test_counts_for_collocations(columns, corpus, cluster, wanted):
    there, here = dc.collocations(corpus, client=cluster, **wanted), dc.collocations(columns, **wanted)
    assert len(here)
    assert_frame_equal(there, here)


def test_a_worker_killed_in_mid_run_changes_nothing(tmp_path, columns):
    store = dc.read(dc.to_store(columns, tmp_path / "columns", size=2500))
    assert len(store.partitions) > 15
    with processes(tmp_path) as running:
        first, _ = running.worker(), running.worker()
        with distributed.Client(running.address) as client:
            client.wait_for_workers(2, timeout=90)
            killed = []

            def progress(done: int, total: int) -> None:
                if done == 3:
                    first.kill()
                    killed.append(total - done)

            there = dc.code(store, BOOK, client=client, progress=progress)
            wait_for(lambda: len(client.scheduler_info()["workers"]) == 1)
    assert killed[0] > 5
    assert_frame_equal(there.hits, dc.code(columns, BOOK).hits)


def test_a_cluster_that_is_gone_is_said_to_be_gone_and_what_is_done_is_kept(tmp_path, columns):
    store = dc.read(dc.to_store(columns, tmp_path / "columns", size=2500))
    with processes(tmp_path) as running:
        running.worker()
        scheduler = running.running[0]
        client = distributed.Client(running.address, timeout="60s")
        client.wait_for_workers(1, timeout=90)

        def progress(done: int, _) -> None:
            if done == 3:
                scheduler.kill()

        with pytest.raises(WorkerError, match=r"scheduler of the cluster is gone.*what is finished is kept"):
            dc.voices(store, client=client, progress=progress)
        client.close(timeout=1)
    done = []
    found = dc.voices(store, progress=lambda now, _: done.append(now))
    assert done[0] > 3
    assert_frame_equal(found.table(), dc.voices(columns))


@pytest.mark.parametrize(
    ("preload", "says"),
    [
        ("import discourse.home\ndiscourse.home.library_hash = lambda: 'other'", r"another version of this kit"),
        (
            "import sys\nsys.modules['discourse'] = None",
            r"1 of 1 workers of the cluster do not have this kit, such as tcp://127",
        ),
    ],
)
def test_workers_with_another_kit_or_none_are_refused(tmp_path, corpus, preload, says):
    script = tmp_path / "before.py"
    script.write_text(preload, encoding="utf-8")
    with processes(tmp_path) as running:
        running.worker("--preload", str(script))
        with distributed.Client(running.address) as client:
            client.wait_for_workers(1, timeout=90)
            with pytest.raises(WorkerError, match=says + r".*install discourse"):
                dc.voices(corpus, client=client, out=tmp_path)


def test_a_worker_that_does_not_see_the_store_says_so(corpus, cluster, monkeypatch, tmp_path):
    elsewhere = dc.read(corpus.folder)
    for one in elsewhere.partitions:
        object.__setattr__(one, "store", tmp_path / "only here")
    with pytest.raises(MissingInputError, match=r"does not see the store.*same path"):
        dc.voices(elsewhere, client=cluster, out=tmp_path)


def test_one_place_to_work(corpus):
    with pytest.raises(DiscourseError, match=r"client=str is no client .*discourse\[distributed\]"):
        dc.voices(corpus, client="tcp://127.0.0.1:8786")
    with pytest.raises(DiscourseError, match="two places to work"):
        dc.voices(corpus, client=object(), executor=2)
    assert np.isfinite(len(corpus))


@pytest.mark.parametrize("unit", ["document", "paragraph"])
def test_the_vocabulary_of_a_store_is_that_of_its_texts(columns, corpus, unit):
    there, here = count(corpus, unit=unit), count(columns, unit=unit)
    assert there.vocabulary == here.vocabulary
    assert there.stated == here.stated
    assert any(" " in term for term in there.vocabulary)
    assert (there.matrix != here.matrix).nnz == 0
    assert_frame_equal(there.units, here.units)


def test_a_structural_model_on_a_cluster_has_the_bounds_of_one_process(columns, corpus, cluster):
    about = dict(k=4, prevalence="~ outlet", unit="paragraph")
    there, here = dc.topics(corpus, client=cluster, **about), dc.topics(columns, **about)
    assert len(there.fit.arrays["bounds"]) == len(here.fit.arrays["bounds"]) > 3
    np.testing.assert_array_equal(there.fit.arrays["bounds"], here.fit.arrays["bounds"])
    np.testing.assert_array_equal(there.fit.theta, here.fit.theta)
    assert_frame_equal(there.documents, here.documents)
    assert not list((corpus.folder / "results").glob(".counts*"))  # nothing is left behind


def test_parts_of_the_documents_make_the_bound_of_the_whole():
    generator = np.random.default_rng(3)
    counts = sparse.csr_array(generator.poisson(0.4, size=(700, 60)) + np.eye(700, 60))
    with ThreadPoolExecutor(2) as pool, pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "SIZE", 150)
        whole, parts = stm.fit(counts, 5), stm.fit(counts, 5, executor=pool)
    np.testing.assert_array_equal(parts.bounds, whole.bounds)
    np.testing.assert_array_equal(parts.theta, whole.theta)


def test_gensims_model_of_a_store_is_that_of_its_texts(columns, corpus):
    there, here = (dc.topics(texts, 4, engine="lda", unit="paragraph") for texts in (corpus, columns))
    assert_frame_equal(there.documents, here.documents)
    with pytest.raises(TopicModelError, match="is fitted in one process"):
        dc.topics(columns, 4, engine="lda", executor=2)

"""What a store is for: it survives whoever writes to it, and who reads it is not disturbed."""

from __future__ import annotations

import json
import os
import resource
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

import discourse as dc
from discourse.corpus.stored import lock, run
from discourse.errors import DiscourseError, DiskFullError, StoreBusyError, StoreDamagedError, WorkerError

HERE = Path(__file__).parent


def script(name: str, *arguments) -> list[str]:
    """What a script beside this file prints; it must not fail."""
    found = subprocess.run(
        [sys.executable, str(HERE / name), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr[-3000:]
    return found.stdout.splitlines()


def test_writers_that_are_killed_damage_nothing(tmp_path):
    moments = script("killed.py", tmp_path / "store", 20)
    assert len(moments) >= 10
    assert int(moments[-1].split()[2]) > 5  # some of them came to write something


def test_readers_read_on_while_twenty_versions_are_written(tmp_path):
    seen = script("beside.py", tmp_path / "store")
    assert len(seen) == 3
    assert max(map(int, seen)) > 3


def test_a_second_writer_is_told_who_is_writing(own):
    with (
        lock.writer(own),
        pytest.raises(StoreBusyError, match=rf"process {os.getpid()} on .* since .*is writing to it.*reading goes on"),
    ):
        dc.to_store(dc.read("two-columns"), own, append=True)
    with lock.writer(own):
        assert len(dc.read(own)) == 300
    dc.to_store(dc.read("two-columns"), own, append=True)


@pytest.fixture
def small_disk(tmp_path):
    """A disk of two megabytes, where it may be made."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("this machine lets nobody mount a disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_that_fills_up_loses_nothing(small_disk, lee):
    store = dc.to_store(dc.read("two-columns"), small_disk / "store")
    before = dc.read(store)
    left_over = small_disk / "left over"
    for room in (100_000, 0):
        found = os.statvfs(small_disk)
        left_over.write_bytes(b"0" * (found.f_bavail * found.f_frsize - room))
        with pytest.raises(DiskFullError, match=r"no room left.*is kept"):
            dc.to_store(lee, store, append=True, size=300_000)
        with pytest.raises(DiskFullError, match="no room left"):
            dc.to_store(lee, small_disk / "other")
        left_over.unlink()
    assert not (small_disk / "other").exists()
    after = dc.read(store)
    after.verify()
    assert after.fingerprint == before.fingerprint
    assert not list((store / "partitions").glob(".*"))
    dc.to_store(lee.where(document=["lee-001", "lee-002"]), store, append=True)


def test_a_quota_that_is_used_up_loses_nothing(own, lee):
    limit = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, limit[1]))
    try:
        with pytest.raises(DiskFullError, match="no room left"):
            dc.to_store(dc.read("two-columns"), own, append=True)
        with pytest.raises(DiskFullError, match="no room left"):
            dc.voices(dc.read(own))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limit)
    assert dc.read(own).fingerprint == lee.fingerprint
    assert not list((own / "results").glob("*/*/*"))
    dc.to_store(dc.read("two-columns"), own, append=True)


def test_what_an_interrupted_run_finished_is_not_done_again(tmp_path, lee, monkeypatch):
    texts = tmp_path / "texts.jsonl"
    rows = lee.documents[["document", "text"]].to_dict("records")
    texts.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    told = []

    def stop(done, _):
        told.append(done)
        if len(told) == 3:
            raise KeyboardInterrupt

    options = {"size": 50_000, "language": "en"}
    with pytest.raises(KeyboardInterrupt):
        dc.to_store(texts, tmp_path / "store", progress=stop, **options)
    with pytest.raises(StoreDamagedError, match=r"never finished.*goes on from what is finished"):
        dc.read(tmp_path / "store")
    finished = {path.name: path.stat().st_ino for path in (tmp_path / "store" / "partitions").iterdir()}
    assert len(finished) >= 3
    dc.to_store(texts, tmp_path / "store", **options)
    corpus = dc.read(tmp_path / "store")
    assert len(corpus) == 300
    again = {one.part.name: one.folder.stat().st_ino for one in corpus.partitions}
    assert finished.items() <= again.items()

    told.clear()
    with pytest.raises(KeyboardInterrupt):
        dc.code(corpus, "war-and-talks", voices=False, progress=stop)
    hits = {path.name: path.stat().st_mtime_ns for path in (corpus.folder / "results").glob("*/hits/*")}
    assert len(hits) == 3
    told.clear()
    coding = dc.code(corpus, "war-and-talks", voices=False, progress=lambda *at: told.append(at))
    assert told[0] == (4, len(corpus.partitions))
    assert hits.items() <= {Path(path).name: Path(path).stat().st_mtime_ns for path in coding.parts.files}.items()
    dc.to_store(dc.read("two-columns"), corpus.folder, append=True)
    told.clear()
    dc.code(dc.read(corpus.folder), "war-and-talks", voices=False, progress=lambda *at: told.append(at))
    assert len(told) == 1  # what was added, and nothing else


def test_small_partitions_are_put_together(tmp_path, lee):
    store = tmp_path / "store"
    for low in range(0, 60, 10):
        part = lee.where(document=lee.documents["document"][low : low + 10].tolist())
        dc.to_store(part, store, append=low > 0)
    before = dc.read(store)
    assert len(before.partitions) == 6
    dc.compact(store)
    after = dc.read(store)
    assert len(after.partitions) == 1
    assert after.fingerprint == before.fingerprint
    assert after.documents.equals(before.documents)
    assert before["lee-005"].text == after["lee-005"].text
    assert dc.code(after, "war-and-talks").hits.equals(dc.code(before, "war-and-talks", out=tmp_path).hits)


def test_other_processes_do_the_same(tmp_path, lee):
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        store = dc.to_store(lee, tmp_path / "store", size=100_000, executor=pool)
        found = dc.code(dc.read(store), "war-and-talks", voices=False, executor=pool)
    assert found.corpus.documents.equals(lee.documents)
    assert found.hits.equals(dc.code(lee, "war-and-talks", voices=False).hits)


def _die(_):
    os._exit(9)


def _refuse(number):
    raise DiskFullError("no room", source=number, remedy="make some")


def test_processes_that_die_and_errors_in_them_have_names():
    with pytest.raises(WorkerError, match=r"died.*run it again"):
        list(run([1, 2, 3], _die, 2))
    with pytest.raises(DiskFullError, match="2: no room") as caught:
        list(run([2], _refuse, 2))
    assert caught.value.remedy == "make some"
    with pytest.raises(DiscourseError, match="0 is no number of processes"):
        list(run([1], float, 0))


def test_leftovers_of_a_killed_writer_are_removed(own):
    (own / "partitions" / ".left").mkdir()
    (own / ".manifest.json-123").touch()
    (own / "leases" / ".00000002.json-123").touch()
    dc.to_store(dc.read("two-columns"), own, append=True)
    assert not [path for path in own.rglob(".*") if path.name != ".lock"]

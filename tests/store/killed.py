"""Kill writers at random moments; run by `test_durability`, which reads what it prints.

Writers are forked from this process, so that importing and compiling are over before the first one is killed.
"""

from __future__ import annotations

import os
import random
import signal
import sys
import time
from pathlib import Path

import pandas as pd

import discourse as dc
from discourse.language import encode

MOMENTS = int(os.environ.get("DISCOURSE_KILLS", "10"))  # 30 and more take a minute


def some(trial: int, number: int, documents: int = 6):
    text = "The envoys met again. “We will go on,” said the minister. No truce was signed. " * 30
    rows = [{"document": f"{trial}-{number}-{n}", "text": text, "outlet": "A"} for n in range(documents)]
    return dc.read(pd.DataFrame(rows), language="en")


def write(store: Path, trial: int, done: int) -> None:
    """Add to the store, put it together, replace it: until killed. What is done is said before going on."""
    for number in range(1000):
        if number % 5 == 4:
            dc.compact(store)
        else:
            dc.to_store(some(trial, number), store, append=True, size=9000)
            os.write(done, f"{number} ".encode())


def main(store: Path, seed: int) -> None:
    generator = random.Random(seed)
    dc.to_store(some(-1, 0), store)
    begun = time.perf_counter()
    dc.to_store(some(-1, 1), store, append=True, size=9000)
    takes = min(time.perf_counter() - begun, 0.3)  # on a busy machine everything takes longer
    before = len(dc.read(store))
    for trial in range(MOMENTS):
        read, done = os.pipe()
        child = os.fork()
        if not child:
            write(store, trial, done)
        os.close(done)
        time.sleep(generator.uniform(0.0, 4 * takes))
        os.kill(child, signal.SIGKILL)
        assert os.WIFSIGNALED(os.waitpid(child, 0)[1]), "the writer ended by itself"
        said = os.read(read, 10000).decode().split() if _has(read) else []
        os.close(read)
        corpus = dc.read(store)
        corpus.verify()
        # All that was done is there, and perhaps what was published but not yet said.
        assert len(corpus) in (before + 6 * len(said), before + 6 * len(said) + 6), (trial, len(corpus), before, said)
        assert all(f"{trial}-{number}-5" in corpus for number in said)
        assert corpus.documents["document"].is_unique
        before = len(corpus)
        print(trial, len(said), len(corpus), flush=True)
    assert encode(corpus).words.sum() == corpus.manifest.total("words")


def _has(handle: int) -> bool:
    import select

    return bool(select.select([handle], [], [], 0)[0])


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))

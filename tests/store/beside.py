"""Readers that read while a writer writes; run by `test_durability`, which reads what it prints."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import numpy as np
from killed import some

import discourse as dc
from discourse.language import encode

VERSIONS, READERS = 20, 3


def read(store: Path, number: int) -> int:
    """Read until the writer is done; how many versions were seen."""
    seen = set()
    generator = np.random.default_rng(number)
    while not (store.parent / "done").exists():
        corpus = dc.read(store)
        seen.add(corpus.manifest.generation)
        names = corpus.table("document")["document"]
        assert len(names) == len(corpus) == len(set(names)), number
        document = corpus[names[int(generator.integers(len(names)))]]
        assert document.text.startswith("The envoys met again."), number
        encoded = encode(corpus)
        assert encoded.words.sum() == corpus.words.sum() == corpus.manifest.total("words")
        assert len(encoded.sentence_bounds) - 1 == 90 * len(corpus)
    return len(seen)


def main(store: Path) -> None:
    dc.to_store(some(0, 0), store)
    readers = []
    for number in range(READERS):
        child = os.fork()
        if not child:
            print(read(store, number), flush=True)
            os._exit(0)
        readers.append(child)
    for version in range(1, VERSIONS):
        if version % 7 == 3:
            dc.compact(store)
        elif version % 7 == 5:
            dc.to_store(some(0, version), store)
        else:
            dc.to_store(some(version, version), store, append=True)
    (store.parent / "done").touch()
    statuses = [os.waitpid(child, 0)[1] for child in readers]
    sys.exit(1 if any(statuses) else 0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

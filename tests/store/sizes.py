"""How large partitions are made for a corpus to fall into so many."""

from __future__ import annotations


def size_for(corpus, partitions: int) -> int:
    """Characters per partition for a corpus to fall into so many."""
    return sum(map(len, corpus.documents["text"])) // partitions + 1

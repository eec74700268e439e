"""A corpus in parts of some millions of characters, for the compiled loops."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from discourse.language.boundaries import asked
from discourse.language.characters import kinds, lower
from discourse.language.load import load
from discourse.language.sentences import repaired

if TYPE_CHECKING:
    from discourse.corpus import Corpus

_SIZE = 2_000_000  # characters: what is worked on is used again, not asked for anew
_THREADS = 4  # at most: each needs some 50 MB

Item, Result = TypeVar("Item"), TypeVar("Result")


@dataclass(frozen=True)
class Shard:
    """Some documents as one row of characters.

    Attributes
    ----------
    texts : list of str
    lows : ndarray of int64, texts + 1
        Where each text begins.
    parts : ndarray of int64, parts × 2
        The stretches that are body.
    owner : ndarray of int64
        The text that each part is of.
    """

    texts: list[str]
    lows: np.ndarray
    parts: np.ndarray
    owner: np.ndarray

    @cached_property
    def joined(self) -> str:
        """The texts, one after the other."""
        return "".join(self.texts)

    @cached_property
    def codes(self) -> np.ndarray:
        """The characters as numbers (uint32)."""
        return np.frombuffer(self.joined.encode("utf-32-le", "surrogatepass"), np.uint32)


def shards(corpus: Corpus) -> Iterator[Shard]:
    """The documents of a corpus, in order; at least one shard."""
    texts, bodies, size = [], [], 0
    for name, text in zip(corpus.documents["document"], corpus.documents["text"], strict=True):
        texts.append(text)
        bodies.append(corpus.body(name))
        size += len(text)
        if size >= _SIZE:
            yield _shard(texts, bodies)
            texts, bodies, size = [], [], 0
    if texts or not len(corpus):
        yield _shard(texts, bodies)


def in_threads(function: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """The results of a function, in order, worked out by a few threads; compiled loops run beside each other."""
    workers = min(_THREADS, os.cpu_count() or 1)
    with ThreadPoolExecutor(workers) as pool:
        waiting: deque = deque()
        for item in items:
            waiting.append(pool.submit(function, item))
            if len(waiting) == workers:  # no more are at hand at once
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _shard(texts: list[str], bodies: list[list[tuple[int, int]]]) -> Shard:
    lows = np.concatenate([[0], np.cumsum([len(text) for text in texts])]).astype(np.int64)
    owner = np.repeat(np.arange(len(texts)), [len(body) for body in bodies])
    spans = np.array([span for body in bodies for span in body], np.int64).reshape(-1, 2)
    return Shard(texts, lows, spans + lows[owner, None], owner)


def sentence_starts(shard: Shard, languages: list[str]) -> np.ndarray:
    """Where the sentences of the documents begin, as places in the row of characters; ascending.

    Raises
    ------
    LanguageError
        A document is in a language the kit has no data for.
    """
    found = [np.zeros(0, np.int64)]
    spoken = np.array(languages, object)[shard.owner]
    for language in dict.fromkeys(languages):
        found.append(_starts(shard, language, spoken == language))
    return np.sort(np.concatenate(found))


def _starts(shard: Shard, language: str, chosen: np.ndarray) -> np.ndarray:
    from discourse.language.known import lexicon
    from discourse.language.splitting import split  # compiled, hence heavy

    rules = load(language, "sentence splitting")
    parts, owner = shard.parts[chosen], shard.owner[chosen]
    most = int((parts[:, 1] - parts[:, 0]).sum()) // 2 + 2 * len(parts) + 1
    starts, asks = np.empty(most, np.int64), np.empty((most, 2), np.int64)
    sentences, stretches = split(
        shard.codes, kinds(), lower(), *lexicon(language), parts, shard.lows[owner], shard.lows[owner + 1], starts, asks
    )
    more = []
    for start, end in asks[:stretches].tolist():
        more += [begun for begun, _ in repaired(shard.joined, asked(shard.joined, start, end), rules)[1:]]
    return np.concatenate([starts[:sentences], np.array(more, np.int64)])

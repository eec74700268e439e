"""Word vectors trained on a corpus, and whether they mean anything."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from discourse.errors import VectorError
from discourse.language import fold, is_word, sentence_spans, token_spans

if TYPE_CHECKING:
    from gensim.models import KeyedVectors

    from discourse.corpus import Corpus, Document

LEAST_WORDS = 200_000
MOST_ALIKE = 0.25
_PAIRS = 20_000


def train(corpus: Corpus, *, seed: int = 0) -> KeyedVectors:
    """Train word vectors on the bodies of a corpus (skip-gram, 100 dimensions, 20 epochs; Mikolov et al. 2013).

    The same corpus and seed give the same vectors: one thread, and a hash of words that does not change from
    one process to the next.

    Raises
    ------
    VectorError
        The corpus has fewer than 200,000 words, or the vectors came out nearly parallel (the median cosine of
        two random words is above 0.25), in which case everything is close to everything and an axis through
        them means nothing. On 60,000 words of news it is 0.33, on 350,000 of speeches 0.18.
    """
    words = int(corpus.words.sum())
    remedy = "bring vectors trained on more text of the same kind: frame_axis(..., vectors=PATH)"
    if words < LEAST_WORDS:
        raise VectorError(
            f"{words:,} words are too few to train word vectors on; {LEAST_WORDS:,} are needed",
            source=corpus.name,
            remedy=remedy,
        )
    from gensim.models import Word2Vec

    vectors = Word2Vec(
        [sentence for document in corpus for sentence in words_of(document)],
        vector_size=100,
        window=5,
        min_count=10,
        sg=1,
        epochs=20,
        workers=1,
        seed=seed,
        hashfxn=lambda word: zlib.crc32(word.encode()),
    ).wv
    alike = likeness(vectors)
    if alike > MOST_ALIKE:
        raise VectorError(
            f"the vectors trained on {words:,} words are nearly parallel (median cosine {alike:.2f}, above "
            f"{MOST_ALIKE}), so an axis through them means nothing",
            source=corpus.name,
            remedy=remedy,
        )
    return vectors


def words_of(document: Document) -> list[list[str]]:
    """The folded words of a document's body, by sentence."""
    return [
        [fold(token) for a, b in token_spans(document.text, *span) if is_word(token := document.text[a:b])]
        for part in document.body
        for span in sentence_spans(document.text, document.language, *part)
    ]


def likeness(vectors: KeyedVectors) -> float:
    """The median cosine of two random words of the 2,000 most frequent; near 0 for vectors that tell words apart."""
    frequent = vectors.vectors[:2000]
    unit = frequent / np.linalg.norm(frequent, axis=1, keepdims=True)
    first, second = np.random.default_rng(0).integers(0, len(unit), (2, _PAIRS))
    return float(np.median((unit[first] * unit[second]).sum(axis=1)))

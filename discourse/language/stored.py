"""The encoding of a corpus that is in a store: opened, put together, or looked into where it lies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from discourse.corpus.stored import Partition, StoredCorpus
from discourse.corpus.stored.counts import united
from discourse.errors import StoreVersionError
from discourse.language.encoded import Encoded, encode

if TYPE_CHECKING:
    import pandas as pd

    from discourse.corpus import Corpus

ENCODING = 1  # to be raised when a text has other tokens or sentences than before
ARRAYS = ("ids", "start", "end", "document_bounds", "sentence_bounds")
INDEX = ("posting_bounds", "postings")


def opened(corpus: Corpus) -> Encoded:
    """The encoding of a corpus that is in a store; of one partition memory-mapped, of several put together in memory.

    Raises
    ------
    StoreDamagedError
        A file is missing, cut short or changed.
    StoreVersionError
        The store has tokens or sentences by other rules.
    """
    if isinstance(corpus, StoredCorpus) and corpus.manifest.encoding != ENCODING:
        raise other_encoding(corpus.folder, corpus.manifest.encoding)
    partitions: list[Partition] = corpus.kept["store"]
    if len(partitions) == 1:
        (one,) = partitions
        ids, start, end, bounds, sentences = (one.array(name) for name in ARRAYS)
        encoded = Encoded(corpus, one.vocabulary(), ids, start, end, bounds)
        encoded._index = tuple(one.array(name) for name in INDEX)
    else:
        together, places = united([one.vocabulary() for one in partitions])
        placed = zip(places, partitions, strict=True)
        ids = np.concatenate([own.astype(np.int32)[one.array("ids")] for own, one in placed])
        start, end = (np.concatenate([one.array(name) for one in partitions]) for name in ("start", "end"))
        bounds, sentences = (_joined(partitions, name) for name in ("document_bounds", "sentence_bounds"))
        encoded = Encoded(corpus, together, ids, start, end, bounds)
    encoded.sentence_bounds = sentences
    return encoded


def sentences_at(corpus: Corpus, places: list[tuple[str, int]]) -> list[tuple[int, int, str]]:
    """Some sentences of a corpus: start, end and text of each; of a store only these documents are read.

    Parameters
    ----------
    corpus : Corpus
    places : list of (str, int)
        Documents, and the numbers of sentences in them.
    """
    if isinstance(corpus, StoredCorpus):
        return [_stored_sentence(corpus, *place) for place in places]
    encoded = encode(corpus)
    numbers = {name: number for number, name in enumerate(encoded.documents)}
    texts = corpus.documents["text"].to_numpy()
    found = []
    for name, sentence in places:
        start, end = encoded.span_of(int(encoded.document_sentences[numbers[name]]) + sentence)
        found.append((start, end, texts[numbers[name]][start:end]))
    return found


def _stored_sentence(corpus: StoredCorpus, document: str, sentence: int) -> tuple[int, int, str]:
    partition, row = corpus.place_of(document)
    bounds = partition.array("sentence_bounds")
    number = np.searchsorted(bounds[:-1], partition.array("document_bounds")[row]) + sentence
    start = int(partition.array("start")[bounds[number]])
    end = int(partition.array("end")[bounds[number + 1] - 1])
    return start, end, partition.document(row)["text"][0][start:end]


def sentence_counts(corpus: Corpus) -> pd.Series:
    """How many sentences each document of a corpus has, indexed by document; of a store only their bounds are read."""
    import pandas as pd

    if not isinstance(corpus, StoredCorpus):
        encoded = encode(corpus)
        return pd.Series(np.diff(encoded.document_sentences), index=encoded.documents)
    bounds = [(one.array("sentence_bounds"), one.array("document_bounds")) for one in corpus.partitions]
    counts = [np.diff(np.searchsorted(sentences[:-1], documents)) for sentences, documents in bounds]
    return pd.Series(np.concatenate(counts), index=corpus.table("document")["document"].tolist())


def _joined(partitions: list[Partition], name: str) -> np.ndarray:
    """Bounds, as token offsets, of partitions laid one after the other."""
    parts, low = [np.zeros(1, np.int64)], 0
    for one in partitions:
        parts.append(one.array(name)[1:] + low)
        low += one.part.tokens
    return np.concatenate(parts)


def other_encoding(folder: Path, found: int) -> StoreVersionError:
    """What to say of a store with tokens and sentences by other rules."""
    return StoreVersionError(
        f"its tokens and sentences are of version {found} of the rules; this kit has version {ENCODING}",
        source=folder,
        remedy="write the store again from the texts",
    )

"""The hits of a codebook in a corpus: as arrays, and as the table that people read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.framing.codebook import Codebook
from discourse.framing.matching import match
from discourse.language import Encoded, encode

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.voices.owners import Owners

COLUMNS = ["document", "sentence", "start", "end", "category", "pattern", "text", "negated", "voice", "speaker"]


@dataclass(frozen=True)
class Hits:
    """Every match of a codebook, in reading order; those at one place in the order of their categories' ids.

    Attributes
    ----------
    first, after : ndarray of int64
        Tokens of the encoded corpus.
    category, which : ndarray of int32
        Places in `categories` and `patterns`.
    negated : ndarray of bool
    categories : list of str
        In the codebook's order.
    patterns : list of str
    weights : ndarray of float
        Of each pattern.
    """

    encoded: Encoded
    owners: Owners | None
    first: np.ndarray
    after: np.ndarray
    category: np.ndarray
    which: np.ndarray
    negated: np.ndarray
    categories: list[str]
    patterns: list[str]
    weights: np.ndarray

    def __len__(self) -> int:
        return len(self.first)

    @property
    def weight(self) -> np.ndarray:
        """How much each hit counts."""
        return self.weights[self.which]

    def counts(self) -> np.ndarray:
        """The weights of the hits that are not negated, added up (documents × categories)."""
        stands = ~self.negated
        cells = self.encoded.document_of(self.first[stands]) * len(self.categories) + self.category[stands]
        shape = len(self.encoded.documents), len(self.categories)
        return np.bincount(cells, self.weight[stands], shape[0] * shape[1]).reshape(shape)

    def table(self) -> pd.DataFrame:
        """The hits as a table, with the columns that `Coding.hits` describes."""
        encoded, names = self.encoded, np.array(self.encoded.documents, object)
        document = encoded.document_of(self.first)
        starts, ends = encoded.start[self.first].astype(np.int64), encoded.end[self.after - 1].astype(np.int64)
        texts = encoded.corpus.documents["text"].to_numpy()
        spans = zip(document.tolist(), starts.tolist(), ends.tolist(), strict=True)
        nobody = np.full(len(self), None, object)
        columns = {
            "document": names[document],
            "sentence": encoded.sentence_of(self.first) - encoded.document_sentences[document],
            "start": starts,
            "end": ends,
            "category": np.array(self.categories, object)[self.category],
            "pattern": np.array(self.patterns, object)[self.which],
            "text": [texts[number][start:end] for number, start, end in spans],
            "negated": self.negated,
            "voice": self.owners.voice_of(self.first, self.after) if self.owners else nobody,
            "speaker": self.owners.speaker_of(self.first, self.after) if self.owners else nobody,
        }
        return pd.DataFrame(columns, columns=COLUMNS)


def coded(corpus: Corpus, codebook: Codebook, owners: Owners | None = None) -> Hits:
    """Find a codebook's categories in a corpus.

    What is found for a category is kept with the corpus: with a codebook of which one category was edited, only that
    one is looked for anew.
    """
    encoded = encode(corpus)
    categories = list(codebook.categories)
    parts, patterns, weights = [], [], []
    for language in dict.fromkeys(encoded.languages):
        for number, category in enumerate(codebook.categories.values()):
            if language not in category.rules:
                continue
            found = match(encoded, category.rules[language], language, owners)
            parts.append(
                (
                    found.first,
                    found.after,
                    np.full(len(found), number, np.int32),
                    found.which + np.int32(len(patterns)),
                    found.negated,
                )
            )
            patterns += [pattern.text for _, pattern in found.patterns]
            weights += [rule.weight for rule, _ in found.patterns]
    columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
    alphabet = np.argsort(np.argsort(categories))
    order = np.lexsort((alphabet[columns[2]], columns[1], columns[0]))
    return Hits(encoded, owners, *(column[order] for column in columns), categories, patterns, np.array(weights, float))

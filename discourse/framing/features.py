"""What a learned code sees of a passage: words, letters, what codebooks find, length."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.display import Displayed
from discourse.language import fold, is_word, tokens

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.framing.coding import Coding

_RULES = 1.5  # weight of a codebook's category beside a TF-IDF vector of length 1


class Features(Displayed):
    """Passages of one corpus as rows of numbers.

    Parameters
    ----------
    corpus : Corpus
    codings : sequence of Coding
    passages : DataFrame
        ``document, start, end``: whose words and letters become columns.

    Attributes
    ----------
    names : list of str
        What the columns are.
    """

    def __init__(self, corpus: Corpus, codings: Sequence[Coding], passages: pd.DataFrame):
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._texts = dict(zip(*(corpus.documents[name] for name in ("document", "text")), strict=True))
        hits = [coding.hits[~coding.hits["negated"].astype(bool)] for coding in codings]
        named = [
            part.assign(category=c.codebook.name + ": " + part["category"])
            for c, part in zip(codings, hits, strict=True)
        ]
        found = pd.concat(named) if named else pd.DataFrame(columns=["document", "start", "category"])
        self._categories = sorted(
            f"{c.codebook.name}: {category}" for c in codings for category in c.codebook.categories
        )
        self._hits = {name: part.sort_values("start") for name, part in found.groupby("document")}
        texts = self._read(passages)
        self._words = TfidfVectorizer(analyzer=_words, min_df=2, sublinear_tf=True).fit(texts)
        self._letters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=3, sublinear_tf=True).fit(texts)
        self.names = [
            *self._words.get_feature_names_out(),
            *(f"letters {part!r}" for part in self._letters.get_feature_names_out()),
            *self._categories,
            "length",
        ]

    def _heading(self) -> str:
        return f"Features: {len(self.names):,} columns, {len(self._categories):,} of them categories of codebooks"

    def of(self, passages: pd.DataFrame):
        """The features of passages (sparse, passages × features)."""
        from scipy import sparse

        texts = self._read(passages)
        length = np.log1p([len(text) for text in texts])[:, None] / 10
        found = sparse.csr_matrix(np.hstack([self._found(passages) * _RULES, length]))
        return sparse.hstack([self._words.transform(texts), self._letters.transform(texts), found]).tocsr()

    def _read(self, passages: pd.DataFrame) -> list[str]:
        return [self._texts[row.document][row.start : row.end] for row in passages.itertuples()]

    def _found(self, passages: pd.DataFrame) -> np.ndarray:
        """Which categories begin in which passage, 0 or 1."""
        place = {name: number for number, name in enumerate(self._categories)}
        found = np.zeros((len(passages), len(place)))
        for number, row in enumerate(passages.itertuples()):
            hits = self._hits.get(row.document)
            if hits is not None:
                first, after = hits["start"].searchsorted([row.start, row.end])
                found[number, [place[name] for name in hits["category"].iloc[first:after]]] = 1
        return found


def _words(text: str) -> list[str]:
    """The words of a passage and the pairs of neighbours."""
    found = [fold(token) for token in tokens(text) if is_word(token)]
    return found + [f"{left} {right}" for left, right in pairwise(found)]

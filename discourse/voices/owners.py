"""Whose voice each token of a corpus is in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from discourse.language import encode
from discourse.voices.spans import AUTHOR, KINDS, innermost
from discourse.voices.words import author_of, rows_by_document, speaker_of

if TYPE_CHECKING:
    import pandas as pd

    from discourse.corpus import Corpus


class Owners:
    """Attributions laid over the tokens of an encoded corpus: where they lie in one another, the inner one owns.

    Parameters
    ----------
    corpus : Corpus
    voices : DataFrame
        What `discourse.voices` found in it.
    """

    def __init__(self, corpus: Corpus, voices: pd.DataFrame):
        self._encoded = encoded = encode(corpus)
        self._authors = [author_of(document) for document in corpus]
        self._rows: list = []
        self._of_document = rows_by_document(corpus, voices)
        self._owner = np.full(len(encoded), -1, np.int32)
        for number, name in enumerate(encoded.documents):
            low, high = encoded.document_bounds[number : number + 2]
            # The longest first, so that what lies in it is written over it; of equal ones the first of the table last.
            rows = sorted(
                reversed(self._of_document.get(name, [])),
                key=lambda row: (row.start - row.end, -KINDS.index(row.kind)),
            )
            if not rows:
                continue
            first = low + np.searchsorted(encoded.start[low:high], [row.start for row in rows])
            after = low + np.searchsorted(encoded.end[low:high], [row.end for row in rows], side="right")
            for row, one, other in zip(rows, first.tolist(), after.tolist(), strict=True):
                self._owner[one:other] = len(self._rows)
                self._rows.append(row)
        self._number = {id(row): number for number, row in enumerate(self._rows)}
        self._kinds = np.array([*(row.kind for row in self._rows), AUTHOR], object)  # the last for -1, no row
        self._speakers = np.array([*(speaker_of(row) for row in self._rows), None], object)

    def voice_of(self, first: np.ndarray, after: np.ndarray) -> np.ndarray:
        """In which voice spans of tokens are (object: ``author``, ``indirect``, ``direct``, ``scare``)."""
        return self._kinds[self._row_of(first, after)]

    def speaker_of(self, first: np.ndarray, after: np.ndarray) -> np.ndarray:
        """Who speaks spans of tokens (object); None if unknown."""
        row = self._row_of(first, after)
        authors = np.array([*self._authors, None], object)
        return np.where(row < 0, authors[self._encoded.document_of(first)], self._speakers[row])

    def words(self) -> list[tuple[str, str, str | None, int]]:
        """Document, voice, speaker and number of words; in the order in which they first speak."""
        encoded = self._encoded
        tokens = np.flatnonzero(encoded.is_word[encoded.ids])
        document, row = encoded.document_of(tokens), self._owner[tokens]
        change = np.flatnonzero((document[1:] != document[:-1]) | (row[1:] != row[:-1])) + 1
        edges = [0, *change.tolist(), len(tokens)]
        counts: dict[tuple, int] = {}
        for low, high in pairwise(edges):
            if low < high:
                where, one = int(document[low]), int(row[low])
                speaker = self._authors[where] if one < 0 else self._speakers[one]
                key = (encoded.documents[where], self._kinds[one], speaker)
                counts[key] = counts.get(key, 0) + high - low
        return [(*key, count) for key, count in counts.items()]

    def _row_of(self, first: np.ndarray, after: np.ndarray) -> np.ndarray:
        """The innermost row around spans of tokens; -1 where there is none."""
        row, last = self._owner[first], self._owner[after - 1]
        for place in np.flatnonzero(row != last).tolist():
            row[place] = self._around(int(first[place]), int(after[place]))
        return row

    def _around(self, first: int, after: int) -> int:
        """The innermost row around a span whose ends belong to different ones."""
        encoded = self._encoded
        name = encoded.documents[int(encoded.document_of(np.array([first]))[0])]
        row = innermost(encoded.start[first], encoded.end[after - 1], self._of_document.get(name, []))
        return -1 if row is None else self._number[id(row)]

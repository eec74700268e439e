"""The terms of a corpus as arrays: what is counted, where it stands, and what stands side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from discourse.display import Displayed
from discourse.tokens import fold

if TYPE_CHECKING:
    from discourse.corpus import Corpus

_NPMI = 0.5  # Bouma's (2009) normalised pointwise mutual information from which two words are a phrase
_LEAST = 5  # and how often they must stand together
Pairs = dict[tuple[str, str], str]


@dataclass(frozen=True, repr=False)
class Terms(Displayed):
    """Terms in reading order.

    Attributes
    ----------
    corpus : Corpus
    names : list of str
        The distinct terms.
    ids : array of int
        The term at each place.
    document : array of int
        The number of its document.
    start, end : arrays of int
        Code-point offsets into the document's text.
    follows : array of bool
        Whether it stands right behind the term before it, in the same sentence, with nothing left out between.
    """

    corpus: Corpus
    names: list[str]
    ids: np.ndarray
    document: np.ndarray
    start: np.ndarray
    end: np.ndarray
    follows: np.ndarray

    def __len__(self) -> int:
        return len(self.ids)

    def _heading(self) -> str:
        return f"Terms of {self.corpus.name}: {len(self):,} of {len(self.names):,} kinds"

    def within(self, document: int, start: int, end: int) -> slice:
        """The places of the terms in a stretch of a document."""
        low, high = np.searchsorted(self.document, [document, document + 1])
        first, after = np.searchsorted(self.start[low:high], [start, end])
        return slice(low + first, low + after)

    def in_parts(self, documents: Sequence[int], starts: Sequence[int], ends: Sequence[int]) -> np.ndarray:
        """For each term the number of the part it is in, -1 for none; parts in reading order, none over another."""
        size = 1 + max(int(self.end.max(initial=0)), *ends, 0)
        keys = np.asarray(documents, np.int64) * size + np.asarray(starts, np.int64)
        part = np.searchsorted(keys, self.document.astype(np.int64) * size + self.start, side="right") - 1
        inside = part >= 0
        inside[inside] = (np.asarray(documents)[part[inside]] == self.document[inside]) & (
            np.asarray(ends)[part[inside]] >= self.end[inside]
        )
        return np.where(inside, part, -1)

    def runs(self) -> list[list[str]]:
        """The stretches of two and more terms with nothing left out between."""
        written = [self.names[number] for number in self.ids]
        edges = np.append(np.flatnonzero(~self.follows), len(self))
        runs = zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)
        return [written[first:after] for first, after in runs if after - first > 1]

    def forms(self, pairs: Pairs) -> Iterator[tuple[tuple[str, str], str]]:
        """The pairs where they stand in the texts, and how each is written there."""
        for second in np.flatnonzero(self._paired(pairs)).tolist():
            pair = (self.names[self.ids[second - 1]], self.names[self.ids[second]])
            yield pair, f"{self._form(second - 1, pair[0])} {self._form(second, pair[1])}"

    def joined(self, pairs: Pairs) -> Terms:
        """The terms, with those that are a pair made one, from left to right."""
        second = self._paired(pairs)
        # In a chain of pairs (a b, b c, c d) every other one is taken, the first to begin with.
        place = np.arange(len(self))
        begun = np.maximum.accumulate(np.where(second & ~np.concatenate([[False], second[:-1]]), place, 0))
        second &= (place - begun) % 2 == 0
        known = {name: number for number, name in enumerate(self.names)}
        names, ids, end = list(self.names), self.ids.copy(), self.end.copy()
        for at in np.flatnonzero(second):
            name = pairs[self.names[self.ids[at - 1]], self.names[self.ids[at]]]
            if name not in known:
                known[name] = len(names)
                names.append(name)
            ids[at - 1], end[at - 1] = known[name], self.end[at]
        kept = ~second
        return Terms(
            self.corpus, names, ids[kept], self.document[kept], self.start[kept], end[kept], self.follows[kept]
        )

    def _paired(self, pairs: Pairs) -> np.ndarray:
        """Where the second term of a pair stands right behind the first."""
        known = {name: number for number, name in enumerate(self.names)}
        size = len(self.names)
        keys = [known[one] * size + known[other] for one, other in pairs if one in known and other in known]
        before = np.concatenate([[0], self.ids[:-1]]) if len(self) else self.ids
        return self.follows & np.isin(before.astype(np.int64) * size + self.ids, np.array(keys, np.int64))

    def _form(self, place: int, name: str) -> str:
        """A term as it stands in its text, in lower case but for names of capitals only."""
        text = self.corpus.documents["text"].iat[int(self.document[place])]
        written = text[self.start[place] : self.end[place]]
        return written if name.isupper() else fold(written)


def pairs_of(parts: Callable[[], Iterable[Terms]]) -> Pairs:
    """Terms that stand together far more often than chance (gensim's Phrases), and what to call the two.

    The name is the commonest form the two have in the texts. The parts of a corpus are gone through twice.
    """
    from gensim.models.phrases import Phrases

    model = Phrases(min_count=_LEAST, threshold=_NPMI, scoring="npmi", delimiter="\t")
    for terms in parts():
        model.add_vocab(terms.runs())
    found = {tuple(pair.split("\t")): "" for pair in sorted(model.export_phrases())}
    forms: dict[tuple[str, str], Counter[str]] = {pair: Counter() for pair in found}
    for terms in parts():
        for pair, form in terms.forms(found):
            forms[pair][form] += 1
    return {pair: min(own, key=lambda form: (-own[form], form)) for pair, own in forms.items()}

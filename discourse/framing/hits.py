"""The hits of a codebook in a corpus: as arrays, and as the table that people read."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.framing.codebook import Codebook, Rule
from discourse.framing.matching import Matches, match
from discourse.language import Encoded, encode

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.voices.owners import Owners

COLUMNS = ["document", "sentence", "start", "end", "category", "pattern", "text", "negated", "voice", "speaker"]


@dataclass(frozen=True)
class Hits:
    """Every match of a codebook, put together and in order only when somebody looks.

    Attributes
    ----------
    found : list of (int, Matches)
        Per language and category: the category's place in `categories`, and its matches.
    categories : list of str
        In the codebook's order.
    unheard : tuple of str
        The languages in whose documents nobody's voice was looked for.
    """

    encoded: Encoded
    owners: Owners | None
    found: list[tuple[int, Matches]]
    categories: list[str]
    unheard: tuple[str, ...] = ()

    def __len__(self) -> int:
        return sum(len(matches) for _, matches in self.found)

    @property
    def n_negated(self) -> int:
        """How many hits are negated."""
        return sum(int(matches.negated.sum()) for _, matches in self.found)

    @cached_property
    def patterns(self) -> list[str]:
        """The text of each pattern of each category, as `which` counts them."""
        return [pattern.text for _, matches in self.found for _, pattern in matches.patterns]

    @cached_property
    def rules(self) -> list[Rule]:
        """The rule that each pattern is of."""
        return [rule for _, matches in self.found for rule, _ in matches.patterns]

    @cached_property
    def _columns(self) -> dict[str, np.ndarray]:
        parts, before = [], 0
        for number, matches in self.found:
            category = np.full(len(matches), number, np.int32)
            parts.append((matches.first, matches.after, category, matches.which + np.int32(before), matches.negated))
            before += len(matches.patterns)
        columns = [np.concatenate(column) for column in zip(*parts, strict=True)]
        alphabet = np.argsort(np.argsort(self.categories))
        order = np.lexsort((alphabet[columns[2]], columns[1], columns[0]))
        names = ("first", "after", "category", "which", "negated")
        return {name: column[order] for name, column in zip(names, columns, strict=True)}

    @property
    def first(self) -> np.ndarray:
        """The first token of each hit (int64): in reading order, at one place in the order of the categories' ids."""
        return self._columns["first"]

    @property
    def after(self) -> np.ndarray:
        """The token behind the last of each hit (int64)."""
        return self._columns["after"]

    @property
    def category(self) -> np.ndarray:
        """The category of each hit, as a place in `categories` (int32)."""
        return self._columns["category"]

    @property
    def which(self) -> np.ndarray:
        """The pattern of each hit, as a place in `patterns` (int32)."""
        return self._columns["which"]

    @property
    def negated(self) -> np.ndarray:
        """Which hits are negated (bool)."""
        return self._columns["negated"]

    @property
    def weight(self) -> np.ndarray:
        """How much each hit counts."""
        return np.array([rule.weight for rule in self.rules], float)[self.which]

    def table(self) -> pd.DataFrame:
        """The hits as a table, with the columns that `Coding.hits` describes."""
        encoded, names = self.encoded, np.array(self.encoded.documents, object)
        document = encoded.document_of(self.first)
        starts, ends = encoded.start[self.first].astype(np.int64), encoded.end[self.after - 1].astype(np.int64)
        texts = encoded.corpus.documents["text"].to_numpy()
        spans = zip(document.tolist(), starts.tolist(), ends.tolist(), strict=True)
        nobody = np.full(len(self), None, object)
        voice, speaker = nobody, nobody
        if self.owners:
            heard = ~np.isin(self.encoded.languages, self.unheard)[document]
            voice = np.where(heard, self.owners.voice_of(self.first, self.after), nobody)
            speaker = np.where(heard, self.owners.speaker_of(self.first, self.after), nobody)
        columns = {
            "document": names[document],
            "sentence": encoded.sentence_of(self.first) - encoded.document_sentences[document],
            "start": starts,
            "end": ends,
            "category": np.array(self.categories, object)[self.category],
            "pattern": np.array(self.patterns, object)[self.which],
            "text": [texts[number][start:end] for number, start, end in spans],
            "negated": self.negated,
            "voice": voice,
            "speaker": speaker,
        }
        return pd.DataFrame(columns, columns=COLUMNS)


def coded(corpus: Corpus, codebook: Codebook, owners: Owners | None = None, unheard: tuple[str, ...] = ()) -> Hits:
    """Find a codebook's categories in a corpus, in each document by the rules of its language.

    What is found for a category is kept with the corpus: with a codebook of which one category was edited, only that
    one is looked for anew.
    """
    encoded = encode(corpus)
    found = [
        (number, match(encoded, category.rules[language], language, owners))
        for language in dict.fromkeys(encoded.languages)
        for number, category in enumerate(codebook.categories.values())
        if language in category.rules
    ]
    return Hits(encoded, owners, found, list(codebook.categories), unheard)

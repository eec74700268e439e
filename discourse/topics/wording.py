"""From a corpus to the terms a topic model counts: lemmas or words, fixed phrases, without the words of grammar."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from discourse.errors import TopicModelError
from discourse.language import encode, lemma, load
from discourse.language.load import word_list
from discourse.tokens import fold, is_word, tokens
from discourse.topics.terms import Pairs, Terms, pairs_of

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.language.encoded import Encoded

LENS = "the topic model"
WORDS = ("lemma", "word")


@dataclass(frozen=True)
class Wording:
    """The rules by which a corpus becomes terms; the same for fitting and for new texts.

    Attributes
    ----------
    words : {"lemma", "word"}
    keep : tuple of str
        Protected words and phrases: kept whatever word class they are and whatever their frequency.
    drop : tuple of str
        Words left out, beyond those of grammar; forms or lemmas.
    phrases : tuple of dict of (str, str) to str
        Pairs of terms that are one term where they stand together, and its name: the commonest form it has in the
        texts, so that it is "united states" and not "united state". What the first joins, the next may join again.
    """

    words: str = "lemma"
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    phrases: tuple[Pairs, ...] = ()

    def __post_init__(self) -> None:
        if self.words not in WORDS:
            raise TopicModelError(f"words={self.words!r} is not known", remedy=f"use one of {', '.join(WORDS)}")

    def read(self, corpus: Corpus) -> Terms:
        """The terms in the bodies of a corpus's documents.

        Raises
        ------
        LanguageError
            A document is in a language without word lists.
        """
        encoded, key = encode(corpus), ("terms", self.words, self.keep, self.drop)
        if key not in encoded.kept:
            encoded.kept[key] = self._single_terms(encoded)
        found = encoded.kept[key]
        for pairs in self.phrases:
            found = found.joined(pairs)
        return found

    def with_phrases(self, parts: Callable[[], Iterator[Corpus]]) -> Wording:
        """The same rules with the phrases of two words, and of up to four, that a corpus has.

        Its `parts` are gone through four times, none of them kept.
        """
        wording = self
        for _ in range(2):
            found = pairs_of(lambda read=wording.read: map(read, parts()))
            wording = replace(wording, phrases=(*wording.phrases, found))
        return wording

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(fold(entry) for entry in self.keep)

    @cached_property
    def _dropped(self) -> frozenset[str]:
        return frozenset(fold(entry) for entry in self.drop)

    def _single_terms(self, encoded: Encoded) -> Terms:
        names: dict[str, int] = {}
        term = self._terms_of_tokens(encoded, names)
        last = np.arange(len(encoded))
        alone = self._protect_phrases(encoded, names, term, last)
        kept = np.flatnonzero((term >= 0) & alone)
        sentence = encoded.sentence_of(kept)
        follows = np.zeros(len(kept), bool)
        follows[1:] = (last[kept[:-1]] + 1 == kept[1:]) & (sentence[:-1] == sentence[1:])
        document = encoded.document_of(kept)
        return Terms(
            encoded.corpus,
            list(names),
            *(term[kept], document, encoded.start[kept], encoded.end[last[kept]], follows),
        )

    def _terms_of_tokens(self, encoded: Encoded, names: dict[str, int]) -> np.ndarray:
        """The term that each token stands for; -1 if it is left out."""
        term = np.full(len(encoded), -1)
        languages = np.array(encoded.languages, dtype=object)
        for code in sorted(set(encoded.languages)):
            looked = [self._look_up(form, code) for form in encoded.vocabulary]
            table = np.array([names.setdefault(name, len(names)) if name else -1 for name in looked], int)
            inside = np.repeat(languages == code, np.diff(encoded.document_bounds))
            term[inside] = table[encoded.ids[inside]]
            # In capitals, US is a country and no pronoun.
            for form in sorted(word_list(code, "titles") & load(code, LENS).pronouns):
                places = encoded.postings(*encoded.ids_of(form))
                places = places[inside[places]]
                capitals = np.array([written.isupper() for written in encoded.written(places)], bool)
                if capitals.any():
                    term[places[capitals]] = names.setdefault(form.upper(), len(names))
        return term

    def _protect_phrases(self, encoded: Encoded, names: dict[str, int], term: np.ndarray, last: np.ndarray):
        """Make each protected phrase one term, the longest first; returns which tokens begin a term."""
        begins = np.ones(len(encoded), bool)
        taken = np.zeros(len(encoded), bool)
        ways = {tuple(fold(token) for token in tokens(entry)) for entry in self.keep}
        for way in sorted((way for way in ways if len(way) > 1), key=lambda way: (-len(way), way)):
            first, after = encoded.find(" ".join(way))
            for a, b in zip(first.tolist(), after.tolist(), strict=True):
                if b - a == len(way) and not taken[a:b].any():
                    taken[a:b] = True
                    begins[a + 1 : b] = False
                    term[a], last[a] = names.setdefault(" ".join(way), len(names)), b - 1
        return begins

    def _look_up(self, form: str, code: str) -> str:
        """The term a folded form stands for; empty if it is left out."""
        if form in self._single:
            return form
        closed = _closed(code) | self._dropped if self._dropped else _closed(code)
        if not is_word(form) or len(form) < 2 or form[0].isdigit() or form in closed or form.endswith("n't"):
            return ""
        if self.words == "word":
            return form
        found = lemma(form, code)
        return found if found in self._single or (len(found) > 1 and found not in closed) else ""


@lru_cache
def _closed(code: str) -> frozenset[str]:
    """The words a topic is not made of: those of grammar, pronouns, modals, negation, quantities, verbs of speech."""
    language = load(code, LENS)
    return frozenset().union(
        language.function_words,
        *(language.pronouns, language.modals, language.negators, language.connectives, language.quantities),
        *(language.speech_verbs, language.abbreviations),
    )

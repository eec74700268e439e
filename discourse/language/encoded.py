"""A corpus as numbers: tokenised once, read by every lens."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from discourse.display import Displayed
from discourse.language.characters import kinds
from discourse.language.forms import Forms
from discourse.language.lemmas import lemmas
from discourse.language.load import known, load
from discourse.language.patterns import Pattern
from discourse.language.shards import Shard, in_threads, sentence_starts, shards
from discourse.progress import progress
from discourse.tokens import fold, is_word

if TYPE_CHECKING:
    from discourse.corpus import Corpus

_LAST = "\U0010ffff"  # no character sorts behind it


def encode(corpus: Corpus) -> Encoded:
    """Tokenise a corpus once and for all: the same tokens as `token_spans` finds, as arrays.

    Only the bodies of the documents are read. What is found is kept with the corpus, so that every lens shares it.

    Examples
    --------
    >>> import discourse as dc
    >>> encoded = encode(dc.read("two-columns"))
    >>> first, after = encoded.find("the negotiat*")
    >>> encoded.vocabulary[encoded.ids[first[0]]]
    'the'
    """
    import pandas as pd

    if "encoded" not in corpus.kept:
        if "store" in corpus.kept:
            from discourse.language.stored import opened

            encoded = opened(corpus)
        else:
            encoded = _encode(corpus)
        corpus.kept["encoded"] = encoded
        corpus.words = pd.Series(encoded.words, index=encoded.documents)  # which the corpus would have to count
    return corpus.kept["encoded"]


class Encoded(Displayed):
    """The tokens of a corpus's bodies, in reading order, all documents one after the other.

    Attributes
    ----------
    documents : list of str
        Their names.
    languages : list of str
        The language of each document.
    vocabulary : list of str
        The folded forms, sorted; the id of a form is its place, so that the words with one stem are a range of ids.
    ids : ndarray of int32
        The form of each token.
    start, end : ndarray of int32
        Where each token is, as code-point offsets into its document's text.
    document_bounds : ndarray of int64, documents + 1
        The tokens of document `i` are ``document_bounds[i]`` to ``document_bounds[i + 1]``.
    """

    def __init__(self, corpus: Corpus, vocabulary: list[str], ids, start, end, document_bounds):
        self.corpus = corpus
        known = corpus.table("document", "language")
        self.documents = known["document"].tolist()
        self.languages = known["language"].tolist()
        self.vocabulary = vocabulary
        self.ids, self.start, self.end, self.document_bounds = ids, start, end, document_bounds
        self.kept: dict = {}  # what lenses have worked out of it

    def __len__(self) -> int:
        return len(self.ids)

    def _heading(self) -> str:
        return f"Encoded {self.corpus.name}: {len(self):,} tokens of {len(self.vocabulary):,} forms"

    @cached_property
    def sentence_bounds(self) -> np.ndarray:
        """The sentences as token offsets (int64, sentences + 1), those of each document counted as `sentences` does.

        Raises
        ------
        LanguageError
            A document is in a language the kit has no data for.
        """
        for language in dict.fromkeys(self.languages):
            load(language, "sentence splitting")
        return np.zeros(1, np.int64)  # no documents

    @cached_property
    def document_sentences(self) -> np.ndarray:
        """The sentences of document `i` are ``document_sentences[i]`` to ``document_sentences[i + 1]`` (int64)."""
        return np.searchsorted(self.sentence_bounds[:-1], self.document_bounds)

    @cached_property
    def spoken(self) -> dict[str, np.ndarray]:
        """Language to which documents are in it (bool), in the order in which the languages occur."""
        written = np.array(self.languages, object)
        return {language: written == language for language in dict.fromkeys(self.languages)}

    @cached_property
    def is_word(self) -> np.ndarray:
        """Which forms of the vocabulary are words (bool)."""
        return np.array([(form.isascii() and form.isalnum()) or is_word(form) for form in self.vocabulary], bool)

    @cached_property
    def words(self) -> np.ndarray:
        """How many words each document has (int64)."""
        before = np.concatenate([np.zeros(1, np.int32), np.cumsum(self.is_word[self.ids], dtype=np.int32)])
        return np.diff(before[self.document_bounds]).astype(np.int64)

    @cached_property
    def _index(self) -> tuple[np.ndarray, np.ndarray]:
        from discourse.language.scan import sort_by_id

        return sort_by_id(self.ids, len(self.vocabulary))

    @cached_property
    def counts(self) -> np.ndarray:
        """How often each form of the vocabulary occurs (int64)."""
        return np.diff(self._index[0])

    def count(self, low: int, high: int) -> int:
        """How many tokens have an id from `low` up to, not including, `high`."""
        return int(self._index[0][high] - self._index[0][low])

    def postings(self, low: int, high: int) -> np.ndarray:
        """The places of the tokens with an id from `low` up to, not including, `high`; ascending."""
        bounds, places = self._index
        found = places[bounds[low] : bounds[high]]
        return found if high - low <= 1 else np.sort(found)

    def ids_of(self, form: str) -> tuple[int, int]:
        """The id of a folded form, as a range; an empty one if it does not occur.

        Examples
        --------
        >>> import discourse as dc
        >>> encoded = encode(dc.read("two-columns"))
        >>> low, high = encoded.ids_of("no such word")
        >>> high - low
        0
        """
        low = bisect_left(self.vocabulary, form)
        return low, low + (low < len(self.vocabulary) and self.vocabulary[low] == form)

    def ids_with_stem(self, stem: str) -> tuple[int, int]:
        """The ids of the forms that begin with `stem`, as a range."""
        return bisect_left(self.vocabulary, stem), bisect_left(self.vocabulary, stem + _LAST)

    def lemma_ids(self, language: str) -> dict[str, np.ndarray]:
        """The lemmas of the vocabulary in one language: lemma to the ids of its forms, ascending."""
        key = ("lemmas", language)
        if key not in self.kept:
            found: dict[str, list[int]] = {}
            for number, name in enumerate(lemmas(self.vocabulary, language)):
                found.setdefault(name, []).append(number)
            self.kept[key] = {name: np.array(ids, np.int32) for name, ids in found.items()}
        return self.kept[key]

    def written(self, tokens: np.ndarray) -> list[str]:
        """Some tokens as they are written in their texts."""
        texts = self.corpus.documents["text"].to_numpy()
        where = zip(
            self.document_of(tokens).tolist(), self.start[tokens].tolist(), self.end[tokens].tolist(), strict=True
        )
        return [texts[document][start:end] for document, start, end in where]

    def document_of(self, tokens: np.ndarray) -> np.ndarray:
        """The number of the document that each token is in."""
        return np.searchsorted(self.document_bounds, tokens, side="right") - 1

    def sentence_of(self, tokens: np.ndarray) -> np.ndarray:
        """The number of the sentence that each token is in, counted over the whole corpus."""
        return self.sentence_numbers[tokens]

    @cached_property
    def sentence_numbers(self) -> np.ndarray:
        """The number of the sentence that each token is in, counted over the whole corpus (int32)."""
        return np.repeat(np.arange(len(self.sentence_bounds) - 1, dtype=np.int32), np.diff(self.sentence_bounds))

    def span_of(self, sentence: int) -> tuple[int, int]:
        """Where a sentence, counted over the whole corpus, begins and ends in its document's text."""
        first, after = self.sentence_bounds[sentence : sentence + 2].tolist()
        return int(self.start[first]), int(self.end[after - 1])

    def find(self, pattern: Pattern | str) -> tuple[np.ndarray, np.ndarray]:
        """Where a pattern is found: at each place where it can begin, its shortest fit within one sentence.

        Parameters
        ----------
        pattern : Pattern or str
            As in codebooks. Lemmas are those of each document's language.

        Returns
        -------
        first, after : ndarray of int64
            The first token of each occurrence and the one behind its last, ascending.
        """
        from discourse.language.finder import find

        return find(self, Pattern.parse(pattern) if isinstance(pattern, str) else pattern)


def _encode(corpus: Corpus) -> Encoded:
    forms, languages = Forms(), corpus.documents["language"].tolist()
    readable = set(languages) <= set(known())
    most = sum(end - start for name in corpus.documents["document"] for start, end in corpus.body(name))
    ids, start, end = (np.empty(most, np.int32) for _ in range(3))  # of which only what is filled takes memory
    counts, begun, size = [], [], 0
    parts = progress(_placed(corpus), "encoding", unit="part")
    placed = ((shard, languages[low : low + len(shard.texts)] if readable else None) for low, shard in parts)
    for found, starts, ends, types, per_document, sentences in in_threads(_scanned, placed):
        part = slice(size, size + len(found))
        np.take(forms.add(*types), found, out=ids[part], mode="clip")  # with "raise" numpy would make a copy
        start[part], end[part] = starts, ends
        begun.append(size + sentences)
        size += len(found)
        counts.append(per_document)
    ids, start, end = (column[:size] for column in (ids, start, end))
    folded = _folded(list(forms))
    vocabulary = sorted(set(folded))
    place = {form: number for number, form in enumerate(vocabulary)}
    numbers = np.fromiter((place[form] for form in folded), np.int32, len(folded))
    np.take(numbers, ids, out=ids, mode="clip")
    bounds = np.concatenate([[0], np.cumsum(np.concatenate(counts))])
    encoded = Encoded(corpus, vocabulary, ids, start, end, bounds)
    if readable:
        encoded.sentence_bounds = np.append(np.concatenate(begun), size)
    return encoded


def _placed(corpus: Corpus) -> Iterator[tuple[int, Shard]]:
    """The corpus in shards, each with the number of its first document."""
    low = 0
    for shard in shards(corpus):
        yield low, shard
        low += len(shard.texts)


def _scanned(placed: tuple[Shard, list[str] | None]):
    """What stands in some documents.

    The form of each token, starts, ends; the forms; how many tokens per document; and the first token of each
    sentence, none where a language is not known.
    """
    from discourse.language.scan import scan  # compiled, hence heavy

    shard, languages = placed
    most = int((shard.parts[:, 1] - shard.parts[:, 0]).sum())
    ids, starts, ends, type_start, type_length = (np.empty(most, np.int32) for _ in range(5))
    keys, counts = np.empty(most, np.uint64), np.zeros(len(shard.parts), np.int64)
    lows, highs = shard.lows[shard.owner], shard.lows[shard.owner + 1]
    tokens, types = scan(
        shard.codes, kinds(), shard.parts, lows, highs, ids, starts, ends, counts, type_start, type_length, keys
    )
    forms = shard.codes, type_start[:types], type_length[:types], keys[:types]
    per_document = np.bincount(shard.owner, counts, len(shard.texts)).astype(np.int64)
    begun = _begun(shard, languages, starts[:tokens], per_document) if languages else np.zeros(0, np.int64)
    return ids[:tokens], starts[:tokens], ends[:tokens], forms, per_document, begun


def _begun(shard: Shard, languages: list[str], starts: np.ndarray, per_document: np.ndarray) -> np.ndarray:
    """The first token of each sentence of a shard, from where its tokens are in their documents."""
    sentences = sentence_starts(shard, languages)
    edges = np.concatenate([[0], np.cumsum(per_document)])
    begun = np.searchsorted(np.repeat(shard.lows[:-1], per_document) + starts, sentences)
    document = np.searchsorted(shard.lows, sentences, side="right") - 1
    first = np.flatnonzero(np.diff(document, prepend=-1))
    begun[first] = edges[document[first]]  # whatever stands before the first sentence is of it
    return begun


def _folded(forms: list[str]) -> list[str]:
    """`fold` of many forms, those of ASCII all at once."""
    plain = [form for form in forms if form.isascii()]
    lower = iter("\n".join(plain).lower().split("\n"))
    return [next(lower) if form.isascii() else fold(form) for form in forms]

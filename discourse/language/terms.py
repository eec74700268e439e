"""The content words and fixed phrases of a corpus."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from discourse.corpus.given import as_corpus
from discourse.language.load import Language, load
from discourse.language.sentences import sentence_spans
from discourse.tokens import fold, is_word, token_spans

if TYPE_CHECKING:
    from discourse.corpus import Corpus


def terms(corpus: Corpus, *, top: int = 20) -> tuple[np.ndarray, list[str]]:
    """The content words and phrases that most documents have.

    Words without content (function words, pronouns, modals, negators, connectives, quantities, numbers), verbs
    of speech and titles are left out. Words that stand together far more often than chance are one term
    (gensim's Phrases, normalised pointwise mutual information of at least 0.5: Bouma 2009).

    Parameters
    ----------
    corpus : Corpus
    top : int
        How many terms.

    Returns
    -------
    found : array of 0 and 1, documents × terms
        Whether the document has the term.
    names : list of str
        The terms, the most widespread first, ties in alphabetical order.

    Raises
    ------
    LanguageError
        A document is in a language the kit has no data for.
    """
    documents = [_content_sentences(document) for document in as_corpus(corpus)]
    phrased = _with_phrases(documents)
    spread = Counter(term for document in phrased for term in document)
    names = [term for term, _ in sorted(spread.items(), key=lambda item: (-item[1], item[0]))[:top]]
    return np.array([[name in document for name in names] for document in phrased], dtype=float), names


def _content_sentences(document) -> list[list[str]]:
    closed = _closed_classes(load(document.language, "the list of terms"))
    return [
        [word for a, b in token_spans(document.text, *sentence) if (word := _content(document.text[a:b], closed))]
        for part in document.body
        for sentence in sentence_spans(document.text, document.language, *part)
    ]


def _closed_classes(language: Language) -> frozenset[str]:
    return frozenset().union(
        language.function_words,
        *(language.pronouns, language.modals, language.negators, language.connectives, language.quantities),
        *(language.speech_verbs, language.abbreviations),
    )


def _content(token: str, closed: frozenset[str]) -> str:
    word = fold(token)
    wanted = is_word(token) and len(word) > 1 and not word[0].isdigit() and word not in closed
    return word if wanted else ""


def _with_phrases(documents: list[list[list[str]]]) -> list[set[str]]:
    from gensim.models.phrases import Phrases

    model = Phrases(
        [sentence for document in documents for sentence in document],
        min_count=5,
        threshold=0.5,
        scoring="npmi",
        delimiter=" ",
    )
    return [{term for sentence in document for term in model[sentence]} for document in documents]

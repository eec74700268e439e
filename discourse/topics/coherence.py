"""Whether the top words of topics belong together, by gensim's measures."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.topics.vocabulary import Counts, unit_of

MEASURES = {"c_v": "c_v", "npmi": "c_npmi"}  # gensim's names
TOP = 10


def coherence(texts: Sequence[Sequence[str]], topics: Sequence[Sequence[str]], measure: str = "npmi") -> np.ndarray:
    """The coherence of each topic: how often its words stand near one another, against chance.

    All topics of all models of a comparison go into one call, so that gensim reads the texts once.

    Parameters
    ----------
    texts : sequence of sequence of str
        The terms of each unit, in order.
    topics : sequence of sequence of str
        The top words of each topic.
    measure : {"npmi", "c_v"}
        Normalised pointwise mutual information in windows of 10 terms (Bouma 2009; Aletras & Stevenson 2013), or
        the C_v of Röder, Both & Hinneburg (2015), windows of 110 terms.

    Returns
    -------
    array, topics
    """
    from gensim.corpora import Dictionary
    from gensim.models import CoherenceModel

    model = CoherenceModel(
        topics=[list(words) for words in topics],
        texts=texts,
        dictionary=Dictionary(texts),
        coherence=MEASURES[measure],
        topn=min(map(len, topics)),
        processes=1,
    )
    return np.array(model.get_coherence_per_topic())


def texts_of(corpus, counts: Counts) -> list[list[str]]:
    """The terms of the vocabulary in each unit that has any, in order."""
    terms = counts.wording.read(corpus)
    unit = unit_of(terms, counts.units)
    known = set(counts.vocabulary)
    texts: list[list[str]] = [[] for _ in range(len(counts.units))]
    for row, number in zip(unit.tolist(), terms.ids.tolist(), strict=True):
        if row >= 0 and terms.names[number] in known:
            texts[row].append(terms.names[number])
    return [text for text, kept in zip(texts, counts.kept, strict=True) if kept]

"""The passages a topic is read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import TopicModelError
from discourse.language import sentence_spans
from discourse.topics.wording import Term

if TYPE_CHECKING:
    from discourse.corpus import Document
    from discourse.topics.model import TopicModel

COLUMNS = ["document", "start", "end", "text", "share", "words", "hits"]
SENTENCES = 3
_FEW = 8  # terms, below which a unit's shares say little


def passages(model: TopicModel, topic: int, n: int = 5) -> pd.DataFrame:
    """Passages that are most about a topic, one per document, the most typical first.

    From each of the units with the largest share of the topic, the three sentences in a row that most words of the
    topic are expected in. A text that has been shown is not shown again.

    Parameters
    ----------
    model : TopicModel
    topic : int
        From 0.
    n : int

    Returns
    -------
    pandas.DataFrame
        Columns ``document, start, end, text`` (the passage as it stands; offsets are code points into the
        document's text), ``share`` (of the topic in the unit), ``words`` (terms in the passage) and ``hits``: the
        terms that are, anywhere in the texts, more likely of this topic than of all others together, as a list of
        (start, end), offsets into the document.

    Raises
    ------
    TopicModelError
        The model has been loaded without its corpus.
    """
    if model.corpus is None:
        raise TopicModelError("the model was loaded without texts", remedy="TopicModel.load(folder, corpus)")
    units = model.counts.units[model.counts.kept].reset_index(drop=True)
    expected = model.fit.theta.mean(axis=0)[:, None] * model.fit.beta
    likely = expected[topic] / np.maximum(expected.sum(axis=0), 1e-300)  # that a term is of this topic
    of_topic = dict(zip(model.vocabulary, likely, strict=True))
    share = model.fit.theta[:, topic]
    # Units of very few terms come last: "Thank you all" has some topic, but shows none.
    order = np.lexsort((np.arange(len(share)), -share, units["words"].to_numpy() < _FEW))
    rows: dict[str, tuple] = {}
    for unit in units.iloc[order].assign(row=order).drop_duplicates("document").itertuples():
        if len(rows) == n:
            break
        passage = _passage(model, unit, topic, of_topic)
        rows.setdefault(passage[COLUMNS.index("text")], passage)
    return pd.DataFrame(list(rows.values()), columns=COLUMNS)


def _passage(model: TopicModel, unit, topic: int, of_topic: dict[str, float]) -> tuple:
    """The three sentences of a unit that are most about a topic."""
    document = model.corpus[unit.document]
    windows = [
        (spans[first][0], spans[min(first + SENTENCES, len(spans)) - 1][1])
        for part in unit.parts
        for spans in [sentence_spans(document.text, document.language, *part)]
        for first in range(max(1, len(spans) - SENTENCES + 1))
    ]
    found = [_terms(model, document, window, of_topic) for window in windows]
    # The number of words of the topic, weighed by how many of the passage's words they are.
    weight = [sum(of_topic[t.name] for t in terms) / np.sqrt(max(len(terms), _FEW)) for terms in found]
    best = int(np.argmax(weight))
    start, end = windows[best]
    hits = [(term.start, term.end) for term in found[best] if of_topic[term.name] > 0.5]
    return (
        unit.document,
        start,
        end,
        document.text[start:end],
        float(model.fit.theta[unit.row, topic]),
        len(found[best]),
        hits,
    )


def _terms(model: TopicModel, document: Document, span: tuple[int, int], known: dict[str, float]) -> list[Term]:
    runs = model.counts.wording.terms(document.text, document.language, [span])
    return [term for run in runs for term in run if term.name in known]

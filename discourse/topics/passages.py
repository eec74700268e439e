"""The passages a topic is read in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import TopicModelError
from discourse.language import sentence_spans

if TYPE_CHECKING:
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
    table = pd.DataFrame(list(rows.values()), columns=COLUMNS)
    table.attrs["drawn"] = f"{len(table):,} of {len(units):,} units, those with the largest share; not a random sample"
    return table


def _passage(model: TopicModel, unit, topic: int, of_topic: dict[str, float]) -> tuple:
    """The three sentences of a unit that are most about a topic."""
    document, terms = model.corpus[unit.document], model.terms
    number = model.corpus.documents["document"].eq(unit.document).argmax()
    windows = [
        (spans[first][0], spans[min(first + SENTENCES, len(spans)) - 1][1])
        for part in unit.parts
        for spans in [sentence_spans(document.text, document.language, *part)]
        for first in range(max(1, len(spans) - SENTENCES + 1))
    ]
    known = [
        [place for place in range(found.start, found.stop) if terms.names[terms.ids[place]] in of_topic]
        for found in (terms.within(number, *window) for window in windows)
    ]
    likely = [[of_topic[terms.names[terms.ids[place]]] for place in places] for places in known]
    # The number of words of the topic, weighed by how many of the passage's words they are.
    best = int(np.argmax([sum(own) / np.sqrt(max(len(own), _FEW)) for own in likely]))
    start, end = windows[best]
    hits = [
        (int(terms.start[place]), int(terms.end[place]))
        for place, share in zip(known[best], likely[best], strict=True)
        if share > 0.5
    ]
    share = float(model.fit.theta[unit.row, topic])
    return unit.document, start, end, document.text[start:end], share, len(known[best]), hits

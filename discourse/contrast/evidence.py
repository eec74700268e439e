"""The sentences in which a word or phrase stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from discourse.contrast.concordance import BODY, concordance
from discourse.inference import draw, how_drawn
from discourse.language import sentence_spans

if TYPE_CHECKING:
    from discourse.corpus import Corpus


def sentences_with(corpus: Corpus, query: str, n: int = 5, *, seed: int = 0) -> pd.DataFrame:
    """A random sample of the places of a query, each in its sentence.

    Parameters
    ----------
    corpus : Corpus
    query : str
        As for `discourse.concordance`; headings and bylines are left out.
    n : int
    seed : int

    Returns
    -------
    DataFrame
        As `Coding.evidence`: ``document, start, end, text, hits``.

    Examples
    --------
    >>> import discourse as dc
    >>> rows = sentences_with(dc.read("two-columns"), "truce", 2)
    >>> rows["text"].str.lower().str.contains("truce").all()
    np.True_
    """
    lines = concordance(corpus, query).lines
    lines = lines[lines["part"] == BODY]
    found: dict[tuple[str, int], tuple] = {}
    for row in lines.iloc[draw(len(lines), n, seed)].itertuples():
        document = corpus[row.document]
        spans = [span for part in document.body for span in sentence_spans(document.text, document.language, *part)]
        start, end = next(((a, b) for a, b in spans if a <= row.start < b), (row.start, row.end))
        earlier = found.get((row.document, start))
        hits = [*(earlier[-1] if earlier else []), (row.start, row.end)]
        found[row.document, start] = (row.document, start, end, document.text[start:end], hits)
    table = pd.DataFrame(list(found.values()), columns=["document", "start", "end", "text", "hits"])
    table.attrs["drawn"] = how_drawn(len(lines), n, seed, "place")
    return table

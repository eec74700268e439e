"""From hits back to the sentences they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.inference import draw, how_drawn
from discourse.language import encode

if TYPE_CHECKING:
    from discourse.corpus import Corpus

COLUMNS = ["document", "sentence", "start", "end", "text", "hits"]


def sentences_of(corpus: Corpus, hits: pd.DataFrame, n: int, order: str, seed: int) -> pd.DataFrame:
    """At most `n` of the sentences that have hits; see `Coding.evidence`."""
    if hits.empty:
        return pd.DataFrame(columns=COLUMNS)
    coded = hits.groupby(["document", "sentence"], sort=False)[["start", "end"]].apply(
        lambda spans: list(spans.itertuples(index=False, name=None))
    )
    if order == "strength":
        chosen = coded.iloc[np.argsort([-len(spans) for spans in coded], kind="stable")[:n]]
        drawn = f"{len(chosen):,} of {len(coded):,} sentences, those with most in them"
    else:
        chosen = coded.iloc[draw(len(coded), n, seed)]
        drawn = how_drawn(len(coded), n, seed)
    encoded = encode(corpus)
    numbers = {name: number for number, name in enumerate(encoded.documents)}
    texts = corpus.documents["text"].to_numpy()
    rows = []
    for (name, sentence), hit_spans in chosen.items():
        number = numbers[name]
        start, end = encoded.span_of(int(encoded.document_sentences[number]) + sentence)
        text = texts[number][start:end]
        rows.append((name, sentence, start, end, text, [(int(a), int(b)) for a, b in hit_spans]))
    table = pd.DataFrame(rows, columns=COLUMNS)
    table.attrs["drawn"] = drawn
    return table

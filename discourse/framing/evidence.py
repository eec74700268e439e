"""From hits back to the sentences they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.inference import draw, how_drawn
from discourse.language.stored import sentences_at

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
    else:
        chosen = coded.iloc[draw(len(coded), n, seed)]
    found = sentences_at(corpus, chosen.index.tolist())
    rows = [
        (name, sentence, start, end, text, [(int(a), int(b)) for a, b in spans])
        for ((name, sentence), spans), (start, end, text) in zip(chosen.items(), found, strict=True)
    ]
    table = pd.DataFrame(rows, columns=COLUMNS)
    table.attrs["drawn"] = drawn_as(order, len(chosen), len(coded), n, seed)
    return table


def drawn_as(order: str, chosen: int, total: int, n: int, seed: int) -> str:
    """In words how sentences were chosen."""
    if order == "strength":
        return f"{chosen:,} of {total:,} sentences, those with most in them"
    return how_drawn(total, n, seed)

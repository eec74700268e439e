"""From hits back to the sentences they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

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
        chosen = coded.iloc[np.sort(np.random.default_rng(seed).permutation(len(coded))[:n])]
    found = sentences_at(corpus, chosen.index.tolist())
    rows = [
        (name, sentence, start, end, text, [(int(a), int(b)) for a, b in spans])
        for ((name, sentence), spans), (start, end, text) in zip(chosen.items(), found, strict=True)
    ]
    return pd.DataFrame(rows, columns=COLUMNS)

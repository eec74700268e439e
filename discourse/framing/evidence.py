"""From hits back to the sentences they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.language import sentence_spans

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
    return pd.DataFrame(
        [_sentence(corpus, document, sentence, spans) for (document, sentence), spans in chosen.items()],
        columns=COLUMNS,
    )


def _sentence(corpus: Corpus, name: str, sentence: int, hits: list[tuple[int, int]]) -> tuple:
    document = corpus[name]
    spans = (span for part in document.body for span in sentence_spans(document.text, document.language, *part))
    start, end = next(span for number, span in enumerate(spans) if number == sentence)
    return name, sentence, start, end, document.text[start:end], [(int(a), int(b)) for a, b in hits]

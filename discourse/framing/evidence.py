"""From hits back to the sentences they stand in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.language import sentence_spans

if TYPE_CHECKING:
    from discourse.corpus import Corpus, Document

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
    split = {name: _sentences(corpus[name]) for name in dict.fromkeys(name for name, _ in chosen.index)}
    rows = []
    for (name, sentence), hit_spans in chosen.items():
        text, spans = split[name]
        start, end = spans[sentence]
        rows.append((name, sentence, start, end, text[start:end], [(int(a), int(b)) for a, b in hit_spans]))
    return pd.DataFrame(rows, columns=COLUMNS)


def _sentences(document: Document) -> tuple[str, list[tuple[int, int]]]:
    """A document's text, and where the sentences of its body are."""
    text, language = document.text, document.language
    return text, [span for part in document.body for span in sentence_spans(text, language, *part)]

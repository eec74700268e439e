"""Running the examples that are written in a codebook."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from discourse.corpus import Corpus
from discourse.corpus.columns import COLUMNS
from discourse.framing.codebook import Codebook
from discourse.framing.coder import asks_for_voices, code


def check(codebook: Codebook) -> pd.DataFrame:
    """The examples that are not coded as they should be; see `Codebook.check`."""
    failures = [row for language in codebook.languages for row in _failures(codebook.of([language]), language)]
    return pd.DataFrame(failures, columns=["category", "kind", "text", "problem"])


def _failures(codebook: Codebook, language: str) -> Iterator[tuple[str, str, str, str]]:
    written = [
        (category.id, kind, text)
        for category in codebook.categories.values()
        for kind, texts in (("example", category.examples), ("counter-example", category.counter_examples))
        for text in texts.get(language, ())
    ]
    if not written:
        return
    corpus = _corpus([(language, text) for _, _, text in written])
    hits = code(corpus, codebook, voices=asks_for_voices(codebook)).hits
    by_place = dict(list(hits.groupby(["document", "category"])))
    for number, (category, kind, text) in enumerate(written):
        problem = _problem(kind, by_place.get((str(number), category), hits.iloc[:0]))
        if problem:
            yield category, kind, text, problem


def _corpus(texts: list[tuple[str, str]]) -> Corpus:
    """Each example as a document, all of it body."""
    rows = [{"document": str(number), "language": code, "text": text} for number, (code, text) in enumerate(texts)]
    return Corpus(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))


def _problem(kind: str, hits: pd.DataFrame) -> str:
    standing = hits[~hits["negated"].astype(bool)]
    if kind == "example" and standing.empty:
        return "coded as negated only" if len(hits) else "not coded"
    if kind == "counter-example" and len(standing):
        return "coded by " + ", ".join(sorted(map(repr, set(standing["pattern"]))))
    return ""

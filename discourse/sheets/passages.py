"""The passages of a corpus that people are asked to code."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import SheetError
from discourse.language.divided import body_sentences
from discourse.language.sentences import paragraph_spans

if TYPE_CHECKING:
    from discourse.corpus import Corpus, Document

UNITS = ("sentence", "paragraph", "document")


def passages(corpus: Corpus, unit: str = "sentence") -> pd.DataFrame:
    """Every passage of a corpus: what a sheet is drawn from.

    Parameters
    ----------
    corpus : Corpus
        Only bodies are read, without headings, bylines and boilerplate.
    unit : {"sentence", "paragraph", "document"}

    Returns
    -------
    pandas.DataFrame
        ``document, start, end``: code-point offsets into the document's text, in the order of the corpus.

    Raises
    ------
    SheetError
        Unknown unit.
    LanguageError
        A document is in a language the kit has no data for.

    Examples
    --------
    >>> import discourse
    >>> text = "The truce holds. Nobody trusts it."
    >>> corpus = discourse.read(pd.DataFrame({"document": ["a"], "text": [text]}), language="en")
    >>> passages(corpus).values.tolist()
    [['a', 0, 16], ['a', 17, 34]]
    """
    if unit not in UNITS:
        raise SheetError(f"there is no unit {unit!r}", remedy=f"use one of {', '.join(UNITS)}")
    kept = ("passages", unit)
    if kept not in corpus.kept:
        rows = [(document.document, *span) for document in corpus for span in _spans(corpus, document, unit)]
        corpus.kept[kept] = pd.DataFrame(rows, columns=["document", "start", "end"])
    return corpus.kept[kept].copy()


def _spans(corpus: Corpus, document: Document, unit: str) -> list[tuple[int, int]]:
    if unit == "document":
        return [(document.body[0][0], document.body[-1][1])] if document.body else []
    if unit == "sentence":
        return [span for spans in body_sentences(corpus, document) for span in spans]
    return [span for part in document.body for span in paragraph_spans(document.text, *part)]


def coded_passages(frame: pd.DataFrame, hits: pd.DataFrame, categories: list[str]) -> pd.DataFrame:
    """Which passages the machine gives which category: any hit that is not negated and begins in the passage.

    Parameters
    ----------
    frame : DataFrame
        As `passages` gives it.
    hits : DataFrame
        As coding gives them.
    categories : list of str

    Returns
    -------
    DataFrame of bool, passages × categories
        Aligned with `frame`.
    """
    found = pd.DataFrame(False, index=frame.index, columns=categories)
    standing = hits[~hits["negated"].astype(bool) & hits["category"].isin(categories)]
    by_document = {name: part for name, part in standing.groupby("document", sort=False)}
    for name, part in frame.groupby("document", sort=False):
        if name not in by_document:
            continue
        own = by_document[name]
        place = part["start"].searchsorted(own["start"], side="right") - 1
        inside = (place >= 0) & (own["start"].to_numpy() < part["end"].to_numpy()[place.clip(0)])
        for number, category in zip(place[inside], own["category"].to_numpy()[inside], strict=True):
            found.loc[part.index[number], category] = True
    return found

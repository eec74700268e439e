"""Where machine and people differ, as passages to be read."""

from __future__ import annotations

import html

import pandas as pd

from discourse.figures.page import Html
from discourse.figures.reading import quotation, source_of

_SAID = {0: "no", 1: "yes"}


def mistakes(wrong: pd.DataFrame, documents: pd.DataFrame) -> Html:
    """Passages that people and the machine code differently, with what either says and how many they stand for.

    Parameters
    ----------
    wrong : DataFrame
        Columns ``document, text, gold, machine, weight``.
    documents : DataFrame
        The documents, for their titles, dates and authors.

    Returns
    -------
    Html
    """
    known = documents.set_index("document")
    blocks, plain = [], []
    for row in wrong.itertuples():
        said = f"people: {_SAID[row.gold]}, machine: {_SAID[row.machine]}; stands for {row.weight:,.0f} passage(s)"
        source = f"{said}. {source_of(row.document, known.loc[row.document])}"
        blocks.append(quotation(html.escape(row.text), source))
        plain.append(f"{row.text}\n    {source}")
    return Html("".join(blocks) or "<p>No mistake was found.</p>", "\n\n".join(plain) or "No mistake was found.")

"""What changes in the coding of a corpus when a codebook changes."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.framing.codebook import Codebook
from discourse.framing.coder import asks_for_voices, code
from discourse.framing.evidence import sentences_of
from discourse.voices import voices as find_voices

if TYPE_CHECKING:
    from discourse.corpus import Corpus

_SPAN = ["document", "sentence", "start", "end", "category", "negated"]
COLUMNS = ["change", *_SPAN, "pattern", "text", "in_sentence"]


def compare(corpus: Corpus, old: str | Path | Codebook, new: str | Path | Codebook) -> pd.DataFrame:
    """The hits that appear and disappear when `new` is used instead of `old`.

    Parameters
    ----------
    corpus : Corpus
    old, new : str, Path or Codebook
        Two versions of a codebook.

    Returns
    -------
    DataFrame
        One row per hit that only one of them makes: ``change`` (``appears`` or ``disappears``), ``document,
        sentence, start, end, category, negated, pattern, text`` and ``in_sentence`` (the sentence it stands in). A
        hit whose span, category or negation changes is in it twice; one that only another pattern finds, not at all.

    Examples
    --------
    >>> import discourse as dc
    >>> len(compare(dc.read("two-columns"), "war-and-talks", "war-and-talks"))
    0
    """
    books = [book if isinstance(book, Codebook) else Codebook.load(book) for book in (old, new)]
    voices = find_voices(corpus) if any(map(asks_for_voices, books)) else False
    before, after = (code(corpus, book, voices=voices).hits for book in books)
    merged = before.merge(after, on=_SPAN, how="outer", indicator=True, suffixes=("_old", "_new"))
    changed = merged[merged["_merge"] != "both"].copy()
    changed["change"] = changed["_merge"].map({"left_only": "disappears", "right_only": "appears"}).astype(str)
    for column in ("pattern", "text"):
        changed[column] = changed[f"{column}_new"].fillna(changed[f"{column}_old"])
    sentences = sentences_of(corpus, changed, len(changed), "random", 0)[["document", "sentence", "text"]]
    table = changed.merge(sentences.rename(columns={"text": "in_sentence"}), on=["document", "sentence"])
    return table[COLUMNS].sort_values(["category", "document", "start", "change"], ignore_index=True)

"""Which collocates of a word are collocates of each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from discourse.contrast.corpora import collocations

if TYPE_CHECKING:
    from discourse.corpus import Corpus

COLUMNS = ["one", "other", "n", "log_dice"]


def collocation_network(
    corpus: Corpus,
    node: str,
    *,
    top: int = 15,
    window: int = 5,
    minimum: int = 3,
    with_function_words: bool = False,
) -> pd.DataFrame:
    """A node, its strongest collocates, and which of these are collocates of each other.

    Parameters
    ----------
    corpus : Corpus
    node : str
        A query as for `discourse.concordance`.
    top : int
        How many collocates, by log-Dice.
    window, minimum, with_function_words
        As for `discourse.collocations`.

    Returns
    -------
    pandas.DataFrame
        Edges ``one, other, n, log_dice``: those of the node first, strongest first; then those between collocates, each
        pair once.

    Raises
    ------
    QueryError
        The node does not occur.

    References
    ----------
    Brezina, V., McEnery, T. & Wattam, S. (2015). Collocations in context. International Journal of Corpus Linguistics
    20(2), 139–173.
    """
    options = {"window": window, "minimum": minimum, "with_function_words": with_function_words}
    first = collocations(corpus, node, **options).head(top)
    words = list(first["collocate"])
    rows = [(node, row.collocate, row.n, row.log_dice) for row in first.itertuples()]
    for number, word in enumerate(words):
        table = collocations(corpus, word, **options)
        later = table[table["collocate"].isin(words[number + 1 :])]
        rows += [(word, row.collocate, row.n, row.log_dice) for row in later.itertuples()]
    return pd.DataFrame(rows, columns=COLUMNS)

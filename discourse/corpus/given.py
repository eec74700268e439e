"""What a lens is given: a corpus, or whatever one can be read from."""

from __future__ import annotations

import os

import pandas as pd

from discourse.corpus.corpus import Corpus
from discourse.errors import MissingInputError


def as_corpus(given) -> Corpus:
    """The corpus that a lens is to look at: `given` itself, or what `discourse.read` makes of it.

    Reading takes time, and what lenses work out is kept with a corpus: for more than one look, read it first.

    Raises
    ------
    MissingInputError
        It is neither a corpus nor a folder, a file, a table or the name of a corpus.

    Examples
    --------
    >>> as_corpus("two-columns")
    <Corpus two-columns: 40 documents, 11,815 words>
    """
    if isinstance(given, Corpus):
        return given
    if isinstance(given, (str, os.PathLike, pd.DataFrame)):
        from discourse.corpus.read import read

        return read(given)
    raise MissingInputError(
        f"a corpus is needed, and this is a {type(given).__name__}",
        remedy="read one, discourse.read('my-texts/'), or give a folder, a file, a DataFrame or a catalogue name",
    )

"""Frame axes: where between two poles the words of a text lie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.errors import MissingInputError, VectorError
from discourse.framing.vectors import train, words_of
from discourse.inference import MINIMUM, mean
from discourse.language import load

if TYPE_CHECKING:
    from gensim.models import KeyedVectors

    from discourse.corpus import Corpus

Pole = str | Sequence[str]


def frame_axis(
    corpus: Corpus,
    first: Pole,
    second: Pole,
    *,
    vectors: KeyedVectors | str | Path | None = None,
    by: str | None = None,
    seed: int = 0,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """Bias and intensity of texts along an axis between two words (FrameAxis: Kwak, An & Ahn 2021).

    The axis runs from `first` to `second` in a space of word vectors. *Bias* is the mean cosine of a text's words
    with it, weighted by how often they occur: above the other texts' means nearer to `second`. *Intensity* is the
    mean squared distance of these cosines from the corpus's own bias: how much the text is about the axis at all,
    on either side. Function words, pronouns, modals and words without a vector do not count.

    Parameters
    ----------
    corpus : Corpus
    first, second : str or sequence of str
        The poles, such as ``"war"`` and ``"peace"``; of several words the mean.
    vectors : KeyedVectors or path, optional
        gensim's, or a file in word2vec's text format; trained on the corpus if not given.
    by : str, optional
        A column of the documents: one estimate per value.
    seed : int
        Of the training and the bootstrap.
    minimum : int
        With fewer documents than this there is no number.

    Returns
    -------
    DataFrame
        Estimates with a first column ``axis`` (``bias`` or ``intensity``); cosines, `n_units` in words.

    Raises
    ------
    VectorError
        The corpus is too small for vectors of its own, or a pole has none.
    """
    corpus = as_corpus(corpus)
    space = _space(corpus, vectors, seed)
    axis = _pole(space, second) - _pole(space, first)
    axis = axis / np.linalg.norm(axis)
    cosines = dict(zip(space.index_to_key, (space.vectors @ axis) / np.linalg.norm(space.vectors, axis=1), strict=True))
    counts = [_content(document, cosines) for document in corpus]
    words = np.array([sum(count.values()) for count in counts], dtype=float)
    sums = np.array([sum(cosines[word] * n for word, n in count.items()) for count in counts])
    baseline = sums.sum() / words.sum()
    squares = np.array([sum((cosines[word] - baseline) ** 2 * n for word, n in count.items()) for count in counts])
    groups = corpus.column(by).reset_index(drop=True) if by else None
    table = mean(
        np.column_stack([sums, squares]),
        ["bias", "intensity"],
        groups,
        units=words,
        measure="mean over words",
        seed=seed,
        minimum=minimum,
    )
    return table.rename(columns={"name": "axis"})


def _space(corpus: Corpus, vectors, seed: int) -> KeyedVectors:
    if vectors is None:
        return train(corpus, seed=seed)
    if not isinstance(vectors, (str, Path)):
        return vectors
    from gensim.models import KeyedVectors

    path = Path(vectors)
    if not path.is_file():
        raise MissingInputError("there are no vectors", source=path, remedy="check the path")
    try:
        return KeyedVectors.load_word2vec_format(path)
    except (ValueError, UnicodeDecodeError) as error:
        raise VectorError(
            f"not word2vec's text format: {error}", source=path.name, remedy="the first line says: words dimensions"
        ) from None


def _pole(space: KeyedVectors, pole: Pole) -> np.ndarray:
    words = [pole] if isinstance(pole, str) else list(pole)
    missing = [word for word in words if word not in space]
    if missing:
        raise VectorError(
            f"there is no vector for {', '.join(map(repr, missing))}",
            remedy="choose words that occur ten times or more in the corpus, or in the vectors you bring",
        )
    return np.mean([space[word] / np.linalg.norm(space[word]) for word in words], axis=0)


def _content(document, cosines: dict[str, float]) -> Counter:
    rules = load(document.language, "frame axes")
    plain = rules.function_words | rules.pronouns | rules.modals
    return Counter(
        word for sentence in words_of(document) for word in sentence if word in cosines and word not in plain
    )

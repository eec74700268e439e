"""Wordscores: positions of texts from the positions of reference texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.contrast.counts import counts_of
from discourse.display import Displayed
from discourse.errors import CountsError

Z95 = 1.959963984540054
SCALES = ("raw", "lbg", "mv")


@dataclass(frozen=True, repr=False)
class Wordscores(Displayed):
    """Positions of documents and scores of words.

    Attributes
    ----------
    documents : DataFrame
        One row per document: ``document``, ``score`` (the reference score, NaN for a virgin text), ``n_words``
        (scored words in it) and ``share_scored`` (of all its words), then for each of ``raw``, ``lbg`` and ``mv``
        the position, its standard error (``_se``) and 95% interval (``_low``, ``_high``).
    features : DataFrame
        ``feature, score``: the words of the reference texts.
    """

    documents: pd.DataFrame
    features: pd.DataFrame

    def _heading(self) -> str:
        known = int(self.documents["score"].notna().sum())
        return (
            f"Wordscores of {len(self.documents):,} texts, {known:,} of them with a reference score: "
            f"{len(self.features):,} scored words"
        )

    def _rows(self) -> pd.DataFrame:
        """The positions on each scale, each with its interval in one cell."""
        table = self.documents
        shown = {
            name: [
                "–" if pd.isna(value) else f"{value:.2f} [{low:.2f}, {high:.2f}]"
                for value, low, high in table[[name, f"{name}_low", f"{name}_high"]].itertuples(index=False)
            ]
            for name in SCALES
        }
        return table[["document", "score", "n_words", "share_scored"]].assign(**shown)

    def _remarks(self) -> list[str]:
        return ["raw, lbg and mv are three scalings of one position, with its 95% interval; features has the words."]


def wordscores(counts, scores, *, rescale: str = "all") -> Wordscores:
    """Laver, Benoit & Garry's Wordscores.

    Parameters
    ----------
    counts : array, scipy sparse array or DataFrame, documents × features
    scores : array, documents, or Series or mapping
        The known positions of the reference texts; NaN or None for virgin texts. A mapping, or a Series with the
        documents' names as its index, names the reference texts only.
    rescale : {"all", "virgin"}
        Over which texts the LBG rescaling takes mean and spread: all in the table, or the virgin texts only, as in
        the paper.

    Returns
    -------
    Wordscores
        ``raw``: the mean score of a text's scored words, with Laver, Benoit & Garry's standard error. ``lbg``:
        rescaled to the spread of the reference scores; NaN where there is only one text to take a spread of. ``mv``:
        rescaled so that the reference texts with the lowest and the highest score get these (Martin & Vanberg 2008).
        Both rescalings are linear, so the standard error is that of the raw position times the stretch.

    Raises
    ------
    CountsError
        There are not two reference texts with distinct scores, or a text without any scored word.

    References
    ----------
    Laver, M., Benoit, K. & Garry, J. (2003). Extracting policy positions from political texts using words as data.
    American Political Science Review 97(2), 311–331. Martin, L. W. & Vanberg, G. (2008). A robust transformation
    procedure for interpreting political text. Political Analysis 16(1), 93–100.

    Examples
    --------
    >>> found = wordscores([[8, 2, 0], [0, 2, 8], [4, 4, 2]], [-1, 1, float("nan")])
    >>> found.documents[["raw", "mv"]].round(2).values.tolist()
    [[-0.8, -1.0], [0.8, 1.0], [-0.2, -0.25]]
    """
    table = counts_of(counts)
    scores = _scores(scores, table)
    if rescale not in ("all", "virgin"):
        raise CountsError(f"rescale={rescale!r} is not known", remedy="use 'all' or 'virgin'")
    reference = ~np.isnan(scores)
    matrix, sizes = table.matrix, table.sizes
    shares = matrix[reference].multiply(1 / sizes[reference, None]).toarray()  # F_wr
    seen = shares.sum(axis=0)
    scored = seen > 0
    word = (shares[:, scored] * scores[reference, None]).sum(axis=0) / seen[scored]  # S_w = sum of P_wr A_r
    inside = matrix[:, scored]
    n = np.asarray(inside.sum(axis=1)).ravel()
    if (n == 0).any():
        raise CountsError(f"the text {table.documents[n == 0][0]!r} has no word of the reference texts")
    raw = inside @ word / n
    variance = (inside @ word**2) / n - raw**2
    se = np.sqrt(np.maximum(variance, 0) / n)
    documents = pd.DataFrame({"document": table.documents, "score": scores, "n_words": n, "share_scored": n / sizes})
    spread_of = np.ones(len(raw), dtype=bool) if rescale == "all" else ~reference
    lines = {"raw": (0.0, 1.0), "lbg": _lbg(raw[spread_of], scores[reference]), "mv": _mv(raw, scores)}
    for name in SCALES:
        level, stretch = lines[name]
        position = level + stretch * raw
        documents[name], documents[f"{name}_se"] = position, abs(stretch) * se
        for end, side in (("low", -1), ("high", 1)):
            documents[f"{name}_{end}"] = position + side * Z95 * abs(stretch) * se
    return Wordscores(documents, pd.DataFrame({"feature": table.features[scored], "score": word}))


def _scores(scores, table) -> np.ndarray:
    if isinstance(scores, (Mapping, pd.Series)):
        scores = _by_name(scores, table)
    try:
        scores = np.array([np.nan if pd.isna(score) else float(score) for score in scores])
    except (TypeError, ValueError):
        raise CountsError(
            "the reference scores are not numbers", remedy="give a number, or NaN for a virgin text"
        ) from None
    if len(scores) != len(table.documents):
        raise CountsError(f"there are {len(scores):,} scores for {len(table.documents):,} texts")
    if np.isinf(scores).any():
        raise CountsError("a reference score is infinite")
    if len(np.unique(scores[~np.isnan(scores)])) < 2:
        raise CountsError(
            "Wordscores needs two reference texts with distinct scores", remedy="score one text at each end"
        )
    if (empty := table.sizes == 0).any():
        raise CountsError(f"the text {table.documents[empty][0]!r} has no words", remedy="leave it out")
    return scores


def _by_name(scores, table) -> pd.Series:
    """The scores in the order of the texts; a Series that is as long as the table and only numbered is in order."""
    scores = pd.Series(scores)
    if len(scores) == len(table.documents) and isinstance(scores.index, pd.RangeIndex):
        return scores
    unknown = [name for name in scores.index if name not in table.documents]
    if unknown:
        raise CountsError(
            f"a score is given for {unknown[0]!r}, but no text is called so",
            remedy=f"the texts are {', '.join(map(repr, table.documents[:5]))}" + " …" * (len(table.documents) > 5),
        )
    return scores.reindex(table.documents)


def _lbg(raw: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    """The line that gives the texts the spread of the reference scores around their own mean."""
    spread = raw.std(ddof=1) if len(raw) > 1 else 0.0
    if spread == 0:
        return np.nan, np.nan
    stretch = scores.std(ddof=1) / spread
    return raw.mean() * (1 - stretch), stretch


def _mv(raw: np.ndarray, scores: np.ndarray) -> tuple[float, float]:
    """The line through the reference texts at both ends."""
    low, high = np.nanargmin(scores), np.nanargmax(scores)
    if raw[low] == raw[high]:
        return np.nan, np.nan
    stretch = (scores[high] - scores[low]) / (raw[high] - raw[low])
    return scores[low] - stretch * raw[low], stretch

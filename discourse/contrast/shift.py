"""Word shift: which words make the difference between two groups of texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.contrast.counts import Counts, aligned
from discourse.contrast.resampling import group_intervals
from discourse.errors import CountsError

KINDS = ("proportion", "entropy", "score")


def word_shift(
    target,
    reference,
    *,
    scores: Mapping[str, float] | Sequence[float] | None = None,
    kind: str | None = None,
    features: Sequence[str] | None = None,
    resamples: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """How much each word adds to the difference between two groups of texts, largest first.

    Parameters
    ----------
    target, reference, features
        As for `keyness`.
    scores : mapping or sequence, optional
        Of a lexicon: the score of each feature; those without one are left out of both groups.
    kind : {"proportion", "entropy", "score"}, optional
        What is compared: the share of each word; its part in the Shannon entropy; or, with `scores`, the mean score.
        With scores ``score`` if not given, else ``proportion``.
    resamples, seed : int
        Of the bootstrap over documents, if the counts have documents; 0 for none.

    Returns
    -------
    DataFrame
        ``feature, n_target, n_reference, target, reference`` (its share in either group), ``score``,
        ``contribution`` with its 95% interval ``low, high``, and ``share`` of the summed sizes of all contributions.
        The contributions add up to the difference of the measure, target minus reference: of all shares 0, of the
        entropy in bits, of the mean score. A word's part in the last is (target - reference) * (score - the
        reference's mean).

    Raises
    ------
    CountsError
        Counts or scores cannot be used, or no feature has a score.

    References
    ----------
    Gallagher, R. J. et al. (2021). Generalized word shift graphs. EPJ Data Science 10, 4.

    Examples
    --------
    >>> scores = {"hope": 1.0, "fear": -1.0}
    >>> table = word_shift({"hope": 6, "fear": 4, "the": 90}, {"hope": 3, "fear": 7, "the": 50}, scores=scores)
    >>> table[["feature", "contribution"]].round(2).values.tolist()
    [['hope', 0.42], ['fear', 0.18]]
    >>> round(float(table["contribution"].sum()), 2)
    0.6
    """
    kind = kind or ("proportion" if scores is None else "score")
    if kind not in KINDS or (kind == "score") != (scores is not None):
        raise CountsError(f"kind={kind!r} does not fit", remedy="use 'proportion' or 'entropy', or 'score' with scores")
    one, other = aligned(target, reference, features)
    weights = np.zeros(len(one.features))
    if scores is not None:
        weights = _scores(scores, one)
        scored = ~np.isnan(weights)
        one, other, weights = _only(one, scored), _only(other, scored), weights[scored]
        for side, counts in (("target", one), ("reference", other)):
            if not counts.matrix.sum():
                raise CountsError(f"no word of the {side} has a score", remedy="give scores for words of both groups")
    a, b = one.totals, other.totals

    def contribution(a, b, n_a, n_b):
        p, q = a / n_a, b / n_b
        if kind == "entropy":
            return _information(p) - _information(q)
        if kind == "proportion":
            return p - q
        column = weights.reshape(-1, *[1] * (np.ndim(a) - 1))
        return (p - q) * (column - (q * column).sum(axis=0))

    value = contribution(a, b, a.sum(), b.sum())
    low = high = np.full(len(value), np.nan)
    if resamples and min(len(one.documents), len(other.documents)) > 1:
        sides = [sparse.hstack([c.matrix, c.sizes[:, None]], format="csr") for c in (one, other)]
        low, high = group_intervals(*sides, contribution, resamples=resamples, seed=seed, whole=kind == "score")
    table = pd.DataFrame(
        {
            "feature": one.features,
            "n_target": a,
            "n_reference": b,
            "target": a / a.sum(),
            "reference": b / b.sum(),
            "score": weights if kind == "score" else np.nan,
            "contribution": value,
            "low": low,
            "high": high,
            "share": np.abs(value) / max(np.abs(value).sum(), 1e-300),
        }
    )
    return table.sort_values("contribution", key=lambda c: -c.abs(), kind="stable", ignore_index=True)


def _information(p: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(p > 0, -p * np.log2(p), 0.0)


def _scores(scores, counts: Counts) -> np.ndarray:
    try:
        series = scores if isinstance(scores, (Mapping, pd.Series)) else dict(zip(counts.features, scores, strict=True))
        found = pd.Series(series, dtype=float).reindex(counts.features).to_numpy()
    except (TypeError, ValueError):
        raise CountsError(
            f"the scores are not a number for each of {len(counts.features):,} features", remedy="give a mapping"
        ) from None
    if np.isinf(found).any() or np.isnan(found).all():
        raise CountsError("no feature has a score" if np.isnan(found).all() else "a score is infinite")
    return found


def _only(counts: Counts, chosen: np.ndarray) -> Counts:
    return Counts(counts.matrix[:, chosen], counts.documents, counts.features[chosen])

"""Keyness: which words set one group of texts apart from another."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
from scipy import sparse, special

from discourse.contrast.counts import Counts, aligned, counts_of
from discourse.contrast.dispersion import deviation
from discourse.contrast.resampling import group_intervals
from discourse.inference import MINIMUM, benjamini_hochberg

COLUMNS = [
    *("feature", "n_target", "n_reference", "documents_target", "documents_reference"),
    *("per_thousand_target", "per_thousand_reference", "g2", "chi2", "p_value", "q_value", "log_ratio", "low", "high"),
    *("percent_diff", "log_odds", "z", "dp", "dp_target"),
]


def keyness(
    target,
    reference,
    *,
    features: Sequence[str] | None = None,
    prior=None,
    prior_size: float | None = None,
    resamples: int = 1000,
    seed: int = 0,
    minimum: int = MINIMUM,
    epsilon: float = 1e-9,
) -> pd.DataFrame:
    """How much more often each feature occurs in one group of texts than in another.

    Parameters
    ----------
    target, reference : array, scipy sparse array, DataFrame, Series or mapping
        Counts per feature (one dimension), or per document and feature (documents × features): then there are
        also intervals and dispersion. A DataFrame, Series or mapping brings the names of its features, and what
        one side lacks counts as 0 there.
    features : sequence of str, optional
        What the columns are called, if the tables do not say.
    prior : array, Series or mapping, optional
        Background counts per feature for the log-odds; target and reference together if not given.
    prior_size : float, optional
        How many words the prior weighs as (Monroe et al.'s alpha-0). If not given, a background of yours weighs as many
        as it has, and target and reference together a tenth of the smaller of the two: more would draw a small
        group towards a large one and hide what is rare in it.
    resamples, seed : int
        Of the bootstrap over documents; 0 resamples for none.
    minimum : int
        A feature in fewer documents than this gets no interval: there is not enough evidence for one.
    epsilon : float
        Added to each ratio of observed to expected before its logarithm is taken. As in quanteda, so that values can
        be compared to the last digit; it raises every G2 by 2e-9 times the number of words. 0 is the definition.

    Returns
    -------
    DataFrame
        One row per feature, in the order given.

        - ``n_target, n_reference``: how often; ``documents_*``: in how many documents (NA with totals only);
          ``per_thousand_*``: how often per 1,000 words.
        - ``g2``: log-likelihood ratio of the 2 × 2 table (Dunning 1993), ``chi2``: Pearson's, without correction;
          both negative where the feature is rarer in the target. ``p_value`` is that of ``g2`` with one degree of
          freedom, ``q_value`` its false discovery rate over all features. Both take words for independent, which
          they are not: rely on the interval.
        - ``log_ratio``: binary logarithm of the ratio of the two rates, 0 counted as 0.5 (Hardie 2014); 1 is twice
          as often. ``low, high``: its 95% interval, bootstrapped over documents within each group, so that one odd
          document makes no keyword.
        - ``percent_diff``: %DIFF, the difference of the rates in per cent of the reference's (Gabrielatos & Marchi
          2011); infinite where the reference has none.
        - ``log_odds, z``: log-odds ratio with an informative Dirichlet prior, and in standard deviations.
        - ``dp, dp_target``: Gries' DP over all documents and over the target's (`dispersion`); 0 is even.

    Raises
    ------
    CountsError
        The counts are no counts, one side has none, or they do not belong together.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence. Computational Linguistics
    19(1). Monroe, B. L., Colaresi, M. P. & Quinn, K. M. (2008). Fightin' words. Political Analysis 16(4), 372–403.
    Lijffijt, J. et al. (2016). Significance testing of word frequencies in corpora. Digital Scholarship in the
    Humanities 31(2).

    Examples
    --------
    >>> table = keyness({"talks": 30, "war": 10, "the": 960}, {"talks": 10, "war": 30, "the": 960})
    >>> table[["feature", "g2", "log_ratio"]].round(2).values.tolist()
    [['talks', 10.67, 1.58], ['war', -10.67, -1.58], ['the', 0.0, 0.0]]
    """
    one, other = aligned(target, reference, features)
    a, b = one.totals, other.totals
    n_a, n_b = a.sum(), b.sum()
    g2, chi2 = _tests(a, b, n_a, n_b, epsilon)
    p_value = special.erfc(np.sqrt(np.abs(g2) / 2))  # chi-square with one degree of freedom
    if prior is None and prior_size is None:
        prior_size = min(n_a, n_b) / 10
    log_odds, z = _log_odds(a, b, _prior(prior, one, a + b), prior_size)
    blank = np.full(len(a), np.nan)
    by_document = len(one.documents) > 1 or len(other.documents) > 1
    with np.errstate(divide="ignore", invalid="ignore"):
        percent = np.where(a + b > 0, ((a / n_a) / (b / n_b) - 1) * 100, np.nan)
    table = pd.DataFrame(
        {
            "feature": one.features,
            "n_target": _whole(a),
            "n_reference": _whole(b),
            "documents_target": _spread(one, by_document),
            "documents_reference": _spread(other, by_document),
            "per_thousand_target": a / n_a * 1000,
            "per_thousand_reference": b / n_b * 1000,
            "g2": g2,
            "chi2": chi2,
            "p_value": p_value,
            "q_value": benjamini_hochberg(p_value),
            "log_ratio": np.log2(_ratio(a, b, n_a, n_b)),
            "low": blank,
            "high": blank,
            "percent_diff": percent,
            "log_odds": log_odds,
            "z": z,
            "dp": _dp(one, other) if by_document else blank,
            "dp_target": deviation(one) if by_document else blank,
        },
        columns=COLUMNS,
    )
    if by_document and resamples:
        enough = (table["documents_target"] + table["documents_reference"] >= minimum).to_numpy(bool)
        if enough.any() and min(len(one.documents), len(other.documents)) > 1:
            sides = [sparse.hstack([c.matrix[:, enough], c.sizes[:, None]], format="csr") for c in (one, other)]
            low, high = group_intervals(*sides, _ratio, resamples=resamples, seed=seed)
            table.loc[enough, "low"], table.loc[enough, "high"] = np.log2(low), np.log2(high)
    return table


def _tests(a: np.ndarray, b: np.ndarray, n_a: float, n_b: float, epsilon: float) -> tuple[np.ndarray, np.ndarray]:
    """G2 and Pearson's chi-square of ``[[a, b], [n_a - a, n_b - b]]``, with the sign of the difference."""
    n = n_a + n_b
    g2, chi2 = np.zeros(len(a)), np.zeros(len(a))
    for seen, rows, columns in ((a, a + b, n_a), (b, a + b, n_b), (n_a - a, n - a - b, n_a), (n_b - b, n - a - b, n_b)):
        expected = rows * columns / n
        with np.errstate(divide="ignore", invalid="ignore"):
            ratio = np.where(expected > 0, seen / expected, 1.0)
            g2 += 2 * np.where(seen > 0, seen * np.log(ratio + epsilon), 0.0)
            chi2 += np.where(expected > 0, (seen - expected) ** 2 / expected, 0.0)
    sign = np.where(a * n >= (a + b) * n_a, 1.0, -1.0)
    return sign * np.maximum(g2, 0.0), sign * chi2


def _ratio(a: np.ndarray, b: np.ndarray, n_a, n_b) -> np.ndarray:
    """The ratio of two rates; what never occurs on one side counts as half there."""
    return np.where(a > 0, a, np.float32(0.5)) / np.where(b > 0, b, np.float32(0.5)) * (n_b / n_a).astype(a.dtype)


def _log_odds(a: np.ndarray, b: np.ndarray, prior: np.ndarray, size: float | None) -> tuple[np.ndarray, np.ndarray]:
    """Monroe, Colaresi & Quinn's equations 15, 19 and 22."""
    alpha = prior if size is None else prior * (size / prior.sum())
    total = alpha.sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = [np.log((y + alpha) / (y.sum() + total - y - alpha)) for y in (a, b)]
        delta = odds[0] - odds[1]
        z = delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    return delta, z


def _prior(prior, counts: Counts, together: np.ndarray) -> np.ndarray:
    if prior is None:
        return together
    background = counts_of(prior, what="prior")
    if isinstance(background.features, pd.RangeIndex):
        background = counts_of(prior, counts.features, what="prior")
    return pd.Series(background.totals, background.features).reindex(counts.features, fill_value=0.0).to_numpy()


def _dp(one: Counts, other: Counts) -> np.ndarray:
    return deviation(Counts(sparse.vstack([one.matrix, other.matrix], format="csr"), one.documents, one.features))


def _spread(counts: Counts, known: bool) -> pd.array:
    found = np.bincount(counts.matrix.indices, minlength=len(counts.features))
    return pd.array(found if known else [pd.NA] * len(found), dtype="Int64")


def _whole(values: np.ndarray) -> np.ndarray:
    """Counts as integers, unless somebody weighted them."""
    return values.astype(np.int64) if (values == np.floor(values)).all() else values

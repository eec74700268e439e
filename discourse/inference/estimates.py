"""From counts per document to estimates: value, interval, and how much they rest on."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator, Sequence

import numpy as np
import pandas as pd

from discourse.collation import alphabetical
from discourse.inference.bootstrap import ratio_intervals
from discourse.inference.intervals import poisson_upper, wilson

COLUMNS = ["name", "measure", "group", "period", "value", "low", "high", "n_documents", "n_units", "method"]
MINIMUM = 5
ALL = "all"


def share(
    found: np.ndarray,
    names: Sequence[str],
    groups: pd.Series | None = None,
    periods: pd.Series | None = None,
    *,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """The share of documents in which something occurs.

    Each document counts once, so the documents are independent units and the interval is Wilson's: a bootstrap of
    0 in 20 would be [0, 0], and of 2 in 20 it covers the truth in about nine cases of ten instead of nineteen of
    twenty.

    Parameters
    ----------
    found : array of 0 and 1, documents × names
    names : sequence of str
        What the columns of `found` are.
    groups, periods : Series, optional
        The group and the period of each document; a document without one is left out. Periods as `periods_of`
        makes them.
    minimum : int
        With fewer documents than this there is no number: value, low and high are NaN and `method` says so.

    Returns
    -------
    DataFrame
        ``name, measure, group, period, value, low, high, n_documents, n_units, method``; value, low and high in
        [0, 1]; `n_units` documents had it.

    Examples
    --------
    >>> share(np.array([[1], [0], [1], [1], [1]]), ["hope"])[["value", "n_documents", "n_units"]].values.tolist()
    [[0.8, 5, 4]]
    """

    def estimate(rows: np.ndarray, _: str):
        hits = found[rows].sum(axis=0)
        n = int(rows.sum())
        return hits, hits / n, *wilson(hits, n), ["share of documents, 95% Wilson interval"] * len(names)

    return _table("share of documents", names, groups, periods, len(found), minimum, estimate)


def rate(
    counts: np.ndarray,
    names: Sequence[str],
    groups: pd.Series | None = None,
    periods: pd.Series | None = None,
    *,
    exposure: np.ndarray,
    per: float = 1000,
    measure: str = "rate per 1,000 words",
    resamples: int = 1000,
    seed: int = 0,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """How often something occurs per so many words, with intervals from a bootstrap over documents.

    Parameters
    ----------
    counts : array, documents × names
    names, groups, periods, minimum
        As for `share`.
    exposure : array, documents
        The words (or sentences, …) of each document.
    per : float
        The value is for so many units of exposure.
    measure : str
        What the value is, in words.
    resamples, seed : int
        Of the bootstrap. A cell's interval depends on the seed and the cell's own name only, not on which other
        groups are in the table.

    Returns
    -------
    DataFrame
        As `share`; `n_units` is how many were counted. Where nothing was found the upper end is the exact
        Poisson one, since a bootstrap of zeros is [0, 0].
    """
    ceiling = 1.0 if measure.startswith("share") else np.inf

    def estimate(rows: np.ndarray, cell: str):
        hits, units = counts[rows].sum(axis=0), exposure[rows].sum()
        if units <= 0:
            return _nothing(names)
        low, high = ratio_intervals(counts[rows], exposure[rows], resamples=resamples, seed=_seed(seed, cell))
        none = ~counts[rows].any(axis=0)
        high = np.where(none, min(poisson_upper(units), ceiling), high)
        methods = np.where(
            none, f"{measure}, none found, 95% exact Poisson interval", _bootstrapped(measure, resamples)
        )
        return hits, hits / units * per, low * per, high * per, list(methods)

    return _table(measure, names, groups, periods, len(counts), minimum, estimate)


def balance(
    plus: np.ndarray,
    minus: np.ndarray,
    names: Sequence[str],
    groups: pd.Series | None = None,
    periods: pd.Series | None = None,
    *,
    measure: str = "balance from -1 to 1",
    resamples: int = 1000,
    seed: int = 0,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """(plus - minus) / (plus + minus), with intervals from a bootstrap over documents.

    Parameters
    ----------
    plus, minus : array, documents × names
        Counts of the two sides; documents with neither add nothing.
    names, groups, periods, measure, resamples, seed, minimum
        As for `rate`.

    Returns
    -------
    DataFrame
        As `share`; values in [-1, 1], `n_units` is plus and minus together. With nothing on either side there is
        no number.

    Examples
    --------
    >>> table = balance(np.full((6, 1), 3.0), np.full((6, 1), 1.0), ["hope"])
    >>> table[["value", "low", "high"]].values.tolist()
    [[0.5, 0.5, 0.5]]
    """

    parts = [
        mean(
            (plus - minus)[:, [number]],
            [name],
            groups,
            periods,
            units=(plus + minus)[:, number],
            measure=measure,
            resamples=resamples,
            seed=seed,
            minimum=minimum,
        )
        for number, name in enumerate(names)
    ]
    return pd.concat(parts, ignore_index=True)


def mean(
    sums: np.ndarray,
    names: Sequence[str],
    groups: pd.Series | None = None,
    periods: pd.Series | None = None,
    *,
    units: np.ndarray,
    measure: str = "mean",
    resamples: int = 1000,
    seed: int = 0,
    minimum: int = MINIMUM,
) -> pd.DataFrame:
    """The mean of something measured on smaller units (words, sentences), with a bootstrap over documents.

    Parameters
    ----------
    sums : array, documents × names
        The sum over the units of each document.
    units : array, documents
        How many units each document has.
    names, groups, periods, measure, resamples, seed, minimum
        As for `rate`.

    Returns
    -------
    DataFrame
        As `share`; `n_units` is the number of units.
    """

    def estimate(rows: np.ndarray, cell: str):
        whole = units[rows].sum()
        if whole <= 0:
            return _nothing(names)
        low, high = ratio_intervals(sums[rows], units[rows], resamples=resamples, seed=_seed(seed, cell))
        methods = [_bootstrapped(measure, resamples)] * len(names)
        return [int(whole)] * len(names), sums[rows].sum(axis=0) / whole, low, high, methods

    return _table(measure, names, groups, periods, len(sums), minimum, estimate)


def _seed(seed: int, cell: str) -> list[int]:
    return [seed, zlib.crc32(cell.encode())]


def _bootstrapped(measure: str, resamples: int) -> str:
    return f"{measure}, 95% percentile bootstrap over documents, {resamples:,} resamples"


def _nothing(names: Sequence[str]) -> tuple:
    blank = [np.nan] * len(names)
    return [0] * len(names), blank, blank, blank, ["not enough evidence: nothing to count in"] * len(names)


def _table(
    measure: str, names: Sequence[str], groups, periods, documents: int, minimum: int, estimate: Callable
) -> pd.DataFrame:
    rows = []
    for group, period, chosen in _cells(groups, periods, documents):
        n = int(chosen.sum())
        if n < minimum:
            missing = f"not enough evidence: {n} of {minimum} documents needed" if n else "no documents"
            _, value, low, high, _ = _nothing(names)
            hits, methods = [pd.NA if n else 0] * len(names), [missing] * len(names)
        else:
            hits, value, low, high, methods = estimate(chosen, f"{group}\0{period}")
        rows.extend(
            zip(
                names,
                *([fixed] * len(names) for fixed in (measure, group, period)),
                *(value, low, high),
                *([n] * len(names), hits, methods),
                strict=True,
            )
        )
    table = pd.DataFrame(rows, columns=COLUMNS)
    return table.astype({"n_documents": "int64", "n_units": "Int64", **dict.fromkeys(["value", "low", "high"], float)})


def _cells(groups, periods, documents: int) -> Iterator[tuple[str, str, np.ndarray]]:
    everything = np.ones(documents, dtype=bool)
    by_group = {ALL: everything}
    if groups is not None:
        # Of a categorical also the groups that nothing falls in, as "no documents".
        known = groups.cat.categories if isinstance(groups.dtype, pd.CategoricalDtype) else groups.dropna().unique()
        by_group = {group: (groups == group).fillna(False).to_numpy(bool) for group in sorted(known, key=alphabetical)}
    by_period = {ALL: everything}
    if periods is not None:
        by_period = {period: (periods == period).to_numpy(bool) for period in periods.cat.categories}
    for group, in_group in by_group.items():
        for period, in_period in by_period.items():
            yield group, period, in_group & in_period

"""Change points: when a rate changed, whether it changed at all, and how well that is known."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd

from discourse.inference.bootstrap import percentiles

COLUMNS = [
    "change",
    "period",
    "low",
    "high",
    "before",
    "after",
    "p_value",
    "n_documents",
    "n_periods",
    "verdict",
    "method",
]
NOISE = "not distinguishable from noise"
_SHORTEST = 2  # periods in a segment
_CELLS = 4_000_000  # stretches × permutations held at once


def change_points(
    sums: np.ndarray,
    exposure: np.ndarray,
    periods: pd.Series,
    *,
    per: float = 1,
    most: int = 3,
    level: float = 0.05,
    permutations: int = 1000,
    seed: int = 0,
) -> pd.DataFrame:
    """The periods at which a rate changed its level, tested against chance.

    Breaks are placed by the segmentation of the rates per period with least squared error, weighted by exposure
    (ruptures: Truong, Oudre & Vayatis 2020). Whether there are more is tested in turn, as Bai & Perron (1998) do,
    against one more break or a stretch that differs from what is around it (circular binary segmentation: Olshen,
    Venkatraman, Lucito & Wigler 2004), since a level that rises and falls again hides from single breaks.

    The null deals the documents of a segment out
    anew over its periods (as many in each as there were), so that a text that is full of something is not taken for a
    turn of the times; it does not allow for a level that drifts, nor for documents that copy one another. The interval
    for the place draws the documents of each period anew and looks for the break again.

    Parameters
    ----------
    sums, exposure : arrays, documents
        The rate of a stretch of time is the sum of one over the sum of the other.
    periods : Series of ordered Categorical, documents
        As `periods_of` makes them; a document without one is left out, a period without documents is a gap.
    per : float
        The levels are given for so many units of exposure.
    most : int
        How many breaks to look for.
    level : float
        A break is reported as one when its p-value is below this.
    permutations, seed : int
        Of the null, and of the bootstrap for the place.

    Returns
    -------
    DataFrame
        One row per break in order of time, and a last one for the break that was looked for in vain: ``change``
        (1, 2 …), ``period`` (the first of the new level), ``low, high`` (95% interval for it), ``before, after`` (the
        levels), ``p_value`` (of the test that brought it), ``n_documents``, ``n_periods``,
        ``verdict`` ("change" or "not distinguishable from noise") and ``method``.
        Empty with fewer than four periods that have documents.

    Examples
    --------
    >>> periods = pd.Series(pd.Categorical(np.repeat([f"{m:02}" for m in range(12)], 20), ordered=True))
    >>> hits = np.random.default_rng(0).poisson(np.where(periods.cat.codes < 8, 1.0, 3.0))
    >>> table = change_points(hits, np.ones(240), periods)
    >>> table[["period", "verdict"]].values.tolist()[0]
    ['08', 'change']
    """
    known = periods.notna().to_numpy()
    series = _Series.of(np.asarray(sums, float)[known], np.asarray(exposure, float)[known], periods[known])
    if len(series.names) < 2 * _SHORTEST:
        return pd.DataFrame(columns=COLUMNS)
    generator = np.random.default_rng(seed)
    search, p_values = _search(series), []
    changes, most = 0, min(most, len(series.names) // _SHORTEST - 1)
    while changes < most:
        edges = _edges(search, series, changes)
        kinds = [max(kind(*segment) for segment in pairwise(edges)) for kind in (series.best_break, series.best_arc)]
        null = series.shuffled_gains(edges, generator, permutations)
        gains, null = series.in_units(np.array([gain for gain, _ in kinds]), null)
        p_value = (1 + (null.max(axis=1) >= gains.max() * (1 - 1e-12)).sum()) / (1 + permutations)
        added = kinds[gains.argmax()][1]
        added = min(added, most - changes)
        p_values += [p_value] * (added if p_value < level else 1)
        if p_value >= level:
            break
        changes += added
    edges = _edges(search, series, changes)
    rows = [series.row(edges[i : i + 3], generator, permutations) for i in range(changes)]
    if changes < len(p_values):  # the one that was looked for in vain
        segment = max(pairwise(edges), key=lambda segment: series.best_split(*segment)[1])
        place = series.best_split(*segment)[0]
        rows.append(series.row([segment[0], place, segment[1]], generator, permutations))
    table = pd.DataFrame(rows, columns=["period", "low", "high", "before", "after"])
    table[["before", "after"]] *= per
    table.insert(0, "change", range(1, len(table) + 1))
    return table.assign(
        p_value=p_values,
        n_documents=len(series.sums),
        n_periods=len(series.names),
        verdict=["change"] * changes + [NOISE] * (len(table) - changes),
        method=f"least squares, {permutations:,} permutations within segments; place: 95% bootstrap within periods",
    )[COLUMNS]


def _search(series: _Series):
    import ruptures

    return ruptures.Dynp(custom_cost=_weighted_cost(), min_size=_SHORTEST, jump=1).fit(
        np.column_stack([series.rates, series.weights])
    )


def _edges(search, series: _Series, count: int) -> list[int]:
    return [0, *(search.predict(n_bkps=count) if count else [len(series.names)])]


def _weighted_cost():
    """Squared errors about the weighted mean of a segment, as ruptures wants a cost."""
    from ruptures.base import BaseCost

    class Weighted(BaseCost):
        model = "weighted l2"
        min_size = _SHORTEST

        def fit(self, signal):
            self.signal = signal
            rates, weights = signal.T
            self.sums = np.concatenate(
                [np.zeros((1, 3)), np.cumsum([weights, weights * rates, weights * rates**2], 1).T]
            )
            return self

        def error(self, start, end):
            weight, first, second = self.sums[end] - self.sums[start]
            return second - first**2 / weight

    return Weighted()


class _Series:
    """Documents in the periods that have any."""

    def __init__(self, sums: np.ndarray, exposure: np.ndarray, place: np.ndarray, names: list[str]):
        self.sums, self.exposure, self.place, self.names = sums, exposure, place, names
        totals = np.bincount(place, sums, len(names))
        self.weights = np.bincount(place, exposure, len(names))
        self.rates = totals / self.weights

    @classmethod
    def of(cls, sums: np.ndarray, exposure: np.ndarray, periods: pd.Series) -> _Series:
        weights = np.bincount(periods.cat.codes, exposure, len(periods.cat.categories))
        kept = np.flatnonzero(weights > 0)
        place = pd.Index(kept).get_indexer(periods.cat.codes.to_numpy())
        there = place >= 0
        return cls(sums[there], exposure[there], place[there], [str(periods.cat.categories[k]) for k in kept])

    def level(self, start: int, end: int) -> float:
        inside = slice(start, end)
        return float((self.rates[inside] * self.weights[inside]).sum() / self.weights[inside].sum())

    def row(self, edges: list[int], generator: np.random.Generator, times: int) -> tuple:
        """The break in the middle of three edges: its period, the interval for it, the levels on either side."""
        left, place, right = edges
        low, high = self.place_interval(left, right, generator, times)
        names = [self.names[number] for number in (place, min(low, place), max(high, place))]
        return (*names, self.level(left, place), self.level(place, right))

    def best_split(self, start: int, end: int) -> tuple[int, float]:
        """The split of a segment that saves most squared error, and how much; (start, 0) where it is too short."""
        places, gains = _split(
            self.rates[None, start:end] * self.weights[None, start:end], self.weights[None, start:end]
        )
        return start + int(places[0]), float(gains[0])

    def best_break(self, start: int, end: int) -> tuple[float, int]:
        """What the best single break of a segment saves, and that it is one break."""
        return self.best_split(start, end)[1], 1

    def best_arc(self, start: int, end: int) -> tuple[float, int]:
        """What the best stretch of a segment that differs from the rest saves, and how many breaks it brings."""
        inside = slice(start, end)
        gains, breaks = _arc((self.rates * self.weights)[None, inside], self.weights[None, inside])
        return float(gains[0]), int(breaks[0])

    def shuffled_gains(self, edges: list[int], generator: np.random.Generator, times: int) -> np.ndarray:
        """The gains of the best break and of the best stretch, with the documents of segments dealt out anew."""
        best = np.zeros((times, 2))
        for start, end in pairwise(edges):
            inside = np.flatnonzero((self.place >= start) & (self.place < end))
            place = self.place[inside] - start
            sums, weights = np.empty((2, times, end - start))
            for time in range(times):
                order = generator.permutation(inside)
                sums[time] = np.bincount(place, self.sums[order], end - start)
                weights[time] = np.bincount(place, self.exposure[order], end - start)
            best = np.maximum(best, np.column_stack([_split(sums, weights)[1], _arc(sums, weights)[0]]))
        return best

    def in_units(self, gains: np.ndarray, null: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Each kind of gain in units of its own null, so that neither drowns the other; 0 where there is none."""
        nothing = 1e-9 * self.sums.sum() ** 2 / self.exposure.sum()  # rounding, in a series that is level
        gains, null = (np.where(values > nothing, values, 0.0) for values in (gains, null))
        scale = np.where(null.any(axis=0), null.mean(axis=0), 1.0)
        return gains / scale, null / scale

    def place_interval(self, start: int, end: int, generator: np.random.Generator, times: int) -> tuple[int, int]:
        """Where the break of a segment is found when the documents of each period are drawn anew."""
        groups = [np.flatnonzero(self.place == place) for place in range(start, end)]
        sums, weights = np.empty((times, end - start)), np.empty((times, end - start))
        for number, group in enumerate(groups):
            drawn = group[generator.integers(0, len(group), size=(times, len(group)))]
            sums[:, number], weights[:, number] = self.sums[drawn].sum(1), self.exposure[drawn].sum(1)
        low, high = percentiles(_split(sums, weights)[0][:, None].astype(float))
        return start + int(np.floor(low[0])), start + int(np.ceil(high[0]))


def _split(sums: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best place to split each row of a series, and the weighted squared error it saves."""
    length = sums.shape[1]
    if length < 2 * _SHORTEST:
        return np.zeros(len(sums), int), np.zeros(len(sums))
    before, held = np.cumsum(sums, 1), np.cumsum(weights, 1)
    total, whole = before[:, -1:], held[:, -1:]
    inner = slice(_SHORTEST - 1, length - _SHORTEST)
    left, mass = before[:, inner], held[:, inner]
    with np.errstate(divide="ignore", invalid="ignore"):
        gains = left**2 / mass + (total - left) ** 2 / (whole - mass) - total**2 / whole
    gains = np.nan_to_num(gains, nan=0.0, posinf=0.0)
    best = gains.argmax(1)
    return best + _SHORTEST, gains[np.arange(len(sums)), best]


def _arc(sums: np.ndarray, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The stretch of each row that differs most from the rest of it: squared error saved, and breaks it brings."""
    length = sums.shape[1]
    first, after = np.triu_indices(length + 1, _SHORTEST)
    outside = [(first == 0) | (first >= _SHORTEST), (after == length) | (after <= length - _SHORTEST)]
    kept = outside[0] & outside[1] & (after - first < length)
    first, after = first[kept], after[kept]
    if not len(first):
        return np.zeros(len(sums)), np.ones(len(sums), int)
    gains, best = np.zeros(len(sums)), np.zeros(len(sums), int)
    block = max(1, _CELLS // len(first))
    for start in range(0, len(sums), block):
        rows = slice(start, start + block)
        held, mass = (np.pad(np.cumsum(x[rows], 1), ((0, 0), (1, 0))) for x in (sums, weights))
        total, whole = held[:, -1:], mass[:, -1:]
        part, heft = held[:, after] - held[:, first], mass[:, after] - mass[:, first]
        with np.errstate(divide="ignore", invalid="ignore"):
            saved = part**2 / heft + (total - part) ** 2 / (whole - heft) - total**2 / whole
        saved = np.nan_to_num(saved, nan=0.0, posinf=0.0)
        best[rows] = saved.argmax(1)
        gains[rows] = saved.max(1)
    return gains, ((first > 0).astype(int) + (after < length))[best]

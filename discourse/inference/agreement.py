"""Agreement between coders: Krippendorff's alpha, Cohen's and Fleiss' kappa, percent agreement."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from itertools import combinations

import numpy as np
import pandas as pd

from discourse.errors import AgreementError
from discourse.inference.sums import sum_intervals

LEVELS = ("nominal", "ordinal", "interval", "masi")
COLUMNS = ["measure", "value", "low", "high", "n_units", "n_coders", "n_pairable", "prevalence", "method"]


def agreement(
    codes: pd.DataFrame, *, level: str = "nominal", order: list | None = None, resamples: int = 1000, seed: int = 0
) -> pd.DataFrame:
    """How far coders agree, beyond chance and with an interval.

    Parameters
    ----------
    codes : DataFrame
        One row per judgement: ``unit, coder, value``. A missing value, or no row, is a unit that the coder did not
        code; units that fewer than two coded say nothing and are left out. For ``masi`` a value is a set.
    level : {"nominal", "ordinal", "interval", "masi"}
        What differences between values mean. ``masi`` compares sets of labels (Passonneau 2006).
    order : list, optional
        The values of an ordinal variable from low to high; sorted values if not given.
    resamples, seed : int
        Of the bootstrap over units.

    Returns
    -------
    DataFrame
        One row per measure: ``Krippendorff's alpha`` (2004, any number of coders, missing allowed);
        ``Cohen's kappa`` (1960) with two coders, ``Fleiss' kappa`` (1971) with more, both on the units that all have
        coded; ``percent agreement`` (pairs of judgements of the same unit). Columns ``measure, value, low, high,
        n_units, n_coders, n_pairable`` (judgements in units that two or more coded), ``prevalence`` (of the second
        of two values, such as True or 1; missing with more values) and ``method``. Where everybody always gives the
        same value there is no variation to agree on: value is NaN and `method` says so.

    Raises
    ------
    AgreementError
        A coder judged a unit twice, there is only one coder, or no unit was coded by two.

    Examples
    --------
    >>> codes = pd.DataFrame({"unit": [1, 1, 2, 2, 3, 3], "coder": list("ab") * 3, "value": [1, 1, 0, 0, 1, 0]})
    >>> agreement(codes).set_index("measure")["value"].round(3).to_dict()
    {"Krippendorff's alpha": 0.444, "Cohen's kappa": 0.4, 'percent agreement': 0.667}
    """
    if level not in LEVELS:
        raise AgreementError(f"unknown level of measurement {level!r}", remedy=f"use one of {', '.join(LEVELS)}")
    missing = [name for name in ("unit", "coder", "value") if name not in getattr(codes, "columns", ())]
    if missing:
        raise AgreementError(
            f"the codes have no column {missing[0]!r}",
            remedy="give a DataFrame with one row per judgement: unit, coder, value",
        )
    if level == "masi":
        codes = codes.assign(value=[_labels(value) for value in codes["value"]])
    table, coders = _pairable(codes)
    values = _values(table["value"], order)
    counts = _counts(table, values)
    complete = counts[counts.sum(axis=1) == coders]
    distance = _distance(level, values)
    prevalence = float(counts[:, 1].sum() / counts.sum()) if len(values) == 2 else np.nan
    measures = [("Krippendorff's alpha", f"alpha, {level}", counts, lambda sums: _alpha(sums, distance))]
    if level == "nominal" and coders == 2:
        crossed = _crossed(table, values)
        measures.append(("Cohen's kappa", "kappa of two coders", crossed, _cohen))
    elif level == "nominal":
        measures.append(("Fleiss' kappa", "kappa on units all have coded", complete, _fleiss))
    if level == "nominal":
        measures.append(("percent agreement", "pairs of judgements", counts, _observed))
    rows = []
    for measure, method, units, function in measures:
        value, low, high = _with_interval(units, function, resamples, seed)
        if np.isnan(value):
            how = "no number, " + ("no variation" if len(units) else "no unit that all have coded")
        else:
            how = f"95% percentile bootstrap over units, {resamples:,} resamples"
        fixed = (len(units), coders, int(counts.sum()), prevalence)
        rows.append((measure, value, low, high, *fixed, f"{method}: {how}"))
    return pd.DataFrame(rows, columns=COLUMNS)


def _labels(value) -> frozenset | None:
    """A set of labels; None where there is no judgement, which an empty set is."""
    if isinstance(value, (set, frozenset, list, tuple)):
        return frozenset(value)
    if pd.isna(value):
        return None
    raise AgreementError(f"{value!r} is no set of labels", remedy="write {'hope'} for one label, set() for none")


def _pairable(codes: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    table = codes.loc[codes["value"].notna(), ["unit", "coder", "value"]]
    twice = table[table.duplicated(["unit", "coder"])]
    if len(twice):
        unit, coder, _ = twice.iloc[0]
        raise AgreementError(f"coder {coder} judged unit {unit} more than once", remedy="keep one judgement")
    if table["coder"].nunique() < 2:
        raise AgreementError(
            f"agreement needs two coders, and there is {table['coder'].nunique()}",
            remedy="let a second person code the same sheet",
        )
    judged = table.groupby("unit")["coder"].transform("size")
    table = table[judged > 1]
    if table.empty:
        raise AgreementError("no unit was coded by two coders", remedy="give both the same sheet")
    return table, table["coder"].nunique()


def _values(found: pd.Series, order: list | None) -> list[Hashable]:
    seen = set(found)
    if order is not None:
        unknown = seen - set(order)
        if unknown:
            raise AgreementError(f"values that are not in the order given: {sorted(map(str, unknown))}")
        return list(order)
    if any(isinstance(value, frozenset) for value in seen):
        return sorted(seen, key=lambda labels: sorted(map(str, labels)))
    try:
        return sorted(seen)
    except TypeError:
        return sorted(seen, key=str)


def _counts(table: pd.DataFrame, values: list) -> np.ndarray:
    """How many coders gave each value to each unit (units × values)."""
    number = {value: place for place, value in enumerate(values)}
    units, _ = pd.factorize(table["unit"])
    counts = np.zeros((units.max() + 1, len(values)))
    np.add.at(counts, (units, table["value"].map(number).to_numpy()), 1)
    return counts


def _crossed(table: pd.DataFrame, values: list) -> np.ndarray:
    """The units of two coders as a 0/1 array, units × (values of one, values of the other)."""
    number = {value: place for place, value in enumerate(values)}
    wide = table.assign(value=table["value"].map(number)).pivot(index="unit", columns="coder", values="value")
    first, second = wide.dropna().astype(int).to_numpy().T
    crossed = np.zeros((len(first), len(values) ** 2))
    crossed[np.arange(len(first)), first * len(values) + second] = 1
    return crossed


def _with_interval(units: np.ndarray, function: Callable, resamples: int, seed: int) -> tuple[float, float, float]:
    if not len(units):
        return np.nan, np.nan, np.nan
    shares = units if function is _cohen else _coincidences(units).reshape(len(units), -1)
    value = function(shares.sum(axis=0)[None])[0]
    if np.isnan(value):
        return np.nan, np.nan, np.nan
    low, high = sum_intervals(shares, lambda sums: function(sums)[:, None], resamples=resamples, seed=seed)
    return float(value), float(low[0]), float(high[0])


def _coincidences(units: np.ndarray) -> np.ndarray:
    """The coincidence matrix of each unit (Krippendorff 2019, ch. 12): ordered pairs, a unit of m judgements
    weighing m in all."""
    size = units.sum(axis=1)
    pairs = units[:, :, None] * units[:, None, :]
    diagonal = np.arange(units.shape[1])
    pairs[:, diagonal, diagonal] -= units
    return pairs / (size - 1)[:, None, None]


def _square(sums: np.ndarray) -> np.ndarray:
    side = round(np.sqrt(sums.shape[1]))
    return sums.reshape(len(sums), side, side)


def _alpha(sums: np.ndarray, distance: Callable) -> np.ndarray:
    """1 - observed over expected disagreement, for each row of flattened coincidence matrices."""
    matrices = _square(sums)
    totals = matrices.sum(axis=2)
    n = totals.sum(axis=1)
    weights = distance(totals)
    observed = (matrices * weights).sum(axis=(1, 2)) / n
    expected = (totals[:, :, None] * totals[:, None, :] * weights).sum(axis=(1, 2)) / (n * (n - 1))
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(expected > 0, 1 - observed / expected, np.nan)


def _observed(sums: np.ndarray) -> np.ndarray:
    matrices = _square(sums)
    return np.trace(matrices, axis1=1, axis2=2) / matrices.sum(axis=(1, 2))


def _fleiss(sums: np.ndarray) -> np.ndarray:
    matrices = _square(sums)
    share = matrices.sum(axis=2) / matrices.sum(axis=(1, 2))[:, None]
    return _beyond_chance(_observed(sums), (share**2).sum(axis=1))


def _cohen(sums: np.ndarray) -> np.ndarray:
    matrices = _square(sums)
    n = matrices.sum(axis=(1, 2))
    chance = (matrices.sum(axis=2) * matrices.sum(axis=1)).sum(axis=1) / n**2
    return _beyond_chance(np.trace(matrices, axis1=1, axis2=2) / n, chance)


def _beyond_chance(observed: np.ndarray, chance: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(chance < 1, (observed - chance) / (1 - chance), np.nan)


def _distance(level: str, values: list) -> Callable[[np.ndarray], np.ndarray]:
    """Squared differences between values; a function of the totals, which only ordinal ones depend on."""
    size = len(values)
    if level == "ordinal":
        return _ordinal
    if level == "nominal":
        fixed = 1 - np.eye(size)
    elif level == "interval":
        numbers = np.array([_number(value) for value in values])
        fixed = (numbers[:, None] - numbers[None, :]) ** 2
    else:
        from nltk.metrics.distance import masi_distance

        fixed = np.zeros((size, size))
        for (i, a), (j, b) in combinations(enumerate(values), 2):
            fixed[i, j] = fixed[j, i] = masi_distance(a, b)
    return lambda totals: fixed[None]


def _ordinal(totals: np.ndarray) -> np.ndarray:
    """(judgements from one value up to the other, half of those at the ends)², as Krippendorff (2019) has it."""
    upto = np.cumsum(totals, axis=1) - totals / 2
    return (upto[:, :, None] - upto[:, None, :]) ** 2


def _number(value) -> float:
    try:
        return float(value)
    except (TypeError, ValueError):
        raise AgreementError(f"{value!r} is no number", remedy="use level='nominal' or 'ordinal'") from None

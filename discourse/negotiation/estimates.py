"""Estimates that know the sentences they were counted from."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

import numpy as np
import pandas as pd

from discourse.errors import ColumnError, DateError, MissingInputError
from discourse.framing.evidence import sentences_of
from discourse.framing.units import NOBODY
from discourse.inference import mean, periods_of, rate, wilson

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.negotiation.statements import Statements

EVERYTHING = "all"


class Estimates(pd.DataFrame):
    """A table of estimates, one number a row, that leads back to the sentences behind each number.

    An ordinary DataFrame with one method more; what is selected from it keeps that method.
    """

    _metadata: ClassVar[list[str]] = ["_corpus", "_behind"]

    @property
    def _constructor(self):
        return Estimates

    def evidence(self, n: int | None = 5, *, order: str = "random", seed: int = 0, **which) -> pd.DataFrame:
        """The sentences that were counted, as they stand in their documents.

        Parameters
        ----------
        n : int or None
            How many at most; None for all.
        order : {"random", "strength"}
            A random sample in reading order, or those with most to show first.
        seed : int
            For the random sample.
        **which
            Columns of `counted` to values: ``name="deadline", group="Hale"``; a list for one of several.

        Returns
        -------
        pandas.DataFrame
            Columns ``document, sentence, start, end, text, hits``, as `Coding.evidence` has them.

        Raises
        ------
        ColumnError
            There is no such column.
        """
        rows = self.counted
        for column, wanted in which.items():
            if column not in rows.columns:
                raise ColumnError(
                    f"there is nothing counted by {column!r}", remedy=f"use some of {', '.join(rows.columns)}"
                )
            rows = rows[rows[column].isin(wanted if isinstance(wanted, list) else [wanted])]
        found = sentences_of(self._corpus, rows, len(rows) if n is None else n, order, seed)
        return found.assign(hits=[joined(spans) for spans in found["hits"]])

    @property
    def counted(self) -> pd.DataFrame:
        """Every single thing that was counted, with the name and the group it was counted for."""
        return self._behind


def _one_sided(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Balances of -1 and 1 with Wilson's interval, a document counted once: a bootstrap of what is all alike is nil."""
    for place in table.index[table["value"].abs() == 1]:
        ends = wilson(np.array([table.loc[place, "n_documents"]]), int(table.loc[place, "n_documents"]))
        far, sign = 2 * float(ends[0][0]) - 1, table.loc[place, "value"]
        table.loc[place, ["low", "high"]] = sorted((sign * far, sign))
        table.loc[place, "method"] = f"{measure}, all on one side, 95% Wilson interval over documents"
    return table


def joined(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in their order, those that overlap as one.

    Examples
    --------
    >>> joined([(5, 9), (0, 3), (7, 12)])
    [(0, 3), (5, 12)]
    """
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start < found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def leading_back(table: pd.DataFrame, corpus: Corpus, behind: pd.DataFrame) -> Estimates:
    """The estimates `table`, with the rows (document, sentence, start, end, …) it was counted from."""
    estimates = Estimates(table)
    estimates._corpus, estimates._behind = corpus, behind.reset_index(drop=True)
    return estimates


def grouped(rows: pd.DataFrame, corpus: Corpus, by: str | None, period: str | None, minimum: int) -> pd.DataFrame:
    """`rows` with the columns ``group`` and ``period``; those without are left out.

    Parameters
    ----------
    rows : DataFrame
        With the column ``document``, and those that `by` may name.
    by : str, optional
        A column of `rows` (speaker, actor, voice …) or of the documents. Of names that a text gives, those found in
        fewer than `minimum` documents are pooled as others, unless the corpus is a single text.
    """
    rows = rows.copy()
    if by is None:
        rows["group"] = EVERYTHING
    elif isinstance(by, str) and by in rows.columns:
        names = rows[by].astype(object).where(rows[by].notna(), NOBODY)
        rows["group"] = names if alone(corpus) or by == "voice" else _pooled(names, rows["document"], minimum)
    else:
        also = [name for name in ("speaker", "actor", "target", "voice") if name in rows.columns]
        rows["group"] = rows["document"].map(corpus.column(by, *also))
    rows["period"] = EVERYTHING
    if period:
        dates = corpus.table("document", "date").set_index("document")["date"]
        if dates.isna().all():
            raise DateError("no document has a date, so there is no trend", remedy="read(..., date=COLUMN)")
        rows["period"] = rows["document"].map(periods_of(dates, period))
        rows["period"] = pd.Categorical(rows["period"], periods_of(dates, period).cat.categories, ordered=True)
    return rows[rows["group"].notna() & rows["period"].notna()]


def _pooled(names: pd.Series, documents: pd.Series, minimum: int) -> pd.Series:
    many = documents.groupby(names).nunique()
    rare = many[many < minimum].index
    return names.where(~names.isin(rare), f"others ({len(rare):,})")


def measurable(statements: Statements) -> Statements:
    """The statements, if that is what they are.

    Raises
    ------
    MissingInputError
        They are a corpus, a table or something else.
    """
    from discourse.negotiation.statements import Statements

    if not isinstance(statements, Statements):
        raise MissingInputError(
            f"a measure of negotiation is made of statements, not of a {type(statements).__name__}",
            remedy="give it what discourse.statements(corpus) returns",
        )
    return statements


def alone(corpus: Corpus) -> bool:
    """Whether the corpus is a single text, of which sentences are counted as if they were independent."""
    return len(corpus) == 1


def ratio(
    units: pd.DataFrame, corpus: Corpus, *, name: str, measure: str, minimum: int, seed: int, resamples: int = 1000
) -> pd.DataFrame:
    """The ratio of two sums per group and period: a balance (``measure`` begins so) or a share.

    Parameters
    ----------
    units : DataFrame
        One row per sentence: ``document, group, period, top, bottom``; `top` counts towards the value, `bottom` is
        what it is divided by.

    Returns
    -------
    DataFrame
        Estimates with ``counted``, the sum of `top`'s positive part, before ``n_units``, the sum of `bottom`.
        Documents are resampled; in a corpus of a single text sentences are, and `method` says so.
    """
    units = units[units["bottom"] > 0]
    keys = ["document", "group", "period"]
    single = alone(corpus)
    if not single:
        units = units.groupby(keys, observed=True, sort=False)[["top", "bottom"]].sum().reset_index()
    groups = units["group"].astype("string").reset_index(drop=True)
    over_time = isinstance(units["period"].dtype, pd.CategoricalDtype)
    periods = units["period"].reset_index(drop=True) if over_time else None
    top, bottom = units[["top"]].to_numpy(float), units["bottom"].to_numpy(float)
    options = {"measure": measure, "minimum": minimum, "seed": seed, "resamples": resamples}
    if measure.startswith("balance"):
        table = _one_sided(mean(top, [name], groups, periods, units=bottom, **options), measure)
    else:
        table = rate(top, [name], groups, periods, exposure=bottom, per=1, **options)
    sums = units.assign(period=units["period"].astype(str)).groupby(["group", "period"])[["top", "bottom"]].sum()
    key = pd.MultiIndex.from_arrays([table["group"].astype(str), table["period"].astype(str)])
    sums = sums.reindex(key).fillna(0).reset_index(drop=True)
    counted = (sums["top"] + sums["bottom"]) / 2 if measure.startswith("balance") else sums["top"]
    table["n_units"] = sums["bottom"].round().astype("Int64")
    table.insert(table.columns.get_loc("n_units"), "counted", counted.round().astype("Int64"))
    if single:
        table["n_documents"] = (table["n_documents"] > 0).astype("int64")
        table["method"] = table["method"].str.replace("documents", "sentences of a single text")
    return table

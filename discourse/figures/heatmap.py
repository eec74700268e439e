"""The heat map: categories by groups, with the numbers in it."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.figure import FAINT, INK, RULES, Figure, new_figure
from discourse.figures.wording import interval, is_share, largest, number, sentence, shorten

_MOST_GROUPS = 12
_WITH_INTERVALS = 5  # with more groups than this a cell has no room for its interval


def heatmap(
    estimates: pd.DataFrame, *, rows: str = "category", labels: Mapping[str, str] | None = None, title: str = ""
) -> Figure:
    """Categories by groups; each cell has its value and, below it, its 95% interval.

    Parameters
    ----------
    estimates : DataFrame
        With columns ``measure, group, value, low, high, n_documents`` and the column `rows`; one period only.
    rows : str
        The column whose values become the rows.
    labels : mapping, optional
        How to print them.
    title : str

    Returns
    -------
    Figure
        A cell without enough evidence is white with a dash; where there are values below 0, colours go two ways
        from white. Of more than twelve groups those with most documents
        are shown, and the caption names the others; with more than five, intervals are left to the table.
    """
    labels = labels or {}
    groups, others = largest(estimates, _MOST_GROUPS)
    estimates = estimates[estimates["group"].isin(groups)]
    names = list(dict.fromkeys(estimates[rows]))
    wide = len(groups) <= _WITH_INTERVALS
    table = estimates.set_index([rows, "group"])
    values = np.array([[table.loc[(name, group), "value"] for group in groups] for name in names], dtype=float)
    share = is_share(estimates)
    with matplotlib.rc_context(RULES):
        cell = (1.25, 0.36) if wide else (0.62, 0.27)
        figure = new_figure(max(4.6, 2.2 + cell[0] * len(groups)), 1.0 + cell[1] * len(names))
        axes = figure.add_subplot()
        top = np.nanmax(np.abs(values)) if np.isfinite(values).any() else 1.0
        colours = {"cmap": "Blues", "vmin": 0} if np.nanmin(values, initial=0) >= 0 else _two_ways(top)
        axes.pcolormesh(np.nan_to_num(values), vmax=top * 1.15 or 1.0, edgecolor="white", lw=1.5, **colours)
        for i, name in enumerate(names):
            for j, group in enumerate(groups):
                _print_cell(axes, table.loc[(name, group)], (j, i), top, share, wide)
        axes.set_yticks(np.arange(len(names)) + 0.5, [shorten(labels.get(name, str(name))) for name in names])
        axes.set_xticks(np.arange(len(groups)) + 0.5, [shorten(str(group), 18) for group in groups])
        if not wide:
            axes.tick_params(axis="x", labelrotation=40, labelsize=8.5)
            for label in axes.get_xticklabels():
                label.set_ha("left")
        axes.invert_yaxis()
        axes.xaxis.tick_top()
        axes.tick_params(length=0)
        for spine in axes.spines.values():
            spine.set_visible(False)
        if title:
            axes.set_title(title, pad=8)
    figure.alt = _alt(estimates, rows, labels, share)
    figure.caption = _caption(estimates, wide) + others
    return figure


def _two_ways(top: float) -> dict:
    """Colours for values on both sides of 0: white there, blue above, orange below."""
    return {"cmap": "PuOr", "vmin": -top * 1.15}


def _print_cell(axes, row: pd.Series, place: tuple[int, int], top: float, share: bool, wide: bool) -> None:
    x, y = place[0] + 0.5, place[1] + 0.5
    if pd.isna(row["value"]):
        axes.fill_between([place[0] + 0.02, place[0] + 0.98], place[1] + 0.04, place[1] + 0.96, color="white")
        axes.text(x, y, "–", ha="center", va="center", color=FAINT)
        return
    colour = "white" if abs(row["value"]) > 0.62 * top else INK
    size = 9 if wide else 8
    axes.text(x, y - 0.17 * wide, number(row["value"], share), ha="center", va="center", color=colour, fontsize=size)
    if wide:
        axes.text(x, y + 0.24, interval(row, share), ha="center", va="center", color=colour, fontsize=6.8)


def _alt(estimates: pd.DataFrame, rows: str, labels, share: bool) -> str:
    parts = []
    for group, part in estimates.groupby("group", sort=False):
        best = part.dropna(subset="value").nlargest(3, "value")
        said = ", ".join(
            sentence(row, labels.get(getattr(row, rows), getattr(row, rows)), share) for row in best.itertuples()
        )
        parts.append(f"{group}: {said or 'not enough evidence'}")
    return f"Heat map of {estimates['measure'].iloc[0]}; the three largest of each group. {'; '.join(parts)}."


def _caption(estimates: pd.DataFrame, wide: bool) -> str:
    sizes = estimates.groupby("group", sort=False)["n_documents"].max()
    documents = ", ".join(f"{group} {n:,}" for group, n in sizes.items())
    intervals = "in brackets the 95% interval" if wide else "95% intervals are in the table"
    return f"{estimates['measure'].iloc[0].capitalize()}; {intervals}; documents: {documents}."

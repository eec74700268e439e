"""The stacked bar: of what kinds a whole is made up."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, RULES, Figure, new_figure
from discourse.figures.wording import interval, largest, number, shorten

_MOST_GROUPS, _COLUMNS = 6, 2
_LEAST_SHOWN = 0.12  # a part narrower than this has no room for its number


def stacked(
    estimates: pd.DataFrame,
    *,
    rows: str = "category",
    parts: str = "voice",
    labels: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """One bar per row, divided into the shares of its parts; rows in the order of the first part's share.

    Parameters
    ----------
    estimates : DataFrame
        Shares that add up to 1 in each row: columns `rows`, `parts`, ``group, value, low, high, n_units``. With
        more than one group there is a panel for each.
    rows, parts : str
        The columns whose values become bars, and the parts of a bar.
    labels : mapping, optional
        How to print the rows.
    title : str

    Returns
    -------
    Figure
        The number of units behind each bar stands at its end; a row without enough of them has no bar. Of more
        than six groups those with most documents are shown, and the caption names the others.
    """
    labels = labels or {}
    groups, others = largest(estimates, _MOST_GROUPS)
    estimates = estimates[estimates["group"].isin(groups)]
    kinds = list(dict.fromkeys(estimates[parts]))
    first = estimates[estimates[parts] == kinds[0]].groupby(rows, sort=False)["value"].max()
    order = list(first.sort_values(ascending=False, kind="stable").index)
    with matplotlib.rc_context(RULES):
        columns = min(len(groups), _COLUMNS)
        lines = -(-len(groups) // columns)
        figure = new_figure(7.2, 0.8 + lines * (0.4 + 0.25 * len(order)))
        panels = figure.subplots(lines, columns, sharey=True, sharex=True, squeeze=False).ravel()
        for axes in panels[len(groups) :]:
            axes.set_visible(False)
        for axes, group in zip(panels, groups, strict=False):
            _draw(axes, estimates[estimates["group"] == group], order, kinds, rows, parts)
            axes.set_xlim(0, 1)
            axes.xaxis.set_major_formatter(lambda value, _: f"{value * 100:g}%")
            axes.tick_params(length=0)
            axes.spines["left"].set_visible(False)
            if len(groups) > 1:
                axes.set_title(shorten(str(group)), fontsize=9.5)
        panels[0].set_yticks(range(len(order)), [shorten(labels.get(name, str(name))) for name in order])
        panels[0].set_ylim(len(order) - 0.5, -0.5)
        handles, names = panels[0].get_legend_handles_labels()
        figure.legend(handles, names, loc="outside lower left", ncols=len(kinds), frameon=False)
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    figure.alt = _alt(estimates, order, kinds[0], rows, parts, labels)
    whole = estimates["measure"].iloc[0].removeprefix("share of ")
    figure.caption = f"Share of {whole}; behind each bar how many. Intervals are in the table.{others}"
    return figure


def _draw(axes, table: pd.DataFrame, order: list, kinds: list, rows: str, parts: str) -> None:
    cells = table.set_index([rows, parts])
    for place, name in enumerate(order):
        left = 0.0
        for colour, kind in zip(COLOURS, kinds, strict=False):
            value = cells.loc[(name, kind), "value"]
            if pd.isna(value):
                continue
            axes.barh(place, value, left=left, height=0.72, color=colour, alpha=0.85)
            if value >= _LEAST_SHOWN:
                text = number(value, True)
                axes.text(left + value / 2, place, text, ha="center", va="center", color="white", fontsize=8)
            left += value
        units = cells.loc[name, "n_units"].sum()
        if left:
            axes.annotate(
                f"{units:,}", (1, place), (3, 0), textcoords="offset points", va="center", fontsize=7.5, color=FAINT
            )
        else:
            axes.text(0.02, place, "not enough evidence", va="center", fontsize=7.5, color=FAINT)
    for colour, kind in zip(COLOURS, kinds, strict=False):
        axes.barh([0], [0], color=colour, alpha=0.85, label=kind)  # for the legend, also where no bar is drawn


def _alt(estimates: pd.DataFrame, order: list, kind: str, rows: str, parts: str, labels) -> str:
    chosen = estimates[(estimates[parts] == kind) & estimates["value"].notna()]
    groups = estimates["group"].nunique()
    said = []
    for name in order:
        for row in chosen[chosen[rows] == name].itertuples():
            label = labels.get(name, str(name)) + (f", {row.group}" if groups > 1 else "")
            said.append(f"{label} {number(row.value, True)} {interval(row, True)}")
    return f"Stacked bars of {estimates['measure'].iloc[0]}; {kind}: {'; '.join(said) or 'not enough evidence'}."

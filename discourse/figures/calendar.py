"""How many documents there are, when."""

from __future__ import annotations

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, INK, RULES, Figure, new_figure
from discourse.figures.wording import label_periods, shorten


def calendar(periods: pd.Series, groups: pd.Series | None = None, *, title: str = "") -> Figure:
    """Bars of documents per period, stacked by group.

    Parameters
    ----------
    periods : Series of ordered Categorical
        The period of each document, as `discourse.inference.periods_of` makes them.
    groups : Series, optional
        The group of each document; the six largest are told apart.
    title : str

    Returns
    -------
    Figure
    """
    names = list(periods.cat.categories)
    groups = pd.Series("documents", index=periods.index) if groups is None else groups.fillna("(none)").astype(str)
    largest = list(groups.value_counts().index[: len(COLOURS) - 1])
    groups = groups.where(groups.isin(largest), "other")
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, 2.6)
        axes = figure.add_subplot()
        base = np.zeros(len(names))
        for colour, group in zip(COLOURS, dict.fromkeys([*largest, *groups]), strict=False):
            height = periods[groups == group].value_counts().reindex(names, fill_value=0).to_numpy(float)
            axes.bar(range(len(names)), height, bottom=base, color=colour, width=0.85, label=shorten(group))
            base += height
        label_periods(axes, names)
        axes.set_ylabel("documents", color=INK)
        axes.yaxis.get_major_locator().set_params(integer=True)
        axes.grid(axis="y", color=GRID)
        axes.set_axisbelow(True)
        axes.tick_params(axis="y", color=FAINT)
        if title:
            axes.set_title(title)
        if groups.nunique() > 1:
            figure.legend(loc="outside lower left", ncols=4, frameon=False)
    most = names[int(base.argmax())]
    figure.alt = (
        f"Bars of documents per {periods.name}, {names[0]} to {names[-1]}: {int(base.sum()):,} in all, "
        f"most in {most} ({int(base.max()):,})."
    )
    undated = int(periods.isna().sum())
    figure.caption = f"{int(base.sum()):,} dated documents" + (f"; {undated:,} without a date." if undated else ".")
    return figure

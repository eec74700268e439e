"""The dot plot with intervals: how much of what."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, INK, MARKERS, RULES, Figure, new_figure
from discourse.figures.wording import is_share, largest, number, sentence, shorten, tick


def dotplot(
    estimates: pd.DataFrame, *, rows: str = "category", labels: Mapping[str, str] | None = None, title: str = ""
) -> Figure:
    """One row per category, one dot with its 95% interval per group; the largest on top (Cleveland 1984).

    Parameters
    ----------
    estimates : DataFrame
        With columns ``measure, group, value, low, high, n_documents`` and the column `rows`; one period only.
    rows : str
        The column whose values become the rows.
    labels : mapping, optional
        How to print the values of `rows`.
    title : str

    Returns
    -------
    Figure
        Groups without enough evidence have no dot; of more than seven groups those with most documents are shown.
        The caption says which are not.

    Examples
    --------
    >>> from discourse.inference import share
    >>> table = share(np.array([[1, 0]] * 6 + [[0, 1]] * 4), ["fear", "hope"]).rename(columns={"name": "category"})
    >>> dotplot(table).alt
    'Dot plot of share of documents, largest first: fear 60% [31, 83]; hope 40% [17, 69].'
    """
    labels = labels or {}
    groups, others = largest(estimates, len(COLOURS))
    estimates = estimates[estimates["group"].isin(groups)]
    order = estimates.groupby(rows, sort=False)["value"].max().sort_values(ascending=False, kind="stable").index
    share = is_share(estimates)
    height = max(1.9, 1.05 + len(order) * (0.2 + 0.17 * len(groups)))
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, height)
        axes = figure.add_subplot()
        places = {name: place for place, name in enumerate(order)}
        spread = min(0.3, 0.1 * (len(groups) - 1))
        for place in range(0, len(order), 2):
            axes.axhspan(place - 0.5, place + 0.5, color="#f6f6f6", lw=0)
        dodge = np.linspace(-spread, spread, len(groups))
        for place, (group, shift) in enumerate(zip(groups, dodge, strict=True)):
            part = estimates[(estimates["group"] == group) & estimates["value"].notna()]
            y = part[rows].map(places).astype(float) + shift
            colour = COLOURS[place % len(COLOURS)]
            axes.hlines(y, part["low"], part["high"], color=colour, lw=2.2, alpha=0.45)
            axes.plot(part["value"], y, MARKERS[place % len(MARKERS)], color=colour, ms=5.5, label=shorten(str(group)))
        axes.set_yticks(range(len(order)), [shorten(labels.get(name, str(name))) for name in order])
        axes.set_ylim(len(order) - 0.5, -0.5)
        axes.set_xlim(left=min(0, estimates["low"].min() * 1.05) if estimates["low"].notna().any() else 0)
        axes.xaxis.set_major_formatter(lambda value, _: tick(value, share))
        axes.set_xlabel(estimates["measure"].iloc[0], color=INK)
        axes.grid(axis="x", color=GRID)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        if title:
            axes.set_title(title)
        if len(groups) > 1:
            figure.legend(loc="outside lower left", ncols=min(4, len(groups)), frameon=False, labelcolor=INK)
        else:
            _print_values(axes, estimates, places, rows, share)
    figure.alt = _alt(estimates, order, rows, labels, share)
    figure.caption = _caption(estimates) + others
    return figure


def _print_values(axes, estimates: pd.DataFrame, places, rows: str, share: bool) -> None:
    for row in estimates.itertuples():
        if pd.notna(row.value):
            place = (row.high, places[getattr(row, rows)])
            text = number(row.value, share)
            axes.annotate(text, place, (6, 0), textcoords="offset points", va="center", fontsize=8, color=FAINT)
    axes.margins(x=0.1)


def _alt(estimates: pd.DataFrame, order, rows: str, labels, share: bool) -> str:
    groups = estimates["group"].unique()
    parts = []
    for name in order:
        for row in estimates[(estimates[rows] == name) & estimates["value"].notna()].itertuples():
            label = labels.get(name, str(name))
            parts.append(sentence(row, label if len(groups) == 1 else f"{label}, {row.group}", share))
    return f"Dot plot of {estimates['measure'].iloc[0]}, largest first: {'; '.join(parts) or 'no estimates'}."


def _caption(estimates: pd.DataFrame) -> str:
    sizes = estimates.groupby("group", sort=False)["n_documents"].max()
    if len(sizes) == 1:
        documents = f"n = {sizes.iloc[0]:,} documents"
    else:
        documents = "documents: " + ", ".join(f"{group} {n:,}" for group, n in sizes.items())
    missing = estimates.loc[estimates["value"].isna(), "group"].unique()
    without = f" Not enough evidence for: {', '.join(map(str, missing))}." if len(missing) else ""
    return f"Dot: estimate; line: 95% interval; {documents}.{without}"

"""Keyness as figures: the strongest words of either side, and all words by frequency and strength."""

from __future__ import annotations

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, INK, RULES, Figure, new_figure
from discourse.figures.labelling import place_labels
from discourse.figures.wording import counts_at_end, shorten

SIDES = ("target", "reference")


def strongest(table: pd.DataFrame, top: int) -> pd.DataFrame:
    """The `top` words of either side whose interval excludes no difference, by size of ``z``; the target's first."""
    known = table.assign(size=table["z"].abs()).sort_values(["size", "feature"], ascending=[False, True])
    return pd.concat([known[known["low"] > 0].head(top), known[known["high"] < 0].head(top)], ignore_index=True)


def keyness(table: pd.DataFrame, *, top: int = 12, sides: tuple[str, str] = SIDES, title: str = "") -> Figure:
    """The words that set two groups apart most: how many times as often, with intervals (a lollipop chart).

    Parameters
    ----------
    table : DataFrame
        As `discourse.keyness` gives it: columns ``feature, log_ratio, low, high, z, n_target, n_reference``.
    top : int
        How many words of either side.
    sides : (str, str)
        What target and reference are called.
    title : str

    Returns
    -------
    Figure
        Only words whose 95% interval excludes no difference; counts of both sides stand at the end of each row.
    """
    shown = strongest(table, top)
    tested = int(table["low"].notna().sum())
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, max(1.8, 1.0 + 0.235 * len(shown)))
        axes = figure.add_subplot()
        axes.axvline(0, color=FAINT, lw=1)
        for place, row in enumerate(shown.itertuples()):
            colour = COLOURS[0] if row.log_ratio > 0 else COLOURS[1]
            marker = "o" if row.log_ratio > 0 else "s"
            axes.hlines(place, 0, row.log_ratio, color=colour, lw=1)
            axes.hlines(place, row.low, row.high, color=colour, lw=4, alpha=0.3)
            axes.plot(row.log_ratio, place, marker, color=colour, ms=6)
            counts_at_end(axes, place, row.n_target, row.n_reference)
        if shown.empty:
            nothing = "no word has an interval that excludes no difference"
            axes.text(0.5, 0.5, nothing, transform=axes.transAxes, ha="center", va="center", color=INK)
        axes.set_yticks(range(len(shown)), [shorten(str(word)) for word in shown["feature"]])
        axes.set_ylim(max(len(shown), 1) - 0.5, -0.5)
        axes.xaxis.set_major_formatter(lambda value, _: _times(value))
        axes.xaxis.get_major_locator().set_params(integer=True)
        axes.set_xlabel(
            f"← more in {shorten(sides[1])}      times as often      more in {shorten(sides[0])} →", color=INK
        )
        axes.grid(axis="x", color=GRID)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        if title:
            axes.set_title(title)
    said = "; ".join(
        f"{row.feature} {_times(row.log_ratio)} [{_times(row.low)}, {_times(row.high)}]" for row in shown.itertuples()
    )
    figure.alt = f"Words more frequent in {sides[0]} (×) or in {sides[1]} (÷): {said or 'none'}."
    sure = int((table["low"] > 0).sum() + (table["high"] < 0).sum())
    figure.caption = (
        f"Dot: how many times as often; band: 95% interval from resampling documents; at the end: counts in {sides[0]} "
        f": {sides[1]}. Of {tested:,} words tested, {sure:,} have an interval that excludes no difference; about "
        f"{round(tested * 0.05):,} would by chance alone."
    )
    return figure


def _times(log_ratio: float) -> str:
    """A log ratio as a factor: ×4 is four times as often, ÷4 a quarter as often."""
    factor, sign = 2.0 ** abs(log_ratio), "÷" if log_ratio < 0 else "×"
    return f"{sign}{factor:.0f}" if factor >= 9.95 else f"{sign}{factor:.2g}"


def keyness_scatter(table: pd.DataFrame, *, most: int = 40, sides: tuple[str, str] = SIDES, title: str = "") -> Figure:
    """All words by how frequent they are and how strongly they mark one side; labels never cover each other.

    Parameters
    ----------
    table : DataFrame
        As `discourse.keyness` gives it: columns ``feature, n_target, n_reference, z, low, high``.
    most : int
        How many labels to try, the strongest of either side first.
    sides : (str, str)
        What target and reference are called.
    title : str

    Returns
    -------
    Figure
        The height is the log-odds ratio in standard deviations (Monroe, Colaresi & Quinn 2008, who plot it so). Words
        whose interval includes no difference, or that have none, are grey.
    """
    table = table[(table["n_target"] + table["n_reference"] > 0) & table["z"].notna()]
    frequency = (table["n_target"] + table["n_reference"]).to_numpy(float)
    z = table["z"].to_numpy(float)
    sure = ((table["low"] > 0) | (table["high"] < 0)).to_numpy(bool)
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, 5.0)
        axes = figure.add_subplot()
        axes.axhline(0, color=FAINT, lw=1)
        axes.plot(frequency[~sure], z[~sure], ".", color="#bdbdbd", ms=4)
        for colour, marker, chosen in ((COLOURS[0], "o", sure & (z > 0)), (COLOURS[1], "s", sure & (z <= 0))):
            axes.plot(frequency[chosen], z[chosen], marker, color=colour, ms=5)
        axes.set_xscale("log")
        axes.margins(x=0.08, y=0.08)
        axes.xaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
        axes.set_xlabel("occurrences in both", color=INK)
        axes.set_ylabel(f"← {shorten(sides[1], 20)}    z of the log-odds    {shorten(sides[0], 20)} →", color=INK)
        axes.grid(color=GRID)
        axes.set_axisbelow(True)
        if title:
            axes.set_title(title)
        words = table["feature"].astype(str).to_numpy()
        order = np.lexsort((words, -np.abs(z), ~sure))
        # The strongest of either side in turn, so that one with many strong words leaves room for the other's.
        order = order[np.argsort(pd.Series(z[order] > 0).groupby(z[order] > 0).cumcount(), kind="stable")]
        labels = [(shorten(words[i], 20), frequency[i], z[i]) for i in order]
        written = place_labels(axes, labels, most=min(most, len(labels)), fontsize=8.5, color=INK)
    figure.alt = (
        f"Scatter of {len(table):,} words by frequency and log-odds. Strongest for {sides[0]}: "
        f"{_named(table, 'low', 1)}; for {sides[1]}: {_named(table, 'high', -1)}."
    )
    figure.caption = (
        f"Coloured: the 95% interval of the ratio of rates excludes no difference ({int(sure.sum()):,} of "
        f"{len(table):,} words). {len(written)} words are named."
    )
    return figure


def _named(table: pd.DataFrame, end: str, sign: int) -> str:
    sure = table[table[end] * sign > 0]
    return (
        ", ".join(
            map(str, sure.reindex(sure["z"].abs().sort_values(ascending=False, kind="stable").index)["feature"].head(5))
        )
        or "none"
    )

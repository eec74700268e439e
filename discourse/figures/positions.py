"""Positions of texts on one dimension, at once or over time."""

from __future__ import annotations

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, GRID, INK, MARKERS, RULES, Figure, new_figure
from discourse.figures.wording import label_periods, shorten


def positions(
    documents: pd.DataFrame, *, value: str = "theta", ends: tuple[str, str] = ("", ""), title: str = ""
) -> Figure:
    """A dot with its interval per text, ordered by position; with periods, a line per group over time.

    Parameters
    ----------
    documents : DataFrame
        As `discourse.wordfish` gives it (``group, period, theta, low, high``) or `discourse.wordscores` (with `value`
        ``raw``, ``lbg`` or ``mv``, and ``VALUE_low, VALUE_high``).
    value : str
        The column with the position.
    ends : (str, str)
        What low and high positions mean.
    title : str

    Returns
    -------
    Figure
    """
    low, high = (f"{value}_{end}" if f"{value}_{end}" in documents else end for end in ("low", "high"))
    table = documents.assign(value=documents[value], low=documents[low], high=documents[high]).dropna(subset="value")
    meaning = " ".join(
        part for part in (f"← {ends[0]}" if ends[0] else "", value, f"{ends[1]} →" if ends[1] else "") if part
    )
    with matplotlib.rc_context(RULES):
        if "period" in table and table["period"].notna().any():
            figure = _over_time(table, meaning)
        else:
            figure = _at_once(table, meaning)
        if title:
            figure.axes[0].set_title(title)
    ordered = table.sort_values("value", kind="stable")
    said = "; ".join(f"{row.document} {row.value:.2f} [{row.low:.2f}, {row.high:.2f}]" for row in ordered.itertuples())
    figure.alt = f"Positions on {value}, lowest first: {said or 'none'}."
    figure.caption = f"Dot: position ({value}); line: 95% interval of the model, given its words; {len(table):,} texts."
    return figure


def _at_once(table: pd.DataFrame, meaning: str) -> Figure:
    ordered = table.sort_values("value", ascending=False, kind="stable")
    figure = new_figure(7.2, max(1.8, 0.9 + 0.21 * len(ordered)))
    axes = figure.add_subplot()
    rows = range(len(ordered))
    axes.hlines(rows, ordered["low"], ordered["high"], color=COLOURS[0], lw=2.2, alpha=0.45)
    axes.plot(ordered["value"], rows, "o", color=COLOURS[0], ms=5)
    axes.set_yticks(rows, [shorten(str(name), 34) for name in ordered["document"]])
    axes.set_ylim(len(ordered) - 0.5, -0.5)
    axes.set_xlabel(meaning, color=INK)
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    return figure


def _over_time(table: pd.DataFrame, meaning: str) -> Figure:
    periods = sorted(table["period"].dropna().unique())
    figure = new_figure(7.2, 3.4)
    axes = figure.add_subplot()
    groups = list(dict.fromkeys(table["group"]))
    for number, group in enumerate(groups):
        rows = table[table["group"] == group].set_index("period").reindex(periods)
        x = [place + 0.12 * (number - (len(groups) - 1) / 2) for place in range(len(periods))]
        colour, marker = COLOURS[number % len(COLOURS)], MARKERS[number % len(MARKERS)]
        axes.vlines(x, rows["low"], rows["high"], color=colour, lw=2.2, alpha=0.45)
        axes.plot(x, rows["value"], f"-{marker}", color=colour, ms=5, lw=1.1, label=shorten(str(group)))
    label_periods(axes, periods)
    axes.set_ylabel(meaning, color=INK)
    axes.grid(axis="y", color=GRID)
    axes.set_axisbelow(True)
    if len(groups) > 1:
        figure.legend(loc="outside lower left", ncols=min(4, len(groups)), frameon=False)
    return figure

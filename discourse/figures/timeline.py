"""The timeline: how much of what, when; gaps stay gaps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.events import placed
from discourse.figures.figure import COLOURS, FAINT, GRID, MARKERS, RULES, Figure, new_figure
from discourse.figures.wording import is_share, label_periods, largest, number, shorten, tick


def timeline(
    estimates: pd.DataFrame,
    *,
    rows: str = "category",
    choose: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    points: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    title: str = "",
) -> Figure:
    """One panel per category: estimates with 95% intervals per period, one line per group.

    A period with too few documents has no estimate and breaks the line; it is never bridged.

    Parameters
    ----------
    estimates : DataFrame
        With columns ``measure, group, period, value, low, high, n_documents`` and the column `rows`.
    rows : str
        The column whose values become panels.
    choose : sequence of str, optional
        Which of them, in this order; all if not given.
    labels : mapping, optional
        How to print them.
    points : DataFrame, optional
        Single documents to show behind the estimates: columns `rows`, ``period, value``.
    events : DataFrame, optional
        Events to mark: columns ``date, label``, as `discourse.read_events` gives them. Those outside the periods
        shown are left out, and the caption says so.
    title : str

    Returns
    -------
    Figure
    """
    labels = labels or {}
    panels = list(choose) if choose is not None else list(dict.fromkeys(estimates[rows]))
    groups, others = largest(estimates, len(COLOURS))
    estimates = estimates[estimates["group"].isin(groups)]
    periods = list(dict.fromkeys(estimates["period"]))
    share = is_share(estimates)
    marked, unmarked = placed(events, periods)
    columns = 1 if len(panels) == 1 else 2
    lines = -(-len(panels) // columns)
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, 0.8 + 1.75 * lines)
        grid = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
        for axes, panel in zip(grid.flat, panels, strict=False):
            part = estimates[estimates[rows] == panel]
            if points is not None:
                _draw_points(axes, points[points[rows] == panel], periods)
            _draw(axes, part, groups, periods)
            _draw_events(axes, marked)
            axes.set_title(shorten(labels.get(panel, str(panel)), 40), fontsize=9.5)
            axes.yaxis.set_major_formatter(lambda value, _: tick(value, share))
            axes.grid(axis="y", color=GRID)
            axes.set_axisbelow(True)
        for axes in list(grid.flat)[len(panels) :]:
            axes.set_visible(False)
        grid.flat[0].set_ylim(bottom=0)  # the panels share one scale
        for axes in grid.flat:
            label_periods(axes, periods)
        figure.supylabel(estimates["measure"].iloc[0], fontsize=9.5)
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
        if len(groups) > 1:
            handles, names = grid.flat[0].get_legend_handles_labels()
            figure.legend(handles, names, loc="outside lower left", ncols=min(4, len(groups)), frameon=False)
    figure.alt = _alt(estimates, rows, panels, labels, share)
    figure.caption = _caption(estimates, points is not None) + _event_note(marked, unmarked) + others
    return figure


def _draw(axes, part: pd.DataFrame, groups: list[str], periods: list[str]) -> None:
    dodge = np.linspace(-0.12, 0.12, len(groups)) if len(groups) > 1 else [0.0]
    for place, (group, shift) in enumerate(zip(groups, dodge, strict=True)):
        rows = part[part["group"] == group].set_index("period").reindex(periods)
        x = np.arange(len(periods)) + shift
        colour = COLOURS[place % len(COLOURS)]
        axes.vlines(x, rows["low"], rows["high"], color=colour, lw=2.2, alpha=0.45)
        axes.plot(
            x, rows["value"], "-" + MARKERS[place % len(MARKERS)], color=colour, ms=4.5, lw=1.1, label=shorten(group)
        )


def _draw_points(axes, points: pd.DataFrame, periods: list[str]) -> None:
    x = points["period"].astype("string").map({period: place for place, period in enumerate(periods)}).astype(float)
    # Documents of one period side by side, in their own order, so that none hides another.
    rank, size = (
        points.groupby("period", observed=True).cumcount(),
        points.groupby("period", observed=True)["value"].transform("size"),
    )
    axes.plot(x + (rank + 0.5) / size * 0.6 - 0.3, points["value"], ".", color="#9a9a9a", ms=3.5, alpha=0.7)


def _draw_events(axes, marked: list[tuple[int, str, str]]) -> None:
    for which, (place, _, _) in enumerate(marked, start=1):
        axes.axvline(place, color=FAINT, lw=0.9, ls=(0, (3, 2)), zorder=0)
        # Numbers of events in one period stand above one another.
        above = sum(other == place for other, _, _ in marked[: which - 1])
        axes.annotate(
            str(which),
            (place, 1),
            xycoords=("data", "axes fraction"),
            xytext=(2, -2 - 9 * above),
            textcoords="offset points",
            va="top",
            fontsize=7.5,
            color=FAINT,
        )


def _event_note(marked: list[tuple[int, str, str]], unmarked: int) -> str:
    named = "; ".join(f"{which} {label} ({date})" for which, (_, label, date) in enumerate(marked, start=1))
    outside = f" {unmarked} event(s) outside the time shown." if unmarked else ""
    return (f" Dashed lines: {named}." if named else "") + outside


def _alt(estimates: pd.DataFrame, rows: str, panels: list[str], labels, share: bool) -> str:
    parts = []
    for panel in panels:
        for group, part in estimates[estimates[rows] == panel].groupby("group", sort=False):
            known = part.dropna(subset="value")
            name = labels.get(panel, str(panel)) + ("" if group == "all" else f", {group}")
            if known.empty:
                parts.append(f"{name}: not enough evidence in any period")
                continue
            top, low = known.loc[known["value"].idxmax()], known.loc[known["value"].idxmin()]
            parts.append(
                f"{name}: highest {number(top['value'], share)} in {top['period']}, "
                f"lowest {number(low['value'], share)} in {low['period']}"
            )
    first, last = estimates["period"].iloc[0], estimates["period"].iloc[-1]
    return f"Timeline of {estimates['measure'].iloc[0]}, {first} to {last}. {'; '.join(parts)}."


def _caption(estimates: pd.DataFrame, with_points: bool) -> str:
    sizes = estimates.drop_duplicates(["group", "period"])["n_documents"]
    dots = " Small grey dots: single documents." if with_points else ""
    gaps = " A gap is a period with too few documents." if estimates["value"].isna().any() else ""
    return f"Marker: estimate; bar: 95% interval; {sizes.min():,} to {sizes.max():,} documents per period.{dots}{gaps}"

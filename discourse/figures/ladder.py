"""The ladder: how much of what is done is cooperation, words, threats, blows."""

from __future__ import annotations

import matplotlib
import matplotlib.ticker
import pandas as pd

from discourse.figures.figure import COLOURS, GRID, RULES, Figure, new_figure
from discourse.figures.wording import interval, largest, number, shorten, tick

_MOST_GROUPS, _COLUMNS = 6, 3
_KINDS = {
    "material cooperation": COLOURS[2],
    "verbal cooperation": COLOURS[0],
    "verbal conflict": COLOURS[5],
    "material conflict": COLOURS[1],
}


def ladder(estimates: pd.DataFrame, *, title: str = "") -> Figure:
    """One rung per act, cooperation below, conflict above; the length is the act's share, with its 95% interval.

    Parameters
    ----------
    estimates : DataFrame
        ``name`` (the act), ``rung`` (its class), ``group, value, low, high, n_documents, n_units``, in the order of the
        ladder, as `discourse.negotiation.moves.ladder` returns it. A panel per group, at most six.
    title : str

    Returns
    -------
    Figure
    """
    estimates = estimates[estimates.groupby("group")["value"].transform("count") > 0]
    groups, others = largest(estimates, _MOST_GROUPS)
    acts = list(dict.fromkeys(estimates["name"]))
    columns = max(1, min(len(groups), _COLUMNS))
    lines = max(1, -(-len(groups) // columns))
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, 1.0 + lines * max(2.4, 0.21 * len(acts)))
        panels = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False).ravel()
        for axes in panels[len(groups) :]:
            axes.set_visible(False)
        for axes, group in zip(panels, groups, strict=False):
            part = estimates[estimates["group"] == group].set_index("name")
            for place, act in enumerate(acts):
                if act in part.index and pd.notna(part.loc[act, "value"]):
                    row = part.loc[act]
                    axes.barh(place, row["value"], height=0.7, color=_KINDS[row["rung"]], alpha=0.85)
                    axes.hlines(place, row["low"], row["high"], color="#333333", lw=1)
            if len(groups) > 1:
                axes.set_title(f"{shorten(str(group), 22)} (n = {part['n_units'].max():,})", fontsize=8.5)
            axes.xaxis.set_major_formatter(lambda value, _: tick(value, True))
            axes.xaxis.set_major_locator(matplotlib.ticker.MaxNLocator(4))
            axes.grid(axis="x", color=GRID)
            axes.set_axisbelow(True)
            axes.tick_params(length=0, labelsize=8)
        panels[0].set_yticks(range(len(acts)), acts)
        panels[0].set_ylim(-0.6, len(acts) - 0.4)
        panels[0].set_xlim(left=0)
        handles = [matplotlib.patches.Patch(color=colour, alpha=0.85) for colour in _KINDS.values()]
        figure.legend(handles, list(_KINDS), loc="outside lower left", ncols=2, frameon=False, fontsize=8)
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    figure.alt = _alt(estimates, groups)
    n = estimates.groupby("group", sort=False)["n_units"].max()
    figure.caption = (
        "Share of each act in the statements that are not negated, from cooperation (below) to conflict (above); line: "
        f"95% interval. Statements: {', '.join(f'{group} {n[group]:,}' for group in groups) or 'too few'}.{others}"
    )
    return figure


def _alt(estimates: pd.DataFrame, groups: list[str]) -> str:
    said = []
    for group in groups:
        top = estimates[estimates["group"] == group].nlargest(3, "value")
        parts = ", ".join(f"{row.name} {number(row.value, True)} {interval(row, True)}" for _, row in _named(top))
        said.append(f"{group}: {parts}")
    return f"Ladder of acts, from cooperation to conflict; the three commonest. {'; '.join(said) or 'Too few acts'}."


def _named(rows: pd.DataFrame):
    return [(place, row.rename(row["name"])) for place, row in rows.iterrows()]

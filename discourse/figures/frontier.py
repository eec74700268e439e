"""How many topics: what is gained and lost with each number."""

from __future__ import annotations

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, RULES, Figure, new_figure


def frontier(table: pd.DataFrame, *, chosen: int | None = None, title: str = "") -> Figure:
    """Numbers of topics by coherence and exclusivity, by held-out likelihood, and by how many topics survive.

    Parameters
    ----------
    table : DataFrame
        The `table` of a comparison of topic models: ``k, c_v, exclusivity, held_out, held_out_se, survive``.
    chosen : int, optional
        The number to mark.
    title : str

    Returns
    -------
    Figure
        Three panels. In the first a number that is better in both ways than another lies to its upper right, and
        those that none is better than are joined (Roberts et al. 2014); in the second bars are two standard errors
        over refits; the third has the share of topics that survive a fit to other texts.

    Examples
    --------
    >>> table = pd.DataFrame({"k": [5, 9], "c_v": [0.5, 0.4], "exclusivity": [8.0, 9.0], "held_out": [-7.0, -6.9],
    ...                       "held_out_se": [0.01, 0.01], "survive": [5, 6]})
    >>> frontier(table).axes[2].get_ylabel()
    'topics that survive'
    """
    table = table.sort_values("k", ignore_index=True)
    share = table["survive"] / table["k"]
    colours = [COLOURS[1] if k == chosen else COLOURS[0] for k in table["k"]]
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, 2.7)
        trade, held, lasting = figure.subplots(1, 3)
        best = _undominated(table)
        trade.plot(table["c_v"][best], table["exclusivity"][best], "-", color=FAINT, lw=1, zorder=1)
        trade.scatter(table["c_v"], table["exclusivity"], c=colours, s=26, zorder=2)
        for row in table.itertuples():
            trade.annotate(str(row.k), (row.c_v, row.exclusivity), (5, 3), textcoords="offset points", fontsize=8.5)
        trade.margins(0.2)
        trade.set_xlabel("coherence (C_v)")
        trade.set_ylabel("exclusivity")
        place = range(len(table))
        held.errorbar(place, table["held_out"], 2 * table["held_out_se"].fillna(0), fmt="none", ecolor=FAINT, lw=1.5)
        held.scatter(place, table["held_out"], c=colours, s=26, zorder=3)
        held.set_ylabel("held-out log-likelihood")
        lasting.bar(place, share, color=colours, width=0.6, alpha=0.85)
        for x, row in enumerate(table.itertuples()):
            lasting.annotate(
                f"{row.survive}", (x, share[x]), (0, 2), textcoords="offset points", ha="center", fontsize=8.5
            )
        lasting.set_ylim(0, 1.12)
        lasting.yaxis.set_major_formatter(lambda value, _: f"{value * 100:g}%" if value <= 1 else "")
        lasting.set_ylabel("topics that survive")
        for axes in (held, lasting):
            axes.set_xticks(place, table["k"].astype(str))
            axes.set_xlim(-0.6, len(table) - 0.4)
            axes.set_xlabel("number of topics")
        for axes in (trade, held, lasting):
            axes.grid(axis="y", color=GRID)
            axes.set_axisbelow(True)
            axes.tick_params(labelsize=8.5)
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    figure.alt = _alt(table, chosen)
    figure.caption = (
        "Upper right is better in the first panel, upper in the others; bars: two standard errors over refits to "
        "four fifths of the documents." + (f" Orange: {chosen} topics." if chosen is not None else "")
    )
    return figure


def _undominated(table: pd.DataFrame) -> list[int]:
    """Rows that no other is better than in both coherence and exclusivity, by coherence."""
    ordered = table.sort_values(["c_v", "exclusivity"], ascending=False, kind="stable")
    best, highest = [], float("-inf")
    for row in ordered.itertuples():
        if row.exclusivity > highest:
            best.append(row.Index)
            highest = row.exclusivity
    return best


def _alt(table: pd.DataFrame, chosen: int | None) -> str:
    said = [
        f"{row.k} topics: coherence {row.c_v:.2f}, exclusivity {row.exclusivity:.2f}, held-out log-likelihood "
        f"{row.held_out:.3f}, {row.survive} survive"
        for row in table.itertuples()
    ]
    marked = "" if chosen is None else f" Marked: {chosen}."
    return f"Numbers of topics compared. {'; '.join(said)}.{marked}"

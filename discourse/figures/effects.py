"""What regression expects of topics: curves over a number or over time, points for groups."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
import pandas as pd

from discourse.figures.dotplot import dotplot
from discourse.figures.figure import COLOURS, GRID, RULES, Figure, new_figure
from discourse.figures.wording import number, shorten, tick


def effects(
    table: pd.DataFrame,
    *,
    rows: str = "topic",
    choose: Sequence[str] | None = None,
    labels: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """Expected shares at values of a covariate: a panel with a curve per topic, or a dot per group.

    Parameters
    ----------
    table : DataFrame
        Columns `rows`, ``measure, variable, at, value, low, high, n_documents``, as the `shares` of effects of a
        topic model give them; of one variable.
    rows : str
        The column whose values become panels.
    choose : sequence of str, optional
        Which of them, in this order; all if not given.
    labels : mapping, optional
        How to print them.
    title : str

    Returns
    -------
    Figure
    """
    table = table if choose is None else table[table[rows].isin(list(choose))]
    if not (pd.api.types.is_numeric_dtype(table["at"]) or pd.api.types.is_datetime64_any_dtype(table["at"])):
        return dotplot(table.assign(group=table["at"].astype(str)), rows=rows, labels=labels, title=title)
    labels = labels or {}
    panels = list(choose) if choose is not None else list(dict.fromkeys(table[rows]))
    columns = 1 if len(panels) == 1 else 2
    lines = -(-len(panels) // columns)
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, 0.8 + 1.75 * lines)
        grid = figure.subplots(lines, columns, sharex=True, sharey=True, squeeze=False)
        for axes, panel in zip(grid.flat, panels, strict=False):
            part = table[table[rows] == panel]
            axes.fill_between(part["at"], part["low"], part["high"], color=COLOURS[0], alpha=0.2, lw=0)
            axes.plot(part["at"], part["value"], color=COLOURS[0], lw=1.6)
            axes.set_title(shorten(labels.get(panel, str(panel)), 34), fontsize=9.5)
            axes.yaxis.set_major_formatter(lambda value, _: tick(value, True))
            axes.grid(axis="y", color=GRID)
            axes.set_axisbelow(True)
            axes.margins(x=0)
        grid.flat[0].set_ylim(bottom=min(0.0, float(table["low"].min())))
        for axes in list(grid.flat)[len(panels) :]:
            axes.set_visible(False)
        figure.supylabel(table["measure"].iloc[0], fontsize=9.5)
        figure.supxlabel(str(table["variable"].iloc[0]), fontsize=9.5)
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    figure.alt = _alt(table, rows, panels, labels)
    figure.caption = (
        f"Line: expectation, all else as observed; band: 95% interval; {table['n_documents'].iloc[0]:,} documents."
    )
    return figure


def _alt(table: pd.DataFrame, rows: str, panels: list[str], labels: Mapping[str, str]) -> str:
    said = []
    for panel in panels:
        part = table[table[rows] == panel]
        top, low = part.loc[part["value"].idxmax()], part.loc[part["value"].idxmin()]
        said.append(
            f"{labels.get(panel, panel)}: highest {number(top['value'], True)} at {_at(top['at'])}, "
            f"lowest {number(low['value'], True)} at {_at(low['at'])}"
        )
    return f"Curves of {table['measure'].iloc[0]} over {table['variable'].iloc[0]}. {'; '.join(said)}."


def _at(value) -> str:
    return f"{value:%Y-%m-%d}" if isinstance(value, pd.Timestamp) else f"{value:g}"

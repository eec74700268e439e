"""The matrix of two sides: for and against, in two colours that meet in white."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.figure import FAINT, INK, RULES, Figure, new_figure
from discourse.figures.wording import shorten

_MAP = ("#D55E00", "#f4f1ee", "#0072B2")  # Okabe & Ito's orange and blue, white between them
_FEW = 6  # columns that have room
_DARK = 0.62  # of the range, from where on ink is white


def matrix(
    table: pd.DataFrame,
    *,
    rows: str = "group",
    columns: str = "target",
    value: str = "value",
    counts: Sequence[str] = (),
    most: tuple[int, int] = (10, 8),
    limit: float = 1.0,
    labels: Mapping[str, str] | None = None,
    title: str = "",
    what: str = "",
) -> Figure:
    """Rows by columns, coloured from `-limit` (orange) over 0 (white) to `limit` (blue), with the number in it.

    Parameters
    ----------
    table : DataFrame
        One row per cell: the columns `rows`, `columns`, `value`, and ``n_units``.
    counts : sequence of str, optional
        Two columns of counts, for and against, to print under the number: ``+1 -3``. A cell without a number shows
        these alone.
    most : (int, int)
        How many rows and columns; those with most units.
    limit : float
    labels : mapping, optional
        How to print rows and columns.
    title : str
    what : str
        What the value is, for caption and alternative text; by default the column ``measure``.

    Returns
    -------
    Figure

    Examples
    --------
    >>> table = pd.DataFrame({"group": ["Hale"], "target": ["Oates"], "value": [-0.5], "n_units": [8]})
    >>> matrix(table, what="net attribution").alt
    'Matrix of net attribution. Hale on Oates: -0.50 (n = 8).'
    """
    grid = Grid(table, rows, columns, value, counts, most)
    with matplotlib.rc_context(RULES):
        wide, high = (0.78, 0.42) if counts or len(grid.columns) <= _FEW else (0.47, 0.29)
        figure = new_figure(max(4.6, 2.0 + wide * len(grid.columns)), 1.3 + high * len(grid.rows))
        draw(figure.add_subplot(), grid, limit, labels or {}, title)
    what = what or str(table["measure"].iloc[0] if len(table) else "nothing")
    figure.alt = alt(grid, what)
    figure.caption = caption(grid, what)
    return figure


class Grid:
    """What is shown of a table: the rows and columns with most units, and the cells in them."""

    def __init__(self, table: pd.DataFrame, rows: str, columns: str, value: str, counts: Sequence[str], most):
        self.value, self.counts = value, list(counts)
        self.columns = _largest(table, columns, most[1])
        shown = table[table[columns].isin(self.columns)]
        self.rows = _largest(shown, rows, most[0])
        shown = shown[shown[rows].isin(self.rows)]
        self.cells = {(getattr(r, rows), getattr(r, columns)): r._asdict() for r in _plain(shown).itertuples()}
        self.left_out = table[[rows, columns]].drop_duplicates().shape[0] - len(self.cells)


def _plain(table: pd.DataFrame) -> pd.DataFrame:
    """Columns that `itertuples` can name."""
    return table.rename(columns=lambda name: str(name).replace(" ", "_"))


def _largest(table: pd.DataFrame, by: str, most: int) -> list[str]:
    return list(table.groupby(by, sort=False)["n_units"].sum().sort_values(ascending=False, kind="stable").index[:most])


def draw(axes, grid: Grid, limit: float, labels: Mapping[str, str], title: str = "") -> None:
    """Draw the cells on existing axes."""
    values = np.array([[_number(grid, row, column) for column in grid.columns] for row in grid.rows], float)
    colours = matplotlib.colors.LinearSegmentedColormap.from_list("sides", _MAP)
    values = values.reshape(len(grid.rows), len(grid.columns))
    axes.pcolormesh(np.ma.masked_invalid(values), cmap=colours, vmin=-limit, vmax=limit, edgecolor="white", lw=1.5)
    for (row, column), cell in grid.cells.items():
        y, x = grid.rows.index(row) + 0.5, grid.columns.index(column) + 0.5
        number = cell[grid.value]
        tint = "white" if pd.notna(number) and abs(number) > _DARK * limit else INK
        below = _counted(grid, cell)
        if pd.notna(number):
            shift = 0.16 if below else 0
            axes.text(x, y - shift, f"{number:+.1f}", ha="center", va="center", color=tint, fontsize=8.5)
        else:
            axes.fill_between([x - 0.48, x + 0.48], y - 0.46, y + 0.46, color="#f0f0f0", lw=0)
        if below:
            shift = 0.22 if pd.notna(number) else 0
            faint = tint if pd.notna(number) else FAINT
            axes.text(x, y + shift, below, ha="center", va="center", color=faint, fontsize=7)
    axes.set_xlim(0, len(grid.columns))
    axes.set_ylim(len(grid.rows), 0)
    axes.set_yticks(np.arange(len(grid.rows)) + 0.5, [shorten(labels.get(r, str(r)), 24) for r in grid.rows])
    names = [shorten(labels.get(c, str(c)), 18) for c in grid.columns]
    axes.set_xticks(np.arange(len(grid.columns)) + 0.5, names, rotation=35, ha="left")
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for spine in axes.spines.values():
        spine.set_visible(False)
    if title:
        axes.set_title(title, pad=8)


def alt(grid: Grid, what: str) -> str:
    """What there is to be seen in the cells, the largest first."""
    cells = sorted(grid.cells.items(), key=lambda item: -item[1]["n_units"])[:12]
    said = "; ".join(
        f"{row} on {column}: {'no number' if pd.isna(cell[grid.value]) else format(cell[grid.value], '.2f')} "
        f"(n = {cell['n_units']:,})"
        for (row, column), cell in cells
    )
    return f"Matrix of {what}. {said or 'No cells'}."


def caption(grid: Grid, what: str) -> str:
    """How to read the cells."""
    small = " Small: for (+) and against (−); a cell with these alone is under the minimum." if grid.counts else ""
    rest = f" {grid.left_out:,} cells with less are in the table only." if grid.left_out > 0 else ""
    return f"{what[:1].upper()}{what[1:]}.{small}{rest}"


def _number(grid: Grid, row: str, column: str) -> float:
    return grid.cells.get((row, column), {}).get(grid.value, np.nan)


def _counted(grid: Grid, cell: Mapping) -> str:
    if not grid.counts:
        return ""
    signs = zip("+−", (cell[name.replace(" ", "_")] for name in grid.counts), strict=True)
    return " ".join(f"{sign}{count:,.0f}" for sign, count in signs if count)

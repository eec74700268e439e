"""The outlook: hopeful or hopeless, according to whom; beside it who blames whom."""

from __future__ import annotations

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, INK, RULES, Figure, new_figure
from discourse.figures.matrix import Grid, alt, caption
from discourse.figures.matrix import draw as draw_matrix
from discourse.figures.wording import shorten

_MOST = 12
_KINDS = {"outlook, certain": ("^", "said flatly"), "outlook, hedged": ("v", "said with a hedge")}


def outlook(
    estimates: pd.DataFrame, *, blame: pd.DataFrame | None = None, title: str = "", most: int = _MOST
) -> Figure:
    """A row per group from hopeless (-1) to hopeful (1), with 95% intervals; beside it, if given, the matrix of blame.

    Parameters
    ----------
    estimates : DataFrame
        With ``name`` (outlook; outlook, certain; outlook, hedged), ``group, value, low, high, counted, n_units``, as
        `discourse.outlook` returns it; one period only.
    blame : DataFrame, optional
        As `discourse.blame` returns it.
    title : str
    most : int
        How many groups; those with most sentences.

    Returns
    -------
    Figure
        At the right of each row how many sentences are hopeful and hopeless. A group without enough evidence has
        these counts and no dot.
    """
    whole = estimates[estimates["name"] == "outlook"]
    order = list(whole.sort_values("n_units", ascending=False, kind="stable")["group"][:most])
    beside = None if blame is None else _grid(blame, order)
    lines = max(len(order), 3, 0 if beside is None else len(beside.rows))
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2 if beside is None else 8.8, 1.5 + 0.38 * lines)
        if beside is None:
            axes = figure.add_subplot()
        else:
            widths = [1, 0.4 + 0.11 * len(beside.columns)]
            axes, right = figure.subplots(1, 2, width_ratios=widths)
            draw_matrix(right, beside, 1.0, {}, "Blame (−) and credit (+)")
        _draw(axes, estimates, order)
        axes.set_ylim(lines - 0.5, -0.5)  # rows as high as those of the matrix
        axes.set_title(title or "Outlook on the talks")
        figure.legend(*axes.get_legend_handles_labels(), loc="outside lower left", ncols=3, frameon=False)
    figure.alt = _alt(whole, order) + ("" if beside is None else f" {alt(beside, 'who speaks for and against whom')}")
    figure.caption = _caption(whole, order) + (
        "" if beside is None else f" Right: {caption(beside, 'rows on columns')}"
    )
    return figure


def _grid(blame: pd.DataFrame, order: list[str]) -> Grid | None:
    """The cells between named speakers and targets; the others are in the table."""
    against = ["criticism", "obstruction", "sole agency", "responsibility"]
    named = ~(blame["group"].str.startswith("(") | blame["target"].str.startswith("("))
    if not named.any():
        return None
    sides = blame[named].assign(against=blame[against].sum(axis=1))
    grid = Grid(sides, "group", "target", "value", ["credit", "against"], (9, 7))
    grid.rows.sort(key=lambda name: order.index(name) if name in order else len(order))
    return grid


def _draw(axes, estimates: pd.DataFrame, order: list[str]) -> None:
    places = {group: place for place, group in enumerate(order)}
    shown = estimates[estimates["group"].isin(order)]
    for place in range(0, len(order), 2):
        axes.axhspan(place - 0.5, place + 0.5, color="#f6f6f6", lw=0)
    axes.axvline(0, color=FAINT, lw=0.8)
    whole = shown[shown["name"] == "outlook"]
    known = whole[whole["value"].notna()]
    y = known["group"].map(places).astype(float)
    axes.hlines(y, known["low"], known["high"], color=COLOURS[0], lw=2.4, alpha=0.45)
    axes.plot(known["value"], y, "o", color=COLOURS[0], ms=6.5, label="all sentences")
    for name, (marker, said) in _KINDS.items():
        part = shown[(shown["name"] == name) & shown["value"].notna()]
        y = part["group"].map(places).astype(float)
        axes.plot(part["value"], y, marker, color=FAINT, ms=4.5, mfc="none", label=said)
    for row in whole.itertuples():
        text = _counts(row) if pd.notna(row.value) else f"{_counts(row)}: too few for a number"
        place = (1.0, places[row.group]) if pd.notna(row.value) else (0, places[row.group])
        side = {"ha": "right"} if pd.notna(row.value) else {"ha": "center"}
        axes.annotate(text, place, (0, 9 if pd.notna(row.value) else 0), textcoords="offset points", va="center",
                      fontsize=7, color=FAINT, **side)  # fmt: skip
    axes.set_yticks(range(len(order)), [shorten(str(group), 24) for group in order])
    axes.set_xlim(-1.05, 1.05)
    axes.set_xticks([-1, -0.5, 0, 0.5, 1], ["−1\nhopeless", "−0.5", "0", "0.5", "1\nhopeful"], color=INK)
    axes.grid(axis="x", color=GRID)
    axes.set_axisbelow(True)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)


def _counts(row) -> str:
    return f"{row.counted:,} hopeful, {row.n_units - row.counted:,} hopeless"


def _alt(whole: pd.DataFrame, order: list[str]) -> str:
    said = []
    for row in whole[whole["group"].isin(order)].itertuples():
        value = f"{row.value:.2f} [{row.low:.2f}, {row.high:.2f}]" if pd.notna(row.value) else "too few for a number"
        said.append(f"{row.group} {value} ({_counts(row)})")
    return f"Dot plot of the outlook on the talks, from -1 (hopeless) to 1 (hopeful): {'; '.join(said) or 'none'}."


def _caption(whole: pd.DataFrame, order: list[str]) -> str:
    single = whole["method"].str.contains("single text").any()
    over = "sentences of this one text" if single else "documents"
    rest = len(whole) - len(order)
    note = f" {rest:,} groups with fewer sentences are in the table." if rest > 0 else ""
    return f"Dot: hopeful minus hopeless sentences over both; line: 95% interval, bootstrap over {over}.{note}"

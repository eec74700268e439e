"""Word-shift bars: which words make the difference."""

from __future__ import annotations

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, INK, RULES, Figure, new_figure
from discourse.figures.wording import shorten


def word_shift(
    table: pd.DataFrame,
    *,
    top: int = 15,
    sides: tuple[str, str] = ("target", "reference"),
    per: float = 1,
    title: str = "",
) -> Figure:
    """A bar per word, as long as what it adds to the difference between two groups (Gallagher et al. 2021).

    Parameters
    ----------
    table : DataFrame
        As `discourse.word_shift` gives it: ``feature, n_target, n_reference, contribution, low, high``.
    top : int
        How many words, those that add most.
    sides : (str, str)
        What target and reference are called.
    per : float
        Show contributions times this: 1000 for shares of all words, which are then per 1,000 words.
    title : str

    Returns
    -------
    Figure
        Counts of both sides stand at the end of each row; the caption says how much the words not shown add.
    """
    ends = {end: table[end] * per for end in ("contribution", "low", "high")}
    table = table.assign(**ends)
    shown = table.reindex(table["contribution"].abs().sort_values(ascending=False, kind="stable").index).head(top)
    total, rest = float(table["contribution"].sum()), float(table["contribution"].sum() - shown["contribution"].sum())
    unit = f", per {per:,.0f} words" if per != 1 else ""
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, max(1.8, 0.95 + 0.235 * len(shown)))
        axes = figure.add_subplot()
        for place, row in enumerate(shown.itertuples()):
            colour = COLOURS[0] if row.contribution > 0 else COLOURS[1]
            axes.barh(place, row.contribution, color=colour, height=0.68, alpha=0.85)
            if pd.notna(row.low):
                axes.hlines(place, row.low, row.high, color=INK, lw=1.2)
            axes.annotate(
                f"{row.n_target:,.0f} : {row.n_reference:,.0f}",
                (1, place),
                (4, 0),
                xycoords=("axes fraction", "data"),
                textcoords="offset points",
                va="center",
                fontsize=8,
                color=FAINT,
            )
        axes.axvline(0, color=FAINT, lw=1)
        axes.set_yticks(range(len(shown)), [shorten(str(word)) for word in shown["feature"]])
        axes.set_ylim(max(len(shown), 1) - 0.5, -0.5)
        axes.set_xlabel(f"← lowers      what the word adds{unit}      raises →", color=INK)
        axes.grid(axis="x", color=GRID)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        if title:
            axes.set_title(title)
    said = "; ".join(f"{row.feature} {row.contribution:+.2g}" for row in shown.itertuples())
    figure.alt = f"Word shift, {sides[0]} minus {sides[1]}, in all {total:+.2g}{unit}: {said or 'no words'}."
    figure.caption = (
        f"Bar: what the word adds to the difference ({total:+.2g} in all{unit}; the {len(table) - len(shown):,} words "
        f"not shown add {rest:+.2g}); line: 95% interval from resampling documents; at the end: counts in {sides[0]} : "
        f"{sides[1]}."
    )
    return figure

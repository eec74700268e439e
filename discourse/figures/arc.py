"""The arc of one text: where in it each frame stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, RULES, Figure, new_figure
from discourse.figures.wording import shorten


def arc(
    hits: pd.DataFrame,
    paragraphs: Sequence[tuple[int, int]],
    *,
    labels: Mapping[str, str] | None = None,
    title: str = "",
) -> Figure:
    """One row per category, one dot per hit, at its place in the text; the columns are paragraphs.

    Parameters
    ----------
    hits : DataFrame
        The hits of one document: columns ``start, end, category, negated``.
    paragraphs : sequence of (int, int)
        Where its paragraphs are; columns are as wide as paragraphs are long.
    labels : mapping, optional
        How to print the categories.
    title : str

    Returns
    -------
    Figure
        Rows in the order in which the categories first occur; negated hits are hollow.
    """
    labels = labels or {}
    order = list(dict.fromkeys(hits.sort_values("start", kind="stable")["category"]))
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, max(1.6, 0.8 + 0.26 * len(order)))
        axes = figure.add_subplot()
        for start, end in paragraphs[1::2]:
            axes.axvspan(start, end, color="#f4f4f4", lw=0)
        for place, name in enumerate(order):
            part = hits[hits["category"] == name]
            middle, negated = (part["start"] + part["end"]) / 2, part["negated"].astype(bool)
            colour = COLOURS[place % len(COLOURS)]
            axes.axhline(place, color=GRID, lw=0.8, zorder=0.5)
            axes.plot(middle[~negated], [place] * int((~negated).sum()), "o", color=colour, ms=6, clip_on=False)
            axes.plot(middle[negated], [place] * int(negated.sum()), "o", mec=colour, mfc="white", ms=6, clip_on=False)
        axes.set_yticks(range(len(order)), [shorten(labels.get(name, name)) for name in order])
        axes.set_ylim(len(order) - 0.5, -0.5)
        if paragraphs:
            axes.set_xlim(paragraphs[0][0], paragraphs[-1][1])
            centres = [(start + end) / 2 for start, end in paragraphs]
            axes.set_xticks(centres, [str(number) for number in range(1, len(paragraphs) + 1)])
        axes.set_xlabel("paragraph", color=FAINT)
        axes.tick_params(length=0)
        axes.spines["left"].set_visible(False)
        if title:
            axes.set_title(title)
    figure.alt = _alt(hits, order, paragraphs, labels)
    figure.caption = (
        "One dot per coded span, at its place in the text; hollow: negated. Column width: paragraph length."
    )
    return figure


def _alt(hits: pd.DataFrame, order: list[str], paragraphs, labels) -> str:
    parts = []
    for name in order:
        starts = hits.loc[hits["category"] == name, "start"]
        where = sorted({_paragraph(start, paragraphs) for start in starts})
        parts.append(f"{labels.get(name, name)} in {', '.join(map(str, where))}")
    return f"Which frame stands in which of {len(paragraphs)} paragraphs: {'; '.join(parts) or 'none'}."


def _paragraph(start: int, paragraphs) -> int:
    return next((number for number, (_, end) in enumerate(paragraphs, 1) if start < end), len(paragraphs))

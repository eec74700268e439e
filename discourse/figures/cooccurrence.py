"""The co-occurrence map: which categories share sentences, more or less than chance has it."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.figure import FAINT, INK, RULES, Figure, new_figure
from discourse.figures.wording import shorten

_LEVEL = 0.05
_FARTHEST = 8.0  # ratios beyond it, either way, share the darkest colour


def cooccurrence(
    pairs: pd.DataFrame, *, most: int = 14, labels: Mapping[str, str] | None = None, title: str = ""
) -> Figure:
    """Categories against categories; a cell is coloured by how often two share a sentence, against expectation.

    Parameters
    ----------
    pairs : DataFrame
        As `Coding.cooccurrence` gives it: ``category, with, sentences, expected, ratio, q_value``.
    most : int
        How many categories to show: those that stand in most shared sentences.
    labels : mapping, optional
        How to print them.
    title : str

    Returns
    -------
    Figure
        In each cell the number of shared sentences; bold where it differs from expectation (q < .05).
    """
    labels = labels or {}
    ends = pd.concat([pairs[["category", "sentences"]].set_axis(["name", "n"], axis=1),
                      pairs[["with", "sentences"]].set_axis(["name", "n"], axis=1)])  # fmt: skip
    totals = ends.groupby("name", sort=False)["n"].sum()
    names = sorted(totals.sort_values(ascending=False, kind="stable").index[:most], key=list(totals.index).index)
    place = {name: number for number, name in enumerate(names)}
    shown = pairs[pairs["category"].isin(place) & pairs["with"].isin(place)]
    with matplotlib.rc_context(RULES):
        side = 0.42 * len(names)
        figure = new_figure(max(4.6, 2.6 + side), max(2.6, 1.9 + 0.8 * side))
        axes = figure.add_subplot()
        for row in shown.itertuples():
            x, y = sorted((place[row.category], place[row[2]]))
            sure = row.q_value < _LEVEL
            shade = np.clip(np.log(max(row.ratio, 1 / _FARTHEST)) / np.log(_FARTHEST), -1, 1)
            colour = matplotlib.colormaps["PuOr_r"](0.5 + 0.45 * shade)
            axes.add_patch(matplotlib.patches.Rectangle((x, y), 0.96, 0.96, color=colour if sure else "#f4f4f4", lw=0))
            dark = sure and abs(shade) > 0.6
            axes.text(
                *(x + 0.48, y + 0.48, f"{row.sentences:,}"),
                ha="center", va="center", fontsize=8, fontweight="bold" if sure else "normal",
                color="white" if dark else INK if sure else FAINT,
            )  # fmt: skip
        axes.set_xlim(0, max(len(names) - 1, 1))
        axes.set_ylim(len(names), 1 if len(names) > 1 else 0)
        written = [shorten(labels.get(name, str(name)), 24) for name in names]
        axes.set_yticks(np.arange(1, len(names)) + 0.48, written[1:])
        axes.set_xticks(np.arange(len(names) - 1) + 0.48, written[:-1], rotation=45, ha="right")
        axes.tick_params(length=0, labelsize=8.5)
        for spine in axes.spines.values():
            spine.set_visible(False)
        if title:
            axes.set_title(title)
    figure.alt = _alt(shown, labels)
    figure.caption = (
        "Number: sentences that have both. Orange: more than expected from how much of each is in the same texts, "
        "purple: fewer, the darker the farther (bold, q < .05); grey: not distinguishable from chance."
    )
    return figure


def _alt(shown: pd.DataFrame, labels: Mapping[str, str]) -> str:
    sure = shown[shown["q_value"] < _LEVEL]
    if sure.empty:
        return "Co-occurrence map: no pair of categories shares sentences more or less often than expected."
    said = "; ".join(
        f"{labels.get(row.category, row.category)} with {labels.get(row[2], row[2])} in {row.sentences} sentences, "
        f"{row.expected:.1f} expected"
        for row in sure.head(6).itertuples()
    )
    return f"Co-occurrence map; pairs that differ from expectation, surest first: {said}."

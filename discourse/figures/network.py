"""The echo network: who takes up whose words."""

from __future__ import annotations

import matplotlib
import numpy as np
import pandas as pd
from matplotlib.patches import FancyArrowPatch

from discourse.collation import alphabetical
from discourse.figures.figure import COLOURS, FAINT, INK, RULES, Figure, new_figure
from discourse.figures.wording import shorten


def network(edges: pd.DataFrame, *, level: float = 0.05, title: str = "") -> Figure:
    """Arrows from whose words they were first to who uses them later, as wide as there are uses.

    Parameters
    ----------
    edges : DataFrame
        Columns ``origin, echoer, uses, expected, p_value``.
    level : float
        Arrows with a p-value up to this are drawn solid and dark, the others pale and dashed.
    title : str

    Returns
    -------
    Figure
        The names stand on a circle, in alphabetical order.
    """
    names = sorted({*edges["origin"], *edges["echoer"]}, key=alphabetical)
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(names)) / max(len(names), 1)
    places = {name: (np.cos(angle), np.sin(angle)) for name, angle in zip(names, angles, strict=True)}
    with matplotlib.rc_context(RULES):
        figure = new_figure(6.4, 5.0)
        axes = figure.add_subplot()
        most = edges["uses"].max() if len(edges) else 1
        for row in edges.sort_values("uses", kind="stable").itertuples():
            sure = row.p_value <= level
            axes.add_patch(
                FancyArrowPatch(
                    *(places[row.origin], places[row.echoer]),
                    connectionstyle="arc3,rad=0.16",
                    arrowstyle="-|>",
                    mutation_scale=9 + 9 * row.uses / most,
                    lw=0.8 + 3.2 * row.uses / most,
                    ls="-" if sure else (0, (3, 2)),
                    color=COLOURS[0] if sure else FAINT,
                    alpha=0.9 if sure else 0.35,
                    shrinkA=14,
                    shrinkB=14,
                )
            )
        for name, (x, y) in places.items():
            axes.plot(x, y, "o", ms=9, color=INK)
            side = "center" if abs(x) < 0.2 else "left" if x > 0 else "right"
            axes.annotate(
                shorten(name), (x * 1.09, y * 1.11), ha=side, va="center", fontsize=9.5, annotation_clip=False
            )
        axes.set(xlim=(-1.7, 1.7), ylim=(-1.25, 1.25), aspect="equal")
        axes.axis("off")
        if title:
            axes.set_title(title)
    figure.alt = _alt(edges, level)
    figure.caption = (
        f"Arrow: from whose phrase it was first to who used it later in their own voice; width: uses; solid: more than "
        f"chance at p ≤ {level:g} in a permutation test, dashed: not."
    )
    return figure


def _alt(edges: pd.DataFrame, level: float) -> str:
    sure = edges[edges["p_value"] <= level].sort_values("uses", ascending=False, kind="stable")
    said = [f"{row.origin} to {row.echoer} ({row.uses} uses, {row.expected:.1f} expected)" for row in sure.itertuples()]
    rest = len(edges) - len(sure)
    return f"Network of echoes. More than chance: {'; '.join(said) or 'none'}. Not distinguishable from chance: {rest}."

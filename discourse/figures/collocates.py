"""The collocation network: a word, what stands near it, and what of that stands near each other."""

from __future__ import annotations

import matplotlib
import numpy as np
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, INK, RULES, Figure, new_figure
from discourse.figures.wording import shorten


def collocates(edges: pd.DataFrame, node: str, *, title: str = "") -> Figure:
    """The node in the middle, its collocates around it, the strongest on top and clockwise.

    Parameters
    ----------
    edges : DataFrame
        As `discourse.contrast.network.collocation_network` gives it: ``one, other, n, log_dice``.
    node : str
    title : str

    Returns
    -------
    Figure
        The closer to the middle and the thicker its line, the stronger a collocate (log-Dice); grey lines join
        collocates that are collocates of each other.
    """
    spokes = edges[edges["one"] == node].sort_values(["log_dice", "other"], ascending=[False, True])
    names = list(spokes["other"])
    strength = spokes["log_dice"].to_numpy(float)
    span = np.ptp(strength) if len(strength) and np.ptp(strength) else 1.0
    near = (strength - strength.min()) / span if len(strength) else strength
    angles = np.pi / 2 - 2 * np.pi * np.arange(len(names)) / max(len(names), 1)
    radius = 1.0 - 0.38 * near
    places = {name: (r * np.cos(a), r * np.sin(a)) for name, r, a in zip(names, radius, angles, strict=True)}
    with matplotlib.rc_context(RULES):
        figure = new_figure(6.4, 5.2)
        axes = figure.add_subplot()
        for row in edges[edges["one"] != node].itertuples():
            (x0, y0), (x1, y1) = places[row.one], places[row.other]
            axes.plot([x0, x1], [y0, y1], "-", color=FAINT, lw=0.9, alpha=0.5, zorder=1)
        for name, share in zip(names, near, strict=True):
            x, y = places[name]
            axes.plot([0, x], [0, y], "-", color=COLOURS[0], lw=0.8 + 3.2 * share, alpha=0.7, zorder=2)
            axes.plot(x, y, "o", color=INK, ms=5, zorder=3)
            side = "center" if abs(x) < 0.12 else "left" if x > 0 else "right"
            length = float(np.hypot(x, y))
            axes.annotate(
                shorten(name, 22),
                (x * (1 + 0.07 / length), y * (1 + 0.07 / length)),
                ha=side,
                va="center",
                fontsize=9,
                zorder=4,
            )
        axes.annotate(
            shorten(node, 22),
            (0, 0),
            ha="center",
            va="center",
            fontsize=10.5,
            fontweight="bold",
            zorder=5,
            bbox={"boxstyle": "round,pad=0.3", "fc": "white", "ec": COLOURS[0]},
        )
        axes.set(xlim=(-1.55, 1.55), ylim=(-1.18, 1.18), aspect="equal")
        axes.axis("off")
        if title:
            axes.set_title(title)
    said = "; ".join(f"{row.other} {row.n} times, log-Dice {row.log_dice:.1f}" for row in spokes.itertuples())
    joined = len(edges) - len(spokes)
    figure.alt = (
        f"Network of collocates of {node}, strongest first: {said or 'none'}. {joined} pairs of them are joined."
    )
    figure.caption = (
        "Blue: near the node more often than elsewhere; thicker and closer: stronger (log-Dice). Grey: collocates of "
        "each other."
    )
    return figure

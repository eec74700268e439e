"""The quadrants of operational codes: control against cooperation, for Self and for Others."""

from __future__ import annotations

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, GRID, INK, RULES, Figure, new_figure
from discourse.figures.wording import shorten

# Panel: title, index across, index upwards.
_PANELS = (("Self", "P-4a", "I-1"), ("Others, as they are seen", "P-4b", "P-1"))
_TYPES = {"A": (0.02, 0.98), "C": (0.98, 0.98), "DEF": (0.02, 0.02), "B": (0.98, 0.02)}
_LEAST = 3  # leaders that make a norm


def quadrant(codes: pd.DataFrame, *, title: str = "") -> Figure:
    """Where leaders place themselves and others in the quadrants of the revised Holsti typology (Walker 1983, 2003).

    Across: control over historical development (P-4a for Self, P-4b for Others); upwards: cooperation (I-1, P-1).
    Types A and C see conflict as passing, DEF and B as lasting; C and B claim control. The axes cross at the leaders'
    mean where there are three or more, else at .5 and 0.

    Parameters
    ----------
    codes : DataFrame
        ``name, group, value, low, high``, as `discourse.operational_code` returns it.
    title : str

    Returns
    -------
    Figure
    """
    values = codes.pivot_table(index="group", columns="name", values=["value", "low", "high"], sort=False)
    leaders = list(values.index)
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.6, 4.4)
        for axes, (name, across, upwards) in zip(figure.subplots(1, 2), _PANELS, strict=True):
            if ("value", across) in values and ("value", upwards) in values:
                _draw(axes, values, leaders, across, upwards)
            axes.set_title(f"{name}: {upwards} by {across}", fontsize=9.5)
            axes.set_xlabel(f"{across}: control", color=INK)
            axes.set_ylabel(f"{upwards}: conflict (−1) to cooperation (1)", color=INK)
            for kind, place in _TYPES.items():
                sides = {"ha": "left" if place[0] < 0.5 else "right", "va": "top" if place[1] > 0.5 else "bottom"}
                axes.text(*place, kind, transform=axes.transAxes, color=FAINT, fontsize=12, fontweight="bold", **sides)
            axes.grid(color=GRID)
            axes.set_axisbelow(True)
        if title:
            figure.suptitle(title, x=0.01, ha="left", fontsize=10.5, fontweight="bold")
    figure.alt = _alt(values, leaders)
    crossing = "the mean of the leaders shown" if len(leaders) >= _LEAST else "control .5 and cooperation 0"
    figure.caption = (
        f"Dot: estimate; lines: 95% intervals. The dashed lines cross at {crossing}. A and C: conflict is passing; DEF "
        "and B: it is lasting; C and B claim control (revised Holsti typology)."
    )
    return figure


def _draw(axes, values: pd.DataFrame, leaders: list[str], across: str, upwards: str) -> None:
    x, y = values[("value", across)], values[("value", upwards)]
    many = len(leaders) >= _LEAST
    axes.axvline(x.mean() if many else 0.5, color=FAINT, lw=1, ls="--")
    axes.axhline(y.mean() if many else 0.0, color=FAINT, lw=1, ls="--")
    axes.hlines(y, values[("low", across)], values[("high", across)], color=COLOURS[0], lw=1, alpha=0.3)
    axes.vlines(x, values[("low", upwards)], values[("high", upwards)], color=COLOURS[0], lw=1, alpha=0.3)
    axes.plot(x, y, "o", color=COLOURS[0], ms=5)
    axes.margins(x=0.16)
    gap = 0.045 * float(axes.get_ylim()[1] - axes.get_ylim()[0])
    width = 0.3 * float(axes.get_xlim()[1] - axes.get_xlim()[0])
    placed: list[tuple[float, float]] = []
    for leader in y.dropna().sort_values(ascending=False, kind="stable").index:
        at, height = x[leader], y[leader]
        while any(abs(height - other) < gap and abs(at - beside) < width for beside, other in placed):
            height -= gap / 4  # a label goes below one that is already there
        placed.append((at, height))
        line = {"arrowstyle": "-", "color": FAINT, "lw": 0.5} if y[leader] - height > gap else None
        axes.annotate(shorten(leader, 18), (at, y[leader]), (at + 0.03 * width, height), fontsize=7.5, arrowprops=line)


def _alt(values: pd.DataFrame, leaders: list[str]) -> str:
    said = []
    for leader in leaders:
        parts = [
            f"{index} {values.loc[leader, ('value', index)]:.2f}"
            for index in ("I-1", "P-4a", "P-1")
            if ("value", index) in values and pd.notna(values.loc[leader, ("value", index)])
        ]
        said.append(f"{leader} {', '.join(parts)}")
    return f"Operational codes in quadrants of control and cooperation: {'; '.join(said) or 'none'}."

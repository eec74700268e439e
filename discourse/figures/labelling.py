"""Labels of points that do not cover each other."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib import patheffects

# Where a label may stand around its point, best first: horizontal and vertical alignment, offset in points.
_SIDES = (
    ("left", "center", (5, 0)),
    ("right", "center", (-5, 0)),
    ("center", "bottom", (0, 5)),
    ("center", "top", (0, -5)),
    ("left", "bottom", (4, 4)),
    ("right", "bottom", (-4, 4)),
    ("left", "top", (4, -4)),
    ("right", "top", (-4, -4)),
)
_MARGIN = 1.0  # pixels between labels


def place_labels(axes, labels: Sequence[tuple[str, float, float]], *, most: int, **style) -> list[str]:
    """Write as many labels as fit without covering each other or leaving the axes.

    Parameters
    ----------
    axes : matplotlib Axes
        With its limits set and its figure laid out.
    labels : sequence of (text, x, y)
        The most important first; a label for which no side of its point is free is left out.
    most : int
        How many to try.
    **style
        Of `Axes.annotate`.

    Returns
    -------
    list of str
        The labels written.
    """
    halo = [patheffects.withStroke(linewidth=2.5, foreground="white")]  # where a label lies over other points
    figure = axes.figure
    figure.draw_without_rendering()
    renderer = figure.canvas.get_renderer()
    frame = axes.get_window_extent(renderer)
    taken = [_around(axes, x, y) for _, x, y in labels[:most]]
    written = []
    for number, (text, x, y) in enumerate(labels[:most]):
        others = taken[:number] + taken[number + 1 :]
        for horizontal, vertical, offset in _SIDES:
            note = axes.annotate(
                text,
                (x, y),
                offset,
                textcoords="offset points",
                ha=horizontal,
                va=vertical,
                annotation_clip=False,
                path_effects=halo,
                **style,
            )
            box = note.get_window_extent(renderer)
            edges = (box.x0 - _MARGIN, box.y0 - _MARGIN, box.x1 + _MARGIN, box.y1 + _MARGIN)
            inside = edges[0] >= frame.x0 and edges[2] <= frame.x1 and edges[1] >= frame.y0 and edges[3] <= frame.y1
            if inside and not any(_overlap(edges, other) for other in others):
                taken.append(edges)
                written.append(text)
                break
            note.remove()
    return written


def _around(axes, x: float, y: float, size: float = 3.0) -> tuple[float, float, float, float]:
    """The square a point takes up, in pixels."""
    px, py = axes.transData.transform((x, y))
    return px - size, py - size, px + size, py + size


def _overlap(one: tuple, other: tuple) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]

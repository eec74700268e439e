"""A Matplotlib figure that knows what there is to be seen in it."""

from __future__ import annotations

import base64
import html
import io

import matplotlib
import matplotlib.figure
from matplotlib.backends.backend_agg import FigureCanvasAgg

# Okabe & Ito's colours, told apart with any kind of colour vision; yellow left out as too faint on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#56B4E9", "#E69F00", "#555555")
MARKERS = ("o", "s", "D", "^", "v", "P", "X")
INK, FAINT, GRID = "#222222", "#767676", "#e3e3e3"
DPI = 144
RULES = {
    "font.family": "DejaVu Sans",
    "font.size": 9.5,
    "axes.edgecolor": FAINT,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 10.5,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "text.color": INK,
    "xtick.color": FAINT,
    "ytick.color": FAINT,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "svg.hashsalt": "discourse",
    "svg.fonttype": "none",
}


class Figure(matplotlib.figure.Figure):
    """A Matplotlib figure with an alternative text and a caption.

    In a notebook it shows as an HTML figure, which keeps its alternative text in JupyterLab and in published
    pages alike (both drop the one Jupyter knows as output metadata).

    Attributes
    ----------
    alt : str
        What there is to be seen, for who cannot see it.
    caption : str
        How to read it: measure, interval, how many documents.
    kept : str
        The name under which it was kept for a report; empty for none.
    """

    alt: str = ""
    caption: str = ""
    kept: str = ""

    def png(self) -> bytes:
        """The figure as PNG; the same figure gives the same bytes."""
        buffer = io.BytesIO()
        self.savefig(buffer, format="png", dpi=DPI, metadata={"Software": None})
        return buffer.getvalue()

    def savefig(self, target, **options) -> None:
        """As Matplotlib's, with the look of the kit whatever the settings of the session are."""
        with matplotlib.rc_context(RULES):
            super().savefig(target, **options)

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        image = base64.b64encode(self.png()).decode()
        width = round(self.get_figwidth() * 96)
        caption = f"<figcaption>{html.escape(self.caption)}</figcaption>" if self.caption else ""
        name = f' id="figure-{self.kept}"' if self.kept else ""
        return {
            "text/html": (
                f'<figure{name}><img alt="{html.escape(self.alt)}" width="{width}" style="max-width:100%;height:auto" '
                f'src="data:image/png;base64,{image}">{caption}</figure>'
            ),
            "text/plain": self.alt,
        }


def new_figure(width: float, height: float) -> Figure:
    """An empty figure of so many inches; draw on it inside ``matplotlib.rc_context(RULES)``."""
    figure = Figure(figsize=(width, height), layout="constrained")
    FigureCanvasAgg(figure)
    return figure

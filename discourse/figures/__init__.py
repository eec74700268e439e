"""One function per figure: it takes an estimates table and returns a Matplotlib figure with alt text."""

from discourse.figures.arc import arc
from discourse.figures.calendar import calendar
from discourse.figures.dotplot import dotplot
from discourse.figures.effects import effects
from discourse.figures.figure import Figure
from discourse.figures.frontier import frontier
from discourse.figures.heatmap import heatmap
from discourse.figures.network import network
from discourse.figures.page import Html
from discourse.figures.reading import marked_text, passages
from discourse.figures.stacked import stacked
from discourse.figures.tables import estimates_table
from discourse.figures.timeline import timeline
from discourse.figures.wording import day

__all__ = [
    "Figure",
    "Html",
    "arc",
    "calendar",
    "day",
    "dotplot",
    "effects",
    "estimates_table",
    "frontier",
    "heatmap",
    "marked_text",
    "network",
    "passages",
    "stacked",
    "timeline",
]

"""One function per figure: it takes an estimates table and returns a Matplotlib figure with alt text."""

from discourse.figures.arc import arc
from discourse.figures.calendar import calendar
from discourse.figures.dotplot import dotplot
from discourse.figures.figure import Figure
from discourse.figures.heatmap import heatmap
from discourse.figures.ladder import ladder
from discourse.figures.matrix import matrix
from discourse.figures.network import network
from discourse.figures.outlook import outlook
from discourse.figures.page import Html
from discourse.figures.quadrant import quadrant
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
    "estimates_table",
    "heatmap",
    "ladder",
    "marked_text",
    "matrix",
    "network",
    "outlook",
    "passages",
    "quadrant",
    "stacked",
    "timeline",
]

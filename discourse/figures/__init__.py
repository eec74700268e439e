"""One function per figure: it takes an estimates table and returns a Matplotlib figure with alt text."""

from discourse.figures.arc import arc
from discourse.figures.behind import anchor, behind, link
from discourse.figures.calendar import calendar
from discourse.figures.codebook import codebook
from discourse.figures.collocates import collocates
from discourse.figures.cooccurrence import cooccurrence
from discourse.figures.dispersion import dispersion
from discourse.figures.dotplot import dotplot
from discourse.figures.effects import effects
from discourse.figures.figure import Figure
from discourse.figures.frontier import frontier
from discourse.figures.heatmap import heatmap
from discourse.figures.keyness import keyness, keyness_scatter
from discourse.figures.ladder import ladder
from discourse.figures.matrix import matrix
from discourse.figures.mistakes import mistakes
from discourse.figures.network import network
from discourse.figures.outlook import outlook
from discourse.figures.page import Html
from discourse.figures.positions import positions
from discourse.figures.quadrant import quadrant
from discourse.figures.reading import hit_anchor, marked_text, numbered_passages, passages
from discourse.figures.shift import word_shift
from discourse.figures.stacked import stacked
from discourse.figures.tables import estimates_table, linked_table
from discourse.figures.timeline import timeline
from discourse.figures.wording import day

__all__ = [
    "Figure",
    "Html",
    "anchor",
    "arc",
    "behind",
    "calendar",
    "codebook",
    "collocates",
    "cooccurrence",
    "day",
    "dispersion",
    "dotplot",
    "effects",
    "estimates_table",
    "frontier",
    "heatmap",
    "hit_anchor",
    "keyness",
    "keyness_scatter",
    "ladder",
    "link",
    "linked_table",
    "marked_text",
    "matrix",
    "mistakes",
    "network",
    "numbered_passages",
    "outlook",
    "passages",
    "positions",
    "quadrant",
    "stacked",
    "timeline",
    "word_shift",
]

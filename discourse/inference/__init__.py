"""Shares, rates and trends with intervals, agreement and correction. Plain tables only: it knows no lens."""

from discourse.inference.agreement import agreement
from discourse.inference.bootstrap import percentiles, ratio_intervals, resampled_sums
from discourse.inference.change import change_points
from discourse.inference.correction import corrected, difference, pseudo_outcomes
from discourse.inference.drawn import draw, how_drawn
from discourse.inference.estimates import COLUMNS, MINIMUM, balance, mean, rate, share
from discourse.inference.event import before_after
from discourse.inference.intervals import poisson_upper, wilson
from discourse.inference.multiple import benjamini_hochberg
from discourse.inference.periods import PERIODS, periods_of
from discourse.inference.scores import scores
from discourse.inference.shrinkage import design_effect, shrink
from discourse.inference.sums import sum_intervals

__all__ = [
    "COLUMNS",
    "MINIMUM",
    "PERIODS",
    "agreement",
    "balance",
    "before_after",
    "benjamini_hochberg",
    "change_points",
    "corrected",
    "design_effect",
    "difference",
    "draw",
    "how_drawn",
    "mean",
    "percentiles",
    "periods_of",
    "poisson_upper",
    "pseudo_outcomes",
    "rate",
    "ratio_intervals",
    "resampled_sums",
    "scores",
    "share",
    "shrink",
    "sum_intervals",
    "wilson",
]

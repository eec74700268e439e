"""Shares, rates and trends with intervals. Plain tables only: nothing here knows what was counted."""

from discourse.inference.bootstrap import ratio_intervals
from discourse.inference.estimates import COLUMNS, MINIMUM, balance, mean, rate, share
from discourse.inference.intervals import poisson_upper, wilson
from discourse.inference.multiple import benjamini_hochberg
from discourse.inference.periods import PERIODS, periods_of
from discourse.inference.shrinkage import design_effect, shrink
from discourse.inference.sums import sum_intervals

__all__ = [
    "COLUMNS",
    "MINIMUM",
    "PERIODS",
    "balance",
    "benjamini_hochberg",
    "design_effect",
    "mean",
    "periods_of",
    "poisson_upper",
    "rate",
    "ratio_intervals",
    "share",
    "shrink",
    "sum_intervals",
    "wilson",
]

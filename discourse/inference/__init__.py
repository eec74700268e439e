"""Shares, rates and trends with intervals. Plain tables only: nothing here knows what was counted."""

from discourse.inference.bootstrap import ratio_intervals
from discourse.inference.estimates import COLUMNS, MINIMUM, balance, mean, rate, share
from discourse.inference.intervals import poisson_upper, wilson
from discourse.inference.multiple import benjamini_hochberg
from discourse.inference.periods import PERIODS, periods_of

__all__ = [
    "COLUMNS",
    "MINIMUM",
    "PERIODS",
    "balance",
    "benjamini_hochberg",
    "mean",
    "periods_of",
    "poisson_upper",
    "rate",
    "ratio_intervals",
    "share",
    "wilson",
]

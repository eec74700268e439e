"""Attribution in languages whose nouns have cases and whose subjects may stand anywhere: Ukrainian and Russian."""

from discourse.voices.inflected.referents import InflectedReferents
from discourse.voices.inflected.reports import reports
from discourse.voices.inflected.turns import dialogue, interrupted

__all__ = ["InflectedReferents", "dialogue", "interrupted", "reports"]

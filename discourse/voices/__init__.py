"""Whose words are these: direct and indirect quotation and scare quotes, with their sources."""

from discourse.room import make_callable
from discourse.voices.attribution import Attribution
from discourse.voices.find import attributions
from discourse.voices.table import voices

__all__ = ["Attribution", "attributions", "voices"]

make_callable(__name__)

"""Coding by hand: sheets of passages, read back from several coders, compared and decided."""

from discourse.sheets.draw import draw_sheet
from discourse.sheets.judged import HandCoded, agreement_by_category, disagreements, hand_codes, read_coded
from discourse.sheets.read import read_sheets
from discourse.sheets.sheet import Sheet
from discourse.sheets.validate import Validation, validate, validity_line

__all__ = [
    "HandCoded",
    "Sheet",
    "Validation",
    "agreement_by_category",
    "disagreements",
    "draw_sheet",
    "hand_codes",
    "read_coded",
    "read_sheets",
    "validate",
    "validity_line",
]

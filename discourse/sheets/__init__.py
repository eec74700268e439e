"""Coding by hand: sheets of passages, read back from several coders, compared and decided."""

from discourse.sheets.draw import draw_sheet
from discourse.sheets.judged import agreement_by_category, disagreements, hand_codes
from discourse.sheets.read import read_sheets
from discourse.sheets.sheet import Sheet

__all__ = ["Sheet", "agreement_by_category", "disagreements", "draw_sheet", "hand_codes", "read_sheets"]

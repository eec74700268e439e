"""Giving the attributions of a text their names and owners."""

from __future__ import annotations

from bisect import bisect_right

import regex

from discourse.voices import inflected, scare
from discourse.voices.attribution import Attribution
from discourse.voices.lexicon import INFLECTED
from discourse.voices.quotes import Span
from discourse.voices.referents import Referents


def name_all(text: str, found: list[Attribution], paragraphs: list[Span], language: str) -> None:
    """Set `name`, `confidence` and `owner` of the attributions of a text, which are in order."""
    known = inflected.InflectedReferents if language in INFLECTED else Referents
    referents = known(text, found, language)
    starts = [start for start, _ in paragraphs]
    last: Attribution | None = None
    terms: dict[str, str] = {}
    for row in sorted(found, key=lambda row: row.source[0] if row.source else row.start):
        if row.source:
            row.name, row.confidence = referents.name(row.source)
            if row.name:
                last = row
        elif row.kind == "scare":
            start = starts[bisect_right(starts, row.start) - 1]
            row.owner = _owner(text, row, start, referents, terms, language)
        elif row.kind == "direct" and not row.part_of and last:
            apart = bisect_right(starts, row.start) - bisect_right(starts, last.start)
            if apart <= 1:
                row.name, row.confidence = last.name, last.confidence * (0.5 if apart else 0.8)
    for row in found:
        if row.part_of:
            row.name, row.confidence = row.part_of.name, row.part_of.confidence


def _owner(
    text: str, row: Attribution, start: int, referents: Referents, terms: dict[str, str], language: str
) -> str | None:
    """Whose term a scare quote holds up; what was once found for a term holds for the rest of the text."""
    term = regex.sub(r"\W+", " ", text[row.start : row.end]).strip().lower()
    span = scare.owner(text, (row.start, row.end), max(start, row.start - 300), language)
    if span:
        name = referents.name(span)[0] or text[slice(*span)]
        terms[term] = name
    return terms.get(term)

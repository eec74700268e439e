"""One report of a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from discourse.voices.grammar import Words


@dataclass(slots=True)
class Report:
    """Cue, source and content, as numbers of words; `content` has one or two pieces."""

    content: list[Words]
    cue: Words
    source: Words | None
    begin: int  # the first word of the clause that reports: its source or its cue
    clause: bool = True  # whether the content is a clause or a quotation, not a phrase

"""The attributions of one text."""

from __future__ import annotations

from dataclasses import dataclass, field

from discourse.display import Displayed
from discourse.voices.quotes import Span


@dataclass(slots=True, repr=False)
class Attribution(Displayed):
    """One stretch of text that is not the author's own voice.

    Attributes
    ----------
    start, end : int
        The content, as code-point offsets into the text as it was read.
    kind : str
        ``direct``, ``indirect`` or ``scare``.
    source, cue : (int, int) or None
        Where the text says whose words they are, and the verb, noun or phrase that says so. None on rows that
        continue another (`part_of`), and where the text does not say.
    name : str or None
        The source as a name, as far as the text lets us know it.
    confidence : float
        How sure `name` is, from 0 to 1.
    owner : str or None
        Of a term in scare quotes: whose term it is, when the text says so.
    complete : bool
        False for a quotation that is never closed.
    part_of : Attribution or None
        The attribution whose source and cue hold for this one too.
    """

    start: int
    end: int
    kind: str
    source: Span | None = None
    cue: Span | None = None
    name: str | None = None
    confidence: float = 0.0
    owner: str | None = None
    complete: bool = True
    part_of: Attribution | None = field(default=None, compare=False)

    def _heading(self) -> str:
        known = f" of {self.name} ({self.confidence:.0%})" if self.name else ""
        return f"Attribution {self.kind}{known}: {self.start}–{self.end}"

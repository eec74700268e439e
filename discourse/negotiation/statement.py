"""One statement: who does what to whom."""

from __future__ import annotations

from typing import NamedTuple

from discourse.voices.spans import Span

ACTS = {
    "agree": 1, "consult": 1, "support": 1, "promise": 1, "cooperate": 1, "aid": 1, "yield": 1,
    "request": -1, "accuse": -1, "reject": -1, "threaten": -1,
    "protest": -1, "sanction": -1, "mobilize": -1, "coerce": -1, "assault": -1,
}  # fmt: skip
MODALITIES = ("certain", "probable", "possible", "unlikely", "impossible", "required", "wanted", "none")
TENSES = ("past", "present", "future")


class Statement(NamedTuple):
    """A statement of one text; see `discourse.statements` for what the fields mean."""

    sentence: int
    start: int
    end: int
    actor: str | None
    act: str
    target: str | None
    polarity: int
    negated: bool
    conditional: bool
    modality: str
    tense: str
    deed: bool
    lemma: str
    actor_span: Span | None
    act_span: Span
    target_span: Span | None
    sole: bool
    confidence: float
    reason: str

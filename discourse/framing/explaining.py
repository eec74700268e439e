"""Why a hit is one: the rule behind it, its conditions, what denies it, and whose voice it is in."""

from __future__ import annotations

import html
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.display import Displayed
from discourse.framing.negation import denial
from discourse.language.finder import find_in

if TYPE_CHECKING:
    from discourse.framing.coding import Coding
    from discourse.framing.hits import Hits

COLUMNS = [
    *("sentence", "start", "end", "text", "category", "pattern", "conditions", "negated_by", "voice", "speaker"),
    *("weight", "in_sentence", "sentence_start"),
]


@dataclass(frozen=True, repr=False)
class Explanation(Displayed):
    """The hits of one document with their reasons; see `Coding.explain`.

    Attributes
    ----------
    document : str
    labels : dict of str to str
        Category id to label.
    table : DataFrame
        One row per hit, in reading order: ``sentence, start, end, text, category, pattern, conditions`` (what the rule
        asks of the sentence or the voice, and what was found), ``negated_by`` (the word or phrase that denies it, or
        nothing), ``voice, speaker, weight, in_sentence`` and ``sentence_start``. Offsets are into the document's text.
    """

    document: str
    labels: dict[str, str]
    table: pd.DataFrame

    def _heading(self) -> str:
        return f"Explanation of {self.document}: {len(self.table):,} hits"

    def __str__(self) -> str:
        lines = [self._heading()]
        for (number, sentence), hits in self.table.groupby(["sentence", "in_sentence"], sort=False):
            lines += ["", f"[{number}] {' '.join(sentence.split())}"]
            lines += [f"    {row.text}: {'; '.join(self._reasons(row))}" for row in hits.itertuples()]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{html.escape(self._heading())}</strong></p>"]
        for (number, _), hits in self.table.groupby(["sentence", "in_sentence"], sort=False):
            reasons = "".join(
                f"<li><mark>{html.escape(row.text)}</mark> {html.escape('; '.join(self._reasons(row)))}</li>"
                for row in hits.itertuples()
            )
            parts.append(f"<p><small>{number}</small> {_marked(hits)}</p><ul>{reasons}</ul>")
        return "".join(parts)

    def _reasons(self, row) -> list[str]:
        reasons = [self.labels[row.category], f"pattern {row.pattern!r}"]
        reasons += [row.conditions] if row.conditions else []
        reasons += [f"negated by {row.negated_by!r}"] if row.negated_by else []
        if row.voice:
            reasons.append(f"voice: {row.voice}" + (f", {row.speaker}" if row.speaker else ""))
        return reasons + ([f"counts {row.weight:g} times"] if row.weight != 1 else [])


def explain(coding: Coding, document: str) -> Explanation:
    """See `Coding.explain`."""
    found, hits = coding.found, coding.hits
    text = coding.corpus[document].text  # or an error that suggests names
    number = found.encoded.documents.index(document)
    low, high = np.searchsorted(found.first, found.encoded.document_bounds[number : number + 2])
    language = found.encoded.languages[number]
    rows = []
    for place, hit in zip(range(low, high), hits.iloc[low:high].itertuples(index=False), strict=True):
        first, after = int(found.first[place]), int(found.after[place])
        start, end = found.encoded.span_of(int(found.encoded.sentence_of(np.array([first]))[0]))
        rule = found.rules[found.which[place]]
        rows.append(
            (
                *(hit.sentence, hit.start, hit.end, hit.text, hit.category, hit.pattern),
                _conditions(found, rule, language, first),
                denial(found.encoded, language, first, after) if hit.negated else "",
                *(hit.voice, hit.speaker, rule.weight, text[start:end], start),
            )
        )
    return Explanation(document, coding.codebook.labels, pd.DataFrame(rows, columns=COLUMNS))


def _conditions(found: Hits, rule, language: str, token: int) -> str:
    """What a rule asks for, in words."""
    sentence = found.encoded.sentence_of(np.array([token]))[0]
    said = []
    if rule.only_with:
        with_it = [
            pattern.text
            for pattern in rule.only_with
            if sentence in found.encoded.sentence_of(find_in(found.encoded, pattern, language)[0])
        ]
        said.append("with " + ", ".join(map(repr, with_it)))
    if rule.never_with:
        said.append(f"without any of {len(rule.never_with)} patterns that exclude it")
    if rule.voices:
        said.append(f"only in the voice {' or '.join(rule.voices)}")
    return "; ".join(said)


def _marked(hits: pd.DataFrame) -> str:
    """A sentence as HTML, its hits marked; hits of several categories at one place are marked together."""
    sentence, start = hits["in_sentence"].iloc[0], int(hits["sentence_start"].iloc[0])
    parts, place = [], 0
    for one, other in sorted(zip(hits["start"] - start, hits["end"] - start, strict=True)):
        if other > place:
            begun = max(one, place)
            parts += [html.escape(sentence[place:begun]), f"<mark>{html.escape(sentence[begun:other])}</mark>"]
            place = other
    return "".join([*parts, html.escape(sentence[place:])])

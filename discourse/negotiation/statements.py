"""The statements of a corpus, and their evidence."""

from __future__ import annotations

from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

import numpy as np

from discourse.display import Displayed
from discourse.errors import ColumnError
from discourse.language.divided import body_sentences

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from discourse.corpus import Corpus
    from discourse.negotiation.who import Who

ROLES = ("actor", "act", "target")
_COLOURS = {"actor": "#cfe8ff", "act": "#ffe9a8", "target": "#d9f2d0"}
_SHOWN = ("speaker", "actor", "act", "target", "negated", "conditional", "modality", "tense")


class Statements(Displayed):
    """Who does what to whom in a corpus.

    Attributes
    ----------
    corpus : Corpus
    table : pandas.DataFrame
        One row per statement; the columns are those of `discourse.statements`.
    voices : pandas.DataFrame
        The attributions in the corpus; found when first asked for, if they were not given.
    """

    def __init__(
        self,
        corpus: Corpus,
        table: pd.DataFrame,
        voices: pd.DataFrame | None = None,
        *,
        actors: str | Path | None = None,
    ):
        self.corpus, self.table, self._given, self._actors = corpus, table, voices, actors

    @cached_property
    def who(self) -> Who:
        """The names of the gazetteer with which the statements were found."""
        from discourse.negotiation.who import Who

        return Who.load(self._actors)

    @cached_property
    def voices(self) -> pd.DataFrame:
        """The attributions in the corpus."""
        if self._given is not None:
            return self._given
        from discourse.voices import voices

        return voices(self.corpus)

    def where(self, **conditions) -> Statements:
        """The statements whose columns have the values named: ``where(actor="Russia", act=["threaten", "reject"])``.

        Raises
        ------
        ColumnError
            The table has no such column.
        """
        kept = np.ones(len(self.table), bool)
        for name, value in conditions.items():
            if name not in self.table.columns:
                raise ColumnError(
                    f"statements have no column {name!r}", remedy=f"use one of {', '.join(self.table.columns)}"
                )
            wanted = value if isinstance(value, (list, tuple, set, frozenset)) else [value]
            kept &= self.table[name].isin(list(wanted)).to_numpy()
        return Statements(self.corpus, self.table[kept].reset_index(drop=True), self._given, actors=self._actors)

    def evidence(self, n: int | None = 20, *, seed: int = 0, **conditions) -> pd.DataFrame:
        """Statements in the sentences they stand in.

        Parameters
        ----------
        n : int or None
            At most this many, drawn at random and given in reading order; None for all.
        seed : int
        **conditions
            As for `where`.

        Returns
        -------
        pandas.DataFrame
            Columns ``document, sentence, start, end, text`` (the sentence, offsets into the document), ``marks`` (list
            of (start, end, role), role ``actor``, ``act`` or ``target``, offsets into the document), then ``speaker,
            actor, act, target, negated, conditional, modality, tense`` of the statement.
        """
        import pandas as pd

        chosen = self.where(**conditions).table if conditions else self.table
        if n is not None and len(chosen) > n:
            chosen = chosen.iloc[np.sort(np.random.default_rng(seed).permutation(len(chosen))[:n])]
        split: dict[str, tuple[str, list[tuple[int, int]]]] = {}
        rows = []
        for row in chosen.itertuples(index=False):
            if row.document not in split:
                document = self.corpus[row.document]
                spans = [span for part in body_sentences(self.corpus, document) for span in part]
                split[row.document] = (document.text, spans)
            text, spans = split[row.document]
            start, end = spans[row.sentence]
            rows.append(
                (
                    row.document,
                    row.sentence,
                    start,
                    end,
                    text[start:end],
                    _marks(row),
                    *(getattr(row, c) for c in _SHOWN),
                )
            )
        return pd.DataFrame(rows, columns=["document", "sentence", "start", "end", "text", "marks", *_SHOWN])

    def __len__(self) -> int:
        return len(self.table)

    def _heading(self) -> str:
        acts = ", ".join(f"{count:,} {act}" for act, count in self.table["act"].value_counts().head(4).items())
        tail = f" ({acts}, …)" if acts else ""
        return f"Statements of {len(self.corpus):,} documents: {len(self.table):,}{tail}"

    def _rows(self) -> pd.DataFrame:
        return self.table[["document", *_SHOWN]]

    def _repr_html_(self) -> str:
        rows = []
        for row in self.evidence(10).itertuples(index=False):
            signs = [*(name for name in ("negated", "conditional") if getattr(row, name))]
            signs += [row.modality] if row.modality != "none" else []
            cells = [row.speaker, row.actor, row.act, row.target, ", ".join([*signs, row.tense])]
            shown = "".join(f"<td>{escape(str(cell)) if isinstance(cell, str) else '–'}</td>" for cell in cells)
            rows.append(f"<tr>{shown}<td style='text-align:left'>{marked(row.text, row.start, row.marks)}</td></tr>")
        head = "".join(f"<th>{name}</th>" for name in ("speaker", "actor", "act", "target", "how", "sentence"))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"
        return f"<p><strong>{escape(self._heading())}</strong></p>{table}"


def _marks(row) -> list[tuple[int, int, str]]:
    import pandas as pd

    marks = [(getattr(row, f"{role}_start"), getattr(row, f"{role}_end"), role) for role in ROLES]
    return [(int(start), int(end), role) for start, end, role in marks if not pd.isna(start)]


def marked(text: str, offset: int, marks: list[tuple[int, int, str]]) -> str:
    """A sentence as HTML with actor, act and target marked; the first of overlapping marks wins.

    Examples
    --------
    >>> marked("Hale left.", 0, [(0, 4, "actor")])
    "<mark title='actor' style='background:#cfe8ff'>Hale</mark> left."
    """
    pieces, place = [], 0
    for start, end, role in sorted(marks):
        a, b = start - offset, end - offset
        if a < place or b > len(text):
            continue
        pieces += [
            escape(text[place:a]),
            f"<mark title='{role}' style='background:{_COLOURS[role]}'>{escape(text[a:b])}</mark>",
        ]
        place = b
    return "".join([*pieces, escape(text[place:])])

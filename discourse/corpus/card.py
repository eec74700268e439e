"""The card a notebook shows for a corpus: what is in it, what was left out, what was marked, what was guessed.

Self-contained HTML with inline styles and no colours of its own for text, so that it reads on light and dark
pages alike; everything from the corpus is escaped.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from discourse.corpus.corpus import Corpus

_LISTED = 10
_TOP = 5
_SHORT = 90  # characters of a title or a reason

# Greys that are half transparent stand out from white and from black.
_LINE = "1px solid rgba(128,128,128,.35)"
_CARD = f"max-width:52em;border:{_LINE};border-radius:6px;padding:1em 1.25em;line-height:1.45;text-align:left"
_BIG = "font-size:1.5em;font-weight:600;font-variant-numeric:tabular-nums"
_FAINT = "opacity:.72;font-size:.9em"
_HEAD = "font-weight:600;margin:1em 0 .3em 0"
_LABEL = "flex:0 0 7em;opacity:.72"
_LIST = "margin:.2em 0 0 0;padding-left:1.2em"


def card(corpus: Corpus) -> str:
    """The card of `corpus`, as HTML."""
    parts = [
        f'<div style="font-size:1.15em;font-weight:600">{escape(corpus.name)}</div>',
        _figures(corpus),
        _values(corpus),
        _titles(corpus),
        _left_out(corpus),
        _marked(corpus),
        _notes(corpus),
    ]
    return f'<section style="{_CARD}">{"".join(parts)}</section>'


def _figures(corpus: Corpus) -> str:
    """Documents, words and dates, as large numbers."""
    words = int(corpus.words.sum())
    dates = corpus.documents["date"]
    documents = "document" if len(corpus) == 1 else "documents"
    figures = [(f"{len(corpus):,}", documents), (f"{words:,}", "words"), _span(dates)]
    boxes = "".join(
        f'<div><div style="{_BIG}">{escape(value)}</div><div style="{_FAINT}">{escape(label)}</div></div>'
        for value, label in figures
    )
    return f'<div style="display:flex;flex-wrap:wrap;gap:.6em 2.4em;margin:.7em 0">{boxes}</div>'


def _span(dates: pd.Series) -> tuple[str, str]:
    known = dates.dropna()
    if known.empty:
        return "–", "no dates"
    yearly = ((known.dt.month == 1) & (known.dt.day == 1)).all()
    first, last = (f"{day:%Y}" if yearly else f"{day:%Y-%m-%d}" for day in (known.min(), known.max()))
    without = f"dates ({len(dates) - len(known):,} without)" if len(known) < len(dates) else "dates"
    return first if first == last else f"{first} – {last}", without


def _values(corpus: Corpus) -> str:
    """Languages, and the most frequent outlets, authors and actors."""
    rows = []
    for column, label in (("language", "Languages"), ("outlet", "Outlets"), ("author", "Authors"), ("actor", "Actors")):
        counts = corpus.documents[column].value_counts()
        if counts.empty:
            continue
        shown = ", ".join(
            f'{escape(_short(value))}&nbsp;<span style="{_FAINT}">{count:,}</span>'
            for value, count in counts.head(_TOP).items()
        )
        more = f' <span style="{_FAINT}">and {len(counts) - _TOP:,} more</span>' if len(counts) > _TOP else ""
        rows.append(
            f'<div style="display:flex;gap:.6em"><div style="{_LABEL}">{label}</div><div>{shown}{more}</div></div>'
        )
    return "".join(rows)


def _titles(corpus: Corpus) -> str:
    """Three titles, from the beginning, the middle and the end; first words where there are none."""
    if not len(corpus):
        return ""
    rows = corpus.documents.iloc[sorted({0, len(corpus) // 2, len(corpus) - 1})]
    items = [
        f'{escape(_short(title or " ".join(text.split())))} <span style="{_FAINT}">{escape(name)}</span>'
        for name, title, text in zip(rows["document"], rows["title"], rows["text"], strict=True)
    ]
    return _section("For example", items)


def _left_out(corpus: Corpus) -> str:
    frame = corpus.left_out
    items = [
        f"{escape(_short(source))}{'' if pd.isna(row) else f', row {row}'}: {escape(_short(why))}"
        for source, row, why in frame.head(_LISTED).itertuples(index=False, name=None)
    ]
    return _section(f"Left out ({len(frame):,})", items, len(frame))


def _marked(corpus: Corpus) -> str:
    """Kinds of marks with an example each."""
    groups = corpus.marks.groupby("kind", sort=False)
    items = [
        f'{escape(kind)}&nbsp;<span style="{_FAINT}">{len(group):,}</span>: {escape(_short(group["text"].iloc[0]))}'
        for kind, group in groups
    ]
    return _section("Marked as not the body (nothing is cut)", items)


def _notes(corpus: Corpus) -> str:
    return _section("Notes", [escape(_short(note, 2)) for note in corpus.notes[:_LISTED]], len(corpus.notes))


def _section(heading: str, items: Iterable[str], total: int | None = None) -> str:
    items = list(items)
    if not items:
        return ""
    more = (total or len(items)) - len(items)
    rest = f'<li style="{_FAINT};list-style:none">and {more:,} more</li>' if more else ""
    listed = "".join(f'<li style="overflow-wrap:anywhere">{item}</li>' for item in items)
    return f'<div style="{_HEAD}">{escape(heading)}</div><ul style="{_LIST}">{listed}{rest}</ul>'


def _short(text: object, lines: int = 1) -> str:
    text = str(text)
    return text if len(text) <= _SHORT * lines else text[: _SHORT * lines - 1].rstrip() + "…"

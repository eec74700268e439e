"""Texts with their coded spans marked, for reading closely."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

import pandas as pd

from discourse.figures.page import Html
from discourse.figures.wording import day

# Light grounds for dark text; the label beside each mark says the category, so colour is never alone.
GROUNDS = (
    *("#cfe8ff", "#ffdcc2", "#cdeedd", "#f6d3e6", "#e3dcff", "#fff0b8"),
    *("#d6e3e8", "#f3d1d1", "#dcefc0", "#d9d9d9", "#c9f1f3", "#eed9bd"),
)
Span = tuple[int, int]
AROUND = 240  # characters of its document that are shown before and after a passage


def marked_text(
    text: str, hits: pd.DataFrame, *, labels: Mapping[str, str] | None = None, quiet: Sequence[Span] = ()
) -> Html:
    """One text with its coded spans marked and named, and a legend with counts.

    Parameters
    ----------
    text : str
    hits : DataFrame
        The hits in it: columns ``start, end, category, negated``; offsets into `text`.
    labels : mapping, optional
        How to print the categories.
    quiet : sequence of (int, int)
        Parts that were not coded (headings, boilerplate); shown in grey.

    Returns
    -------
    Html
        All of `text` is in it, escaped. Where spans of several categories overlap, each part names them all.
    """
    labels = labels or {}
    counts = hits["category"].value_counts()
    grounds = {name: GROUNDS[place % len(GROUNDS)] for place, name in enumerate(counts.index)}
    legend = " ".join(
        f'<span style="background:{grounds[name]};color:#222;padding:.1em .4em;border-radius:3px;'
        f'white-space:nowrap">{html.escape(labels.get(name, name))} {count}</span>'
        for name, count in counts.items()
    )
    spans = [(row.start, row.end, row.category, bool(row.negated)) for row in hits.itertuples()]
    marked = "".join(_part(text, *piece, grounds, labels) for piece in _pieces(len(text), spans, quiet))
    return Html(
        f'<p style="line-height:2">{legend}</p>'
        f'<div class="marked-text" style="white-space:pre-wrap;line-height:1.75;max-width:46em">{marked}</div>',
        text,
    )


def hit_anchor(start: int) -> str:
    """The name of the place of a hit in the text that `marked_text` shows."""
    return f"hit-{start}"


def _pieces(length: int, spans: list, quiet: Sequence[Span]) -> Iterator[tuple[int, int, list, list, bool]]:
    """The text cut wherever a span begins or ends: start, end, spans over it, spans ending with it, quiet."""
    edges = {0, length}
    for start, end, *_ in [*spans, *quiet]:
        edges |= {start, end}
    ordered = sorted(edges)
    for start, end in pairwise(ordered):
        over = [span for span in spans if span[0] <= start and end <= span[1]]
        ending = [span for span in over if span[1] == end]
        yield start, end, over, ending, any(a <= start and end <= b for a, b in quiet)


def _part(text: str, start: int, end: int, over: list, ending: list, is_quiet: bool, grounds, labels) -> str:
    shown = html.escape(text[start:end])
    if is_quiet:
        return f'<span style="opacity:.55">{shown}</span>'
    if not over:
        return shown
    ground = grounds[over[0][2]]
    tags = "".join(
        f'<sub style="font-size:.68em;opacity:.8;padding-left:.25em">{"not " if negated else ""}'
        f"{html.escape(labels.get(name, name))}</sub>"
        for _, _, name, negated in ending
    )
    name = f' id="{hit_anchor(start)}"' if any(span[0] == start for span in over) else ""
    rule = "border:1px dashed #888;" if all(negated for *_, negated in over) else ""
    style = f"background:{ground};color:#222;border-radius:3px;padding:.05em .1em;{rule}"
    return f'<mark{name} style="{style}">{shown}{tags}</mark>'


def passages(evidence: pd.DataFrame, documents: pd.DataFrame) -> Html:
    """Sentences as quotations, the coded spans in them marked, each with the document it is from.

    Parameters
    ----------
    evidence : DataFrame
        Columns ``document, start, text, hits`` (the spans, offsets into the document).
    documents : DataFrame
        The documents, for their titles, dates and authors.

    Returns
    -------
    Html
    """
    known = documents.set_index("document")
    blocks, plain = [], []
    for row in evidence.itertuples():
        document = known.loc[row.document]
        source = source_of(row.document, document)
        blocks.append(quotation(_marked(row), source, language=document.get("language"), around=_around(row, document)))
        plain.append(f"{row.text}\n    {source}")
    return Html("".join(blocks) or "<p>No sentence was coded with it.</p>", "\n\n".join(plain))


def quotation(passage: str, source: str, *, language: object = None, around: str = "") -> str:
    """A passage (as HTML) as a quotation, with what is said of it (as text) below.

    The place `around` it (as HTML) is folded away under the source.
    """
    code = f' lang="{html.escape(str(language))}"' if pd.notna(language) and language else ""
    below = html.escape(source)
    if around:
        below = f'<details class="place"><summary>{below}</summary><p{code} dir="auto">{around}</p></details>'
    return f'<blockquote><p{code} dir="auto">{passage}</p><footer>{below}</footer></blockquote>'


def _around(row, document: pd.Series) -> str:
    """A passage (as HTML) with what stands before and after it in its document; empty where that is not known."""
    text = document.get("text")
    if not isinstance(text, str) or text[row.start : row.start + len(row.text)] != row.text:
        return ""
    end = row.start + len(row.text)
    before, after = text[max(0, row.start - AROUND) : row.start], text[end : end + AROUND]
    if row.start > AROUND:
        before = "… " + before.partition(" ")[2]
    if end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return f"{html.escape(before)}<b>{html.escape(row.text)}</b>{html.escape(after)}" if before or after else ""


def numbered_passages(
    found: pd.DataFrame, documents: pd.DataFrame, *, accepted: Collection[int] = (), rejected: Collection[int] = ()
) -> Html:
    """Sentences to be judged, under their numbers, with what was said of them so far.

    Parameters
    ----------
    found : DataFrame
        As `Workshop.try_patterns` gives it: ``number, document, start, text, hits, already``.
    documents : DataFrame
        The documents, for their titles, dates and authors.
    accepted, rejected : collections of int
        Numbers.

    Returns
    -------
    Html
    """
    known = documents.set_index("document")
    items, plain = [], []
    for row in found.itertuples():
        verdict = "✓ accepted" if row.number in accepted else "✗ rejected" if row.number in rejected else "not judged"
        note = (
            f"{verdict}; {'had already' if row.already else 'new'}; {source_of(row.document, known.loc[row.document])}"
        )
        items.append(f'<li value="{row.number}"><p>{_marked(row)}<br><small>{html.escape(note)}</small></p></li>')
        plain.append(f"{row.number}. {row.text}\n    {note}")
    return Html(f"<ol>{''.join(items)}</ol>" if items else "<p>Nothing was found.</p>", "\n".join(plain))


def _marked(row) -> str:
    """A sentence as HTML, with its coded spans marked."""
    pieces, position = [], 0
    for start, end in ((a - row.start, b - row.start) for a, b in sorted(row.hits)):
        pieces += [html.escape(row.text[position:start]), f"<mark>{html.escape(row.text[start:end])}</mark>"]
        position = end
    pieces.append(html.escape(row.text[position:]))
    return "".join(pieces)


def source_of(name: str, document: pd.Series) -> str:
    """Author, outlet, date and name of a document, as far as they are known."""
    parts = [document.get("author"), document.get("outlet")]
    date = document.get("date")
    parts.append(day(date) if pd.notna(date) else None)
    return ", ".join([*(str(part) for part in parts if pd.notna(part)), name])

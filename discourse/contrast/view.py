"""A concordance to read: the keyword in a column of its own, as HTML and as text."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discourse.contrast.concordance import Concordance

MOST = 100  # lines shown; the table has them all
SIDE = 34  # characters of context on either side, so that a line is a line
_CELL = "padding:.1em .35em;border:0;white-space:nowrap;"


def as_html(concordance: Concordance) -> str:
    """The first lines as a table; all text of the corpus is escaped."""
    note = f"<p>{html.escape(concordance.note)}</p>"
    if not len(concordance):
        return note
    shown = concordance[:MOST]
    rows = "".join(
        f'<tr><td style="{_CELL}text-align:right">{html.escape(_before(line.left))}</td>'
        f'<td style="{_CELL}text-align:center"><mark>{html.escape(line.keyword)}</mark></td>'
        f'<td style="{_CELL}text-align:left">{html.escape(_after(line.right))}</td>'
        f'<td style="{_CELL}text-align:left;opacity:.65">'
        f"{html.escape(str(line.document))}</td></tr>"
        for line in shown.lines.itertuples()
    )
    more = len(concordance) - len(shown)
    rest = f"<p>{more:,} more lines are in the table.</p>" if more else ""
    head = "".join(f'<th scope="col" style="{_CELL}{align}">{name}</th>' for name, align in _HEAD)
    return (
        f'<div class="concordance">{note}<table style="border-collapse:collapse;font-size:75%">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>{rest}</div>"
    )


_HEAD = (
    ("before", "text-align:right"),
    ("keyword", "text-align:center"),
    ("after", "text-align:left"),
    ("document", "text-align:left"),
)


def as_text(concordance: Concordance) -> str:
    """The first lines with the keyword in one column."""
    if not len(concordance):
        return concordance.note
    lines = concordance[:MOST].lines
    width = min(max(lines["left"].str.len().max(), 1), SIDE)
    middle = int(lines["keyword"].str.len().max())
    rows = (
        f"{_before(line.left):>{width}}  {line.keyword:^{middle}}  {_after(line.right)}".rstrip()
        for line in lines.itertuples()
    )
    return "\n".join([concordance.note, *rows])


def _before(text: str) -> str:
    """The end of a left context, cut between words."""
    return text if len(text) <= SIDE else text[-SIDE:].partition(" ")[2]


def _after(text: str) -> str:
    """The beginning of a right context, cut between words."""
    return text if len(text) <= SIDE else text[:SIDE].rpartition(" ")[0]

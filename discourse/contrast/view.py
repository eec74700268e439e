"""A concordance to read: the keyword in a column of its own, as HTML and as text."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from discourse.contrast.concordance import Concordance

MOST = 100  # lines shown; the table has them all
_CELL = "padding:.1em .35em;border:0;"
_SIDE = f"{_CELL}width:44%;max-width:0;overflow:hidden;white-space:nowrap;"


def as_html(concordance: Concordance) -> str:
    """The first lines as a table; all text of the corpus is escaped."""
    note = f"<p>{html.escape(concordance.note)}</p>"
    if not len(concordance):
        return note
    shown = concordance[:MOST]
    rows = "".join(
        f'<tr><td style="{_SIDE}text-align:right;direction:rtl"><bdi>{html.escape(line.left)}</bdi></td>'
        f'<td style="{_CELL}text-align:center;white-space:nowrap"><mark>{html.escape(line.keyword)}</mark></td>'
        f'<td style="{_SIDE}text-align:left;text-overflow:ellipsis"><bdi>{html.escape(line.right)}</bdi></td>'
        f'<td style="{_CELL}text-align:left;white-space:nowrap;opacity:.65;font-size:85%">'
        f"{html.escape(str(line.document))}</td></tr>"
        for line in shown.lines.itertuples()
    )
    more = len(concordance) - len(shown)
    rest = f"<p>{more:,} more lines are in the table.</p>" if more else ""
    head = "".join(f'<th scope="col" style="{_CELL}{align}">{name}</th>' for name, align in _HEAD)
    return (
        f'<div class="concordance">{note}<table style="width:100%;border-collapse:collapse">'
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
    width = min(max(lines["left"].str.len().max(), 1), 60)
    middle = int(lines["keyword"].str.len().max())
    rows = (
        f"{line.left[-width:]:>{width}}  {line.keyword:^{middle}}  {line.right[:60]}".rstrip()
        for line in lines.itertuples()
    )
    return "\n".join([concordance.note, *rows])

"""The sentences behind numbers, and the links that lead from a number to its sentences."""

from __future__ import annotations

import html
import re
from collections.abc import Collection, Mapping
from hashlib import sha256

import pandas as pd

from discourse.figures.page import Html
from discourse.figures.reading import passages

Key = str | tuple[str, ...]


def anchor(*key: str) -> str:
    """The name of the place where the sentences of a number stand in a page.

    Examples
    --------
    >>> anchor("hedge"), anchor("hedge", "The Post")
    ('behind-hedge', 'behind-hedge.the-post-d74461')
    """
    return "behind-" + ".".join(map(_slug, key))


def _slug(name: str) -> str:
    """Small letters, digits and hyphens; different for different names."""
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return plain if plain == name else f"{plain}-{sha256(name.encode('utf-8', 'surrogatepass')).hexdigest()[:6]}"


def link(text: str, *key: str) -> str:
    """Markdown that leads from a number to its sentences, which `behind` shows under the same key.

    Examples
    --------
    >>> link("63%", "hedge")
    '[63%](#behind-hedge)'
    """
    return f"[{text}](#{anchor(*key)})"


def behind(
    found: Mapping[Key, pd.DataFrame],
    documents: pd.DataFrame,
    *,
    labels: Mapping[Key, str] | None = None,
    notes: Mapping[Key, str] | None = None,
    opened: Collection[Key] = (),
) -> Html:
    """The sentences behind each of several numbers, folded away until one asks for them.

    Parameters
    ----------
    found : mapping of str or tuple of str to DataFrame
        Sentences by what was counted, as `Coding.evidence` and its like return them. Above them stands how many
        there are in all and how these were chosen, if the table says so (``attrs["drawn"]``).
    documents : DataFrame
        The documents, for their titles, dates, authors, languages, and the passages around the sentences.
    labels : mapping, optional
        How to print the keys.
    notes : mapping, optional
        A sentence to stand above the sentences, such as a definition.
    opened : collection of str or tuple
        What is not folded away at first.

    Returns
    -------
    Html
        Keys without sentences are left out. `link` and ``estimates_table(..., behind=found)`` lead here.
    """
    labels, notes = labels or {}, notes or {}
    blocks, plain = [], []
    for key, rows in found.items():
        if rows.empty:
            continue
        name = (key,) if isinstance(key, str) else key
        label = labels.get(key, ", ".join(labels.get(part, part) for part in name))
        drawn = rows.attrs.get("drawn", f"{len(rows)} passages")
        shown = passages(rows, documents)
        said = "".join(f'<p class="quiet">{html.escape(line)}</p>' for line in (notes.get(key, ""), drawn) if line)
        blocks.append(
            f'<details class="behind"{" open" if key in opened else ""}><summary>{html.escape(label)}'
            f'<span class="quiet"> · {html.escape(drawn.split(",")[0])}</span></summary>'
            f'<div id="{anchor(*name)}" tabindex="-1">{said}{shown.html}</div></details>'
        )
        plain.append(f"{label}: {drawn}\n\n{shown.text}")
    return Html("".join(blocks) or "<p>No sentence was found.</p>", "\n\n".join(plain) or "No sentence was found.")

"""Speakers named before a colon: transcripts (“NAME: …” paragraph by paragraph) and headlines (“Name: …”)."""

from __future__ import annotations

from collections import Counter

import regex

from discourse.voices.quotes import Span

_LABEL = regex.compile(
    r"[\"“]?(?P<name>(?:(?:Mr|Mrs|Ms|Dr|Gen|Sen|Rep|Gov)\.\s)?\p{Lu}[\p{L}.'’-]+(?:[ \u00a0]\p{Lu}[\p{L}.'’-]*){0,3})"
    r"(?P<colon>\s?:)\s+(?=\S)"
)


def transcript(text: str, paragraphs: list[Span]) -> list[tuple[Span, Span, Span]]:
    """The turns of a transcript: where the label, its colon and the words said are.

    A text is read as a transcript when at least two of its paragraphs have a label and some label comes back.

    Examples
    --------
    >>> text = "HALE: Will you talk?\\n\\nOATES: No.\\n\\nHALE: Why not?"
    >>> [text[a:b] for _, _, (a, b) in transcript(text, [(0, 20), (22, 32), (34, 48)])]
    ['Will you talk?', 'No.', 'Why not?']
    """
    matches = [(match, end) for start, end in paragraphs if (match := _LABEL.match(text, start, end))]
    often = Counter(match["name"] for match, _ in matches)
    if len(matches) < 2 or max(often.values()) < 2:
        return []
    return [(match.span("name"), match.span("colon"), (match.end(), end)) for match, end in matches]


def headline(text: str, paragraph: Span, not_names: frozenset[str]) -> tuple[Span, Span, Span] | None:
    """A headline that begins with who says so: “Hale: Talks must go on”."""
    match = _LABEL.match(text, *paragraph)
    if not match or text[match.start()] in '"“' or match["name"].lower() in not_names:
        return None
    end = paragraph[1] - (text[paragraph[1] - 1] == ".")
    single = end - match.end() < 150 and not regex.search(r"[.!?]\s", text[match.end() : end])
    return (match.span("name"), match.span("colon"), (match.end(), end)) if single and end > match.end() else None

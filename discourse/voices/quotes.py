"""Where the quotations of a text are: every style of marks, nested, re-opened, unbalanced.

One pass over the marks of a paragraph with a short stack, so the work grows with the length of the text and with
nothing else, whatever is left open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import regex

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quotation:
    """One quotation, its marks included.

    Attributes
    ----------
    start, end : int
        Code-point offsets; `end` is after the closing mark, or where an unbalanced quotation was given up.
    inner : (int, int)
        The offsets without the marks.
    depth : int
        How many quotations it is inside of.
    complete : bool
        False when no closing mark was found.
    """

    start: int
    end: int
    inner: Span
    depth: int
    complete: bool


@dataclass(slots=True)
class _Open:
    """A quotation not yet closed: `here` is where it begins in this paragraph, `parts` what it has of earlier ones."""

    style: str
    start: int
    after: int
    depth: int
    here: int
    parts: list[Span] = field(default_factory=list)


# Opening mark -> the marks that may close it. C1 controls are what Windows-1252 quotes become when read as Latin-1.
_CLOSERS = {
    "“": "”",
    "\x93": "\x94",
    "„": "“”",
    "\x84": "\x93\x94",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‹": "›",
    "‘": "’",
    "\x91": "\x92",
    "‚": "‘’",
    "‛": "’",
    "”": "”",
    '"': '"',
    "''": "''",
    "``": "''",
    "'": "'",
}
_VISIBLE = regex.compile(r"[\p{L}\p{N}]")
_DEEPEST = 4
_FAR = 2000  # characters within which a second quotation inside a first one is closed
_SINGLE = frozenset("'‘’\x91\x92‚‛")
_MARK = regex.compile(r"''|``|[“”„‟«»‹›‘’‚‛'\"\x84\x91-\x94]")
# What a mark that opens may follow: nothing, a blank, a bracket, a dash or another mark.
_BEFORE_OPENING = regex.compile(r"[\s(\[{<—–―\-/…“„«‘\"'\x93\x91\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_ELISION = regex.compile(r"(?i)['’‘\x91\x92](?:\d0s|\d\d(?!\w)|em|til|cause|tis|twas|bout|round|n|cos|im|er)\b")
_PLURAL_POSSESSIVE = regex.compile(r"(?<=[sz])['’\x92](?=\s+[\p{Ll}\p{N}])")
# Whether, after a mark that may be a plural's apostrophe, one follows that surely closes, before one that opens.
_CLOSES_LATER = regex.compile(
    r"(?:[^'’‘\x91\x92]|(?<=\w)['’\x92](?=\w)|(?<=[sz])['’\x92](?=\s+\p{Ll}))*+(?<=\S)['’\x92](?!\w)"
)


def quotations(text: str, paragraphs: Iterable[Span]) -> list[Quotation]:
    """The quotations of a text, in the order in which they begin.

    Recognised are “ ”, " ", ‘ ’, ' ', « », » «, „ “, ‹ ›, '' '' and the same from wrongly decoded Windows-1252, nested
    in any order. Apostrophes are told from single marks by what is around them. A quotation that is not closed
    at the end of its paragraph goes on in the next one if that re-opens it; otherwise it ends there and is marked
    as not complete.

    Parameters
    ----------
    text : str
    paragraphs : iterable of (int, int)
        Ordered offsets of its paragraphs.

    Examples
    --------
    >>> text = "“It’s ‘over’,” she said."
    >>> [text[q.start : q.end] for q in quotations(text, [(0, len(text))])]
    ['“It’s ‘over’,”', '‘over’']
    """
    found: list[Quotation] = []
    carried: _Open | None = None
    for start, end in paragraphs:
        resumed = carried if carried and text.startswith(carried.style, start) else None
        if resumed:
            resumed.here = start
        elif carried:
            found.extend(_given_up(text, carried))
        carried = _paragraph(text, start, end, resumed, found)
        if carried:
            carried.parts.append((carried.here, end))
    if carried:
        found.extend(_given_up(text, carried))
    return sorted(found, key=lambda q: (q.start, -q.end))


def _paragraph(text: str, start: int, end: int, resumed: _Open | None, found: list[Quotation]) -> _Open | None:
    """Read the marks of one paragraph; returns what may go on in the next one: its only open quotation."""
    stack: list[_Open] = [resumed] if resumed else []
    position = start + len(resumed.style) if resumed else start
    for match in _MARK.finditer(text, position, end):
        mark, at, after = match.group(), match.start(), match.end()
        if mark in _SINGLE and _is_apostrophe(text, match, end):
            continue
        place = _closed_by(stack, mark, text, at, start)
        if place is not None:
            found.extend(_unclosed(text, stack[place + 1 :], at))
            opened = stack[place]
            if _VISIBLE.search(text, opened.after, at):
                found.append(Quotation(opened.start, after, (opened.after, at), opened.depth, True))
            del stack[place:]
        elif mark in _CLOSERS and _may_open(text, match, start, end):
            twice = bool(stack) and stack[-1].style == mark and not _both_close(text, mark, at, end)
            if len(stack) == _DEEPEST or twice:
                found.extend(_unclosed(text, stack, at))
                stack.clear()
            stack.append(_Open(mark, at, after, len(stack), at))
    found.extend(_unclosed(text, stack[1:], end))
    if stack and stack[0].style in _SINGLE and not resumed:
        found.extend(_unclosed(text, stack[:1], end))
        return None
    return stack[0] if stack else None


def _both_close(text: str, mark: str, at: int, end: int) -> bool:
    """Whether a second « inside « … » has a mark of its own to close it, after which the first has one left."""
    if mark != "«":
        return False
    end = min(end, at + _FAR)  # so that the work stays in proportion to the text
    return text.count("»", at, end) > text.count("«", at, end)


def _closed_by(stack: list[_Open], mark: str, text: str, at: int, start: int) -> int | None:
    """The place in the stack of the quotation that a mark closes, or None."""
    for place in range(len(stack) - 1, -1, -1):
        opened = stack[place]
        if mark in _CLOSERS[opened.style]:
            symmetric = mark == opened.style
            if symmetric and _opens_only(text, at, at + len(mark), start):
                return None
            return place
    return None


def _opens_only(text: str, at: int, after: int, start: int) -> bool:
    """A straight mark after a blank and before a visible character opens, even where one is open."""
    return (at == start or bool(_BEFORE_OPENING.match(text, at - 1))) and text[after : after + 1].isalnum()


def _may_open(text: str, match: regex.Match, start: int, end: int) -> bool:
    at, after = match.span()
    if after >= end or (text[after].isspace() and match.group() not in "«‹"):  # French puts a blank inside « »
        return False
    return at == start or bool(_BEFORE_OPENING.match(text, at - 1))


def _is_apostrophe(text: str, match: regex.Match, end: int) -> bool:
    at, after = match.span()
    before, behind = text[at - 1 : at], text[after : min(after + 1, end)]
    if before.isalnum() and behind.isalnum():
        return True
    if (match.group() == "'" and behind == "'") or (not before.strip() and not behind.strip()):
        return True
    if _PLURAL_POSSESSIVE.match(text, at):
        # "the boys' coats": an apostrophe, unless it is the only mark that could close what is open.
        later = _CLOSES_LATER.match(text, after, min(end, after + 300))
        return bool(later)
    return bool(_ELISION.match(text, at))


def _unclosed(text: str, stack: Iterable[_Open], end: int) -> Iterator[Quotation]:
    """What is left open inside a paragraph; a lone straight or closing single mark was an apostrophe."""
    for opened in stack:
        if opened.style not in "'’\x92":
            opened.parts.append((opened.here, end))
            yield from _given_up(text, opened)


def _given_up(text: str, opened: _Open) -> Iterator[Quotation]:
    """A quotation that is never closed: each paragraph has its own, so that a slip swallows no more than that."""
    for start, end in opened.parts:
        after = start + len(opened.style)
        if _VISIBLE.search(text, after, end):
            last = end - len(text[after:end]) + len(text[after:end].rstrip())
            yield Quotation(start, last, (after, last), opened.depth, False)

"""Marking what is in an article's file without being the article: headline, byline, disclaimer, navigation.

Nothing is cut. Each mark is a span of the text and a kind; what no mark covers is the body.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import regex

from discourse.corpus.blanks import has_rare_blanks

KINDS = ("title", "deck", "byline", "about-author", "disclaimer", "navigation", "repeated")

_RULES = Path(__file__).with_name("boilerplate.toml")
_START, _END = 6, 8  # how many lines count as the start and the end of a text
_TITLE_WORDS, _DECK_WORDS = 20, 35
_PARAGRAPH = 80  # characters: shorter lines are headings, labels, list items
_LONGEST = 600  # characters: no rule takes a paragraph longer than this
_WRAPPED = 100  # characters: longer lines are paragraphs
_OPENING = 6  # characters of a line by which most lines are known to be no rule's business
_LINE = regex.compile(r"[^\r\n\f]*\S[^\r\n\f]*")
_BLOCK = regex.compile(r"\S(?:(?!\r?\n[ \t]*\r?\n|\f)[\s\S])*")
_LETTER = regex.compile(r"\p{L}")
_MARKDOWN_TITLE = regex.compile(r"# \S")


class Line(NamedTuple):
    """A paragraph or heading: its span, without blanks at its ends, and its text with single blanks."""

    start: int
    end: int
    text: str


@dataclass(frozen=True)
class Rule:
    """One pattern of `boilerplate.toml`."""

    kind: str
    where: str
    pattern: regex.Pattern
    stranger: bool = False
    takes_next: bool = False


@dataclass
class Cleaned:
    """What `clean` found: marks as ``(start, end, kind)`` in order, and metadata read off them."""

    marks: list[tuple[int, int, str]] = field(default_factory=list)
    found: dict[str, str] = field(default_factory=dict)


def clean(
    text: str,
    language: str | None,
    title: str | None = None,
    author: str | None = None,
    lines: list[Line] | None = None,
) -> Cleaned:
    """Mark the parts of one document that are not its body.

    Headings are told by their shape in any language; bylines, disclaimers and navigation by the patterns of
    the document's language. A text of one line has no parts, and a text is never marked from end to end.

    Parameters
    ----------
    text : str
        The document.
    language : str or None
        Its language's code.
    title, author : str, optional
        What metadata says they are: then only that title is looked for at the top, and lines with nothing
        but the author's name are bylines.

    Returns
    -------
    Cleaned
        Marks, and `title`, `deck`, `author`, `author_role` where the text states them.

    Examples
    --------
    >>> text = "Talks now\\nBy Jane Doe\\n" + "The guns fell silent for thirty hours. " * 3
    >>> [(text[start:end], kind) for start, end, kind in clean(text, "en").marks]
    [('Talks now', 'title'), ('By Jane Doe', 'byline')]
    """
    lines = split_lines(text, has_rare_blanks([text])[0]) if lines is None else lines
    if len(lines) < 2:
        return Cleaned()
    kinds, found = _by_rules(lines, language, author)
    _headings(lines, kinds, found, language, title)
    if len(kinds) == len(lines):
        return Cleaned()
    return Cleaned([(lines[i].start, lines[i].end, kind) for i, kind in sorted(kinds.items())], found)


def split_lines(text: str, rare: bool = True) -> list[Line]:
    """The lines of a text that have something on them; blocks between blank lines where it is hard-wrapped.

    Where all blanks are single spaces and line feeds (not `rare`, see `has_rare_blanks`) the same is found faster.
    """
    if not rare:
        lines = _plain_lines(text)
        if len(lines) < 4 or max([len(line[2]) for line in lines]) > _WRAPPED:  # and so surely not wrapped
            return lines
    spans = [found.span() for found in _LINE.finditer(text) if found[0].strip()]
    if _is_wrapped(text, spans):
        spans = [found.span() for found in _BLOCK.finditer(text) if found[0].strip()]
    elif not rare:
        return lines
    lines = []
    for start, end in spans:
        piece = text[start:end]
        first = start + len(piece) - len(piece.lstrip())
        piece = piece.strip()
        lines.append(Line(first, first + len(piece), " ".join(piece.split())))
    return lines


def _plain_lines(text: str) -> list[Line]:
    """The lines of a text in which all blanks are single spaces and line feeds."""
    lines, start = [], 0
    for line in text.split("\n"):
        piece = line.strip()
        if piece:
            first = start + (line[0] == " ")
            lines.append(Line(first, first + len(piece), piece))
        start += len(line) + 1
    return lines


def _is_wrapped(text: str, spans: list[tuple[int, int]]) -> bool:
    """Whether a machine broke the lines: none is long, and most run on into the next without ending a sentence."""
    if len(spans) < 4 or max(end - start for start, end in spans) > _WRAPPED:
        return False
    open_ended = [
        text[one[0] : one[1]].rstrip()[-1] not in '.!?:;…"”’)' and one[1] - one[0] >= _WRAPPED * 0.4
        for one, two in pairwise(spans)
        if text[one[1] : two[0]].count("\n") <= 1
    ]
    return sum(open_ended) >= 3 and sum(open_ended) * 2 >= len(open_ended)


def _by_rules(lines: list[Line], language: str | None, author: str | None) -> tuple[dict[int, str], dict]:
    """Position to kind for the lines that a rule takes, and what they say of the author."""
    kinds: dict[int, str] = {}
    found: dict[str, str] = {}
    rules = _rules(language)
    for number, line in enumerate(lines):
        if number in kinds:
            continue
        text = line.text
        if author and number < _START and text.strip(" ,.|—–-").casefold() == author.casefold():
            kinds[number] = "byline"
        if len(text) > _LONGEST:
            continue
        here, gate = _rules_at(language, number < _START, number >= len(lines) - _END)
        if not (_may_begin(gate, text[:_OPENING]) and gate.fullmatch(text)):
            continue
        for rule in here:
            match = rule.pattern.fullmatch(text)
            if match:
                kinds[number] = rule.kind
                _note_author(match, found, author)
                if rule.takes_next and number + 1 < len(lines):
                    kinds[number + 1] = rule.kind
                    _note_from(lines[number + 1], rules, found, author)
                break
    _closing_note(lines, rules, kinds, found, author)
    return kinds, found


@cache
def _rules_at(language: str | None, start: bool, end: bool) -> tuple[list[Rule], regex.Pattern]:
    """The rules for a line at the start, the end or neither; and one pattern that all they match fits."""
    places = {"start": start, "end": end, "edges": start or end, "anywhere": True, "last": False}
    rules = [rule for rule in _rules(language) if places[rule.where]]
    return rules, regex.compile("|".join(f"(?:{rule.pattern.pattern})" for rule in rules) or "(?!)")


@lru_cache(maxsize=1 << 16)
def _may_begin(pattern: regex.Pattern, opening: str) -> bool:
    """Whether a line that begins so can be one that a pattern matches from end to end."""
    return pattern.fullmatch(opening, partial=True) is not None


def _closing_note(lines: list[Line], rules: list[Rule], kinds: dict, found: dict, author: str | None) -> None:
    """The author's note that closes a column without a heading of its own."""
    number = len(lines) - 1
    while number in kinds:
        number -= 1
    if number < 2:
        return
    text = lines[number].text
    for rule in rules:
        if rule.where != "last" or not _may_begin(rule.pattern, text[:_OPENING]):
            continue
        match = rule.pattern.fullmatch(text)
        if match and (not rule.stranger or _is_stranger(match, lines, number, kinds, author)):
            kinds[number] = rule.kind
            _note_author(match, found, author)
            return


def _is_stranger(match: regex.Match, lines: list[Line], number: int, kinds: dict, author: str | None) -> bool:
    """Whether the person is the author we know, or is not spoken of in the text itself."""
    family = _family(match["author"])
    if author and family == _family(author):
        return True
    return not any(family in line.text for i, line in enumerate(lines) if i != number and i not in kinds)


def _note_from(line: Line, rules: list[Rule], found: dict, author: str | None) -> None:
    """Read name and role off the line below "About the author"."""
    for rule in rules:
        if rule.kind == "about-author" and not rule.takes_next:
            match = rule.pattern.fullmatch(f"About the author. {line.text}") or rule.pattern.fullmatch(line.text)
            if match:
                return _note_author(match, found, author)
    return None


def _note_author(match: regex.Match, found: dict, author: str | None) -> None:
    groups = match.groupdict()
    name, role = groups.get("author"), groups.get("role")
    if not name:
        return
    known = author or found.setdefault("author", name)
    if role and _family(name) == _family(known):
        found.setdefault("author_role", role.strip())


def _family(name: str) -> str:
    return name.rsplit(maxsplit=1)[-1]


def _headings(lines: list[Line], kinds: dict, found: dict, language: str | None, title: str | None) -> None:
    """Mark the title and, directly below it, the deck."""
    first = 0
    while first in kinds:
        first += 1
    if first == len(lines) or not _is_title(lines, first, language, title):
        return
    kinds[first] = "title"
    found["title"] = lines[first].text.lstrip("# ").strip()
    second = first + 1
    if second in kinds or not _is_heading(lines, second, language, _DECK_WORDS):
        return
    if lines[second].text[-1] not in "?!" and _leads_to_prose(lines, second):
        kinds[second] = "deck"
        found["deck"] = lines[second].text.strip("*_ ")


def _is_title(lines: list[Line], number: int, language: str | None, title: str | None) -> bool:
    if title:
        return lines[number].text.lstrip("# ").casefold() == " ".join(title.split()).casefold()
    if _MARKDOWN_TITLE.match(lines[number].text):
        return True
    return _is_heading(lines, number, language, _TITLE_WORDS) and _leads_to_prose(lines, number)


def _is_heading(lines: list[Line], number: int, language: str | None, most_words: int) -> bool:
    """Short, with letters, without a full stop (or what else ends no heading) at its end."""
    if number >= len(lines):
        return False
    text = lines[number].text
    bare = text.rstrip("\"'”’»)*_ ")
    if not bare or bare[-1] in ".,;:…—–-" or len(text.split()) > most_words or not _LETTER.search(text):
        return False
    return not any(pattern.fullmatch(text) for pattern in _not_headings(language))


def _leads_to_prose(lines: list[Line], number: int) -> bool:
    """Whether a paragraph, longer than this line, follows within the next four."""
    least = max(_PARAGRAPH, len(lines[number].text) + 1)
    return any(len(line.text) >= least for line in lines[number + 1 : number + 5])


@cache
def _data() -> dict:
    return tomllib.loads(_RULES.read_text(encoding="utf-8"))


@cache
def _rules(language: str | None) -> list[Rule]:
    """The rules of a language, compiled; none for a language the file does not know."""
    data = _data().get(language or "", {})
    return [
        Rule(
            rule["kind"],
            rule["where"],
            regex.compile(rule["pattern"].replace("{NAME}", data["name"])),
            rule.get("stranger", False),
            rule.get("takes_next", False),
        )
        for rule in data.get("rule", [])
    ]


@cache
def _not_headings(language: str | None) -> list[regex.Pattern]:
    return [regex.compile(pattern) for pattern in _data().get(language or "", {}).get("not_a_heading", [])]

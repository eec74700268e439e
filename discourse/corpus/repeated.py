"""Lines that stand in many documents of one outlet: what the page says, not what the author says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from discourse.corpus.cleaning import Line
from discourse.corpus.values import is_missing

_MOST_WORDS = 25
_LEAST_DOCUMENTS = 3
_LEAST_SHARE = 0.2
_GIST = 40  # characters


class Page(NamedTuple):
    """What documents are compared by.

    Attributes
    ----------
    text : str
    short : list of (str, Line)
        The short lines of a text of several lines, each with the form in which lines are compared.
    gist : tuple
        The same for texts that differ in nothing but blanks, and for few others.
    """

    text: str
    short: list[tuple[str, Line]]
    gist: tuple[int, str, str]


def page_of(text: str, lines: list[Line]) -> Page:
    """A document as `repeated_lines` wants it, from what `split_lines` finds in its text."""
    words = " ".join([line.text for line in lines])
    short = [line for line in lines if _is_short(line.text)] if len(lines) > 1 else []
    return Page(text, [(line.text.casefold(), line) for line in short], (len(words), words[:_GIST], words[-_GIST:]))


def _is_short(text: str) -> bool:
    return text.count(" ", 0, 10 * _MOST_WORDS) < _MOST_WORDS and text.count(" ") < _MOST_WORDS


def repeated_lines(pages: Sequence[Page], outlets: Iterable[str | None]) -> list[list[Line]]:
    """Short lines found in at least 3 documents and 20 % of the documents of the same outlet.

    Copies of one document count once: a reprint repeats every line. Documents of one line, and those whose
    outlet is not known, are passed over.

    Parameters
    ----------
    pages, outlets : iterable
        One per document.

    Returns
    -------
    list of list of Line
        Per document, the lines to be marked.
    """
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for number, outlet in enumerate(outlets):
        if not is_missing(outlet):
            by_outlet[outlet].append(number)
    found: list[list[Line]] = [[] for _ in pages]
    for numbers in by_outlet.values():
        often = Counter(key for n in numbers for key in {key for key, _ in pages[n].short})
        if max(often.values(), default=0) < _LEAST_DOCUMENTS:
            continue
        distinct = _distinct(pages, numbers)
        counts = Counter(key for n in distinct for key in {key for key, _ in pages[n].short})
        least = max(_LEAST_DOCUMENTS, _LEAST_SHARE * len(distinct))
        for n in numbers:
            found[n] = [line for key, line in pages[n].short if counts[key] >= least]
    return found


def _distinct(pages: Sequence[Page], numbers: list[int]) -> list[int]:
    """One of each text, texts that differ in nothing but blanks being the same."""
    alike: dict[tuple, list[int]] = defaultdict(list)
    for n in numbers:
        alike[pages[n].gist].append(n)
    kept = []
    for group in alike.values():
        kept += group if len(group) == 1 else {" ".join(pages[n].text.split()): n for n in group}.values()
    return kept

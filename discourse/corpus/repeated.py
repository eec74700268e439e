"""Lines that stand in many documents of one outlet: what the page says, not what the author says."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

from discourse.corpus.cleaning import Line, split_lines
from discourse.corpus.values import is_missing

_MOST_WORDS = 25
_LEAST_DOCUMENTS = 3
_LEAST_SHARE = 0.2


def repeated_lines(texts: Iterable[str], outlets: Iterable[str | None]) -> list[list[Line]]:
    """Short lines found in at least 3 documents and 20 % of the documents of the same outlet.

    Copies of one document count once: a reprint repeats every line. Documents of one line, and those whose
    outlet is not known, are passed over.

    Parameters
    ----------
    texts, outlets : iterable
        One per document.

    Returns
    -------
    list of list of Line
        Per document, the lines to be marked.
    """
    texts = list(texts)
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for number, outlet in enumerate(outlets):
        if not is_missing(outlet):
            by_outlet[outlet].append(number)
    found: list[list[Line]] = [[] for _ in texts]
    for numbers in by_outlet.values():
        lines = {n: _short_lines(texts[n]) for n in numbers}
        often = Counter(key for n in numbers for key in {key for key, _ in lines[n]})
        if max(often.values(), default=0) < _LEAST_DOCUMENTS:
            continue
        distinct = {_with_single_blanks(texts[n]): n for n in numbers}
        counts = Counter(key for n in distinct.values() for key in {key for key, _ in lines[n]})
        least = max(_LEAST_DOCUMENTS, _LEAST_SHARE * len(distinct))
        for n in numbers:
            found[n] = [line for key, line in lines[n] if counts[key] >= least]
    return found


def _short_lines(text: str) -> list[tuple[str, Line]]:
    """The short lines of a text of several lines, each with the form in which lines are compared."""
    lines = split_lines(text)
    if len(lines) < 2:
        return []
    return [(line.text.casefold(), line) for line in lines if line.text.count(" ") < _MOST_WORDS]


def _with_single_blanks(text: str) -> str:
    return " ".join(line.text for line in split_lines(text))

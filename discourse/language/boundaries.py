"""Sentence boundaries: the plain ones by rule, the doubtful ones by syntok.

Nine tenths of all boundaries are a full stop after a plain word and before a capital. Finding those first, and
asking syntok only about what is left, gives the same sentences two to three times as fast.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

import regex

from discourse.language.load import load

Span = tuple[int, int]

_MARKS = ".?!…;"


def pieces(text: str, start: int, end: int, code: str) -> Iterator[Span]:
    """The sentences of one paragraph, before any repair; no visible character is between two of them."""
    plain, single = _rules(code)
    edges = [start, *(match.end() for match in plain.finditer(text, start, end)), end]
    for a, b in pairwise(edges):
        span = stripped(text, a, b)
        if single.fullmatch(text, *span):
            yield span
        else:
            yield from asked(text, *span)


def stripped(text: str, start: int, end: int) -> Span:
    """A span without the white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


@lru_cache
def _rules(code: str) -> tuple[regex.Pattern, regex.Pattern]:
    """What a plain boundary is, and what surely is a single sentence, in one language."""
    rules = load(code, "sentence splitting")
    titles, openers = ("|".join(sorted(map(regex.escape, words))) for words in (rules.abbreviations, rules.openers))
    # After a lower-case word of four letters or more, before a capital …
    after_word = r"(?<=(?<![\p{L}\p{M}.'’-])\p{Ll}{4,20})(?:\.[”\"]?|[?!])[^\S\n]+(?=[“\"]?\p{Lu}\p{Ll})"
    # … or after any word that is no abbreviation, or a number, before a word that opens sentences.
    before_opener = (
        rf"(?<=(?<![\p{{L}}\p{{M}}.'’-])(?!(?i:{titles})[.])(?:\p{{L}}{{2,20}}|\p{{N}}+))\.[”\"]?[^\S\n]+"
        rf"(?=[“\"]?(?=\p{{Lu}})(?i:{openers})(?![\p{{L}}\p{{M}}\p{{N}}'’.-]))"
    )
    harmless = rf"(?<=\p{{N}})[.](?=\p{{N}})|(?<=\b(?i:{titles}))[.]"
    single = rf"(?:[^{_MARKS}]++|{harmless})++[{_MARKS}]?[\"”]?"
    return regex.compile(f"{after_word}|{before_opener}"), regex.compile(single)


def asked(text: str, start: int, end: int) -> Iterator[Span]:
    """The sentences of a stretch of text as syntok cuts it."""
    import syntok.segmenter

    found = [
        start + sentence[0].offset
        for paragraph in syntok.segmenter.analyze(text[start:end])
        for sentence in paragraph
        if sentence
    ]
    for a, b in pairwise(sorted({start, *found, end})):
        span = stripped(text, a, b)
        if span[0] < span[1]:
            yield span

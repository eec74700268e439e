"""How sure, whether denied, under which condition, and when: read off the words around a verb."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import csv

_FOLDER = Path(__file__).parent
_WINDOW = 6  # words before a verb group in which an adverb still belongs to it


class Certainty(NamedTuple):
    """How a statement is put."""

    negated: bool = False
    modality: str = "none"
    tense: str = "past"
    obliged: bool = False


@lru_cache
def marks() -> dict[str, frozenset[str]]:
    """The words of certainty.csv by kind, contractions with one kind of apostrophe."""
    lines = (_FOLDER / "certainty.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["kind"]: frozenset(row["words"].split()) for row in rows}


@lru_cache
def _by_word() -> dict[str, str]:
    return {word: kind for kind in _SURENESS for word in marks()[kind]}


_SURENESS = ("certain", "probable", "possible", "unlikely", "impossible", "required", "future")
_NONE = Certainty()


def certainty(words: list[str], letters: str, start: int, verb: int, left: int) -> Certainty:
    """How the verb group from `start` to `verb` is put; `left` is where its clause begins.

    Examples
    --------
    >>> certainty("they will most likely not leave".split(), "PYRJRB", 1, 5, 0)
    Certainty(negated=True, modality='probable', tense='future', obliged=False)
    """
    known, kinds = marks(), _by_word()
    negation = known["negation"]
    negated, obliged, future, kind = False, False, False, ""
    for place in range(start, verb):
        word = words[place].replace("’", "'")
        if word in negation and words[place + 1 : place + 2] != ["only"]:
            negated = not negated
        found = kinds.get(word) or kinds.get(f"{word}_{words[place + 1]}")
        if found == "future":
            future = True
        elif found and (not kind or found in ("probable", "unlikely", "impossible", "certain")):
            kind = found
            obliged |= found == "required"
    for place in range(max(left, start - _WINDOW), start):
        found = kinds.get(words[place])
        if found in ("probable", "unlikely", "certain", "possible") and letters[place] in "RJ" and not kind:
            kind = found
    if kind == "impossible":
        negated = False
    return Certainty(negated, kind or "none", _tense(words, letters, start, verb, future), obliged)


def _tense(words: list[str], letters: str, start: int, verb: int, future: bool) -> str:
    if future:
        return "future"
    first = words[start]
    if first in _PAST_AUXILIARIES:
        return "past"
    if start < verb:
        return "present" if first in _PRESENT or letters[start] in "YX" and "have" not in first else "past"
    if letters[verb] in "VK" and not (words[verb].endswith("s") and not words[verb].endswith("ss")):
        return "past" if letters[verb] == "K" or words[verb][-2:] == "ed" or words[verb] in _IRREGULAR else "present"
    return "present"


_PAST_AUXILIARIES = frozenset("was were had did wasn't weren't hadn't didn't has have hasn't haven't 've".split())
_PRESENT = frozenset("is are am do does isn't aren't don't doesn't can may must should cannot can't 're 'm".split())
_IRREGULAR = frozenset(
    "met said told sent gave held made took led broke cut put set hit shot struck fought began sought left came went fell "
    "won lost withdrew drew brought fled saw knew thought spoke wrote chose swore forbade forgave gave paid sold bought".split()
)

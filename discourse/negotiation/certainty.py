"""How sure, whether denied, under which condition, and when: read off the words around a verb."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

_FOLDER = Path(__file__).parent
_WINDOW = 6  # words before a verb group in which an adverb still belongs to it
_SURENESS = ("certain", "probable", "possible", "unlikely", "impossible", "required", "future")
_STRONGER = ("probable", "unlikely", "impossible", "certain")  # go before "may" and "must" in the same group


class Certainty(NamedTuple):
    """How a statement is put.

    Attributes
    ----------
    negated : bool
    modality, tense : str
    modal : bool
        A modal verb says that it may or will be, so that it is not yet.
    obliged : bool
        Somebody must or should.
    """

    negated: bool = False
    modality: str = "none"
    tense: str = "past"
    modal: bool = False
    obliged: bool = False


@lru_cache
def marks() -> dict[str, frozenset[str]]:
    """The words of certainty.csv by kind, contractions with one kind of apostrophe."""
    lines = (_FOLDER / "certainty.csv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(line for line in lines if not line.startswith("#"))
    return {row["kind"]: frozenset(row["words"].split()) for row in rows}


@lru_cache
def sureness() -> dict[str, str]:
    """Word to what it says of how sure something is."""
    return {word: kind for kind in _SURENESS for word in marks()[kind]}


def certainty(words: list[str], letters: str, start: int, verb: int, left: int) -> Certainty:
    """How the verb group from `start` to `verb` is put; `left` is where its clause begins.

    Examples
    --------
    >>> certainty("they will most likely not leave".split(), "PYRRRB", 1, 5, 0)
    Certainty(negated=True, modality='probable', tense='future', modal=True, obliged=False)
    """
    negation, kinds = marks()["negation"], sureness()
    negated, obliged, future, modal, kind = False, False, False, False, ""
    for place in range(start, verb):
        word = words[place].replace("’", "'")
        if word in negation and words[place + 1 : place + 2] != ["only"]:
            negated = not negated
        found = kinds.get(word) or kinds.get(f"{word}_{words[place + 1]}")
        if found == "future":
            future = True
        elif found and (not kind or found in _STRONGER):
            kind = found
            obliged |= found == "required"
        modal |= found == "future" or (found == "possible" and word != "can")
    for place in range(max(left, start - _WINDOW), start):
        found = kinds.get(words[place])
        if found in ("probable", "unlikely", "certain", "possible") and letters[place] in "RJ" and not kind:
            kind = found
    if kind == "impossible":
        negated = False
    kind = _by_chance(words, verb) or kind
    return Certainty(negated, kind or "none", _tense(words, letters, start, verb, future), modal, obliged)


def _by_chance(words: list[str], verb: int) -> str:
    """ "the chances that they agree are slim"."""
    known = marks()
    if known["chance"].isdisjoint(words[:verb]):
        return ""
    after = words[verb + 1 :]
    if not known["slim"].isdisjoint(after):
        return "unlikely"
    return "probable" if not known["good"].isdisjoint(after) else ""


def _tense(words: list[str], letters: str, start: int, verb: int, future: bool) -> str:
    if future:
        return "future"
    known, first, word = marks(), words[start].replace("’", "'"), words[verb]
    if start < verb and letters[start] in "XY":
        return "past" if first in known["past"] else "present"
    if letters[verb] in "VK":
        is_past = letters[verb] == "K" or word.endswith("ed") or word in known["irregular"]
        return "past" if is_past else "present"
    return "present"


def conditions(words: list[str], letters: str) -> list[tuple[int, int, bool]]:
    """The conditional clauses of a sentence: first word, word after the last, and whether the rest hangs on them.

    "even if" makes a clause whose rest holds anyway.

    Examples
    --------
    >>> conditions("if they leave , we stay".split(), "UPV,PV")
    [(0, 3, True)]
    """
    known, found = marks(), []
    for place, word in enumerate(words):
        if word not in known["condition"] or (place and words[place - 1] in known["asking"]):
            continue
        if word == "provided" and words[place + 1 : place + 2] != ["that"]:
            continue
        end = next((n for n in range(place + 1, len(words)) if letters[n] in ",;:"), len(words))
        found.append((place, end, words[place - 1 : place] != ["even"]))
    return found


def is_conditional(place: int, spans: list[tuple[int, int, bool]], put: Certainty, is_word: bool) -> bool:
    """Whether the statement at a word is under a condition: in its clause, or what is said to follow from it."""
    for start, end, hangs in spans:
        if start < place < end:
            return True
        if hangs and (put.tense != "past" or put.modal or is_word):
            return True
    return False

"""Whether a hit is denied: the scope of words such as "no", and of phrases such as "fail to", within a clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product

import numpy as np

from discourse.language.load import FOLDER, load, word_table
from discourse.tokens import is_word

WINDOW = 4  # words between a denial and what it denies are fewer than this
DENY, UNDO, IDLE, STOP, AFTER = 1, 2, 3, 4, 5
_KINDS = {"deny": DENY, "undo": UNDO, "idle": IDLE, "stop": STOP, "after": AFTER}
_MARKS = ',;:()—–-.?!"“”'  # where a clause ends

# A role is the kind of a cue in the lowest three bits and its length in tokens above them. It stands at the cue's last
# token (of kind "after": its first). Of its other tokens those of "deny" and "undo" keep what they are by themselves
# ("no" in "no hope of" denies the hope), the rest have none.


@lru_cache
def cues(code: str) -> dict[tuple[str, ...], int]:
    """The words and phrases of a language that deny, seem to deny or end a clause: folded tokens to role."""
    found = {(word,): DENY for word in load(code, "negation").negators}
    if (FOLDER / code / "negation.csv").is_file():
        for row in word_table(code, "negation"):
            for words in product(*(part.split("|") for part in row["phrase"].split())):
                found[words] = _KINDS[row["kind"]]
    found.update({(mark,): STOP for mark in _MARKS})
    return {words: kind | len(words) << 3 for words, kind in found.items()}


def roles_of(tokens: Sequence[str], code: str) -> np.ndarray:
    """The role of each of a sentence's folded tokens: cues from left to right, at each place the longest.

    Returns
    -------
    ndarray of uint8
        Zero for most.
    """
    known = cues(code)
    longest = max(map(len, known))
    roles = np.zeros(len(tokens), np.uint8)
    place = 0
    while place < len(tokens):
        for length in range(min(longest, len(tokens) - place), 0, -1):
            role = known.get(tuple(tokens[place : place + length]))
            if role is not None:
                if role & 7 in (DENY, UNDO):
                    roles[place : place + length] = [known.get((token,), 0) for token in tokens[place : place + length]]
                roles[place if role & 7 == AFTER else place + length - 1] = role
                place += length - 1
                break
        place += 1
    return roles


def denied(roles: np.ndarray, words: np.ndarray, low: int, high: int, start: int, end: int) -> bool:
    """Whether the tokens from `start` to `end` are denied.

    By a cue among the four words before them in the same clause, or by one of kind "after" among the four words
    behind. A cue of kind "undo" that is denied itself denies nothing.

    Parameters
    ----------
    roles : ndarray of uint8
    words : ndarray of bool
        Which tokens are words.
    low, high : int
        The first token of the sentence, and the one after its last.
    start, end : int
    """
    if _denied_from_left(roles, words, low, start):
        return True
    between = 0
    place = end
    while place < high and between < WINDOW:
        kind = roles[place] & 7
        if kind == AFTER:
            return not _denied_from_left(roles, words, low, place)
        if kind == STOP:
            return False
        between += words[place]
        place += 1
    return False


def _denied_from_left(roles: np.ndarray, words: np.ndarray, low: int, start: int) -> bool:
    answer = False
    between = 0
    place = start - 1
    while place >= low and between < WINDOW:
        kind = roles[place] & 7
        if kind in (STOP, IDLE):
            return answer
        if kind == DENY:
            return not answer
        if kind == UNDO:  # and is it denied in its turn?
            answer = not answer
            place -= int(roles[place]) >> 3
            between = 0
            continue
        between += words[place]
        place -= 1
    return answer


def is_negated(tokens: Sequence[str], start: int, code: str = "en", end: int | None = None) -> bool:
    """Whether the tokens of one sentence from `start` to `end` are denied.

    Parameters
    ----------
    tokens : sequence of str
        The folded tokens of one sentence.
    start, end : int
        The hit; without `end`, one token.
    code : str
        The language.

    Examples
    --------
    >>> is_negated("there is no sign of peace".split(), 5)
    True
    >>> is_negated("not the outcome , but the process".split(), 6)
    False
    >>> is_negated("a summit not without hope".split(), 4)
    False
    """
    words = np.array([is_word(token) for token in tokens], bool)
    return denied(roles_of(tokens, code), words, 0, len(tokens), start, start + 1 if end is None else end)

"""Whether a hit is denied: the scope of words such as "no", and of phrases such as "fail to", within a clause."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from discourse.language.load import FOLDER, load, word_table
from discourse.language.patterns import Pattern, Slot, Term
from discourse.tokens import is_word

if TYPE_CHECKING:
    from discourse.language import Encoded

WINDOW = 4  # words between a denial and what it denies are fewer than this
DENY, UNDO, IDLE, STOP, AFTER, AROUND, CONCORD = 1, 2, 3, 4, 5, 6, 7
_KINDS = {
    **{"deny": DENY, "undo": UNDO, "idle": IDLE, "stop": STOP},
    **{"after": AFTER, "around": AROUND, "concord": CONCORD},
}
_MARKS = ',;:()—–-.?!"“”'  # where a clause ends

# A role is the kind of a cue in the lowest three bits and its length in tokens above them. It stands at the cue's last
# token (of the kinds "after" and "around": its first). Of its other tokens those of "deny" and "undo" keep what they
# are by themselves ("no" in "no hope of" denies the hope), the rest have none.


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
                if role & 7 in (DENY, UNDO, CONCORD):
                    roles[place : place + length] = [known.get((token,), 0) for token in tokens[place : place + length]]
                roles[place if role & 7 in (AFTER, AROUND) else place + length - 1] = role
                place += length - 1
                break
        place += 1
    return roles


def is_negated(tokens: Sequence[str], start: int, code: str = "en", end: int | None = None) -> bool:
    """Whether the tokens of one sentence from `start` to `end` are denied.

    By a cue among the four words before them in the same clause, or by one of kind "after" or "around" among the four
    words behind. A cue of kind "undo" that is denied itself denies nothing. One of kind "concord" denies nothing that
    begins with a denial: where denials agree with one another, "nobody not trusts" says that nobody trusts.

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
    from discourse.framing.compiled import denied

    words = np.array([is_word(token) for token in tokens], bool)
    one = [np.array([value]) for value in (0, len(tokens), start, start + 1 if end is None else end)]
    return bool(denied(roles_of(tokens, code), words, np.arange(len(tokens), dtype=np.int32), *one)[0])


def negated(encoded: Encoded, code: str, first: np.ndarray, after: np.ndarray) -> np.ndarray:
    """Which spans of tokens, each within a sentence of one language, are denied (bool)."""
    from discourse.framing.compiled import denied

    if not len(first):
        return np.zeros(0, bool)
    if ("roles", code) not in encoded.kept:
        encoded.kept["roles", code] = _roles(encoded, code)
    sentence = encoded.sentence_of(first)
    lows, highs = encoded.sentence_bounds[sentence], encoded.sentence_bounds[sentence + 1]
    return denied(encoded.kept["roles", code], encoded.is_word, encoded.ids, lows, highs, first, after)


def denial(encoded: Encoded, code: str, first: int, after: int) -> str:
    """The word or phrase that denies a hit, as it is written; the nearest one, before it or behind it."""
    roles = encoded.kept["roles", code]
    sentence = int(encoded.sentence_of(np.array([first]))[0])
    low, high = encoded.sentence_bounds[sentence : sentence + 2].tolist()
    before = [place for place in range(low, first) if roles[place] & 7 in (DENY, UNDO, AROUND, CONCORD)]
    behind = [place for place in range(after, high) if roles[place] & 7 in (AFTER, AROUND)]
    if before:
        begins, length = before[-1], int(roles[before[-1]] >> 3)
        begins -= 0 if roles[begins] & 7 == AROUND else length - 1
        span = begins, begins + length
    elif behind:
        span = behind[0], behind[0] + int(roles[behind[0]] >> 3)
    else:
        return ""
    return " ".join(encoded.written(np.arange(*span)))


def _roles(encoded: Encoded, code: str) -> np.ndarray:
    """The role of every token, as `roles_of` gives it for a sentence."""
    of_form = np.zeros(len(encoded.vocabulary), np.uint8)
    phrases = []
    for words, role in cues(code).items():
        if len(words) == 1:
            low, high = encoded.ids_of(words[0])
            of_form[low:high] = role
        else:
            first = encoded.find(Pattern(" ".join(words), tuple(Slot((Term("word", word),)) for word in words)))[0]
            phrases.append((first, np.full(len(first), role, np.uint8)))
    roles = of_form[encoded.ids]
    if not phrases:
        return roles
    first, role = (np.concatenate(column) for column in zip(*phrases, strict=True))
    order = np.lexsort((-(role >> 3).astype(int), first))
    done = 0
    for place, one in zip(first[order].tolist(), role[order].tolist(), strict=True):
        if place < done:
            continue
        done = place + (one >> 3)
        if one & 7 not in (DENY, UNDO, CONCORD):
            roles[place:done] = 0
        roles[place if one & 7 in (AFTER, AROUND) else done - 1] = one
    return roles

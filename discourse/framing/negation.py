"""Whether a hit is denied: simple negation, looking a few words to the left."""

from __future__ import annotations

from collections.abc import Sequence

from discourse.language.load import Language
from discourse.tokens import is_word

WINDOW = 4
# Where a denial ends: clause punctuation, and the conjunctions that turn it round.
_STOPS = frozenset(',;:()—–-.?!"“”') | {"but", "although", "though", "because", "unless", "except"}


def is_negated(tokens: Sequence[str], start: int, language: Language) -> bool:
    """Whether the tokens from `start` on are denied by a word before them.

    A negator counts up to four words to the left in the same clause; ``not only`` and ``no doubt`` deny nothing.

    Parameters
    ----------
    tokens : sequence of str
        The folded tokens of one sentence.
    start : int
        The first token of the hit.
    language : Language

    Examples
    --------
    >>> from discourse.language import load
    >>> is_negated("there is no sign of peace".split(), 5, load("en"))
    True
    >>> is_negated("not the outcome , but the process".split(), 6, load("en"))
    False
    """
    words = 0
    for place in range(start - 1, -1, -1):
        token = tokens[place]
        if token in _STOPS or words == WINDOW:
            return False
        if token in language.negators or token.endswith("n't"):
            following = tokens[place + 1]
            return following not in ("only", "just", "merely", "doubt")
        words += is_word(token)
    return False

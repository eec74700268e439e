"""Noun phrases, verb groups and clauses, as regular expressions over the letters of a sentence."""

from __future__ import annotations

import regex

Words = tuple[int, int]  # numbers of the first word and of the word after the last

# A noun phrase without what hangs on it: "the former Mexican secretary's two aides", "she", "many" (of them).
NOUN_PHRASE = regex.compile(r"D*+(?:[MJNES]|(?<=[DJSMNE])[GK](?=[JNE])|R(?=[JM]))+(?<=[NEM])|P|D(?=[VXYOI])")
# A clause that need not begin with "that": a subject, what hangs on it, and a finite verb.
_NP = r"(?:D*+(?:[MJNES]|(?<=[DJSMNE])[GK](?=[JNE])|R(?=[JM]))++|P)"
CLAUSE = regex.compile(rf"(?:[RI,]|I{_NP},?)*(?:{_NP}|G)(?:[OIC,A-]?(?:{_NP}|B))*+[R,]*[VXY]")


def noun_phrases(letters: str) -> list[Words]:
    """The base noun phrases of a sentence, in order.

    Examples
    --------
    >>> noun_phrases("DJNOPV")  # the former head of it said
    [(0, 3), (4, 5)]
    """
    return [match.span() for match in NOUN_PHRASE.finditer(letters)]


def group_start(letters: str, verb: int) -> int:
    """Where the verb group that ends in a verb begins: "has repeatedly | said"."""
    start = verb
    while start and letters[start - 1] in "XYR":
        start -= 1
    return start

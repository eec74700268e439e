"""A source as a name: without article and titles."""

from __future__ import annotations

from functools import lru_cache

import regex

from discourse.voices.cues import word_set, words
from discourse.voices.tagging import closed_classes

CLITIC = regex.compile(r"['’]s?$")
_ARTICLE = regex.compile(r"(?i)^(?:the|a|an|this|that|these|those|our|some)\s+")


@lru_cache(maxsize=10_000)
def source_name(phrase: str, language: str) -> tuple[str, bool]:
    """A source as a name without titles, and whether it is the name of a person.

    Examples
    --------
    >>> source_name("Foreign Minister Ada Hale", "en")
    ('Ada Hale', True)
    >>> source_name("the State Department", "en")
    ('State Department', False)
    >>> source_name("officials in Odesa", "en")
    ('officials in Odesa', False)
    """
    plain = _ARTICLE.sub("", " ".join(phrase.split()))
    plain = CLITIC.sub("", plain.rstrip(" ,"))
    tokens = [token for token in plain.split() if token.strip(",").lower() not in word_set(language, "relative")]
    head = _head(tokens, language)
    organisations = words(language, "organisation_words")
    if not head or not head[-1][0].isupper():
        return " ".join(tokens).rstrip(" ,") or plain, False
    run = _last_name(head, language)
    bare = [token.strip(",").lower() for token in head]
    if any(token in organisations for token in bare[-2:]) or not run:
        return " ".join(head), False
    short = len(run) == 1 and ((run[0].isupper() and len(run[0]) < 7) or run[0].lower() in words(language, "places"))
    return " ".join(run), not short and not phrase.lower().startswith("the ")


def _head(tokens: list[str], language: str) -> list[str]:
    """The words before the first preposition that is not inside a title ("Secretary of State")."""
    titles = words(language, "titles")
    closed = closed_classes(language)
    for number, token in enumerate(tokens[1:], start=1):
        if token.endswith(","):
            return [*tokens[:number], *filter(None, [token.rstrip(",")])]
        after = tokens[number + 1].strip(".,").lower() if number + 1 < len(tokens) else ""
        if closed.get(token.lower()) in ("I", "O") and after not in titles:
            return tokens[:number]
    return tokens


def _last_name(head: list[str], language: str) -> list[str]:
    """The last run of capitalised words that are no titles."""
    titles = words(language, "titles")
    run: list[str] = []
    for token in reversed(head):
        if token[0].isupper() and token.strip(".,").lower() not in titles:
            run.insert(0, token.rstrip(","))
        else:
            break
    return run

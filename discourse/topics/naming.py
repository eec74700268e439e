"""What topics are called: by words, never by number alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from discourse.errors import TopicModelError

WORDS = 3
UNSTABLE = "unstable: "  # before a name, where no figure cuts it off


def names_of(tops: Sequence[Sequence[str]], prefixes: Sequence[str], unstable: Sequence[bool]) -> list[str]:
    """Names of topics from their first words; as many more as it takes to tell two topics apart.

    Parameters
    ----------
    tops : sequence of sequence of str
        The words of each topic, the best first.
    prefixes : sequence of str
        What the first topics stand for, such as a category of a codebook.
    unstable : sequence of bool
        Which topics do not survive other fits.

    Examples
    --------
    >>> names_of([["ferry", "quay", "sea", "fog"], ["envoy", "truce", "talk", "map"]], ["Sea"], [False, True])
    ['Sea: ferry, quay, sea', 'unstable: envoy, truce, talk']
    """
    plain: list[str] = []
    for words in tops:
        length = WORDS
        while ", ".join(words[:length]) in plain and length < len(words):
            length += 1
        plain.append(", ".join(words[:length]))
    heads = [f"{prefix}: " for prefix in prefixes] + [""] * (len(plain) - len(prefixes))
    return [f"{UNSTABLE if lost else ''}{head}{name}" for head, name, lost in zip(heads, plain, unstable, strict=True)]


def number_of(topic: int | str, names: Sequence[str]) -> int:
    """Which topic is meant, from 0: by its number from 1, its name, or a part that only its name has.

    Raises
    ------
    TopicModelError
        No topic, or several, are called so; the message lists the names.
    """
    if isinstance(topic, (int, np.integer)):
        found = [int(topic) - 1] if 1 <= topic <= len(names) else []
    else:
        found = [place for place, name in enumerate(names) if name == topic]
        found = found or [place for place, name in enumerate(names) if str(topic) in name]
    if len(found) != 1:
        raise TopicModelError(
            f"{'several topics are' if found else 'no topic is'} called {topic!r}",
            remedy=f"use a number from 1 to {len(names)}, or one of {'; '.join(names)}",
        )
    return found[0]

"""Exact and near duplicates by what their texts share."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

import pandas as pd

SHINGLE = 5  # words
THRESHOLD = 0.6
_CROWD = 100  # a shingle of so many different documents is a formula, and says nothing about copying

_WORD = re.compile(r"\w+")


def find_duplicates(documents: Sequence[str], texts: Sequence[str], threshold: float = THRESHOLD) -> pd.DataFrame:
    """Which documents repeat another one.

    Two texts that differ in nothing but blanks are ``exact``; one is a ``near`` duplicate of another if the
    other contains at least `threshold` of its runs of five words (containment; Broder 1997). The longer of two
    is the original, the earlier one where they are equally long, and an original is never itself listed as a
    duplicate, so that leaving out what is listed leaves one of each. Time grows with the number of words: only
    originals are looked up.

    Parameters
    ----------
    documents, texts : sequence of str
        Names and texts, in the same order.
    threshold : float
        Least containment, above 0 up to 1.

    Returns
    -------
    pandas.DataFrame
        ``document, duplicate_of, kind, overlap``, in the order of `documents`.

    Examples
    --------
    >>> text = "the talks were broken off late in the evening and nobody knows when they resume"
    >>> find_duplicates(["a", "b"], [text, text + " says one source"])[["document", "duplicate_of", "kind"]]
      document duplicate_of  kind
    0        a            b  near
    """
    found = _exact(texts)
    words: dict[str, int] = {}
    shingles = {i: _shingles(texts[i], words) for i in range(len(texts)) if i not in found}
    index: dict[int, list[int]] = defaultdict(list)
    for i in sorted(shingles, key=lambda i: (-len(shingles[i]), i)):
        shared = Counter(j for shingle in shingles[i] for j in index.get(shingle, ()))
        best = max(shared, key=lambda j: (shared[j], -j), default=None)
        if best is not None and shared[best] >= threshold * len(shingles[i]):
            found[i] = (best, "near", shared[best] / len(shingles[i]))
            continue
        for shingle in shingles[i]:
            if len(index[shingle]) < _CROWD:
                index[shingle].append(i)
    rows = [(documents[i], documents[_original(i, found)], *found[i][1:]) for i in sorted(found)]
    return pd.DataFrame(rows, columns=["document", "duplicate_of", "kind", "overlap"]).astype({"overlap": float})


def _exact(texts: Sequence[str]) -> dict[int, tuple[int, str, float]]:
    """Position to (first position with the same text, "exact", 1.0)."""
    first: dict[str, int] = {}
    found = {}
    for i, text in enumerate(texts):
        original = first.setdefault(" ".join(text.split()), i)
        if original != i:
            found[i] = (original, "exact", 1.0)
    return found


def _original(i: int, found: dict) -> int:
    """An exact copy of a near duplicate repeats what that one repeats."""
    while i in found:
        i = found[i][0]
    return i


def _shingles(text: str, words: dict[str, int]) -> set[int]:
    """Hashes of the runs of five words of a text; of all its words if it has fewer."""
    numbers = [words.setdefault(word, len(words)) for word in _WORD.findall(text.lower())]
    if not numbers:
        return set()
    runs = max(1, len(numbers) - SHINGLE + 1)
    # Tuples of int hash alike in every process, strings do not.
    return {hash(tuple(numbers[i : i + SHINGLE])) for i in range(runs)}

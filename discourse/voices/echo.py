"""Echo: who takes up whose words, across documents, and how surely that is more than chance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import comb
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.errors import DateError
from discourse.inference import benjamini_hochberg
from discourse.language import fold, load, sentence_spans, token_spans
from discourse.progress import progress
from discourse.tokens import is_word
from discourse.voices.spans import without
from discourse.voices.words import rows_by_document

if TYPE_CHECKING:
    from discourse.corpus import Corpus

LENGTHS = (5, 4, 3)
EDGE_COLUMNS = [
    *(
        "origin",
        "echoer",
        "uses",
        "phrases",
        "documents",
        "median_lag_days",
        "expected",
        "p_value",
        "q_value",
        "examples",
    ),
]


def echoes(
    corpus: Corpus,
    voices: pd.DataFrame | None = None,
    *,
    by: str = "outlet",
    rare: float = 0.1,
    permutations: int = 500,
    seed: int = 0,
) -> pd.DataFrame:
    """Who later uses, in their own voice, rare phrases that another group used first.

    A phrase is three to five words, two or more of them content words, or a term that somebody held in scare
    quotes. It is an echo when its first users are one group and another group uses it on a later day *in its own
    voice*: quoting or reporting a phrase is not adopting it. The null is that it does not matter who wrote what
    and when: groups and dates are dealt out to the texts anew, together, `permutations` times. Phrases that only
    one group ever uses (its house style) say nothing of echo and are left out on both sides.

    Parameters
    ----------
    corpus : Corpus
        With dates, and with the column `by`.
    voices : DataFrame, optional
        What `discourse.voices` found in it; found anew if not given.
    by : str
        The column that says whose a document is: ``outlet``, ``actor`` or ``author``.
    rare : float
        A phrase counts if at most this share of the documents (but always if two or three) has it.
    permutations, seed : int

    Returns
    -------
    DataFrame
        One row per pair of groups with an echo: ``origin, echoer, uses`` (a phrase in a document counts once),
        ``phrases`` (how many different ones), ``documents`` (of the echoer, in which), ``median_lag_days``,
        ``expected`` (uses under the null), ``p_value`` (share of permutations with as many uses or more),
        ``q_value`` (Benjamini & Hochberg 1995) and ``examples``. Most uses first.

    Raises
    ------
    ColumnError, DateError
        The column is not there, or no document has a date.
    """
    corpus = as_corpus(corpus)
    corpus.column(by)  # raises where there is none
    known = corpus.documents[corpus.documents[by].notna() & corpus.documents["date"].notna()]
    if known.empty:
        raise DateError(f"no document has both a date and a value of {by!r}", remedy="read(..., date=COLUMN)")
    if voices is None:
        from discourse.voices import voices as find

        voices = find(corpus)
    groups, names = pd.factorize(known[by].astype(str), sort=True)
    days = (known["date"] - known["date"].min()).dt.days.to_numpy()
    phrases, owners = _incidence(corpus, voices, list(known["document"]), max(3, int(rare * len(known))), groups)
    if not phrases:
        return pd.DataFrame(columns=EDGE_COLUMNS)
    starts = np.flatnonzero(np.r_[True, owners[1:, 0] != owners[:-1, 0]])
    adoptions = _adoptions(owners, starts, groups, days)
    weights = _weights(np.bincount(owners[:, 0]), np.bincount(groups))
    null = np.zeros((permutations, len(names), len(names)))
    rng = np.random.default_rng(seed)
    for number in progress(range(permutations), "dealing out at random", unit="permutation"):
        order = rng.permutation(len(known))
        dealt = _adoptions(owners, starts, groups[order], days[order])
        np.add.at(null[number], (dealt[:, 0], dealt[:, 1]), weights[dealt[:, 2]])
    return _edges(adoptions, null, names, phrases)


def _incidence(
    corpus: Corpus, voices: pd.DataFrame, documents: list[str], most: int, groups: np.ndarray
) -> tuple[list[str], np.ndarray]:
    """Phrases that documents of two groups or more use in their own voice, and an array of (phrase, document)."""
    spans = defaultdict(list)
    for name, rows in rows_by_document(corpus, voices).items():
        spans[name] = [(row.start, row.end) for row in rows]  # a term held with tongs is not adopted either
    scare = {_folded(row.text) for row in voices[voices["kind"] == "scare"].itertuples()} - {""}
    holders: dict[str, set[int]] = defaultdict(set)
    numbers = {name: number for number, name in enumerate(documents)}
    for document in corpus:
        number = numbers.get(document.document)
        if number is None:
            continue
        for part in without(document.body, spans[document.document]):
            for phrase in _phrases(document.text, document.language, part, scare):
                holders[phrase].add(number)
    shared = {
        phrase: held
        for phrase, held in holders.items()
        if 2 <= len(held) <= most and len({groups[number] for number in held}) > 1
    }
    kept = _longest(shared)
    pairs = [(number, document) for number, phrase in enumerate(kept) for document in sorted(shared[phrase])]
    return kept, np.array(pairs, dtype=np.int64).reshape(-1, 2)


def _phrases(text: str, language: str, part: tuple[int, int], scare: set[str]) -> Iterator[str]:
    rules = load(language, "echo")
    plain = rules.function_words | rules.pronouns | rules.modals | rules.connectives | rules.quantities
    for sentence in sentence_spans(text, language, *part):
        tokens = [fold(text[a:b]) for a, b in token_spans(text, *sentence)]
        content = [is_word(token) and token not in plain for token in tokens]
        for length in LENGTHS:
            for start in range(len(tokens) - length + 1):
                inside = content[start : start + length]
                if inside[0] and inside[-1] and sum(inside) >= 2 and all(map(_plain, tokens[start : start + length])):
                    yield " ".join(tokens[start : start + length])
        joined = f" {' '.join(tokens)} "
        yield from (term for term in scare if f" {term} " in joined)


def _plain(token: str) -> bool:
    return is_word(token) or token in ("'s", "’s")


def _folded(term: str) -> str:
    return " ".join(fold(term[a:b]) for a, b in token_spans(term) if is_word(term[a:b]))


def _longest(shared: dict[str, set[int]]) -> list[str]:
    """Without the phrases that only ever occur inside a longer one: a borrowed clause counts once."""
    kept: dict[frozenset[int], list[str]] = defaultdict(list)
    for phrase in sorted(shared, key=lambda phrase: (-phrase.count(" "), phrase)):
        same = kept[frozenset(shared[phrase])]
        if not any(_overlap(phrase, other) for other in same):
            same.append(phrase)
    return sorted(phrase for phrases in kept.values() for phrase in phrases)


def _overlap(phrase: str, other: str) -> bool:
    """Whether one is in the other, or the end of one is the beginning of the other (two words or more)."""
    if f" {phrase} " in f" {other} ":
        return True
    a, b = phrase.split(), other.split()
    return any(a[-n:] == b[:n] or b[-n:] == a[:n] for n in range(2, min(len(a), len(b))))


def _adoptions(owners: np.ndarray, starts: np.ndarray, groups: np.ndarray, days: np.ndarray) -> np.ndarray:
    """Rows of (origin, echoer, phrase, document, lag): later uses of a phrase that one other group used first."""
    phrase, document = owners[:, 0], owners[:, 1]
    group, day = groups[document], days[document]
    lengths = np.diff(np.r_[starts, len(owners)])
    first = np.repeat(np.minimum.reduceat(day, starts), lengths)
    opening = day == first
    # The first users must be one group, or nobody can be said to have had it first.
    low = np.minimum.reduceat(np.where(opening, group, len(days) + group.max() + 1), starts)
    high = np.maximum.reduceat(np.where(opening, group, -1), starts)
    origin = np.repeat(np.where(low == high, low, -1), lengths)
    echo = (origin >= 0) & (day > first) & (group != origin)
    return np.column_stack([origin, group, phrase, document, day - first])[echo]


def _weights(spread: np.ndarray, sizes: np.ndarray) -> np.ndarray:
    """What a phrase counts for under the null: phrases that only one group uses are not looked at, so chance must
    be asked only about dealings in which this one is with two groups or more.

    Parameters
    ----------
    spread : array
        How many documents have each phrase.
    sizes : array
        How many documents each group has.
    """
    everyone = sizes.sum()
    alone = {m: sum(comb(int(size), int(m)) for size in sizes) / comb(int(everyone), int(m)) for m in set(spread)}
    return np.array([1 / (1 - alone[m]) for m in spread])


def _edges(adoptions: np.ndarray, null: np.ndarray, names: pd.Index, phrases: list[str]) -> pd.DataFrame:
    rows = []
    for origin, echoer in np.unique(adoptions[:, :2], axis=0):
        taken = adoptions[(adoptions[:, 0] == origin) & (adoptions[:, 1] == echoer)]
        more = (null[:, origin, echoer] >= len(taken)).sum()
        rows.append(
            {
                "origin": names[origin],
                "echoer": names[echoer],
                "uses": len(taken),
                "phrases": len(np.unique(taken[:, 2])),
                "documents": len(np.unique(taken[:, 3])),
                "median_lag_days": float(np.median(taken[:, 4])),
                "expected": float(null[:, origin, echoer].mean()),
                "p_value": (1 + more) / (1 + len(null)),
                "examples": "; ".join(
                    sorted({phrases[number] for number in taken[:, 2]}, key=lambda p: (-len(p), p))[:3]
                ),
            }
        )
    table = pd.DataFrame(rows, columns=[column for column in EDGE_COLUMNS if column != "q_value"])
    table.insert(8, "q_value", benjamini_hochberg(table["p_value"].to_numpy(float)))
    return table.sort_values(["uses", "origin", "echoer"], ascending=[False, True, True]).reset_index(drop=True)

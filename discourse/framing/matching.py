"""Matching a category's rules on an encoded corpus."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from discourse.framing.codebook import Rule
from discourse.framing.negation import negated
from discourse.language.finder import find_in

if TYPE_CHECKING:
    from discourse.language import Encoded
    from discourse.language.patterns import Pattern
    from discourse.voices.owners import Owners

_KEPT = 1000  # categories whose matches are kept with a corpus, so that an edited one alone is matched anew


@dataclass(frozen=True)
class Matches:
    """Where the rules of a category match, in reading order.

    Attributes
    ----------
    first, after : ndarray of int64
        The first token of each match and the one behind its last.
    which : ndarray of int32
        The rule and pattern of each, as a place in `patterns`.
    negated : ndarray of bool
    patterns : list of (Rule, Pattern)
    """

    first: np.ndarray
    after: np.ndarray
    which: np.ndarray
    negated: np.ndarray
    patterns: list[tuple[Rule, Pattern]]

    def __len__(self) -> int:
        return len(self.first)


def match(encoded: Encoded, rules: tuple[Rule, ...], language: str, owners: Owners | None) -> Matches:
    """The matches of a category's rules in the documents of one language.

    A match counts if its sentence and its voice are what the rule asks for. Of matches that share a token the longest
    stands; of equally long ones the first, of equal ones the one whose pattern comes first in the alphabet.

    Parameters
    ----------
    encoded : Encoded
    rules : tuple of Rule
    language : str
    owners : Owners or None
        Whose voice the tokens are in; needed if a rule asks for it.
    """
    voiced = owners if any(rule.voices for rule in rules) else None
    key = ("matches", rules, language, voiced)
    known = encoded.kept.setdefault("matches", {})
    if key not in known:
        while len(known) >= _KEPT:
            del known[next(iter(known))]
        known[key] = _match(encoded, rules, language, voiced)
    return known[key]


def _match(encoded: Encoded, rules: tuple[Rule, ...], language: str, owners: Owners | None) -> Matches:
    patterns, parts = [], []
    for rule in rules:
        for first, after, which in _of_rule(encoded, rule, language, owners, len(patterns)):
            parts.append((first, after, which))
        patterns += [(rule, pattern) for pattern in rule.patterns]
    first, after, which = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(first, kind="stable")
    first, after, which = _longest(first[order], after[order], which[order], patterns)
    return Matches(first, after, which, negated(encoded, language, first, after), patterns)


def _of_rule(encoded: Encoded, rule: Rule, language: str, owners: Owners | None, number: int):
    """The matches of each of a rule's patterns: first tokens, tokens behind, the pattern's number."""
    for pattern in rule.patterns:
        first, after = find_in(encoded, pattern, language)
        for conditions, wanted in ((rule.only_with, True), (rule.never_with, False)):
            if conditions and len(first):
                holds = _sentences(encoded, conditions, language)[encoded.sentence_of(first)] == wanted
                first, after = first[holds], after[holds]
        if rule.voices and len(first):
            spoken = np.isin(owners.voice_of(first, after), rule.voices)
            first, after = first[spoken], after[spoken]
        yield first, after, np.full(len(first), number, np.int32)
        number += 1


def _sentences(encoded: Encoded, patterns: tuple[Pattern, ...], language: str) -> np.ndarray:
    """In which sentences one of some patterns is found (bool)."""
    key = ("sentences", patterns, language)
    if key not in encoded.kept:
        holds = np.zeros(len(encoded.sentence_bounds) - 1, bool)
        for pattern in patterns:
            holds[_sentences_with(encoded, pattern, language)] = True
        encoded.kept[key] = holds
    return encoded.kept[key]


def _sentences_with(encoded: Encoded, pattern: Pattern, language: str) -> np.ndarray:
    """The sentences in which a pattern is found; many rules have the same conditions, so they are kept."""
    key = ("sentences", pattern, language)
    if key not in encoded.kept:
        encoded.kept[key] = encoded.sentence_of(find_in(encoded, pattern, language)[0])
    return encoded.kept[key]


def _longest(first: np.ndarray, after: np.ndarray, which: np.ndarray, patterns: list):
    """The matches that stand where some share tokens."""
    if len(first) < 2:
        return first, after, which
    reach = np.maximum.accumulate(after)
    clash = np.zeros(len(first), bool)
    clash[1:] = first[1:] < reach[:-1]
    clash[:-1] |= clash[1:]
    doubtful = np.flatnonzero(clash)
    if not len(doubtful):
        return first, after, which
    from discourse.framing.compiled import standing

    texts = {text: place for place, text in enumerate(sorted({pattern.text for _, pattern in patterns}))}
    rank = np.array([texts[pattern.text] for _, pattern in patterns])
    one, other = first[doubtful], after[doubtful]
    order = np.lexsort((which[doubtful], rank[which[doubtful]], one, one - other))
    keep = np.ones(len(first), bool)
    keep[doubtful] = standing(one, other, order)
    return first[keep], after[keep], which[keep]

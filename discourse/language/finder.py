"""Finding patterns in an encoded corpus: from the postings of the rarest word outwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING

import numpy as np

from discourse.language.patterns import Pattern, Slot, Term
from discourse.tokens import fold, plain

if TYPE_CHECKING:
    from discourse.language.encoded import Encoded

Found = tuple[np.ndarray, np.ndarray]


def find(encoded: Encoded, pattern: Pattern) -> Found:
    """See `Encoded.find`."""
    if all(term.kind != "lemma" for slot in pattern.slots for term in slot.terms):
        return find_in(encoded, pattern, None)
    parts = [find_in(encoded, pattern, language) for language in encoded.spoken]
    first, after = (np.concatenate(column) for column in zip(*parts, strict=True))
    order = np.argsort(first, kind="stable")
    return first[order], after[order]


def find_in(encoded: Encoded, pattern: Pattern, language: str | None) -> Found:
    """The occurrences of a pattern in the documents of one language, or in all if that makes no difference."""
    runs = [_run(encoded, slots, language) for slots in _runs(pattern.slots)]
    first, length = runs[-1][0], runs[-1][1]
    after = first + length
    for (here, length), slots in reversed(list(zip(runs[:-1], _runs(pattern.slots)[1:], strict=True))):
        # The nearest beginning of what follows, at most `gap` tokens on and in the same sentence.
        place = np.searchsorted(first, here + length)
        near = np.flatnonzero(place < len(first))
        near = near[first[place[near]] - (here[near] + length) <= slots[0].gap]
        first, after = here[near], after[place[near]]
        within = encoded.sentence_of(first) == encoded.sentence_of(after - 1)
        first, after = first[within], after[within]
    return first, after


def _runs(slots: tuple[Slot, ...]) -> list[list[Slot]]:
    """The slots between gaps."""
    runs: list[list[Slot]] = []
    for slot in slots:
        if slot.gap or not runs:
            runs.append([])
        runs[-1].append(slot)
    return runs


def _run(encoded: Encoded, slots: list[Slot], language: str | None) -> tuple[np.ndarray, int]:
    """Where slots without gaps between them stand, and how many they are."""
    fits = [_fit(encoded, slot, language) for slot in slots]
    if len(fits) == 1:
        first = fits[0].places(encoded).astype(np.int64)
    else:
        order = sorted(range(len(fits)), key=lambda number: fits[number].size)
        first = _in_a_row(encoded, fits, order)
        for number in order[1:]:
            if fits[number].listed is not None:
                first = first[fits[number].at(encoded, first + number)]
    if language is not None and len(encoded.spoken) > 1:
        first = first[encoded.spoken[language][encoded.document_of(first)]]
    return first, len(fits)


def _in_a_row(encoded: Encoded, fits: list[_Fit], order: list[int]) -> np.ndarray:
    """Where tokens that fit one after the other stand in one sentence; what is listed is looked at for the rarest."""
    from discourse.language.aligning import aligned  # compiled, hence heavy

    ranges = np.array([span for fit in fits for span in fit.ranges], np.int64).reshape(-1, 2)
    bounds = np.concatenate([[0], np.cumsum([len(fit.ranges) for fit in fits])])
    others = np.array([number for number in order[1:] if fits[number].listed is None], np.int64)
    places = fits[order[0]].places(encoded)
    found = np.empty(len(places), np.int64)
    lows, highs = ranges[:, 0].copy(), ranges[:, 1].copy()
    count = aligned(encoded.ids, encoded.sentence_numbers, places, order[0], others, bounds, lows, highs, found)
    return found[:count]


@dataclass(frozen=True)
class _Fit:
    """The tokens that fit a slot: those with an id in one of the ranges, and those at the places listed."""

    ranges: list[tuple[int, int]]
    listed: np.ndarray | None
    size: int

    def places(self, encoded: Encoded) -> np.ndarray:
        """Where they all are (int32), ascending."""
        parts = [encoded.postings(*one) for one in self.ranges]
        parts += [] if self.listed is None else [self.listed]
        if not parts:
            return np.empty(0, np.int32)
        if len(parts) == 1:
            return parts[0]
        found = np.sort(np.concatenate(parts))
        return found if self.listed is None else found[np.diff(found, prepend=-1) > 0]

    def at(self, encoded: Encoded, tokens: np.ndarray) -> np.ndarray:
        """Which of some tokens are among them (bool)."""
        ids = encoded.ids[tokens]
        found = reduce(np.logical_or, [(ids >= low) & (ids < high) for low, high in self.ranges], False)
        if self.listed is not None and len(self.listed):
            place = np.searchsorted(self.listed, tokens)
            found |= self.listed[np.minimum(place, len(self.listed) - 1)] == tokens
        return np.broadcast_to(found, tokens.shape)


def _fit(encoded: Encoded, slot: Slot, language: str | None) -> _Fit:
    ranges = [span for term in slot.terms if not term.case for span in _ranges(encoded, term, language)]
    ranges = _merged(ranges)
    written = [_written(encoded, term) for term in slot.terms if term.case]
    listed = np.unique(np.concatenate(written)) if written else None
    size = sum(encoded.count(low, high) for low, high in ranges) + (0 if listed is None else len(listed))
    return _Fit(ranges, listed, size)


def _ranges(encoded: Encoded, term: Term, language: str | None) -> list[tuple[int, int]]:
    if term.kind == "stem":
        return [encoded.ids_with_stem(term.value)]
    if term.kind == "lemma":
        return [(one, one + 1) for one in encoded.lemma_ids(language).get(term.value, np.empty(0, int)).tolist()]
    return [encoded.ids_of(term.value)]


def _merged(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges that touch made one, empty ones left out."""
    merged: list[tuple[int, int]] = []
    for low, high in sorted(span for span in ranges if span[0] < span[1]):
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(high, merged[-1][1]))
        else:
            merged.append((low, high))
    return merged


def _written(encoded: Encoded, term: Term) -> np.ndarray:
    """The places of a word or stem whose capitals matter."""
    if term not in encoded.kept:
        span = encoded.ids_with_stem(fold(term.value)) if term.kind == "stem" else encoded.ids_of(fold(term.value))
        places = encoded.postings(*span)
        fits = str.startswith if term.kind == "stem" else str.__eq__
        same = [fits(plain(form), term.value) for form in encoded.written(places)]
        encoded.kept[term] = places[np.array(same, bool)]
    return encoded.kept[term]

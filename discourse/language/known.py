"""Words that the rules of sentences ask about, to be looked up in compiled loops."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numba import njit

from discourse.language.boundaries import SPACES
from discourse.language.load import load

ABBREVIATION, OPENER, STARTER, UNSPLIT, ROMAN, MONTH, NUMBERED, VOWEL = (1 << bit for bit in range(8))
# In the table of folded words, where nothing else has these bits: words, …
SPEECH, CLOSING, FINAL = STARTER, UNSPLIT, ROMAN
# … and marks. Before a capital, one that ENDS a sentence always does so; a word has that bit only where no mark does.
OPENS, CLOSES, DASH, ENDS = MONTH, NUMBERED, VOWEL, SPEECH


@lru_cache
def lexicon(code: str):
    """The words that rules ask about, as a table to be looked up in by `flags`: folded, and as written."""
    import syntok._segmentation_states as syntok

    rules, state = load(code, "sentence splitting"), syntok.State
    folded = [(rules.abbreviations, ABBREVIATION), (rules.openers, OPENER)]
    folded += [(_spaced(rules.closing_abbreviations), CLOSING), (_spaced(rules.final_abbreviations), FINAL)]
    folded += [(rules.opening_quotes, OPENS), (rules.closing_quotes, CLOSES), (rules.dashes, DASH)]
    folded += [((*rules.closing_quotes, *".…"), ENDS)] if rules.dashes else [(rules.speech_verbs, SPEECH)]
    written = [(state.starters, STARTER), (state.abbreviations, UNSPLIT), (state.roman_numerals, ROMAN)]
    written += [(state.months, MONTH), (("no", "No", "NO"), NUMBERED), (state.vowels, VOWEL)]
    return _table(folded), _table(written)


def _spaced(abbreviations: Iterable[str]) -> list[str]:
    """Abbreviations of several parts with every space that may be in them."""
    return [word.replace(".", f".{space}") for word in sorted(abbreviations) for space in ("", *SPACES)]


def _table(sets) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    flags: dict[str, int] = {}
    for words, flag in sets:
        for word in words:
            flags[word] = flags.get(word, 0) | flag
    slots = np.full(1 << (4 * len(flags) + 1).bit_length(), -1, np.int32)
    places = np.zeros(len(flags) + 1, np.int64)
    arena = np.frombuffer("".join(flags).encode("utf-32-le"), np.uint32)
    for number, word in enumerate(flags):
        places[number + 1] = places[number] + len(word)
        slot = int(_hash(arena, places[number], places[number + 1]) & np.uint64(len(slots) - 1))
        while slots[slot] >= 0:
            slot = (slot + 1) % len(slots)
        slots[slot] = number
    return slots, places, arena, np.array(list(flags.values()), np.uint8)


@njit(cache=True, nogil=True)
def _hash(codes, start, end):
    value = np.uint64(14695981039346656037)
    for place in range(start, end):
        value = (value ^ np.uint64(codes[place])) * np.uint64(1099511628211)
    return value ^ (value >> np.uint64(29))


@njit(cache=True, nogil=True)
def flags(table, codes, lowered, start, end):
    """What a word is known as, 0 if it is not; `lowered` is the table of lower-case letters, or empty."""
    slots, places, arena, flags = table
    if end - start > 40 or end <= start:
        return np.uint8(0)
    value = np.uint64(14695981039346656037)
    for place in range(start, end):
        one = lowered[codes[place]] if lowered.size else codes[place]
        value = (value ^ np.uint64(one)) * np.uint64(1099511628211)
    value ^= value >> np.uint64(29)
    slot = np.int64(value & np.uint64(slots.size - 1))
    while slots[slot] >= 0:
        number = slots[slot]
        if places[number + 1] - places[number] == end - start:
            same = True
            for place in range(start, end):
                one = lowered[codes[place]] if lowered.size else codes[place]
                same = same and one == arena[places[number] + place - start]
            if same:
                return flags[number]
        slot = (slot + 1) & (slots.size - 1)
    return np.uint8(0)

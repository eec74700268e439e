"""Sentence boundaries, compiled: nearly all are settled here, and the doubtful stretches are named.

`split` finds what `sentence_spans` finds: its plain boundaries, those that syntok's rules surely draw or surely do not
draw (for a mark behind a plain word, name, initial, number or dotted acronym), and the repair after abbreviations. A
stretch in which one mark is not sure is given back, to be asked about. A test holds the two together.
"""

# ruff: noqa: PLR0911, PLR0912, SIM102, SIM110 (compiled decision lists read best as such)

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numba import njit

from discourse.language.characters import (
    BLANK,
    INNER,
    LETTER,
    LOWER,
    LOWERED,
    MARK,
    NUMBER,
    ODD,
    SPACE,
    UPPER,
    WORD,
)  # fmt: skip
from discourse.language.load import load

ABBREVIATION, OPENER, STARTER, UNSPLIT, ROMAN, MONTH, NUMBERED = 1, 2, 4, 8, 16, 32, 64
_HARMLESS, _BOUNDARY, _DOUBT = range(3)

_NEWLINE, _STOP, _ASK, _CRY, _DOTS, _SEMI = map(ord, "\n.?!…;")
_STRAIGHT, _CLOSE, _OPEN, _SINGLE, _APOSTROPHE, _SINGLE_OPEN = map(ord, "\"”“’'‘")
_COMMA, _COLON, _HYPHEN = map(ord, ",:-")
_CURRENCY = tuple(map(ord, "$£€"))


@lru_cache
def lexicon(code: str):
    """The words that rules ask about, as a table to be looked up in by `_flags`: folded, and as written."""
    import syntok._segmentation_states as syntok

    rules, state = load(code, "sentence splitting"), syntok.State
    folded = [(rules.abbreviations, ABBREVIATION), (rules.openers, OPENER)]
    written = [(state.starters, STARTER), (state.abbreviations, UNSPLIT), (state.roman_numerals, ROMAN)]
    written += [(state.months, MONTH), (("no", "No", "NO"), NUMBERED)]
    return _table(folded), _table(written)


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
        slot = int(_hash(arena, places[number], places[number + 1]) % np.uint64(len(slots)))
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
def _flags(table, codes, lowered, start, end):
    """What a word is known as, 0 if it is not; `lowered` is the table of lower-case letters, or empty."""
    slots, places, arena, flags = table
    if end - start > 40 or end <= start:
        return np.uint8(0)
    value = np.uint64(14695981039346656037)
    for place in range(start, end):
        one = lowered[codes[place]] if lowered.size else codes[place]
        value = (value ^ np.uint64(one)) * np.uint64(1099511628211)
    value ^= value >> np.uint64(29)
    slot = np.int64(value % np.uint64(slots.size))
    while slots[slot] >= 0:
        number = slots[slot]
        if places[number + 1] - places[number] == end - start:
            same = True
            for place in range(start, end):
                one = lowered[codes[place]] if lowered.size else codes[place]
                same = same and one == arena[places[number] + place - start]
            if same:
                return flags[number]
        slot = (slot + 1) % slots.size
    return np.uint8(0)


@njit(cache=True, nogil=True)
def _stripped(codes, kinds, start, end):
    while start < end and kinds[codes[start]] & BLANK:
        start += 1
    while end > start and kinds[codes[end - 1]] & BLANK:
        end -= 1
    return start, end


@njit(cache=True, nogil=True)
def _hard_wrapped(codes, kinds, start, end):
    lines, low = 0, 0
    place = start
    while place < end and codes[place] != _NEWLINE:
        place += 1
    while place < end:
        after = place + 1
        while after < end and codes[after] != _NEWLINE:
            after += 1
        one, other = _stripped(codes, kinds, place + 1, after)
        if one < other:
            lines += 1
            low += (kinds[codes[one]] & LOWERED) > 0
        place = after
    return low > 0.2 * lines


@njit(cache=True, nogil=True)
def _paragraph_end(codes, kinds, place, end, wrapped):
    """Where the paragraph that holds `place` ends, and where the next begins."""
    while place < end:
        if codes[place] == _NEWLINE:
            after = place + 1
            if wrapped:
                while after < end and codes[after] != _NEWLINE and kinds[codes[after]] & SPACE:
                    after += 1
            if not wrapped or (after < end and codes[after] == _NEWLINE):
                while after < end and kinds[codes[after]] & SPACE:
                    after += 1
                return place, after
        place += 1
    return end, end


@njit(cache=True, nogil=True)
def _run_back(codes, kinds, place, low, kind):
    """Where the run of characters of a kind that ends before `place` begins."""
    while place > low and kinds[codes[place - 1]] & kind:
        place -= 1
    return place


@njit(cache=True, nogil=True)
def _run_on(codes, kinds, place, high, kind):
    while place < high and kinds[codes[place]] & kind:
        place += 1
    return place


@njit(cache=True, nogil=True)
def _glued(codes, kinds, place, low):
    """Whether the character before a word makes it part of a longer one, to the plain rules."""
    if place <= low:
        return False
    before = codes[place - 1]
    return (kinds[before] & (LETTER | MARK)) > 0 or before in (_STOP, _APOSTROPHE, _SINGLE, _HYPHEN)


@njit(cache=True, nogil=True)
def _plain(codes, kinds, lowered, folded, mark, low, end, high):
    """Where the sentence after a plain boundary begins, 0 if the mark is none; below 0 if the repair undoes it."""
    after = mark + 1
    if codes[mark] == _STOP and after < end and codes[after] in (_STRAIGHT, _CLOSE):
        after += 1
    gap = after
    while after < end and kinds[codes[after]] & SPACE and codes[after] != _NEWLINE:
        after += 1
    if after == gap:
        return 0
    opening = after + (after < high and codes[after] in (_OPEN, _STRAIGHT))
    if opening >= high or not kinds[codes[opening]] & UPPER:
        return 0
    word = _run_back(codes, kinds, mark, low, LOWER)
    if 4 <= mark - word <= 20 and not _glued(codes, kinds, word, low):
        if opening + 1 < high and kinds[codes[opening + 1]] & LOWER:
            merged = gap == mark + 1 and codes[mark] == _STOP
            if merged and _flags(folded, codes, lowered, word, mark) & ABBREVIATION:
                return -after
            return after
    if codes[mark] != _STOP:
        return 0
    ends = _run_on(codes, kinds, opening, high, LETTER)
    if ends < high and (kinds[codes[ends]] & INNER or codes[ends] in (_APOSTROPHE, _SINGLE, _STOP, _HYPHEN)):
        return 0
    if not _flags(folded, codes, lowered, opening, ends) & OPENER:
        return 0
    word = _run_back(codes, kinds, mark, low, LETTER)
    if word < mark:
        fits = 2 <= mark - word <= 20 and not _glued(codes, kinds, word, low)
        return after if fits and not _flags(folded, codes, lowered, word, mark) & ABBREVIATION else 0
    word = _run_back(codes, kinds, mark, low, NUMBER)
    return after if mark - word > 1 or (mark > word and not _glued(codes, kinds, word, low)) else 0


@njit(cache=True, nogil=True)
def _abbreviated(codes, kinds, lowered, folded, mark, low):
    """Whether a full stop ends an abbreviation."""
    start = mark
    while start > low and (kinds[codes[start - 1]] & LETTER or codes[start - 1] == _STOP):
        start -= 1
    for word in range(start, mark):
        if codes[word] != _STOP and (word == low or not kinds[codes[word - 1]] & WORD):
            if _flags(folded, codes, lowered, word, mark) & ABBREVIATION:
                return True
    return False


@njit(cache=True, nogil=True)
def _is_mark(code):
    return code in (_STOP, _ASK, _CRY, _DOTS, _SEMI)


@njit(cache=True, nogil=True)
def _harmless(codes, kinds, lowered, folded, mark, low, high):
    """Whether a mark is one within a number or behind an abbreviation."""
    if codes[mark] != _STOP:
        return False
    if mark > low and kinds[codes[mark - 1]] & NUMBER and mark + 1 < high and kinds[codes[mark + 1]] & NUMBER:
        return True
    return _abbreviated(codes, kinds, lowered, folded, mark, low)


@njit(cache=True, nogil=True)
def _alone(codes, kinds, word, start):
    """Whether a word is a token of its own to syntok: 1; behind an apostrophe, with it: 2; else 0."""
    if word <= start or kinds[codes[word - 1]] & SPACE:
        return 1
    before = codes[word - 1]
    first = word - 1 <= start or (kinds[codes[word - 2]] & SPACE) > 0
    if before in (_STRAIGHT, _OPEN, _SINGLE_OPEN, _APOSTROPHE, _SINGLE) and first:
        return 1
    if not first and before == _HYPHEN and kinds[codes[word - 2]] & LETTER:
        return 1
    if not first and before in (_APOSTROPHE, _SINGLE) and kinds[codes[word - 2]] & (LETTER | NUMBER):
        return 2
    return 0


@njit(cache=True, nogil=True)
def _broken(codes, kinds, start, end):
    """Whether a word goes from small to capital letters within."""
    for place in range(start + 1, end):
        if kinds[codes[place]] & UPPER and kinds[codes[place - 1]] & LOWER:
            return True
    return False


@njit(cache=True, nogil=True)
def _whole(codes, kinds, ends, end):
    """Whether a word ends, to syntok, where its letters end."""
    if ends >= end or kinds[codes[ends]] & SPACE:
        return True
    if ends + 1 >= end:
        return not kinds[codes[ends]] & INNER
    if codes[ends] in (_HYPHEN, _APOSTROPHE, _SINGLE):
        return (kinds[codes[ends + 1]] & LETTER) > 0
    return not kinds[codes[ends]] & INNER and (kinds[codes[ends + 1]] & SPACE) > 0


@njit(cache=True, nogil=True)
def _verdict(codes, kinds, lowered, folded, written, mark, start, end):
    """What syntok, and the repair after it, make of a mark: a verdict, and where the next sentence would begin."""
    if codes[mark] == _DOTS:
        alone = not (mark > start and _is_mark(codes[mark - 1])) and not (mark + 1 < end and _is_mark(codes[mark + 1]))
        return (_HARMLESS if alone else _DOUBT), 0
    if (mark > start and _is_mark(codes[mark - 1])) or (mark + 1 < end and _is_mark(codes[mark + 1])):
        return _DOUBT, 0
    if codes[mark] == _STOP and mark > start and mark + 1 < end:
        before, behind = kinds[codes[mark - 1]], kinds[codes[mark + 1]]
        if before & (LETTER | NUMBER) and behind & (LETTER | NUMBER) and not (before & LOWER and behind & UPPER):
            return _HARMLESS, 0
    after = mark + 1
    closed = after < end and codes[after] in (_STRAIGHT, _CLOSE, _APOSTROPHE, _SINGLE)
    after += closed
    if after < end and codes[mark] != _SEMI and codes[after] in (_COMMA, _COLON):
        return _HARMLESS, 0
    gap = after
    after = _run_on(codes, kinds, after, end, SPACE)
    if after == gap or after >= end:
        return _DOUBT, 0
    following = kinds[codes[after]]
    if following & LOWER:
        return _HARMLESS, 0
    if codes[mark] == _SEMI:  # cut or not, the repair joins it; a single letter might be read differently after a cut
        single = after + 1 < end and _is_mark(codes[after + 1])
        return (_DOUBT if closed or single or not following & (LETTER | NUMBER) else _HARMLESS), 0
    if codes[mark] != _STOP and closed:  # somebody may be said to speak
        return _DOUBT, 0
    if closed and codes[mark + 1] not in (_STRAIGHT, _CLOSE):
        return _DOUBT, 0
    return _behind(codes, kinds, lowered, folded, written, mark, start, end, closed, after)


@njit(cache=True, nogil=True)
def _behind(codes, kinds, lowered, folded, written, mark, start, end, closed, after):
    """The verdict on a mark before a capital or an opening quotation mark, by the word before it."""
    none = np.empty(0, np.uint32)
    starter = month = False
    if kinds[codes[after]] & UPPER:
        ends = _run_on(codes, kinds, after, end, LETTER)
        known = _flags(written, codes, none, after, ends)
        if (ends < end and kinds[codes[ends]] & (NUMBER | MARK)) or _broken(codes, kinds, after, ends):
            return _DOUBT, 0
        if known & (STARTER | MONTH) and not _whole(codes, kinds, ends, end):
            return _DOUBT, 0
        starter, month = (known & STARTER) > 0, (known & MONTH) > 0
    elif codes[after] not in (_STRAIGHT, _OPEN):
        return _DOUBT, 0
    word = _run_back(codes, kinds, mark, start, LETTER)
    if word == mark:
        return _behind_number(codes, kinds, mark, start, month, after)
    dotted = word
    while dotted > start and (kinds[codes[dotted - 1]] & LETTER or codes[dotted - 1] == _STOP):
        dotted -= 1
    if codes[dotted] == _STOP or _broken(codes, kinds, dotted, mark):
        return _DOUBT, 0
    stands = _alone(codes, kinds, dotted, start)
    if not stands or (stands == 2 and dotted < word):
        return _DOUBT, 0
    joined = not closed and codes[mark] == _STOP and _flags(folded, codes, lowered, dotted, mark) & ABBREVIATION
    boundary = _HARMLESS if joined else _BOUNDARY
    if dotted < word:
        for place in range(dotted + 1, word):
            camel = kinds[codes[place - 1]] & LOWER and kinds[codes[place + 1]] & UPPER
            if codes[place] == _STOP and (codes[place - 1] == _STOP or camel):
                return _DOUBT, 0
        return (boundary if starter else _HARMLESS), after
    if stands == 2:
        return boundary, after
    known = _flags(written, codes, none, word, mark)
    single = mark - word == 1
    if single or known & ROMAN:
        if starter or not kinds[codes[word]] & UPPER:
            return _DOUBT, 0
        return _HARMLESS, 0
    if starter:
        return boundary, after
    if known & UNSPLIT:
        return _HARMLESS, 0
    return boundary, after


@njit(cache=True, nogil=True)
def _behind_number(codes, kinds, mark, start, month, after):
    word = mark
    while word > start and (48 <= codes[word - 1] <= 57 or (codes[word - 1] == _COMMA and mark - word > 0)):
        word -= 1
    if mark - word < 2 or codes[word] == _COMMA:
        return _DOUBT, 0
    if word > start and not kinds[codes[word - 1]] & SPACE:
        symbol = codes[word - 1] in (_STRAIGHT, _OPEN) or codes[word - 1] in _CURRENCY
        if not symbol or (word - 1 > start and not kinds[codes[word - 2]] & SPACE):
            return _DOUBT, 0
    if month:
        return _HARMLESS, 0
    return _BOUNDARY, after


@njit(cache=True, nogil=True)
def split(codes, kinds, lowered, folded, written, parts, lows, highs, starts, asks):
    """Find where sentences begin in parts of documents of one language.

    Parameters
    ----------
    codes, kinds, lowered : ndarray
        Characters, and the tables of `discourse.language.characters`.
    folded, written
        The tables of `lexicon`.
    parts : ndarray of int64, parts × 2
    lows, highs : ndarray of int64
        Per part, the bounds of its document.
    starts : ndarray of int64
        Is filled: where sentences begin.
    asks : ndarray of int64, stretches × 2
        Is filled: stretches between two of these boundaries in which there may be more.

    Returns
    -------
    sentences, stretches : int
    """
    found, asked = 0, 0
    for part in range(parts.shape[0]):
        place, last, low, high = parts[part, 0], parts[part, 1], lows[part], highs[part]
        wrapped = _hard_wrapped(codes, kinds, place, last)
        while place < last:
            ends, following = _paragraph_end(codes, kinds, place, last, wrapped)
            start, end = _stripped(codes, kinds, place, ends)
            place = following
            if start == end:
                continue
            starts[found] = start
            found += 1
            piece = start
            while piece < end:  # from one plain boundary to the next
                cut = 0
                until = end
                for mark in range(piece, end):
                    if codes[mark] in (_STOP, _ASK, _CRY):
                        cut = _plain(codes, kinds, lowered, folded, mark, low, end, high)
                        if cut:
                            until = abs(cut)
                            break
                one, other = _stripped(codes, kinds, piece, until)
                found, asked = _piece(
                    codes, kinds, lowered, folded, written, one, other, low, high, starts, found, asks, asked
                )
                if cut > 0:
                    starts[found] = cut
                    found += 1
                piece = until
    return found, asked


@njit(cache=True, nogil=True)
def _piece(codes, kinds, lowered, folded, written, start, end, low, high, starts, found, asks, asked):
    """Settle the marks between two plain boundaries."""
    odd = unsure = doubt = False
    sentences, stretches = found, asked
    stretch = start
    closed = end - start > 1 and codes[end - 1] in (_STRAIGHT, _CLOSE)
    for mark in range(start, end):
        odd = odd or (kinds[codes[mark]] & ODD) > 0
        if not _is_mark(codes[mark]) or mark == end - 1 - closed:
            continue
        if _harmless(codes, kinds, lowered, folded, mark, low, high):
            continue
        unsure = True
        verdict, after = _verdict(codes, kinds, lowered, folded, written, mark, start, end)
        if verdict == _BOUNDARY:
            if doubt:
                asks[stretches, 0], asks[stretches, 1] = stretch, mark + 1
                stretches += 1
            starts[sentences] = stretch = after
            sentences += 1
            doubt = False
        doubt = doubt or verdict == _DOUBT
    if odd and unsure:  # brackets and rare marks change what others mean: ask about all of it
        asks[asked, 0], asks[asked, 1] = start, end
        return found, asked + 1
    if doubt:
        asks[stretches, 0], asks[stretches, 1] = stretch, end
        stretches += 1
    return sentences, stretches

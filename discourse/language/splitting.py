"""Sentence boundaries, compiled: what `sentence_spans` finds, millions of characters a second.

`split` goes from plain boundary to plain boundary, follows syntok's rules in between, and repairs what belongs
together. Only a stretch with a rare character is given back, to be asked about. A test holds the two together.
"""

# ruff: noqa: PLR0911, PLR0912, SIM102 (compiled decision lists read best as such)

from __future__ import annotations

import numpy as np
from numba import njit

from discourse.language.boundaries import SPACES
from discourse.language.characters import (
    BLANK,
    BREAK,
    COMMON,
    INNER,
    LETTER,
    LOWER,
    LOWERED,
    MARK,
    NUMBER,
    SPACE,
    UPPER,
    WORD,
)  # fmt: skip
from discourse.language.known import ABBREVIATION, CLOSES, CLOSING, DASH, ENDS, FINAL, OPENER, OPENS, SPEECH, flags
from discourse.language.segmenting import cuts

_NEWLINE, _STOP, _ASK, _CRY, _DOTS, _SEMI = map(ord, "\n.?!…;")
_STRAIGHT, _CLOSE, _SINGLE, _APOSTROPHE, _HYPHEN, _ANGLE = map(ord, "\"”’'-»")
_SPACES = tuple(map(ord, SPACES))
_TAIL, _CLAUSE, _MOST_WORDS = 40, 200, 5  # as in `discourse.language.sentences`
_CLAUSE_MARKS = tuple(map(ord, ",;:?!—–"))


@njit(cache=True, nogil=True)
def _stripped(codes, kinds, start, end):
    while start < end and kinds[codes[start]] & BLANK:
        start += 1
    while end > start and kinds[codes[end - 1]] & BLANK:
        end -= 1
    return start, end


@njit(cache=True, nogil=True)
def _breaks(codes, kinds, start, end, breaks):
    """Find the line feeds and the marks at which sentences can end; returns how many there are."""
    count = np.int64(0)
    for place in range(start, end):
        if kinds[codes[place]] & BREAK:
            breaks[count] = place
            count += 1
    return count


@njit(cache=True, nogil=True)
def _hard_wrapped(codes, kinds, breaks, end):
    lines, low = 0, 0
    feed = np.int64(-1)
    for number in range(breaks.size + 1):
        after = breaks[number] if number < breaks.size else end
        if number < breaks.size and codes[after] != _NEWLINE:
            continue
        if feed >= 0:
            one, other = _stripped(codes, kinds, feed + 1, after)
            if one < other:
                lines += 1
                low += (kinds[codes[one]] & LOWERED) > 0
        feed = after
    return low > 0.2 * lines


@njit(cache=True, nogil=True)
def _next_paragraph(codes, kinds, feed, end, wrapped):
    """Where the paragraph after a line feed begins, 0 if the feed ends none."""
    after = feed + 1
    if wrapped:
        while after < end and codes[after] != _NEWLINE and kinds[codes[after]] & SPACE:
            after += 1
        if after >= end or codes[after] != _NEWLINE:
            return 0
    while after < end and kinds[codes[after]] & SPACE:
        after += 1
    return after


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
    quote = _one(folded, codes, after, end)
    after += (quote & CLOSES) > 0
    gap = _gap(codes, kinds, after, end)
    if gap == after:
        return 0
    after, quoted = gap, after > mark + 1
    opening = after + ((_one(folded, codes, after, high) & OPENS) > 0)
    capital = opening < high and (kinds[codes[opening]] & UPPER) > 0
    if capital and _ends(codes, folded, mark, low, quote):
        return after
    if codes[mark] == _DOTS:
        return 0
    full_stop = codes[mark] == _STOP
    word = _run_back(codes, kinds, mark, low, LOWER)
    if 4 <= mark - word <= 20 and not _glued(codes, kinds, word, low) and (full_stop or not quoted):
        if capital and opening + 1 < high and kinds[codes[opening + 1]] & LOWER:
            if full_stop and not quoted and _goes_on(codes, kinds, lowered, folded, mark, low, after, high):
                return -after
            return after
    if not full_stop:
        return 0
    if not quoted and after < high and kinds[codes[after]] & NUMBER and _one(folded, codes, mark, high) & ENDS:
        word = _run_back(codes, kinds, mark, low, LETTER)
        if 4 <= mark - word <= 20 and not _glued(codes, kinds, word, low):
            if not _abbreviated(codes, kinds, lowered, folded, mark, word):
                return after
    if _last(codes, kinds, lowered, folded, mark, low) & (CLOSING | FINAL):
        if not _goes_on(codes, kinds, lowered, folded, mark, low, after, high):
            return after
    if not capital or not _opens(codes, kinds, lowered, folded, opening, high):
        return 0
    word = _run_back(codes, kinds, mark, low, LETTER)
    if word < mark:
        fits = 2 <= mark - word <= 20 and not _glued(codes, kinds, word, low)
        return after if fits and not flags(folded, codes, lowered, word, mark) & ABBREVIATION else 0
    word = _run_back(codes, kinds, mark, low, NUMBER)
    return after if mark - word > 1 or (mark > word and not _glued(codes, kinds, word, low)) else 0


@njit(cache=True, nogil=True)
def _one(folded, codes, place, high):
    """What a mark is known as."""
    return flags(folded, codes, np.empty(0, np.uint32), place, place + 1) if place < high else np.uint8(0)


@njit(cache=True, nogil=True)
def _gap(codes, kinds, place, end):
    """Where the white space within a line ends."""
    while place < end and kinds[codes[place]] & SPACE and codes[place] != _NEWLINE:
        place += 1
    return place


@njit(cache=True, nogil=True)
def _ends(codes, folded, mark, low, quote):
    """Whether a mark, with the quotation mark behind it, ends a sentence before any capital."""
    if codes[mark] == _DOTS and _one(folded, codes, mark, mark + 1) & ENDS:
        return True
    if not (quote & CLOSES and quote & ENDS):
        return False
    return codes[mark] in (_ASK, _CRY) or (
        mark > low and codes[mark] == _STOP and codes[mark - 1] in (_STOP, _ASK, _CRY)
    )


@njit(cache=True, nogil=True)
def _opens(codes, kinds, lowered, folded, place, high):
    """Whether a word opens sentences."""
    ends = _run_on(codes, kinds, place, high, LETTER)
    if ends < high and (kinds[codes[ends]] & INNER or codes[ends] in (_APOSTROPHE, _SINGLE, _STOP, _HYPHEN)):
        return False
    return (flags(folded, codes, lowered, place, ends) & OPENER) > 0


@njit(cache=True, nogil=True)
def _last(codes, kinds, lowered, folded, mark, low):
    """What the word before a full stop is known as, with its dots and the word with a dot before it."""
    word = _dotted(codes, kinds, mark, low)
    found = flags(folded, codes, lowered, word, mark)
    if word - 2 >= low and codes[word - 1] in _SPACES and codes[word - 2] == _STOP:
        found |= flags(folded, codes, lowered, _dotted(codes, kinds, word - 1, low), mark) & (CLOSING | FINAL)
    return found


@njit(cache=True, nogil=True)
def _dotted(codes, kinds, place, low):
    while place > low and (kinds[codes[place - 1]] & LETTER or codes[place - 1] == _STOP):
        place -= 1
    return place


@njit(cache=True, nogil=True)
def _goes_on(codes, kinds, lowered, folded, mark, low, place, high):
    """Whether what begins at a place goes on with the sentence, for the abbreviation that ends at a mark."""
    last = _last(codes, kinds, lowered, folded, mark, low)
    if not last & (CLOSING | FINAL):
        return (last & ABBREVIATION) > 0
    if _one(folded, codes, place, high) & DASH and _gap(codes, kinds, place + 1, high) > place + 1:
        place = _gap(codes, kinds, place + 1, high)
    place += (_one(folded, codes, place, high) & OPENS) > 0
    if place >= high or not kinds[codes[place]] & UPPER:
        return True
    return not last & FINAL and not _opens(codes, kinds, lowered, folded, place, high)


@njit(cache=True, nogil=True)
def _abbreviated(codes, kinds, lowered, folded, mark, low):
    """Whether a full stop ends an abbreviation."""
    start = mark
    while start > low and (kinds[codes[start - 1]] & LETTER or codes[start - 1] == _STOP):
        start -= 1
    for word in range(start, mark):
        if codes[word] != _STOP and (word == low or not kinds[codes[word - 1]] & WORD):
            if flags(folded, codes, lowered, word, mark) & (ABBREVIATION | CLOSING | FINAL):
                return True
    return False


@njit(cache=True, nogil=True)
def _harmless(codes, kinds, lowered, folded, mark, low, high):
    """Whether a mark is one within a number or behind an abbreviation."""
    if codes[mark] != _STOP:
        return False
    if mark > low and kinds[codes[mark - 1]] & NUMBER and mark + 1 < high and kinds[codes[mark + 1]] & NUMBER:
        return True
    return _abbreviated(codes, kinds, lowered, folded, mark, low)


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
        Is filled: stretches between two of these boundaries in which there may be more, to be asked about.

    Returns
    -------
    sentences, stretches : int
    """
    found = asked = longest = np.int64(0)  # a plain 0 is a type of its own, for which all would be compiled again
    for part in range(parts.shape[0]):
        longest = max(longest, parts[part, 1] - parts[part, 0])
    scratch = np.empty((longest + 1, 2), np.int64), np.empty(longest + 1, np.bool_), np.empty(longest + 2, np.int64)
    room = np.empty(longest + 1, np.int64)
    for part in range(parts.shape[0]):
        place, last, low, high = parts[part, 0], parts[part, 1], lows[part], highs[part]
        breaks = room[: _breaks(codes, kinds, place, last, room)]
        wrapped = _hard_wrapped(codes, kinds, breaks, last)
        first = np.int64(0)
        while place < last:
            ends, following, after = last, last, first  # the breaks of the paragraph are those from first to after
            while after < breaks.size:
                if codes[breaks[after]] == _NEWLINE:
                    begins = _next_paragraph(codes, kinds, breaks[after], last, wrapped)
                    if begins:
                        ends, following = breaks[after], begins
                        break
                after += 1
            start, end = _stripped(codes, kinds, place, ends)
            if start < end:
                starts[found] = start
                found, asked = _paragraph(
                    codes, kinds, lowered, folded, written, start, end, low, high,
                    starts, found + 1, asks, asked, breaks[first:after], scratch,
                )  # fmt: skip
            place, first = following, after
            while first < breaks.size and breaks[first] < place:
                first += 1
    return found, asked


@njit(cache=True, nogil=True)
def _paragraph(
    codes, kinds, lowered, folded, written, start, end, low, high, starts, found, asks, asked, breaks, scratch
):
    """Go from one plain boundary to the next."""
    piece, first = start, np.int64(0)
    while piece < end:
        cut, until, after = np.int64(0), end, first
        while after < breaks.size and breaks[after] < end:
            if codes[breaks[after]] in (_STOP, _ASK, _CRY, _DOTS):
                cut = _plain(codes, kinds, lowered, folded, breaks[after], low, end, high)
                if cut:
                    until = abs(cut)
                    break
            after += 1
        one, other = _stripped(codes, kinds, piece, until)
        if _unsure(codes, kinds, lowered, folded, one, other, low, high, breaks, first):
            found, asked = _piece(
                codes, kinds, lowered, folded, written, one, other, starts, found, asks, asked, scratch
            )
        if cut > 0:
            starts[found] = cut
            found += 1
        piece, first = until, after
        while first < breaks.size and breaks[first] < piece:
            first += 1
    return found, asked


@njit(cache=True, nogil=True)
def _unsure(codes, kinds, lowered, folded, start, end, low, high, breaks, first):
    """Whether there may be more boundaries between two plain ones."""
    closed = end - start > 1 and (_one(folded, codes, end - 1, end) & CLOSES) > 0
    for number in range(first, breaks.size):
        mark = breaks[number]
        if mark >= end:
            break
        if mark >= start and codes[mark] != _NEWLINE and mark != end - 1 - closed:
            if not _harmless(codes, kinds, lowered, folded, mark, low, high):
                return True
    return False


@njit(cache=True, nogil=True)
def _piece(codes, kinds, lowered, folded, written, start, end, starts, found, asks, asked, scratch):
    """Settle the marks between two plain boundaries."""
    for place in range(start, end):
        if not kinds[codes[place]] & COMMON:
            asks[asked, 0], asks[asked, 1] = start, end
            return found, asked + 1
    tokens, spaced, places = scratch
    count = cuts(codes, kinds, written, start, end, tokens, spaced, places)
    places[count] = end
    for number in range(count):
        here, after = places[number], _stripped(codes, kinds, places[number], places[number + 1])[1]
        before = _stripped(codes, kinds, start, here)[1]
        if not _belong_together(codes, kinds, lowered, folded, start, before, here, after):
            starts[found] = start = here
            found += 1
    return found, asked


@njit(cache=True, nogil=True)
def _belong_together(codes, kinds, lowered, folded, start, end, here, after):
    """Whether the sentence from `start` to `end` goes on with what syntok takes for the next one."""
    last = codes[end - 1]
    if last == _SEMI:
        return True
    low = max(start, end - _TAIL)
    if _one(folded, codes, here, after) & DASH:
        small = _gap(codes, kinds, here + 1, after)
        if here + 1 < small < after and kinds[codes[small]] & LOWER:
            return True
    if last == _STOP:
        return _goes_on(codes, kinds, lowered, folded, end - 1, low, here, after)
    if last not in (_APOSTROPHE, _STRAIGHT, _CLOSE, _SINGLE, _ANGLE) or end - 2 < low:
        return False
    return codes[end - 2] in (_ASK, _CRY) and _says_who(codes, kinds, lowered, folded, here, min(after, here + _CLAUSE))


@njit(cache=True, nogil=True)
def _says_who(codes, kinds, lowered, folded, place, end):
    words = 0
    while place < end:
        one = codes[place]
        if kinds[one] & SPACE:
            place += 1
            continue
        if one in _CLAUSE_MARKS or words > _MOST_WORDS:
            return False
        after = place
        while after < end and (kinds[codes[after]] & LETTER or codes[after] in (_APOSTROPHE, _SINGLE, _HYPHEN)):
            after += 1
        if flags(folded, codes, lowered, place, after) & SPEECH:
            return words > 0
        words += (kinds[one] & LETTER) > 0
        place = max(after, place + 1)
    return False

"""The rules by which syntok ends sentences, compiled.

`cuts` goes through the tokens of a stretch as syntok's automaton does. A sentence is always a run of tokens, so that
its state is two places: where the sentence began (`since`) and what comes next (`here`).
"""

# ruff: noqa: PLR0911, PLR0912 (compiled decision lists read best as such)

from __future__ import annotations

import numpy as np
from numba import njit

from discourse.language.known import MONTH, NUMBERED, ROMAN, STARTER, UNSPLIT, VOWEL, flags
from discourse.language.pieces import (
    alnum,
    alpha,
    capitals,
    has_digit,
    length,
    lower,
    numeric,
    titled,
    tokenised,
)

_LONGEST_BRACKET, _MOST_IN_BRACKETS = 70, 50  # characters, tokens
_ELLIPSIS, _STOP = 3, ord(".")
_TERMINAL, _OPENING, _CLOSING, _QUOTE, _INNER, _ROUND = (1 << bit for bit in range(6))
_MARKS = ((".!?;", _TERMINAL), ("([{", _OPENING), (")]}", _CLOSING), ("'\"’”", _QUOTE), (",;:", _INNER), ("(", _ROUND))
_KINDS_OF_MARKS = np.zeros(ord("”") + 1, np.uint8)
for _marks, _kind in _MARKS:
    for _one in map(ord, _marks):
        _KINDS_OF_MARKS[_one] |= _kind


@njit(cache=True, nogil=True)
def cuts(codes, kinds, written, start, end, tokens, spaced, found):
    """Find where syntok begins new sentences in a stretch of common characters.

    Parameters
    ----------
    codes, kinds : ndarray
        Characters, and their kinds.
    written
        The table of words as they are written; see `discourse.language.known.lexicon`.
    start, end : int
        The stretch, without white space at its ends.
    tokens, spaced : ndarray
        Are overwritten.
    found : ndarray of int64
        Is filled: the places, ascending, `start` not among them.

    Returns
    -------
    int
        How many.
    """
    number = tokenised(codes, kinds, start, end, tokens, spaced)
    marks = np.empty(number, np.uint8)  # what kinds of mark each token is: looked up by itself, it costs nothing
    for token in range(number):
        marks[token] = _kind_of_mark(codes, tokens[token, 0], tokens[token, 1])
    text = codes, kinds, written, np.empty(0, np.uint32), tokens, spaced, marks
    here = since = count = np.int64(0)  # a plain 0 is a type of its own, for which all would be compiled again
    first = number > 0
    while here < number:
        cut = False
        if first and _mark(marks, here) & _OPENING:  # what opens with a bracket may be a sentence of its own
            after = _behind_bracket(text, here)
            cut = after - here > 0 and after - since > 3 and not _lower(text, after)
            here = after
        if not cut and here >= number:
            break
        if not cut:
            here += 1
            if not first and _mark(marks, here) & _OPENING:
                here = _behind_bracket(text, here)
            if _mark(marks, here) & (_TERMINAL | _ROUND if first else _TERMINAL | _OPENING):
                cut, here = _ended(text, since, here, first)
            else:
                first = False
        if cut:
            since, first = here, True
            if here < number:
                found[count] = tokens[here, 0]
                count += 1
    return count


@njit(cache=True, nogil=True)
def _kind_of_mark(codes, start, end):
    """What kinds of mark a token is, 0 if it is none."""
    first = codes[start]
    if end - start == _ELLIPSIS and first == _STOP:
        return np.uint8(_TERMINAL if codes[start + 1] == _STOP and codes[start + 2] == _STOP else 0)
    return _KINDS_OF_MARKS[first] if end - start == 1 and first < _KINDS_OF_MARKS.size else np.uint8(0)


@njit(cache=True, nogil=True)
def _mark(marks, token):
    return np.int64(marks[token]) if 0 <= token < marks.size else 0


@njit(cache=True, nogil=True)
def _lower(text, token):
    codes, kinds, _, _, tokens, _, marks = text
    return 0 <= token < marks.size and lower(codes, kinds, tokens, token)


@njit(cache=True, nogil=True)
def _known(text, token):
    codes, _, written, none, tokens, _, marks = text
    return flags(written, codes, none, tokens[token, 0], tokens[token, 1]) if 0 <= token < marks.size else np.uint8(0)


@njit(cache=True, nogil=True)
def _bracket(text, here):
    """How many tokens on a bracket is closed, 0 if not soon, and whether a sentence seems to be in it."""
    codes, kinds, _, _, tokens, _, marks = text
    number = marks.size
    depth, on = 1, 1
    begun = title = ended = False
    while here + on < number and on < _MOST_IN_BRACKETS:
        if alnum(codes, kinds, tokens, here + on):
            if not begun:
                begun, title = True, titled(codes, kinds, tokens, here + on)
            elif title:
                ended = (_mark(marks, here + on + 1) & _TERMINAL) > 0
        if _mark(marks, here + on) & _OPENING:
            depth += 1
        elif _mark(marks, here + on) & _CLOSING:
            depth -= 1
            if depth == 0:
                return on, title and ended
        on += 1
    return 0, title and ended


@njit(cache=True, nogil=True)
def _behind_bracket(text, here):
    """The token behind a bracket that is short or has no sentence in it, else its first."""
    tokens = text[4]
    on, sentence = _bracket(text, here)
    if on and (tokens[here + on, 1] - tokens[here, 0] < _LONGEST_BRACKET or not sentence):
        return here + on + 1
    return here


@njit(cache=True, nogil=True)
def _ended(text, since, here, first):
    """Whether a sentence ends at a mark or bracket, and what comes after it."""
    spaced, marks = text[5], text[6]
    number = marks.size
    before = here - 1 if here > since else -1
    here += not _mark(marks, here) & _OPENING
    behind = -1  # the token that follows the mark
    if _mark(marks, here) & _OPENING and not (here > since and _mark(marks, here - 1) & _TERMINAL):
        here = _behind_bracket(text, here)
    else:
        for turn in range(2):
            while _mark(marks, here) & (_TERMINAL | _CLOSING):
                here += 1
                if here < number and behind < 0:
                    behind = here - 1
            if turn == 0 and _mark(marks, here) & _QUOTE and not spaced[here]:
                here += 1
                if here < number and behind < 0:
                    behind = here - 1
        if _mark(marks, here) & _OPENING:
            behind = here
    if behind < 0 and here < number:
        behind = here
    return _decided(text, here, first, before, behind), here


@njit(cache=True, nogil=True)
def _decided(text, here, first, before, behind):
    """Whether the token `here` begins a sentence, by the one before the mark and the one behind it."""
    codes, kinds, _, _, tokens, spaced, marks = text
    number = marks.size
    there, had = here < number, before >= 0
    if _lower(text, here) or _mark(marks, here) & _INNER:
        return False
    was, now = _known(text, before), _known(text, here)
    single = had and (length(tokens, before) == 1 or (was & ROMAN) > 0)
    if now & STARTER and not (first and single):
        return True
    if was & UNSPLIT and not _mark(marks, behind) & _CLOSING:
        return False
    number_here = there and numeric(codes, tokens, here)
    if there:
        if was & NUMBERED and alnum(codes, kinds, tokens, here) and has_digit(codes, tokens, here):
            return False
        if not spaced[here]:
            word = behind >= 0 and titled(codes, kinds, tokens, behind) and alpha(codes, kinds, tokens, behind)
            if number_here or not word or length(tokens, behind) == 1:
                return False
        if number_here and (length(tokens, here) > 2 or was & MONTH):
            return False
        if now & MONTH and had and numeric(codes, tokens, before):
            return False
    if had:
        full_stop = behind >= 0 and length(tokens, behind) == 1 and codes[tokens[behind, 0]] == _STOP
        for place in range(tokens[before, 0], tokens[before, 1]):
            if codes[place] == _STOP and not full_stop:
                return False
        if single and (first or capitals(codes, kinds, tokens, before)):
            return False
        if length(tokens, before) == 1 and alpha(codes, kinds, tokens, before) and not was & VOWEL:
            return False
    if _mark(marks, behind) & _OPENING:
        on, sentence = _bracket(text, here)
        after = here + on + 1 if on and not sentence else number
        if _mark(marks, after) & _INNER:
            return False
        if here + 1 < number and titled(codes, kinds, tokens, here + 1):
            return True
        return not _lower(text, after)
    return True

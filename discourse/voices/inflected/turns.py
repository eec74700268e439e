"""Direct speech with the clause that says who spoke inside it: dialogue with dashes, interrupted quotations."""

from __future__ import annotations

import regex

from discourse.voices.attribution import Attribution
from discourse.voices.inflected.reports import says_who
from discourse.voices.lexicon import Lexicon
from discourse.voices.quotes import Span, quotations
from discourse.voices.sentence import Sentence, read

_DASH = regex.compile(r"[—–―-]\s+(?=\S)")
_CLAUSE = regex.compile(r"(?<=[,!?…]|\.\.\.)\s*[—–―-]\s+(?P<clause>\p{Ll}[^\n—–―]{1,200}?)(?:[.,]\s+[—–―]\s+|$)")
_EARLY = 4  # words of a clause within which its verb stands


def dialogue(text: str, paragraphs: list[Span], lexicon: Lexicon) -> tuple[list[Attribution], list[Span]]:
    """The turns of a dialogue, and the paragraphs that are turns.

    Paragraphs that begin with a dash are turns if a clause after a dash says of one of them who spoke; without one
    they are a list.
    """
    turns = [span for span in paragraphs if _DASH.match(text, *span)]
    said = [_split(text, _DASH.match(text, *span).end(), span[1], lexicon) for span in turns]
    if not any(pieces and clause for pieces, clause in said):
        return [], []
    rows = [row for pieces, clause in said for row in _rows(pieces, clause)]
    return rows, turns


def interrupted(text: str, sentence: Sentence, lexicon: Lexicon) -> list[Attribution]:
    """The attributions of whole quotations with a clause inside: «Вони втомилися, — пояснює Данко, — але …».

    They are taken out of the sentence's whole quotations.
    """
    rows = []
    for number, quote in list(sentence.whole.items()):
        pieces, clause = _split(text, *quote.inner, lexicon)
        if clause and len(pieces) > 1:
            pieces = [(quote.start, pieces[0][1]), *pieces[1:-1], (pieces[-1][0], quote.end)]
            rows += _rows(pieces, clause)
            del sentence.whole[number]
    return rows


def _split(text: str, start: int, end: int, lexicon: Lexicon) -> tuple[list[Span], tuple[Span, Span | None] | None]:
    """The pieces of what is said, and cue and source of the first clause between them that says who spoke."""
    for match in _CLAUSE.finditer(text, start, end):
        a, b = match.span("clause")
        span = a, b - (text[b - 1] == ".")
        inside = [quote for quote in quotations(text, [span]) if quote.complete and not quote.depth]
        clause = read(text, span, inside, lexicon.tagger, lexicon.quoting)
        found = says_who(clause, lexicon)
        if not found or found[0][0] >= _EARLY:
            continue
        cue, source = (span and (clause.starts[span[0]], clause.ends[span[1] - 1]) for span in found)
        pieces = [(start, match.start()), (match.end(), end)]
        return [(x, y - (text[y - 1] == ",")) for x, y in pieces if x < y], (cue, source)
    return [(start, end)], None


def _rows(pieces: list[Span], clause: tuple[Span, Span | None] | None) -> list[Attribution]:
    cue, source = clause or (None, None)
    main = Attribution(*pieces[0], "direct", source, cue)
    return [main, *(Attribution(*piece, "direct", part_of=main) for piece in pieces[1:])]

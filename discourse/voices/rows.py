"""From the reports and quotations of one sentence to attributions."""

from __future__ import annotations

from collections.abc import Iterator

from discourse.voices import scare
from discourse.voices.attribution import Attribution
from discourse.voices.grammar import Words
from discourse.voices.quotes import Quotation, Span
from discourse.voices.report import Report
from discourse.voices.sentence import Sentence


def rows(text: str, sentence: Sentence, found: list[Report], language: str) -> Iterator[Attribution]:
    """The attributions of one sentence, not yet named, in no order.

    Source and cue stand on one row of a report. Its further rows (the second half of a quotation, words quoted inside
    a clause) have none of their own: they are `part_of` that row.
    """
    claimed: set[int] = set()
    spans: list[Span] = []
    for report in found:
        for row, piece in _of_report(text, sentence, report, language):
            if piece:
                claimed.update(number for number in range(*piece) if number in sentence.whole)
                spans.append((row.start, row.end))
            yield row
    for number, quote in sentence.whole.items():
        if number not in claimed:
            yield from _unclaimed(text, sentence, quote, language)
    for quote in sentence.inline:
        if not any(start <= quote.start and quote.end <= end for start, end in spans):
            yield from _unclaimed(text, sentence, quote, language)


def _of_report(
    text: str, sentence: Sentence, report: Report, language: str
) -> Iterator[tuple[Attribution, Words | None]]:
    main = None
    for piece in report.content:
        start, end = span_of(sentence, piece)
        quotes = _inside(sentence, piece, start, end)
        whole = bool(quotes) and quotes[0].start == start and quotes[0].end >= end
        row = Attribution(start, end, "direct" if whole else "indirect", part_of=main)
        if main is None:
            main = row
            row.source = report.source and _offsets(sentence, report.source)
            row.cue = _offsets(sentence, report.cue)
        yield row, piece
        for quote in [] if whole else quotes:
            kind = "direct" if report.clause else scare.kind(text, sentence, quote, language)
            if kind:
                yield Attribution(quote.start, quote.end, kind, part_of=main if kind == "direct" else None), None


def _unclaimed(text: str, sentence: Sentence, quote: Quotation, language: str) -> Iterator[Attribution]:
    kind = scare.kind(text, sentence, quote, language)
    if kind:
        yield Attribution(quote.start, quote.end, kind)


def _inside(sentence: Sentence, piece: Words, start: int, end: int) -> list[Quotation]:
    whole = [quote for number, quote in sentence.whole.items() if piece[0] <= number < piece[1]]
    return whole + [quote for quote in sentence.inline if start <= quote.start and quote.end <= end]


def _offsets(sentence: Sentence, piece: Words) -> Span:
    return sentence.starts[piece[0]], sentence.ends[piece[1] - 1]


def span_of(sentence: Sentence, piece: Words) -> Span:
    """The offsets of words, with the quotation marks that belong to their ends."""
    start, end = _offsets(sentence, piece)
    after = sentence.starts[piece[1]] if piece[1] < len(sentence.starts) else sentence.end
    before = sentence.ends[piece[0] - 1] if piece[0] else sentence.start
    for quote in sentence.inline:
        if before <= quote.start < start <= quote.inner[0]:
            start = quote.start
        if end <= quote.inner[1] and quote.start < end < quote.end <= after + 2:
            end = quote.end
    return start, end

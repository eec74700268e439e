"""A sentence as the rules see it: words with offsets and one letter each; whole quotations are one token."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from discourse.tokens import TOKEN
from discourse.voices.quotes import Quotation, Span
from discourse.voices.tagging import Tagger

# A short bracket after a name ("(D-Va.)") is one token that the rules never see.
_TOKEN = regex.compile(rf"\([^()\n]{{1,40}}\)|{TOKEN.pattern}", regex.VERBOSE)
_QUOTE_MARKS = frozenset('“”„‟«»‹›‘‚‛"\x84\x91\x93\x94`')
_LONGEST = 3000  # characters; no sentence is longer
_APOSTROPHES = frozenset("'’\x92")
_SEVERAL = regex.compile(r"[.?!…]['’\"”]?\s+\S")


@dataclass(slots=True)
class Sentence:
    """A sentence, with every sentence that shares a quotation with it.

    Attributes
    ----------
    start, end : int
        Code-point offsets.
    words, shown : list of str
        Words and punctuation marks in lower case, and as written; quotation marks are left out, and a quotation that
        stands as a whole is the word ``“”``.
    starts, ends : list of int
        Where the words are.
    letters : str
        One letter per word, see `discourse.voices.tagging`; ``Q`` is a whole quotation.
    whole : dict of int to Quotation
        The quotations that are words, by the number of the word.
    inline : list of Quotation
        The other quotations that are not inside a whole one.
    """

    start: int
    end: int
    words: list[str]
    shown: list[str]
    starts: list[int]
    ends: list[int]
    letters: str
    whole: dict[int, Quotation]
    inline: list[Quotation]

    def is_quoted(self, number: int) -> bool:
        """Whether a word is inside a quotation that does not stand as a whole."""
        start = self.starts[number]
        return any(quote.start < start < quote.end for quote in self.inline)

    @property
    def is_headline(self) -> bool:
        """Whether most words have a capital, so that a capital says nothing."""
        letters = [word for word in self.shown if word[0].isalpha()]
        return sum(word[0].isupper() for word in letters) > 0.6 * len(letters)


def joined(text: str, sentences: list[Span], quotes: list[Quotation]) -> Iterator[tuple[Span, list[Quotation]]]:
    """Sentences, joined where a quotation runs from one into the next, with the outermost quotations in each.

    A dash and a name after a quotation (“…” ― NAME) belong to it too.
    """
    outer = [q for q in quotes if q.complete and q.depth == 0]
    number, used = 0, 0
    while number < len(sentences):
        start, end = sentences[number]
        first = used
        number += 1
        while used < len(outer) and outer[used].start < end:
            end = max(end, outer[used].end)
            used += 1
            while number < len(sentences) and sentences[number][0] < end:
                end = max(end, sentences[number][1])
                number += 1
            if number < len(sentences) and end == outer[used - 1].end and _is_signature(text, sentences[number]):
                end = sentences[number][1]
                number += 1
        yield from _cut(text, (start, end), outer[first:used])


def _cut(text: str, span: Span, quotes: list[Quotation]) -> Iterator[tuple[Span, list[Quotation]]]:
    """Pieces of what is too long for a sentence, at blanks outside its quotations: the rules compare words pairwise."""
    position, used = span[0], 0
    while span[1] - position > _LONGEST:
        first, edge = used, position + _LONGEST
        cut = text.rfind(" ", position + 1, edge) + 1 or edge
        while used < len(quotes) and quotes[used].start < cut:
            if quotes[used].end > cut:
                cut = quotes[used].start if quotes[used].start > position else quotes[used].end
            used += quotes[used].end <= cut
            if used < len(quotes) and quotes[used].start >= cut:
                break
        yield (position, cut), quotes[first:used]
        position = cut
    if position < span[1]:
        yield (position, span[1]), quotes[used:]


def _is_signature(text: str, span: Span) -> bool:
    return text[span[0]] in "―—–" and span[1] - span[0] < 80


def read(
    text: str,
    span: Span,
    quotes: list[Quotation],
    tagger: Tagger,
    quoting: frozenset[str],
    dashed: regex.Pattern | None = None,
) -> Sentence:
    """Read one sentence; `quoting` are the verb forms before which a quotation stands as a whole.

    `dashed`, where a language has it, is what follows a quotation that stands as a whole however short it is.
    """
    shown: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    whole: dict[int, Quotation] = {}
    inline: list[Quotation] = []

    def take(start: int, end: int) -> None:
        for match in _TOKEN.finditer(text, start, end):
            word = match.group()
            a, b = match.span()
            if not word[0].isalnum():
                if word in _QUOTE_MARKS or (word[0] == "(" and len(word) > 1):
                    continue
                adjacent = bool(ends) and ends[-1] == a
                if word in _APOSTROPHES:
                    if not adjacent or shown[-1][-1] not in "sz":
                        continue
                    word = "'s"
                elif word == "." and adjacent and b < span[1]:
                    # Sentences have been split: a full stop inside one is an abbreviation's.
                    shown[-1] += "."
                    ends[-1] = b
                    continue
            shown.append(word)
            starts.append(a)
            ends.append(b)

    position = span[0]
    for quote in quotes:
        if quote.start < position:
            continue
        take(position, quote.start)
        alone = dashed and (dashed.match(text, quote.end) or (quote.start, quote.end) == _bare(text, span))
        if alone or stands_alone(text, span, quote, shown[-1].lower() if shown else "", quoting, bool(whole)):
            whole[len(shown)] = quote
            shown.append("“”")
            starts.append(quote.start)
            ends.append(quote.end)
            position = quote.end
        else:
            inline.append(quote)
            position = quote.start
    take(position, span[1])
    words = tagger.words(shown)
    letters = tagger.letters(shown)
    if whole:
        letters = "".join("Q" if number in whole else letter for number, letter in enumerate(letters))
    return Sentence(*span, words, shown, starts, ends, letters, whole, inline)


def _bare(text: str, span: Span) -> Span:
    """A sentence without its full stop."""
    return span[0], span[1] - (text[span[1] - 1] == ".")


def stands_alone(text: str, span: Span, quote: Quotation, before: str, quoting: frozenset[str], second: bool) -> bool:
    """Whether a quotation is a part of the sentence of its own, or only some of the sentence's words.

    `before` is the word before it; `second` says that another one stands alone in the same sentence.
    """
    inner = text[slice(*quote.inner)]
    if len(inner) > _LONGEST // 3 or _SEVERAL.search(inner):
        return True
    if inner.count(" ") < 2 and inner[-1:] not in ".,?!":
        return False
    if quote.start == span[0]:
        return True
    leading = text[max(span[0], quote.start - 3) : quote.start].rstrip()[-1:]
    return before in quoting or (leading in tuple(",:-—–―(") and (second or inner[:1].isupper()))

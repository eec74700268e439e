"""Coding as slowly and plainly as can be: sentence by sentence, rule by rule, what the engine is held against."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from discourse.framing.codebook import Codebook
from discourse.framing.negation import AFTER, DENY, IDLE, STOP, UNDO, WINDOW, roles_of
from discourse.language import is_word, lemma, sentence_spans, token_spans
from discourse.language.boundaries import stripped
from discourse.language.patterns import Pattern, Term
from discourse.tokens import fold, plain


@dataclass(frozen=True, order=True)
class Match:
    """Tokens `start` to `end` (excluded) of a sentence fit `pattern` of `category`."""

    start: int
    end: int
    category: str
    pattern: str


class Matcher:
    """A codebook compiled for one language.

    `match(tokens)` is the whole interface: the tokens of one sentence in, matches out, ordered by place.
    Within a category matches never overlap: the longest wins, of equals the first. Categories may share a span.
    """

    def __init__(self, codebook: Codebook, language: str):
        self.language = language
        self._terms = _TermIndex(language)
        self._rules = [
            (
                category.id,
                *(
                    [self._compile(pattern) for pattern in patterns]
                    for patterns in (rule.patterns, rule.only_with, rule.never_with)
                ),
            )
            for category in codebook.categories.values()
            for rule in category.rules.get(language, ())
        ]
        self._rules_of_term: dict[int, list[int]] = defaultdict(list)
        for number, (_, patterns, _, _) in enumerate(self._rules):
            for term in {term for _, slots in patterns for term in slots[0][0]}:
                self._rules_of_term[term].append(number)

    def match(self, tokens: Sequence[str]) -> list[Match]:
        """The matches in the tokens of one sentence, as they are written."""
        fits = [self._terms.of(token) for token in tokens]
        present = frozenset().union(*fits)
        rules = sorted({rule for term in present for rule in self._rules_of_term.get(term, ())})
        found = [match for rule in rules for match in self._apply(self._rules[rule], fits)]
        return sorted(_longest_first(found))

    def _apply(self, rule, fits: list[frozenset[int]]) -> Iterator[Match]:
        category, patterns, only_with, never_with = rule
        matches = [
            Match(start, end, category, text) for text, slots in patterns for start, end in _occurrences(slots, fits)
        ]
        if not matches:
            return
        if only_with and not any(_occurs(slots, fits) for _, slots in only_with):
            return
        if any(_occurs(slots, fits) for _, slots in never_with):
            return
        yield from matches

    def _compile(self, pattern: Pattern):
        slots = [(frozenset(map(self._terms.number, slot.terms)), slot.gap) for slot in pattern.slots]
        return pattern.text, slots


class _TermIndex:
    """Which terms a token fits. Worked out once per word form, not per occurrence."""

    def __init__(self, language: str):
        self._language = language
        self._numbers: dict[Term, int] = {}
        self._stems: dict[tuple[str, bool], list[tuple[str, int]]] = defaultdict(list)
        self._known: dict[str, frozenset[int]] = {}

    def number(self, term: Term) -> int:
        if term not in self._numbers:
            self._numbers[term] = len(self._numbers)
            if term.kind == "stem":
                self._stems[term.value[:2], term.case].append((term.value, self._numbers[term]))
        return self._numbers[term]

    def of(self, token: str) -> frozenset[int]:
        if token not in self._known:
            folded, written = fold(token), plain(token)
            exact = (
                *(Term("word", folded), Term("word", written, True)),
                Term("lemma", lemma(folded, self._language)),
            )
            self._known[token] = frozenset(
                [self._numbers[term] for term in exact if term in self._numbers]
                + [
                    number
                    for form, case in ((folded, False), (written, True))
                    for stem, number in self._stems.get((form[:2], case), ())
                    if form.startswith(stem)
                ]
            )
        return self._known[token]


def _occurrences(slots, fits: list[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Each place where the slots fit one after the other, gaps as short as can be."""
    first, _ = slots[0]
    for start, here in enumerate(fits):
        if not first.isdisjoint(here):
            end = _rest(slots, 1, start + 1, fits)
            if end:
                yield start, end


def _rest(slots, number: int, position: int, fits: list[frozenset[int]]) -> int:
    """The end of the shortest fit of the slots from `number` on, or 0."""
    if number == len(slots):
        return position
    terms, gap = slots[number]
    for place in range(position, min(position + gap + 1, len(fits))):
        if not terms.isdisjoint(fits[place]):
            end = _rest(slots, number + 1, place + 1, fits)
            if end:
                return end
    return 0


def _occurs(slots, fits: list[frozenset[int]]) -> bool:
    return next(_occurrences(slots, fits), None) is not None


def _longest_first(matches: list[Match]) -> list[Match]:
    kept: list[Match] = []
    taken: dict[str, set[int]] = defaultdict(set)
    for match in sorted(matches, key=lambda match: (match.start - match.end, match)):
        span = range(match.start, match.end)
        if taken[match.category].isdisjoint(span):
            taken[match.category].update(span)
            kept.append(match)
    return kept


def hits(text: str, codebook: Codebook, language: str = "en") -> list[tuple]:
    """Sentence, start, end, category, pattern, text and negation of every hit in a text."""
    matcher = Matcher(codebook, language)
    found = []
    body = stripped(text, 0, len(text))  # what a corpus reads of it
    for number, sentence in enumerate(sentence_spans(text, language, *body)):
        spans = token_spans(text, *sentence)
        written = [text[a:b] for a, b in spans]
        for match in matcher.match(written):
            start, end = spans[match.start][0], spans[match.end - 1][1]
            denied = is_negated([fold(token) for token in written], match.start, match.end, language)
            found.append((number, start, end, match.category, match.pattern, text[start:end], denied))
    return found


def is_negated(tokens: Sequence[str], start: int, end: int, language: str) -> bool:
    """Whether the folded tokens of a sentence from `start` to `end` are denied."""
    roles = [(int(role) & 7, int(role) >> 3) for role in roles_of(tokens, language)]
    if _denied_from_left(tokens, roles, start):
        return True
    words = 0
    for place in range(end, len(tokens)):
        kind, _ = roles[place]
        if kind == AFTER:
            return not _denied_from_left(tokens, roles, place)
        if kind == STOP or words + is_word(tokens[place]) == WINDOW:
            return False
        words += is_word(tokens[place])
    return False


def _denied_from_left(tokens: Sequence[str], roles: list[tuple[int, int]], start: int) -> bool:
    words = 0
    for place in range(start - 1, -1, -1):
        kind, length = roles[place]
        if kind in (STOP, IDLE) or words == WINDOW:
            return False
        if kind == DENY:
            return True
        if kind == UNDO:
            return not _denied_from_left(tokens, roles, place - length + 1)
        words += is_word(tokens[place])
    return False

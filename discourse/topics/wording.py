"""From a text to the terms a topic model counts: lemmas or words, fixed phrases, without the words of grammar."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import NamedTuple

from discourse.errors import TopicModelError
from discourse.language import Language, lemma, load
from discourse.language.load import word_list
from discourse.language.sentences import paragraph_spans
from discourse.tokens import fold, is_word, token_spans

LENS = "the topic model"
WORDS = ("lemma", "word")
_NPMI = 0.5  # Bouma's (2009) normalised pointwise mutual information from which two words are a phrase
_LEAST = 5  # and how often they must stand together
Span = tuple[int, int]


class Term(NamedTuple):
    """One term and where it stands; code-point offsets into the text."""

    name: str
    start: int
    end: int


@dataclass(frozen=True)
class Wording:
    """The rules by which a text becomes terms; the same for fitting and for new texts.

    Attributes
    ----------
    words : {"lemma", "word"}
    keep : tuple of str
        Protected words and phrases: kept whatever word class they are and whatever their frequency.
    drop : tuple of str
        Words left out, beyond those of grammar; forms or lemmas.
    phrases : tuple of dict of (str, str) to str
        Pairs of terms that are one term where they stand together, and its name: the commonest form it has in the
        texts, so that it is "united states" and not "united state". What the first joins, the next may join again.
    """

    words: str = "lemma"
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    phrases: tuple[dict[tuple[str, str], str], ...] = ()
    _known: dict[tuple[str, str], str] = field(default_factory=dict, repr=False, compare=False)

    def __post_init__(self) -> None:
        if self.words not in WORDS:
            raise TopicModelError(f"words={self.words!r} is not known", remedy=f"use one of {', '.join(WORDS)}")

    @cached_property
    def _protected(self) -> dict[str, list[tuple[str, ...]]]:
        """Protected phrases by their first word, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for entry in self.keep:
            parts = tuple(fold(entry[a:b]) for a, b in token_spans(entry))
            if len(parts) > 1:
                found.setdefault(parts[0], []).append(parts)
        return {first: sorted(ways, key=lambda way: (-len(way), way)) for first, ways in found.items()}

    @cached_property
    def _single(self) -> frozenset[str]:
        return frozenset(fold(entry) for entry in self.keep)

    @cached_property
    def _dropped(self) -> frozenset[str]:
        return frozenset(fold(entry) for entry in self.drop)

    def terms(self, text: str, language: str, parts: Iterable[Span]) -> Iterator[list[Term]]:
        """The terms in parts of a text, as runs of terms with nothing between them.

        A run ends at punctuation, at a word that is left out, and at the end of a paragraph; so two terms are a
        phrase only if they really stand side by side.
        """
        for part in parts:
            for paragraph in paragraph_spans(text, *part):
                yield from self.join(self._runs(text, language, paragraph))

    def with_phrases(self, runs: Iterable[tuple[str, list[Term]]]) -> Wording:
        """The same rules, with the phrases of two and three or four words that gensim's Phrases finds.

        Parameters
        ----------
        runs : iterable of (str, list of Term)
            A text and a run of terms in it.
        """
        runs = [(text, run) for text, run in runs if len(run) > 1]
        pairs = _pairs(runs)
        longer = _pairs([(text, _joined(run, pairs)) for text, run in runs])
        return replace(self, phrases=(pairs, longer))

    def join(self, runs: Iterable[list[Term]]) -> Iterator[list[Term]]:
        """Runs of single terms, with those that are phrases joined."""
        for run in runs:
            for pairs in self.phrases:
                run = _joined(run, pairs)  # noqa: PLW2901
            yield run

    def _runs(self, text: str, language: str, paragraph: Span) -> Iterator[list[Term]]:
        spans = token_spans(text, *paragraph)
        run: list[Term] = []
        place = 0
        while place < len(spans):
            start, end = spans[place]
            length = self._phrase_at(text, spans, place) if self._protected else 0
            if length:
                end = spans[place + length - 1][1]
                run.append(Term(" ".join(fold(text[a:b]) for a, b in spans[place : place + length]), start, end))
                place += length
                continue
            name = self._term(text[start:end], language)
            if name:
                run.append(Term(name, start, end))
            elif run:
                yield run
                run = []
            place += 1
        if run:
            yield run

    def _phrase_at(self, text: str, spans: list[Span], place: int) -> int:
        """How many tokens the protected phrase that begins here has; 0 if none does."""
        for way in self._protected.get(fold(text[slice(*spans[place])]), ()):
            following = spans[place : place + len(way)]
            if tuple(fold(text[a:b]) for a, b in following) == way:
                return len(way)
        return 0

    def _term(self, token: str, code: str) -> str:
        """The term a token stands for; empty if it is left out."""
        key = (token, code)
        if key not in self._known:
            self._known[key] = self._look_up(token, code)
        return self._known[key]

    def _look_up(self, token: str, code: str) -> str:
        form = fold(token)
        if form in self._single:
            return form
        if token.isupper() and form in word_list(code, "titles") and form in load(code, LENS).pronouns:
            return token  # US is a country, not a pronoun
        closed = closed_classes(load(code, LENS)) | self._dropped
        if not is_word(token) or len(form) < 2 or form[0].isdigit() or form in closed or form.endswith("n't"):
            return ""
        if self.words == "word":
            return form
        found = lemma(form, code)
        return found if found in self._single or (len(found) > 1 and found not in closed) else ""


def _pairs(runs: list[tuple[str, list[Term]]]) -> dict[tuple[str, str], str]:
    """Terms that stand together more often than chance, and what to call the two."""
    from gensim.models.phrases import Phrases

    sentences = [[term.name for term in run] for _, run in runs]
    model = Phrases(sentences, min_count=_LEAST, threshold=_NPMI, scoring="npmi", delimiter="\t")
    forms: dict[tuple[str, ...], Counter[str]] = {
        tuple(pair.split("\t")): Counter() for pair in sorted(model.export_phrases())
    }
    for text, run in runs:
        for one, other in pairwise(run):
            if (one.name, other.name) in forms:
                forms[one.name, other.name][_shown(text, one, other)] += 1
    return {pair: min(own, key=lambda form: (-own[form], form)) for pair, own in forms.items()}


def _joined(run: list[Term], pairs: dict[tuple[str, str], str]) -> list[Term]:
    """A run in which terms that are a pair are one term, from left to right."""
    joined: list[Term] = []
    place = 0
    while place < len(run):
        pair = run[place : place + 2]
        name = pairs.get((pair[0].name, pair[-1].name)) if len(pair) == 2 else None
        joined.append(Term(name, pair[0].start, pair[1].end) if name else pair[0])
        place += 2 if name else 1
    return joined


def _shown(text: str, one: Term, other: Term) -> str:
    """A phrase as it stands in a text, in lower case but for names of capitals only."""
    parts = (text[term.start : term.end] for term in (one, other))
    return " ".join(part if term.name.isupper() else fold(part) for part, term in zip(parts, (one, other), strict=True))


def closed_classes(language: Language) -> frozenset[str]:
    """The words a topic is not made of: those of grammar, pronouns, modals, negation, quantities, verbs of speech."""
    return frozenset().union(
        language.function_words,
        *(language.pronouns, language.modals, language.negators, language.connectives, language.quantities),
        *(language.speech_verbs, language.abbreviations),
    )

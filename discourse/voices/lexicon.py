"""All that the rules know of a language, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from discourse.errors import LanguageError
from discourse.voices.cues import Cue, reporting_adjectives, reporting_nouns, reporting_verbs, word_set, words
from discourse.voices.tagging import Tagger

LANGUAGES = ("en",)


@dataclass(frozen=True)
class Lexicon:
    """Word lists of one language.

    Attributes
    ----------
    verbs, nouns, adjectives : dict of str to Cue
        Every form of the words that report.
    quoting : frozenset of str
        The verb forms before which a quotation stands as a whole.
    candidates : frozenset of str
        The words of which a sentence needs one to report anything without quotation marks.
    time_words, be, make, possessives, whether, agent_or_place : frozenset of str
    """

    tagger: Tagger
    verbs: dict[str, Cue]
    nouns: dict[str, Cue]
    adjectives: dict[str, Cue]
    quoting: frozenset[str]
    candidates: frozenset[str]
    time_words: frozenset[str]
    be: frozenset[str]
    make: frozenset[str]
    possessives: frozenset[str]
    whether: frozenset[str]
    agent_or_place: frozenset[str]


@lru_cache
def lexicon(language: str) -> Lexicon:
    """The lexicon of a language.

    Raises
    ------
    LanguageError
        The language is not one that voices can be found in.
    """
    if language not in LANGUAGES:
        raise LanguageError(
            f"finding voices does not know the language {language!r}; it knows {', '.join(LANGUAGES)}",
            remedy="select the documents it can read, e.g. corpus.where(language='en')",
        )
    verbs, nouns, adjectives = (kind(language) for kind in (reporting_verbs, reporting_nouns, reporting_adjectives))
    return Lexicon(
        tagger=Tagger(language),
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        quoting=frozenset(form for form, cue in verbs.items() if "quote" in cue.frames),
        candidates=frozenset([*verbs, *nouns, *adjectives, "according"]),
        time_words=words(language, "time_words"),
        be=word_set(language, "be"),
        make=word_set(language, "make"),
        possessives=word_set(language, "possessive"),
        whether=word_set(language, "whether"),
        agent_or_place=word_set(language, "agent_or_place"),
    )

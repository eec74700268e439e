"""All that the rules know of a language, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from discourse.errors import LanguageError
from discourse.language.load import load, word_table
from discourse.voices.cues import Cue, reporting_adjectives, reporting_nouns, reporting_verbs, word_set, words
from discourse.voices.tagging import Tagger

_DASHED = regex.compile(r",?\s*[—–―]\s+\p{Ll}")

LANGUAGES = ("en", "ru", "uk")
INFLECTED = ("ru", "uk")  # languages with the rules of `discourse.voices.inflected`


@dataclass(frozen=True)
class Lexicon:
    """Word lists of one language.

    Attributes
    ----------
    language : str
    verbs, nouns, adjectives : dict of str to Cue
        Every form of the words that report.
    quoting : frozenset of str
        The verb forms before which a quotation stands as a whole.
    candidates : frozenset of str
        The words of which a sentence needs one to report anything without quotation marks.
    time_words, be, make, possessives, whether, agent_or_place : frozenset of str
    phrases : dict of str to frozenset of str
        Nouns that report after one of these prepositions, where the language has a table of them.
    as_words : frozenset of str
        Words that make an aside of a reporting verb: "як заявив міністр".
    purpose : frozenset of str
        Words that, before an infinitive, say what for and not what was said.
    quantities : frozenset of str
        Numerals and words of quantity.
    dashed : regex.Pattern or None
        What follows a quotation, however short, that stands as a whole: a dash and the clause that says who spoke.
    """

    language: str
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
    phrases: dict[str, frozenset[str]]
    as_words: frozenset[str]
    purpose: frozenset[str]
    quantities: frozenset[str]
    dashed: regex.Pattern | None


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
    inflected = language in INFLECTED
    be, make, whether, agent_or_place = (
        frozenset() if inflected else word_set(language, name) for name in ("be", "make", "whether", "agent_or_place")
    )
    phrases, as_words = _phrases(language) if inflected else ({}, frozenset())
    return Lexicon(
        language=language,
        tagger=_tagger(language, inflected),
        verbs=verbs,
        nouns=nouns,
        adjectives=adjectives,
        quoting=frozenset(form for form, cue in verbs.items() if "quote" in cue.frames),
        candidates=frozenset([*verbs, *nouns, *adjectives, *(phrases or ["according"])]),
        time_words=words(language, "time_words"),
        be=be,
        make=make,
        possessives=word_set(language, "possessive"),
        whether=whether,
        agent_or_place=agent_or_place,
        phrases=phrases,
        as_words=as_words,
        purpose=word_set(language, "purpose") if inflected else frozenset(),
        quantities=load(language, "finding voices").quantities if inflected else frozenset(),
        dashed=_DASHED if inflected else None,
    )


def _tagger(language: str, inflected: bool) -> Tagger:
    from discourse.voices.inflected.tagging import InflectedTagger  # which is built on the lexicon's own parts

    return InflectedTagger(language) if inflected else Tagger(language)


def _phrases(language: str) -> tuple[dict[str, frozenset[str]], frozenset[str]]:
    rows = word_table(language, "reporting_phrases")
    found: dict[str, frozenset[str]] = {}
    for row in rows:
        if row["noun"]:
            found[row["noun"]] = found.get(row["noun"], frozenset()) | {row["before"]}
    return found, frozenset(row["before"] for row in rows if not row["noun"])

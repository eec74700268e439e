"""The dictionary form of a word."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

from discourse.language.declension import names
from discourse.language.load import load, word_table
from discourse.tokens import fold

_STRESS = "\u0301"


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str = "en") -> str:
    """The lemma of one word, lower case, without looking at its context.

    simplemma's dictionary, with the kit's own corrections (``language/CODE/lemmas.csv``) and, for Ukrainian and
    Russian, the cases of known names (``names.csv``) before it. A form that can be two words gets one lemma: ``left``
    is always ``leave``. Stress marks do not count, ё is е.

    Raises
    ------
    LanguageError
        The kit has no data for the language.

    Examples
    --------
    >>> [lemma(word) for word in ("Negotiations", "withdrew", "annexed", "talks")]
    ['negotiation', 'withdraw', 'annex', 'talk']
    >>> lemma("переговорів", "uk"), lemma("Лаврова", "uk"), lemma("её", "ru"), lemma("войны", "ru")
    ('переговори', 'лавров', 'ее', 'война')
    """
    import simplemma

    folded = fold(unicodedata.normalize("NFC", word).replace(_STRESS, "")) if not word.isascii() else fold(word)
    own = load(language, "lemma").lemmas
    if folded in own:
        return own[folded]
    if language == "en":
        return simplemma.lemmatize(folded, lang=language).lower()
    known = names_of(language)
    if folded in known:
        return known[folded]
    found = fold(simplemma.lemmatize(folded, lang=language)).rstrip(".")
    if found != folded or simplemma.is_known(folded, lang=language):
        return found or folded
    return _by_ending(folded, language)


def _by_ending(form: str, language: str) -> str:
    """The lemma of a word that no dictionary has, if its ending gives it away (``language/CODE/lemma_endings.csv``)."""
    endings = _endings(language)
    for length in range(min(6, len(form) - 3), 1, -1):
        if form[-length:] in endings:
            return form[:-length] + endings[form[-length:]]
    return form


@cache
def _endings(language: str) -> dict[str, str]:
    return {row["ending"]: row["lemma"] for row in word_table(language, "lemma_endings")}


@cache
def names_of(language: str) -> dict[str, str]:
    """The cases of the last words of the names the kit knows in a language, to the nominative; all folded."""
    last = {case.split()[-1]: name.split()[-1] for name, _, cases in names(language) for case in cases}
    return {fold(case): fold(name) for case, name in last.items()}


def lemmas(forms: Iterable[str], language: str) -> list[str]:
    """The lemmas of many folded forms: those that `lemma` gives, several times as fast.

    Examples
    --------
    >>> lemmas(["talks", "don't", "qwertz"], "en"), lemmas(["переговорів", "об'єктів"], "uk")
    (['talk', 'do', 'qwertz'], ['переговори', "об'єкт"])
    """
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY
    from simplemma.strategies.rules import RulesStrategy

    own, english = load(language, "lemma").lemmas, language == "en"
    known = {} if english else names_of(language)
    listed, by_rule = DEFAULT_DICTIONARY_FACTORY.get_dictionary(language), RulesStrategy()

    def one(form: str) -> str:
        if form in own or form in known or not form.isalpha() or form.isascii() != english:
            return lemma(form, language)
        # For a word of plain letters simplemma looks into its dictionary first, in English then no further than rules.
        found = listed.get(form) or listed.get(form.capitalize())
        if not english:
            return fold(found).rstrip(".") if found else lemma(form, language)
        found = found or by_rule.get_lemma(form, language)
        return found.lower() if found else form

    return [one(form) for form in forms]

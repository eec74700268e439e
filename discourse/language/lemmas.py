"""The dictionary form of a word."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from discourse.language.load import load
from discourse.tokens import fold


@lru_cache(maxsize=200_000)
def lemma(word: str, language: str = "en") -> str:
    """The lemma of one word, lower case, without looking at its context.

    simplemma's dictionary, with the kit's own corrections (``language/CODE/lemmas.csv``) before it. A form
    that can be two words gets one lemma: ``left`` is always ``leave``.

    Raises
    ------
    LanguageError
        The kit has no data for the language.

    Examples
    --------
    >>> [lemma(word) for word in ("Negotiations", "withdrew", "annexed", "talks")]
    ['negotiation', 'withdraw', 'annex', 'talk']
    """
    import simplemma

    folded = fold(word)
    own = load(language, "lemma").lemmas
    return own[folded] if folded in own else simplemma.lemmatize(folded, lang=language).lower()


def lemmas(forms: Iterable[str], language: str) -> list[str]:
    """The lemmas of many folded forms: those that `lemma` gives, several times as fast.

    Examples
    --------
    >>> lemmas(["talks", "don't", "qwertz"], "en")
    ['talk', 'do', 'qwertz']
    """
    if language != "en":
        return [lemma(form, language) for form in forms]
    from simplemma.strategies.dictionaries.dictionary_factory import DEFAULT_DICTIONARY_FACTORY
    from simplemma.strategies.rules import RulesStrategy

    own = load(language, "lemma").lemmas
    listed, by_rule = DEFAULT_DICTIONARY_FACTORY.get_dictionary(language), RulesStrategy()

    def one(form: str) -> str:
        if form in own or not (form.isascii() and form.isalpha()):
            return lemma(form, language)
        # For a word of plain letters simplemma looks no further than its dictionary and its rules.
        found = listed.get(form) or listed.get(form.capitalize()) or by_rule.get_lemma(form, language)
        return found.lower() if found else form

    return [one(form) for form in forms]

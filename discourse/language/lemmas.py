"""The dictionary form of a word."""

from __future__ import annotations

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

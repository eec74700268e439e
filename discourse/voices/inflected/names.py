"""A source as a name in the nominative, whatever case it stands in."""

from __future__ import annotations

from functools import cache, lru_cache

from discourse.language.declension import declined, names
from discourse.language.lemmas import lemma
from discourse.language.load import word_table
from discourse.tokens import fold
from discourse.voices.cues import word_set, words

_EDGES = "«»„“”\"',.;:()"


def parts(phrase: str, language: str, *, oblique: bool = False) -> tuple[list[str], list[str]]:
    """A source's words before its name, and its name: the last run of words with a capital that are no titles.

    In a nominative a first word in another case is none of the name (президент Тарнії Галаш).

    Examples
    --------
    >>> parts("речниці МЗС Олени Дзвін", "uk", oblique=True)
    (['речниці', 'МЗС'], ['Олени', 'Дзвін'])
    >>> parts("Експерти", "uk")
    (['Експерти'], [])
    """
    tokens = [token.strip(_EDGES.replace(".", "")) for token in phrase.split()]
    tokens = [token for token in tokens if token]
    prepositions = word_set(language, "of_a_name")
    cut = next((n for n, token in enumerate(tokens) if n and token in prepositions), len(tokens))
    tokens = tokens[:cut]
    place = len(tokens)
    while place and tokens[place - 1][:1].isupper() and not is_title(tokens[place - 1], language):
        place -= 1
    name = tokens[place:]
    while len(name) > 1 and _is_attribute(name[0], language, long=len(name) > 2, oblique=oblique):
        name = name[1:]
    if len(tokens) == 1 and name and _is_plural(name[0], language):
        return tokens, []
    return tokens[: len(tokens) - len(name)], name


def _is_plural(token: str, language: str) -> bool:
    """A common noun at the start of a sentence: "Дипломати"."""
    return token[-1] in "иіїы" and lemma(token, language) != fold(token)


def _is_attribute(token: str, language: str, *, long: bool, oblique: bool) -> bool:
    """What stands before a name and is none of it: an acronym (МЗС), a place in the genitive (президент Тарнії)."""
    if token.endswith(".") or len(token) < 2:
        return False
    case = long or (not oblique and lemma(token, language) != fold(token))
    return token.isupper() or (case and token.endswith(("и", "і", "ї", "ы")))


def is_title(token: str, language: str) -> bool:
    """Whether a word is a title, in any case."""
    word, titles = fold(token.strip(".,")), words(language, "titles")
    return word in titles or lemma(word, language) in titles


@lru_cache(maxsize=10_000)
def nominative(phrase: str, language: str) -> str:
    """A phrase in another case, led back to the nominative: known names, then endings; its first noun by its lemma.

    Examples
    --------
    >>> nominative("Олени Дзвін", "uk"), nominative("Сергея Лаврова", "ru"), nominative("Галаша", "uk")
    ('Олена Дзвін', 'Сергей Лавров', 'Галаш')
    """
    known = _known(language)
    if fold(phrase) in known:
        return known[fold(phrase)]
    first, *rest = phrase.split()
    if not first[0].isupper():
        return " ".join([lemma(first, language), *rest])
    return " ".join(_word(word, language) for word in (first, *rest))


@cache
def _known(language: str) -> dict[str, str]:
    """The cases of the names the kit knows, whole and by their last words, to the nominative."""
    found: dict[str, str] = {}
    for name, _, cases in names(language):
        for case in cases:
            found.setdefault(fold(case), name)
            found.setdefault(fold(case.split()[-1]), name.split()[-1])
    return found


def _word(word: str, language: str) -> str:
    if fold(word) in _known(language):
        return _known(language)[fold(word)]
    if fold(word) in words(language, "indeclinable"):
        return word
    endings = {} if word.isupper() or len(word) < 4 else _genitives(language)
    for length in range(min(5, len(word) - 2), 0, -1):
        if word[-length:] in endings:
            return word[:-length] + endings[word[-length:]]
    return word


@cache
def _genitives(language: str) -> dict[str, str]:
    """A genitive ending to the nominative's."""
    found: dict[str, str] = {}
    for row in word_table(language, "declension"):
        for ending in row["genitive"].split():
            found.setdefault(ending, row["ending"])
    return found


def same(name: str, oblique: str, language: str) -> bool:
    """Whether a word is a case of a name's last word, written in the nominative."""
    last = name.rsplit(maxsplit=1)[-1]
    return fold(oblique) in {fold(case) for case in declined(last, language)}

"""The cases of Ukrainian and Russian names, by the ending of the nominative."""

from __future__ import annotations

from functools import cache
from itertools import zip_longest

from discourse.language.load import word_table


def declined(name: str, language: str) -> list[str]:
    """A name in all its cases, the nominative first.

    Each word is declined by the longest of the endings in ``language/CODE/declension.csv`` that it has; what has none
    of them (Шойгу) stays as it is. The words of a name change together. Masculine and feminine names have endings of
    their own; where both declensions are possible (Захарова, Путіна), both are given: to find a name it does no harm.

    Parameters
    ----------
    name : str
        In the nominative.
    language : str
        ``"uk"`` or ``"ru"``.

    Raises
    ------
    LanguageError
        The kit cannot decline names in the language.

    Examples
    --------
    >>> declined("Остап Рудський", "uk")[:3]
    ['Остап Рудський', 'Остапа Рудського', 'Остапові Рудському']
    >>> declined("Москва", "ru")
    ['Москва', 'Москвы', 'Москве', 'Москву', 'Москвой', 'Москвою']
    """
    words = [_word(word, language) for word in name.split()]
    longest = max(map(len, words), default=0)
    cases = [" ".join(forms) for number in range(longest) for forms in _together(words, number)]
    return list(dict.fromkeys(cases))


@cache
def names(language: str) -> list[tuple[str, str, list[str]]]:
    """The names that ``language/CODE/names.csv`` lists: in the nominative, the actor's name or "", all cases."""
    return [
        (
            row["name"],
            row["actor"],
            [row["name"], *row["cases"].split(" | ")] if row["cases"] else declined(row["name"], language),
        )
        for row in word_table(language, "names")
    ]


def _together(words: list[list[list[str]]], case: int) -> list[tuple[str, ...]]:
    """All ways to write a name in one case, each word having one or more forms of it."""
    forms = [word[case] if case < len(word) else word[0] for word in words]
    return [
        tuple(form if form is not None else own[0] for form, own in zip(way, forms, strict=True))
        for way in zip_longest(*forms)
    ]


@cache
def _endings(language: str) -> dict[str, list[list[str]]]:
    """An ending to its cases (genitive, dative, accusative, instrumental, locative), each with its variants."""
    cases = ("genitive", "dative", "accusative", "instrumental", "locative")
    return {row["ending"]: [row[case].split() for case in cases] for row in word_table(language, "declension")}


def _word(word: str, language: str) -> list[list[str]]:
    endings = {} if word.isupper() else _endings(language)
    for length in range(min(5, len(word) - 1), 0, -1):
        ending = word[-length:]
        if ending in endings:
            stem = word[:-length]
            return [[word], *([stem + end for end in case] or [word] for case in endings[ending])]
    return [[word]]

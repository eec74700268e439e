"""Which language a document is in."""

from __future__ import annotations

from functools import cache

LANGUAGES = (
    "en", "uk", "ru", "be", "de", "fr", "es", "it", "pl", "pt", "nl", "tr", "ro", "cs", "ar", "he", "fa", "zh",
)  # fmt: skip
UNDETERMINED = "und"

MIN_LETTERS = 20
_LOOK_AT = 5000  # characters: more changes no verdict, only the time it takes
UKRAINIAN = frozenset("іїєґ")
RUSSIAN = frozenset("ыэъё")


def identify(text: str) -> str:
    """The two-letter code of the language of `text`, or ``"und"``.

    py3langid choosing among `LANGUAGES` only, which makes it far surer on short texts; between Ukrainian and
    Russian the letters that only one of them has decide. A text with fewer than 20 letters is ``"und"``
    (undetermined): a name and a number have no language.

    Parameters
    ----------
    text : str
        Its first 5,000 characters are looked at.

    Examples
    --------
    >>> identify("The talks in Istanbul ended without a result.")
    'en'
    >>> identify("Ні, 24.02.2022!")
    'und'
    """
    sample = text[:_LOOK_AT]
    if sum(map(str.isalpha, sample)) < MIN_LETTERS:
        return UNDETERMINED
    language, _ = _classifier()(sample)
    if language in ("uk", "ru"):
        letters = sample.lower()
        ukrainian = sum(c in UKRAINIAN for c in letters)
        russian = sum(c in RUSSIAN for c in letters)
        if ukrainian != russian:
            language = "uk" if ukrainian > russian else "ru"
    return language


def ranked(text: str) -> tuple[str, float]:
    """The likeliest of `LANGUAGES` by py3langid, and by how much its logarithm is ahead of the next one's.

    Examples
    --------
    >>> language, ahead = ranked("The talks in Istanbul ended without a result.")
    >>> language, ahead > 10
    ('en', True)
    """
    import py3langid

    _classifier()
    (language, best), (_, next_best), *_ = py3langid.rank(text[:_LOOK_AT])
    return language, float(best - next_best)


@cache
def _classifier():
    import py3langid

    py3langid.set_languages(list(LANGUAGES))
    return py3langid.classify

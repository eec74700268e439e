"""Which language each passage is in, and whether that is certain."""

from __future__ import annotations

from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from discourse.corpus.identify import MIN_LETTERS, RUSSIAN, UKRAINIAN, UNDETERMINED, identify, ranked
from discourse.language.load import load, word_list
from discourse.language.sentences import paragraph_spans
from discourse.tokens import fold, is_word, tokens

if TYPE_CHECKING:
    import pandas as pd

    from discourse.corpus import Corpus

COLUMNS = ("document", "paragraph", "start", "end", "language", "certain", "ukrainian", "russian", "reason")
_PURE = 0.9  # of the words that tell Ukrainian from Russian, to be one of them
_TELLING = 2  # such words at least, unless py3langid has no doubt
_AHEAD = 10.0  # of the logarithms of two likelihoods
_SCRIPT = 0.8  # of the letters


def languages(corpus: Corpus, by: str = "paragraph") -> pd.DataFrame:
    """Which language each paragraph, or document, of a corpus is in, and whether that is certain.

    py3langid (after Lui & Baldwin 2012, langid.py) proposes. Between Ukrainian and Russian words decide: those with a
    letter that only one of them has (і ї є ґ; ы э ё ъ), and the closed-class words that only one of them has. It is
    certain if nine in ten of these agree, two or more (one, if py3langid is far from any other), and no word is spelt
    as in surzhyk. Else the language is the likelier one, `certain` is false and `reason` says why: too short, two
    scripts, Ukrainian and Russian mixed, surzhyk, nothing that tells them apart, two languages close to each other; of
    a document, paragraphs in several.

    Parameters
    ----------
    corpus : Corpus
        Only the documents' bodies are read.
    by : {"paragraph", "document"}

    Returns
    -------
    pandas.DataFrame
        Columns ``document, paragraph, start, end, language, certain, ukrainian, russian, reason``; `start` and `end`
        are code-point offsets, `ukrainian` and `russian` the numbers of words that speak for each. By document,
        without ``paragraph, start, end``: the language of most letters.

    Raises
    ------
    MissingInputError
        Another `by`.

    Examples
    --------
    >>> import discourse as dc
    >>> found = languages(dc.read("three-languages"))
    >>> bool(found["certain"].all()), sorted(found["language"].unique())
    (True, ['en', 'ru', 'uk'])
    """
    import pandas as pd

    from discourse.errors import MissingInputError

    if by not in ("paragraph", "document"):
        raise MissingInputError(f"languages by {by!r} are not known", remedy="use by='paragraph' or by='document'")
    rows = [
        (document.document, number, *span, *identified(document.text[slice(*span)]))
        for document in corpus
        for number, span in enumerate(span for part in document.body for span in paragraph_spans(document.text, *part))
    ]
    table = pd.DataFrame(rows, columns=list(COLUMNS))
    return table if by == "paragraph" else _by_document(corpus, table)


def identified(text: str) -> tuple[str, bool, int, int, str]:
    """The language of a passage, whether it is certain, the words for Ukrainian and for Russian, and why not certain.

    Examples
    --------
    >>> identified("Переговори тривали цілий день, але сторони так і не домовилися.")
    ('uk', True, 3, 0, '')
    >>> identified("Шо ти кажеш, я нє понімаю, када вони уже приїдуть.")[1:]
    (False, 5, 0, 'surzhyk: шо, нє, понімаю')
    """
    letters = [one for one in text if one.isalpha()]
    if len(letters) < MIN_LETTERS:
        return UNDETERMINED, False, 0, 0, "too short"
    language, (ranked_as, ahead) = identify(text), ranked(text)
    cyrillic = sum("\u0400" <= one <= "\u052f" for one in letters) / len(letters)
    if cyrillic < 1 - _SCRIPT:
        return language, ahead >= _AHEAD, 0, 0, "" if ahead >= _AHEAD else "close to another language"
    ukrainian, russian, mixed = _evidence(text)
    known = language in ("uk", "ru")
    if known and ukrainian != russian:
        language = "uk" if ukrainian > russian else "ru"
    sure = ranked_as == language and ahead >= _AHEAD
    reason = _doubt(ukrainian, russian, mixed, cyrillic, 1 if sure else _TELLING)
    if not known and not reason:
        reason = "" if ahead >= _AHEAD else "close to another language"
    return language, not reason, ukrainian, russian, reason


def _doubt(ukrainian: int, russian: int, mixed: list[str], cyrillic: float, least: int) -> str:
    if cyrillic < _SCRIPT:
        return "two scripts"
    if mixed:
        return f"surzhyk: {', '.join(mixed[:3])}"
    if ukrainian + russian < least:
        return "too few words that tell Ukrainian from Russian"
    if max(ukrainian, russian) < _PURE * (ukrainian + russian):
        return f"Ukrainian and Russian mixed: {ukrainian} and {russian} words"
    return ""


def _evidence(text: str) -> tuple[int, int, list[str]]:
    """How many words of a text are Ukrainian and not Russian, and the other way round, and those of surzhyk."""
    only_ukrainian, only_russian, surzhyk = _telling()
    found = [(token.lower(), fold(token)) for token in tokens(text) if is_word(token)]
    mixed = [form for _, form in found if form in surzhyk]
    ukrainian = sum(bool(UKRAINIAN.intersection(word)) or form in only_ukrainian for word, form in found)
    russian = sum(bool(RUSSIAN.intersection(word)) or form in only_russian for word, form in found)
    return ukrainian, russian, list(dict.fromkeys(mixed)) if ukrainian else []


@cache
def _telling() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The closed-class words that only Ukrainian, only Russian has; and spellings of surzhyk."""
    closed = {}
    for code in ("uk", "ru"):
        of = load(code, "language identification")
        parts = (of.function_words, of.pronouns, of.modals, of.negators, of.connectives, of.quantities, of.speech_verbs)
        closed[code] = frozenset(map(fold, frozenset().union(*parts)))
    return closed["uk"] - closed["ru"], closed["ru"] - closed["uk"], word_list("uk", "surzhyk")


def _by_document(corpus: Corpus, table: pd.DataFrame) -> pd.DataFrame:
    import pandas as pd

    rows = []
    for document in corpus:
        own = table[table["document"] == document.document]
        spread = Counter()
        for row in own.itertuples():
            spread[row.language] += row.end - row.start
        spread.pop(UNDETERMINED, None)
        language = max(spread, key=lambda one: (spread[one], one), default=UNDETERMINED)
        doubts = own.loc[~own["certain"] & (own["language"] != UNDETERMINED), "reason"]
        reason = f"several languages: {', '.join(sorted(spread))}" if len(spread) > 1 else "".join(doubts[:1])
        reason = reason or ("" if spread else "too short")
        rows.append((document.document, language, not reason, own["ukrainian"].sum(), own["russian"].sum(), reason))
    return pd.DataFrame(rows, columns=[name for name in COLUMNS if name not in ("paragraph", "start", "end")])

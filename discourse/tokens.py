"""Tokens with offsets: one token stream for every lens, so that their counts agree."""

from __future__ import annotations

import regex

# In order: dotted capitals (U.S.), numbers (3.5, 82nd, 30-hour), the clitic of a contraction or possessive ('s,
# ’ll), words with inner hyphens and apostrophes (cease-fire, don't, Об’єднані), any other visible character.
TOKEN = regex.compile(
    r"""
    (?:\p{Lu}\.){2,}
  | \p{N}+(?:[.,:]\p{N}+)*[\p{L}\p{M}]*(?:-[\p{L}\p{M}\p{N}]+)*
  | (?<=\p{L})['’](?:s|ll|re|ve|d|m)(?![\p{L}\p{M}\p{N}])
  | [\p{L}\p{M}\p{N}]+(?:(?:[-ʼ]|['’](?!(?:s|ll|re|ve|d|m)(?![\p{L}\p{M}\p{N}])))[\p{L}\p{M}\p{N}]+)*
  | [^\s\p{L}\p{M}\p{N}]
    """,
    regex.VERBOSE,
)
_WORD = regex.compile(r"\p{L}|\p{N}")
_APOSTROPHES = str.maketrans({"’": "'", "ʼ": "'"})
_ALIKE = str.maketrans({"’": "'", "ʼ": "'", "ё": "е"})


def token_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Where the tokens of a text are.

    Words, numbers and punctuation marks are tokens; ``’s`` and other clitics are split off (``Putin|’s``,
    ``we|’ll``), negated contractions are not (``don’t``), hyphenated words and dotted capitals stay whole.

    Parameters
    ----------
    text : str
    start, end : int
        The part of the text to read; the offsets returned are into the whole text.

    Returns
    -------
    list of (int, int)
        Code-point offsets, ordered, never overlapping.

    Examples
    --------
    >>> text = "Putin’s 30-hour truce: U.S. talks don’t stop."
    >>> [text[a:b] for a, b in token_spans(text)]
    ['Putin', '’s', '30-hour', 'truce', ':', 'U.S.', 'talks', 'don’t', 'stop', '.']
    """
    return [match.span() for match in TOKEN.finditer(text, start, len(text) if end is None else end)]


def tokens(text: str) -> list[str]:
    """The tokens of a text, as strings.

    Examples
    --------
    >>> tokens("No talks, then.")
    ['No', 'talks', ',', 'then', '.']
    """
    return [text[start:end] for start, end in token_spans(text)]


def fold(token: str) -> str:
    """The form in which tokens are compared: lower case, one kind of apostrophe, Russian ё as е.

    Examples
    --------
    >>> fold("Don’t"), fold("П’ять"), fold("Ещё")
    ("don't", "п'ять", 'еще')
    """
    return token.lower().translate(_ALIKE)


def plain(token: str) -> str:
    """The form in which tokens are compared where case matters: one kind of apostrophe.

    Examples
    --------
    >>> plain("Don’t")
    "Don't"
    """
    return token.translate(_APOSTROPHES)


def is_word(token: str) -> bool:
    """Whether a token counts as a word: it has a letter or digit and is no clitic.

    Examples
    --------
    >>> [is_word(token) for token in ("truce", "’s", "2025", "—")]
    [True, False, True, False]
    """
    return token[0] not in "'’" and bool(_WORD.search(token))


def word_count(text: str, spans: list[tuple[int, int]] | None = None) -> int:
    """How many words a text has, or those parts of it that `spans` name.

    Examples
    --------
    >>> word_count("Russia’s demands aren’t military.")
    4
    """
    return sum(is_word(text[a:b]) for start, end in spans or [(0, len(text))] for a, b in token_spans(text, start, end))

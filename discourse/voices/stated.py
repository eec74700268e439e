"""Echo as a text states it: "the envoy echoes the Kremlin's narratives"."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import pandas as pd
import regex

from discourse.corpus.given import as_corpus
from discourse.errors import LanguageError
from discourse.language import load
from discourse.language.load import word_table

if TYPE_CHECKING:
    from discourse.corpus import Corpus

LANGUAGES = ("en",)
COLUMNS = ["document", "start", "end", "echoer", "owner", "text"]

# A name, or a phrase such as "the foreign minister".
_WORD = r"(?:\p{Lu}[\p{L}-]+|(?:\p{Lu}\.)+)"
_NAME = rf"{_WORD}(?:\ (?:(?:of|and)\ (?:the\ )?)?{_WORD}){{0,3}}"
_PHRASE = rf"{_NAME}|(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Ii]ts|[Tt]heir)\ (?:\p{{Ll}}+\ ){{0,1}}?\p{{Ll}}+"


def stated_echoes(corpus: Corpus) -> pd.DataFrame:
    """Where a text says that somebody takes up somebody else's words.

    Returns
    -------
    DataFrame
        ``document, start, end, echoer, owner, text``: `echoer` takes up what is `owner`'s, as the text puts it;
        `start` and `end` are code-point offsets, ``text`` the words between them.

    Raises
    ------
    LanguageError
        A document is in a language without a list of such words.
    """
    rows = []
    for document in as_corpus(corpus):
        pattern = _pattern(document.language)
        for start, end in document.body:
            for match in pattern.finditer(document.text, start, end):
                place, echoer = _without_opener(match, document.language)
                text = document.text[place : match.end()]
                rows.append((document.document, place, match.end(), echoer, match["owner"], text))
    return pd.DataFrame(rows, columns=COLUMNS)


def _without_opener(match: regex.Match, language: str) -> tuple[int, str]:
    """Where the echoer begins, and who it is: in "While Ostrova echoes …" the first word is no part of the name."""
    rules = load(language, "stated echo")
    first, _, rest = match["echoer"].partition(" ")
    if rest and first.lower() in rules.connectives | rules.function_words - {"the", "a", "an"}:
        return match.start() + len(first) + 1, rest
    return match.start(), match["echoer"]


@lru_cache
def _pattern(language: str) -> regex.Pattern:
    if language not in LANGUAGES:
        raise LanguageError(
            f"finding stated echo does not know the language {language!r}; it knows {', '.join(LANGUAGES)}: echo.csv "
            "has verbs and objects of no other, and who echoes whom is told by English word order",
            remedy="select the documents it can read, e.g. corpus.where(language='en'); echoes() reads more",
        )
    rows = word_table(language, "echo")
    verbs, objects = (
        "|".join(_forms(row["lemma"]) for row in rows if row["kind"] == kind) for kind in ("verb", "object")
    )
    determiner = r"(?:the\ |these\ |those\ )?"
    return regex.compile(
        rf"""
        (?P<echoer>\b(?:{_PHRASE}|[Hh]e|[Ss]he|[Tt]hey))
        (?:\ (?:has|have|had|is|was|were|are|now|often|simply|merely|only|just|\p{{Ll}}+ly)){{0,2}}
        \ (?:{verbs})
        \ (?:
            {determiner}(?:\p{{Ll}}+\ ){{0,2}}?(?:{objects})\ (?:of|from)\ (?:the\ )?(?P<owner>{_PHRASE})
          | {determiner}(?P<owner>{_PHRASE}|his|her|their)(?:['’]s?)?\ (?:\p{{Ll}}+\ ){{0,2}}?(?:{objects})
        )(?![\p{{L}}])
        """,
        regex.VERBOSE,
    )


def _forms(word: str) -> str:
    """A pattern for the regular forms of a verb or noun: echo, echoes, echoed, echoing."""
    if word.endswith("y") and word[-2] not in "aeiou":
        return f"{word[:-1]}(?:y|ies|ied|ying)"
    if word.endswith("e"):
        return f"{word[:-1]}(?:e|es|ed|ing)"
    return f"{word}(?:s|es|ed|ing)?"

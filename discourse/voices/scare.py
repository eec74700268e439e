"""Short quotations outside a report: terms held with tongs, told from titles, names, mentions and real quotations."""

from __future__ import annotations

from typing import Literal

import regex

from discourse.voices.cues import word_set, words
from discourse.voices.lexicon import INFLECTED
from discourse.voices.quotes import Quotation, Span
from discourse.voices.sentence import Sentence

_LONGEST = 6  # words; what is longer is somebody's sentence, not a term
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}'’.-]*")
_OWNER = regex.compile(
    r"(?:(?<pronoun>\b(?:[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\b)|(?<name>\p{Lu}[\p{L}.-]*(?:\s\p{Lu}[\p{L}.-]*)*)(?:['’]s?))"
    r"\s+(?:[\p{L}-]+\s+){0,2}?(?<noun>[\p{L}-]+)"
)
_CALLED_SO = regex.compile(
    r"\W*(?:as|in)\s+(?:the\s+)?(?<name>\p{Lu}[\p{L}.-]*(?:\s\p{Lu}[\p{L}.-]*)*|he|she|they)\s+"
    r"(?:calls?|called|puts?|says?|said)\b"
)


def kind(text: str, sentence: Sentence, quote: Quotation, language: str) -> Literal["scare", "direct"] | None:
    """What a quotation that no cue claims is: a term in scare quotes, a real quotation, or None: neither.

    Neither are titles of works, nicknames inside a name, and words spoken of as words ("the term 'truce'").
    """
    inner = text[slice(*quote.inner)].strip(" ,.;:")
    parts = _WORD.findall(inner)
    if not parts:
        return None
    before = _WORD.findall(text[max(sentence.start, quote.start - 60) : quote.start])
    if _is_title(text, quote, parts, before, language) or _is_nickname(text, quote, parts, before):
        return None
    if before and before[-1].lower() in words(language, "naming_words"):
        return None
    if language in INFLECTED and parts[0][0].isupper():
        return _capital(sentence, quote)
    words_of_persons = word_set(language, "first_and_second_person")
    if len(parts) > _LONGEST or inner[-1:] in "?!" or any(part.lower() in words_of_persons for part in parts):
        return "direct"
    inside = [
        letter
        for start, letter in zip(sentence.starts, sentence.letters, strict=True)
        if quote.start <= start < quote.end
    ]
    return "direct" if any(letter in "XYPVQ" for letter in inside) and len(parts) > 2 else "scare"


def _capital(sentence: Sentence, quote: Quotation) -> Literal["scare", "direct"] | None:
    """Where common nouns keep their small letter, a capital begins what is said, a sentence, or a name («Рубіж»)."""
    words = zip(sentence.starts, sentence.letters, strict=True)
    if quote in sentence.whole.values() or any(
        letter in "VB" for start, letter in words if quote.start <= start < quote.end
    ):
        return "direct"
    return "scare" if quote.start == sentence.start else None


def _is_title(text: str, quote: Quotation, parts: list[str], before: list[str], language: str) -> bool:
    """A capital on every word that counts, or "the film", "titled" and the like before it."""
    works = words(language, "work_words")
    if any(word.lower() in works for word in before[-3:]):
        return True
    counting = [part for part in parts if part.lower() not in word_set(language, "not_of_a_title")]
    return len(counting) > 1 and all(part[0].isupper() or part[0].isdigit() for part in counting)


def _is_nickname(text: str, quote: Quotation, parts: list[str], before: list[str]) -> bool:
    """Robert “Bobby” Oates."""
    after = text[quote.end : quote.end + 2]
    return (
        len(parts) <= 3
        and parts[0][0].isupper()
        and bool(before)
        and before[-1][0].isupper()
        and after[:1] == " "
        and after[1:].isupper()
    )


def owner(text: str, quote: Span, start: int, language: str) -> Span | None:
    """Where the text says whose term a quotation is.

    Looks at the words before it, back to `start` ("His demands … “X”", "Hale’s talk of “X”"): the last possessive
    with a noun of demanding or naming; then at the words after it ("“X,” as Hale calls it").
    """
    nouns = words(language, "owner_nouns")
    found = None
    for match in _OWNER.finditer(text, start, quote[0]):
        if match["noun"].lower() in nouns:
            found = match.span("pronoun") if match["pronoun"] else match.span("name")
    if found:
        return found
    after = _CALLED_SO.match(text, quote[1], quote[1] + 80)
    return after.span("name") if after else None

"""Whether a form that may be a noun too ("claims", "reports") is a verb where it stands."""

from __future__ import annotations

from discourse.voices.lexicon import Lexicon
from discourse.voices.sentence import Sentence

_MAY_FOLLOW = frozenset("TDPEQAMIJRGHU")


def settle_verbs(sentence: Sentence, lexicon: Lexicon) -> None:
    """Give the reporting verbs that the tagger took for something else a verb's letter."""
    for number, word in enumerate(sentence.words):
        if word in lexicon.verbs and sentence.letters[number] in "NEJB" and is_verb(sentence, number, lexicon):
            sentence.letters = sentence.letters[:number] + "V" + sentence.letters[number + 1 :]


def is_verb(sentence: Sentence, number: int, lexicon: Lexicon) -> bool:
    """Whether the form of a reporting verb is a verb at this word."""
    letter, capital = sentence.letters[number], sentence.shown[number][0].isupper()
    if capital and ((number and not sentence.is_headline) or letter == "E"):
        return False
    if letter in "VG":
        return True
    if letter == "K":
        return _is_past(sentence, number, lexicon)
    if letter == "B":
        return _is_base(sentence.letters, number)
    return letter in "NEJ" and _is_no_noun(sentence, number)


def _is_past(sentence: Sentence, number: int, lexicon: Lexicon) -> bool:
    """A participle after an auxiliary, or after a subject: "the critics called for", not "the man accused by"."""
    before, after = sentence.letters[number - 1 : number], sentence.letters[number + 1 : number + 2]
    if before in tuple("NEPW"):
        return after == "I" and sentence.words[number + 1] not in lexicon.agent_or_place
    return before in tuple("XYR") or (before == "," and after in tuple("DPEQTI"))


def _is_base(letters: str, number: int) -> bool:
    before, after = letters[number - 1 : number], letters[number + 1 : number + 2]
    if before in (",", "C"):
        return after in tuple("DTPEAQHU")
    return bool(before) and before in "AYRPXNE"


def _is_no_noun(sentence: Sentence, number: int) -> bool:
    """What the lexicon has as a noun is a verb after a subject of the other number and before an object."""
    letters = sentence.letters
    before, after = letters[number - 1 : number], letters[number + 1 : number + 2]
    if not before or before not in "NEPWR,QC" or letters[:number].rstrip("R")[-1:] in tuple("DJS"):
        return False
    if after == "T":
        return True
    plural = sentence.words[number].endswith("s")
    subject_plural = before == "N" and sentence.words[number - 1].endswith("s")
    if before in "NE" and plural == subject_plural:
        return False
    if before in ",QC" and not plural and letters[number - 3 : number] != ",R,":
        return False
    return after in _MAY_FOLLOW

"""Putting letters right that a lexicon of words without their neighbours gets wrong, and deciding what is a verb."""

from __future__ import annotations

import regex

from discourse.negotiation.certainty import marks
from discourse.voices.lexicon import Lexicon
from discourse.voices.sentence import Sentence
from discourse.voices.verbs import is_verb

# An adjective that is the last word before a verb, or before "and the", is a noun: "the UN chief | left".
_NOUN = regex.compile(
    r"(?<=[DES]|[DES]J)J(?=[VXY]|R[VXY])|(?<=D)J(?=C[DM]|[IO.,])|(?<=S|SJ)J(?=[IO.,])|(?<=^J)J(?=[VX])"
)
_MARKS = ".;:,TWUHQ"


def mend(sentence: Sentence) -> None:
    """Change the letters of a sentence where its words show that they are wrong."""
    letters, words = sentence.letters, sentence.words
    changes: dict[int, str] = {}
    for match in _NOUN.finditer(letters):
        changes[match.start()] = "N"
    if "us" in words:
        changes |= {n: "E" for n, word in enumerate(sentence.shown) if word == "US"}
    if "M" in letters:
        about = marks()["about"]
        for place, letter in enumerate(letters):
            if letter == "M" and place > 1:
                if f"{words[place - 2]}_{words[place - 1]}" in about:  # "at least | nine"
                    changes[place - 2] = changes[place - 1] = "R"
                elif words[place - 1] in about and letters[place - 2] in "VKGC":
                    changes[place - 1] = "R"
    if "likely" in words:
        changes |= {n: "R" for n, word in enumerate(words) if word == "likely" and words[n + 1 : n + 2] != ["to"]}
    if changes:
        sentence.letters = "".join(changes.get(n, letter) for n, letter in enumerate(letters))


def is_act(sentence: Sentence, place: int, lexicon: Lexicon) -> bool:
    """Whether a word that the codebook has as a verb is one where it stands."""
    letters, word = sentence.letters, sentence.words[place]
    letter, before, after = letters[place], letters[place - 1 : place], letters[place + 1 : place + 2]
    if letter == "G":
        return not (before and before in "DJSN") and after != "O"
    if letter == "V" and before and before in "JIODS":
        return False
    if letter in "NEJ" and before and before in "NER" and _verb_between(letters, place, -1):
        return False
    if is_verb(sentence, place, lexicon):
        return True
    if letter == "K" and sentence.words[place + 1 : place + 2] == ["by"]:
        return bool(before) and before in "NEP"
    return _is_only_verb(letters, place, word)


def _verb_between(letters: str, place: int, side: int) -> bool:
    """Whether the clause has a finite verb before (-1) or after (1) a word: "launched air | strikes"."""
    if side < 0:
        start = max(letters.rfind(mark, 0, place) for mark in _MARKS + "C") + 1
        part = letters[start:place]
    else:
        ends = [end for mark in _MARKS if (end := letters.find(mark, place + 1)) >= 0]
        part = letters[place + 1 : min(ends, default=len(letters))]
    return any(letter in "VXY" for letter in part)


def _is_only_verb(letters: str, place: int, word: str) -> bool:
    """Whether a clause needs a word to be its verb: it has no other, a subject stands before and an object after."""
    letter, before, after = letters[place], letters[place - 1 : place], letters[place + 1 : place + 2]
    if letter in "NJ" and before and before in "HW" and word.endswith("s"):
        return True  # "what | matters"
    if letter == "K":
        fits = before and before in "NEMRP,"
    else:
        fits = letter in "NJ" and word.endswith("s") and before and before in "NER" and after and after in "DPEJMNRG"
    if not fits or _verb_between(letters, place, -1) or _verb_between(letters, place, 1):
        return False
    return any(letter in "NEP" for letter in letters[:place])

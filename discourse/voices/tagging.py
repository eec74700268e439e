"""One letter per token, so that grammar can be written as regular expressions over letters.

The word classes come from the Brill lexicon that TextBlob carries (Brill 1992; MIT licence). It is read as a file:
importing TextBlob would load NLTK for nothing.

The letters: N noun, E name, P pronoun, D determiner, M number, J adjective, R adverb; V finite verb, B base form,
K past participle, G -ing form, X be and have, Y modal and do, A to; I preposition, O of, S ’s, C and/or/but,
U because/while/if, T that, W who/which, H what/how; Q a whole quotation, Z anything else; , . : ; - ( ) as they are.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import regex

from discourse.language.load import word_table

# The letters, and the Penn Treebank tags they stand for.
LETTERS = {
    "NN": "N", "NNS": "N", "NNP": "E", "NNPS": "E", "JJ": "J", "JJR": "J", "JJS": "J", "CD": "M", "RB": "R",
    "RBR": "R", "RBS": "R", "RP": "R", "VB": "B", "VBP": "V", "VBZ": "V", "VBD": "V", "VBN": "K", "VBG": "G",
    "MD": "Y", "IN": "I", "DT": "D", "PDT": "D", "PRP": "P", "PRP$": "D", "EX": "P", "CC": "C", "TO": "A", "WP": "H",
    "WDT": "W", "WRB": "U", "POS": "S", "UH": "R",
}  # fmt: skip
# The letters of the closed classes (word_classes.csv), which go before the lexicon.
CLASSES = {
    "determiner": "D", "pronoun": "P", "auxiliary": "X", "modal": "Y", "to": "A", "of": "O", "preposition": "I",
    "coordinator": "C", "subordinator": "U", "that": "T", "relative": "W", "question": "H", "adverb": "R", "noun": "N",
    "name": "E",
}  # fmt: skip
_PUNCTUATION = {mark: mark for mark in ",:;()"} | {"[": "(", "]": ")"} | dict.fromkeys(".?!…", ".")
_PUNCTUATION |= dict.fromkeys("—–―-", "-") | dict.fromkeys("$€£#@", "M") | {"&": "C", "/": "C", "%": "N"}
_SUFFIXES = regex.compile(r".*?(?:(?P<R>ly)|(?P<G>ing)|(?P<V>ed)|(?P<J>ous|ful|less|able|ible|ish|ive|ic|al|ary))$")


@lru_cache
def closed_classes(language: str) -> dict[str, str]:
    """Word to letter, for the words of the closed classes."""
    rows = word_table(language, "word_classes")
    return {word: CLASSES[row["class"]] for row in rows for word in row["words"].split()}


@lru_cache
def lexicon() -> dict[str, str]:
    """Word to letter, for the open classes of English."""
    path = Path(find_spec("textblob").origin).parent / "en" / "en-lexicon.txt"
    pairs = (line.rsplit(" ", 1) for line in path.read_text(encoding="utf-8").splitlines() if line[:3] != ";;;")
    return {pair[0]: LETTERS[pair[1]] for pair in pairs if len(pair) == 2 and pair[1] in LETTERS}


class Tagger:
    """Gives tokens their letters; one per language, with a memory of the words it has seen."""

    def __init__(self, language: str = "en"):
        self._closed = closed_classes(language)
        self._seen: dict[str, str] = dict(_PUNCTUATION)

    def words(self, shown: list[str]) -> list[str]:
        """The words as they are compared."""
        return [word.lower() for word in shown]

    def letters(self, words: list[str]) -> str:
        """The letters of the tokens of one sentence, before any look at their neighbours but the simplest.

        Examples
        --------
        >>> Tagger().letters(["She", "said", "that", "the", "talks", "failed"])
        'PVTDNV'
        """
        seen = self._seen
        return in_context("".join([seen.get(word) or self._looked_up(word) for word in words]))

    def _looked_up(self, word: str) -> str:
        if len(self._seen) > 500_000:
            self._seen = dict(_PUNCTUATION)
        letter = self._seen[word] = self._letter(word)
        return letter

    def _letter(self, word: str) -> str:
        lower = word.lower().replace("’", "'")
        if word in self._closed:
            return self._closed[word]
        if lower in self._closed and not (word.isupper() and len(word) > 1):
            return self._closed[lower]
        if lower == "'s":
            return "S"
        if not word[0].isalnum():
            return "Z"
        if word[0].isdigit():
            return "M"
        known = lexicon()
        letter = known.get(word) or ("E" if word[0].isupper() and lower not in known else known.get(lower))
        return letter or self._guessed(word)

    def _guessed(self, word: str) -> str:
        match = _SUFFIXES.fullmatch(word)
        if word[0].isupper():
            return "E"
        return match.lastgroup if match else "N"


# What a neighbour settles: a noun after a modal or "to" is a verb's base form; a participle or base form after a
# subject is a finite verb; a past form after "be" or "have" is a participle; a verb form after a determiner is none.
_CONTEXT = (
    (regex.compile(r"(?<=[PWHT])S"), "X"),  # it's, who's
    (regex.compile(r"(?<=Y|YR|YP)[NVJ](?=[DPENTIAQWHUJRM,.]|$)|(?<=A)[NV](?=[DPETIAQWHJRM,.]|$)"), "B"),
    (regex.compile(r"(?<=[NEPW)]|[NEPW,]R)K(?!I)"), "V"),
    (regex.compile(r"(?<=[NEPW]|[NEP]R)B"), "V"),
    (regex.compile(r"(?<=X|XR|XRR)V"), "K"),
    (regex.compile(r"(?<=[DS]|DJ|SJ)[VB]|(?<=V)[VB](?=E)"), "N"),
)


def in_context(letters: str) -> str:
    """Letters put right by their neighbours."""
    for pattern, letter in _CONTEXT:
        letters = pattern.sub(letter, letters)
    return letters

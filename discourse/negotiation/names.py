"""Noun phrases as names: what an actor or target is called in the table."""

from __future__ import annotations

from discourse.language.lemmas import lemma
from discourse.negotiation.gazetteer import Gazetteer
from discourse.voices.grammar import Words, noun_phrases
from discourse.voices.names import source_name
from discourse.voices.sentence import Sentence

_LONGEST = 12  # words of a name that is no name
_AGENTIVE = ("ist", "er", "or", "ant")
_POSSESSIVE = frozenset("his her its their our my your".split())


class Names:
    """Names the noun phrases of one language.

    Parameters
    ----------
    gazetteer : Gazetteer
    language : str
    """

    def __init__(self, gazetteer: Gazetteer, language: str):
        self.gazetteer, self.language = gazetteer, language

    def name(self, sentence: Sentence, phrase: Words) -> tuple[str, Words]:
        """A noun phrase as a name, and the words without determiner that it is."""
        start, end = phrase
        while start < end - 1 and sentence.letters[start] in "DRIO" and sentence.words[start] not in _POSSESSIVE:
            start += 1
        if end - start > 1 and sentence.letters[end - 1] == "S":
            end -= 1
        shown = sentence.shown[start:end]
        found = self.gazetteer.find(shown, 0, len(shown))
        if found and found[1] == len(shown) and not found[3] and (found[0] == 0 or found[2] in self.gazetteer.persons):
            return found[2], (start, end)
        capitals = len(shown) > 1 and shown[-1][0].isupper() and shown[-2][0].isupper()
        if capitals and "," not in shown and (found is None or found[3] or found[1] < len(shown)):
            name, is_person = source_name(joined(shown), self.language)
            if is_person and name:
                return name, (start, end)
        return joined(shown[:_LONGEST]), (start, end)

    def is_named(self, sentence: Sentence, phrase: Words) -> bool:
        """Whether a noun phrase has a proper name in it."""
        shown, letters = sentence.shown, sentence.letters
        return any(letters[n] == "E" or (n and shown[n][0].isupper() and letters[n] in "NJES") for n in range(*phrase))

    def can_act(self, sentence: Sentence, phrase: Words, agents: frozenset[str]) -> bool:
        """Whether a noun phrase is somebody: a name, a pronoun, or a common noun for people and bodies."""
        start, end = phrase
        if self.is_named(sentence, phrase) or "P" in sentence.letters[start:end]:
            return True
        heads = [n for n in range(start, end) if n == end - 1 or sentence.letters[n + 1] in "COIWT,S"]
        words = [sentence.words[n] for n in heads]
        return any(w in agents or lemma(w) in agents or lemma(w).endswith(_AGENTIVE) for w in words)

    def first_name(self, sentence: Sentence, person: bool, plural: bool) -> str | None:
        """The first phrase of a sentence that a later pronoun can stand for, as a name."""
        letters = sentence.letters
        for start, end in noun_phrases(letters):
            if (start and letters[start - 1] in "IO") or letters[start:end] == "P":
                continue
            if person and not self.is_named(sentence, (start, end)):
                continue
            name = self.name(sentence, (start, end))[0]
            known = self.gazetteer.name(name)
            if person and (known not in self.gazetteer.persons if known else not name.istitle()):
                continue
            if plural and not (letters[end : end + 1] in ("C", ",") or name.lower().endswith(("s", "people", "ese"))):
                continue
            return name
        return None


def joined(shown: list[str]) -> str:
    """Tokens as running text."""
    text = " ".join(shown)
    for mark in (" 's", " ’s", " ,"):
        text = text.replace(mark, mark[1:])
    return text.replace("s's", "s'")

"""What hangs on a verb: objects, what prepositions govern, and infinitives; read off the letters of a sentence."""

from __future__ import annotations

from dataclasses import dataclass, field

from discourse.voices.grammar import Words, noun_phrases
from discourse.voices.sentence import Sentence

_BE = frozenset("is are was were be been being am 's 're 'm isn't aren't wasn't weren't get got gets".split())


@dataclass(slots=True)
class Following:
    """What follows a verb in its clause.

    Attributes
    ----------
    args : list of (str, (int, int))
        Preposition ("" for an object) and words, in order; of-phrases are arguments of their own.
    infinitive : int or None
        The verb after "to".
    clause : (int, int) or None
        The subject of a clause that is the verb's content ("demanded that *Norland* …").
    participle : int or None
        A form in -ing that follows.
    """

    args: list[tuple[str, Words]] = field(default_factory=list)
    infinitive: int | None = None
    clause: Words | None = None
    participle: int | None = None


class Phrases:
    """The noun phrases of a sentence, and what follows each word."""

    def __init__(self, sentence: Sentence, time_words: frozenset[str]):
        self.words, self.letters = sentence.words, sentence.letters
        self.time = time_words
        self.all = [self._timeless(*phrase) for phrase in noun_phrases(sentence.letters)]
        self.start = dict(self.all)
        self.end = {end: start for start, end in self.all}

    def is_time(self, phrase: Words) -> bool:
        """Whether a noun phrase says when."""
        return self.words[phrase[1] - 1] in self.time

    def _timeless(self, start: int, end: int) -> Words:
        """Without a time at its end: "the Gaza Strip | late Friday"; what is only a time stays."""
        cut = end
        while cut > start + 1 and (self.words[cut - 1] in self.time or self.words[cut - 1] in ("late", "early")):
            cut -= 1
        return (start, cut) if any(letter in "NEP" for letter in self.letters[start:cut]) else (start, end)

    def ending(self, place: int) -> Words | None:
        """The noun phrase that ends before a word, with what "of", "in" and "and" hang on it."""
        if place not in self.end:
            return None
        start = self.end[place]
        while start > 1 and self.letters[start - 1] in "OIC" and start - 1 in self.end:
            start = self.end[start - 1]
        return start, place

    def without_time(self, phrase: Words) -> Words:
        """ "Norland | on Tuesday"."""
        start, end = phrase
        while end - start > 2 and end in self.end and self.is_time((self.end[end], end)):
            end = self.end[end]
            if self.letters[end - 1] == "I":
                end -= 1
        return (start, end) if end > start else phrase

    def coordinated(self, start: int) -> int:
        """The end of the noun phrase that starts at a word, with those that commas and "and" add to it."""
        end, letters = self.start[start], self.letters
        while True:
            comma = letters[end : end + 1] == ","
            place = end + comma
            conjunction = letters[place : place + 1] == "C"
            place += conjunction
            after = self.start.get(place) if place > end else None
            if after is None or letters[after : after + 1] in tuple("VXY"):
                return end
            if comma and not conjunction and not self._lists_on(after):
                return end
            end = after

    def _lists_on(self, place: int) -> bool:
        """Whether a list goes on after an item: ", B and C", not ", the envoy, said"."""
        rest = self.letters[place : place + 2]
        return rest[:1] == "C" or rest == ",C" or (rest[:1] == "," and place + 1 in self.start)

    def following(self, place: int) -> Following:
        """What follows the verb that ends before a word."""
        found, letters, words = Following(), self.letters, self.words
        preposition, length = "", len(letters)
        while place < length:
            letter = letters[place]
            if place in self.start:
                end = self.coordinated(place)
                phrase = (place, end)
                if letters[end : end + 1] in tuple("VXY") and not preposition:
                    found.clause = phrase
                    return found
                if not self.is_time((place, self.start[place])) or preposition in ("of", "between"):
                    found.args.append((preposition, phrase))
                preposition, place = "", end
            elif letter in "IO":
                preposition, place = words[place], place + 1
            elif letter == "A":
                after = place + 1
                while letters[after : after + 1] == "R" or words[after : after + 1] == ["be"]:
                    after += 1
                if letters[after : after + 1] in tuple("BVXK") or (
                    letters[after : after + 1] in ("N", "J", "G") and after not in self.start
                ):
                    found.infinitive = after
                    return found
                preposition, place = "to", place + 1
            elif letter in "R(" or self.words[place] in self.time or self.words[place] in ("late", "early"):
                place += 1
            elif letter == "T":
                if place + 1 in self.start:
                    found.clause = (place + 1, self.coordinated(place + 1))
                    return found
                place += 1
                return found
            elif letter == "G":
                found.participle = place
                return found
            elif letter == "," and letters[place + 1 : place + 2] == "I" and found.args:
                place += 1
            elif letter == "K" and found.args and letters[place + 1 : place + 2] == "I":
                place += 1
            else:
                return found
        return found


def is_passive(words: list[str], letters: str, start: int, verb: int) -> bool:
    """Whether the verb group that begins at `start` is passive."""
    if letters[verb] not in "KV" or words[verb].endswith("ing"):
        return False
    return any(words[place] in _BE for place in range(start, verb))

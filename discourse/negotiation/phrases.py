"""Noun phrases, and what hangs on a verb: objects, what prepositions govern, infinitives, clauses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from discourse.negotiation.certainty import marks
from discourse.voices.grammar import Words
from discourse.voices.sentence import Sentence

_FINITE = tuple("VXY")


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
    """The noun phrases of a sentence, and what follows each word.

    Parameters
    ----------
    sentence : Sentence
    phrases : list of (int, int)
        Its base noun phrases.
    time_words : frozenset of str
    is_base : callable
        Whether a word is the base form of a verb of the codebook.
    """

    def __init__(self, sentence: Sentence, phrases: list[Words], time_words: frozenset[str], is_base: Callable):
        self.words, self.letters = sentence.words, sentence.letters
        self.time, self.is_base = time_words, is_base
        self.all = [self._timeless(*phrase) for phrase in phrases]
        self.start = dict(self.all)
        self.end = {end: start for start, end in self.all}

    def is_time(self, phrase: Words) -> bool:
        """Whether a noun phrase says when."""
        first, last = self.words[phrase[0]], self.words[phrase[1] - 1]
        return last in self.time or (last[0].isdigit() and first in self.time)

    def _timeless(self, start: int, end: int) -> Words:
        """Without a time at its end: "the Gaza Strip | late Friday"; what is only a time stays."""
        cut = end
        while cut > start + 1 and self._is_time_word(cut - 1):
            cut -= 1
        return (
            (start, cut) if cut == end or any(letter in "NEP" for letter in self.letters[start:cut]) else (start, end)
        )

    def _is_time_word(self, place: int) -> bool:
        word = self.words[place]
        return (
            word in self.time
            or word in ("late", "early")
            or (word == "right" and self.words[place + 1 :][:1] == ["now"])
        )

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
        while end - start > 2 and end in self.end and self.is_time((self.end[end], end)) and self.end[end] > start:
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
            if after is None or letters[after : after + 1] in _FINITE:
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
        preposition, first = "", place
        while place < len(letters):
            letter = letters[place]
            if place in self.start:
                end = self.coordinated(place)
                if letters[end : end + 1] in _FINITE and not preposition:
                    found.clause = (place, end)
                    break
                if not self.is_time((place, self.start[place])) or preposition in ("of", "between"):
                    found.args.append((preposition, (place, end)))
                preposition, place = "", end
            elif letter in "IO":
                preposition, place = words[place], place + 1
            elif letter in "ATG":
                self._complement(found, place, place == first)
                if letter != "A" or found.infinitive is not None:
                    break
                preposition, place = "to", place + 1
            elif letter in "R(DJM" or self._is_time_word(place) or self._goes_on(place, found):
                place += 1
            else:
                break
        return found

    def _complement(self, found: Following, place: int, direct: bool) -> None:
        """Take note of an infinitive, a that-clause or a participle."""
        letter = self.letters[place]
        if letter == "A":
            found.infinitive = self._infinitive(place, direct)
        elif letter == "G":
            found.participle = place
        elif place + 1 in self.start:
            found.clause = (place + 1, self.coordinated(place + 1))

    def _goes_on(self, place: int, found: Following) -> bool:
        """Whether a comma, a "but" or a participle stands between two arguments: ", in …", ", but by …", "held in"."""
        letters, next_letter = self.letters, self.letters[place + 1 : place + 2]
        if letters[place] == "," and letters[place - 1] == "J":
            return next_letter == "J"
        if not found.args:
            return False
        if letters[place] == ",":
            return next_letter == "I" or letters[place + 1 : place + 3] == "CI"
        return letters[place] in "KC" and next_letter == "I" and (letters[place] == "K" or self.words[place] == "but")

    def _infinitive(self, to: int, direct: bool) -> int | None:
        """The verb after "to", or None if what follows is a noun phrase."""
        place, letters = to + 1, self.letters
        while letters[place : place + 1] == "R" or self.words[place : place + 1] == ["be"]:
            place += 1
        letter = letters[place : place + 1]
        if letter in ("B", "V", "X", "K"):
            return place
        if letter in ("N", "J") and self.is_base(self.words[place]):
            alone = self.start.get(place) in (None, place + 1)
            return place if direct or (alone and letters[place + 1 : place + 2] not in ("N", "E")) else None
        return None


def is_passive(words: list[str], letters: str, start: int, verb: int) -> bool:
    """Whether the verb group that begins at `start` is passive."""
    if letters[verb] not in "KV" or words[verb].endswith("ing"):
        return False
    return any(words[place].replace("’", "'") in marks()["be"] for place in range(start, verb))

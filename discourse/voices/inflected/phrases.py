"""Whose words: the noun phrase in the nominative before or after a cue, and what stands in its place."""

from __future__ import annotations

import regex

from discourse.language.lemmas import lemma
from discourse.voices.cues import word_set
from discourse.voices.grammar import Words
from discourse.voices.lexicon import Lexicon
from discourse.voices.sentence import Sentence

_EDGES = frozenset(",;:-.QTUHVBGW(")
_PLURAL = regex.compile(r"[иіїыаяеє]$")
_PLURAL_VERB = regex.compile(r"(?:ли|[уюая]ть?)(?:ся|сь)?$")
# How names look in other cases than the nominative; "Марта" and "Волода" may be either.
_OBLIQUE_NAME = regex.compile(r"(?:[еуюиіїы]|ого|ому|[оеиы]м|[ео]й|[ая]х|[оеє]ю)$")
_NOMINATIVE_ADJECTIVE = regex.compile(r"(?:ий|ій|а|я|е|є|і|ї|ый|ой|ая|яя|ое|ее|ые|ие)$")
_PLURAL_ADJECTIVE = regex.compile(r"(?:і|ї|ые|ие)$")
_DATIVE = regex.compile(r"..(?:ам|ям|ові|еві|єві)$")
_FARTHEST = 8  # words between a cue and its subject


class Cases:
    """The noun phrases of one sentence, by their cases, as far as form and lemma show them."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon):
        self.words, self.letters = sentence.words, sentence.letters
        self._shown, self._sentence = sentence.shown, sentence
        self._lexicon, self._language = lexicon, lexicon.language
        self._subjects = word_set(self._language, "nominative_pronouns")
        self._neuter = word_set(self._language, "neuter")
        self._places = word_set(self._language, "in")
        self._from = word_set(self._language, "from")

    def is_plural_verb(self, number: int) -> bool:
        """Whether a verb's form is a plural's."""
        return bool(_PLURAL_VERB.search(self.words[number]))

    def is_nominative(self, number: int, plural: bool = False) -> bool:  # noqa: PLR0911 (a decision list)
        """Whether a word may be a nominative; `plural`: that of a plural, or of one of several."""
        word, letter = self.words[number], self.letters[number]
        if word in self._lexicon.time_words:
            return False
        if letter in "PD":
            return word in self._subjects and not (plural and word in self._neuter)
        if letter == "J":
            return bool((_PLURAL_ADJECTIVE if plural else _NOMINATIVE_ADJECTIVE).search(word))
        if letter not in "NE" or self._sentence.is_quoted(number):
            return False
        bare = word.rstrip(".")
        base = lemma(bare, self._language)
        if plural and base in self._lexicon.quantities:
            return True
        if plural and "C" not in self.letters[number + 1 : number + 4]:
            first = number == 0 or self._shown[number][0].islower()
            return first and bool(_PLURAL.search(bare)) and bare[:-1] == base[: len(bare) - 1]
        if base == bare or word.endswith("."):
            return True
        return letter == "E" and not _OBLIQUE_NAME.search(bare)

    def before(self, place: int, verb: int) -> Words | None:
        """The subject of a verb that stands before `place`, in the verb's own clause."""
        letters = self.letters
        end = place
        while end and (letters[end - 1] == "R" or (letters[end - 1] == "P" and not self.is_nominative(end - 1))):
            end -= 1
        neuter = self.words[verb].endswith(("ло", "лося", "лось"))
        while end and not neuter and letters[end - 1] == "N" and self.words[end - 1].endswith("о"):
            end -= 1  # an adverb: "тихо"
        start = end
        while start and letters[start - 1] not in _EDGES:
            start -= 1
        if letters[start - 1 : start] == "W" and start == end:
            found = self.before(start - 1 - (letters[start - 2 : start - 1] == ","), verb)
            return (found[0], start) if found else None
        if start == end:
            return self._apposition(start, verb)
        plural = self.is_plural_verb(verb)
        head = self._head(start, end, plural)
        if head is not None:
            return head, self._without_adverbial(head, end)
        if letters[start] == "C":
            start += 1
        while start < end and letters[start] == "R":
            start += 1
        speaks = plural or self.words[verb].endswith(("ся", "сь"))
        if speaks and self.words[start : start + 1] and self.words[start] in self._places and start + 1 < end:
            timed = self.words[start + 1] in self._lexicon.time_words or letters[start + 1] == "M"
            return None if timed else (start + 1, self._end(start + 2, end))
        return None

    def after(self, verb: int) -> Words | None:
        """The subject that stands after a verb, behind what says to whom, where and when."""
        letters, words = self.letters, self.words
        plural, feminine = self.is_plural_verb(verb), words[verb].endswith(("ла", "лася", "лась"))
        number, limit = verb + 1, min(len(letters), verb + 1 + _FARTHEST)
        while number < limit:
            letter = letters[number]
            if letter in _EDGES:
                return None
            if letter == "I":
                number += 2
                continue
            if self.is_nominative(number, plural):
                break
            if feminine and letter == "N" and words[number].endswith(("а", "я")):
                break  # whatever the dictionary takes it for
            number += 1
        if number >= limit:
            return None
        if letters[number] == "P":
            return number, number + 1
        return number, self._end(number + 1, len(letters))

    def following(self, place: int) -> Words | None:
        """What stands after a preposition or a noun, in whatever case, to the next mark or verb."""
        end = place
        while end < len(self.letters) and self.letters[end] not in _EDGES:
            end += 1
        return (place, end) if end > place else None

    def _head(self, start: int, end: int, plural: bool) -> int | None:
        """The first word of a stretch that may be a nominative and that no preposition governs."""
        number = start
        while number < end:
            if self.letters[number] == "I":
                number += 2
            elif self.is_nominative(number, plural):
                return number
            else:
                number += 1
        return None

    def _end(self, number: int, limit: int) -> int:
        """Where a noun phrase ends: before a mark, a verb, an adverb, an addressee, most prepositions."""
        letters, words = self.letters, self.words
        while number < limit and letters[number] not in _EDGES:
            if letters[number] in "RP" or words[number] in self._lexicon.time_words:
                break
            if letters[number] == "I" and words[number] not in self._from:
                break
            if letters[number] == "C" and not (number + 1 < limit and self.is_nominative(number + 1)):
                break
            if letters[number] == "N" and (_DATIVE.search(words[number]) or self._after_the_name(number, limit)):
                break
            number += 1
        return number

    def first(self, end: int) -> Words | None:
        """The first phrase of the sentence in the nominative, before a word."""
        head = self._head(0, end, plural=False)
        return None if head is None else (head, self._end(head + 1, end))

    def _without_adverbial(self, head: int, end: int) -> int:
        """Where a phrase ends before what says when and where: "міністр Андрій Сокіл | під час зустрічі"."""
        for number in range(head + 1, end):
            if self.letters[number] == "I" and self.words[number] not in self._from:
                timed = number + 1 < end and self.words[number + 1] in self._lexicon.time_words
                if timed or self.letters[number - 1] == "E":
                    return number
        return end

    def _after_the_name(self, number: int, limit: int) -> bool:
        """Whether a common noun stands after the last name of its phrase: "сказала Гай | газеті"."""
        if self.letters[number - 1] != "E" or self._sentence.is_quoted(number - 1):
            return False
        rest = range(number + 1, limit)
        edge = next((place for place in rest if self.letters[place] in _EDGES), limit)
        return not any(self.letters[n] == "E" and not self._sentence.is_quoted(n) for n in range(number, edge))

    def _apposition(self, start: int, verb: int) -> Words | None:
        """ "Галаш, президент Тарнії, | заявив": the first phrase of the sentence, where a comma follows it."""
        letters = self.letters
        comma = letters.find(",")
        if letters[start - 1 : start] != "," or comma < 1 or comma == start - 1 or comma > 6:
            return None
        if any(letter in "VTBGQ" for letter in letters[:comma]):
            return None
        head = self._head(0, comma, self.is_plural_verb(verb))
        return (head, comma) if head == 0 else None

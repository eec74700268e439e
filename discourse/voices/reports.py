"""The reports of one sentence: cue, source and content, in numbers of words."""

from __future__ import annotations

from discourse.voices.beside import apart, by_shape, outermost
from discourse.voices.content import FINITE, Extent
from discourse.voices.cues import Cue
from discourse.voices.grammar import Words, group_start
from discourse.voices.lexicon import Lexicon
from discourse.voices.report import Report
from discourse.voices.sentence import Sentence
from discourse.voices.sources import Phrases, subject
from discourse.voices.verbs import is_verb, settle_verbs


def reports(sentence: Sentence, lexicon: Lexicon) -> list[Report]:
    """What a sentence reports, in the order of the cues."""
    settle_verbs(sentence, lexicon)
    finder = _Finder(sentence, lexicon)
    for number, word in enumerate(sentence.words):
        if word in lexicon.candidates and not (sentence.inline and sentence.is_quoted(number)):
            finder.look_at(number)
    found = finder.found
    if sentence.whole:
        found.extend(by_shape(sentence, finder.phrases, found))
    found.sort(key=lambda report: report.cue)
    return outermost(apart(sentence, found))


class _Finder:
    """Finds the reports of one sentence, cue by cue."""

    def __init__(self, sentence: Sentence, lexicon: Lexicon):
        self.sentence = sentence
        self.letters = sentence.letters
        self.lexicon = lexicon
        self.phrases = Phrases(sentence, lexicon.time_words)
        self.extent = Extent(sentence, self.phrases, lexicon)
        self.found: list[Report] = []

    def look_at(self, number: int) -> None:
        """Add the report whose cue a word is, if it is one."""
        lexicon, words = self.lexicon, self.sentence.words
        word, report = words[number], None
        if word in lexicon.verbs:
            report = self._by_verb(number, lexicon.verbs[word])
        if not report and word in lexicon.nouns:
            report = self._by_noun(number, lexicon.nouns[word])
        if not report and word in lexicon.adjectives:
            report = self._by_adjective(number, lexicon.adjectives[word])
        if word == "according" and words[number + 1 : number + 2] == ["to"]:
            report = self._according_to(number)
        if report:
            self.found.append(report)

    def _by_verb(self, number: int, cue: Cue) -> Report | None:
        if not is_verb(self.sentence, number, self.lexicon):
            return None
        source = subject(self.phrases, number)
        group = group_start(self.letters, number)
        content, clause = self.extent.of(number, cue, source)
        if not content or (not clause and self._is_modal(group, number)):
            return None
        if self.extent.passive(number):
            return self._passive(content, (group, number + 1))
        words = source.words if source else None
        before = self.letters[group - 1 : group]
        if self.found and self.found[-1].source and (before == "C" or (self.letters[number] == "G" and before == ",")):
            words = self.found[-1].source  # "Hale said … and added", "Hale said …, adding"
        adjacent = words and source and not source.inverted and words[1] >= group - 1
        return Report(content, (group, number + 1), words, min(group, words[0]) if adjacent else group, clause)

    def _is_modal(self, start: int, end: int) -> bool:
        """Whether a verb group says what will or may be: "will agree to a pause" reports nothing yet."""
        return any(self.letters[n] == "Y" and self.sentence.words[n][0] != "d" for n in range(start, end))

    def _passive(self, content: list[Words], cue: Words) -> Report:
        """ "has been called a fraud by officials": the source follows "by"."""
        start, stop = content[0]
        for number in range(start + 1, stop):
            agent = self.phrases.starting_at(number + 1) if self.sentence.words[number] == "by" else None
            if agent:
                return Report([(start, number)], cue, agent, cue[0], clause=False)
        return Report(content, cue, None, cue[0], clause=False)

    def _by_adjective(self, number: int, cue: Cue) -> Report | None:
        """ "they are afraid that …", "they made it clear that …"."""
        words = self.sentence.words
        made = number - 1 - (words[number - 1 : number] == ["it"])
        verb = made if made > 0 and words[made] in self.lexicon.make else number
        group = group_start(self.letters, verb)
        if verb == number and (self._is_modal(group, number) or "X" not in self.letters[group:number]):
            return None
        source = subject(self.phrases, verb)
        content, clause = self.extent.of(number, cue, source)
        if not content or not source or source.inverted:
            return None
        return Report(content, (group, number + 1), source.words, min(group, source.words[0]), clause)

    def _by_noun(self, number: int, cue: Cue) -> Report | None:
        """ "X's claim that …", "their refusal to …"."""
        after = self.letters[number + 1 : number + 2]
        that = after == "T" and "that" in cue.frames and self.letters[number + 2 : number + 3] not in tuple("VXY")
        source = self._possessor(number)
        to = after == "A" and "to" in cue.frames and source
        if self.letters[number] not in "NEVB" or not (that or to):
            return None
        begin = source[0] if source else number
        return Report([(number + 1, self.extent.last)], (number, number + 1), source, begin, clause=that)

    def _possessor(self, number: int) -> Words | None:
        """ "Hale’s" or "their" before a noun and its adjectives."""
        place = number
        while place and self.letters[place - 1] in "JNRE":
            place -= 1
        if place and self.sentence.words[place - 1] in self.lexicon.possessives:
            return place - 1, place
        start = place - 1
        if start < 1 or self.letters[start] != "S":
            return None
        while start and self.letters[start - 1] in "DJNEM":
            start -= 1
        return (start, place) if start < place - 1 else None

    def _according_to(self, number: int) -> Report | None:
        source = self.phrases.starting_at(number + 2)
        if not source:
            return None
        letters, last = self.letters, self.extent.last
        first = max(letters.rfind(mark, 0, number) for mark in ";Q") + 1
        after_quotation = first > 0 and letters[first - 1] == "Q"
        if not after_quotation and not FINITE.search(letters, first, number):
            comma = letters.find(",", source[1], last)
            content = (comma + 1, last) if comma > 0 else (last, last)
        else:
            stop = number - (letters[number - 1] == ",")
            content = (stop - 1, stop) if letters[stop - 1] == "Q" else (first, stop)
        return Report([content], (number, number + 2), source, number) if content[0] < content[1] else None

"""Reports side by side in one sentence: told apart, cut to what is theirs, and what no listed verb introduces."""

from __future__ import annotations

from collections.abc import Iterator

from discourse.voices.report import Report
from discourse.voices.sentence import Sentence
from discourse.voices.sources import Phrases, subject


def by_shape(sentence: Sentence, phrases: Phrases, found: list[Report]) -> Iterator[Report]:
    """A quotation that a clause with any verb, or a dash and a name, stands beside: “…,” she scribbled."""
    claimed = {piece for report in found for piece in report.content}
    letters = sentence.letters
    for number in sentence.whole:
        content = (number, number + 1)
        if content in claimed:
            continue
        place = number + 1 + (letters[number + 1 : number + 2] == ",")
        after = letters[place : place + 1]
        if after == "-" and (phrase := phrases.starting_at(place + 1)):
            yield Report([content], (place, place + 1), phrase, place)
        elif (phrase := phrases.starting_at(place)) and letters[phrase[1] : phrase[1] + 1] == "V":
            yield Report([content], (phrase[1], phrase[1] + 1), phrase, place)
        elif after == "V" and (phrase := phrases.starting_at(place + 1)):
            yield Report([content], (place, place + 1), phrase, place)
        elif letters[number - 1 : number] == ":":
            verb = letters.rfind("V", 0, number)
            source = subject(phrases, verb) if verb >= 0 else None
            if source:
                yield Report([content], (verb, verb + 1), source.words, min(source.words[0], verb))


def apart(sentence: Sentence, found: list[Report]) -> list[Report]:
    """End a content where the next report beside it, not inside it, begins: "X said …, adding …"."""
    letters = sentence.letters
    kept = []
    for place, report in enumerate(found):
        start, stop = report.content[0]
        for later in found[place + 1 :]:
            begin = later.begin
            if start < report.cue[1] or not start < begin < stop:
                continue
            while begin > start and letters[begin - 1] in "UCRI" and letters[begin - 1] != "T":
                begin -= 1
            if letters[begin - 1] in ",-;" or (begin < later.begin and letters[begin] in "C"):
                stop = begin - (letters[begin - 1] in ",-;")
                break
        report.content[0] = (start, stop)
        if stop > start:
            kept.append(report)
    return kept


def outermost(found: list[Report]) -> list[Report]:
    """Without the reports inside another's content: what X says that Y said is X's.

    A phrase is a weaker hold than a clause: "threatened to sue the paper that says …" leaves "says" standing.
    """
    dropped: set[int] = set()
    for place, report in enumerate(found):
        for number, other in enumerate(found):
            if number == place or number in dropped or place in dropped:
                continue
            if any(start <= report.cue[0] < stop for start, stop in other.content):
                dropped.add(number if report.clause and not other.clause and report.source else place)
    return [report for place, report in enumerate(found) if place not in dropped]

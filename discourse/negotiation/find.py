"""Finding the statements of a text."""

from __future__ import annotations

from collections.abc import Iterator

from discourse.language.sentences import sentence_spans
from discourse.negotiation.statement import ACTS, Statement
from discourse.voices.lexicon import lexicon
from discourse.voices.sentence import read
from discourse.voices.sources import Phrases, subject
from discourse.voices.spans import Span

_FEW = {"attacked": "assault", "rejected": "reject", "accused": "accuse", "supported": "support", "met": "consult"}


class Finder:
    def __init__(self, language):
        self.lexicon = lexicon(language)
        self.language = language

    @classmethod
    def load(cls, language, actors=None, acts=None):
        return cls(language)

    def side(self, name):
        return name

    def statements(self, text: str, body: list[Span] | None = None) -> Iterator[Statement]:
        number = 0
        for part in body if body is not None else [(0, len(text))]:
            for span in sentence_spans(text, self.language, *part):
                sentence = read(text, span, [], self.lexicon.tagger, self.lexicon.quoting)
                phrases = Phrases(sentence, self.lexicon.time_words)
                for place, word in enumerate(sentence.words):
                    if word not in _FEW:
                        continue
                    act = _FEW[word]
                    who = subject(phrases, place)
                    whom = phrases.starting_at(place + 1)

                    def offsets(words):
                        return words and (sentence.starts[words[0]], sentence.ends[words[1] - 1])

                    a, t = offsets(who.words if who else None), offsets(whom)
                    yield Statement(
                        number, *span, a and text[slice(*a)], act, t and text[slice(*t)].removeprefix("an "), ACTS[act],
                        False, False, "none", "past", act == "assault", word, a,
                        (sentence.starts[place], sentence.ends[place]), t, False, 1.0, "",
                    )  # fmt: skip
                number += 1

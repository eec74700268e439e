"""Finding the statements of a text."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from discourse.errors import LanguageError
from discourse.language.lemmas import lemma
from discourse.language.sentences import sentence_spans
from discourse.negotiation import acts as acts_file
from discourse.negotiation import gazetteer as gazetteer_file
from discourse.negotiation.acts import Acts
from discourse.negotiation.clauses import Clauses
from discourse.negotiation.gazetteer import Gazetteer
from discourse.negotiation.names import Names
from discourse.negotiation.sole import with_sole_actors
from discourse.negotiation.statement import Statement
from discourse.voices.lexicon import lexicon
from discourse.voices.sentence import Sentence, read
from discourse.voices.spans import Span

LANGUAGES = ("en",)  # whose acts, objects and clauses are written down
_TRIGGERS = frozenset(["must", "should", "hands"])  # words that make statements by themselves
_MOST = 200_000  # words remembered


class Entries(dict):
    """What the codebook knows of each word: (lemma as a verb, act as a noun, kind of operator); None if nothing."""

    def __init__(self, language: str, book: Acts):
        super().__init__()
        self.language, self.book = language, book

    def __missing__(self, word: str) -> tuple[str | None, str | None, str | None] | None:
        if len(self) > _MOST:
            self.clear()
        book, base = self.book, lemma(word, self.language)
        forms = (base, word, *_undone(word))
        verb = next((form for form in forms if form in book.verbs or form in book.performs), None)
        noun = next((book.nouns[form] for form in (base, word) if form in book.nouns), None)
        operator = next((book.operators[form] for form in forms if form in book.operators), None)
        self[word] = entry = (verb, noun, operator) if verb or noun or operator else None
        return entry


class Finder:
    """Finds statements in texts of one language.

    Attributes
    ----------
    book : Acts
    gazetteer : Gazetteer
    entries : Entries
    """

    def __init__(self, language: str, book: Acts, gazetteer: Gazetteer):
        self.language, self.book, self.gazetteer = language, book, gazetteer
        self.lexicon = lexicon(language)
        self.names = Names(gazetteer, language)
        self.entries = Entries(language, book)

    @classmethod
    def load(cls, language: str, actors: str | Path | None = None, acts: str | Path | None = None) -> Finder:
        """A finder with the shipped codebook and gazetteer, or with your own."""
        return _load(language, str(actors) if actors else None, str(acts) if acts else None)

    def side(self, name: str | None) -> str | None:
        """The state or organisation that a name belongs to."""
        return self.gazetteer.side(name)

    def is_base(self, word: str) -> bool:
        """Whether a word is the base form of a verb of the codebook."""
        entry = self.entries[word]
        return entry is not None and entry[0] == word

    def statements(
        self, text: str, body: list[Span] | None = None, sentences: list[list[Span]] | None = None
    ) -> list[Statement]:
        """The statements of a text, in reading order.

        Parameters
        ----------
        text : str
        body : list of (int, int), optional
            The parts of the text to read; without it, all of it.
        sentences : list of list of (int, int), optional
            The sentences of each part, if they are at hand.
        """
        number, entries, found = 0, self.entries, []
        before: list[Sentence] = []
        parts = body if body is not None else [(0, len(text))]
        for spans in sentences or [sentence_spans(text, self.language, *part) for part in parts]:
            for span in spans:
                sentence = read(text, span, [], self.lexicon.tagger, self.lexicon.quoting)
                hits = [(place, entry) for place, word in enumerate(sentence.words) if (entry := entries[word])]
                if hits or not _TRIGGERS.isdisjoint(sentence.words):
                    found += Clauses(self, sentence, number, before).statements(hits)
                before = [*before[-4:], sentence]
                number += 1
        return with_sole_actors(text, found, self.gazetteer)


def _undone(word: str) -> list[str]:
    """What verb a form may be of that the lemma dictionary does not say: "training", "cancelled"."""
    stems = [word[: -len(ending)] for ending in ("ing", "ed") if word.endswith(ending) and len(word) > len(ending) + 2]
    return [form for stem in stems for form in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem)]


@lru_cache(maxsize=8)
def _load(language: str, actors: str | None, acts: str | None) -> Finder:
    if language not in LANGUAGES:
        raise LanguageError(
            f"finding statements does not know the language {language!r}; it knows {', '.join(LANGUAGES)}: acts.yaml, "
            "marks.yaml and vics.csv have words of no other, and actor and target are told by English word order. "
            "Outlook, blame and the operational code are made of statements",
            remedy="select the documents it can read, e.g. corpus.where(language='en'); voices and codebooks read more",
        )
    book = Acts.load(acts or acts_file.SHIPPED)
    return Finder(language, book, Gazetteer.load(gazetteer_file.SHIPPED, *([actors] if actors else [])))

"""The word lists of a language, read from the data files in its folder."""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from functools import lru_cache
from pathlib import Path

from discourse.display import Displayed
from discourse.errors import LanguageError

FOLDER = Path(__file__).parent
_MARKS = {"opening": "opening_quotes", "closing": "closing_quotes", "dash": "dashes"}


@dataclass(frozen=True, repr=False)
class Language(Displayed):
    """What the kit knows of one language.

    Attributes
    ----------
    code : str
        ISO 639-1 code.
    abbreviations : frozenset of str
        Lower-case abbreviations, without their final full stop, after which a sentence goes on.
    closing_abbreviations, final_abbreviations : frozenset of str
        Abbreviations that end a sentence before a word that opens one; or before any capital. Spaces in
        them ("т. д.") are left out ("т.д").
    openers : frozenset of str
        Lower-case words that, written with a capital after a full stop, open a sentence.
    speech_verbs : frozenset of str
        Forms that close a quotation (“No!” NAME *said*).
    function_words : frozenset of str
        Words without content; never negation, modality, pronouns, concession or condition.
    pronouns, modals, negators, connectives, quantities : frozenset of str
        The closed classes that `function_words` leaves alone.
    opening_quotes, closing_quotes : frozenset of str
        Quotation marks at the beginning and end of sentences.
    dashes : frozenset of str
        Marks between a quotation and the clause that says who spoke; empty where a comma is enough. Where there are
        some, a capital after “!”, “?” or “…” always opens a sentence.
    lemmas : dict of str to str
        Corrections to the lemma dictionary.
    """

    code: str
    abbreviations: frozenset[str]
    closing_abbreviations: frozenset[str]
    final_abbreviations: frozenset[str]
    openers: frozenset[str]
    speech_verbs: frozenset[str]
    function_words: frozenset[str]
    pronouns: frozenset[str]
    modals: frozenset[str]
    negators: frozenset[str]
    connectives: frozenset[str]
    quantities: frozenset[str]
    opening_quotes: frozenset[str]
    closing_quotes: frozenset[str]
    dashes: frozenset[str]
    lemmas: dict[str, str]

    def _heading(self) -> str:
        return f"Language {self.code}: {len(self.function_words):,} words without content, {len(self.lemmas):,} lemmas"


def known() -> list[str]:
    """The codes of the languages that have a folder here, sorted.

    Examples
    --------
    >>> "en" in known()
    True
    """
    return sorted(folder.name for folder in FOLDER.iterdir() if (folder / "function_words.txt").is_file())


@lru_cache
def load(code: str, lens: str = "this lens") -> Language:
    """Read the word lists of one language.

    Parameters
    ----------
    code : str
        ISO 639-1 code, such as ``"en"``.
    lens : str
        Who asks, for the error message.

    Raises
    ------
    LanguageError
        There are no data for the language; the message names those there are.
    """
    if code not in known():
        raise LanguageError(
            f"{lens} does not know the language {code!r}; it knows {', '.join(known())}",
            remedy="select the documents it can read, e.g. corpus.where(language='en'), "
            "or state the language when reading, read(..., language='en')",
        )
    marks = {
        kind: frozenset(row["mark"] for row in word_table(code, "marks") if row["kind"] == kind) for kind in _MARKS
    }
    lists = [field.name for field in fields(Language) if field.name not in ("code", *_MARKS.values(), "lemmas")]
    return Language(
        code=code,
        **{name: word_list(code, name) for name in lists},
        **{name: marks[kind] for kind, name in _MARKS.items()},
        lemmas={row["form"]: row["lemma"] for row in word_table(code, "lemmas")},
    )


def word_list(code: str, name: str) -> frozenset[str]:
    """The words of one list of a language, such as ``"titles"``.

    Raises
    ------
    LanguageError
        The language has no such list.
    """
    return frozenset(_lines(FOLDER / code / f"{name}.txt"))


def word_table(code: str, name: str) -> list[dict[str, str]]:
    """The rows of one table of a language, such as ``"reporting_verbs"``.

    Raises
    ------
    LanguageError
        The language has no such table.
    """
    return list(csv.DictReader(_lines(FOLDER / code / f"{name}.csv")))


def _lines(path: Path) -> list[str]:
    if not path.is_file():
        languages = sorted(found.parent.name for found in FOLDER.glob(f"*/{path.name}"))
        raise LanguageError(
            f"the kit has no {path.stem.replace('_', ' ')} for the language {path.parent.name!r}; "
            f"it has them for {', '.join(languages) or 'none'}",
            remedy="select documents in a language this lens can read, e.g. corpus.where(language='en')",
        )
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]

"""The pattern language of codebooks: words, phrases, stems, lemmas and gaps."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from discourse.display import Displayed
from discourse.tokens import fold, plain, tokens

DEFAULT_GAP = 4
_GAP = regex.compile(r"(?:\.\.\.|…)(\d*)")


class PatternError(ValueError):
    """A pattern is wrong; `column` (from 1) says where in it."""

    def __init__(self, problem: str, column: int):
        super().__init__(problem)
        self.column = column


@dataclass(frozen=True, repr=False)
class Term(Displayed):
    """One way to fill a slot: a `word`, a `stem` (the beginning of a word) or a `lemma`.

    With `case` the value is compared to the word as it is written, otherwise to its folded form; a lemma always is.
    """

    kind: str
    value: str
    case: bool = False

    def _heading(self) -> str:
        return f"Term {self.kind}: {self.value}"


@dataclass(frozen=True, repr=False)
class Slot(Displayed):
    """One token: any of its terms fits. At most `gap` tokens may stand between it and the slot before."""

    terms: tuple[Term, ...]
    gap: int = 0

    def _heading(self) -> str:
        before = f" after at most {self.gap} tokens" if self.gap else ""
        return f"Slot {', '.join(f'{term.kind}: {term.value}' for term in self.terms)}{before}"


@dataclass(frozen=True, repr=False)
class Pattern(Displayed):
    """A sequence of slots, found within one sentence.

    Write ``word``, ``several words``, ``stem*``, ``lemma:negotiate``, alternatives ``talks|negotiations`` (no
    spaces around the bar), and ``...`` for a gap of at most four tokens (``...9``: at most nine). Case does
    not matter unless it is read with ``case=True``.

    Examples
    --------
    >>> [slot.gap for slot in Pattern.parse("break* off ... talks|lemma:negotiation").slots]
    [0, 0, 4]
    """

    text: str
    slots: tuple[Slot, ...]

    def _heading(self) -> str:
        return f"Pattern {self.text}"

    def __hash__(self) -> int:
        return hash(self.text)  # which says nearly all, and is worked out once

    @classmethod
    @lru_cache(maxsize=100_000)  # of an edited codebook only the edit is new
    def parse(cls, text: str, *, case: bool = False) -> Pattern:
        """Read a pattern; with `case` its words and stems are found only as they are written ("US" is not "us").

        Raises
        ------
        PatternError
            With the column at which the pattern is wrong.
        """
        slots: list[Slot] = []
        gap = 0
        for part in regex.finditer(r"\S+", text):
            column = part.start() + 1
            if match := _GAP.fullmatch(part[0]):
                if not slots or gap:
                    raise PatternError("a gap must stand between two words", column)
                gap = int(match[1] or DEFAULT_GAP)
                if not 1 <= gap <= 20:
                    raise PatternError("a gap is 1 to 20 tokens", column)
                continue
            for terms in _slots(part[0], column, case):
                slots.append(Slot(terms, gap))
                gap = 0
        if gap:
            raise PatternError("a gap must stand between two words", len(text.rstrip()))
        if not slots:
            raise PatternError("the pattern is empty", 1)
        return cls(" ".join(text.split()), tuple(slots))


def _slots(part: str, column: int, case: bool) -> list[tuple[Term, ...]]:
    """The slots that one space-free part of a pattern stands for: one, or more for a plain word such as Kyiv's."""
    if "|" not in part and ":" not in part and "*" not in part:
        return [(_termed("word", token, case),) for token in _tokens(part)]
    terms = []
    for alternative in part.split("|"):
        terms.append(_term(alternative, column, case))
        column += len(alternative) + 1
    return [tuple(terms)]


def _term(text: str, column: int, case: bool) -> Term:
    kind, value = "word", text
    if text.startswith("lemma:"):
        kind, value = "lemma", text.removeprefix("lemma:")
    elif text.endswith("*"):
        kind, value = "stem", text[:-1]
    if not value:
        raise PatternError(_nothing_left(text), column)
    if "*" in value:
        raise PatternError("'*' may only stand at the end of a word", column + text.index("*"))
    if ":" in value:
        raise PatternError(f"'{value.split(':')[0]}:' is not known; the only prefix is 'lemma:'", column)
    if len(_tokens(value)) != 1:
        raise PatternError(f"{value!r} is more than one token; alternatives must be single tokens", column)
    if kind == "stem" and len(value) < 2:
        raise PatternError("a stem needs two letters or more, or it matches nearly everything", column)
    return _termed(kind, value, case)


def _termed(kind: str, value: str, case: bool) -> Term:
    case = case and kind != "lemma"
    return Term(kind, plain(value) if case else fold(value), case)


def _tokens(text: str) -> list[str]:
    """The tokens of a word; a clitic such as 's is one in running text only after a letter, so it is lent one."""
    lent = tokens(f"a{text}") if text[0] in "'’" else []
    return lent[1:] if lent[:1] == ["a"] else tokens(text)


def _nothing_left(text: str) -> str:
    if text == "*":
        return "'*' alone would match every word; use '...' for a gap"
    return "'lemma:' needs a word" if text else "there is an empty alternative"

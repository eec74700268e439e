"""The words that report: verbs, nouns and adjectives of speech, thought, wish and evidence, in all their forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

from discourse.language.load import word_list, word_table
from discourse.tokens import fold


@dataclass(frozen=True, slots=True)
class Cue:
    """A word that reports, with what may follow it.

    Attributes
    ----------
    lemma : str
    kind : str
        ``speech``, ``thought``, ``attitude`` or ``evidence``.
    stance : str
        ``neutral``, ``doubting`` or ``endorsing``.
    frames : frozenset of str
        The shapes of content it takes, prepositions included.
    """

    lemma: str
    kind: str
    stance: str
    frames: frozenset[str]


@lru_cache
def reporting_verbs(language: str) -> dict[str, Cue]:
    """Every form of every reporting verb."""
    found = {}
    for row in word_table(language, "reporting_verbs"):
        cue = Cue(row["lemma"], row["kind"], row["stance"], frozenset(row["frames"].split()))
        for form in {*_finite(row["lemma"], bool(row["forms"]), language), *row["forms"].split()}:
            found.setdefault(fold(form), cue)
    return found


@lru_cache
def reporting_nouns(language: str) -> dict[str, Cue]:
    """Singular and plural of every reporting noun, or all its cases."""
    if language != "en":
        return _listed(language, "reporting_nouns")
    found = {}
    for row in word_table(language, "reporting_nouns"):
        cue = Cue(row["lemma"], row["kind"], row["stance"], frozenset(row["frames"].split()))
        found[row["lemma"]] = found[_with_s(row["lemma"])] = cue
    return found


@lru_cache
def reporting_adjectives(language: str) -> dict[str, Cue]:
    """The adjectives that report a state of mind."""
    if language != "en":
        return _listed(language, "reporting_adjectives")
    return {
        row["lemma"]: Cue(row["lemma"], row["kind"], row["stance"], frozenset(row["frames"].split()))
        for row in word_table(language, "reporting_adjectives")
    }


def _listed(language: str, name: str) -> dict[str, Cue]:
    """Words with all their forms in the table."""
    return {
        fold(form): Cue(row["lemma"], row["kind"], row["stance"], frozenset(row["frames"].split()))
        for row in word_table(language, name)
        for form in [row["lemma"], *row["forms"].split()]
    }


@lru_cache
def words(language: str, name: str) -> frozenset[str]:
    """One of the plain word lists of a language."""
    return word_list(language, name)


@lru_cache
def word_set(language: str, name: str) -> frozenset[str]:
    """One of the small sets of word forms of a language."""
    return {row["set"]: frozenset(row["words"].split()) for row in word_table(language, "word_sets")}[name]


_DOUBLED = regex.compile(r"(?:^|[^aeiou])[aeiou][bdgmnprt]$")
_LATE_STRESS = frozenset(
    ["admit", "concur", "rebut", "defer", "infer", "refer", "regret", "begin", "forget", "permit", "submit", "prefer"]
)


def _regular(lemma: str, irregular: bool) -> list[str]:
    """The base form, -s, -ing and, unless the verb is irregular, -ed."""
    stem = lemma
    if lemma.endswith("e") and not lemma.endswith(("ee", "oe", "ye")):
        stem = lemma[:-1]
    elif _DOUBLED.search(lemma) and (lemma in _LATE_STRESS or not regex.search(r"[aeiouy].*[aeiou].$", lemma)):
        stem = lemma + lemma[-1]
    past = lemma[:-1] + "ied" if regex.search(r"[^aeiou]y$", lemma) else stem + ("d" if stem.endswith("ee") else "ed")
    return [lemma, _with_s(lemma), stem + "ing", *([] if irregular else [past])]


# What is left of an infinitive when its ending is gone takes these: the past tense and the past gerund.
_ENDINGS = {
    "uk": (regex.compile(r"ти(ся)?$"), ("в", "ла", "ло", "ли", "вши"), ("вся", "лася", "лося", "лися", "вшись")),
    "ru": (regex.compile(r"ть(ся)?$"), ("л", "ла", "ло", "ли", "в", "вши"), ("лся", "лась", "лось", "лись", "вшись")),
}


def _finite(lemma: str, irregular: bool, language: str) -> list[str]:
    """The forms of a verb that a rule gives."""
    if language not in _ENDINGS:
        return _regular(lemma, irregular)
    infinitive, plain, reflexive = _ENDINGS[language]
    match = infinitive.search(lemma)
    stem = lemma[: match.start()] if match else lemma
    return [lemma, *(stem + ending for ending in (reflexive if match and match[1] else plain))]


def _with_s(word: str) -> str:
    if regex.search(r"[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")

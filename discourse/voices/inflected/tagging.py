"""One letter per token where no lexicon of word classes is at hand: closed classes, then the lemma, then the ending."""

from __future__ import annotations

import regex

from discourse.language.lemmas import lemma
from discourse.tokens import fold
from discourse.voices.cues import reporting_verbs
from discourse.voices.tagging import Tagger

_INFINITIVE = {
    "uk": regex.compile(r"ти(?:ся|сь)?$"),
    "ru": regex.compile(r"(?:[аяеиоуы]ть(?:ся)?|[зс]ти(?:сь)?|чь(?:ся)?)$"),
}
_GERUND = {
    "uk": regex.compile(r"(?:чи|вши)(?:ся|сь)?$"),
    "ru": regex.compile(r"(?:в|вши(?:сь)?|[^л]а(?:сь)?|[^лс]я|ясь)$"),
}
_ADJECTIVE = regex.compile(r"..(?:ий|ій|ый|ой)$")


class InflectedTagger(Tagger):
    """Gives tokens the letters of `discourse.voices.tagging`, each by itself.

    ``V`` is any finite form, ``B`` an infinitive, ``G`` a gerund, ``T`` a word that opens a reported clause.

    Examples
    --------
    >>> InflectedTagger("uk").letters(["Міністр", "заявив", ",", "що", "перемовини", "зірвано"])[:5]
    'EV,TN'
    """

    def __init__(self, language: str):
        super().__init__(language)
        self._language = language
        self._verbs = reporting_verbs(language)

    def words(self, shown: list[str]) -> list[str]:
        """The words as they are compared: lower case, one apostrophe, е for ё."""
        return [fold(word) for word in shown]

    def letters(self, words: list[str]) -> str:
        """The letters of the tokens of one sentence."""
        seen = self._seen
        return "".join([seen.get(word) or self._looked_up(word) for word in words])

    def _letter(self, word: str) -> str:  # noqa: PLR0911 (a decision list)
        folded = fold(word)
        if folded in self._closed and not (word.isupper() and len(word) > 1):
            return self._closed[folded]
        if not word[0].isalnum():
            return "Z"
        if word[0].isdigit():
            return "M"
        if folded.endswith(".") or (word[0].isupper() and len(word) < 3):
            return "E" if word[0].isupper() else "N"
        base = lemma(folded, self._language)
        if folded in self._verbs or _INFINITIVE[self._language].search(base):
            if folded == base:
                return "B"
            if folded in self._verbs or not word[0].isupper():
                return "G" if _GERUND[self._language].search(folded) else "V"
        if word[0].isupper():
            return "E"
        return "J" if _ADJECTIVE.search(base) else "N"

"""The gazetteer: who is meant by a name, and whose side that is."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from discourse.language.declension import declined, names
from discourse.negotiation.checked import Checked
from discourse.tokens import tokens
from discourse.voices.tagging import lexicon

SHIPPED = Path(__file__).parent / "actors.yaml"
SECTIONS = ("states", "organisations", "groups")
_FIELDS = ("names", "demonyms", "capital", "seats", "leaders", "side")
_LISTS = ("names", "demonyms", "seats", "leaders")
DECLINED = ("uk", "ru")  # languages whose names change by case
_SHORTEST = 4  # letters of a last name that is known without the first


class Gazetteer:
    """Names of actors.

    Attributes
    ----------
    names : dict of tuple of str to str
        The words of a name to the name it is counted under.
    adjectives : dict of tuple of str to str
        What belongs to an actor ("Russian"), to the actor.
    sides : dict of str to str
        A name to the state or organisation it belongs to.
    persons : frozenset of str
    longest : int
        Words in the longest name.
    """

    def __init__(self):
        self.names: dict[tuple[str, ...], str] = {}
        self.adjectives: dict[tuple[str, ...], str] = {}
        self.sides: dict[str, str] = {}
        self.persons: set[str] = set()
        self.starts: set[str] = set()
        self.longest = 1
        self._last: dict[str, set[str]] = {}

    @classmethod
    def load(cls, *paths: str | Path) -> Gazetteer:
        """Read gazetteers; what a later one says of a name goes before what an earlier one says.

        Raises
        ------
        CodebookError
            One is not as it should be; with line and column.

        Examples
        --------
        >>> known = Gazetteer.load(SHIPPED)
        >>> known.name("the Kremlin"), known.side("Kremlin"), known.side("Russian troops")
        ('Kremlin', 'Russia', 'Russia')
        """
        new = cls()
        for path in paths:
            new._read(path)
        new._cyrillic()
        new._last_names()
        new.starts = {words[0] for words in (*new.names, *new.adjectives)}
        new.longest = max(map(len, (*new.names, *new.adjectives)))
        return new

    def _read(self, path: str | Path) -> None:
        file = Checked(path)
        for section in file.mapping(file.value, (), ("version", *SECTIONS)):
            if section == "version":
                continue
            for name, fields in file.mapping(file.value[section], (section,)).items():
                for field, content in file.mapping(fields, (section, name), _FIELDS).items():
                    (file.texts if field in _LISTS else file.text)(content, (section, name, field))
                self._add(name, fields)

    def _add(self, name: str, fields: dict) -> None:
        side = fields.get("side") or name
        self.sides[name] = side
        for other in _cases(name, *(fields.get("names") or ())):
            self.names[_key(other)] = name
        for other in (fields.get("capital"), *(fields.get("seats") or ())):
            if other:
                plain = other[4:] if other[:4] in ("the ", "The ") else other
                self.names |= {_key(case): plain for case in _cases(other)}
                self.sides[plain] = side
        for other in _cases(*(fields.get("demonyms") or ())):
            self.adjectives[_key(other)] = side
        for leader in fields.get("leaders") or ():
            spellings = [spelling.strip() for spelling in leader.split("=")]
            self.persons.add(spellings[0])
            self.sides[spellings[0]] = side
            for spelling in _cases(*spellings):
                self.names[_key(spelling)] = spellings[0]
                self._last.setdefault(spelling.rpartition(" ")[2], set()).add(spellings[0])

    def _cyrillic(self) -> None:
        """The Ukrainian and Russian names of actors that are known, in all cases, beside what the files say."""
        for language in DECLINED:
            for _, actor, cases in names(language):
                known = self.names.get(_key(actor)) if actor else None
                for case in cases if known else ():
                    self.names.setdefault(_key(case), known)
                    if known in self.persons:
                        self._last.setdefault(case.rpartition(" ")[2], set()).add(known)

    def _last_names(self) -> None:
        """Last names that are nobody else's and no common word."""
        common = lexicon()
        for last, owners in self._last.items():
            if len(owners) == 1 and len(last) >= _SHORTEST and last.lower() not in common:
                self.names.setdefault(_key(last), min(owners))

    def name(self, phrase: str) -> str | None:
        """The name that a phrase is, article aside, or None."""
        key = _key(phrase)
        return self.names.get(key) or (self.names.get(key[1:]) if key[:1] in (("the",), ("The",)) else None)

    def find(self, words: list[str], start: int, end: int) -> tuple[int, int, str, bool] | None:
        """The last name in a stretch of words: first word, word after the last, name, whether it is an adjective."""
        found = None
        place = start
        while place < end:
            word = words[place]
            if word in self.starts:
                for length in range(min(self.longest, end - place), 0, -1):
                    key = tuple(words[place : place + length])
                    name = self.names.get(key)
                    side = None if name else self.adjectives.get(key)
                    if name or side:
                        found = (place, place + length, name or side, not name)
                        place += length - 1
                        break
            place += 1
        return found

    @lru_cache(maxsize=50_000)  # noqa: B019 (one gazetteer lives as long as its finder)
    def side(self, name: str | None) -> str | None:
        """The state or organisation that a name belongs to: the first that is named in it; None if there is none."""
        if name is None:
            return None
        if name in self.sides:
            return self.sides[name]
        words = list(_key(name))
        for end in range(1, len(words) + 1):
            found = self.find(words, 0, end)
            if found:
                longer = (
                    self.find(words, found[0], min(len(words), found[0] + self.longest)) if end < len(words) else found
                )
                best = longer if longer and longer[0] == found[0] else found
                return self.sides.get(best[2], best[2])
        return None


def _cases(*spellings: str) -> list[str]:
    """Names as they are written, and those in Cyrillic letters in all their cases, too."""
    found = dict.fromkeys(spellings)
    for name in spellings:
        if any("\u0400" <= letter <= "\u052f" for letter in name):
            found |= dict.fromkeys(case for language in DECLINED for case in declined(name, language))
    return list(found)


def _key(name: str) -> tuple[str, ...]:
    return tuple(token.replace("’", "'") for token in tokens(name))

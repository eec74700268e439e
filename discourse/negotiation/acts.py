"""The codebook of acts: which verbs, phrases and nouns stand for which act."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from discourse.negotiation.checked import Checked
from discourse.negotiation.statement import ACTS

SHIPPED = Path(__file__).parent / "acts.yaml"
KINDS = (
    "refuse", "threaten", "promise", "agree", "plan", "want", "try", "request", "allow", "force", "purpose", "likely",
    "manage",
)  # fmt: skip
_FIELDS = ("definition", "deed", "patterns", "nouns", "examples", "counter_examples")
ANY = "_"  # some object, whatever it is
_ANYTHING: frozenset[str] = frozenset()
_WORD = re.compile(r"[&@=]?\w[\w'-]*")
_TOP = ("version", "verbs", "nouns", "light", "topics", "agents", "performs", "operators", "acts")
# Classes of nouns that are whom something is done to, not what is done.
_WHOM = ("@staff", "@prisoner", "@people", "@property")


class Pattern(NamedTuple):
    """What must follow a verb.

    Attributes
    ----------
    act : str
    after : tuple of str
        Particles and prepositions.
    objects : frozenset of str or None
        Lemmas of which the object, or what the last preposition governs, must be one.
    written : str
    whom : bool
        The object is also the target.
    """

    act: str
    after: tuple[str, ...]
    objects: frozenset[str] | None
    written: str
    whom: bool = False


@dataclass
class Acts:
    """A codebook of acts.

    Attributes
    ----------
    verbs : dict of str to list of Pattern
        Lemma of a verb to its patterns, the most specific first.
    nouns : dict of str to str
        Lemma of a noun to its act.
    operators : dict of str to str
        Lemma of a word before an act to its kind.
    deeds : dict of str to bool
    light, performs, stops, topics : frozenset of str
        Nouns that stand before the one that counts, verbs that do what their object names, verbs that end something,
        nouns that "it" stands for, and nouns for those who can act.
    examples : list of (str, str, bool, int or None)
        Act, sentence, whether it is an example (or a counter-example), line.
    """

    source: str
    verbs: dict[str, list[Pattern]] = field(default_factory=dict)
    nouns: dict[str, str] = field(default_factory=dict)
    operators: dict[str, str] = field(default_factory=dict)
    deeds: dict[str, bool] = field(default_factory=dict)
    light: frozenset[str] = frozenset()
    performs: frozenset[str] = frozenset()
    stops: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    agents: frozenset[str] = frozenset()
    examples: list[tuple[str, str, bool, int | None]] = field(default_factory=list)

    @classmethod
    def load(cls, path: str | Path = SHIPPED) -> Acts:
        """Read a codebook of acts.

        Raises
        ------
        CodebookError
            It is not as it should be; with line and column.

        Examples
        --------
        >>> book = Acts.load()
        >>> book.verbs["attack"][-1].act, book.nouns["ceasefire"], book.deeds["threaten"]
        ('assault', 'yield', False)
        """
        return _Reader(Checked(path)).read()


class _Reader:
    """Reads a codebook and says where it is wrong."""

    def __init__(self, file: Checked):
        self.file, self.book = file, Acts(file.source)
        self.ranked: dict[str, list[tuple[float, Pattern]]] = {}

    def read(self) -> Acts:
        top = self.file.mapping(self.file.value, (), _TOP)
        groups = {
            kind: {
                name: self.file.texts(top[kind][name], (kind, name))
                for name in self.file.mapping(top.get(kind) or {}, (kind,))
            }
            for kind in ("verbs", "nouns")
        }
        for name in ("light", "performs", "topics", "agents"):
            setattr(self.book, name, frozenset(self.file.texts(top.get(name) or [], ("the codebook", name))))
        self.book.stops = frozenset(groups["verbs"].get("stop", ()))
        for kind in self.file.mapping(top.get("operators") or {}, ("operators",), KINDS):
            for word in self.file.texts(top["operators"][kind], ("operators", kind)):
                self.book.operators.setdefault(word, kind)
        for act in self.file.mapping(top.get("acts"), ("acts",), tuple(ACTS)):
            self.act(act, self.file.mapping(top["acts"][act], ("acts", act), _FIELDS), groups)
        for verb, ranked in self.ranked.items():
            self.book.verbs[verb] = [pattern for _, pattern in sorted(ranked, key=lambda pair: -pair[0])]
        return self.book

    def act(self, act: str, fields: dict, groups: dict) -> None:
        path = ("acts", act)
        if fields.get("deed") not in ("true", "false"):
            raise self.file.error(f"{act!r} does not say whether it is a deed", path, "write deed: true or deed: false")
        self.book.deeds[act] = fields["deed"] == "true"
        patterns = self.file.texts(fields.get("patterns"), (*path, "patterns"))
        for number, written in enumerate(patterns):
            self.pattern(act, written, (*path, "patterns", number), groups)
        for noun in self.file.texts(fields.get("nouns") or [], (*path, "nouns")):
            self.book.nouns.setdefault(noun, act)
        for name, is_one in (("examples", True), ("counter_examples", False)):
            for number, text in enumerate(self.file.texts(fields.get(name) or [], (*path, name))):
                self.book.examples.append((act, text, is_one, self.file.line((*path, name, number))))

    def pattern(self, act: str, written: str, path: tuple, groups: dict) -> None:
        head, *rest = written.split()
        for word in written.split():
            if word != ANY and not _WORD.fullmatch(word):
                raise self.file.error(
                    f"{word!r} in {written!r} is no word", path, "write words, &class, @class or =word"
                )
        after, objects, rank, whom = [], None, 0.0, False
        for word in rest:
            if objects is not None:
                raise self.file.error(f"{written!r} goes on after its object", path, "put the object last")
            if word == ANY:
                objects = _ANYTHING
                rank += 0.1
            elif word[0] == "@":
                objects = frozenset(self.group(word, groups["nouns"], path))
                rank, whom = rank + 2, word in _WHOM
            elif word[0] == "=":
                objects = frozenset([word[1:]])
                rank += 2.5
            else:
                after.append(word)
                rank += 1
        verbs = self.group(head, groups["verbs"], path) if head[0] == "&" else [head]
        pattern = Pattern(act, tuple(after), objects, written, whom)
        for verb in dict.fromkeys(verbs):
            self.ranked.setdefault(verb, []).append((rank + (head[0] != "&") / 4, pattern))

    def group(self, word: str, groups: dict, path: tuple) -> list[str]:
        if word[1:] not in groups:
            raise self.file.error(f"there is no class {word!r}", path, f"use one of {', '.join(groups)}")
        return groups[word[1:]]

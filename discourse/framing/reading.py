"""From a YAML file to a Codebook, strictly: every mistake is named with its line and column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NoReturn

import regex

from discourse.errors import CodebookError
from discourse.framing.codebook import Category, Codebook, Rule, Scale, version_of
from discourse.framing.languages import PER_LANGUAGE, assembled, language_files
from discourse.framing.yaml_lines import Path_, Place
from discourse.language.patterns import Pattern, PatternError
from discourse.voices.spans import VOICES

_BOOK_KEYS = {"name", "title", "description", "references", "lists", "categories", "scales"}  # lists: for YAML anchors
_CATEGORY_KEYS = {
    *("label", "family", "definition", "source", "include", "exclude"),
    *PER_LANGUAGE,
}
_SCALE_KEYS = {"label", "definition", "source", "plus", "minus"}
_RULE_KEYS = {"any", "only_with", "never_with", "voice", "weight", "case"}
_VOICES = {**{voice: voice for voice in VOICES}, "quoted": "direct"}
_ID = regex.compile(r"[a-z][a-z0-9-]*")


def read_codebook(path: Path, languages: Iterable[str] | None = None) -> Codebook:
    """Read and check a codebook, with the files of its languages; raises CodebookError with file, line and column."""
    return _Reader(path, languages).codebook()


class _Reader:
    """Walks the values of a codebook; `places` knows the line of each, `sources` the file of each language."""

    def __init__(self, path: Path, languages: Iterable[str] | None):
        self.path, self.files = path, language_files(path, languages)
        self.root, self.places, self.sources = assembled(path, self.files)

    def codebook(self) -> Codebook:
        root = self.mapping(self.root, (), _BOOK_KEYS, needs={"name", "title", "categories"})
        categories = self.mapping(root["categories"], ("categories",))
        if not categories:
            self.wrong(("categories",), "there is no category", "write at least one")
        return Codebook(
            name=self.string(root["name"], ("name",)),
            title=self.string(root["title"], ("title",)),
            description=self.string(root.get("description", ""), ("description",)),
            references=self.strings(root.get("references") or [], ("references",)),
            categories={key: self.category(key, value) for key, value in categories.items()},
            own_version=version_of(self.path.read_text(encoding="utf-8")),
            parts={code: version_of(file.read_text(encoding="utf-8")) for code, file in self.files.items()},
            scales={key: self.scale(key, value, categories) for key, value in (root.get("scales") or {}).items()},
        )

    def scale(self, key: str, value: Any, categories: dict) -> Scale:
        path: Path_ = ("scales", key)
        value = self.mapping(value, path, _SCALE_KEYS, needs={"definition", "plus", "minus"})
        sides = {}
        for side in ("plus", "minus"):
            sides[side] = self.strings(value[side], (*path, side))
            for number, name in enumerate(sides[side]):
                if name not in categories:
                    self.wrong((*path, side, number), f"there is no category {name!r}", f"use {', '.join(categories)}")
        text = {name: self.string(value.get(name, ""), (*path, name)) for name in ("label", "definition", "source")}
        return Scale(id=key, **{**text, "label": text["label"] or key.replace("-", " ").capitalize()}, **sides)

    def category(self, key: str, value: Any) -> Category:
        path: Path_ = ("categories", key)
        if not _ID.fullmatch(key):
            self.wrong(path, f"{key!r} is no category id", "use lower-case letters, digits and hyphens")
        value = self.mapping(value, path, _CATEGORY_KEYS, needs={"definition", "patterns"})
        text = {
            name: self.string(value.get(name, ""), (*path, name))
            for name in ("label", "family", "definition", "source", "include", "exclude")
        }
        return Category(
            id=key,
            **{**text, "label": text["label"] or key.replace("-", " ").capitalize()},
            rules=self.rules(value["patterns"], (*path, "patterns")),
            examples=self.by_language(value.get("examples"), (*path, "examples")),
            counter_examples=self.by_language(value.get("counter_examples"), (*path, "counter_examples")),
        )

    def rules(self, value: Any, path: Path_) -> dict[str, tuple[Rule, ...]]:
        languages = self.mapping(value, path)
        if not languages:
            self.wrong(path, "there are no patterns", "list them under a language, such as 'en:'")
        found = {}
        for language, items in languages.items():
            if not isinstance(items, list) or not items:
                self.wrong((*path, language), "there are no patterns", "write a list, one '- pattern' per line")
            found[language] = tuple(self.rule(item, (*path, language, number)) for number, item in enumerate(items))
        return found

    def rule(self, value: Any, path: Path_) -> Rule:
        if not isinstance(value, dict):
            return Rule((self.pattern(value, path),))
        value = self.mapping(value, path, _RULE_KEYS, needs={"any"})
        case = self.case(value.get("case", "false"), (*path, "case"))
        any_of, only_with, never_with = (
            tuple(
                self.pattern(item, at, case and key == "any")
                for item, at in self.flat(value.get(key) or [], (*path, key))
            )
            for key in ("any", "only_with", "never_with")
        )
        if not any_of:
            self.wrong(path, "'any' is empty", "list one pattern or more")
        voices = self.voices(value["voice"], (*path, "voice")) if "voice" in value else ()
        weight = self.weight(value["weight"], (*path, "weight")) if "weight" in value else 1.0
        return Rule(any_of, only_with, never_with, voices, weight)

    def voices(self, value: Any, path: Path_) -> tuple[str, ...]:
        wanted = list(self.flat(value if isinstance(value, list) else [value], path))
        if not wanted:
            self.wrong(path, "'voice' is empty", f"name one of {', '.join(_VOICES)}, or leave it out")
        for name, at in wanted:
            if name not in _VOICES:
                self.wrong(at, f"there is no voice {name!r}", f"use one of {', '.join(_VOICES)}")
        return tuple(dict.fromkeys(_VOICES[name] for name, _ in wanted))

    def weight(self, value: Any, path: Path_) -> float:
        try:
            weight = float(self.string(value, path))
        except ValueError:
            weight = 0.0
        if not 0 < weight < float("inf"):
            self.wrong(path, f"{value!r} is no weight", "write a number above 0, such as 2 or 0.5")
        return weight

    def case(self, value: Any, path: Path_) -> bool:
        if value not in ("true", "false"):
            self.wrong(path, f"{value!r} is neither true nor false", "write 'case: true' if capitals matter")
        return value == "true"

    def pattern(self, value: Any, path: Path_, case: bool = False) -> Pattern:
        text = self.string(value, path)
        try:
            return Pattern.parse(text, case=case)
        except PatternError as error:
            line, column = self.place(path)
            raise CodebookError(
                f"pattern {text!r}: {error}",
                source=self.source(path),
                line=line,
                column=column + error.column - 1,
                remedy="write words, stem*, lemma:word, one|other, or '...' for a gap between two words",
            ) from None

    def by_language(self, value: Any, path: Path_) -> dict[str, tuple[str, ...]]:
        languages = self.mapping(value or {}, path)
        return {language: self.strings(items or [], (*path, language)) for language, items in languages.items()}

    def mapping(self, value: Any, path: Path_, known: set[str] | None = None, needs: set[str] = frozenset()) -> dict:
        if not isinstance(value, dict):
            self.wrong(path, f"{self.name(path)} should be keys with values", "write 'key: value' lines")
        for key in value:
            if known is not None and key not in known:
                self.wrong((*path, key), f"unknown key {key!r}", f"the keys here are {', '.join(sorted(known))}")
        for key in sorted(needs - set(value)):
            self.wrong(path, f"{self.name(path)} has no {key!r}", "add it")
        return value

    def strings(self, value: Any, path: Path_) -> tuple[str, ...]:
        if not isinstance(value, list):
            self.wrong(path, f"{self.name(path)} should be a list", "write one '- item' per line")
        return tuple(self.string(item, (*path, number)) for number, item in enumerate(value))

    def flat(self, value: Any, path: Path_) -> Iterator[tuple[Any, Path_]]:
        """The items of a list; a list within it, such as one meant by its YAML name (*name), gives its own."""
        if not isinstance(value, list):
            self.wrong(path, f"{self.name(path)} should be a list", "write one '- item' per line")
        for number, item in enumerate(value):
            if isinstance(item, list):
                yield from self.flat(item, (*path, number))
            else:
                yield item, (*path, number)

    def string(self, value: Any, path: Path_) -> str:
        if not isinstance(value, str):
            self.wrong(path, f"{self.name(path)} should be text", "write a plain value, in quotes if it has ': ' in it")
        return value

    def name(self, path: Path_) -> str:
        return repr(".".join(map(str, path))) if path else "the codebook"

    def place(self, path: Path_) -> Place:
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def source(self, path: Path_) -> str:
        """The file a value was written in."""
        written_in = path[3] if len(path) > 3 and path[0] == "categories" and path[2] in PER_LANGUAGE else None
        return self.sources.get(written_in, self.path.name)

    def wrong(self, path: Path_, problem: str, remedy: str) -> NoReturn:
        line, column = self.place(path)
        raise CodebookError(problem, source=self.source(path), line=line, column=column, remedy=remedy)

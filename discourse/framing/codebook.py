"""Codebooks: categories with definitions, patterns, and examples that run as tests."""

from __future__ import annotations

import hashlib
import html
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from discourse.errors import LanguageError, MissingInputError
from discourse.framing.languages import language_files
from discourse.language.patterns import Pattern

SHIPPED = Path(__file__).parent / "codebooks"


@dataclass(frozen=True)
class Rule:
    """Patterns of which any counts, if the sentence also has one of `only_with` and none of `never_with`.

    With `voices` (of ``author``, ``indirect``, ``direct``, ``scare``) it counts only in these voices. A hit counts
    `weight` times in rates and scales.
    """

    patterns: tuple[Pattern, ...]
    only_with: tuple[Pattern, ...] = ()
    never_with: tuple[Pattern, ...] = ()
    voices: tuple[str, ...] = ()
    weight: float = 1.0


@dataclass(frozen=True)
class Category:
    """One code. `rules`, `examples` and `counter_examples` are per language (ISO 639-1 code); `family` may be empty."""

    id: str
    label: str
    definition: str
    source: str
    include: str
    exclude: str
    rules: dict[str, tuple[Rule, ...]]
    examples: dict[str, tuple[str, ...]]
    counter_examples: dict[str, tuple[str, ...]]
    family: str = ""


@dataclass(frozen=True)
class Scale:
    """A balance of categories: from -1 (only those of `minus` occur) to 1 (only those of `plus`)."""

    id: str
    label: str
    definition: str
    source: str
    plus: tuple[str, ...]
    minus: tuple[str, ...]


@dataclass(frozen=True)
class Codebook:
    """A set of categories, read from a YAML file and, beside it, one per further language.

    Attributes
    ----------
    own_version : str
        The hash of the codebook's own file.
    parts : dict of str to str
        The hash of the file of each language that has one of its own.
    left_out : dict of str to tuple of str
        Of a codebook that `of` made: the categories that it has not, and the languages they have no patterns for.

    Examples
    --------
    >>> codebook = Codebook.load("war-and-talks")
    >>> "hope" in codebook.categories
    True
    """

    name: str
    title: str
    description: str
    references: tuple[str, ...]
    categories: dict[str, Category]
    own_version: str
    scales: dict[str, Scale] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    left_out: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @classmethod
    def load(cls, source: str | Path, *, languages: Iterable[str] | None = None) -> Codebook:
        """Read a codebook.

        Parameters
        ----------
        source : str or Path
            The name of a shipped codebook, or the path of a YAML file.
        languages : iterable of str, optional
            The files of these languages only, which is faster; without it, all there are.

        Raises
        ------
        MissingInputError
            There is no such codebook.
        CodebookError
            It is wrong; with line and column.
        """
        path = Path(source)
        if not path.is_file() and path.suffix == "":
            path = SHIPPED / f"{source}.yaml"
        if not path.is_file():
            raise MissingInputError(
                f"there is no codebook {str(source)!r}",
                remedy=f"use one of {', '.join(shipped())}, or the path of a YAML file",
            )
        files = language_files(path, languages)
        book = _read(path, tuple(files), tuple(file.read_bytes() for file in (path, *files.values())))
        return replace(book, categories=dict(book.categories), scales=dict(book.scales))

    @property
    def version(self) -> str:
        """The hash of the codebook's own file, and behind it those of its languages' files: ``0123…+uk.4567…``."""
        return "+".join([self.own_version, *(f"{code}.{part[:8]}" for code, part in sorted(self.parts.items()))])

    def of(self, languages: Iterable[str]) -> Codebook:
        """What of it can be compared in these languages: the categories that have patterns in all of them.

        Examples
        --------
        >>> Codebook.load("war-and-talks").of(["en"]).languages
        ['en']

        Raises
        ------
        LanguageError
            There is no such category; it names the languages that there are patterns for.
        """
        wanted = sorted(set(languages))
        missing = {
            key: lacking
            for key, category in self.categories.items()
            if (lacking := tuple(code for code in wanted if code not in category.rules))
        }
        categories = {key: _of(category, wanted) for key, category in self.categories.items() if key not in missing}
        if not categories:
            raise LanguageError(
                f"the codebook {self.name!r} has no category with patterns in {' and '.join(wanted)}; "
                f"it knows {', '.join(self.languages) or 'no language'}",
                remedy="code each language by itself, corpus.where(language=...), or write the patterns missing",
            )
        return replace(
            self,
            categories=categories,
            scales={
                key: scale for key, scale in self.scales.items() if missing.keys().isdisjoint(scale.plus + scale.minus)
            },
            parts={code: part for code, part in self.parts.items() if code in wanted},
            left_out=missing,
        )

    @property
    def languages(self) -> list[str]:
        """The languages that have patterns, sorted."""
        return sorted({code for category in self.categories.values() for code in category.rules})

    @property
    def labels(self) -> dict[str, str]:
        """Category id to label, in the codebook's order."""
        return {category.id: category.label for category in self.categories.values()}

    @property
    def families(self) -> dict[str, list[str]]:
        """Family to the ids of its categories, in the codebook's order; categories without a family are in none."""
        families: dict[str, list[str]] = {}
        for category in self.categories.values():
            if category.family:
                families.setdefault(category.family, []).append(category.id)
        return families

    def check(self) -> pd.DataFrame:
        """Run the examples: each must be coded with its category, each counter-example must not.

        Returns
        -------
        pandas.DataFrame
            The failures, columns ``category, kind, text, problem``; empty when all is well.
        """
        from discourse.framing.checking import check

        return check(self)

    def __repr__(self) -> str:
        return f"<Codebook {self.name}: {len(self.categories)} categories, version {self.version}>"

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th style='text-align:left;vertical-align:top'>{html.escape(category.label)}</th>"
            f"<td style='text-align:left'>{html.escape(category.definition)}</td></tr>"
            for category in self.categories.values()
        )
        return (
            f"<p><strong>{html.escape(self.title)}</strong>, {len(self.categories)} categories, "
            f"version <code>{self.version}</code>. {html.escape(self.description)}</p><table>{rows}</table>"
        )


@lru_cache(maxsize=16)
def _read(path: Path, languages: tuple[str, ...], contents: tuple[bytes, ...]) -> Codebook:
    """A codebook, read anew only if its content is another."""
    from discourse.framing.reading import read_codebook

    return read_codebook(path, languages)


def _of(category: Category, languages: list[str]) -> Category:
    """A category as it is in some languages."""
    parts = {
        name: {code: getattr(category, name)[code] for code in languages if code in getattr(category, name)}
        for name in ("rules", "examples", "counter_examples")
    }
    return replace(category, **parts)


def shipped() -> list[str]:
    """The names of the codebooks that come with the kit."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def version_of(text: str) -> str:
    """The version of a codebook: the first 12 hex digits of the SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]

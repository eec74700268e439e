"""Codebooks: categories with definitions, patterns, and examples that run as tests."""

from __future__ import annotations

import hashlib
import html
import os
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from discourse.errors import MissingInputError
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
    """A set of categories, read from one YAML file.

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
    version: str
    scales: dict[str, Scale] = field(default_factory=dict)

    @classmethod
    def load(cls, source: str | Path) -> Codebook:
        """Read a codebook.

        Parameters
        ----------
        source : str or Path
            The name of a shipped codebook, or the path of a YAML file.

        Raises
        ------
        MissingInputError
            There is no such codebook.
        CodebookError
            It is wrong; with line and column.
        """
        if not isinstance(source, (str, os.PathLike)):
            raise MissingInputError(
                f"a codebook is needed, and this is a {type(source).__name__}",
                remedy=f"use one of {', '.join(shipped())}, or the path of a YAML file",
            )
        path = Path(source)
        if not path.is_file() and path.suffix == "":
            path = SHIPPED / f"{source}.yaml"
        if not path.is_file():
            raise MissingInputError(
                f"there is no codebook {str(source)!r}",
                remedy=f"use one of {', '.join(shipped())}, or the path of a YAML file",
            )
        book = _read(path, path.read_bytes())
        return replace(book, categories=dict(book.categories), scales=dict(book.scales))

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
def _read(path: Path, content: bytes) -> Codebook:
    """A codebook, read anew only if its content is another."""
    from discourse.framing.reading import read_codebook

    return read_codebook(path)


def shipped() -> list[str]:
    """The names of the codebooks that come with the kit."""
    return sorted(path.stem for path in SHIPPED.glob("*.yaml"))


def version_of(text: str) -> str:
    """The version of a codebook: the first 12 hex digits of the SHA-256 of its text."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]

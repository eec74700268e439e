"""YAML files that people write, with errors that say where they are wrong."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from discourse.errors import CodebookError
from discourse.framing.yaml_lines import load

Place = tuple[str | int, ...]  # keys and list positions


class Checked:
    """A YAML file and the places of its values.

    Attributes
    ----------
    value
        Dicts, lists and strings.

    Raises
    ------
    CodebookError
        It cannot be read, or is no YAML.
    """

    def __init__(self, path: str | Path):
        path = Path(path)
        try:
            self.value, self._places = load(path)
        except OSError as error:
            raise CodebookError(f"cannot be read: {error.strerror}", source=path, remedy="name a file") from None
        self.source = path.name

    def line(self, place: Place) -> int | None:
        """The line of a value."""
        return self._places.get(place, (None, None))[0]

    def error(self, problem: str, place: Place, remedy: str) -> CodebookError:
        """What is wrong at a place, to be raised."""
        line, column = self._places.get(place, (None, None))
        return CodebookError(problem, source=self.source, line=line, column=column, remedy=remedy)

    def mapping(self, value: Any, place: Place, known: tuple[str, ...] = ()) -> dict:
        """A value that has to be a mapping, with no other keys than those known."""
        where = " under ".join(map(repr, reversed(place))) or "the file"
        if not isinstance(value, dict):
            raise self.error(f"{where} is not a list of names with what belongs to them", place, "write NAME: ...")
        for key in value:
            if known and key not in known:
                raise self.error(f"{where} has a field {key!r}", (*place, key), f"use {', '.join(known)}")
        return value

    def text(self, value: Any, place: Place) -> str:
        """A value that has to be one text."""
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"{place[-1]!r} of {place[-2]!r} is not a text", place, "write one text")
        return value

    def texts(self, value: Any, place: Place) -> list[str]:
        """A value that has to be a list of texts."""
        if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
            where = " of ".join(map(repr, reversed(place[-2:])))
            raise self.error(f"{where} is not a list of texts", place, "write [one, another]")
        return value

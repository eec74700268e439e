"""YAML that remembers where everything stood, so that an error can say which line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from discourse.errors import CodebookError

Path_ = tuple[str | int, ...]
Place = tuple[int, int]


def load(path: Path) -> tuple[Any, dict[Path_, Place]]:
    """Read a YAML file and the place of each of its values.

    Returns
    -------
    value
        Dicts, lists and strings; every scalar stays the string that was written.
    places : dict of tuple to (int, int)
        The path of a value (keys and list positions) to its line and column, counted from 1.

    Raises
    ------
    CodebookError
        No YAML, or the same key twice; with line and column.
    """
    try:
        root = _composed(path.read_text(encoding="utf-8"))
    except UnicodeDecodeError as error:
        raise CodebookError(f"not UTF-8 (byte {error.start})", source=path.name, remedy="save it as UTF-8") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise CodebookError(
            f"not valid YAML: {error.problem or error.context}",
            source=path.name,
            line=mark.line + 1 if mark else None,
            column=mark.column + 1 if mark else None,
            remedy="check indentation, colons and quotes there; a value with ': ' or '#' in it needs quotes",
        ) from None
    except yaml.YAMLError as error:
        raise CodebookError(f"not valid YAML: {error}", source=path.name, remedy="save it as plain text") from None
    places: dict[Path_, Place] = {}
    try:
        return _value(root, (), places, path.name), places
    except RecursionError:
        raise CodebookError(
            "a named list (&name) contains itself", source=path.name, remedy="take *name out of its own list"
        ) from None


def _composed(text: str) -> yaml.Node | None:
    """The nodes of a YAML text: by the loader in C, ten times as fast; the other one says better what is wrong."""
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError:
        return yaml.compose(text, Loader=yaml.SafeLoader)


def _value(node: yaml.Node | None, path: Path_, places: dict[Path_, Place], source: str) -> Any:
    if node is None:
        return None
    quoted = isinstance(node, yaml.ScalarNode) and node.style in ("'", '"')
    places[path] = (node.start_mark.line + 1, node.start_mark.column + 1 + quoted)
    if isinstance(node, yaml.ScalarNode):
        return None if node.tag.endswith(":null") else node.value
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, number), places, source) for number, child in enumerate(node.value)]
    mapping: dict[str, Any] = {}
    for key_node, child in node.value:
        key = str(key_node.value)
        if key in mapping:
            raise CodebookError(
                f"the key {key!r} stands twice (first on line {places[(*path, key)][0]})",
                source=source,
                line=key_node.start_mark.line + 1,
                column=key_node.start_mark.column + 1,
                remedy="rename or merge one of the two",
            )
        mapping[key] = _value(child, (*path, key), places, source)
        if not isinstance(child, yaml.ScalarNode):  # what is wrong with a block is looked for at its key
            places[(*path, key)] = (key_node.start_mark.line + 1, key_node.start_mark.column + 1)
    return mapping

"""Plain text and Markdown: one document per file, with optional YAML front matter."""

from __future__ import annotations

import re
from collections.abc import Iterator

import yaml

from discourse.corpus.decode import decode
from discourse.corpus.readers.record import Record, flat
from discourse.errors import UnreadableFileError

# Only where the first line between the rules looks like `key: value`: a text may begin with a rule.
_FRONT = re.compile(r"---[ \t]*\n(?=\s*(?:#.*\n\s*)*\w[\w -]*:)([\s\S]*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.M)


def records(source: str, data: bytes, notes: list[str]) -> Iterator[Record]:
    """The one document of a ``.txt`` or ``.md`` file; the text begins after the front matter."""
    text = decode(data, source, notes)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        notes.append(f"{source}: line ends converted to \\n")
    fields, start = _front_matter(text, source)
    yield Record(source, None, {**fields, "text": text[start:]})


def _front_matter(text: str, source: str) -> tuple[dict, int]:
    """The keys between two ``---`` lines at the top, and where the text begins."""
    found = _FRONT.match(text)
    if not found:
        return {}, 0
    try:
        # Strings only: with YAML's own types an outlet called "No" would be false and "007" would be 7.
        fields = yaml.load(found[1], Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise UnreadableFileError(
            f"the front matter is not YAML: {error.problem}",
            source=source,
            row=mark.line + 2 if mark else None,
            column=mark.column + 1 if mark else None,
            remedy='put values that contain ": " or begin with a quote or bracket in quotation marks',
        ) from error
    except yaml.YAMLError as error:
        raise UnreadableFileError(f"the front matter is not YAML: {error}", source=source) from error
    if not isinstance(fields, dict):
        raise UnreadableFileError("the front matter is not `key: value` lines", source=source)
    if "text" in fields:
        raise UnreadableFileError(
            "the front matter has a key 'text', but the text is what follows it",
            source=source,
            remedy="give that key another name",
        )
    return {str(k): None if v in ("", "~", "null") else flat(v) for k, v in fields.items()}, found.end()

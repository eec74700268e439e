"""The field's big corpora and databases, read as they are published: one small module per layout.

A layout is a module with ``recognise(path)``, which says whether what lies at `path` is of this layout beyond
doubt, and ``records(path, reading)``, a generator of `Record`: one document at a time, so that no archive has to
fit in memory. What is no document goes into ``reading.left_out``, what was guessed into ``reading.notes``; both
are complete when the generator has ended, and only then is a corpus known to be whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path

from discourse.corpus.readers import Reading, Record
from discourse.errors import MissingInputError

LAYOUTS = {
    "unga": "UN General Debate Corpus",
    "unsc": "UN Security Council Debates",
    "parlamint": "ParlaMint",
    "pax": "PA-X Peace Agreements Database",
    "huggingface": "Hugging Face dataset",
    "warc": "web archive (WARC)",
    "factiva": "Factiva export",
    "lexisnexis": "LexisNexis export",
}
FILES = "files"  # no layout: every file is a document, or a table of them


def recognise(path: Path) -> str | None:
    """The layout of what lies at `path`, or None if it is none of them beyond doubt."""
    return next((name for name in LAYOUTS if _module(name).recognise(path)), None)


def records(path: Path, layout: str, reading: Reading) -> Iterator[Record]:
    """The documents of a corpus, one at a time.

    Parameters
    ----------
    path : Path
        The folder, file or archive as it was downloaded.
    layout : str
        A key of `LAYOUTS`.
    reading : Reading
        Gets what is left out and what was guessed; its ``records`` stay empty.

    Raises
    ------
    MissingInputError
        There is no such layout, or a file that belongs to it is missing.
    UnreadableFileError, UnmatchedError, EncodingError, DateError
        A file is damaged, a row lacks its text or a text its row; file and row are named.
    """
    reading.notes.append(f"read as: {LAYOUTS[check(layout)]}")
    yield from _module(layout).records(path, reading)


def check(layout: str) -> str:
    """`layout` itself, if it is one.

    Raises
    ------
    MissingInputError
        There is none of that name.
    """
    if layout not in LAYOUTS:
        close = get_close_matches(str(layout), LAYOUTS, n=1)
        hint = f"did you mean {close[0]!r}? " if close else ""
        raise MissingInputError(
            f"no layout {layout!r}", remedy=f"{hint}There are {', '.join(LAYOUTS)}, and {FILES!r} for ordinary files"
        )
    return layout


def _module(name: str):
    return import_module(f"{__name__}.{name}")

"""Where the files that come with the kit are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent
_LISTS = ("simplemma", "textblob")  # packages whose words decide what is found
SOURCES = {".py", ".yaml", ".toml", ".csv", ".txt", ".j2", ".css"}


def is_checkout() -> bool:
    """Whether the package runs from a checkout, with `corpora/` and `notebooks/` beside it."""
    return (PACKAGE.parent / "corpora" / "catalogue.toml").is_file()


def home() -> Path:
    """The folder that holds `corpora/`, `notebooks/` and `reports/`."""
    return PACKAGE.parent if is_checkout() else PACKAGE / "_home"


def library() -> Iterator[tuple[str, Path]]:
    """The files that this package is, code and data, by their names in it."""
    for path in sorted(PACKAGE.rglob("*")):
        if path.suffix in SOURCES and "_home" not in path.parts:
            yield path.relative_to(PACKAGE).as_posix(), path


@cache
def library_hash() -> str:
    """A hash of this package and of the word lists of others: what was made with others is made again."""
    from importlib.metadata import version

    digest = hashlib.sha256("".join(f"{name} {version(name)}\n" for name in _LISTS).encode())
    for name, path in library():
        digest.update(f"{name}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()

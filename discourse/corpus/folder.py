"""A corpus on disk as a folder: the documents, and the arrays that lenses work on, memory-mapped.

``documents.parquet`` is what `Corpus.to_parquet` writes; beside it are arrays (``.npy``) and ``vocabulary.json``, and
``manifest.json`` with the size and checksum of each. Written aside and renamed: it is there whole or not at all.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import numpy as np

from discourse.corpus.corpus import Corpus
from discourse.corpus.store import load, save
from discourse.errors import MissingInputError, UnreadableFileError

FORMAT, VERSION = "discourse-store", 1
MANIFEST, DOCUMENTS, VOCABULARY = "manifest.json", "documents.parquet", "vocabulary.json"


def write(corpus: Corpus, arrays: dict[str, np.ndarray], vocabulary: list[str], folder: Path) -> Path:
    """Write a store.

    Raises
    ------
    MissingInputError
        The folder above it is not there, or something else is in its place.
    """
    if not folder.parent.is_dir():
        raise MissingInputError("no such folder to save in", source=folder.parent, remedy="make it first")
    if folder.exists() and not is_store(folder):
        raise MissingInputError(
            "is there already and is no store of this kit", source=folder, remedy="name another folder, or remove it"
        )
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        save(corpus, work / DOCUMENTS)
        for name, array in arrays.items():
            np.save(work / f"{name}.npy", array)
        (work / VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
        files = {path.name: [path.stat().st_size, _digest(path)] for path in sorted(work.iterdir())}
        about = {"format": FORMAT, "version": VERSION, "fingerprint": corpus.fingerprint, "files": files}
        (work / MANIFEST).write_text(json.dumps(about, indent=1), encoding="utf-8")
        work.chmod(0o755)
        if folder.exists():
            shutil.rmtree(folder)
        work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def is_store(folder: Path) -> bool:
    """Whether a folder has the manifest of a store."""
    return (folder / MANIFEST).is_file() and f'"{FORMAT}"' in (folder / MANIFEST).read_text("utf-8", "replace")


def read(folder: Path, *, checksums: bool = False) -> Corpus:
    """The corpus in a store; its arrays are opened when a lens asks for them.

    Parameters
    ----------
    folder : Path
    checksums : bool
        Whether to compare every byte with what was written, and not sizes only.

    Raises
    ------
    UnreadableFileError
        A file is missing, cut short or changed, or the store is of a newer version.
    """
    try:
        about = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        version, files = about["version"], about["files"]
    except (ValueError, KeyError, TypeError):
        raise UnreadableFileError("the manifest is damaged", source=folder / MANIFEST, remedy=_AGAIN) from None
    if version != VERSION:
        raise UnreadableFileError(
            f"written in version {version} of this format; this kit reads version {VERSION}",
            source=folder / MANIFEST,
            remedy="update the kit, or write the store again",
        )
    for name, (size, digest) in files.items():
        path = folder / name
        if not path.is_file():
            raise UnreadableFileError("a file of the store is missing", source=path, remedy=_AGAIN)
        small = name in (VOCABULARY, DOCUMENTS)
        if path.stat().st_size != size or ((checksums or small) and _digest(path) != digest):
            raise UnreadableFileError("a file of the store is damaged", source=path, remedy=_AGAIN)
    corpus = load(folder / DOCUMENTS)
    corpus.kept["store"] = folder
    return corpus


def arrays(folder: Path, names) -> dict[str, np.ndarray]:
    """Arrays of a store, memory-mapped.

    Raises
    ------
    UnreadableFileError
        One is not what it should be.
    """
    found = {}
    for name in names:
        path = folder / f"{name}.npy"
        try:
            found[name] = np.load(path, mmap_mode="r", allow_pickle=False)
        except (OSError, ValueError):
            raise UnreadableFileError("a file of the store is damaged", source=path, remedy=_AGAIN) from None
    return found


def vocabulary(folder: Path) -> list[str]:
    """The folded forms of a store, sorted."""
    return json.loads((folder / VOCABULARY).read_text(encoding="utf-8"))


_AGAIN = "write the store again with corpus.to_store(folder)"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()

"""A corpus on disk: one Parquet file with everything that belongs to it."""

from __future__ import annotations

import io
import json
import os
from pathlib import Path

import pandas as pd

from discourse.corpus.columns import as_objects
from discourse.corpus.corpus import Corpus
from discourse.corpus.readers import parquet
from discourse.errors import MissingInputError, UnreadableFileError

_KEY = b"discourse-corpus"
_VERSION = 1


def save(corpus: Corpus, path: Path) -> Path:
    """Write a corpus as Parquet, whole or not at all.

    Marks (as offsets), notes and what was left out are JSON in the file's schema metadata, so that any other
    program reads the documents as a plain table.
    """
    import pyarrow as pa
    import pyarrow.parquet as pq

    if not path.parent.is_dir():
        raise MissingInputError("no such folder to save in", source=path.parent, remedy="make it first")
    about = {
        "version": _VERSION,
        "name": corpus.name,
        "notes": corpus.notes,
        "marks": corpus.marks[["document", "start", "end", "kind"]].to_numpy().tolist(),
        "left_out": [[s, None if pd.isna(row) else int(row), why] for s, row, why in corpus.left_out.to_numpy()],
    }
    table = pa.Table.from_pandas(corpus.documents, preserve_index=False)
    table = table.replace_schema_metadata({**table.schema.metadata, _KEY: json.dumps(about).encode()})
    buffer = io.BytesIO()
    pq.write_table(table, buffer)
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(buffer.getvalue())
        os.replace(part, path)
    finally:
        part.unlink(missing_ok=True)
    return path


def load(path: Path) -> Corpus | None:
    """The corpus that `save` wrote, or None if `path` is another kind of Parquet file."""
    table = parquet.table(path.name, path.read_bytes())
    about = (table.schema.metadata or {}).get(_KEY)
    if about is None:
        return None
    about = json.loads(about)
    if about["version"] != _VERSION:
        raise UnreadableFileError(
            f"written in version {about['version']} of this format; this kit reads version {_VERSION}", source=path
        )
    documents = as_objects(table.to_pandas())
    texts = dict(zip(documents["document"], documents["text"], strict=True))
    marks = [(name, start, end, kind, texts[name][start:end]) for name, start, end, kind in about["marks"]]
    return Corpus(documents, marks, about["left_out"], about["notes"], about["name"])

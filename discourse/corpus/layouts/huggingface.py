"""Hugging Face datasets that are on disk: ``save_to_disk`` folders, and the Parquet files of a hub snapshot.

Read with Arrow alone, batch by batch. ``save_to_disk`` leaves ``dataset_info.json``, ``state.json`` and Arrow
streams, for a ``DatasetDict`` one such folder per split and ``dataset_dict.json``; the hub has
``data/SPLIT-00000-of-00001.parquet``, with several configurations in folders named by them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from discourse.corpus.layouts.tree import Tree
from discourse.corpus.readers import Reading, Record
from discourse.corpus.readers.record import flat
from discourse.errors import MissingInputError, UnreadableFileError

_STATE, _INFO, _SPLITS = "state.json", "dataset_info.json", "dataset_dict.json"
_SHARD = re.compile(r"(?:^|.*/)([\w.]+?)-\d{5}-of-\d{5}(?:-\w+)?\.parquet")
_BATCH = 1_000  # rows
_AGAIN = "save or download the dataset again"


def recognise(path: Path) -> bool:
    """Whether it is a folder that ``datasets`` wrote, or one with shards named as on the hub."""
    if not path.is_dir():
        return False
    if (path / _SPLITS).is_file() or ((path / _STATE).is_file() and (path / _INFO).is_file()):
        return True
    return any(_SHARD.fullmatch(name) for name in Tree(_snapshot(path)).names(50))


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One document per row, with its split where there are several, and labels by their names."""
    path = _snapshot(path)
    if (path / _SPLITS).is_file():
        for split in _json(path / _SPLITS).get("splits", []):
            yield from _saved(path / split, split, f"{split}/", reading)
    elif (path / _STATE).is_file():
        yield from _saved(path, None, "", reading)
    else:
        yield from _hub(path, reading)


def _snapshot(path: Path) -> Path:
    """The one snapshot in a folder of the hub's cache, else the folder itself."""
    inside = sorted(path.glob("snapshots/*/")) if (path / "snapshots").is_dir() else []
    if len(inside) > 1:
        raise MissingInputError(
            f"there are {len(inside)} snapshots in it", source=path.name, remedy=f"name one, such as {inside[-1].name}"
        )
    return inside[0] if inside else path


def _saved(folder: Path, split: str | None, prefix: str, reading: Reading) -> Iterator[Record]:
    """The rows of one ``Dataset.save_to_disk``."""
    import pyarrow as pa

    state, info = _json(folder / _STATE), _json(folder / _INFO)
    if state.get("_indices_data_files") or state.get("_indices_files"):
        raise UnreadableFileError(
            "its rows are picked out by a list of indices", source=f"{prefix}{_STATE}",
            remedy="call flatten_indices() on the dataset before save_to_disk()",
        )  # fmt: skip
    shards = _shards(state, f"{prefix}{_STATE}")
    row = 0
    for name in shards:
        source = f"{prefix}{name}"
        file = folder / name
        if not file.is_file():
            raise MissingInputError(f"{_STATE} names it, but it is not there", source=source, remedy=_AGAIN)
        try:
            with pa.memory_map(str(file)) as stream:
                for batch in pa.ipc.open_stream(stream):
                    yield from _rows(batch, source, split, split or folder.resolve().name, row, info, reading)
                    row += batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _damaged(source, error) from error


def _hub(path: Path, reading: Reading) -> Iterator[Record]:
    """The rows of the Parquet files, split by split."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    row: dict[str, int] = {}
    for name in Tree(path).names(reading=reading):
        shard = _SHARD.fullmatch(name)
        if not shard:
            reading.leave_out(name, "no rows: not a SPLIT-00000-of-00001.parquet")
            continue
        config = name.rpartition("/")[0].replace("/", "-")
        split = shard[1]
        stem = split if config in ("", "data") else f"{config}-{split}"
        try:
            with pq.ParquetFile(path / name) as file:
                info = _features(file.schema_arrow.metadata)
                for batch in file.iter_batches(_BATCH):
                    yield from _rows(batch, name, split, stem, row.get(stem, 0), info, reading)
                    row[stem] = row.get(stem, 0) + batch.num_rows
        except (pa.ArrowException, OSError) as error:
            raise _damaged(name, error) from error


def _rows(
    batch, source: str, split: str | None, stem: str, before: int, info: dict, reading: Reading
) -> Iterator[Record]:
    import pyarrow as pa

    binary = [f.name for f in batch.schema if pa.types.is_binary(f.type) or pa.types.is_large_binary(f.type)]
    if binary and before == 0:
        reading.notes.append(f"{source}: columns left out, for they hold bytes: {', '.join(binary)}")
    labels = _labels(info)
    columns = {name: batch.column(name).to_pylist() for name in batch.schema.names if name not in binary}
    for name in labels.keys() & columns.keys():
        names = labels[name]
        columns[name] = [names[v] if v is not None and 0 <= v < len(names) else None for v in columns[name]]
    for number, values in enumerate(zip(*columns.values(), strict=True), start=before + 1):
        fields = {name: flat(value) for name, value in zip(columns, values, strict=True)}
        fields.setdefault("document", f"{stem}:{number}")
        if split is not None:
            fields.setdefault("split", split)
        yield Record(source, number, fields)


def _labels(info: dict) -> dict[str, list[str]]:
    """The names of the classes of every column of labels."""
    features = info.get("features") or {}
    return {
        name: feature["names"]
        for name, feature in features.items()
        if isinstance(feature, dict) and feature.get("_type") == "ClassLabel" and feature.get("names")
    }


def _features(metadata: dict | None) -> dict:
    """What ``datasets`` wrote into the schema of a Parquet file."""
    try:
        return json.loads((metadata or {}).get(b"huggingface", b"{}")).get("info", {})
    except ValueError:
        return {}


def _shards(state: dict, source: str) -> list[str]:
    try:
        return [Path(entry["filename"]).name for entry in state["_data_files"]]
    except (KeyError, TypeError):
        raise UnreadableFileError("it does not name the data files", source=source, remedy=_AGAIN) from None


def _json(path: Path) -> dict:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise MissingInputError("it is not there", source=f"{path.parent.name}/{path.name}", remedy=_AGAIN) from None
    except ValueError as error:
        raise UnreadableFileError(f"not JSON ({error})", source=path.name, remedy=_AGAIN) from error
    return found if isinstance(found, dict) else {}


def _damaged(source: str, error: Exception) -> UnreadableFileError:
    return UnreadableFileError(
        f"damaged or cut short ({str(error).splitlines()[0] if str(error) else type(error).__name__})",
        source=source,
        remedy=_AGAIN,
    )

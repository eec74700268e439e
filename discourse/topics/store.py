"""A topic model on disk: arrays and JSON in a folder, no pickle."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy import sparse

from discourse.errors import MissingInputError, TopicModelError, UnreadableFileError
from discourse.topics.fitted import Fit
from discourse.topics.vocabulary import Counts
from discourse.topics.wording import Wording

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.topics.model import TopicModel

VERSION = 1
ABOUT, ARRAYS = "model.json", "arrays.npz"


def save(model: TopicModel, folder: Path) -> Path:
    """Write a model to a folder, whole or not at all; a model that is there is replaced.

    The folder holds ``model.json`` and ``arrays.npz``, but not the texts. The same model gives the same bytes.

    Raises
    ------
    TopicModelError
        The folder is there and holds something else.
    MissingInputError
        The folder it is to be in is not there.
    """
    if not folder.parent.is_dir():
        raise MissingInputError("no such folder to save in", source=folder.parent, remedy="make it first")
    if folder.exists() and not (folder / ABOUT).is_file() and not (folder.is_dir() and not any(folder.iterdir())):
        raise TopicModelError("is there already and is no topic model", source=folder, remedy="name another folder")
    arrays = _packed(model)
    about = {**_about(model), "sha256": hashlib.sha256(arrays).hexdigest()}
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        work.chmod(0o755)
        (work / ARRAYS).write_bytes(arrays)
        text = json.dumps(about, ensure_ascii=False, indent=1)
        (work / ABOUT).write_text(f"{text}\n", encoding="utf-8", newline="\n")
        if folder.exists():
            old = work.with_name(f"{work.name}-old")
            folder.rename(old)
            work.rename(folder)
            shutil.rmtree(old)
        else:
            work.rename(folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder


def load(folder: Path, corpus: Corpus | None = None) -> TopicModel:
    """Read a model that `save` wrote.

    Parameters
    ----------
    folder : Path
    corpus : Corpus, optional
        The corpus it was fitted to, so that it can show passages.

    Raises
    ------
    MissingInputError
        There is no model in the folder.
    UnreadableFileError
        It is damaged, or written by a newer version of the kit.
    TopicModelError
        `corpus` is another one.
    """
    from discourse.topics.model import TopicModel

    about, arrays = _read(folder)
    try:
        counts = _counts(about, arrays)
        metadata = _metadata(about["documents"])
        extra = {name.removeprefix("fit_"): array for name, array in arrays.items() if name.startswith("fit_")}
        fit = Fit(arrays["theta"], arrays["beta"], extra, about["fit"])
        stability = about["stability"]
        model = TopicModel(
            about["engine"],
            counts,
            fit,
            metadata,
            corpus=corpus,
            seed=about["seed"],
            prevalence=about["prevalence"],
            prefixes=about["prefixes"],
            stability=None if stability is None else pd.DataFrame(stability),
            fingerprint=about["fingerprint"],
        )
    except (KeyError, ValueError, TypeError) as error:
        raise _damaged(folder, f"{type(error).__name__}: {error}") from error
    if corpus is not None and corpus.fingerprint != about["fingerprint"]:
        raise TopicModelError(
            f"the model in {folder} was fitted to another corpus than {corpus.name}",
            remedy="load it with the corpus it was fitted to, or without; model.predict(corpus) reads new texts",
        )
    return model


def _about(model: TopicModel) -> dict:
    wording = model.counts.wording
    phrases = [[[*pair, name] for pair, name in pairs.items()] for pairs in wording.phrases]
    columns = {name: [_plain(value) for value in model.metadata[name]] for name in model.metadata.columns}
    return {
        "format": VERSION,
        **{"engine": model.engine, "seed": model.seed, "prevalence": model.prevalence, "prefixes": model.prefixes},
        "vocabulary": model.vocabulary,
        "wording": {"words": wording.words, "keep": wording.keep, "drop": wording.drop, "phrases": phrases},
        "stated": model.counts.stated,
        "fit": model.fit.stated,
        "units": model.counts.units["document"].tolist(),
        "parts": model.counts.units["parts"].tolist(),
        "documents": columns,
        "stability": None if model.stability is None else model.stability.to_dict("list"),
        "fingerprint": model.fingerprint,
    }


def _packed(model: TopicModel) -> bytes:
    counts = model.counts.matrix
    arrays = {
        **{"theta": model.fit.theta, "beta": model.fit.beta},
        **{"counts_data": counts.data, "counts_indices": counts.indices, "counts_indptr": counts.indptr},
        **{f"fit_{name}": array for name, array in model.fit.arrays.items()},
    }
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return buffer.getvalue()


def _read(folder: Path) -> tuple[dict, dict[str, np.ndarray]]:
    if not (folder / ABOUT).is_file():
        raise MissingInputError("there is no topic model", source=folder, remedy="name the folder it was saved in")
    try:
        about = json.loads((folder / ABOUT).read_text(encoding="utf-8"))
        version = about["format"]
    except (ValueError, KeyError, TypeError) as error:
        raise _damaged(folder / ABOUT, str(error)) from error
    if version != VERSION:
        raise UnreadableFileError(
            f"written in format {version}; this version of the kit reads format {VERSION}",
            source=folder / ABOUT,
            remedy="update discourse, or fit the model again",
        )
    try:
        raw = (folder / ARRAYS).read_bytes()
        if hashlib.sha256(raw).hexdigest() != about["sha256"]:
            raise _damaged(folder / ARRAYS, "its checksum is not the one in model.json")
        with np.load(io.BytesIO(raw), allow_pickle=False) as arrays:
            return about, dict(arrays)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        raise _damaged(folder / ARRAYS, str(error)) from error


def _counts(about: dict, arrays: dict[str, np.ndarray]) -> Counts:
    shape = (len(about["units"]), len(about["vocabulary"]))
    parts = tuple(arrays[f"counts_{name}"] for name in ("data", "indices", "indptr"))
    matrix = sparse.csr_array(parts, shape=shape)
    spans = [[tuple(span) for span in own] for own in about["parts"]]
    units = pd.DataFrame(
        {
            "document": about["units"],
            "start": [own[0][0] if own else 0 for own in spans],
            "end": [own[-1][1] if own else 0 for own in spans],
            "parts": spans,
            "words": np.asarray(matrix.sum(axis=1)).ravel().astype(int),
        }
    )
    rules = about["wording"]
    phrases = tuple({(one, other): name for one, other, name in pairs} for pairs in rules["phrases"])
    wording = Wording(rules["words"], tuple(rules["keep"]), tuple(rules["drop"]), phrases)
    return Counts(matrix, about["vocabulary"], units, wording, about["stated"])


def _metadata(columns: dict[str, list]) -> pd.DataFrame:
    table = pd.DataFrame({name: pd.Series(values, dtype=object).infer_objects() for name, values in columns.items()})
    table["date"] = pd.to_datetime(table["date"])
    return table


def _plain(value):
    """A cell as JSON knows it; None where there is nothing."""
    if pd.api.types.is_scalar(value) and pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.isoformat()
    value = value.item() if hasattr(value, "item") else value
    return value if isinstance(value, str | int | float | bool) else str(value)


def _damaged(source: Path, how: str) -> UnreadableFileError:
    return UnreadableFileError(f"is damaged ({how})", source=source, remedy="restore it, or fit the model again")

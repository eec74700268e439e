"""A model as a folder of tables."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import MissingInputError, TopicModelError
from discourse.tables import write

if TYPE_CHECKING:
    from discourse.topics.model import TopicModel


def write_model(
    model: TopicModel,
    folder: Path,
    *,
    by: str | None = None,
    period: str | None = None,
    passages: int = 5,
    seed: int = 0,
    tables: dict[str, pd.DataFrame] | None = None,
) -> Path:
    """Write what a model says as CSV, and the model itself, to a new folder: all of it or nothing.

    Parameters
    ----------
    model : TopicModel
        With its corpus.
    folder : Path
        Not there yet, or empty.
    by, period : str, optional
        Shares by a column of the documents, and per period, besides those of all.
    passages : int
        Per topic.
    seed : int
        Of the bootstrap.
    tables : dict of str to DataFrame, optional
        Further tables to put beside.

    Returns
    -------
    Path
        `folder`, with ``words, documents, units, shares, correlations, passages`` and ``left-out`` as CSV,
        ``effects`` of a structural model with a formula, and the model in ``model/``.

    Raises
    ------
    TopicModelError
        The folder is there and not empty.
    MissingInputError
        The folder it is to be in is not there.
    """
    if folder.exists() and not (folder.is_dir() and not any(folder.iterdir())):
        raise TopicModelError("is there already", source=folder, remedy="name a folder that is not there yet")
    if not folder.parent.is_dir():
        raise MissingInputError("no such folder to write to", source=folder.parent, remedy="make it first")
    cells = [model.shares(seed=seed)]
    cells += [model.shares(by=by, seed=seed)] if by else []
    cells += [model.shares(by=by, period=period, seed=seed)] if period else []
    found = {
        "words": model.words(),
        "documents": model.documents,
        "units": model.units,
        "shares": pd.concat(cells, ignore_index=True),
        "correlations": model.correlations,
        "passages": pd.concat(
            [model.passages(number, passages).assign(topic=name) for number, name in enumerate(model.names, 1)]
        ).drop(columns="hits"),
        "left-out": model.counts.left_out,
        **(tables or {}),
    }
    if model.engine == "stm" and model.prevalence:
        found["effects"] = model.effects().table
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        work.chmod(0o755)
        for name, table in found.items():
            write(table, work / f"{name}.csv")
        model.save(work / "model")
        os.replace(work, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return folder

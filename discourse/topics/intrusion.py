"""Intrusion sheets: whether people see what a topic is (Chang, Boyd-Graber, Gerrish, Wang & Blei 2009)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import MissingInputError, TopicModelError
from discourse.inference import ratio_intervals, wilson
from discourse.tables import write

if TYPE_CHECKING:
    from discourse.topics.model import TopicModel

KINDS = {"words": 6, "documents": 4}  # choices per item
ANSWER = "intruder"
TOPIC_WORDS = 8  # that stand for a topic on a sheet of documents
SNIPPET = 700  # characters of a text on a sheet
ALL = "all topics"
_UNLIKELY = 0.5  # an intruder is among the half of the terms, or topics, least likely here


def draw_intrusion(
    model: TopicModel, kind: str, sheet: str | Path, key: str | Path, *, items: int = 3, seed: int = 0
) -> pd.DataFrame:
    """Write a sheet for human coders, and its key to another file.

    On a sheet of words each item is the five most probable words of a topic and one that is improbable in it but
    among the top words of another; on a sheet of documents, a text with three topics that it has most of and one
    that it has least of. The coder writes the number of the choice that does not belong in the column `intruder`.

    Parameters
    ----------
    model : TopicModel
        With its corpus, for documents.
    kind : {"words", "documents"}
    sheet, key : str or Path
        CSV files; keep the key where the coders do not see it.
    items : int
        Items per topic.
    seed : int
        The same seed draws the same sheet.

    Returns
    -------
    pandas.DataFrame
        The sheet.

    Raises
    ------
    TopicModelError
        No such kind, sheet and key are one file, or the model has too few topics (documents: 4).
    """
    if kind not in KINDS:
        raise TopicModelError(f"there is no sheet of {kind!r}", remedy=f"draw {' or '.join(KINDS)}")
    if Path(sheet).resolve() == Path(key).resolve():
        raise TopicModelError("sheet and key are one file", source=sheet, remedy="keep the key apart")
    if kind == "documents" and model.k < KINDS[kind]:
        raise TopicModelError(f"{model.k} topics are too few for a sheet of documents", remedy="it takes 4 or more")
    generator = np.random.default_rng([seed, len(kind)])
    drawn = _words(model, items, generator) if kind == "words" else _documents(model, items, generator)
    order = generator.permutation(len(drawn))
    rows, answers = [], []
    for number, place in enumerate(order, 1):
        topic, shown, right, intruder = drawn[place]
        mixed = generator.permutation(KINDS[kind])
        choices = [[*right, intruder][choice] for choice in mixed]
        rows.append({"item": number, **shown, **{f"{i}": text for i, text in enumerate(choices, 1)}, ANSWER: ""})
        at = int(np.flatnonzero(mixed == KINDS[kind] - 1)[0]) + 1
        answers.append({"item": number, "kind": kind, "topic": model.names[topic], ANSWER: at})
    table = pd.DataFrame(rows)
    write(table, sheet)
    write(pd.DataFrame(answers), key)
    return table


def score_intrusion(sheets: Sequence[str | Path] | str | Path, key: str | Path) -> pd.DataFrame:
    """How often coders found the intruder (the model precision of Chang et al.).

    Parameters
    ----------
    sheets : path or sequence of paths
        One filled sheet per coder.
    key : path

    Returns
    -------
    pandas.DataFrame
        Estimates: ``topic`` ("all topics" first), ``measure, value, low, high, n_units`` (answers), ``chance``
        (what guessing gives), ``unanswered`` and ``method``. For all topics the interval is from a bootstrap over
        topics, for one topic it is Wilson's.

    Raises
    ------
    MissingInputError
        A file is not there.
    TopicModelError
        A sheet is not of this key, or has an answer that is no choice; with file and row.
    """
    right = _read(key, ("item", "kind", "topic", ANSWER)).set_index("item")
    paths = [sheets] if isinstance(sheets, str | Path) else list(sheets)
    given = pd.concat([_answers(path, right) for path in paths], ignore_index=True)
    chance = 1 / KINDS[right["kind"].iloc[0]]
    missing = given[given["found"].isna()].groupby("topic").size()
    answered = given.dropna(subset="found").groupby("topic")["found"].agg(["sum", "size"])
    if answered.empty:
        raise TopicModelError("no item has an answer", source=paths[0], remedy=f"fill in the column {ANSWER!r}")
    found, n = answered["sum"].to_numpy(float), answered["size"].to_numpy(float)
    low, high = ratio_intervals(found[:, None], n)
    rows = [(ALL, found.sum() / n.sum(), low[0], high[0], n.sum(), int(missing.sum()), "bootstrap over topics")]
    for topic, own, size in zip(answered.index, found, n, strict=True):
        low, high = wilson(own, int(size))
        rows.append((topic, own / size, low, high, size, int(missing.get(topic, 0)), "Wilson interval"))
    table = pd.DataFrame(rows, columns=["topic", "value", "low", "high", "n_units", "unanswered", "method"])
    table.insert(1, "measure", f"share of {right['kind'].iloc[0]} intruders found")
    return table.astype({"n_units": int, "low": float, "high": float}).assign(chance=chance)


def _words(model: TopicModel, items: int, generator: np.random.Generator) -> list[tuple]:
    ranked = np.argsort(-model.fit.beta, axis=1, kind="stable")
    terms = np.array(model.vocabulary, dtype=object)
    drawn = []
    for topic in range(model.k):
        right, unlikely = ranked[topic, :5], set(ranked[topic, int(len(terms) * _UNLIKELY) :])
        elsewhere = [place for other in range(model.k) if other != topic for place in ranked[other, :10]]
        pool = sorted(set(elsewhere) & unlikely) or sorted(set(elsewhere) - set(ranked[topic, :50]))
        if not pool:
            raise TopicModelError("the topics share all their top words", remedy="ask for fewer topics")
        chosen = generator.choice(pool, size=min(items, len(pool)), replace=False)
        drawn += [(topic, {}, list(terms[right]), terms[place]) for place in chosen]
    return drawn


def _documents(model: TopicModel, items: int, generator: np.random.Generator) -> list[tuple]:
    if model.corpus is None:
        raise TopicModelError("the model was loaded without texts", remedy="TopicModel.load(folder, corpus)")
    units = model.counts.units[model.counts.kept].reset_index(drop=True)
    order = np.argsort(-model.fit.theta, axis=1, kind="stable")
    words = [", ".join(top) for top in model.top("prob", TOPIC_WORDS)]
    drawn = []
    for topic in range(model.k):
        about = np.flatnonzero(order[:, 0] == topic)
        for row in generator.choice(about, size=min(items, len(about)), replace=False):
            unit, ranks = units.iloc[row], order[row]
            text = model.corpus[unit["document"]].text[unit["start"] : unit["end"]]
            low = ranks[max(3, int(model.k * _UNLIKELY)) :]
            shown = {"text": text if len(text) <= SNIPPET else f"{text[: SNIPPET - 1].rstrip()}…"}
            drawn.append((topic, shown, [words[place] for place in ranks[:3]], words[generator.choice(low)]))
    return drawn


def _answers(path: str | Path, right: pd.DataFrame) -> pd.DataFrame:
    sheet = _read(path, ("item", ANSWER))
    choices = [str(number) for number in range(1, KINDS[right["kind"].iloc[0]] + 1)]
    if sorted(sheet["item"]) != sorted(right.index):
        raise TopicModelError("its items are not those of the key", source=path, remedy="score it with its own key")
    found = []
    for row, (item, answer) in enumerate(zip(sheet["item"], sheet[ANSWER], strict=True), 2):
        if answer not in ("", *choices):
            raise TopicModelError(
                f"{answer!r} is no choice", source=path, row=row, remedy=f"write a number from 1 to {choices[-1]}"
            )
        found.append(np.nan if answer == "" else float(answer == right.loc[item, ANSWER]))
    return pd.DataFrame({"item": sheet["item"], "topic": sheet["item"].map(right["topic"]), "found": found})


def _read(path: str | Path, columns: Sequence[str]) -> pd.DataFrame:
    if not Path(path).is_file():
        raise MissingInputError("no such file", source=path, remedy="check the path")
    table = pd.read_csv(path, dtype=str, keep_default_na=False)
    for column in columns:
        if column not in table:
            raise TopicModelError(f"has no column {column!r}", source=path, remedy="use a sheet as it was drawn")
        table[column] = table[column].str.strip()
    return table

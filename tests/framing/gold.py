"""How well a codebook finds what a reader found in the gold sentences of a language."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd

from discourse.corpus import Corpus
from discourse.corpus.columns import COLUMNS
from discourse.framing import code

GOLD = Path(__file__).parents[1] / "gold"


def sentences(language: str) -> pd.DataFrame:
    """The gold sentences: `id, document, text, gold`, the last the set of categories that hold."""
    with (GOLD / language / "sentences.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    with (GOLD / language / "frames.csv").open(encoding="utf-8", newline="") as file:
        gold = {row["id"]: frozenset(row["categories"].split()) for row in csv.DictReader(file)}
    assert rows.keys() == gold.keys()
    return pd.DataFrame(
        [(i, row["document"], row["text"], gold[i]) for i, row in rows.items()],
        columns=["id", "document", "text", "gold"],
    )


def unseen(language: str) -> pd.DataFrame:
    """The sentences that no rule was written or mended for: `id, text, gold`."""
    table = pd.read_csv(GOLD / language / "frames_unseen.csv", keep_default_na=False)
    gold = [frozenset(categories.split()) for categories in table["categories"]]
    return table.assign(id=[str(number) for number in range(len(table))], gold=gold)


def found(table: pd.DataFrame, language: str, codebook="war-and-talks") -> list[frozenset[str]]:
    """The categories that a codebook finds in each sentence, by itself."""
    rows = [{"document": row.id, "language": language, "text": row.text} for row in table.itertuples()]
    hits = code(Corpus(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object)), codebook, voices=False).hits
    standing = hits[~hits["negated"].astype(bool)].groupby("document")["category"].agg(frozenset)
    return [standing.get(i, frozenset()) for i in table["id"]]


def scores(gold: list[frozenset[str]], guesses: list[frozenset[str]]) -> pd.DataFrame:
    """Per category: `gold, found, both, precision, recall, f1`; a category that neither has is left out."""
    rows = []
    for category in sorted(frozenset().union(*gold, *guesses)):
        true = [category in one for one in gold]
        said = [category in one for one in guesses]
        both = sum(a and b for a, b in zip(true, said, strict=True))
        rows.append((category, sum(true), sum(said), both))
    table = pd.DataFrame(rows, columns=["category", "gold", "found", "both"]).set_index("category")
    table["precision"] = table["both"] / table["found"].where(table["found"] > 0)
    table["recall"] = table["both"] / table["gold"].where(table["gold"] > 0)
    return table.assign(f1=2 * table["both"] / (table["gold"] + table["found"]))


def overall(table: pd.DataFrame) -> dict[str, float]:
    """Micro precision, recall and F1, and the mean F1 of the categories that the gold has (macro-F1)."""
    total = table[["gold", "found", "both"]].sum()
    return {
        "precision": total["both"] / total["found"],
        "recall": total["both"] / total["gold"],
        "f1": 2 * total["both"] / (total["gold"] + total["found"]),
        "macro": table.loc[table["gold"] > 0, "f1"].mean(),
    }


def two_sided(gold: list[frozenset[str]], guesses: list[frozenset[str]], category: str) -> float:
    """Macro-F1 of one category as yes or no: the mean of the F1 of having it and of not having it."""
    pairs = [(category in a, category in b) for a, b in zip(gold, guesses, strict=True)]
    parts = []
    for answer in (True, False):
        both = sum(a == b == answer for a, b in pairs)
        parts.append(2 * both / max(1, sum((a == answer) + (b == answer) for a, b in pairs)))
    return sum(parts) / 2

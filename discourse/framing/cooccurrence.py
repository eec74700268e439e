"""Which categories stand in the same sentences, more or less often than the texts' mix of them would have it."""

from __future__ import annotations

import zlib
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.inference import benjamini_hochberg
from discourse.language.stored import sentence_counts

if TYPE_CHECKING:
    from discourse.corpus import Corpus

COLUMNS = [
    *("category", "with", "sentences", "expected", "ratio", "p_value", "q_value", "n_documents", "n_sentences"),
]


def cooccurrence(
    corpus: Corpus, hits: pd.DataFrame, categories: list[str], permutations: int, seed: int
) -> pd.DataFrame:
    """Pairs of categories by sentence, against a null within documents; see `Coding.cooccurrence`."""
    lengths = sentence_counts(corpus)
    coded = hits.drop_duplicates(["document", "sentence", "category"])
    holds = {name: part[["document", "sentence"]] for name, part in coded.groupby("category")}
    rows = []
    for one, other in combinations([name for name in categories if name in holds], 2):
        both = holds[one].merge(holds[other])
        counts = pd.concat(
            [holds[one].groupby("document").size(), holds[other].groupby("document").size()], axis=1, join="inner"
        )
        if counts.empty:
            continue
        size = lengths.loc[counts.index].to_numpy()
        first, second = counts.iloc[:, 0].to_numpy(), counts.iloc[:, 1].to_numpy()
        null = _null(first, second, size, permutations, [seed, zlib.crc32(f"{one}\0{other}".encode())])
        expected = float((first * second / size).sum())
        rows.append(
            {
                "category": one,
                "with": other,
                "sentences": len(both),
                "expected": expected,
                "ratio": len(both) / expected,
                "p_value": _two_sided(len(both), null),
                "n_documents": len(counts),
                "n_sentences": int(size.sum()),
            }
        )
    table = pd.DataFrame(rows, columns=[column for column in COLUMNS if column != "q_value"])
    table.insert(6, "q_value", benjamini_hochberg(table["p_value"].to_numpy(float)))
    return table.sort_values(["p_value", "category", "with"], ignore_index=True)


def _null(first: np.ndarray, second: np.ndarray, size: np.ndarray, permutations: int, seed) -> np.ndarray:
    """How many sentences have both when one category's sentences are dealt out anew within each document.

    The number per document is then hypergeometric, so it is drawn directly instead of shuffling sentences.
    """
    generator = np.random.default_rng(seed)
    return generator.hypergeometric(first, size - first, second, size=(permutations, len(size))).sum(axis=1)


def _two_sided(found: int, null: np.ndarray) -> float:
    more, less = (null >= found).sum(), (null <= found).sum()
    return min(1.0, 2 * (1 + min(more, less)) / (1 + len(null)))

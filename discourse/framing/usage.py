"""How the patterns of a codebook work on a corpus: which never hit, which make most of the hits, what overlaps."""

from __future__ import annotations

from itertools import combinations

import pandas as pd

from discourse.framing.coding import Coding


def usage(coding: Coding) -> pd.DataFrame:
    """How often each pattern was the one that hit.

    Returns
    -------
    DataFrame
        ``category, pattern, hits, share`` (of the category's hits), in the codebook's order; patterns that never
        hit have 0.
    """
    counts = coding.hits.groupby(["category", "pattern"]).size()
    rows = [
        (category.id, pattern.text, int(counts.get((category.id, pattern.text), 0)))
        for category in coding.codebook.categories.values()
        for rules in category.rules.values()
        for rule in rules
        for pattern in rule.patterns
    ]
    table = pd.DataFrame(rows, columns=["category", "pattern", "hits"]).drop_duplicates(ignore_index=True)
    whole = table.groupby("category")["hits"].transform("sum")
    return table.assign(share=table["hits"].div(whole.where(whole > 0)))


def overlaps(coding: Coding) -> pd.DataFrame:
    """Pairs of categories whose hits share words.

    Returns
    -------
    DataFrame
        ``category, with, hits`` (of the first that share a word with one of the second) and ``share`` (of the
        first's hits); most first.
    """
    rows = []
    for one, other in combinations(coding.codebook.categories, 2):
        first, second = (coding.hits[coding.hits["category"] == name] for name in (one, other))
        pairs = first.merge(second, on=["document", "sentence"], suffixes=("", "_other"))
        shared = pairs[(pairs["start"] < pairs["end_other"]) & (pairs["start_other"] < pairs["end"])]
        for name, hits, columns in (
            ((one, other), first, ["document", "start"]),
            ((other, one), second, ["document", "start_other"]),
        ):
            count = len(shared[columns].drop_duplicates())
            if count:
                rows.append((*name, count, count / len(hits)))
    table = pd.DataFrame(rows, columns=["category", "with", "hits", "share"])
    return table.sort_values(["hits", "category", "with"], ascending=[False, True, True], ignore_index=True)

"""Drawing a coding sheet: a random sample of passages with known probabilities."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import SheetError
from discourse.sheets.passages import coded_passages, passages
from discourse.sheets.sheet import Item, Sheet

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.framing import Codebook, Coding

_CONTEXT = 240  # characters shown before and after a passage


def draw_sheet(
    corpus: Corpus,
    codebook: str | Path | Codebook,
    n: int = 200,
    *,
    categories: list[str] | None = None,
    unit: str = "sentence",
    by: str | None = None,
    coding: Coding | None = None,
    likely: np.ndarray | None = None,
    seed: int = 0,
) -> Sheet:
    """Draw passages for people to code.

    The probability with which each passage was drawn is kept, so that what is learned from the sample holds for the
    corpus. What the machine says of a passage is never on the sheet.

    Parameters
    ----------
    corpus : Corpus
    codebook : str, Path or Codebook
        Whose categories are asked for.
    n : int
        How many passages.
    categories : list of str, optional
        Only these; all if not given.
    unit : {"sentence", "paragraph", "document"}
    by : str, optional
        A column of the documents: as many passages from each of its values as can be had (stratified sample).
    coding : Coding, optional
        With it, half of the passages are drawn from those that the machine gives one of the categories, half from
        the others: a rare category would hardly be met otherwise.
    likely : array, passages, optional
        How useful it is to have each passage coded (the uncertainty of a learned code, say; all above 0). The
        probability of being drawn rises with it, and never falls below a fifth of the average.
    seed : int

    Returns
    -------
    Sheet

    Raises
    ------
    SheetError
        There are fewer passages than `n`, or no such category.
    ColumnError
        No such column.

    Examples
    --------
    >>> import discourse as dc
    >>> sheet = draw_sheet(dc.read("two-columns"), "war-and-talks", n=10, categories=["hope"])
    >>> len(sheet.items), sheet.categories
    (10, ('hope',))
    """
    from discourse.framing import Codebook

    book = codebook if isinstance(codebook, Codebook) else Codebook.load(codebook)
    book = book.of(corpus.documents["language"].dropna())
    chosen = list(book.categories) if categories is None else list(categories)
    for category in chosen:
        if category not in book.categories:
            raise SheetError(
                f"the codebook {book.name!r} has no category {category!r}", remedy=f"use {', '.join(book.categories)}"
            )
    frame = passages(corpus, unit)
    if not 1 <= n <= len(frame):
        raise SheetError(
            f"{n} passages cannot be drawn: the corpus has {len(frame)}", remedy=f"ask for {len(frame)} at most"
        )
    strata = _strata(corpus, frame, by, coding, chosen)
    generator = np.random.default_rng(seed)
    drawn, probability = _weighted(likely, n, generator) if likely is not None else _stratified(strata, n, generator)
    generator.shuffle(drawn)  # so that the order on the sheet tells nothing
    texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
    items = []
    for number, row in enumerate(drawn, start=1):
        name, start, end = frame.loc[row, ["document", "start", "end"]]
        text = texts[name]
        items.append(
            Item(
                item=f"p{number:04}",
                document=name,
                start=int(start),
                end=int(end),
                probability=round(float(probability[row]), 12),
                stratum=strata[row],
                before=_context(text, max(0, start - _CONTEXT), start),
                passage=" ".join(text[start:end].split()),
                after=_context(text, end, min(len(text), end + _CONTEXT)),
            )
        )
    about = f"{corpus.fingerprint} {book.version} {unit} {','.join(chosen)} {n} {by} {seed} {sorted(drawn)}"
    return Sheet(
        id=hashlib.sha256(about.encode()).hexdigest()[:8],
        corpus=corpus.name,
        fingerprint=corpus.fingerprint,
        codebook=book.name,
        version=book.version,
        unit=unit,
        seed=seed,
        population=len(frame),
        categories=tuple(chosen),
        labels={category: book.categories[category].label for category in chosen},
        definitions={category: book.categories[category].definition for category in chosen},
        items=tuple(items),
    )


def _context(text: str, start: int, end: int) -> str:
    """What stands around a passage, without the words that are cut at its far ends."""
    while 0 < start < end and not text[start - 1].isspace():
        start += 1
    while start < end < len(text) and not text[end].isspace():
        end -= 1
    return " ".join(text[start:end].split())


def _strata(corpus, frame: pd.DataFrame, by: str | None, coding, categories: list[str]) -> np.ndarray:
    """The stratum of each passage, as text."""
    parts = []
    if by is not None:
        values = frame["document"].map(corpus.column(by)).astype("string").fillna("(none)")
        parts.append(f"{by}={v}" for v in values)
    if coding is not None:
        found = coded_passages(frame, coding.hits, categories).any(axis=1)
        parts.append("coded" if one else "not coded" for one in found)
    if not parts:
        return np.array(["all"] * len(frame), dtype=object)
    return np.array([", ".join(values) for values in zip(*parts, strict=True)], dtype=object)


def _stratified(strata: np.ndarray, n: int, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """As many from each stratum as from every other, as far as they reach."""
    names, sizes = np.unique(strata, return_counts=True)
    wanted = _shared_out(n, sizes)
    probability = np.zeros(len(strata))
    drawn = []
    for name, size, count in zip(names, sizes, wanted, strict=True):
        inside = np.flatnonzero(strata == name)
        drawn.append(generator.choice(inside, count, replace=False))
        probability[inside] = count / size
    return np.concatenate(drawn), probability


def _shared_out(n: int, sizes: np.ndarray) -> np.ndarray:
    """`n` shared out evenly, nobody getting more than its size; what is left over goes to the largest first."""
    given = np.zeros(len(sizes), dtype=int)
    while (left := n - given.sum()) > 0:
        open_ = np.flatnonzero(given < sizes)
        share = left // len(open_)
        if share == 0:
            given[open_[np.argsort(given[open_] - sizes[open_], kind="stable")[:left]]] += 1
            break
        given[open_] = np.minimum(sizes[open_], given[open_] + share)
    return given


def _weighted(likely: np.ndarray, n: int, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Systematic sampling with probability proportional to size (Madow 1949), in random order."""
    weights = np.asarray(likely, dtype=float)
    weights = np.maximum(weights, 0.2 * weights.mean())
    probability = np.minimum(1, n * weights / weights.sum())
    while probability.sum() < n - 1e-9:  # what certain ones cannot take goes to the others
        free = probability < 1
        probability[free] = np.minimum(1, probability[free] * (n - (~free).sum()) / probability[free].sum())
    order = generator.permutation(len(weights))
    steps = np.concatenate([[0], np.cumsum(probability[order])])
    at = np.searchsorted(steps, generator.random() + np.arange(n), side="right") - 1
    return order[np.minimum(at, len(order) - 1)], probability

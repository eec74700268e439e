"""Large corpora for benchmarks: real sentences drawn anew, with new names as a growing corpus has them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

import discourse as dc

_SHARED = Path(__file__).parents[3] / "shared" / "data"  # beside the checkout, on some machines


def sentences() -> list[str]:
    """The sentences of the corpora that are installed, and of the speeches beside the checkout if they are there."""
    corpora = [dc.read("lee"), dc.read("two-columns")]
    corpora += [dc.read(path, language="en") for path in sorted(_SHARED.glob("*.zip"))]
    found = []
    for corpus in corpora:
        table = dc.sentences(corpus)
        texts = dict(zip(corpus.documents["document"], corpus.documents["text"], strict=True))
        found += [" ".join(texts[row.document][row.start : row.end].split()) for row in table.itertuples()]
    return found


def documents(megabytes: float, seed: int = 0, length: float = 2.9):
    """Documents of some 2.7 kB each, together so large, as ``document, text, date, outlet``.

    `length` is the mean of the logarithm of their sentences: with 1.9 they have some 1 kB.

    Six sentences in ten get an invented name, of a Zipf distribution without an end, so that the vocabulary keeps
    growing as Heaps' law has it; one in ten is quoted, half the documents with curly quotation marks.
    """
    import pandas as pd

    pool = sentences()
    generator = np.random.default_rng(seed)
    rows, size = [], 0
    while size < megabytes * 1e6:
        curly = generator.random() < 0.5
        count = max(3, int(generator.lognormal(length, 0.5)))
        chosen = generator.integers(len(pool), size=count)
        named, quoted = generator.random(count) < 0.6, generator.random(count) < 0.1
        names = generator.zipf(1.1, count) % 10**9
        parts = []
        for number in range(count):
            text = pool[chosen[number]]
            if named[number]:
                name = _name(int(names[number]))
                text = f"{text[:-1]}, {name}." if number % 2 and text[-2:-1].isalpha() else f"{name}: {text}"
            if quoted[number]:
                text = f"“{text}”" if curly else f'"{text}"'
            parts.append(text)
        text = "\n".join(" ".join(parts[at : at + 4]) for at in range(0, count, 4))
        size += len(text.encode())
        day = pd.Timestamp("2022-01-01") + pd.Timedelta(days=int(generator.integers(1200)))
        rows.append((f"d{len(rows):07}", text, day.strftime("%Y-%m-%d"), f"Paper {generator.integers(12)}"))
    return pd.DataFrame(rows, columns=["document", "text", "date", "outlet"])


def _name(number: int) -> str:
    syllables = ("ka", "re", "mo", "ti", "su", "ne", "vo", "la", "dri", "sha")
    return "".join(syllables[int(digit)] for digit in str(number)).capitalize()

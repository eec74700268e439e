"""Running the examples that are written in a codebook."""

from __future__ import annotations

import pandas as pd

from discourse.framing.codebook import Codebook
from discourse.framing.coder import code_text
from discourse.framing.matcher import Matcher


def check(codebook: Codebook) -> pd.DataFrame:
    """The examples that are not coded as they should be; see `Codebook.check`."""
    failures = []
    for language in codebook.languages:
        matcher = Matcher(codebook, language)
        for category in codebook.categories.values():
            for kind, texts in (("example", category.examples), ("counter-example", category.counter_examples)):
                for text in texts.get(language, ()):
                    hits = [hit for hit in code_text(text, matcher) if hit.category == category.id]
                    problem = _problem(kind, hits)
                    if problem:
                        failures.append((category.id, kind, text, problem))
    return pd.DataFrame(failures, columns=["category", "kind", "text", "problem"])


def _problem(kind: str, hits: list) -> str:
    standing = [hit for hit in hits if not hit.negated]
    if kind == "example" and not standing:
        return "coded as negated only" if hits else "not coded"
    if kind == "counter-example" and standing:
        return "coded by " + ", ".join(sorted({repr(hit.pattern) for hit in standing}))
    return ""

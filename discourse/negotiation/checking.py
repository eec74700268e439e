"""Running the examples that are written in a codebook of acts."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from discourse.negotiation.find import Finder

if TYPE_CHECKING:
    import pandas as pd


def check_acts(acts: str | Path | None = None, actors: str | Path | None = None, language: str = "en") -> pd.DataFrame:
    """The examples of a codebook of acts that are not coded as they should be.

    Parameters
    ----------
    acts, actors : path, optional
        As for `discourse.statements`.
    language : str

    Returns
    -------
    pandas.DataFrame
        Columns ``act, kind`` (example or counter-example), ``line, text, problem``; no rows if all is well.

    Examples
    --------
    >>> len(check_acts())
    0
    """
    import pandas as pd

    finder = Finder.load(language, actors, acts)
    failures = []
    for act, text, is_one, line in finder.book.examples:
        found = [one.act for one in finder.statements(text) if not one.negated]
        if (act in found) != is_one:
            coded = f"coded as {', '.join(found)}" if found else "not coded"
            failures.append((act, "example" if is_one else "counter-example", line, text, coded))
    return pd.DataFrame(failures, columns=["act", "kind", "line", "text", "problem"])

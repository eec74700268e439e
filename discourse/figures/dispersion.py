"""The dispersion plot: where in each document a word stands."""

from __future__ import annotations

import matplotlib
import pandas as pd

from discourse.figures.figure import COLOURS, FAINT, RULES, Figure, new_figure
from discourse.figures.wording import shorten

MOST = 40


def dispersion(places: pd.DataFrame, *, query: str = "", most: int = MOST, title: str = "") -> Figure:
    """One row per document, one stroke per occurrence; documents in the order of their dates, if they have any.

    Parameters
    ----------
    places : DataFrame
        As `Concordance.places` gives it: ``document, date, place, length``; `place` from 0 to 1, missing where a
        document has none.
    query : str
        What was looked for.
    most : int
        Of more documents those with most occurrences are shown; the caption says how many are not.
    title : str

    Returns
    -------
    Figure
    """
    counts = places.groupby("document", sort=False)["place"].count()
    chosen = counts if len(counts) <= most else counts.sort_values(ascending=False, kind="stable").head(most)
    documents = places[places["document"].isin(chosen.index)].drop_duplicates("document")
    if documents["date"].notna().any():
        documents = documents.sort_values("date", kind="stable")
    order = list(documents["document"])
    with matplotlib.rc_context(RULES):
        figure = new_figure(7.2, max(1.5, 0.8 + 0.19 * len(order)))
        axes = figure.add_subplot()
        for row, name in enumerate(order):
            axes.axhspan(row - 0.38, row + 0.38, color="#f1f1f1", lw=0)
            here = places.loc[places["document"] == name, "place"].dropna()
            axes.vlines(here, row - 0.38, row + 0.38, color=COLOURS[0], lw=1.4)
            axes.annotate(
                f"{counts[name]:,}", (1, row), (5, 0), textcoords="offset points", va="center", fontsize=8, color=FAINT
            )
        axes.set_yticks(range(len(order)), [shorten(str(name), 34) for name in order], fontsize=8)
        axes.set_ylim(len(order) - 0.5, -0.5)
        axes.set_xlim(0, 1)
        axes.set_xticks([0, 0.5, 1], ["beginning", "middle", "end"])
        axes.tick_params(length=0)
        for side in ("left", "bottom"):
            axes.spines[side].set_visible(False)
        if title:
            axes.set_title(title)
    total, having = int(counts.sum()), int((counts > 0).sum())
    first = counts[counts > 0].sort_values(ascending=False, kind="stable").head(5)
    top = "; ".join(f"{name} {count}" for name, count in first.items()) or "none"
    what, have = (f" of {query}" if query else ""), f"{having:,} of {len(counts):,} documents"
    hidden = f" The {len(order)} with most are shown." if len(order) < len(counts) else ""
    figure.alt = f"Dispersion{what}: {total:,} occurrences in {have}. Most in: {top}."
    figure.caption = f"One stroke per occurrence{what}, at its place in the document; {have} have it.{hidden}"
    return figure

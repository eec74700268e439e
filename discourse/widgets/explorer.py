"""The concordance explorer: search, sort, filter, and one click to the passage in its document."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import anywidget
import pandas as pd
import traitlets

from discourse.contrast.concordance import ORDERS, WINDOW, Concordance, concordance
from discourse.corpus.given import as_corpus
from discourse.errors import DiscourseError

if TYPE_CHECKING:
    from discourse.corpus import Corpus

HERE = Path(__file__).parent
MOST_LINES = 200  # sent to the browser at once
MOST_VALUES = 60  # of a column that is offered as a filter
CONTEXT = 20_000  # characters of the document on either side of the keyword
NO_FILTERS = ("document", "text", "source", "title")


def explore(
    corpus: Corpus, query: str, *, window: int = WINDOW, order: str = "text", codebook: str = "war-and-talks"
) -> Explorer | Concordance:
    """Explore a concordance in JupyterLab.

    Parameters
    ----------
    corpus : Corpus
    query : str
        What to begin with; as for `discourse.concordance`.
    window : int
        Tokens shown on either side.
    order : {"text", "left", "right", "keyword"}
        How lines are sorted at first.
    codebook : str
        The one that ``category:`` names a category of.

    Returns
    -------
    Explorer
        A widget with a search box, sorting, a filter by metadata, and lines that open the passage in its document.
        Where widgets do not run (a notebook that is not trusted, a page made of one) the same lines show as static
        HTML. While a report is made, where nobody can click, the concordance itself.

    Examples
    --------
    >>> import discourse as dc
    >>> explorer = dc.explore(dc.read("two-columns"), "peace")
    >>> explorer.query = "truce"
    >>> explorer.note.startswith("truce: ")
    True
    """
    corpus = as_corpus(corpus)
    if os.environ.get("DISCOURSE_OUTPUT"):  # a widget's random names would make every run another
        return concordance(corpus, query, window=window, codebook=codebook).sort(order)
    return Explorer(corpus, query, window=window, order=order, codebook=codebook)


class Explorer(anywidget.AnyWidget):
    """See `explore`. Its traits may be set from Python, too.

    Attributes
    ----------
    query, order : str
    filters : dict
        Column to the value that lines must have there.
    note : str
        What was found, or what is wrong with the query.
    lines : list of dict
        The lines shown: ``left, keyword, right, document``.
    chosen : int
        The line whose passage is open; -1 for none.
    passage : dict
        That passage: ``title, about, before, keyword, after``.
    """

    _esm = HERE / "explorer.js"
    _css = HERE / "explorer.css"
    query = traitlets.Unicode().tag(sync=True)
    order = traitlets.Enum(ORDERS, "text").tag(sync=True)
    filters = traitlets.Dict().tag(sync=True)
    values = traitlets.Dict().tag(sync=True)
    note = traitlets.Unicode().tag(sync=True)
    wrong = traitlets.Bool(False).tag(sync=True)
    lines = traitlets.List().tag(sync=True)
    chosen = traitlets.Int(-1).tag(sync=True)
    passage = traitlets.Dict().tag(sync=True)

    def __init__(self, corpus: Corpus, query: str, *, window: int, order: str, codebook: str):
        self._corpus, self._window, self._codebook = corpus, window, codebook
        self._found = self._shown = concordance(corpus, query, window=window, codebook=codebook)
        super().__init__(query=query, order=order, values=_values(corpus))
        self._show()
        self.observe(self._search, "query")
        self.observe(self._show, ["order", "filters"])
        self.observe(self._open, "chosen")

    @property
    def concordance(self) -> Concordance:
        """The lines as they are shown: filtered and sorted."""
        return self._shown

    def _search(self, _=None) -> None:
        try:
            self._found = concordance(self._corpus, self.query, window=self._window, codebook=self._codebook)
        except DiscourseError as error:
            self._say(str(error), wrong=True)
            return
        self._show()

    def _show(self, _=None) -> None:
        wanted = {column: value for column, value in self.filters.items() if value}
        try:
            found = self._found.where(**wanted) if wanted else self._found
        except DiscourseError as error:
            self._say(str(error), wrong=True)
            return
        self._shown = found.sort(self.order)
        lines = self._shown[:MOST_LINES].lines[["left", "keyword", "right", "document"]]
        more = f" The first {MOST_LINES} are shown." if len(self._shown) > MOST_LINES else ""
        self._say(f"{self._shown.note}.{more}", lines=lines.to_dict("records"))

    def _say(self, note: str, *, lines=(), wrong: bool = False) -> None:
        """One message to the browser, not four."""
        with self.hold_sync():
            self.chosen, self.passage = -1, {}
            self.note, self.wrong, self.lines = note, wrong, list(lines)

    def _open(self, _=None) -> None:
        if not 0 <= self.chosen < len(self._shown):
            self.passage = {}
            return
        text, start, end = self._shown.passage(self.chosen)
        document = self._shown.lines["document"].iloc[self.chosen]
        self.passage = {
            "title": document,
            "about": _about(self._corpus, document),
            "before": ("… " if start > CONTEXT else "") + text[max(0, start - CONTEXT) : start],
            "keyword": text[start:end],
            "after": text[end : end + CONTEXT] + (" …" if end + CONTEXT < len(text) else ""),
        }

    def _repr_mimebundle_(self, **options):
        bundle = super()._repr_mimebundle_(**options)
        data, metadata = bundle if isinstance(bundle, tuple) else (bundle or {}, {})
        shown = {"text/html": self._shown._repr_html_(), "text/plain": str(self._shown)}
        return {**data, **shown}, metadata

    def __repr__(self) -> str:
        return f"<Explorer {self.note}>"


def _values(corpus: Corpus) -> dict[str, list[str]]:
    """The columns that lines can be filtered by, with their values in order."""
    found = {}
    for column in corpus.documents.columns:
        series = corpus.documents[column]
        if column in NO_FILTERS or pd.api.types.is_datetime64_any_dtype(series) or not series.map(_is_name).all():
            continue
        values = sorted(series.dropna().unique())
        if 1 < len(values) <= MOST_VALUES:
            found[column] = values
    return found


def _is_name(value: object) -> bool:
    return isinstance(value, str) or pd.isna(value)


def _about(corpus: Corpus, document: str) -> str:
    row = corpus.documents.set_index("document").loc[document]
    date = row.get("date")
    parts = [row.get("title"), row.get("author"), row.get("outlet"), f"{date:%Y-%m-%d}" if pd.notna(date) else None]
    return ", ".join(str(part) for part in parts if part is not None and pd.notna(part))

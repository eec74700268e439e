"""The concordance: a word in each of its places, keyword in context."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.contrast.query import CATEGORY, Places, find, near_words, whole
from discourse.corpus.given import as_corpus
from discourse.display import Displayed
from discourse.errors import ColumnError, DateError
from discourse.inference import MINIMUM, periods_of, rate
from discourse.language import encode

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.framing import Codebook

COLUMNS = ["document", "start", "end", "part", "left", "keyword", "right"]
BODY = "body"
WINDOW = 10
ORDERS = ("left", "right", "keyword", "text")
_DEPTH = 5  # how many tokens of context an order looks at


def concordance(
    corpus: Corpus, query: str, *, window: int = WINDOW, codebook: str | Codebook | None = None
) -> Concordance:
    """Every occurrence of a query, with the words around it (keyword in context).

    Parameters
    ----------
    corpus : Corpus
    query : str
        A pattern as in codebooks: ``peace``, ``peace talks``, ``negotiat*``, ``lemma:talk``, ``talks|negotiations``,
        ``break* off ... talks`` (a gap); ``category:hope``: what a codebook codes with it; ``/peace\\w+/``: a regular
        expression. Case does not matter. A pattern never reaches over the end of a sentence.
    window : int
        How many tokens to show on either side; punctuation marks count, a clitic such as ’s goes with its word.
    codebook : str or Codebook, optional
        The one that ``category:`` names a category of; ``war-and-talks`` if not given.

    Returns
    -------
    Concordance
        Also when nothing is found; it then says so, and which words of the corpus are spelt alike.

    Raises
    ------
    QueryError
        The query is wrong; column says where.

    Examples
    --------
    >>> import discourse as dc
    >>> found = dc.concordance(dc.read("two-columns"), "lemma:talk", window=4)
    >>> len(found) > 0 and found.lines.columns.tolist()
    ['document', 'start', 'end', 'part', 'left', 'keyword', 'right']
    """
    if isinstance(window, bool) or not isinstance(window, int | np.integer) or window < 0:
        raise ColumnError(f"a window of {window!r} tokens cannot be shown", remedy="give a whole number, 0 or more")
    corpus = as_corpus(corpus)
    return Concordance(corpus, query, window, find(corpus, query, codebook))


class Concordance(Displayed):
    """The occurrences of a query, in reading order unless sorted.

    It is not changed: `sort`, `sample`, `where` and indexing with a slice give new ones.

    Attributes
    ----------
    corpus : Corpus
    query : str
    window : int
    """

    def __init__(self, corpus: Corpus, query: str, window: int, places: Places, note: str = ""):
        self.corpus, self.query, self.window = corpus, query, window
        self._places, self._note = places, note

    def __len__(self) -> int:
        return len(self._places.start)

    def __getitem__(self, lines: slice) -> Concordance:
        """Some of the lines, as a slice."""
        return self._only(np.arange(len(self))[lines], self._note)

    def _only(self, chosen: np.ndarray, note: str) -> Concordance:
        return Concordance(self.corpus, self.query, self.window, Places(*(a[chosen] for a in self._places)), note)

    @cached_property
    def lines(self) -> pd.DataFrame:
        """One row per occurrence: ``document, start, end, part, left, keyword, right``.

        `start` and `end` are code-point offsets of the keyword into its document's text; `part` is ``body``, or what
        is marked there (``title``, ``byline`` …); left and right are the text of the window, with blanks and line ends
        made one blank.
        """
        names = self.corpus.documents["document"].to_numpy()
        texts = self.corpus.documents["text"].to_numpy()
        low, high = self._windows
        rows = [
            (names[d], start, end, part, _flat(texts[d][a:start]), _flat(texts[d][start:end]), _flat(texts[d][end:b]))
            for d, start, end, part, a, b in zip(
                *(x.tolist() for x in (*self._places[:3], self._parts, low, high)), strict=True
            )
        ]
        return pd.DataFrame(rows, columns=COLUMNS)

    @cached_property
    def _parts(self) -> np.ndarray:
        """In what part of its document each line is."""
        marks = self.corpus.marks
        parts = np.full(len(self), BODY, dtype=object)
        if len(marks) and len(self):
            number = {name: place for place, name in enumerate(self.corpus.documents["document"])}
            # One scale for all documents: their numbers, then offsets in them.
            owner = marks["document"].map(number).to_numpy(np.int64) << 32
            order = np.argsort(owner + marks["start"].to_numpy(), kind="stable")
            begin, end = ((owner + marks[side].to_numpy())[order] for side in ("start", "end"))
            here = (self._places.document << 32) + self._places.start
            last = np.searchsorted(begin, here, side="right") - 1
            inside = (last >= 0) & (here < end[last])
            parts[inside] = marks["kind"].to_numpy()[order][last[inside]]
        return parts

    @cached_property
    def _windows(self) -> tuple[np.ndarray, np.ndarray]:
        """Where the contexts begin and end, as offsets."""
        encoded = encode(whole(self.corpus))
        first, after = self._places.first, self._places.after
        low, high = (encoded.document_bounds[self._places.document + side] for side in (0, 1))
        counting = _counting(encoded)
        begin = np.maximum(_step(counting, first, -self.window), low)
        end = np.minimum(_step(counting, after, self.window), high)
        start = np.where(begin < first, encoded.start[np.minimum(begin, len(encoded) - 1)], self._places.start)
        return start, np.where(end > after, encoded.end[end - 1], self._places.end)

    def sort(self, by: str = "right") -> Concordance:
        """The lines in another order.

        Parameters
        ----------
        by : {"right", "left", "keyword", "text"}
            By the words after the keyword, those before it (the nearest first), the keyword itself; "text" is the
            reading order. Punctuation comes before words.

        Raises
        ------
        ColumnError
            Another order.
        """
        if by not in ORDERS:
            raise ColumnError(f"lines cannot be sorted by {by!r}", remedy=f"use one of {', '.join(ORDERS)}")
        reading = (self._places.start, self._places.document)
        if by == "text":
            return self._only(np.lexsort(reading), self._note)
        encoded = encode(whole(self.corpus))
        first, after = self._places.first, self._places.after
        low, high = (encoded.document_bounds[self._places.document + side] for side in (0, 1))
        if by == "keyword":
            places = [(first + step, first + step < after) for step in range(_DEPTH)]
        else:
            # Clitics are passed over: the minister's talks stand under minister.
            counting = _counting(encoded)
            beside = np.searchsorted(counting, first if by == "left" else after)
            steps = range(-1, -_DEPTH - 1, -1) if by == "left" else range(_DEPTH)
            at = [(beside + step, counting[np.clip(beside + step, 0, len(counting) - 1)]) for step in steps]
            places = [(token, (n >= 0) & (n < len(counting)) & (token >= low) & (token < high)) for n, token in at]
        # The vocabulary is sorted, so that ids order as words do.
        keys = [np.where(there, encoded.ids[np.clip(at, 0, len(encoded) - 1)], -1) for at, there in places]
        return self._only(np.lexsort((*reading, *reversed(keys))), self._note)

    def sample(self, n: int, *, seed: int = 0) -> Concordance:
        """At most `n` of the lines, drawn at random, in their order here; the same seed draws the same."""
        if n >= len(self):
            return self
        chosen = np.sort(np.random.default_rng(seed).permutation(len(self))[: max(n, 0)])
        return self._only(chosen, f"a random sample of {n:,} of {len(self):,} lines")

    def where(self, **conditions) -> Concordance:
        """The lines from documents with such metadata; conditions and errors as for `Corpus.where`."""
        kept = set(self.corpus.where(**conditions).documents["document"])
        wanted = self.corpus.documents["document"].isin(kept).to_numpy()
        described = ", ".join(f"{column} = {value}" for column, value in conditions.items())
        return self._only(
            np.flatnonzero(wanted[self._places.document]), f"{self._note + '; ' if self._note else ''}{described}"
        )

    @property
    def counts(self) -> pd.Series:
        """How many lines the body of each document of the corpus has."""
        found = np.bincount(self._places.document[self._parts == BODY], minlength=len(self.corpus))
        return pd.Series(found, index=pd.Index(self.corpus.documents["document"]), name="lines")

    def rate(
        self,
        by: str | None = None,
        period: str | None = None,
        *,
        resamples: int = 1000,
        seed: int = 0,
        minimum: int = MINIMUM,
    ) -> pd.DataFrame:
        """How often the query occurs per 1,000 words of body, with intervals from a bootstrap over documents.

        Parameters
        ----------
        by : str, optional
            A column of the documents: one estimate per value.
        period : {"day", "week", "month", "quarter", "year", "decade"}, optional
            One estimate per period.
        resamples, seed, minimum
            As for `discourse.inference.rate`.

        Returns
        -------
        pandas.DataFrame
            Estimates with a first column ``query``.
        """
        groups = self.corpus.column(by).reset_index(drop=True) if by else None
        dates = self.corpus.documents["date"]
        if period and dates.isna().all():
            raise DateError("no document has a date, so there are no periods", source=self.corpus.name)
        table = rate(
            self.counts.to_numpy(float)[:, None],
            [self.query],
            groups,
            periods_of(dates, period) if period else None,
            exposure=self.corpus.words.to_numpy(float),
            resamples=resamples,
            seed=seed,
            minimum=minimum,
        )
        return table.rename(columns={"name": "query"})

    def places(self) -> pd.DataFrame:
        """Where in its document each line is, for a dispersion plot: ``document, date, place, length``.

        `place` is from 0 (the first character) to 1 (the last); documents without a line have one row in which it is
        missing; `length` is how many words the document has.
        """
        documents = self.corpus.documents
        lengths = documents["text"].str.len().to_numpy(float)
        found = self._places
        rows = pd.DataFrame({"number": found.document, "place": found.start / np.maximum(lengths[found.document], 1)})
        every = pd.DataFrame({"number": np.arange(len(documents)), "document": documents["document"].to_numpy()})
        every["date"] = documents["date"].to_numpy()
        every["length"] = self.corpus.words.to_numpy()
        table = every.merge(rows, how="left", on="number").sort_values(["number", "place"], ignore_index=True)
        return table[["document", "date", "place", "length"]]

    def passage(self, line: int) -> tuple[str, int, int]:
        """The text of a line's document, and where in it the keyword is."""
        text = self.corpus.documents["text"].iloc[int(self._places.document[line])]
        return text, int(self._places.start[line]), int(self._places.end[line])

    @property
    def _expression(self) -> bool:
        """Whether the query is no words: a regular expression or a category."""
        return self.query.strip().startswith(("/", CATEGORY))

    @property
    def note(self) -> str:
        """What there is, in a sentence; where nothing is found, which words of the corpus are spelt alike."""
        if len(self) or self._note:
            documents = len(np.unique(self._places.document))
            marked = int((self._parts != BODY).sum())
            outside = f", {marked:,} outside the body" if marked else ""
            lines = f"{len(self):,} {'line' if len(self) == 1 else 'lines'}"
            note = f" ({self._note})" if self._note else ""
            return f"{self.query}: {lines} in {documents:,} of {len(self.corpus):,} documents{outside}{note}"
        near = near_words(encode(whole(self.corpus)), self.query) if not self._expression else []
        hint = f"; words spelt alike: {', '.join(near)}" if near else ""
        return f"{self.query}: no occurrence in {len(self.corpus):,} documents{hint}"

    def _heading(self) -> str:
        return f"Concordance {self.note}"

    def __str__(self) -> str:
        from discourse.contrast.view import as_text

        return as_text(self)

    def _repr_html_(self) -> str:
        from discourse.contrast.view import as_html

        return as_html(self)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _counting(encoded) -> np.ndarray:
    """The places of the tokens that fill a place of a window: all but clitics, which go with the word before."""
    if "counting" not in encoded.kept:
        clitic = np.array([len(form) > 1 and form[0] == "'" for form in encoded.vocabulary], bool)
        encoded.kept["counting"] = np.flatnonzero(~clitic[encoded.ids])
    return encoded.kept["counting"]


def _step(counting: np.ndarray, tokens: np.ndarray, steps: int) -> np.ndarray:
    """So many counting tokens to the left (below 0) or right: where the window begins, or the token after it."""
    index = np.searchsorted(counting, tokens) + steps
    there = counting[np.clip(index, 0, len(counting) - 1)]
    return np.where(index < 0, 0, np.where(index >= len(counting), np.iinfo(np.int64).max, there))

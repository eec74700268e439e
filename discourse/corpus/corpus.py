"""The corpus: documents, what was marked in them, and what did not become one."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path

import pandas as pd

from discourse.corpus.columns import COLUMNS
from discourse.corpus.dates import stretch
from discourse.corpus.document import Document
from discourse.corpus.duplicates import find_duplicates
from discourse.corpus.fingerprint import fingerprint_of, together
from discourse.corpus.values import is_missing
from discourse.display import Displayed
from discourse.errors import ColumnError, DateError, EmptyCorpusError, MissingInputError
from discourse.tokens import word_count

MARKS = ("document", "start", "end", "kind", "text")
LEFT_OUT = ("source", "row", "reason")


class Corpus(Displayed):
    """Documents with their metadata.

    A corpus is not changed: `where`, `between` and `without_duplicates` give new ones.

    Attributes
    ----------
    documents : pandas.DataFrame
        One row per document: ``document, text, title, date, author, outlet, actor, language, source``, then
        whatever else is known. None (NaT for dates) where there is nothing.
    marks : pandas.DataFrame
        ``document, start, end, kind, text``: parts of the texts that are not body, as code-point offsets into
        the text as it was read. The text itself is never edited.
    left_out : pandas.DataFrame
        ``source, row, reason``: everything that was there and is no document of this corpus.
    notes : list of str
        What had to be guessed or chosen while reading: encodings, the date format, languages.
    name : str
        What it is called in reports.
    """

    def __init__(self, documents: pd.DataFrame, marks=None, left_out=None, notes=(), name: str = "corpus"):
        self.documents = documents.reset_index(drop=True)
        self.marks = _table(marks, MARKS, {"start": "int64", "end": "int64"})
        self.left_out = _table(left_out, LEFT_OUT, {"row": "Int64"})
        self.notes = list(notes)
        self.name = name
        self.kept: dict = {}  # what lenses have worked out of it, to be shared

    def __len__(self) -> int:
        return len(self.documents)

    def __iter__(self) -> Iterator[Document]:
        extra = [c for c in self.documents.columns if c not in COLUMNS]
        for row in self.documents.to_dict("records"):
            known = {c: None if is_missing(row[c]) else row[c] for c in COLUMNS}
            yield Document(**known, metadata={c: row[c] for c in extra}, body=self.body(row["document"]))

    def __contains__(self, document: object) -> bool:
        return document in self._position

    def __getitem__(self, document: str) -> Document:
        """The document of that name.

        Raises
        ------
        MissingInputError
            There is none; the message suggests names that are close.
        """
        number = self.place(document)
        return next(iter(Corpus(self.documents.iloc[[number]], self._marks_of([document]), name=self.name)))

    @cached_property
    def _position(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.documents["document"])}

    @cached_property
    def _bodies(self) -> dict[str, list[tuple[int, int]]]:
        spans: dict[str, list[tuple[int, int]]] = {}
        for name, start, end in zip(*(self.marks[c] for c in ("document", "start", "end")), strict=True):
            spans.setdefault(name, []).append((int(start), int(end)))
        texts = zip(self.documents["document"], self.documents["text"], strict=True)
        return {name: _unmarked(text, sorted(spans.get(name, []))) for name, text in texts}

    @cached_property
    def words(self) -> pd.Series:
        """How many words the body of each document has, indexed by document."""
        counts = {row.document: word_count(row.text, self._bodies[row.document]) for row in self.documents.itertuples()}
        return pd.Series(counts, dtype="int64")

    def place(self, document: str) -> int:
        """The number of a document, from 0.

        Raises
        ------
        MissingInputError
            There is none of that name; the message suggests names that are close.
        """
        if document not in self._position:
            close = get_close_matches(str(document), self._position, n=3)
            remedy = f"did you mean {' or '.join(close)}?" if close else "see corpus.documents for the names"
            raise MissingInputError(f"no document {document!r} in {self.name}", remedy=remedy)
        return self._position[document]

    def _marks_of(self, documents) -> pd.DataFrame:
        return self.marks[self.marks["document"].isin(list(documents))]

    @property
    def columns(self) -> list[str]:
        """What is known of the documents: the columns of `documents`."""
        return list(self.documents.columns)

    def table(self, *columns: str) -> pd.DataFrame:
        """Some columns of the documents; of a corpus on disk the others are not read."""
        return self.documents[list(columns)]

    def column(self, name: str, *also: str) -> pd.Series:
        """A column of the documents as text, indexed by document.

        Raises
        ------
        ColumnError
            There is none; the message lists those there are, and what else (`also`) may be asked for.
        """
        if not isinstance(name, str) or name not in self.columns:
            raise ColumnError(
                f"the documents have no column {name!r}",
                remedy=f"use one of {', '.join([*self.columns, *also])}",
            )
        return self.table(*dict.fromkeys(("document", name))).set_index("document", drop=False)[name].astype("string")

    def body(self, document: str) -> list[tuple[int, int]]:
        """The stretches of a document that nothing marks, as ``(start, end)`` without blanks at their ends."""
        self.place(document)
        return list(self._bodies[document])

    def where(self, **conditions) -> Corpus:
        """The documents whose metadata have the values named.

        Parameters
        ----------
        **conditions
            Column to a value, or to a list of values of which one must hold; None finds what is not known.

        Returns
        -------
        Corpus
            With the marks of the documents kept; what was left out and noted on reading stays listed.

        Raises
        ------
        ColumnError
            No such column.
        EmptyCorpusError
            No document has these values; the message lists those there are.

        Examples
        --------
        >>> import discourse
        >>> discourse.read("lee").where(document=["lee-001", "lee-002"])
        <Corpus lee: 2 documents, 468 words>
        """
        keep = pd.Series(True, index=range(len(self)))
        for column, wanted in conditions.items():
            if column not in self.columns:
                raise ColumnError(f"no column {column!r}; columns are {', '.join(self.columns)}", source=self.name)
            if column == "date":
                raise ColumnError("dates are chosen with corpus.between(first, last)", source=self.name)
            values = list(wanted) if isinstance(wanted, (list, tuple, set, frozenset, pd.Series)) else [wanted]
            series = self.table(column)[column]
            keep &= series.isin([v for v in values if not is_missing(v)]) | (
                series.isna() if any(map(is_missing, values)) else False
            )
            if not keep.any():
                there = ", ".join(map(repr, series.dropna().drop_duplicates().head(10))) or "none"
                raise EmptyCorpusError(
                    f"no document has {column}={wanted!r}", source=self.name, remedy=f"values: {there}"
                )
        described = ", ".join(f"{column}={wanted!r}" for column, wanted in conditions.items())
        return self._kept(keep, f"where {described}")

    def between(self, first, last) -> Corpus:
        """The documents of a stretch of time, both ends included.

        Parameters
        ----------
        first, last : str or datetime
            ISO dates; ``"2022"`` and ``"2022-12"`` mean the whole year or month.

        Returns
        -------
        Corpus
            Documents without a date are added to its `left_out`.

        Raises
        ------
        DateError
            No document has a date, or an end is no date.
        EmptyCorpusError
            Nothing in that time; the message says from when to when there is something.
        """
        dates = self.table("date")["date"]
        if dates.isna().all():
            raise DateError(
                "no document has a date", source=self.name, remedy="read it with date='COLUMN' or a metadata index"
            )
        start, end = stretch(first)[0], stretch(last)[1]
        keep = (dates >= start) & (dates <= end)
        if not keep.any():
            raise EmptyCorpusError(
                f"no document from {first} to {last}",
                source=self.name,
                remedy=f"there are documents from {dates.min():%Y-%m-%d} to {dates.max():%Y-%m-%d}",
            )
        reasons = {i: "no date" for i in dates.index[dates.isna()]}
        return self._kept(keep, f"between {first} and {last}", reasons)

    def duplicates(self, threshold: float = 0.6) -> pd.DataFrame:
        """Documents whose body repeats another's: ``document, duplicate_of, kind, overlap``.

        See `discourse.corpus.duplicates.find_duplicates`. Nothing is removed.
        """
        names = list(self.documents["document"])
        texts = list(self.documents["text"])
        bodies = ["\n".join(text[a:b] for a, b in self._bodies[n]) for n, text in zip(names, texts, strict=True)]
        return find_duplicates(names, bodies, threshold)

    def without_duplicates(self, threshold: float = 0.6) -> Corpus:
        """The corpus with one of each; what it drops is added to `left_out`."""
        found = self.duplicates(threshold)
        reasons = {
            self._position[row.document]: f"{row.kind} duplicate of {row.duplicate_of} ({row.overlap:.0%})"
            for row in found.itertuples()
        }
        keep = pd.Series([i not in reasons for i in range(len(self))], index=self.documents.index)
        return self._kept(keep, "without duplicates", reasons)

    def _kept(self, keep: pd.Series, how: str, reasons: dict[int, str] | None = None) -> Corpus:
        """The chosen documents with what belongs to them; `reasons` says why others are left out."""
        chosen = self.documents[keep]
        rows = [
            (self.documents["source"][i], None, f"{self.documents['document'][i]}: {why}")
            for i, why in (reasons or {}).items()
        ]
        left_out = [*self.left_out.itertuples(index=False, name=None), *rows]
        notes = [*self.notes, f"{how}: {len(chosen)} of {len(self)} documents"]
        return Corpus(chosen, self._marks_of(chosen["document"]), left_out, notes, self.name)

    @cached_property
    def fingerprint(self) -> str:
        """A hash (hex) of texts, metadata and marks: the same on every machine, whatever the order read in.

        It is the sum of the documents' SHA-256, so that a corpus in parts has the sum of its parts' fingerprints
        (the hash of a set of Bellare & Micciancio 1997). It tells corpora apart; it does not prove them genuine.
        """
        columns = sorted(c for c in self.documents.columns if c != "source")
        marks = self.marks.groupby("document")[["start", "end", "kind"]].apply(lambda m: m.to_numpy().tolist())
        return together(
            fingerprint_of(row, sorted(marks.get(row["document"], [])))
            for row in self.documents[columns].to_dict("records")
        )

    def to_parquet(self, path: str | Path) -> Path:
        """Save documents, marks, notes and what was left out; `discourse.read` gives the same corpus back."""
        from discourse.corpus.store import save

        return save(self, Path(path))

    def _heading(self) -> str:
        words = self.words.sum()
        documents = "document" if len(self) == 1 else "documents"
        return f"Corpus {self.name}: {len(self):,} {documents}, {words:,} words"

    def _rows(self) -> pd.DataFrame:
        return self.documents.dropna(axis="columns", how="all").drop(columns=["text", "source"])

    def _remarks(self) -> list[str]:
        left_out = [f"{len(self.left_out):,} left out: see left_out."] if len(self.left_out) else []
        return [*left_out, *(f"Note: {note}" for note in self.notes)]

    def _repr_html_(self) -> str:
        from discourse.corpus.card import card

        return card(self)


def _table(rows, columns: tuple[str, ...], types: dict[str, str]) -> pd.DataFrame:
    frame = pd.DataFrame([] if rows is None else rows, columns=list(columns))
    kinds = {c: types.get(c, object) for c in columns}
    return frame.reset_index(drop=True).astype(kinds)


def _unmarked(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """What lies between the spans, without blanks at the ends; stretches of blanks are nothing."""
    edges = [0, *(edge for span in spans for edge in span), len(text)]
    body = []
    for start, end in zip(edges[::2], edges[1::2], strict=True):
        piece = text[start:end]
        if piece.strip():
            body.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
    return body

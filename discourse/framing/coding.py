"""A coded corpus: from hits to shares, rates, trends and the sentences behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import ColumnError, DateError
from discourse.framing.codebook import Codebook
from discourse.inference import periods_of, rate, share
from discourse.language import sentence_spans, word_count

if TYPE_CHECKING:
    from discourse.corpus import Corpus


class Coding:
    """A coded corpus.

    Attributes
    ----------
    corpus : Corpus
    codebook : Codebook
    hits : pandas.DataFrame
        One row per coded span: ``document, sentence, start, end, category, pattern, text, negated``. Sentences
        count from 0 within a document; `start` and `end` are code-point offsets into its text.
    """

    def __init__(self, corpus: Corpus, codebook: Codebook, hits: pd.DataFrame):
        self.corpus, self.codebook, self.hits = corpus, codebook, hits
        self._words: pd.Series | None = None

    @property
    def words(self) -> pd.Series:
        """Words in the body of each document, indexed by document."""
        if self._words is None:
            self._words = pd.Series(
                {doc.document: word_count(doc.text, doc.body) for doc in self.corpus}, dtype="int64"
            )
        return self._words

    def counts(self) -> pd.DataFrame:
        """How often each category was found in each document (documents × categories), negated hits left out."""
        standing = self.hits[~self.hits["negated"].astype(bool)]
        return pd.crosstab(standing["document"], standing["category"]).reindex(
            index=self.corpus.documents["document"], columns=list(self.codebook.categories), fill_value=0
        )

    def share(self, by: str | None = None, period: str | None = None, **options) -> pd.DataFrame:
        """The share of documents in which each category occurs.

        Parameters
        ----------
        by : str, optional
            A column of the documents: one estimate per value.
        period : {"day", "week", "month", "quarter", "year", "decade"}, optional
            One estimate per period of the documents' dates.
        **options
            ``minimum``, as for `discourse.inference.share`.

        Returns
        -------
        pandas.DataFrame
            Estimates with a first column ``category``; a value in [0, 1] is the share of documents that have
            at least one hit that is not negated. Documents without the group's or the date's value are left out;
            ``n_documents`` says how many are in.
        """
        return self._estimates(share, (self.counts() > 0).astype("int64"), by, period, **options)

    def rate(self, by: str | None = None, period: str | None = None, **options) -> pd.DataFrame:
        """Hits per 1,000 words of each category, with intervals from a bootstrap over documents.

        Parameters and result as for `share`; further options ``resamples``, ``seed``, ``minimum`` go to
        `discourse.inference.rate`.
        """
        return self._estimates(rate, self.counts(), by, period, exposure=self.words, per=1000, **options)

    def trend(self, period: str = "month", by: str | None = None, **options) -> pd.DataFrame:
        """`rate` over time: one estimate per period, periods without documents included as gaps."""
        return self.rate(by=by, period=period, **options)

    def points(self, period: str) -> pd.DataFrame:
        """The rate of each category in each single document, to be shown behind a trend.

        Returns
        -------
        pandas.DataFrame
            Columns ``document, category, period, value`` (hits per 1,000 words); dated documents only.
        """
        rates = self.counts().div(self.words.where(self.words > 0), axis=0) * 1000
        table = rates.rename_axis(columns="category").stack().rename("value").reset_index()
        when = self._periods(period).astype("string")
        return table.assign(period=table["document"].map(when)).dropna()[["document", "category", "period", "value"]]

    def _periods(self, period: str) -> pd.Series:
        dates = self.corpus.documents.set_index("document")["date"]
        if dates.isna().all():
            raise DateError(
                "no document has a date, so there is no trend", remedy="read(..., date=COLUMN) or add metadata"
            )
        return periods_of(dates, period)

    def _estimates(self, function, counts: pd.DataFrame, by, period, **options) -> pd.DataFrame:
        groups = self._column(by).astype("string") if by else None
        periods = self._periods(period) if period else None
        if "exposure" in options:
            options["exposure"] = options["exposure"].to_numpy(dtype=float)
        table = function(counts.to_numpy(dtype=float), list(counts.columns), groups, periods, **options)
        return table.rename(columns={"name": "category"})

    def _column(self, name: str) -> pd.Series:
        documents = self.corpus.documents.set_index("document")
        if name not in documents.columns:
            raise ColumnError(
                f"the documents have no column {name!r}", remedy=f"use one of {', '.join(documents.columns)}"
            )
        return documents[name]

    def evidence(self, category: str, n: int = 5, *, order: str = "random", seed: int = 0) -> pd.DataFrame:
        """Sentences that were coded with a category, as they stand in their documents.

        Parameters
        ----------
        category : str
        n : int
            How many sentences at most.
        order : {"random", "strength"}
            A random sample in reading order, or the sentences with most hits first.
        seed : int
            For the random sample.

        Returns
        -------
        pandas.DataFrame
            Columns ``document, sentence, start, end, text, hits``; `text` is the sentence, `hits` the coded spans
            in it (list of (start, end), offsets into the document).

        Raises
        ------
        ColumnError
            The codebook has no such category.
        """
        if category not in self.codebook.categories:
            raise ColumnError(
                f"the codebook {self.codebook.name!r} has no category {category!r}",
                remedy=f"use one of {', '.join(self.codebook.categories)}",
            )
        hits = self.hits[(self.hits["category"] == category) & ~self.hits["negated"].astype(bool)]
        coded = hits.groupby(["document", "sentence"], sort=False)[["start", "end"]].apply(
            lambda spans: list(spans.itertuples(index=False, name=None))
        )
        if order == "strength":
            chosen = coded.iloc[np.argsort([-len(spans) for spans in coded], kind="stable")[:n]]
        else:
            picks = np.random.default_rng(seed).permutation(len(coded))[:n]
            chosen = coded.iloc[np.sort(picks)]
        return pd.DataFrame(
            [self._sentence(document, sentence, spans) for (document, sentence), spans in chosen.items()],
            columns=["document", "sentence", "start", "end", "text", "hits"],
        )

    def _sentence(self, name: str, sentence: int, hits: list[tuple[int, int]]) -> tuple:
        document = self.corpus[name]
        spans = (span for part in document.body for span in sentence_spans(document.text, document.language, *part))
        start, end = next(span for number, span in enumerate(spans) if number == sentence)
        return name, sentence, start, end, document.text[start:end], [(int(a), int(b)) for a, b in hits]

    def __repr__(self) -> str:
        return (
            f"<Coding of {len(self.corpus):,} documents with {self.codebook.name} {self.codebook.version}: "
            f"{len(self.hits):,} hits, {int(self.hits['negated'].sum()):,} of them negated>"
        )

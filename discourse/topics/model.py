"""A fitted topic model: one interface whatever engine fitted it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.display import Displayed
from discourse.errors import ColumnError, DateError, TopicModelError
from discourse.inference import MINIMUM, mean, periods_of
from discourse.topics import labels
from discourse.topics.display import as_html, as_text, heading
from discourse.topics.engines import infer
from discourse.topics.fitted import Fit
from discourse.topics.naming import WORDS, names_of, number_of
from discourse.topics.passages import passages
from discourse.topics.units import units_of
from discourse.topics.vocabulary import Counts, recount

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.topics.regression import TopicEffects
    from discourse.topics.terms import Terms


class TopicModel(Displayed):
    """A fitted topic model; what `discourse.topics` returns.

    Attributes
    ----------
    engine : {"stm", "lda", "nmf", "seeded"}
    counts : Counts
        Units, vocabulary and counts; ``counts.stated`` says how they were made, ``counts.left_out`` which units
        have no term of the vocabulary and are in no topic.
    fit : Fit
        ``theta`` (units that have terms × topics), ``beta`` (topics × terms), and what else the engine found.
    metadata : pandas.DataFrame
        The documents without their texts, in the order of the corpus.
    corpus : Corpus or None
        The texts; None after `load` without them.
    seed : int
    prevalence : str or None
        The formula of the structural model.
    prefixes : list of str
        What the first topics stand for, if they were seeded.
    stability : pandas.DataFrame or None
        Which topics survive other fits, once `compare_topics` has looked.
    """

    def __init__(
        self,
        engine: str,
        counts: Counts,
        fit: Fit,
        metadata: pd.DataFrame,
        *,
        corpus: Corpus | None = None,
        seed: int = 0,
        prevalence: str | None = None,
        prefixes: Sequence[str] = (),
        stability: pd.DataFrame | None = None,
        fingerprint: str = "",
    ):
        self.engine, self.counts, self.fit, self.metadata = engine, counts, fit, metadata
        self.corpus, self.seed, self.prevalence = corpus, seed, prevalence
        self.prefixes, self.stability = list(prefixes), stability
        self._fingerprint = fingerprint

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the corpus it was fitted to."""
        return self._fingerprint or self.corpus.fingerprint

    @property
    def k(self) -> int:
        """How many topics."""
        return len(self.fit.beta)

    @property
    def vocabulary(self) -> list[str]:
        """The terms, in the order of the columns of ``fit.beta``."""
        return self.counts.vocabulary

    @cached_property
    def terms(self) -> Terms:
        """The terms of the corpus and where they stand; needs the texts."""
        return self.counts.wording.read(self.corpus)

    @property
    def units(self) -> pd.DataFrame:
        """Every unit with its topic shares: ``document, start, end, words``, then a column per topic.

        Units without a term of the vocabulary have NaN.
        """
        shares = np.full((len(self.counts.units), self.k), np.nan)
        shares[self.counts.kept] = self.fit.theta
        about = self.counts.units[["document", "start", "end", "words"]].reset_index(drop=True)
        return pd.concat([about, pd.DataFrame(shares, columns=self.names)], axis=1)

    @property
    def documents(self) -> pd.DataFrame:
        """Every document of the corpus, in its order, with its topic shares: ``document``, then a column per topic.

        The share of a topic is its mean over the document's units; documents without a term of the vocabulary
        have NaN, and are listed in ``counts.left_out``.
        """
        sums, units = self._by_document()
        shares = np.divide(sums, units[:, None], out=np.full(sums.shape, np.nan), where=units[:, None] > 0)
        names = self.metadata[["document"]].reset_index(drop=True)
        return pd.concat([names, pd.DataFrame(shares, columns=self.names)], axis=1)

    def words(self, kind: str | None = None, n: int = 10) -> pd.DataFrame:
        """The words that stand for each topic.

        Parameters
        ----------
        kind : {"frex", "prob", "lift", "score"}, optional
            Words that are frequent and exclusive (Bischof & Airoldi 2012), most probable, most over-represented
            (Taddy 2012), or highest by score (Chang's lda package), as `discourse.topics.labels` computes them; all
            four kinds if not given.
        n : int
            How many of each.

        Returns
        -------
        pandas.DataFrame
            One row per topic: ``number`` (from 1), ``topic`` (its name), and a column per kind.
        """
        kinds = labels.MEASURES if kind is None else (kind,)
        table = {name: [", ".join(terms) for terms in self.top(name, n)] for name in kinds}
        return pd.DataFrame({"number": range(1, self.k + 1), "topic": self.names, **table})

    def top(self, kind: str = "frex", n: int = 10) -> list[list[str]]:
        """The top words of each topic as lists; kinds as for `words`."""
        if kind not in labels.MEASURES:
            raise TopicModelError(
                f"there is no kind of words {kind!r}", remedy=f"use one of {', '.join(labels.MEASURES)}"
            )
        ranked = labels.top_words(self.fit.beta, kind, n, word_counts=self._word_counts)
        return [[self.vocabulary[place] for place in row] for row in ranked]

    @cached_property
    def _word_counts(self) -> np.ndarray:
        return np.asarray(self.counts.matrix.sum(axis=0)).ravel()

    @property
    def names(self) -> list[str]:
        """What the topics are called in tables and figures: their three first FREX words.

        A seeded topic has the label of its category before them; one that does not survive other fits (`stability`)
        is called unstable.
        """
        stable = np.ones(self.k, bool) if self.stability is None else self.stability["survives"].to_numpy(bool)
        return names_of(self._naming_words, self.prefixes, ~stable)

    @cached_property
    def _naming_words(self) -> list[list[str]]:
        return self.top("frex", WORDS + self.k)

    def number(self, topic: int | str) -> int:
        """Which topic is meant, from 0: by its number from 1, its name, or a part that only its name has."""
        return number_of(topic, self.names)

    def shares(
        self,
        by: str | None = None,
        period: str | None = None,
        *,
        resamples: int = 1000,
        seed: int = 0,
        minimum: int = MINIMUM,
    ) -> pd.DataFrame:
        """How much of the texts each topic is, with intervals from a bootstrap over documents.

        The share is the mean topic proportion over units, as in the prevalence of the structural topic model; the
        units of a document are drawn together. The intervals are about which documents there are, not about how
        well the topics are estimated; `effects` has both.

        Parameters
        ----------
        by : str, optional
            A column of the documents: one estimate per value.
        period : {"day", "week", "month", "quarter", "year", "decade"}, optional
            One estimate per period of the documents' dates.
        resamples, seed : int
            Of the bootstrap.
        minimum : int
            With fewer documents than this there is no number.

        Returns
        -------
        pandas.DataFrame
            Estimates with a first column ``topic``; `n_units` is the number of units.

        Raises
        ------
        ColumnError, DateError
            There is no such column, or no document has a date.
        """
        sums, units = self._by_document()
        inside = units > 0
        groups = self._column(by)[inside].reset_index(drop=True) if by else None
        periods = self._periods(period)[inside].reset_index(drop=True) if period else None
        table = mean(
            sums[inside],
            self.names,
            groups,
            periods,
            units=units[inside],
            measure=f"share of a {self.counts.unit}'s words",
            resamples=resamples,
            seed=seed,
            minimum=minimum,
        )
        return table.rename(columns={"name": "topic"})

    @cached_property
    def correlations(self) -> pd.DataFrame:
        """Which topics go together: Pearson correlations of their shares over units.

        Returns
        -------
        pandas.DataFrame
            Estimates, one row per ordered pair: ``topic, group`` (the other topic), ``value, low, high`` (NaN of a
            topic with itself); intervals from a bootstrap over documents. Shares add up to 1, so topics are
            correlated negatively on average.
        """
        from discourse.topics.correlations import correlations

        return correlations(self)

    def passages(self, topic: int | str, n: int = 5) -> pd.DataFrame:
        """The passages that are most about a topic; see `discourse.topics.passages.passages`."""
        return passages(self, self.number(topic), n)

    def predict(self, corpus: Corpus) -> pd.DataFrame:
        """Topic shares of other documents, under the topics as they are.

        Returns
        -------
        pandas.DataFrame
            As `documents`; NaN where a document has no term of the vocabulary.
        """
        units = units_of(corpus, *self._unit)
        matrix = recount(corpus, units, self.counts.wording, self.vocabulary)
        inside = np.asarray(matrix.sum(axis=1)).ravel() > 0
        shares = np.full((len(units), self.k), np.nan)
        if inside.any():
            shares[inside] = infer(self.engine, self.fit, matrix[inside], self.seed)
        table = pd.DataFrame(shares, columns=self.names).groupby(units["document"], sort=False).mean()
        return table.rename_axis("document").reset_index()

    def effects(self, formula: str | None = None, **options) -> TopicEffects:
        """How topics move with covariates; see `discourse.topics.effects.effects`.

        Parameters
        ----------
        formula : str, optional
            Such as ``"~ outlet + s(date)"``; the formula of the model if not given.

        Raises
        ------
        TopicModelError
            The model is not a structural one.
        """
        from discourse.topics.regression import effects

        return effects(self, formula, **options)

    def save(self, folder: str | Path) -> Path:
        """Write the model (without the texts) to a folder; see `discourse.topics.store`."""
        from discourse.topics.store import save

        return save(self, Path(folder))

    @classmethod
    def load(cls, folder: str | Path, corpus: Corpus | None = None) -> TopicModel:
        """Read a model back; with the corpus it was fitted to, it can show passages again."""
        from discourse.topics.store import load

        return load(Path(folder), corpus)

    @property
    def _unit(self) -> tuple[str, int]:
        return self.counts.stated["unit"], self.counts.stated["window"] or 1

    def _by_document(self) -> tuple[np.ndarray, np.ndarray]:
        """The sum of each topic's shares over the units of each document, and how many units there are."""
        place = {name: number for number, name in enumerate(self.metadata["document"])}
        rows = self.counts.units.loc[self.counts.kept, "document"].map(place).to_numpy(int)
        sums = np.zeros((len(place), self.k))
        np.add.at(sums, rows, self.fit.theta)
        return sums, np.bincount(rows, minlength=len(place)).astype(float)

    def _column(self, name: str) -> pd.Series:
        if name not in self.metadata.columns:
            raise ColumnError(
                f"the documents have no column {name!r}", remedy=f"use one of {', '.join(self.metadata.columns)}"
            )
        return self.metadata[name].astype("string").reset_index(drop=True)

    def _periods(self, period: str) -> pd.Series:
        if self.metadata["date"].isna().all():
            raise DateError(
                "no document has a date, so there is no trend", remedy="read(..., date=COLUMN) or add metadata"
            )
        return periods_of(self.metadata["date"].reset_index(drop=True), period)

    def _heading(self) -> str:
        return heading(self)

    def __str__(self) -> str:
        return as_text(self)

    def _repr_html_(self) -> str:
        return as_html(self)

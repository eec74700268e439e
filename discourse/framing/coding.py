"""A coded corpus: from hits to shares, rates, trends and the sentences behind them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import ColumnError
from discourse.framing.asking import has_category, left_out, named_voices, told
from discourse.framing.codebook import Codebook
from discourse.framing.cooccurrence import cooccurrence
from discourse.framing.evidence import sentences_of
from discourse.framing.explaining import Explanation, explain
from discourse.framing.hits import Hits
from discourse.framing.units import SPEAKER, Units, by_document, by_speaker
from discourse.inference import MINIMUM, balance, rate, share
from discourse.voices.spans import VOICES
from discourse.voices.words import words_by_voice

if TYPE_CHECKING:
    from discourse.corpus import Corpus


class Coding:
    """A coded corpus.

    Attributes
    ----------
    corpus : Corpus
    codebook : Codebook
    hits : pandas.DataFrame
        One row per coded span: ``document, sentence, start, end, category, pattern, text, negated, voice,
        speaker``. Sentences count from 0 within a document; `start` and `end` are code-point offsets into its
        text; `voice` is ``author``, ``indirect``, ``direct`` or ``scare``; `speaker` is whose voice it is.
    voices : pandas.DataFrame or None
        The attributions in the corpus; None if it was coded without.
    unheard : tuple of str
        The languages in whose documents voices were to be found and cannot be; there `voice` and `speaker` are empty.
    """

    def __init__(
        self,
        corpus: Corpus,
        codebook: Codebook,
        found: Hits,
        voices: pd.DataFrame | None = None,
        unheard: tuple[str, ...] = (),
    ):
        self.corpus, self.codebook, self.found, self.voices, self.unheard = corpus, codebook, found, voices, unheard

    @cached_property
    def hits(self) -> pd.DataFrame:
        """The hits as a table."""
        return self.found.table()

    @cached_property
    def words_by_voice(self) -> pd.DataFrame:
        """Words by ``document, voice, speaker``."""
        return words_by_voice(self.corpus, self._with_voices())

    def counts(self, voice: str | Sequence[str] | None = None) -> pd.DataFrame:
        """How often each category was found in each document (documents × categories), negated hits left out.

        A hit counts as often as the weight of its rule says.
        """
        return self._units(None, voice, MINIMUM).counts

    def share(
        self,
        by: str | None = None,
        period: str | None = None,
        *,
        voice: str | Sequence[str] | None = None,
        minimum: int = MINIMUM,
    ) -> pd.DataFrame:
        """The share of documents in which each category occurs.

        Parameters
        ----------
        by : str, optional
            A column of the documents, or ``"speaker"``: one estimate per value. Of a speaker, the share of the
            documents in which they speak; speakers with too few documents are one group.
        period : {"day", "week", "month", "quarter", "year", "decade"}, optional
            One estimate per period of the documents' dates.
        voice : str or sequence of str, optional
            Only what is in these voices: ``author``, ``indirect``, ``direct``, ``scare``.
        minimum : int
            With fewer documents than this there is no number.

        Returns
        -------
        pandas.DataFrame
            Estimates with a first column ``category``; a value in [0, 1] is the share of documents that have
            at least one hit that is not negated. Documents without the group's or the date's value are left out;
            ``n_documents`` says how many are in.
        """
        units = self._units(by, voice, minimum)
        found = (units.counts > 0).to_numpy(float)
        periods = units.periods(self.corpus, period) if period else None
        table = share(found, list(units.counts.columns), units.groups, periods, minimum=minimum)
        return table.rename(columns={"name": "category"})

    def rate(
        self,
        by: str | None = None,
        period: str | None = None,
        *,
        voice: str | Sequence[str] | None = None,
        resamples: int = 1000,
        seed: int = 0,
        minimum: int = MINIMUM,
    ) -> pd.DataFrame:
        """Hits per 1,000 words of each category, with intervals from a bootstrap over documents.

        A hit counts as often as the weight of its rule says: with weight 2 it is two hits.

        Parameters and result as for `share`; `resamples` and `seed` are those of the bootstrap. With `voice` or
        ``by="speaker"`` the words are those in that voice, or of that speaker.
        """
        units = self._units(by, voice, minimum)
        periods = units.periods(self.corpus, period) if period else None
        table = rate(
            units.counts.to_numpy(float),
            list(units.counts.columns),
            units.groups,
            periods,
            exposure=units.words.to_numpy(float),
            resamples=resamples,
            seed=seed,
            minimum=minimum,
        )
        return table.rename(columns={"name": "category"})

    def scale(
        self, by: str | None = None, period: str | None = None, *, seed: int = 0, minimum: int = MINIMUM
    ) -> pd.DataFrame:
        """The codebook's scales: hits of one side minus hits of the other, divided by both together.

        Hits count as often as the weights of their rules say.

        Parameters as for `rate`.

        Returns
        -------
        pandas.DataFrame
            Estimates with a first column ``scale``; values in [-1, 1], `n_units` is the hits of both sides.
        """
        names = list(self.codebook.scales)
        if not names:
            raise ColumnError(f"the codebook {self.codebook.name!r} has no scales", remedy="write some under 'scales:'")
        units = self._units(by, None, minimum)
        sides = {side: np.zeros((len(units.counts), len(names))) for side in ("plus", "minus")}
        for number, scale in enumerate(self.codebook.scales.values()):
            for side, counts in sides.items():
                counts[:, number] = units.counts[list(getattr(scale, side))].sum(axis=1)
        periods = units.periods(self.corpus, period) if period else None
        table = balance(**sides, names=names, groups=units.groups, periods=periods, seed=seed, minimum=minimum)
        return table.rename(columns={"name": "scale"})

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
        units = self._units(None, None, MINIMUM)
        rates = units.counts.div(units.words.where(units.words > 0), axis=0) * 1000
        when = pd.Series(units.periods(self.corpus, period).astype("string").to_numpy(), index=units.documents)
        table = rates.rename_axis(columns="category").stack().rename("value").reset_index()
        return table.assign(period=table["document"].map(when)).dropna()[["document", "category", "period", "value"]]

    def by_voice(self, by: str | None = None, *, seed: int = 0, minimum: int = MINIMUM) -> pd.DataFrame:
        """How the hits of each category divide into the author's own voice, reported, quoted and scare-quoted.

        Returns
        -------
        pandas.DataFrame
            Estimates with first columns ``category, voice``; the values of a category and group add up to 1.
            Documents without a hit of the category are left out.
        """
        self._with_voices()
        of_document = self.corpus.column(by, SPEAKER).astype("category") if by else None
        tables = []
        for category in self.codebook.categories:
            hits = self._standing(None).query("category == @category")
            counts = pd.crosstab(hits["document"], hits["voice"]).reindex(columns=VOICES, fill_value=0)
            groups = of_document.reindex(counts.index).reset_index(drop=True) if by else None
            table = rate(
                counts.to_numpy(float),
                VOICES,
                groups,
                exposure=counts.sum(axis=1).to_numpy(float),
                per=1,
                measure="share of hits",
                seed=seed,
                minimum=minimum,
            )
            table.insert(0, "category", category)
            tables.append(table.rename(columns={"name": "voice"}))
        return pd.concat(tables, ignore_index=True)

    def cooccurrence(
        self, *, voice: str | Sequence[str] | None = None, permutations: int = 2000, seed: int = 0
    ) -> pd.DataFrame:
        """Which categories share sentences, more or less often than expected.

        The null keeps what each document has of each category and deals it out anew over the document's sentences,
        so that a pair is not found merely because both are frequent in the same texts.

        Returns
        -------
        pandas.DataFrame
            One row per pair that some document has: ``category, with, sentences`` (that have both), ``expected``,
            ``ratio``, ``p_value`` (two-sided), ``q_value`` (Benjamini & Hochberg 1995), ``n_documents`` (that have
            both) and ``n_sentences`` (of these documents). Surest first.
        """
        return cooccurrence(self.corpus, self._standing(voice), list(self.codebook.categories), permutations, seed)

    def evidence(
        self,
        category: str,
        n: int = 5,
        *,
        order: str = "random",
        voice: str | Sequence[str] | None = None,
        seed: int = 0,
    ) -> pd.DataFrame:
        """Sentences that were coded with a category, as they stand in their documents.

        Parameters
        ----------
        category : str
        n : int
            How many sentences at most.
        order : {"random", "strength"}
            A random sample in reading order, or the sentences with most hits first.
        voice : str or sequence of str, optional
            As for `share`.
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
        LanguageError
            It has one, but no patterns for it in a language of the corpus.
        """
        has_category(self.codebook, category)
        hits = self._standing(voice).query("category == @category")
        return sentences_of(self.corpus, hits, n, order, seed)

    def explain(self, document: str) -> Explanation:
        """Why each hit of a document is one: its sentence, rule, conditions, denial and voice.

        Returns
        -------
        Explanation
            Shown as a page in a notebook, as plain text by `print`; ``table`` has a row per hit.

        Raises
        ------
        MissingInputError
            There is no such document.
        """
        return explain(self, document)

    def _standing(self, voice: str | Sequence[str] | None) -> pd.DataFrame:
        """The hits that are not negated, in the voices asked for, with what each counts as a column ``weight``."""
        standing = self.hits.assign(weight=self.found.weight)[~self.found.negated]
        return standing if voice is None else standing[standing["voice"].isin(self._known(voice))]

    def _known(self, voice: str | Sequence[str]) -> list[str]:
        self._with_voices()
        return named_voices(voice)

    def _with_voices(self) -> pd.DataFrame:
        return told(self.voices, self.unheard)

    def _units(self, by: str | None, voice: str | Sequence[str] | None, minimum: int) -> Units:
        hits, categories = self._standing(voice), list(self.codebook.categories)
        if by != SPEAKER and voice is None:
            return by_document(hits, self.corpus.words, categories, self.corpus, by)
        words = self.words_by_voice
        if voice is not None:
            words = words[words["voice"].isin(self._known(voice))]
        if by == SPEAKER:
            return by_speaker(hits, words, categories, minimum)
        return by_document(hits, words.groupby("document")["words"].sum(), categories, self.corpus, by)

    def __repr__(self) -> str:
        return (
            f"<Coding of {len(self.corpus):,} documents with {self.codebook.name} {self.codebook.version}: "
            f"{len(self.found):,} hits, {self.found.n_negated:,} of them negated{left_out(self.codebook)}>"
        )

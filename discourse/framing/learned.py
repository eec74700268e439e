"""Codes learned from hand coding: a classifier that is only ever scored on documents it has not seen."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.display import Displayed
from discourse.errors import LearningError
from discourse.framing.codebook import Category, Codebook, Rule, version_of
from discourse.framing.coder import code
from discourse.framing.coding import Coding
from discourse.framing.features import Features
from discourse.framing.hits import Hits
from discourse.framing.matching import Matches
from discourse.inference import scores
from discourse.language import encode
from discourse.language.patterns import Pattern

if TYPE_CHECKING:
    from discourse.corpus import Corpus

LEAST = 15  # passages with the code, and without it; fewer teach nothing
_FOLDS = 10
_STRENGTH = 2.0  # inverse of the penalty


def learn(
    corpus: Corpus, passages: pd.DataFrame, category: str, *, codings: list[Coding] | None = None, seed: int = 0
) -> Learned:
    """Learn a code from passages that people have coded.

    A logistic regression on the words, word pairs and letters of a passage (TF-IDF), on what codebooks find in it, and
    on its length. Every passage that was coded by hand is predicted by a model that saw no code of its document
    (cross-fitting), the threshold is chosen without its document as well, and the scores are those of these
    predictions.

    Parameters
    ----------
    corpus : Corpus
    passages : DataFrame
        ``document, start, end`` and a column named as the category with 1, 0, or missing, such as `HandCoded.table`.
    category : str
    codings : list of Coding, optional
        Codings of the same corpus whose categories are features, too: what rules know need not be learned from few
        examples. With ``war-and-talks`` if not given; an empty list for none.
    seed : int
        Of the order in which documents are put into folds.

    Returns
    -------
    Learned

    Raises
    ------
    LearningError
        There is no such column, a value is neither 1 nor 0, a passage is not in the corpus, or there are too few: at
        least 15 passages with the code and 15 without it, in five documents or more.

    Examples
    --------
    >>> import discourse as dc
    >>> from discourse.sheets.passages import passages
    >>> corpus = dc.read("two-columns")
    >>> table = passages(corpus)
    >>> texts = dict(zip(corpus.documents["document"], corpus.documents["text"]))
    >>> table["denial"] = [" not " in texts[row.document][row.start:row.end] for row in table.itertuples()]
    >>> learned = learn(corpus, table, "denial")
    >>> bool(learned.scores().set_index("measure").loc["F1", "value"] > 0.8)
    True
    """
    corpus = as_corpus(corpus)
    table = _checked(corpus, passages, category)
    gold, documents = table[category].to_numpy(int), table["document"]
    codings = [code(corpus, "war-and-talks", voices=False)] if codings is None else codings
    features = Features(corpus, codings, table)
    held_out = _cross_fitted(features.of(table), gold, documents, seed)
    return Learned(corpus, category, table, held_out, _chosen(held_out, gold, documents), features)


@dataclass(frozen=True, repr=False)
class Learned(Displayed):
    """A learned code.

    Attributes
    ----------
    corpus : Corpus
    category : str
    table : DataFrame
        The hand-coded passages.
    held_out : array
        The probability of the code for each of them, from a model that has not seen its document.
    threshold : array
        From which probability on each has the code, chosen without its document.
    features : Features
    """

    corpus: Corpus
    category: str
    table: pd.DataFrame
    held_out: np.ndarray
    threshold: np.ndarray
    features: Features

    @cached_property
    def model(self):
        """The model of all hand-coded passages, for those that nobody coded."""
        return _fitted(self.features.of(self.table), self.table[self.category].to_numpy(int))

    @cached_property
    def cut(self) -> float:
        """From which probability on a passage that nobody coded has the code."""
        return _best_cut(self.held_out, self.table[self.category].to_numpy(int))

    def scores(self, by: str | None = None, *, seed: int = 0) -> pd.DataFrame:
        """Precision, recall, F1, accuracy and macro-F1 on documents not seen; see `discourse.inference.scores`."""
        documents = self.table["document"]
        return scores(
            self.table[[self.category]].to_numpy(),
            (self.held_out >= self.threshold)[:, None],
            [self.category],
            documents,
            documents.map(self.corpus.column(by)) if by else None,
            seed=seed,
        ).rename(columns={"name": "category"})

    def predict(self, passages: pd.DataFrame) -> pd.DataFrame:
        """The code of any passages of the corpus.

        Parameters
        ----------
        passages : DataFrame
            ``document, start, end``.

        Returns
        -------
        DataFrame
            ``document, start, end, probability, coded``, in the order given. Passages that were coded by hand get the
            prediction of the model that has not seen their document, so that estimates may be corrected by them.
        """
        table = passages[["document", "start", "end"]].reset_index(drop=True)
        probability = self.model.predict_proba(self.features.of(table))[:, 1]
        coded = probability >= self.cut
        keys = pd.MultiIndex.from_frame(self.table[["document", "start", "end"]])
        place = keys.get_indexer(pd.MultiIndex.from_frame(table))
        known = place >= 0
        probability[known] = self.held_out[place[known]]
        coded[known] = (self.held_out >= self.threshold)[place[known]]
        return table.assign(probability=probability, coded=coded)

    def code(self, passages: pd.DataFrame) -> Coding:
        """A coding whose hits are the passages with the code: shares, rates, trends and evidence as of any other.

        Parameters
        ----------
        passages : DataFrame
            All passages of the corpus, as `discourse.sheets.passages.passages` gives them.
        """
        encoded = encode(self.corpus)
        found = self.predict(passages).query("coded")
        number = pd.Index(encoded.documents).get_indexer(found["document"])
        bounds = encoded.document_bounds
        edges = np.array(
            [
                bounds[d] + np.searchsorted(encoded.start[bounds[d] : bounds[d + 1]], [start, end])
                for d, start, end in zip(number, found["start"], found["end"], strict=True)
            ]
        ).reshape(-1, 2)
        edges = edges[edges[:, 0] < edges[:, 1]]
        pattern = Pattern("learned", ())
        which = np.zeros(len(edges), np.int32)
        matches = Matches(edges[:, 0], edges[:, 1], which, which > 0, [(Rule((pattern,)), pattern)])
        hits = Hits(encoded, None, [(0, matches)], [self.category])
        return Coding(self.corpus, self._codebook(), hits)

    def informative(self, n: int = 15) -> pd.DataFrame:
        """The features that speak most for the code, and most against it.

        Returns
        -------
        DataFrame
            ``feature, weight``, the strongest `n` on either side, for the code first.
        """
        weights = pd.Series(self.model.coef_[0], index=self.features.names).sort_values(ascending=False, kind="stable")
        chosen = pd.concat([weights.head(n), weights.tail(n)])
        return chosen.rename_axis("feature").rename("weight").reset_index()

    def uncertainty(self, passages: pd.DataFrame) -> np.ndarray:
        """How much a hand code of each passage would teach: p(1 - p), largest where the model cannot tell.

        Give it to `draw_sheet` as `likely` for the next sheet (uncertainty sampling: Lewis & Gale 1994).
        """
        probability = self.predict(passages)["probability"].to_numpy()
        return probability * (1 - probability) + 1e-6

    def _codebook(self) -> Codebook:
        category = Category(
            id=self.category,
            family="",
            label=self.category.replace("-", " ").capitalize(),
            definition=f"Learned from {len(self.table):,} passages coded by hand.",
            source="",
            include="",
            exclude="",
            rules={},
            examples={},
            counter_examples={},
        )
        text = self.table[["document", "start", "end", self.category]].to_csv(index=False)
        return Codebook("learned", "Learned from hand codes", "", (), {self.category: category}, version_of(text))

    def _heading(self) -> str:
        n, having = len(self.table), int(self.table[self.category].sum())
        value = self._scores.set_index("measure").loc["macro-F1", "value"]
        return f"Learned {self.category}: {n:,} hand-coded passages, {having:,} with it; macro-F1 {value:.2f} held out"

    def _rows(self) -> pd.DataFrame:
        return self._scores.drop(columns="method", errors="ignore").dropna(axis="columns", how="all")

    def _remarks(self) -> list[str]:
        return ["On documents that the model had not seen."]

    @cached_property
    def _scores(self) -> pd.DataFrame:
        return self.scores()


def _checked(corpus: Corpus, passages: pd.DataFrame, category: str) -> pd.DataFrame:
    missing = [name for name in ("document", "start", "end", category) if name not in passages.columns]
    if missing:
        raise LearningError(
            f"the passages have no column {missing[0]!r}", remedy="give document, start, end and the code"
        )
    table = passages.dropna(subset=[category]).reset_index(drop=True)
    unknown = table.loc[~table["document"].isin(corpus.documents["document"]), "document"]
    if len(unknown):
        raise LearningError(f"there is no document {unknown.iloc[0]!r} in {corpus.name}", remedy="use the corpus coded")
    wrong = table.loc[~table[category].isin([0, 1]), category]
    if len(wrong):
        raise LearningError(
            f"{wrong.tolist()[0]!r} is no code of {category!r}", row=int(wrong.index[0]) + 1, remedy="use 1 or 0"
        )
    counts = table[category].astype(int).value_counts().reindex([1, 0], fill_value=0)
    if counts.min() < LEAST or table["document"].nunique() < 5:
        raise LearningError(
            f"too little is coded by hand to learn {category!r}: {counts[1]} passages with it and {counts[0]} without, "
            f"in {table['document'].nunique()} documents",
            remedy=f"code at least {LEAST} of each, in five documents or more",
        )
    return table


def _cross_fitted(found, gold: np.ndarray, documents: pd.Series, seed: int) -> np.ndarray:
    probability = np.zeros(len(gold))
    for inside, outside in _folds(gold, documents, seed):
        probability[outside] = _fitted(found[inside], gold[inside]).predict_proba(found[outside])[:, 1]
    return probability


def _folds(gold: np.ndarray, documents: pd.Series, seed: int):
    from sklearn.model_selection import StratifiedGroupKFold

    folds = min(_FOLDS, documents.nunique())
    return StratifiedGroupKFold(folds, shuffle=True, random_state=seed).split(gold, gold, documents)


def _fitted(found, gold: np.ndarray):
    from sklearn.linear_model import LogisticRegression

    # The prior is left as it is in the sample, so that probabilities mean something; the threshold does the rest.
    return LogisticRegression(C=_STRENGTH, max_iter=5000).fit(found, gold)


def _chosen(probability: np.ndarray, gold: np.ndarray, documents: pd.Series) -> np.ndarray:
    """For each passage the threshold that is best on the other documents."""
    threshold = np.empty(len(gold))
    codes, _ = pd.factorize(documents)
    fold = codes % min(_FOLDS, codes.max() + 1)
    for number in np.unique(fold):
        threshold[fold == number] = _best_cut(probability[fold != number], gold[fold != number])
    return threshold


def _best_cut(probability: np.ndarray, gold: np.ndarray) -> float:
    """The threshold with the highest macro-F1."""
    cuts = np.unique(np.quantile(probability, np.linspace(0.02, 0.98, 97)))
    found = probability[None] >= cuts[:, None]
    tp, fp, fn = (found & (gold == 1)).sum(1), (found & (gold == 0)).sum(1), (~found & (gold == 1)).sum(1)
    tn = len(gold) - tp - fp - fn
    macro = tp / np.maximum(2 * tp + fp + fn, 1) + tn / np.maximum(2 * tn + fp + fn, 1)
    return float(cuts[macro.argmax()])

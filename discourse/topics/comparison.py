"""Models with several numbers of topics, compared."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse.display import Displayed
from discourse.errors import TopicModelError
from discourse.topics.matching import STAYS, TOP

if TYPE_CHECKING:
    from discourse.topics.model import TopicModel

_MOST = 0.75  # of the topics that should survive
COLUMNS = {
    "k": "topics",
    "held_out": "held-out log-likelihood",
    "c_v": "C_v",
    "npmi": "NPMI",
    "exclusivity": "exclusivity",
    "dispersion": "residual dispersion",
    "words_stay": "words that stay",
    "documents_stay": "units that stay",
    "survive": "topics that survive",
}


@dataclass(frozen=True, repr=False)
class Comparison(Displayed):
    """What `compare_topics` returns.

    Attributes
    ----------
    models : dict of int to TopicModel
        For each k the model of all documents; its `stability` is set.
    table : pandas.DataFrame
        A row per k: ``k, held_out`` (mean log-likelihood per held-out word), ``held_out_se`` (over refits),
        ``c_v, npmi, exclusivity, dispersion, words_stay, documents_stay`` (means over topics), ``survive`` (how many
        topics do) and ``converged``.
    refits : pandas.DataFrame
        A row per k and seed: ``k, seed, held_out, held_out_words, converged``.
    across : pandas.DataFrame
        A row per topic of each k but the largest: the topic of the next k that it is, and what stays.
    seeds : list of int
    """

    models: dict[int, TopicModel]
    table: pd.DataFrame
    refits: pd.DataFrame
    across: pd.DataFrame
    seeds: list[int]

    def model(self, k: int | None = None) -> TopicModel:
        """The model with k topics; with the suggested number if none is given."""
        k = self.suggested if k is None else k
        if k not in self.models:
            raise TopicModelError(
                f"no model of {k} topics was compared", remedy=f"use {', '.join(map(str, self.models))}"
            )
        return self.models[k]

    @property
    def suggested(self) -> int:
        """A number of topics to begin with: where held-out likelihood, C_v, exclusivity and what stays rank best.

        Of the numbers of which three quarters of the topics survive; of all, if none has so many. It is a place to
        begin reading from, not a proof: the measures do not know what the topics are wanted for (Grimmer & Stewart
        2013).
        """
        table = self.table[self.table["survive"] >= _MOST * self.table["k"]]
        table = table if len(table) else self.table
        ranks = table[["held_out", "c_v", "exclusivity", "words_stay"]].rank().sum(axis=1)
        return int(table["k"].loc[ranks.idxmax()])

    @property
    def how(self) -> str:
        """How it was found out what survives, in one sentence."""
        fits = "one fit" if len(self.seeds) == 1 else f"{len(self.seeds)} fits"
        return (
            f"A topic survives if, on average over {fits} to a random four fifths of the documents each, at least "
            f"{STAYS:.0%} of its {TOP} most probable words and of its units stay."
        )

    def _heading(self) -> str:
        return f"Comparison of models with {', '.join(map(str, self.models))} topics: {self.suggested} suggested"

    def _remarks(self) -> list[str]:
        return [self.how]

    def _rows(self) -> pd.DataFrame:
        table = self.table[list(COLUMNS)].copy()
        for name in ("held_out", "c_v", "npmi", "exclusivity", "dispersion"):
            table[name] = table[name].map("{:.3f}".format)
        for name in ("words_stay", "documents_stay"):
            table[name] = table[name].map("{:.0%}".format)
        table["survive"] = [f"{n} of {k}" for n, k in zip(table["survive"], table["k"], strict=True)]
        return table.rename(columns=COLUMNS)

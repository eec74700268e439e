"""How the topics of a model move with what is known of the documents."""

from __future__ import annotations

from collections.abc import Sequence
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pandas as pd

from discourse.display import Displayed
from discourse.errors import ColumnError, TopicModelError
from discourse.topics.effects import Effects
from discourse.topics.effects import effects as regress
from discourse.topics.structural import design_of, unpacked

if TYPE_CHECKING:
    from discourse.topics.model import TopicModel

MEASURE = "share expected by regression"


class TopicEffects(Displayed):
    """Regressions of topic shares on covariates; what `TopicModel.effects` returns.

    Attributes
    ----------
    found : discourse.topics.effects.Effects
        The regressions, topics by number.
    names : list of str
        The topics by name.
    """

    def __init__(self, found: Effects, names: list[str]):
        self.found, self.names = found, names

    @property
    def variables(self) -> list[str]:
        """The covariates of the formula."""
        return list(self.found.design.variables)

    @property
    def table(self) -> pd.DataFrame:
        """The coefficients: ``topic, term, value, se, low, high, p, n_documents, n_units, method``."""
        return self._named(self.found.coefficients())

    def shares(self, variable: str, values: Sequence | None = None, points: int = 50) -> pd.DataFrame:
        """The share of each topic expected at values of a covariate; see `Effects.shares`.

        Returns
        -------
        pandas.DataFrame
            ``topic, measure, variable, at, value, se, low, high, n_documents, n_units, method``; to be drawn by
            `discourse.figures.effects`.
        """
        return self._named(self.found.shares(variable, values, points))

    def differences(self, variable: str, value, reference) -> pd.DataFrame:
        """How much larger each topic's share is at one value of a covariate than at another; see `Effects`."""
        return self._named(self.found.differences(variable, value, reference))

    def _named(self, table: pd.DataFrame) -> pd.DataFrame:
        table = table.assign(topic=[self.names[number] for number in table["topic"]])
        table.insert(1, "measure", MEASURE)
        return table

    def _heading(self) -> str:
        return f"Effects {self.found.design.formula} on {len(self.names)} topics: {self.found.method}"

    def _rows(self) -> pd.DataFrame:
        table = self.table[["topic", "term", "value", "se", "low", "high", "p"]]
        return table[table["term"] != "Intercept"] if (table["term"] != "Intercept").any() else table

    def _remarks(self) -> list[str]:
        return ["Coefficients with 95% intervals; shares() says what they mean for the share of a topic."]


def effects(
    model: TopicModel,
    formula: str | None = None,
    *,
    cluster: str = "document",
    posterior: str | None = None,
    draws: int = 100,
    seed: int = 0,
) -> TopicEffects:
    """Regress topic shares on covariates.

    Parameters
    ----------
    model : TopicModel
    formula : str, optional
        That of the model by default.
    cluster : str
        A column of the documents: what belongs together (``document``, ``author``).
    posterior : {"global", "local", "none"}, optional
        What shares are drawn from; the structural model's is global by default. Other engines have no posterior to
        draw from: their shares are taken as known, and the intervals are too short.
    draws, seed : int

    Raises
    ------
    TopicModelError
        There is no formula.
    ColumnError
        There is no such column to cluster by.
    DesignError
        A formula that cannot be used; fewer than five clusters.
    """
    formula = formula or model.prevalence
    if formula is None:
        raise TopicModelError("the model has no formula", remedy='give one, effects("~ outlet + s(date)")')
    if cluster not in model.metadata:
        raise ColumnError(
            f"the documents have no column {cluster!r}", remedy=f"use one of {', '.join(model.metadata.columns)}"
        )
    structural = model.engine == "stm"
    of_units = model.counts.units.loc[model.counts.kept, "document"]
    alone = cluster == "document" and of_units.is_unique
    found = regress(
        unpacked(model.fit) if structural else SimpleNamespace(theta=model.fit.theta),
        design_of(formula, model.metadata, model.counts),
        counts=model.counts.matrix[model.counts.kept],
        posterior=posterior or ("global" if structural else "none"),
        draws=draws,
        clusters=None if alone else list(model.metadata.set_index("document", drop=False)[cluster].loc[of_units]),
        seed=seed,
    )
    return TopicEffects(found, model.names)

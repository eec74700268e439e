"""How shares of topics depend on covariates, with intervals that know that the shares are themselves estimated.

The method of composition (Treier & Jackman 2008; Roberts et al. 2014): draw every document's shares from their
posterior, regress the drawn shares on the covariates, and do that many times. The variance of a coefficient is then
the mean of the regressions' variances plus the variance between the draws.

Units of one document, or texts of one author, are not independent. With `clusters` each regression has the
cluster-robust variance (Liang & Zeger 1986, with the factor G/(G − 1) · (n − 1)/(n − p)) and the intervals are of
Student's t with G − 1 degrees of freedom. It is preferred here to a bootstrap over clusters, which would either
redraw clusters within each posterior draw, to the same end at many times the cost, or fit the topics anew, after
which they are no longer the same topics. With fewer than about 40 clusters the intervals are still a little short
(Cameron & Miller 2015); with fewer than five there are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from discourse.display import Displayed
from discourse.errors import DesignError, TopicModelError
from discourse.progress import progress
from discourse.topics.design import Design

FEWEST_CLUSTERS = 5
LEVEL = 0.95


@dataclass(frozen=True, repr=False)
class Effects(Displayed):
    """Regressions of the topics' shares on covariates.

    Attributes
    ----------
    design : Design
    estimate : array, p × k
        Coefficients: one column a topic. They are differences of shares, in [−1, 1].
    covariance : array, k × p × p
        Of the coefficients of each topic.
    degrees : float
        Degrees of freedom of Student's t.
    n_documents, n_units : int
        Clusters (or rows, without clusters), and rows.
    method : str
    """

    design: Design
    estimate: np.ndarray
    covariance: np.ndarray
    degrees: float
    n_documents: int
    n_units: int
    method: str

    def _heading(self) -> str:
        return f"Effects {self.design.formula} on {len(self.estimate)} topics: {self.method}"

    def _rows(self) -> pd.DataFrame:
        return self.coefficients()[["topic", "term", "value", "se", "low", "high", "p"]]

    def coefficients(self) -> pd.DataFrame:
        """``topic, term, value, se, low, high, p, n_documents, n_units, method``; topics count from 0."""
        from scipy.stats import t

        table = self._table(np.eye(len(self.design.names)), pd.DataFrame({"term": self.design.names}))
        with np.errstate(divide="ignore", invalid="ignore"):
            p = 2 * t.sf(np.abs(table["value"] / table["se"]), self.degrees)
        table.insert(table.columns.get_loc("high") + 1, "p", p)
        return table

    def shares(self, variable: str, values: Sequence | None = None, points: int = 50) -> pd.DataFrame:
        """The expected share of each topic where `variable` has each of some values: bars of a factor, or a curve.

        All other covariates stay as they are observed, and the expectation is the mean over the rows (Hanmer &
        Kalkan 2013), so that interactions and splines need no "typical document".

        Parameters
        ----------
        variable : str
        values : sequence, optional
            By default a factor's levels, and `points` equal steps over the range of a number or a date.
        points : int

        Returns
        -------
        DataFrame
            ``topic, variable, at, value, se, low, high, n_documents, n_units, method``. The regression is linear: at
            the ends of a curve `low` may be below 0.

        Raises
        ------
        DesignError
            For a variable that the formula does not have, or a factor level that was not there.
        """
        values = self._grid(variable, points) if values is None else list(values)
        weights = self._mean_rows(variable, values)
        return self._table(weights, pd.DataFrame({"variable": variable, "at": values}))

    def differences(self, variable: str, value, reference) -> pd.DataFrame:
        """How much larger each topic's share is where `variable` is `value` than where it is `reference`.

        Returns
        -------
        DataFrame
            As `shares`, with ``at`` and ``reference``.
        """
        at, from_ = self._mean_rows(variable, [value, reference])
        names = pd.DataFrame({"variable": [variable], "at": [value], "reference": [reference]})
        return self._table((at - from_)[None], names)

    def _grid(self, variable: str, points: int) -> list:
        column = self._column(variable)
        if pd.api.types.is_datetime64_any_dtype(column):
            return list(pd.date_range(column.min(), column.max(), periods=points))
        if pd.api.types.is_numeric_dtype(column) and column.nunique() > 2:
            return list(np.linspace(column.min(), column.max(), points))
        return sorted(column.unique())

    def _column(self, variable: str) -> pd.Series:
        if variable not in self.design.data:
            raise DesignError(
                f"the formula {self.design.formula!r} has no covariate {variable!r}",
                remedy=f"choose from {', '.join(self.design.variables)}",
            )
        return self.design.data[variable]

    def _mean_rows(self, variable: str, values: Sequence) -> np.ndarray:
        """The mean row of the design with `variable` set to each value, values × p."""
        column = self._column(variable)
        others = self.design.data.drop(columns=variable)
        if others.shape[1]:
            rows = others.value_counts(sort=False).rename("rows").reset_index()
        else:
            rows = pd.DataFrame({"rows": [len(column)]})
        frame = rows.loc[np.tile(np.arange(len(rows)), len(values))].reset_index(drop=True)
        frame[variable] = pd.Series(values).repeat(len(rows)).to_numpy()
        matrix = self.design.at(frame).reshape(len(values), len(rows), -1)
        return np.einsum("vrp,r->vp", matrix, rows["rows"] / rows["rows"].sum())

    def _table(self, weights: np.ndarray, names: pd.DataFrame) -> pd.DataFrame:
        """Linear combinations of the coefficients (combinations × p) for all topics, topic by topic."""
        from scipy.stats import t

        value = (weights @ self.estimate).T
        error = np.sqrt(np.maximum(np.einsum("cp,kpq,cq->kc", weights, self.covariance, weights), 0))
        reach = t.ppf(0.5 + LEVEL / 2, self.degrees) * error
        k, combinations = value.shape
        table = names.loc[np.tile(np.arange(combinations), k)].reset_index(drop=True)
        table.insert(0, "topic", np.repeat(np.arange(k), combinations))
        numbers = {"value": value, "se": error, "low": value - reach, "high": value + reach}
        for name, column in numbers.items():
            table[name] = column.ravel()
        return table.assign(n_documents=self.n_documents, n_units=self.n_units, method=self.method)


def effects(
    model,
    design: Design,
    *,
    counts=None,
    posterior: str = "global",
    draws: int = 100,
    clusters: Sequence | None = None,
    seed: int = 0,
) -> Effects:
    """Regress the topics' shares on covariates by the method of composition.

    Parameters
    ----------
    model : StructuralTopicModel
        With ``posterior="none"`` anything with `theta` will do.
    design : Design
        One row a row of `theta`; it may differ from the one the model was fitted with.
    counts : sparse array, documents × words
        Those of the fit; for ``posterior="local"``.
    posterior : {"global", "local", "none"}
        What the shares are drawn from: the normal around each document's `eta` with the mean covariance over
        documents, or with its own; or not at all, which takes the shares as known.
    draws : int
    clusters : sequence, optional
        What each row belongs to: its document, where rows are passages, or its author.
    seed : int

    Returns
    -------
    Effects

    Raises
    ------
    DesignError
        A design of another length, fewer than five clusters.
    TopicModelError
        An unknown posterior, or a local one without counts.

    Examples
    --------
    >>> from types import SimpleNamespace
    >>> from discourse.topics.design import design
    >>> shares = SimpleNamespace(theta=np.array([[0.9, 0.1], [0.7, 0.3], [0.2, 0.8], [0.4, 0.6]]))
    >>> found = effects(shares, design("~ side", pd.DataFrame({"side": list("AABB")})), posterior="none")
    >>> found.differences("side", "B", "A")[["topic", "value"]].round(2).values.tolist()
    [[0.0, -0.5], [1.0, 0.5]]
    """
    from threadpoolctl import threadpool_limits

    matrix = design.matrix
    n, p = matrix.shape
    if n != len(model.theta):
        raise DesignError(f"the design has {n} rows, but the model {len(model.theta)} documents")
    if n <= p:
        raise DesignError(f"{p} coefficients cannot be estimated from {n} documents")
    codes = None if clusters is None else _codes(clusters, n)
    with threadpool_limits(1):
        estimate, covariance = _compose(_drawn(model, counts, posterior, draws, seed), matrix, codes)
    units = n if codes is None else codes.max() + 1
    taken = "shares as estimated" if posterior == "none" else f"method of composition, {draws} draws"
    by = "" if codes is None else f" clustered over {units}"
    return Effects(
        design, estimate, covariance, float(n - p if codes is None else units - 1), int(units), n,
        f"{taken}, 95% t interval{by}",
    )  # fmt: skip


def _codes(clusters: Sequence, n: int) -> np.ndarray:
    codes, names = pd.factorize(np.asarray(clusters))
    if len(codes) != n or (codes < 0).any():
        raise DesignError(f"there are {len(codes)} clusters for {n} rows, or some are missing")
    if len(names) < FEWEST_CLUSTERS:
        raise DesignError(
            f"{len(names)} clusters are too few for an interval", remedy="cluster by a finer unit, such as the document"
        )
    return codes


def _drawn(model, counts, posterior: str, draws: int, seed: int) -> Iterator[np.ndarray]:
    """Drawn shares of all documents, `draws` times."""
    if posterior == "none":
        yield model.theta
        return
    if posterior not in {"global", "local"} or (posterior == "local" and counts is None):
        raise TopicModelError(
            f"posterior={posterior!r} {'without counts' if counts is None else ''}".rstrip(),
            remedy='choose "global", "local" with the counts of the fit, or "none"',
        )
    from scipy.special import softmax

    rng = np.random.default_rng(seed)
    upper = np.linalg.cholesky(model.uncertainty).T if posterior == "global" else model.posterior_roots(counts)
    eta = np.zeros(model.theta.shape)
    for _ in progress(range(draws), "drawing from the posterior", unit="draw"):
        z = rng.standard_normal(model.eta.shape)
        eta[:, :-1] = model.eta + (z @ upper if posterior == "global" else np.einsum("dj,dji->di", z, upper))
        yield softmax(eta, axis=1)


def _compose(shares: Iterator[np.ndarray], matrix: np.ndarray, codes: np.ndarray | None):
    """Mean coefficients (p × k) and their covariance (k × p × p) over draws of the shares."""
    import scipy.sparse as sp

    n, p = matrix.shape
    bread = np.linalg.inv(matrix.T @ matrix)
    if codes is not None:
        groups = codes.max() + 1
        gather = sp.csr_array((np.ones(n), (codes, np.arange(n))))
        factor = groups / (groups - 1) * (n - 1) / (n - p)
    coefficients, within = [], 0.0
    for theta in shares:
        found = bread @ (matrix.T @ theta)
        residuals = theta - matrix @ found
        if codes is None:
            within = within + ((residuals**2).sum(axis=0) / (n - p))[:, None, None] * bread
        else:
            scores = (gather @ (matrix[:, :, None] * residuals[:, None, :]).reshape(n, -1)).reshape(groups, p, -1)
            within = within + factor * (bread @ np.einsum("gpk,gqk->kpq", scores, scores, optimize=True) @ bread)
        coefficients.append(found)
    drawn = np.array(coefficients)
    around = drawn - drawn.mean(axis=0)
    between = np.einsum("spk,sqk->kpq", around, around) / len(drawn)
    return drawn.mean(axis=0), within / len(drawn) + between

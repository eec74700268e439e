"""From a formula and a table of covariates to the numbers of a regression."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from discourse.errors import DesignError
from discourse.topics.splines import as_numbers, b_spline
from discourse.topics.stm.checks import dependent_columns, listed


@dataclass(frozen=True)
class Design:
    """A design matrix that knows how it was made.

    Attributes
    ----------
    formula : str
    matrix : array, documents × p
        The intercept first.
    names : tuple of str, p
        What the columns are: ``Intercept``, ``outlet[T.B]`` (B against the first level), ``s(year)[1]``, …
    data : DataFrame
        The covariates that the formula uses; dates are dates.
    """

    formula: str
    matrix: np.ndarray
    names: tuple[str, ...]
    data: pd.DataFrame
    _spec: object = field(repr=False)

    @property
    def variables(self) -> tuple[str, ...]:
        """The covariates that the formula uses."""
        return tuple(self.data.columns)

    def at(self, data: pd.DataFrame) -> np.ndarray:
        """The rows of the design for new values, with the factor levels and spline knots of the old ones.

        Raises
        ------
        DesignError
            For a covariate that is missing, a gap, or a factor level that was not there before.
        """
        frame = _covariates(data, self.variables, list(data.index))
        for name in self.variables:
            if not _numeric(self.data[name]):
                new = sorted(set(map(str, frame[name])) - set(map(str, self.data[name])))
                if new:
                    raise DesignError(
                        f"covariate {name!r} has values that the model was not fitted with: {listed(new)}"
                    )
        return np.asarray(self._spec.get_model_matrix(_for_formula(frame), context={"s": _stateful()}), float)


def design(formula: str, data: pd.DataFrame, *, documents: Sequence[str] | None = None) -> Design:
    """Read a formula such as ``~ outlet + s(date)`` on a table of covariates, one row a document.

    Factors (text, categories, true/false) get a column for each level but the first (treatment contrasts); `s()` is
    a cubic B-spline (`b_spline`); ``a * b`` and ``a:b`` are interactions. A date enters in years since 1970.

    Parameters
    ----------
    formula : str
        In the grammar of `formulaic`; an intercept is always there.
    data : DataFrame
        One row a document.
    documents : sequence of str, optional
        Names for the rows, for the messages of errors; else the index.

    Returns
    -------
    Design

    Raises
    ------
    DesignError
        A formula that cannot be read, a variable that is not there, a gap in a covariate (the documents are named),
        a factor with a single level, a constant or collinear covariate.

    Examples
    --------
    >>> data = pd.DataFrame({"outlet": ["A", "B", "A", "B"], "year": [1950.0, 1951.0, 1952.0, 1954.0]})
    >>> design("~ outlet + year", data).names
    ('Intercept', 'outlet[T.B]', 'year')
    """
    from formulaic import Formula, model_matrix
    from formulaic.errors import FormulaicError

    labels = list(data.index if documents is None else documents)
    try:
        right = Formula(formula)
        if hasattr(right, "lhs"):
            raise DesignError(f"formula {formula!r} has a left side", remedy="start it with ~")
        named = {str(name) for name in data.columns if re.search(rf"\b{re.escape(str(name))}\b(?!\s*\()", formula)}
        variables = sorted({str(name) for name in right.required_variables} - {"s"} | named)
        frame = _covariates(data, variables, labels)
        for name in variables:
            _check_varies(frame[name], name)
        matrix = model_matrix(formula, _for_formula(frame), context={"s": _stateful()}, na_action="ignore")
    except (FormulaicError, SyntaxError, TypeError) as error:
        if isinstance(error.__cause__, DesignError):  # raised by s()
            raise error.__cause__ from None
        reason = str(error).split("\n", maxsplit=1)[0].rstrip(".")
        raise DesignError(
            f"formula {formula!r} cannot be read: {reason}", remedy="write it like ~ outlet + s(date)"
        ) from error
    names = tuple(map(str, matrix.columns))
    numbers = np.asarray(matrix, float)
    if not names or names[0] != "Intercept":
        raise DesignError(f"formula {formula!r} leaves out the intercept", remedy="take out the 0 or - 1")
    _check_columns(numbers, names, labels)
    return Design(formula, numbers, names, frame, matrix.model_spec)


def _covariates(data: pd.DataFrame, variables: Sequence[str], labels: list) -> pd.DataFrame:
    unknown = [name for name in variables if name not in data.columns]
    if unknown:
        raise DesignError(
            f"there is no covariate {listed(map(repr, unknown))}", remedy=f"choose from {listed(sorted(data.columns))}"
        )
    frame = data[list(variables)].reset_index(drop=True)
    for name in variables:
        missing = frame[name].isna()
        if not _numeric(frame[name]):
            missing |= frame[name].astype(str).str.strip() == ""
        gaps = np.flatnonzero(missing)
        if gaps.size:
            raise DesignError(
                f"covariate {name!r} is missing in {gaps.size} of {len(frame)} documents: "
                f"{listed(labels[row] for row in gaps)}",
                remedy="fill it in, or leave these documents out first; none is dropped in silence",
            )
    return frame


def _numeric(column: pd.Series) -> bool:
    return pd.api.types.is_datetime64_any_dtype(column) or (
        pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)
    )


def _check_varies(column: pd.Series, name: str) -> None:
    if column.nunique() > 1:
        return
    kind = "is constant" if _numeric(column) else "has a single group"
    raise DesignError(
        f"covariate {name!r} {kind} ({column.iloc[0]!s}): nothing to compare", remedy="leave it out of the formula"
    )


def _for_formula(frame: pd.DataFrame) -> pd.DataFrame:
    """Dates as numbers; true and false as the levels of a factor; categories in their order."""

    def turned(column: pd.Series):
        if _numeric(column):
            return as_numbers(column)
        if isinstance(column.dtype, pd.CategoricalDtype):
            return column.cat.remove_unused_categories().cat.rename_categories(str)
        return column.astype(str)

    return pd.DataFrame({name: turned(column) for name, column in frame.items()}, index=frame.index)


def _check_columns(matrix: np.ndarray, names: Sequence[str], labels: list) -> None:
    gaps = np.flatnonzero(~np.isfinite(matrix).all(axis=1))
    if gaps.size:
        raise DesignError(f"the formula gives no number for documents {listed(labels[row] for row in gaps)}")
    if len(names) >= len(matrix):
        raise DesignError(
            f"the formula needs {len(names)} coefficients, but there are {len(matrix)} documents",
            remedy="leave covariates out, or give s() a smaller df",
        )
    dependent = dependent_columns(matrix)
    if dependent.size:
        raise DesignError(
            f"collinear covariates: {listed(names[column] for column in dependent)} can be computed from the terms "
            "before them",
            remedy="leave out one of the covariates that say the same",
        )


def _s(x, df: int = 10, _state=None, _spec=None):
    return {str(column + 1): values for column, values in enumerate(b_spline(x, df, _state).T)}


def _stateful():
    from formulaic.transforms import stateful_transform

    return stateful_transform(_s)

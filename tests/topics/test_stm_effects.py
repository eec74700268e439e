"""What covariates do to topics, with intervals that widen for what is uncertain; formulas that cannot be used."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from stm_sample import matched, sample

from discourse.errors import DesignError, TopicModelError
from discourse.topics.design import design
from discourse.topics.effects import effects
from discourse.topics.splines import b_spline
from discourse.topics.stm import fit


@pytest.fixture(scope="module")
def fitted():
    corpus = sample()
    covariates = design("~ side + s(year, df=5)", corpus.table)
    model = fit(corpus.counts, 4, covariates.matrix)
    return SimpleNamespace(corpus=corpus, design=covariates, model=model, first=matched(model.theta, corpus.theta)[0])


def test_a_known_difference_lies_in_its_interval(fitted):
    table = effects(fitted.model, fitted.design).differences("side", "them", "us").set_index("topic")
    truth = (
        fitted.corpus.theta[fitted.corpus.side == 1, 0].mean() - fitted.corpus.theta[fitted.corpus.side == 0, 0].mean()
    )
    row = table.loc[fitted.first]
    assert row["low"] < truth < row["high"]
    assert table["value"].sum() == pytest.approx(0, abs=1e-12)


def test_an_unrelated_covariate_has_a_flat_curve(fitted):
    curve = effects(fitted.model, fitted.design).shares("year", points=9)
    assert len(curve) == 4 * 9
    for topic, part in curve.groupby("topic"):
        level = fitted.model.theta[:, topic].mean()
        assert ((part["low"] < level + 0.02) & (part["high"] > level - 0.02)).all()


def test_shares_of_a_group_add_up_to_one_and_are_the_observed_ones(fitted):
    known = effects(fitted.model, fitted.design, posterior="none").shares("side")
    assert known.groupby("at")["value"].sum().tolist() == pytest.approx([1, 1])
    alone = effects(fitted.model, design("~ side", fitted.corpus.table), posterior="none").shares("side")
    them = alone[(alone["topic"] == 0) & (alone["at"] == "them")]["value"].item()
    assert them == pytest.approx(fitted.model.theta[fitted.corpus.side == 1, 0].mean())


def test_known_shares_give_ordinary_least_squares(fitted):
    found = effects(fitted.model, fitted.design, posterior="none")
    x, y = fitted.design.matrix, fitted.model.theta[:, 1]
    coefficients, rest, *_ = np.linalg.lstsq(x, y)
    variance = rest[0] / (len(x) - x.shape[1]) * np.linalg.inv(x.T @ x)
    np.testing.assert_allclose(found.estimate[:, 1], coefficients, atol=1e-10)
    np.testing.assert_allclose(found.covariance[1], variance, atol=1e-12)
    table = found.coefficients()
    assert table["term"].tolist()[: x.shape[1]] == list(fitted.design.names)
    assert table["p"].between(0, 1).all()


def test_uncertain_shares_widen_the_interval(fitted):
    def width(**options) -> float:
        table = effects(fitted.model, fitted.design, **options).differences("side", "them", "us")
        return (table["high"] - table["low"]).mean()

    known = width(posterior="none")
    assert known < width(posterior="global")
    assert known < width(posterior="local", counts=fitted.corpus.counts)


def test_texts_repeated_within_clusters_do_not_narrow_the_interval():
    rng = np.random.default_rng(0)
    group = np.arange(40) % 2
    theta = np.clip(0.3 + 0.1 * group + rng.normal(scale=0.1, size=40), 0.01, 0.99)
    once = SimpleNamespace(theta=np.column_stack([theta, 1 - theta]))
    often = SimpleNamespace(theta=np.repeat(once.theta, 10, axis=0))
    table = pd.DataFrame({"side": np.where(group, "them", "us")})
    repeated = table.loc[np.repeat(np.arange(40), 10)].reset_index(drop=True)
    author = np.repeat(np.arange(40), 10)

    def error(model, covariates, **options) -> float:
        found = effects(model, design("~ side", covariates), posterior="none", **options)
        return found.differences("side", "them", "us")["se"][0]

    honest = error(once, table)
    assert error(often, repeated) < 0.5 * honest
    assert error(often, repeated, clusters=author) == pytest.approx(honest, rel=0.1)


def test_same_seed_same_intervals(fitted):
    one, same, other = (effects(fitted.model, fitted.design, seed=seed, draws=5).covariance for seed in (1, 1, 2))
    assert (one == same).all()
    assert (one != other).any()


def test_interactions_are_averaged_over_what_was_observed(fitted):
    crossed = effects(fitted.model, design("~ side * year", fitted.corpus.table), posterior="none")
    plain = effects(fitted.model, design("~ side", fitted.corpus.table), posterior="none")
    a, b = (found.differences("side", "them", "us")["value"].to_numpy() for found in (crossed, plain))
    np.testing.assert_allclose(a, b, atol=0.01)


def test_dates_have_curves_in_dates(fitted):
    table = fitted.corpus.table.assign(date=pd.to_datetime(fitted.corpus.table["year"].astype(int).astype(str)))
    curve = effects(fitted.model, design("~ s(date, df=5)", table), posterior="none").shares("date", points=4)
    assert pd.api.types.is_datetime64_any_dtype(curve["at"])
    years = effects(fitted.model, design("~ s(year, df=5)", table), posterior="none").shares("year", points=4)
    np.testing.assert_allclose(curve["value"], years["value"], atol=0.01)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"posterior": "exact"}, TopicModelError, "exact"),
        ({"posterior": "local"}, TopicModelError, "without counts"),
        ({"clusters": np.arange(400) % 4}, DesignError, "4 clusters are too few"),
        ({"clusters": [1, 2]}, DesignError, "2 clusters for 400"),
    ],
)
def test_effects_that_cannot_be_had(fitted, options, error, message):
    with pytest.raises(error, match=message):
        effects(fitted.model, fitted.design, **options)


def test_values_that_are_not_there(fitted):
    found = effects(fitted.model, fitted.design, posterior="none")
    with pytest.raises(DesignError, match="no covariate 'outlet'"):
        found.shares("outlet")
    with pytest.raises(DesignError, match="nobody"):
        found.differences("side", "nobody", "us")


TABLE = pd.DataFrame(
    {
        "outlet": list("ABCABCABCA"),
        "year": np.arange(10.0) ** 2,
        "twice": 2 * np.arange(10.0) ** 2 + 1,
        "gap": [1.0, 2.0, None, *np.arange(7.0)],
        "blank": ["x", " ", *"yyxxyyxx"],
        "same": 1,
        "one": "them",
    }
)


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("~ speaker", "no covariate 'speaker'.*choose from blank"),
        ("~ same", "'same' is constant"),
        ("~ one + year", "'one' has a single group"),
        ("~ gap", "'gap' is missing in 1 of 10 documents: d2"),
        ("~ blank", "'blank' is missing in 1 of 10 documents: d1"),
        ("~ year + twice", "collinear covariates: twice"),
        ("~ s(outlet)", "not for a factor"),
        ("~ s(year, df=2)", "distinct values"),
        ("~ s(year) + outlet", "12 coefficients, but there are 10 documents"),
        ("~ 0 + year", "leaves out the intercept"),
        ("year ~ outlet", "left side"),
        ("~ outlet +", "cannot be read"),
    ],
)
def test_formulas_that_cannot_be_used(formula, message):
    with pytest.raises(DesignError, match=message):
        design(formula, TABLE, documents=[f"d{row}" for row in range(10)])


def test_new_rows_have_the_old_knots_and_levels():
    whole = design("~ outlet + s(year, df=4)", TABLE)
    np.testing.assert_allclose(whole.at(TABLE[7:]), whole.matrix[7:])
    beyond = whole.at(pd.DataFrame({"outlet": ["A"], "year": [1000.0]}))
    np.testing.assert_allclose(beyond, whole.matrix[[9]])  # A at the last year: the curve is not continued
    with pytest.raises(DesignError, match="D"):
        whole.at(pd.DataFrame({"outlet": ["D"], "year": [1.0]}))


def test_the_first_level_is_the_reference():
    ordered = TABLE.assign(outlet=pd.Categorical(TABLE["outlet"], ["C", "A", "B"]))
    assert design("~ outlet", TABLE).names == ("Intercept", "outlet[T.B]", "outlet[T.C]")
    assert design("~ outlet", ordered).names == ("Intercept", "outlet[T.A]", "outlet[T.B]")


def test_a_spline_is_a_partition_of_one_without_its_first_column():
    x = np.random.default_rng(0).normal(size=300)
    columns = b_spline(x)
    assert columns.shape == (300, 10)
    assert columns.min() >= 0
    assert columns.sum(axis=1).max() <= 1 + 1e-12

"""A fitted model: what it finds, says, counts and predicts, whatever the engine."""

from __future__ import annotations

import html

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ColumnError, DateError, DesignError, TopicModelError

ENGINES = ["stm", "lda", "nmf"]


@pytest.fixture(scope="module", params=ENGINES)
def fitted(request, corpus):
    return dc.topics(corpus, 3, engine=request.param, unit="paragraph")


@pytest.fixture(scope="module")
def factors(corpus):
    return dc.topics(corpus, 3, engine="nmf", unit="paragraph")


def test_it_finds_what_the_texts_are_about_whatever_the_engine(fitted, themes, topic_of):
    assert {topic_of(fitted, theme) for theme in themes} == {1, 2, 3}


def test_shares_add_up_for_every_unit_and_document(fitted, corpus):
    assert fitted.units[fitted.names].sum(axis=1).to_numpy() == pytest.approx(1)
    documents = fitted.documents
    assert documents["document"].tolist() == corpus.documents["document"].tolist()
    assert documents[fitted.names].sum(axis=1).to_numpy() == pytest.approx(1)


def test_topics_are_named_by_words_and_found_by_name_or_number(fitted):
    assert len(set(fitted.names)) == 3
    for number, name in enumerate(fitted.names, 1):
        assert fitted.number(name) == fitted.number(number) == number - 1
        assert not name.lower().startswith("topic")
    with pytest.raises(TopicModelError, match="no topic is called 'football'"):
        fitted.number("football")
    with pytest.raises(TopicModelError, match="a number from 1 to 3"):
        fitted.passages(0)


def test_four_kinds_of_words(fitted):
    words = fitted.words(n=5)
    assert sorted(words.columns) == sorted(["number", "topic", "prob", "frex", "lift", "score"])
    assert fitted.words("prob", 3)["prob"].tolist() == [", ".join(top) for top in fitted.top("prob", 3)]
    with pytest.raises(TopicModelError, match="there is no kind of words 'tfidf'"):
        fitted.words("tfidf")


def test_passages_are_in_the_text_where_they_say_and_about_the_topic(fitted, corpus, themes, topic_of):
    passages = fitted.passages(topic_of(fitted, "truce"), 4)
    assert passages["document"].is_unique
    assert passages["share"].is_monotonic_decreasing
    for row in passages.itertuples():
        assert corpus[row.document].text[row.start : row.end] == row.text
        marked = {corpus[row.document].text[a:b] for a, b in row.hits}
        assert marked
        assert marked <= themes["truce"]


def test_prediction_for_the_same_texts_comes_near_the_fit(fitted, corpus):
    again = fitted.predict(corpus)[fitted.names].to_numpy()
    assert np.abs(again - fitted.documents[fitted.names].to_numpy()).mean() < 0.03


def test_prediction_for_new_texts_and_for_texts_of_other_words(fitted, topic_of):
    texts = ["The ferry is at the quay, the trawler at anchor.", "Nothing of the sort."]
    predicted = fitted.predict(dc.read(pd.DataFrame({"document": ["new", "other"], "text": texts}), language="en"))
    assert predicted.loc[0, fitted.names].astype(float).idxmax() == fitted.names[topic_of(fitted, "harbour") - 1]
    assert predicted.loc[1, fitted.names].isna().all()


def test_it_shows_itself_as_text_and_as_html(fitted):
    assert "3 topics in 120 paragraphs of 60 documents" in repr(fitted)
    assert all(name in str(fitted) for name in fitted.names)
    assert all(html.escape(name) in fitted._repr_html_() for name in fitted.names)


def test_words_of_a_corpus_are_escaped():
    texts = [f"The case x<y and the {w}, the ferry and the <b>quay</b>." for w in ("anchor", "trawler") * 6]
    corpus = dc.read(pd.DataFrame({"text": texts}), language="en")
    page = dc.topics(corpus, 2, engine="nmf", max_share=1.0, keep=["x<y"])._repr_html_()
    assert "x&lt;y" in page
    assert "x<y" not in page


def test_emptied_documents_are_counted_listed_and_kept_in_line(table):
    odd = pd.DataFrame([{"document": "odd", "text": "And so on, and so on.", "outlet": "Post"}])
    corpus = dc.read(pd.concat([odd, table]), language="en")
    for engine in ENGINES:
        found = dc.topics(corpus, 3, engine=engine)
        assert found.counts.left_out["document"].tolist() == ["odd"]
        assert found.documents["document"].tolist() == corpus.documents["document"].tolist()
        assert found.documents.iloc[0][found.names].isna().all()
        assert found.documents.iloc[1:][found.names].notna().all().all()
        assert "1 units have none of the terms" in str(found)
        assert found.shares()["n_documents"].tolist() == [60] * 3


def test_shares_have_intervals_clustered_by_document(factors):
    shares = factors.shares()
    assert shares["value"].sum() == pytest.approx(1)
    assert (shares["low"] < shares["value"]).all()
    assert (shares["value"] < shares["high"]).all()
    assert shares["n_documents"].tolist() == [60] * 3
    assert shares["n_units"].tolist() == [120] * 3
    # Both paragraphs of a document are about the same: there are 60 independent units, not 120.
    naive = 2 * 1.96 * factors.fit.theta.std(axis=0) / np.sqrt(len(factors.fit.theta))
    assert ((shares["high"] - shares["low"]).to_numpy() > 1.15 * naive).all()


def test_shares_by_group_and_period(model, topic_of):
    truce = model.names[topic_of(model, "truce") - 1]
    groups = model.shares(by="outlet").set_index(["topic", "group"])["value"]
    assert groups[truce, "Post"] > groups[truce, "Ledger"] + 0.2
    assert model.shares(period="year")["period"].nunique() == 10
    with pytest.raises(ColumnError, match="no column 'paper'"):
        model.shares(by="paper")


def test_no_dates_no_trend(table):
    found = dc.topics(dc.read(table.drop(columns="date"), language="en"), 3, engine="nmf")
    with pytest.raises(DateError, match="no document has a date"):
        found.shares(period="year")


def test_effects_find_the_difference_that_is_there(model, topic_of):
    truce = model.names[topic_of(model, "truce") - 1]
    effects = model.effects()
    difference = effects.differences("outlet", "Post", "Ledger").set_index("topic").loc[truce]
    assert 0.1 < difference["low"] < difference["value"] < difference["high"]
    assert set(effects.shares("date")["topic"]) == set(model.names)
    assert effects.table["n_documents"].unique().tolist() == [60]


def test_effects_of_paragraphs_are_clustered_by_document(corpus):
    found = dc.topics(corpus, 3, unit="paragraph").effects("~ year").table
    assert "clustered over 60" in found["method"].iloc[0]
    assert found["n_units"].iloc[0] == 120
    assert "year" in set(found["term"])


def test_engines_without_a_posterior_say_that_shares_are_taken_as_known(factors):
    assert factors.effects("~ outlet").table["method"].str.startswith("shares as estimated").all()
    with pytest.raises(TopicModelError, match="no formula"):
        factors.effects()
    with pytest.raises(ColumnError, match="no column 'paper'"):
        factors.effects("~ outlet", cluster="paper")


def test_topics_that_shun_each_other_are_negatively_correlated(model):
    table = model.correlations
    pairs = table.dropna(subset="value")
    assert (len(table), len(pairs)) == (9, 6)
    assert (pairs["high"] < 0).all()
    assert (pairs["low"] <= pairs["value"]).all()
    there = table.set_index(["topic", "group"])["value"]
    assert all(there[a, b] == there[b, a] for a, b in pairs[["topic", "group"]].to_numpy())


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        ({"k": 61}, "more than the 60 documents"),
        ({"k": 1}, "not a whole number of topics from 2 up"),
        ({"k": 30, "unit": "paragraph"}, "more than the 24 terms"),
        ({"k": 3, "engine": "lsa"}, "stm, lda, nmf, seeded"),
        ({"k": 3, "engine": "lda", "prevalence": "~ outlet"}, "takes no prevalence formula"),
        ({"k": 3, "codebook": "war-and-talks"}, "takes no codebook"),
        ({"k": 3, "unit": "sentences", "window": 0}, "window of 0 sentences"),
    ],
)
def test_impossible_wishes_are_named(corpus, options, problem):
    with pytest.raises(TopicModelError, match=problem):
        dc.topics(corpus, phrases=False, **options)


@pytest.mark.parametrize(
    ("formula", "problem"),
    [
        ("~ paper", "no covariate 'paper'"),
        ("~ constant", "'constant' is constant"),
        ("~ single", "'single' has a single group"),
        ("~ date + later", "collinear"),
        ("~ gaps", "missing in 2 of 60 documents: d03, d07"),
        ("~ outlet +", "cannot be read"),
    ],
)
def test_covariates_that_cannot_be_used_are_named(table, formula, problem):
    odd = table.assign(constant=1.5, single="a", gaps=[None if i in (3, 7) else i % 4 for i in range(60)])
    odd["later"] = (pd.to_datetime(odd["date"]) - pd.Timestamp("1970-01-01")).dt.days
    with pytest.raises(DesignError, match=problem):
        dc.topics(dc.read(odd, language="en"), 3, formula, unit="paragraph")

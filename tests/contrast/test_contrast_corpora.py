"""The measures on a corpus: they count, and call those on counts."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse import contrast
from discourse.contrast.features import word_counts
from discourse.contrast.network import collocation_network
from discourse.errors import ColumnError, ContrastError, DateError, EmptyCorpusError, QueryError
from discourse.language import lemma

POST, LEDGER = "The Estuary Post", "The Granite Ledger"


@pytest.fixture(scope="module")
def post(columns):
    return columns.where(outlet=POST)


def test_words_are_counted_as_everywhere_else(columns):
    counts = word_counts(columns)
    assert counts.sizes.tolist() == columns.words.tolist()
    found = dc.concordance(columns, "ceasefire").counts
    assert counts.matrix[:, [counts.features.get_loc("ceasefire")]].toarray().ravel().tolist() == found.tolist()
    lemmas = word_counts(columns, "lemma")
    assert lemmas.sizes.tolist() == counts.sizes.tolist()
    talks = counts.totals[[lemma(word) == "talk" for word in counts.features]].sum()
    assert lemmas.totals[lemmas.features.get_loc("talk")] == talks


def test_keyness_is_that_of_the_counts(columns, post):
    table = dc.keyness(columns, target=post, resamples=100)
    assert table["z"].is_monotonic_decreasing
    assert table["n_target"].sum() == post.words.sum()
    counts = word_counts(columns)
    inside = columns.documents["outlet"].eq(POST).to_numpy(bool)
    again = contrast.keyness(
        counts.matrix[inside], counts.matrix[~inside], features=counts.features, resamples=100
    ).set_index("feature")
    pd.testing.assert_frame_equal(table.set_index("feature"), again.loc[table["feature"]])
    explicit = dc.keyness(columns, post, columns.where(outlet=LEDGER), resamples=100)
    pd.testing.assert_frame_equal(table, explicit)
    content = dc.keyness(columns, post, with_function_words=False, resamples=0)
    assert "of" in set(table["feature"]) - set(content["feature"])
    assert {"not", "he", "must"} <= set(content["feature"])
    assert {"talk"} <= set(dc.keyness(columns, post, unit="lemma", resamples=0)["feature"])


@pytest.mark.parametrize(
    ("groups", "message"),
    [
        (lambda c: (c, None), "no text in the reference"),
        (lambda c: (c.where(outlet=POST), c.where(outlet=POST)), "share 20 documents"),
        (lambda c: (c.where(outlet=POST), c), "share 20 documents"),
        (lambda c: (dc.read("lee"), None), "not in the corpus"),
        (lambda c: ([1, 2], None), "for tables use discourse.contrast"),
    ],
)
def test_groups_that_cannot_be_compared(columns, groups, message):
    target, reference = groups(columns)
    with pytest.raises(ContrastError, match=message):
        dc.keyness(columns, target, reference)
    with pytest.raises(ContrastError, match=message):
        dc.word_shift(columns, target, reference)


def test_an_empty_group_and_an_unknown_column_name_what_there_is(columns):
    with pytest.raises(EmptyCorpusError, match="The Estuary Post"):
        dc.keyness(columns, columns.where(outlet="The Unknown"))
    with pytest.raises(ColumnError, match="outlet"):
        dc.keyness(columns, columns.where(outlett="A"))
    with pytest.raises(ContrastError, match="word, lemma"):
        dc.keyness(columns, columns.where(outlet=POST), unit="letter")


def test_collocations_are_neighbours_within_a_clause(columns):
    table = dc.collocations(columns, minimum=2)
    texts = " ".join(columns.documents["text"]).lower()
    for row in table.head(20).itertuples():
        assert row.collocation in " ".join(texts.replace("’s", "").replace("'s", "").split())
    assert "united nations" in set(table["collocation"])
    assert table["z"].is_monotonic_decreasing
    triples = dc.collocations(columns, size=3, minimum=3)
    assert {len(words.split()) for words in triples["collocation"]} == {3}
    bare = dc.collocations(columns, minimum=2, with_function_words=False)
    assert not any("of" in words.split() for words in bare["collocation"])


def test_collocates_of_a_node_are_counted_in_its_concordance(columns):
    table = dc.collocations(columns, "peace", window=5, minimum=1).set_index("collocate")
    lines = dc.concordance(columns, "peace", window=8).lines
    assert len(lines) == len(dc.concordance(columns, "peace"))
    near = " ".join([*lines["left"], *lines["right"]]).lower()
    assert all(word in near.replace("’", "'") for word in table.index)
    phrase = dc.collocations(columns, "lemma:say ... no", minimum=1)
    assert "say" not in set(phrase["collocate"]) or phrase["n"].max() >= 1
    with pytest.raises(QueryError, match="words spelt alike: peace"):
        dc.collocations(columns, "pece")


def test_a_network_joins_collocates_that_are_collocates(columns):
    edges = collocation_network(columns, "peace", minimum=2, top=6)
    spokes = edges[edges["one"] == "peace"]
    assert 0 < len(spokes) <= 6
    assert set(edges["one"]) | set(edges["other"]) == {"peace", *spokes["other"]}
    assert not edges.duplicated(["one", "other"]).any()


def test_the_shift_of_a_category_adds_up_to_the_difference_of_its_rates(columns, post):
    table = dc.word_shift(columns, post, category="hope", resamples=100)
    rates = dc.code(columns, "war-and-talks", voices=False).rate(by="outlet", resamples=10)
    hope = rates[rates["category"] == "hope"].set_index("group")["value"]
    assert table["contribution"].sum() * 1000 == pytest.approx(hope[POST] - hope[LEDGER])
    assert table["share"].sum() == pytest.approx(1)
    assert (table["low"] <= table["contribution"]).all()
    lexicon = dc.word_shift(columns, post, scores={"peace": 1, "war": -1, "hope": 1}, resamples=50)
    assert set(lexicon["feature"]) == {"peace", "war", "hope"}
    with pytest.raises(QueryError, match="no category"):
        dc.word_shift(columns, post, category="nonsense")
    with pytest.raises(ContrastError, match="not of both"):
        dc.word_shift(columns, post, category="hope", scores={"peace": 1})


def test_scaling_puts_groups_and_periods_on_a_line(columns):
    found = dc.wordfish(columns, ((POST, "1970s"), (LEDGER, "2020s")), by="outlet", period="decade")
    table = found.documents
    assert set(table["group"]) == {POST, LEDGER}
    assert table["period"].nunique() == 6
    ends = table.set_index(["group", "period"])["theta"]
    assert ends[POST, "1970s"] < ends[LEDGER, "2020s"]
    scored = dc.wordscores(columns, {POST: -1, LEDGER: 1}, by="outlet").documents.set_index("group")
    assert scored["mv"].to_dict() == pytest.approx({POST: -1, LEDGER: 1})
    single = dc.wordscores(columns, {"1978-09-20-estuary-post": -1, "1978-09-20-granite-ledger": 1})
    assert len(single.documents) == 40
    assert np.isfinite(single.documents["raw_se"]).all()


@pytest.mark.parametrize(
    ("call", "error", "message"),
    [
        (lambda c: dc.wordscores(c, {"nobody": 1}, by="outlet"), ContrastError, "there is no text"),
        (lambda c: dc.wordfish(c, (POST, "nobody"), by="outlet"), ContrastError, "there is no text"),
        (lambda c: dc.wordfish(c, (POST, LEDGER), by="party"), ColumnError, "party"),
        (lambda c: dc.wordfish(c, (POST, LEDGER), by="outlet", least=3), ContrastError, "no word is in 3 texts"),
        (lambda c: dc.wordfish(dc.read("lee"), ("a", "b"), period="year"), DateError, "no document has a date"),
    ],
)
def test_texts_that_cannot_be_scaled(columns, call, error, message):
    with pytest.raises(error, match=message):
        call(columns)

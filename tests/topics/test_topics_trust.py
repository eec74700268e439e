"""Choosing and trusting: comparison, stability, seeds, crosswalk, intrusion."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse import figures
from discourse.errors import MissingInputError, TopicModelError
from discourse.topics import draw_intrusion, score_intrusion
from discourse.topics.matching import documents_stay, match, stability, words_stay
from discourse.topics.naming import UNSTABLE


@pytest.fixture(scope="module")
def comparison(corpus):
    return dc.compare_topics(corpus, [3, 6], [0, 1], unit="paragraph")


def test_topics_are_matched_however_they_are_ordered():
    beta = np.random.default_rng(0).dirichlet(np.full(30, 0.1), 5)
    order = np.array([3, 1, 4, 0, 2])
    pairs = match(beta, beta[order])
    assert order[pairs].tolist() == [0, 1, 2, 3, 4]
    assert words_stay(beta, beta[order], pairs).tolist() == [1.0] * 5
    theta = np.random.default_rng(1).dirichlet(np.full(5, 0.1), 40)
    assert np.nanmin(documents_stay(theta, theta[:, order], pairs)) == 1.0


def test_a_topic_without_a_partner_keeps_nothing():
    beta = np.eye(3)
    pairs = match(beta, beta[:2])
    assert pairs.tolist() == [0, 1, -1]
    assert words_stay(beta, beta[:2], pairs, top=1).tolist() == [1.0, 1.0, 0.0]
    assert documents_stay(beta, beta[:, :2], pairs).tolist()[2] == 0.0


def test_a_topic_survives_if_half_of_words_and_documents_stay():
    words = np.array([[0.9, 0.4, 0.6, 0.6]] * 2)
    documents = np.array([[0.9, 0.9, 0.3, np.nan]] * 2)
    assert stability(words, documents)["survives"].tolist() == [True, False, False, True]


def test_the_true_number_holds_and_more_do_not(comparison):
    table = comparison.table.set_index("k")
    assert table.loc[3, "survive"] == 3
    assert table.loc[6, "survive"] < 6
    assert comparison.suggested == 3
    assert comparison.model().k == 3
    assert table[["held_out", "c_v", "npmi", "exclusivity", "dispersion"]].notna().all().all()
    assert (table["held_out"] < 0).all()
    assert len(comparison.refits) == 4
    assert comparison.across["k"].tolist() == [3] * 3
    assert (comparison.across["words_stay"] <= 1).all()


def test_what_does_not_survive_is_called_so_in_every_table(comparison):
    model = comparison.model(6)
    lost = ~model.stability["survives"].to_numpy(bool)
    assert [name.startswith(UNSTABLE) for name in model.names] == lost.tolist()
    for table in (model.shares(), model.words(), model.correlations, model.effects("~ outlet").table):
        assert set(table["topic"]) == set(model.names)
    assert list(model.documents.columns[1:]) == model.names
    assert f"{lost.sum()} of 6" not in str(comparison)
    assert f"{6 - lost.sum()} of 6" in str(comparison)
    assert comparison.how in comparison._repr_html_()


def test_stability_is_kept_on_disk(comparison, tmp_path):
    model = comparison.model(6)
    assert type(model).load(model.save(tmp_path / "model")).names == model.names


def test_comparing_with_a_formula_survives_a_group_that_is_not_drawn(table):
    rare = table.assign(desk=["far" if i == 7 else "near" for i in range(60)])
    corpus = dc.read(rare, language="en")
    found = dc.compare_topics(corpus, [3], range(3), prevalence="~ desk")
    assert len(found.refits) == 3


def test_the_frontier_says_what_it_shows(comparison):
    figure = figures.frontier(comparison.table, chosen=3)
    assert "3 topics: coherence" in figure.alt
    assert "Marked: 3." in figure.alt
    assert figure.png() == figures.frontier(comparison.table, chosen=3).png()


@pytest.mark.parametrize(
    ("ks", "seeds", "options", "problem"),
    [
        ([], [0], {}, "nothing to compare"),
        ([3], [], {}, "nothing to compare"),
        ([3, 200], [0], {}, "200 topics are more than"),
        ([3], [0], {"engine": "seeded"}, "use stm, lda or nmf"),
    ],
)
def test_comparisons_that_make_no_sense_are_named(corpus, ks, seeds, options, problem):
    with pytest.raises(TopicModelError, match=problem):
        dc.compare_topics(corpus, ks, seeds, **options)


def test_few_documents_are_not_split(table):
    with pytest.raises(TopicModelError, match="8 documents are too few"):
        dc.compare_topics(dc.read(table.head(8), language="en"), [2], min_documents=1, max_share=1.0)


def test_seeded_topics_are_about_their_categories(corpus, codebook, themes):
    model = dc.topics(corpus, 2, engine="seeded", codebook=codebook, unit="paragraph")
    assert model.k == 4
    assert model.names[0].startswith("Talks, truce: ")
    assert model.names[1].startswith("Sea: ")
    for number, theme in enumerate(("truce", "harbour")):
        assert len(set(model.top("prob", 8)[number]) & themes[theme]) >= 6
    assert "football" not in model.vocabulary
    assert set(model.fit.stated["seed_words"]["sea"]) == {"ferry", "quay", "lighthouse", "anchor"}


def test_categories_without_words_in_the_texts_are_named(corpus, codebook):
    with pytest.raises(TopicModelError, match=r"seed words for: sport.*ask for talks, sea"):
        dc.topics(corpus, 2, engine="seeded", codebook=codebook, categories=["sea", "sport"])
    with pytest.raises(TopicModelError, match="no category 'peace'"):
        dc.topics(corpus, 2, engine="seeded", codebook=codebook, categories=["peace"])


def test_the_crosswalk_finds_the_topic_of_a_category(corpus, codebook, model, topic_of):
    table = dc.crosswalk(model, dc.code(corpus, codebook, voices=False))
    cells = table.set_index(["topic", "group"])
    truce = model.names[topic_of(model, "truce") - 1]
    assert cells.loc[(truce, "talks"), "low"] > cells.loc[(truce, "all units"), "high"]
    assert bool(cells.loc[(truce, "talks"), "differs"])
    assert table.groupby("group")["value"].sum(min_count=1).dropna().to_numpy() == pytest.approx(1)
    assert table[table["group"] == "sport"]["value"].isna().all()
    assert "Heat map" in figures.heatmap(table, rows="topic").alt
    with pytest.raises(TopicModelError, match="different documents"):
        dc.crosswalk(model, dc.code(corpus.where(outlet="Post"), codebook, voices=False))


def test_the_crosswalk_counts_a_unit_by_the_hits_in_it(codebook):
    texts = ["The envoy came.\n\nThe ferry left.", "The ferry came.\n\nThe ferry left."] * 6
    corpus = dc.read(pd.DataFrame({"text": texts}), language="en")
    model = dc.topics(corpus, 2, engine="nmf", unit="paragraph", max_share=1.0, phrases=False)
    table = dc.crosswalk(model, dc.code(corpus, codebook, voices=False))
    assert table[table["group"] == "talks"]["n_units"].tolist() == [6, 6]
    assert table[table["group"] == "sea"]["n_units"].tolist() == [18, 18]
    assert table[table["group"] == "all units"]["n_units"].tolist() == [24, 24]


@pytest.fixture(scope="module")
def six(comparison):
    return comparison.model(6)


@pytest.mark.parametrize(("kind", "choices"), [("words", 6), ("documents", 4)])
def test_an_intrusion_sheet_is_drawn_with_its_key_apart_and_scored(six, tmp_path, kind, choices):
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    drawn = draw_intrusion(six, kind, sheet, key, items=2, seed=3)
    assert "topic" not in drawn.columns
    assert drawn["intruder"].eq("").all()
    again = draw_intrusion(six, kind, tmp_path / "again.csv", tmp_path / "key2.csv", items=2, seed=3)
    pd.testing.assert_frame_equal(drawn, again)
    right = pd.read_csv(key)
    filled = drawn.assign(intruder=right["intruder"].astype(str).tolist())
    filled.to_csv(tmp_path / "a.csv", index=False)
    guessed = filled.assign(intruder=["1"] * (len(filled) - 1) + [""])
    guessed.to_csv(tmp_path / "b.csv", index=False)
    perfect = score_intrusion(tmp_path / "a.csv", key)
    assert perfect["value"].eq(1).all()
    assert perfect["chance"].iloc[0] == pytest.approx(1 / choices)
    both = score_intrusion([tmp_path / "a.csv", tmp_path / "b.csv"], key)
    assert both["topic"].iloc[0] == "all topics"
    assert 0.4 < both["low"].iloc[0] <= both["value"].iloc[0] < 1
    assert both["unanswered"].iloc[0] == 1
    assert both["n_units"].iloc[0] == 2 * len(drawn) - 1


def test_a_word_intruder_is_foreign_to_its_topic(six, tmp_path):
    drawn = draw_intrusion(six, "words", tmp_path / "sheet.csv", tmp_path / "key.csv")
    key = pd.read_csv(tmp_path / "key.csv").set_index("item")
    tops = dict(zip(six.names, six.top("prob", 5), strict=True))
    for row in drawn.to_dict("records"):
        right = key.loc[row["item"]]
        words = {str(i): row[str(i)] for i in range(1, 7)}
        intruder = words.pop(str(right["intruder"]))
        assert sorted(words.values()) == sorted(tops[right["topic"]])
        assert intruder not in tops[right["topic"]]


def test_sheets_that_cannot_be_scored_are_named(six, tmp_path):
    sheet, key = tmp_path / "sheet.csv", tmp_path / "key.csv"
    with pytest.raises(TopicModelError, match="keep the key apart"):
        draw_intrusion(six, "words", sheet, sheet)
    with pytest.raises(TopicModelError, match="words or documents"):
        draw_intrusion(six, "topics", sheet, key)
    drawn = draw_intrusion(six, "words", sheet, key)
    with pytest.raises(MissingInputError, match="no such file"):
        score_intrusion(tmp_path / "nowhere.csv", key)
    drawn.assign(intruder="9").to_csv(sheet, index=False)
    with pytest.raises(TopicModelError, match=r"sheet.csv, row 2: '9' is no choice"):
        score_intrusion(sheet, key)
    drawn.head(2).assign(intruder="1").to_csv(sheet, index=False)
    with pytest.raises(TopicModelError, match="not those of the key"):
        score_intrusion(sheet, key)
    drawn.to_csv(sheet, index=False)
    with pytest.raises(TopicModelError, match="no item has an answer"):
        score_intrusion(sheet, key)


def test_the_command_writes_all_tables_and_the_model_or_nothing(table, tmp_path, capsys):
    from discourse.cli import main

    table.to_csv(tmp_path / "texts.csv", index=False)
    options = ["topics", str(tmp_path / "texts.csv"), "--k", "3", "--language", "en", "--by", "outlet"]
    out = tmp_path / "out"
    assert main([*options, "--prevalence", "~ outlet", "--out", str(out)]) == 0
    names = {path.stem for path in out.glob("*.csv")}
    assert names == {"words", "documents", "units", "shares", "correlations", "passages", "left-out", "effects"}
    assert (out / "model" / "model.json").is_file()
    assert set(pd.read_csv(out / "shares.csv")["group"]) == {"all", "Post", "Ledger"}
    assert main([*options, "--out", str(out)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert main([*options, "--prevalence", "~ paper", "--out", str(tmp_path / "other")]) == 2
    assert "no covariate 'paper'" in capsys.readouterr().err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "texts.csv"]


def test_the_command_compares_several_numbers(table, tmp_path, capsys):
    from discourse.cli import main

    table.to_csv(tmp_path / "texts.csv", index=False)
    options = ["topics", str(tmp_path / "texts.csv"), "--k", "3", "5", "--language", "en", "--engine", "nmf"]
    assert main([*options, "--out", str(tmp_path / "out")]) == 0
    assert pd.read_csv(tmp_path / "out" / "comparison.csv")["k"].tolist() == [3, 5]
    assert "3 suggested" in capsys.readouterr().out


def test_effects_are_drawn_as_curves_and_as_dots(model):
    effects = model.effects()
    curve = figures.effects(effects.shares("date"))
    assert curve.alt.startswith("Curves of share expected by regression over date")
    assert len(curve.axes) == 4
    dots = figures.effects(effects.shares("outlet"), choose=model.names[:2])
    assert dots.alt.startswith("Dot plot of share expected by regression")

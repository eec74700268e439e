"""The validity card, its line, and learned codes."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import LearningError, MissingInputError, SheetError
from discourse.framing.learned import learn
from discourse.sheets import HandCoded, draw_sheet, hand_codes, validate, validity_line
from discourse.sheets.passages import coded_passages, passages


@pytest.fixture(scope="module")
def coding():
    return dc.code(dc.read("two-columns"), "war-and-talks", voices=False)


def judged(sheet, truth) -> HandCoded:
    """The sheet as people would code it who see what `truth` says of a passage (document, start)."""
    rows = [
        (item.item, coder, category, int(truth(item, category)))
        for item in sheet.items
        for coder in ("ada", "bob")
        for category in sheet.categories
    ]
    judgements = pd.DataFrame(rows, columns=["item", "coder", "category", "value"])
    return HandCoded(sheet, judgements, hand_codes(judgements, sheet))


@pytest.fixture(scope="module")
def card(coding):
    sheet = draw_sheet(coding.corpus, coding.codebook, 150, categories=["fear", "hope"], coding=coding, by="outlet")
    frame = passages(coding.corpus)
    found = coded_passages(frame, coding.hits, ["fear", "hope"])
    seen = {(row.document, row.start): found.loc[row.Index] for row in frame.itertuples()}
    # People see what the machine sees, but fear in one outlet only, and hope twice as often as it does.
    outlet = coding.corpus.column("outlet")

    def truth(item, category):
        machine = seen[item.document, item.start][category]
        if category == "fear":
            return machine and outlet[item.document] == "The Estuary Post"
        return machine or item.start % 7 == 0

    return validate(coding, judged(sheet, truth))


def test_the_card_says_how_good_the_machine_is_by_category_and_group(card):
    table = card.scores(by="outlet").set_index(["category", "measure", "group"])["value"]
    assert table["fear", "precision", "The Estuary Post"] == 1
    assert table["fear", "precision", "The Granite Ledger"] == 0
    assert table["fear", "recall", "all"] == 1
    assert table["hope", "precision", "all"] == 1
    assert table["hope", "recall", "all"] < 0.6


def test_estimates_are_corrected_towards_what_people_see(card):
    table = card.corrected().set_index(["category", "measure"])
    truth = {
        "fear": card.predicted["fear"]
        & (card.frame["document"].map(card.coding.corpus.column("outlet")) == "The Estuary Post")
    }
    truth["hope"] = card.predicted["hope"] | (card.frame["start"] % 7 == 0)
    for category in ("fear", "hope"):
        row, naive = (table.loc[category, f"{kind} share of units"] for kind in ("corrected", "naive"))
        assert row["low"] <= truth[category].mean() <= row["high"]
        assert abs(row["value"] - truth[category].mean()) < abs(naive["value"] - truth[category].mean())
    groups = card.difference("outlet", "The Estuary Post", "The Granite Ledger").query("category == 'fear'")
    assert groups["value"].iloc[1] > groups["value"].iloc[0]


def test_mistakes_are_shown_with_their_text_and_weight(card):
    wrong = card.mistakes("hope", 5)
    assert (wrong["gold"] != wrong["machine"]).all()
    assert wrong["weight"].is_monotonic_decreasing
    for row in wrong.itertuples():
        assert card.coding.corpus[row.document].text[row.start : row.end] == row.text


def test_the_line_under_a_figure_says_whether_the_coding_was_checked(card, coding, tmp_path):
    unchecked = f"Codebook war-and-talks {coding.codebook.version}, not yet validated on this corpus"
    assert validity_line(coding) == f"{unchecked}."
    path = card.save(tmp_path / "card.json")
    line = validity_line(coding, path)
    assert line == card.line
    assert line.startswith(f"Codebook war-and-talks {coding.codebook.version}, checked on this corpus by hand: mean F1")
    assert "150 passages, alpha between coders 1.00." in line
    other = dc.code(coding.corpus.where(outlet="The Estuary Post"), "war-and-talks", voices=False)
    assert validity_line(other, path) == f"{unchecked}: the card card.json is of another corpus."
    with pytest.raises(MissingInputError):
        validity_line(coding, tmp_path / "none.json")
    path.write_text("{}")
    with pytest.raises(SheetError, match="no validity card"):
        validity_line(coding, path)


def test_a_sheet_of_another_corpus_or_codebook_validates_nothing(card, coding):
    smaller = dc.code(coding.corpus.where(outlet="The Estuary Post"), "war-and-talks", voices=False)
    with pytest.raises(SheetError, match="another corpus"):
        validate(smaller, card.coded)
    with pytest.raises(SheetError, match="none of the categories"):
        validate(dc.code(coding.corpus, "certainty", voices=False), card.coded)


@pytest.fixture(scope="module")
def learned(coding):
    table = passages(coding.corpus)
    texts = dict(zip(*(coding.corpus.documents[c] for c in ("document", "text")), strict=True))
    says = [" not " in texts[row.document][row.start : row.end] for row in table.itertuples()]
    rng = np.random.default_rng(0)
    table["denial"] = np.where(rng.random(len(table)) < 0.6, says, np.nan)
    return learn(coding.corpus, table, "denial"), table, np.array(says)


def test_a_code_that_can_be_learned_is_learned_and_scored_on_documents_not_seen(learned):
    model, table, truth = learned
    assert model.scores().set_index("measure").loc["macro-F1", "value"] > 0.8
    found = model.predict(table)
    unseen = table["denial"].isna().to_numpy()
    assert (found["coded"].to_numpy() == truth)[unseen].mean() > 0.85
    top = model.informative(3)["feature"].tolist()
    assert any("not" in feature for feature in top[:3])


def test_a_code_that_is_chance_scores_as_chance(coding):
    table = passages(coding.corpus)
    table["noise"] = np.random.default_rng(1).integers(0, 2, len(table))
    row = learn(coding.corpus, table, "noise").scores().set_index("measure").loc["macro-F1"]
    assert row["value"] < 0.57


def test_a_learned_code_is_counted_like_any_other(learned, coding):
    model, table, _ = learned
    coded = model.code(table)
    assert list(coded.hits.columns) == list(coding.hits.columns)
    assert coded.share(by="outlet")["value"].between(0, 1).all()
    assert len(coded.evidence("denial", 3)) == 3


def test_the_next_sheet_asks_what_the_model_does_not_know(learned, coding):
    model, table, _ = learned
    unsure = model.uncertainty(table)
    sheet = draw_sheet(coding.corpus, coding.codebook, 60, categories=["fear"], likely=unsure)
    place = {(row.document, row.start): row.Index for row in table.itertuples()}
    drawn = unsure[[place[item.document, item.start] for item in sheet.items]]
    assert drawn.mean() > 1.2 * unsure.mean()


def test_without_enough_hand_codes_nothing_pretends_to_be_learned(coding):
    table = passages(coding.corpus).head(200)
    with pytest.raises(LearningError, match="no column 'denial'"):
        learn(coding.corpus, table, "denial")
    with pytest.raises(LearningError, match="too little is coded by hand"):
        learn(coding.corpus, table.assign(denial=[1] * 10 + [0] * 190), "denial")
    with pytest.raises(LearningError, match="row 1: 3 is no code"):
        learn(coding.corpus, table.assign(denial=3), "denial")
    with pytest.raises(LearningError, match="there is no document"):
        learn(coding.corpus, table.assign(denial=1, document="x"), "denial")

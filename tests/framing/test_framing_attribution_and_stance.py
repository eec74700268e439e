"""The families attribution and stance of the shipped codebook: what they find, in whose voice, and how well."""

from __future__ import annotations

import csv

import pandas as pd
import pytest

import discourse as dc
from discourse.framing.codebook import Codebook

ATTRIBUTION = ["responsibility", "sole-agency", "blame-shifting", "criticism", "credit"]
STANCE = ["certainty", "hedge", "hope", "futility", "fear", "urgency", "division"]


@pytest.fixture(scope="module")
def op_ed(shared_data):
    return dc.code(dc.read(shared_data / "op-ed.txt"), "war-and-talks").hits


def categories(*texts: str) -> list[set[str]]:
    """The categories of these families that each text is coded with, denied ones left out."""
    table = pd.DataFrame({"document": [str(number) for number in range(len(texts))], "text": texts})
    hits = dc.code(dc.read(table, language="en"), "war-and-talks", voices=False).hits
    hits = hits[~hits["negated"] & hits["category"].isin(ATTRIBUTION + STANCE)]
    return [set(hits.loc[hits["document"] == str(number), "category"]) for number in range(len(texts))]


def test_the_families_hold_their_categories_in_order():
    families = Codebook.load("war-and-talks").families
    assert families["attribution"] == ATTRIBUTION
    assert families["stance"] == STANCE


# The op-ed


@pytest.mark.parametrize(
    ("category", "words", "voice", "speaker"),
    [
        ("sole-agency", "in the hands of one", "author", "Mykola Kniazhytskyi"),
        ("sole-agency", "only one person who doesn", "author", "Mykola Kniazhytskyi"),
        ("division", "internal conflicts", "author", "Mykola Kniazhytskyi"),
        ("division", "Disagreements", "author", "Mykola Kniazhytskyi"),
        ("criticism", "Kremlin narratives", "indirect", "Witkoff"),
        ("fear", "fear", "author", "Mykola Kniazhytskyi"),
        ("futility", "very slim", "author", "Mykola Kniazhytskyi"),
        ("hope", "hold any potential", "author", "Mykola Kniazhytskyi"),
        ("hedge", "may be", "author", "Mykola Kniazhytskyi"),
        ("hedge", "most likely", "author", "Mykola Kniazhytskyi"),
        ("hedge", "if", "author", "Mykola Kniazhytskyi"),
        ("hedge", "uncertainty", "author", "Mykola Kniazhytskyi"),
        ("hedge", "might", "indirect", "Marco Rubio"),
        ("urgency", "now or never", "indirect", "Putin"),
    ],
)
def test_the_op_ed_has_it_in_this_category_and_voice(op_ed, category, words, voice, speaker):
    found = op_ed[(op_ed["category"] == category) & op_ed["text"].str.contains(words, regex=False)]
    assert not found["negated"].any()
    assert (voice, speaker) in set(zip(found["voice"], found["speaker"], strict=True))


def test_the_op_ed_names_one_person_as_the_one_who_decides_more_than_once(op_ed):
    assert op_ed.loc[op_ed["category"] == "sole-agency", "sentence"].nunique() >= 2


def test_in_the_last_sentence_of_the_op_ed_hope_is_hedged_and_rests_on_fear(op_ed):
    last = op_ed[op_ed["text"] == "hold any potential"]["sentence"].iloc[0]
    assert {"fear", "hedge", "hope"} <= set(op_ed.loc[op_ed["sentence"] == last, "category"])


# Criticism


def test_criticism_holds_in_debates_of_the_security_council(shared_data):
    """Negative evaluation, challenge or correction, as coded by hand in UNSCon (Zaczynska et al. 2024)."""
    with (shared_data / "unscon-dev.csv").open(encoding="utf-8", newline="") as handle:
        rows = list(csv.DictReader(handle))
    gold = [row["A0"] != "_" or row["B1"] != "_" for row in rows]
    table = pd.DataFrame({"document": map(str, range(len(rows))), "text": [row["sentence_text"] for row in rows]})
    hits = dc.code(dc.read(table, language="en"), "war-and-talks", voices=False).hits
    coded = set(hits.loc[(hits["category"] == "criticism") & ~hits["negated"], "document"])
    found = [str(number) in coded for number in range(len(rows))]
    pairs = list(zip(gold, found, strict=True))

    def f1(of: bool) -> float:
        right = pairs.count((of, of))
        return 2 * right / (2 * right + pairs.count((True, False)) + pairs.count((False, True)))

    assert (f1(True) + f1(False)) / 2 >= 0.70
    assert pairs.count((True, True)) / sum(found) >= 0.55


def test_demands_fighting_and_charges_that_are_denied_are_no_criticism():
    demand, fighting, denied, subject = categories(
        "All parties must cease fire and withdraw.",
        "Gunmen attacked the army near the port and killed nine soldiers.",
        "There is no need to accuse the islanders of aggression against anyone.",
        "The delegates should refrain from mutual accusations.",
    )
    assert "criticism" not in demand | fighting | denied | subject


# Agreement with the codebook of certainty


@pytest.fixture(scope="module")
def both_codebooks():
    texts = dc.read("lee")
    return [dc.code(texts, book, voices=False).hits for book in ("war-and-talks", "certainty")]


@pytest.mark.parametrize(
    ("category", "parts"),
    [
        ("certainty", ["booster", "proof"]),
        ("hedge", ["modal-possibility", "likelihood", "seeming", "doubt", "conditional"]),
    ],
)
def test_certainty_and_hedge_are_what_the_codebook_of_certainty_finds(both_codebooks, category, parts):
    sentences = [
        set(hits.loc[hits["category"].isin(names), ["document", "sentence"]].itertuples(index=False, name=None))
        for hits, names in zip(both_codebooks, ([category], parts), strict=True)
    ]
    assert sentences[0] == sentences[1] != set()


# What differs in little


def test_who_did_it_who_decides_and_who_says_it_was_another():
    did, decides, another, shares = categories(
        "The junta bears the responsibility for the war.",
        "The decision about the war lies in the hands of one man.",
        "The junta denied any involvement in the raid.",
        "Both armies decide about the truce together.",
    )
    assert did == {"responsibility"}
    assert "sole-agency" in decides
    assert another == {"blame-shifting"}
    assert shares == set()


def test_hope_and_lost_hope_are_told_apart():
    hope, lost, none, open_question = categories(
        "There is hope of a truce.",
        "Hopes of a truce have faded.",
        "There is no hope of a truce.",
        "Do the peace talks still make sense?",
    )
    assert hope == {"hope"}
    assert lost == none == open_question == {"futility"}


def test_a_scale_weighs_hope_against_futility():
    scale = dc.code(dc.read("two-columns"), "war-and-talks", voices=False).scale(by="author")
    values = scale[scale["measure"].str.contains("Hope minus futility") | (scale.get("scale") == "hope-minus-futility")]
    values = values.set_index("group")["value"]
    assert values["Mira Tolland"] > 0 > values["Josef Hale-Brandt"]

"""The Ukrainian and Russian patterns of war-and-talks, held against sentences that were coded by a reader."""

from __future__ import annotations

import csv

import gold
import pytest

import discourse as dc
from discourse.framing import code
from discourse.negotiation.statement import ACTS


@pytest.fixture(scope="module")
def aligned() -> tuple[list[frozenset[str]], dict[str, list[frozenset[str]]]]:
    """The gold categories of the sentences of three-languages, and those found in each language."""
    with (gold.GOLD / "three-languages" / "frames.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    hits = code(dc.read("three-languages"), "war-and-talks", voices=False).hits
    standing = hits[~hits["negated"].astype(bool)].groupby(["document", "sentence"])["category"].agg(frozenset)
    found = {
        language: [standing.get((f"{row['episode']}.{language}", int(row["sentence"])), frozenset()) for row in rows]
        for language in ("en", "uk", "ru")
    }
    return [frozenset(row["categories"].split()) for row in rows], found


@pytest.mark.parametrize(
    ("language", "precision", "recall", "criticism"), [("uk", 0.8, 0.7, 0.75), ("ru", 0.8, 0.6, 0.68)]
)
def test_the_gold_sentences_are_coded_as_a_reader_codes_them(language, precision, recall, criticism):
    table = gold.sentences(language)
    found = gold.found(table, language)
    reached = gold.overall(gold.scores(list(table["gold"]), found))
    assert reached["precision"] >= precision
    assert reached["recall"] >= recall
    assert gold.two_sided(list(table["gold"]), found, "criticism") >= criticism


def test_what_the_rules_were_not_written_for_is_coded_no_worse_than_in_english():
    reached = {}
    for language in ("en", "uk", "ru"):
        table = gold.unseen(language)
        reached[language] = gold.overall(gold.scores(list(table["gold"]), gold.found(table, language)))
    for language in ("uk", "ru"):
        assert reached[language]["precision"] >= 0.75
        assert reached[language]["f1"] >= reached["en"]["f1"]


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_what_says_the_same_is_coded_alike(aligned, language):
    read, found = aligned
    reached = gold.overall(gold.scores(read, found[language]))
    assert reached["f1"] >= gold.overall(gold.scores(read, found["en"]))["f1"]
    assert gold.overall(gold.scores(found["en"], found[language]))["f1"] >= 0.75


@pytest.mark.parametrize("language", ["uk", "ru"])
def test_the_gold_files_fit_the_sentences_the_codebook_and_the_acts(language):
    table = gold.sentences(language)
    assert len(table) >= 120
    assert frozenset().union(*table["gold"]) <= dc.Codebook.load("war-and-talks").categories.keys()
    with (gold.GOLD / language / "acts.csv").open(encoding="utf-8", newline="") as file:
        acts = {row["id"]: row["acts"].split() for row in csv.DictReader(file)}
    assert acts.keys() == set(table["id"])
    assert {act for some in acts.values() for act in some} <= set(ACTS)

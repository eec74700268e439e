"""Who does what to whom: sentence by sentence."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import ColumnError, LanguageError
from discourse.negotiation.checking import check_acts
from discourse.negotiation.find import Finder


@pytest.fixture(scope="module")
def found():
    finder = Finder.load("en")

    def of(text: str) -> list[tuple]:
        return [(one.actor, one.act, one.target) for one in finder.statements(text)]

    return of


@pytest.fixture(scope="module")
def first():
    finder = Finder.load("en")
    return lambda text: finder.statements(text)[0]


def table(*texts: str, language: str = "en", **options):
    corpus = pd.DataFrame({"document": [str(n) for n in range(len(texts))], "text": list(texts)})
    return dc.statements(dc.read(corpus, language=language), **options)


def test_the_examples_of_the_codebook_are_coded_as_they_say():
    assert check_acts().empty


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("Rebels attacked an army base.", ("Rebels", "assault", "army base")),
        ("An army base was attacked by rebels.", ("rebels", "assault", "army base")),
        ("Norland pulled its envoys out of Estmark.", ("Norland", "sanction", "Estmark")),
        ("Norland has called for an inquiry by Estmark.", ("Norland", "request", "Estmark")),
        ("The rebels gave in to the demands of Estmark.", ("rebels", "yield", "demands of Estmark")),
        ("Norland imposed tough sanctions on Estmark.", ("Norland", "coerce", "Estmark")),
        ("Norland, a small country, rejected a plan by Estmark.", ("Norland", "reject", "Estmark")),
        ("Norland refused to meet the envoy of Estmark.", ("Norland", "reject", "envoy of Estmark")),
        ("Hale said Norland must leave Estmark.", ("Hale", "request", "Norland")),
        ("A Russian attack on the port shook Kyiv.", ("Russian", "assault", "port")),
    ],
)
def test_who_does_what_to_whom(found, text, statement):
    assert statement in found(text)


def test_an_act_under_another_is_the_other_act(first):
    assert first("Norland threatened to attack Estmark.").act == "threaten"
    assert first("Norland promised to withdraw from Estmark.").act == "promise"
    assert first("Norland vowed to attack Estmark.").act == "threaten"
    assert first("Norland is ready to help Estmark.").act == "agree"
    assert first("Norland called on Estmark to release the prisoners.").act == "request"


def test_what_is_to_come_is_a_word_and_keeps_its_deed_as_the_lemma(first):
    threat = first("Norland will expel the envoy of Estmark.")
    assert (threat.act, threat.lemma, threat.deed, threat.tense) == ("threaten", "expel", False, "future")
    done = first("Norland expelled the envoy of Estmark.")
    assert (done.act, done.deed, done.tense) == ("sanction", True, "past")


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Norland will most likely pull out of the talks.", "probable"),
        ("Norland might withdraw from the talks.", "possible"),
        ("Norland is unlikely to withdraw from the talks.", "unlikely"),
        ("The chances that Norland will agree to a truce seem very slim.", "unlikely"),
        ("Norland will certainly attack Estmark.", "certain"),
        ("Norland wants to withdraw from Estmark.", "wanted"),
        ("Norland attacked Estmark.", "none"),
    ],
)
def test_hedges_and_boosters_say_how_sure(first, text, modality):
    assert first(text).modality == modality


def test_denial(first, found):
    assert first("Norland never attacked Estmark.").negated
    assert not first("Norland not only attacked Estmark.").negated
    assert first("Norland will not accept the plan of Estmark.").act == "reject"
    finder = Finder.load("en")
    assert [one.negated for one in finder.statements("Hale denied that Norland had attacked Estmark.")] == [False, True]


def test_contrast_denies_one_and_affirms_the_other():
    finder = Finder.load("en")
    agents = finder.statements("The plan was rejected not by the king directly, but by his advisors.")
    assert [(one.actor, one.negated) for one in agents] == [("king", True), ("his advisors", False)]
    aims = finder.statements(
        "What matters to Hale is the process itself — not the outcome, but the mere fact of talks."
    )
    assert [(one.target, one.negated) for one in aims] == [("process", False), ("outcome", True), ("mere fact", False)]


@pytest.mark.parametrize(
    ("text", "conditional"),
    [
        ("If Estmark stays, Norland will attack the port.", True),
        ("Norland will attack the port unless Estmark leaves.", True),
        ("Norland will attack the port even if Estmark leaves.", False),
        ("Norland attacked the port.", False),
        ("Hale asked if Norland will attack the port.", False),
    ],
)
def test_conditions(text, conditional):
    found = [one for one in Finder.load("en").statements(text) if one.target == "port"]
    assert [one.conditional for one in found] == [conditional]


def test_a_cooperative_act_unless_is_a_threat(first):
    assert first("Norland will withdraw its peacekeepers unless Estmark agrees to a truce.").act == "threaten"


def test_conjuncts_have_a_row_each_and_partners_face_each_other(found):
    assert found("Norland and Estmark condemned Westmark.") == [
        ("Norland", "accuse", "Westmark"),
        ("Estmark", "accuse", "Westmark"),
    ]
    assert found("Norland and Estmark held talks.") == [("Norland", "consult", "Estmark")]


def test_pronouns_are_led_back_with_a_confidence_that_says_so(first):
    own = first("Norland said it would release the prisoners.")
    assert own.actor == "Norland"
    assert 0 < own.confidence < 1
    assert "it" in own.reason
    after = Finder.load("en").statements("Chancellor Angela Merkel spoke. She condemned the attack on Norland.")
    assert [one.actor for one in after if one.act == "accuse"] == ["Angela Merkel"]


def test_the_only_one_who_can_is_led_to_a_name():
    text = "This war can end. There is only one person who doesn't want a truce. Putin can stop it."
    sole = [one for one in Finder.load("en").statements(text) if one.sole]
    assert [(one.actor, one.act, one.target) for one in sole] == [("Vladimir Putin", "reject", "truce")]


def test_names_are_normalised_and_unknown_ones_kept():
    rows = table("The Kremlin rejected a U.S. proposal. Prime Minister Ada Hale praised Kyiv. Orks attacked it.").table
    assert rows["actor"].tolist() == ["Kremlin", "Ada Hale", "Orks"]
    assert rows["actor_side"].tolist()[0] == "Russia"
    assert rows["target"].tolist()[:2] == ["United States", "Kyiv"]
    assert rows["target_side"].tolist()[1] == "Ukraine"


def test_nothing_is_said_of_what_cannot_act(found):
    assert found("Prices hit a record. The storm left damage. Rates should see a rise.") == []


def test_the_voice_of_a_statement_is_whose_words_it_is_in():
    rows = table("Minister Ada Hale said Norland had attacked the port. Oates rejected the truce.").table
    assert rows[["voice", "act"]].values.tolist() == [["indirect", "assault"], ["author", "reject"]]
    assert rows["speaker"].tolist()[0] == "Ada Hale"
    assert rows["speaker"].isna().tolist() == [False, True]


def test_voices_that_are_at_hand_give_the_same_table():
    corpus = dc.read("two-columns").between("1993-01-01", "1996-01-01")
    pd.testing.assert_frame_equal(dc.statements(corpus).table, dc.statements(corpus, voices=dc.voices(corpus)).table)


def test_every_row_can_be_shown_in_its_sentence():
    statements = table("Hale <b>left</b>. Norland attacked the port & the base.")
    shown = statements.evidence()
    row = shown.iloc[0]
    assert row["text"] == "Norland attacked the port & the base."
    document = statements.corpus["0"].text
    assert [(role, document[a:b]) for a, b, role in row["marks"]] == [
        ("actor", "Norland"),
        ("act", "attacked"),
        ("target", "port"),
    ]
    page = statements._repr_html_()
    assert "<mark title='act' style='background:#ffe9a8'>attacked</mark>" in page
    assert "port</mark> &amp; the base" in page


def test_rows_are_selected_by_their_columns():
    statements = table("Norland attacked Estmark. Estmark rejected a truce.")
    assert statements.where(act=["reject"]).table["actor"].tolist() == ["Estmark"]
    assert len(statements.evidence(act="assault")) == 1
    with pytest.raises(ColumnError, match="no column 'verb'"):
        statements.where(verb="attack")


def test_an_empty_table_has_its_columns_and_a_language_without_rules_is_an_error():
    empty = table("Nothing here.").table
    assert list(empty.columns) == list(table("Norland attacked Estmark.").table.columns)
    with pytest.raises(LanguageError, match="finding statements does not know the language 'uk'"):
        table("Президент відмовився від переговорів.", language="uk")

"""The families talks and war of the shipped codebook: what they find, and what they leave alone."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.framing.codebook import Codebook

TALKS = (
    *("process", "outcome", "precondition", "demand", "concession", "ultimatum", "deadline", "withdrawal"),
    *("mediation", "mistrust", "stalemate", "ceasefire", "guarantee", "sovereignty"),
)
WAR = (
    *("escalation", "de-escalation", "victory", "defeat", "attrition", "suffering", "war-crimes", "weapons"),
    "mobilisation",
)


def coded(*texts: str) -> pd.DataFrame:
    """The hits in texts, each a document of its own."""
    corpus = dc.read(pd.DataFrame({"document": [str(i) for i in range(len(texts))], "text": texts}), language="en")
    return dc.code(corpus, "war-and-talks", voices=False).hits


NEIGHBOURS = [
    # what comes before talks, what is asked in them, what is threatened
    ("We will not talk to them while one of their tanks stands in the valley.", "precondition", {"ultimatum"}),
    ("The junta insists on the withdrawal of every garrison.", "demand", {"precondition", "ultimatum"}),
    (
        "The garrison was told to hand over the port: surrender or die.",
        "ultimatum",
        {"precondition"},
    ),
    ("They have until Friday to sign, and after that no chance to avoid a war.", None, {"withdrawal"}),
    # who sits between
    ("Both delegations met without anybody between them and negotiated.", "process", {"mediation"}),
    ("A retired judge carried messages between the two armies at war.", "mediation", {"process"}),
    # disbelief in the other, and being stuck
    ("They will use the truce to rearm.", "mistrust", {"stalemate"}),
    ("After four rounds of talks the delegations are as far apart as ever.", "stalemate", {"mistrust"}),
    # leaving talks is not leaving a country
    ("The delegation stormed out of the talks.", "withdrawal", {"de-escalation"}),
    ("The troops withdrew from the valley.", "de-escalation", {"withdrawal"}),
    # winning, losing, wearing down
    ("Our army will defeat the invader.", "victory", {"defeat"}),
    ("The army was defeated on the lake.", "defeat", {"victory"}),
    ("The war drags on, and the battalions are bled white.", "attrition", {"victory", "defeat"}),
    # harm, and harm called a crime
    ("Nine villagers died in the shelling.", "suffering", {"war-crimes"}),
    ("The general will be tried for the massacre of prisoners.", "war-crimes", set()),
    # weapons as goods, men as soldiers, and the shooting itself
    ("The allies promised to deliver howitzers by the spring.", "weapons", {"mobilisation"}),
    ("Boys of seventeen were called up by the army.", "mobilisation", {"weapons"}),
    ("A rocket hit the roof of the town hall.", None, {"weapons", "mobilisation"}),
    # up and down
    ("The raid brought both armies to the brink of war.", "escalation", {"de-escalation"}),
    ("Both armies were asked to show restraint.", "de-escalation", {"escalation"}),
]
ELSEWHERE = [
    "The captain defended the victory after a siege of the Australian innings in the cricket test.",
    "The union withdrew from talks with the airline over wages.",
    "The bill reached a deadlock in Congress, and the Senate offered no concession on the budget.",
    "Consumer demand for oil is the best weapon against recession.",
    "Crews surrendered the house to the bushfire and retreated.",
    "The couple agreed on mediation before the divorce.",
    "The company's deadline for offers passed without a deal with investors.",
]


def test_the_families_hold_their_categories_in_order():
    families = Codebook.load("war-and-talks").families
    assert families["talks"] == list(TALKS)
    assert families["war"] == list(WAR)


@pytest.fixture(scope="module")
def categories() -> dict[str, set[str]]:
    """What each of the sentences above is coded with."""
    texts = [*(sentence for sentence, _, _ in NEIGHBOURS), *ELSEWHERE]
    hits = coded(*texts)
    return {text: set(hits.loc[hits["document"] == str(number), "category"]) for number, text in enumerate(texts)}


@pytest.mark.parametrize(("sentence", "expected", "not_these"), NEIGHBOURS)
def test_neighbouring_categories_are_told_apart(categories, sentence, expected, not_these):
    assert expected is None or expected in categories[sentence]
    assert not categories[sentence] & not_these


@pytest.mark.parametrize("sentence", ELSEWHERE)
def test_sport_wages_markets_and_home_politics_are_neither_talks_nor_war(categories, sentence):
    assert categories[sentence].isdisjoint({*TALKS, *WAR})


def test_cricket_reports_are_left_alone_and_no_category_is_everywhere():
    """In the 300 news stories of `lee` a frame of talks or war is news, not wallpaper."""
    corpus = dc.read("lee")
    hits = dc.code(corpus, "war-and-talks", voices=False).hits
    hits = hits[hits["category"].isin([*TALKS, *WAR])]
    stories = [document for document in corpus if document.text.lower().count("wicket") >= 2]
    cricket = {story.document for story in stories if "Gaza" not in story.text}  # one story runs on into another
    assert len(cricket) >= 5
    assert not hits["document"].isin(cricket).any()
    sentences = hits.groupby("category")[["document", "sentence"]].apply(lambda part: len(part.drop_duplicates()))
    assert sentences.max() < 0.25 * 2500


# The op-ed, and the debates of the Security Council


@pytest.fixture(scope="module")
def op_ed(shared_data):
    hits = dc.code(dc.read(shared_data / "op-ed.txt"), "war-and-talks").hits
    return hits.assign(text=hits["text"].str.replace("’", "'"))


@pytest.mark.parametrize(
    ("category", "words", "voice", "speaker"),
    [
        ("demand", "Denazification", "scare", None),
        ("demand", "demilitarization", "scare", None),
        ("demand", "security architecture", "scare", None),
        ("demand", "His demands", "author", None),
        ("withdrawal", "withdraw from the talks", "indirect", "Rubio"),
        ("withdrawal", "pull out of the talks", "author", None),
        ("sovereignty", "sovereign", "indirect", "Rubio"),
        ("sovereignty", "right to independently decide", "indirect", "Rubio"),
        ("guarantee", "security agreements", "indirect", "Rubio"),
        ("outcome", "end to the war", "author", None),
        ("deadline", "now or never", None, None),
        ("deadline", "last chance to talk", "author", None),
        ("ceasefire", "ceasefire", "author", None),
        ("ceasefire", "truce", None, None),
        ("process", "negotiations", "author", None),
    ],
)
def test_the_op_ed_is_read_in_the_right_category_and_voice(op_ed, category, words, voice, speaker):
    found = op_ed[(op_ed["category"] == category) & op_ed["text"].str.contains(words, regex=False)]
    assert len(found)
    assert voice is None or voice in set(found["voice"])
    assert speaker is None or found["speaker"].str.contains(speaker).any()


def test_in_the_op_ed_it_is_the_process_and_not_the_outcome(op_ed):
    sentence = op_ed.loc[op_ed["text"] == "outcome", "sentence"].iloc[0]
    found = op_ed[(op_ed["sentence"] == sentence) & op_ed["category"].isin(["process", "outcome"])]
    assert set(zip(found["category"], found["negated"], strict=True)) == {("process", False), ("outcome", True)}


def test_in_the_op_ed_a_process_that_is_not_to_cease_is_affirmed(op_ed):
    found = op_ed[(op_ed["category"] == "process") & op_ed["text"].str.contains("cease", regex=False)]
    assert found["negated"].tolist() == [False]


def test_scare_quotes_make_a_demand_and_no_step_of_de_escalation(op_ed):
    scare = op_ed[op_ed["voice"] == "scare"]
    assert "demand" in set(scare["category"])
    assert "de-escalation" not in set(scare["category"])


def test_known_groups_the_debates_on_crimea_are_the_ones_about_sovereignty(shared_data):
    """Two debates of 2014 on Ukraine and one of 2016 on abuse by peacekeepers, coded sentence by sentence."""
    rows = pd.read_csv(shared_data / "unscon-dev.csv")
    debate = rows["basename"].map(lambda name: "2016" if "2016" in name else "2014").tolist()
    hits = coded(*rows["sentence_text"])
    share = {
        (category, year): part["document"].nunique() / debate.count(year)
        for (category, year), part in hits.groupby(["category", [debate[int(name)] for name in hits["document"]]])
    }
    assert share["sovereignty", "2014"] > 5 * share.get(("sovereignty", "2016"), 0)
    assert share["de-escalation", "2014"] > 3 * share.get(("de-escalation", "2016"), 0)
    assert share["guarantee", "2016"] > share["guarantee", "2014"]

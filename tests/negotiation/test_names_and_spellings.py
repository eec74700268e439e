"""One actor under all spellings and cases; and spellings that take a side."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import CodebookError, MissingInputError
from discourse.negotiation.gazetteer import SHIPPED, Gazetteer
from discourse.negotiation.who import Who


@pytest.mark.parametrize(
    "name",
    "Zelensky Zelenskyy Зеленський Зеленського Зеленському Зеленським Зеленский Зеленского Зеленскому".split(),
)
def test_one_actor_in_every_spelling_and_case(name):
    who = Who.load()
    assert who.canonical(name) == "Volodymyr Zelensky"
    assert who.side(who.canonical(name)) == "Ukraine"


def test_names_of_several_words_stand_in_one_case():
    known = Gazetteer.load(SHIPPED)
    assert known.name("Володимиром Зеленським") == "Volodymyr Zelensky"
    assert known.name("Сергея Лаврова") == known.name("Сергія Лаврова") == "Sergei Lavrov"
    assert known.name("Верховної Ради") == "Verkhovna Rada"
    assert known.name("Белого дома") == "White House"


def test_measures_know_the_actors_of_the_user(tmp_path):
    own = tmp_path / "actors.yaml"
    own.write_text(
        "states:\n  Norland: {capital: Norburg, leaders: [Ada Hale = Hale, Остап Рудський]}\n", encoding="utf-8"
    )
    text = "Hale rejected the proposal of the rebels. The rebels accused Hale of lies."
    corpus = dc.read(pd.DataFrame({"document": [f"d{n}" for n in range(6)], "text": text}), language="en")
    found = dc.acts(dc.statements(corpus, actors=own), by="actor", sides=True)
    assert "Norland" in set(found["group"])
    assert "Norland" not in set(dc.acts(dc.statements(corpus), by="actor", sides=True)["group"])
    assert Who.load(own).canonical("Остапові Рудському") == "Остап Рудський"
    assert Who.load(own).canonical("Рудського") == "Остап Рудський"


def made(texts: list[str], language: str) -> dc.Corpus:
    table = pd.DataFrame({"document": [f"d{n}" for n in range(len(texts))], "text": texts})
    table["outlet"] = ["A", "B"] * (len(texts) // 2)
    return dc.read(table, language=language)


def test_spellings_are_kept_apart_by_outlet_with_their_sentences():
    corpus = made(["Talks in Kyiv went on. Nobody left Kyiv.", "Talks in Kiev went on."] * 6, "en")
    found = dc.spellings(corpus, by="outlet").set_index(["name", "group"])
    assert found.loc[("Kyiv", "A"), ["value", "counted", "n_units"]].tolist() == [1.0, 12, 12]
    assert found.loc[("Kyiv", "A"), "low"] < 1
    assert found.loc[("Kiev", "B"), "value"] == 1.0
    assert dc.spellings(corpus).evidence(name="Kiev", n=1)["text"].tolist() == ["Talks in Kiev went on."]


def test_prepositions_and_capitals_are_spellings_too():
    russian = dc.spellings(made(["Он был на Украине.", "В Украине война."] * 3, "ru")).set_index("name")
    assert russian.loc["на Украине", "value"] == russian.loc["в Украине", "value"] == 0.5
    ukrainian = dc.spellings(made(["Там росія.", "А тут Росія."] * 3, "uk")).set_index("name")
    assert ukrainian.loc["росія", "counted"] == ukrainian.loc["Росія", "counted"] == 3
    english = dc.spellings(made(["He left the Ukraine.", "He left Ukraine."] * 3, "en")).set_index("name")
    assert english.loc["the Ukraine", "counted"] == english.loc["Ukraine", "counted"] == 3


def test_a_list_of_spellings_of_ones_own(tmp_path):
    own = tmp_path / "own.yaml"
    own.write_text("spellings:\n  Burma:\n    en: {Burma: [Burma], Myanmar: [Myanmar]}\n", encoding="utf-8")
    corpus = made(["In Burma.", "In Myanmar."] * 5, "en")
    assert dc.spellings(corpus, file=own)["value"].tolist() == [0.5, 0.5]
    with pytest.raises(MissingInputError, match="none of the names"):
        dc.spellings(corpus)
    own.write_text("spellings:\n  Burma:\n    en: {Burma: ['*']}\n", encoding="utf-8")
    with pytest.raises(CodebookError, match=r"own.yaml, line 3"):
        dc.spellings(corpus, file=own)

"""Whose words are these, in Ukrainian and Russian: against the gold, construction by construction, and in any case."""

from __future__ import annotations

import csv
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import LanguageError
from discourse.voices import attributions
from discourse.voices.inflected.names import nominative
from discourse.voices.stated import stated_echoes

GOLD = Path(__file__).resolve().parents[1] / "gold"


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def running(code: str, names: list[str]) -> tuple[dict[str, str], dict[str, tuple[str, int, int]]]:
    """The running texts of gold sentences, and where in them each sentence is."""
    texts: dict[str, str] = {}
    places, last = {}, None
    for row in [row for name in names for row in rows(GOLD / code / name)]:
        text = texts.get(row["document"], "")
        paragraph = row["document"], row["paragraph"]
        text += (" " if paragraph == last else "\n\n") if text else ""
        places[row["id"]] = (row["document"], len(text), len(text) + len(row["text"]))
        texts[row["document"]], last = text + row["text"], paragraph
    return texts, places


def alike(one, other) -> bool:
    """Whether two spans share half of their characters, or neither is there."""
    if one is None or other is None:
        return one is other
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= 0.5 * (one[1] - one[0] + other[1] - other[0])


def found_and_right(code: str, sentences: list[str], gold: str) -> tuple[int, int, int]:
    """How many attributions with a cue the gold has, how many are found, how many of these have its cue and source."""
    texts, places = running(code, sentences)
    found = {name: [one for one in attributions(text, code) if one.cue] for name, text in texts.items()}
    wanted, right = 0, 0
    for row in rows(GOLD / code / gold):
        if not row["cue"]:
            continue
        document, start, end = places[row["id"]]
        text, wanted = texts[document], wanted + 1
        at = text.index(row["cue"], start, end)
        cue = at, at + len(row["cue"])
        near = [n for n in range(start, end) if row["source"] and text.startswith(row["source"], n)]
        sources = [(n, n + len(row["source"])) for n in near] or [None]
        right += any(
            min(one.cue[1], cue[1]) > max(one.cue[0], cue[0]) and any(alike(one.source, source) for source in sources)
            for one in found[document]
        )
    return wanted, sum(map(len, found.values())), right


@pytest.mark.parametrize("code", ["uk", "ru"])
@pytest.mark.parametrize(
    ("sentences", "gold"),
    [
        (["sentences.csv", "reported.csv"], "attributions.csv"),
        (["reported_unseen.csv"], "attributions_unseen.csv"),
    ],
)
def test_source_and_cue_against_the_gold(code, sentences, gold):
    wanted, found, right = found_and_right(code, sentences, gold)
    assert right >= 0.85 * found
    assert right >= 0.80 * wanted


@pytest.mark.parametrize(
    ("code", "text", "source", "cue", "content"),
    [
        ("uk", "Тиждень тому заявив Стецюк, що наступу не буде.", "Стецюк", "заявив", "що наступу не буде"),
        ("uk", "«Гей», — сказала вона.", "вона", "сказала", "«Гей»"),
        ("uk", "За словами міністра Гая, порт закрито.", "міністра Гая", "За словами", "порт закрито"),
        ("uk", "Порт, як повідомляє штаб, закрито.", "штаб", "як повідомляє", "Порт"),
        ("uk", "Порт закрито, заявила мерка Надія Гай.", "мерка Надія Гай", "заявила", "Порт закрито"),
        ("uk", "У штабі не підтвердили, що порт закрито.", "штабі", "не підтвердили", "що порт закрито"),
        ("ru", "По мнению аналитика, порт закрыт.", "аналитика", "По мнению", "порт закрыт"),
        ("ru", "Порт, по его словам, закрыт.", "его", "по его словам", "Порт"),
        ("ru", "Как подчёркивает министр, порт закрыт.", "министр", "Как подчёркивает", "порт закрыт"),
        ("ru", "Штаб обещает открыть порт, но не сейчас.", "Штаб", "обещает", "открыть порт"),
        ("ru", "Гаев, мэр города, сообщил: «Порт закрыт».", "Гаев, мэр города", "сообщил", "«Порт закрыт»"),
    ],
)
def test_constructions(code, text, source, cue, content):
    first = next(one for one in attributions(text, code) if one.cue)
    assert text[slice(*first.source)] in (source, source.split(",")[0])
    assert text[slice(*first.cue)] == cue
    assert text[first.start : first.end] == content


def test_who_says_it_may_stand_inside_the_quotation_marks_and_name_a_paper_in_marks_of_the_same_kind():
    text = "«Порт закрито, — сказала Гай газеті «Край». — Надовго»."
    main, second = attributions(text, "uk")
    assert (main.name, second.name, second.part_of is main) == ("Гай", "Гай", True)
    assert text[main.start : main.end] == "«Порт закрито"
    assert text[second.start : second.end] == "Надовго»"


def test_a_dialogue_is_direct_speech_and_a_list_with_dashes_is_not():
    talk = "— Порт закрыт, — сказал Гаев. — Надолго.\n\n— Почему?"
    assert [(talk[a.start : a.end], a.name) for a in attributions(talk, "ru")][:2] == [
        ("Порт закрыт", "Гаев"),
        ("Надолго.", "Гаев"),
    ]
    assert attributions("В порту:\n\n— мука;\n\n— вода.", "ru") == []


def test_one_speaker_in_all_cases_and_by_pronoun():
    text = (
        "Міністерка Олена Дзвін заявила, що порт закрито. За словами Дзвін, це надовго. Вона додала, що шкодує. "
        "Канцлер Мирон Галаш заявив, що не шкодує. На думку Галаша, порт не потрібен. Він додав, що все сказав."
    )
    told = [one.name for one in attributions(text, "uk")]
    assert told == ["Олена Дзвін"] * 3 + ["Мирон Галаш"] * 3


@pytest.mark.parametrize(
    ("code", "oblique", "name"),
    [
        ("uk", "Андрія Сибіги", "Андрій Сибіга"),
        ("uk", "Зеленського", "Зеленський"),
        ("ru", "Пескова", "Песков"),
        ("ru", "Марии Захаровой", "Мария Захарова"),
        ("uk", "розвідки", "розвідка"),
    ],
)
def test_the_nominative_of_a_source(code, oblique, name):
    assert nominative(oblique, code) == name


def test_terms_at_a_distance():
    text = "Так зване «перемир'я» закінчилося. Газета «Край» про це мовчить."
    assert [(one.kind, text[one.start : one.end]) for one in attributions(text, "uk")] == [("scare", "«перемир'я»")]


def test_what_is_not_good_enough_is_refused_by_name():
    corpus = dc.read(pd.DataFrame({"document": ["a"], "text": ["Уряд погрожує."]}), language="uk")
    for lens, name, lacks in ((dc.statements, "statements", "vics.csv"), (stated_echoes, "stated echo", "echo.csv")):
        with pytest.raises(LanguageError, match=rf"finding {name} .*'uk'; it knows en: .*{lacks}"):
            lens(corpus)


_PIECES = [
    *"«»„“\"'?….;:-",
    "заявив ",
    "сказала ",
    "додавши ",
    "запитати ",
    "обещает ",
    "що ",
    "чтобы ",
    ", ",
    " — ",
    "Гай ",
    "«Край» ",
    "за словами ",
    "як ",
    ". ",
    "\n\n",
    "— ",
    "він ",
    "ё",
    "який ",
    "і ",
    "у ",
    "місто ",
    "кажуть ",
    "назвал ",
    "переконаний ",
    "заява ",
]


@settings(max_examples=200, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=25).map("".join), st.sampled_from(["uk", "ru"]))
def test_any_text_has_true_offsets_in_order(text, code):
    found = attributions(text, code)
    assert [(one.start, -one.end) for one in found] == sorted((one.start, -one.end) for one in found)
    for one in found:
        for span in ((one.start, one.end), one.source, one.cue):
            assert span is None or 0 <= span[0] < span[1] <= len(text)

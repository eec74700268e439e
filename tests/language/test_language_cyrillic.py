"""Ukrainian and Russian: sentences, tokens, lemmas and word lists against the gold, and languages of passages."""

from __future__ import annotations

import csv
from itertools import groupby
from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse import language
from discourse.collation import alphabetical
from discourse.errors import LanguageError, MissingInputError
from discourse.language.declension import declined
from discourse.language.identification import identified, languages
from discourse.language.lemmas import lemmas
from discourse.language.load import word_list

GOLD = Path(__file__).parents[1] / "gold"
CODES = ("uk", "ru")


def rows(*name: str) -> list[dict[str, str]]:
    lines = GOLD.joinpath(*name).read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def split(text: str, code: str) -> list[str]:
    return [text[a:b] for a, b in language.sentence_spans(text, code)]


def paragraphs(code: str) -> list[list[str]]:
    place = groupby(rows(code, "sentences.csv"), key=lambda row: (row["document"], row["paragraph"]))
    return [[row["text"] for row in sentences] for _, sentences in place]


def unseen(code: str) -> list[list[str]]:
    lines = GOLD.joinpath(code, "sentences_unseen.txt").read_text(encoding="utf-8").splitlines()
    return [line.split(" | ") for line in lines]


def inner_boundaries_f1(texts: list[list[str]], code: str) -> float:
    right = wrong = missed = 0
    for sentences in texts:
        text, places, at = " ".join(sentences), set(), 0
        for sentence in sentences:
            places.add(at)
            at += len(sentence) + 1
        found = {start for start, _ in language.sentence_spans(text, code)}
        right += len(found & places - {0})
        wrong += len(found - places)
        missed += len(places - found)
    return 2 * right / (2 * right + wrong + missed)


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("texts", [paragraphs, unseen])
def test_sentences_end_where_the_gold_ends_them(code, texts):
    assert inner_boundaries_f1(texts(code), code) >= 0.97


@pytest.mark.parametrize(
    ("code", "sentences"),
    [
        ("uk", ["Це сталося 24 лютого 2031 р. у м. Ліпне.", "Відтоді минув рік."]),
        ("uk", ["У 2031 р. Тарнія відступила."]),
        ("uk", ["Бракує бензину, ліків і т. д.", "Люди їдуть."]),
        ("uk", ["Прийшли проф. О. І. Марченко та ін.", "Усі мовчали."]),
        ("uk", ["— Ви підете? — запитав він.", "— Ніколи!"]),
        ("uk", ["«Ні!» — сказав посол.", "«Чому?»", "Він не відповів."]),
        ("ru", ["Договор 1994 г. Тарния не признаёт."]),
        ("ru", ["Он ушёл в 1994 г.", "Потом вернулся."]),
        ("ru", ["Это стоит 5 тыс. руб. в год.", "Т. е. дорого."]),
        ("ru", ["Неужели?..", "Да, опять…", "Никто не спорил."]),
    ],
)
def test_abbreviations_dashes_and_quotation_marks(code, sentences):
    assert split(" ".join(sentences), code) == sentences


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", ["lemmas.csv", "lemmas_unseen.csv"])
def test_lemmas_of_the_words_this_field_turns_on(code, name):
    gold = rows(code, name)
    wrong = [row["form"] for row in gold if language.lemma(row["form"], code) != row["lemma"]]
    assert len(wrong) <= 0.05 * len(gold), wrong


@pytest.mark.parametrize("code", CODES)
def test_the_lemmas_of_a_vocabulary_are_those_of_its_words(code):
    words = {
        language.fold(token) for sentences in paragraphs(code) for text in sentences for token in language.tokens(text)
    }
    words |= {row["form"].lower() for row in rows(code, "lemmas.csv")} | {
        "qwertz",
        "нато",
        "рудського",
        "рудского",
        "зв",
    }
    forms = sorted(map(language.fold, words))
    assert lemmas(forms, code) == [language.lemma(form, code) for form in forms]


def test_war_is_no_verb_and_the_minister_no_laurel():
    assert language.lemma("війни", "uk") == "війна"
    assert language.lemma("Лаврова", "uk") == language.lemma("Лаврову", "ru") == "лавров"
    assert language.lemma("Рудского", "ru") == "рудский"  # a name that nothing lists


def test_the_three_apostrophes_are_one_letter_of_the_word():
    for word in ("п'ять", "п’ять", "пʼять"):
        assert language.tokens(f"{word} об{word[1]}єктів") == [word, f"об{word[1]}єктів"]
        assert language.fold(word) == "п'ять"
    assert {language.lemma(f"об{mark}єктів", "uk") for mark in "'’ʼ"} == {"об'єкт"}


def test_yo_and_stress_marks_do_not_make_other_words():
    corpus = dc.read(pd.DataFrame({"document": ["a"], "text": ["Ещё самолёты. Еще самолеты."]}), language="ru")
    assert len(dc.concordance(corpus, "самолёты").lines) == len(dc.concordance(corpus, "самолеты").lines) == 2
    assert language.lemma("самолёты", "ru") == language.lemma("самолеты", "ru") == "самолет"
    assert language.lemma("войны\u0301", "ru") == "война"


@pytest.mark.parametrize("code", CODES)
def test_function_words_hold_no_negation_modality_pronoun_or_content_word(code):
    words = language.load(code)
    closed = (words.negators, words.modals, words.pronouns, words.connectives, words.quantities)
    assert not words.function_words & frozenset().union(*closed)
    content = "війна війни мир люди час сила держава війна мира война войны время люди дело государство сила"
    assert not words.function_words & set(content.split())
    assert not words.function_words & set(
        "не ні нет ни без проти против але но якщо если можна можно наш мы ми".split()
    )
    # The lemmas of words without content are listed, too, so that lists of lemmas can leave them out.
    assert {language.lemma(word, code) for word in words.function_words} <= words.function_words
    assert len(words.function_words) < 200


def test_a_list_that_a_language_does_not_have_is_an_error_that_names_those_that_have_it():
    with pytest.raises(LanguageError, match="no surzhyk for the language 'ru'; it has them for uk"):
        word_list("ru", "surzhyk")


def test_names_are_declined_together():
    assert "Андрієм Сибігою" in declined("Андрій Сибіга", "uk")
    assert "Києві" in declined("Київ", "uk")
    assert "Сергеем Лавровым" in declined("Сергей Лавров", "ru")
    assert "Марии Захаровой" in declined("Мария Захарова", "ru")
    assert declined("НАТО", "uk") == ["НАТО"]


@pytest.mark.parametrize("row", rows("languages.csv"), ids=lambda row: row["text"][:30])
def test_no_passage_is_in_the_wrong_language_for_certain(row):
    found, certain, *_, reason = identified(row["text"])
    assert certain == (row["certain"] == "yes")
    assert certain != bool(reason)
    if certain:
        assert found == row["language"]


def test_a_document_with_paragraphs_in_two_languages_is_uncertain():
    text = "Сторони домовилися про обмін, але вогонь не припинили.\n\nThe talks will go on next week, the hosts said."
    corpus = dc.read(pd.DataFrame({"document": ["a"], "text": [text]}), language="uk")
    assert languages(corpus)["language"].tolist() == ["uk", "en"]
    whole = languages(corpus, by="document").iloc[0]
    assert not whole["certain"]
    assert whole["reason"] == "several languages: en, uk"
    with pytest.raises(MissingInputError):
        languages(corpus, by="page")


def test_letters_sort_where_readers_look_for_them():
    assert sorted("яйце Іван їжак йод ґава гуси єнот ера".split(), key=alphabetical) == (
        "Іван гуси ґава ера єнот їжак йод яйце".split()
    )
    assert sorted("жук ёж ель ежи".split(), key=alphabetical) == "ёж ежи ель жук".split()
    assert sorted(["b", "B", "a"], key=alphabetical) == sorted(["b", "B", "a"])


@pytest.mark.parametrize("code", CODES)
def test_the_three_languages_have_the_same_sentences_and_lemmas_to_work_with(code):
    corpus = dc.read("three-languages")
    numbers = dc.sentences(corpus).groupby("document").size()
    english = numbers[numbers.index.str.endswith(".en")].tolist()
    assert numbers[numbers.index.str.endswith(f".{code}")].tolist() == english
    part = corpus.where(language=code)
    pairs = dc.collocations(part, minimum=4, unit="lemma", with_function_words=False)
    fire = {"uk": "припинення вогонь", "ru": "прекращение огонь"}[code]
    assert fire in set(pairs["collocation"])
    key = dc.keyness(part, target=part.where(author="Ada Brink"), unit="lemma", with_function_words=False)
    assert {"uk": "обмін", "ru": "обмен"}[code] in set(key["feature"].head(10))
    assert {"uk": "війна", "ru": "война"}[code] in dc.topics(part, k=2).vocabulary


def test_the_commands_write_tables(tmp_path, capsys):
    from discourse.cli import main

    assert main(["languages", "three-languages", "--by", "document", "--out", str(tmp_path / "l.csv")]) == 0
    assert "24 documents, 0 not certain" in capsys.readouterr().out
    assert set(pd.read_csv(tmp_path / "l.csv")["language"]) == {"en", "uk", "ru"}
    assert main(["spellings", "two-columns", "--out", str(tmp_path / "s.csv")]) == 0
    assert {"Kyiv", "Kiev"} <= set(pd.read_csv(tmp_path / "s.csv")["name"])
    options = ["--unit", "lemma", "--minimum", "4", "--out", str(tmp_path / "c.csv")]
    assert main(["collocations", "three-languages", *options]) == 0
    assert "припинення вогонь" in set(pd.read_csv(tmp_path / "c.csv")["collocation"])

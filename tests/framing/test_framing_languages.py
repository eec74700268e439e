"""One codebook in several languages: what is coded with which patterns, what is refused, and what negates."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import discourse as dc
from discourse.corpus import Corpus
from discourse.corpus.columns import COLUMNS
from discourse.errors import CodebookError, LanguageError
from discourse.framing import code, coder
from discourse.framing.codebook import Codebook
from discourse.framing.negation import is_negated
from discourse.language import fold, tokens

HOME = Path(__file__).parents[2]

TRILINGUAL = ("war-and-talks", "certainty", "us-and-them")
OWN = """name: mine
title: Mine
categories:
  truce:
    definition: A halt in the fighting.
    patterns: {en: [truce]}
  hope:
    definition: Hope.
    patterns: {en: [hope]}
scales:
  balance: {definition: One minus the other., plus: [hope], minus: [truce]}
"""


def corpus(**texts: str) -> Corpus:
    """One document per language."""
    rows = [{"document": code, "language": code, "text": text} for code, text in texts.items()]
    return Corpus(pd.DataFrame(rows, columns=list(COLUMNS), dtype=object))


def mine(folder: Path, **files: str) -> Path:
    """A codebook of two categories in English, with files of other languages beside it."""
    (folder / "mine.yaml").write_text(OWN, encoding="utf-8")
    (folder / "mine").mkdir()
    for name, text in files.items():
        (folder / "mine" / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "mine.yaml"


def truce(pattern: str, key: str = "patterns") -> str:
    return f"categories:\n  truce:\n    {key}: [{pattern}]\n"


# The files of a codebook


def test_each_document_is_coded_with_the_patterns_of_its_language(tmp_path):
    path = mine(tmp_path, uk=truce("перемир*"), ru=truce("перемири*"))
    texts = corpus(en="A truce.", uk="Перемир’я.", ru="Перемирие. Truce, перемир’я.")
    hits = code(texts, path, voices=False).hits
    assert hits[["document", "text"]].values.tolist() == [["en", "truce"], ["uk", "Перемир’я"], ["ru", "Перемирие"]]


def test_a_category_without_patterns_in_a_language_is_left_out_by_name_and_never_zero(tmp_path):
    path = mine(tmp_path, uk=truce("перемир*"))
    coding = code(corpus(en="Hope for a truce.", uk="Надія на перемир’я."), path, voices=False)
    assert coding.counts().columns.tolist() == ["truce"]
    assert coding.codebook.left_out == {"hope": ("uk",)}
    assert coding.codebook.scales == {}
    assert "hope (not in uk)" in repr(coding)
    with pytest.raises(LanguageError, match="'hope' in uk"):
        coding.evidence("hope")
    alone = code(corpus(en="Hope for a truce."), path, voices=False)
    assert alone.counts().columns.tolist() == ["truce", "hope"]


def test_nothing_in_common_is_an_error_that_names_the_languages(tmp_path):
    path = mine(tmp_path, uk="categories:\n  hope:\n    patterns: [надія]\n", ru=truce("перемири*"))
    with pytest.raises(LanguageError, match="ru and uk"):
        code(corpus(uk="Надія.", ru="Перемирие."), path, voices=False)
    with pytest.raises(LanguageError, match="knows en, ru, uk, but the corpus also has 1 document"):
        code(corpus(en="A truce.", de="Waffenruhe."), path, voices=False)


def test_the_version_tells_what_a_coding_was_made_with(tmp_path):
    path = mine(tmp_path, uk=truce("перемир*"))
    english = Codebook.load(path).of(["en"]).version
    whole = Codebook.load(path).version
    assert whole.startswith(f"{english}+uk.")
    (tmp_path / "mine" / "uk.yaml").write_text(truce("перемир’я"), encoding="utf-8")
    assert Codebook.load(path).of(["en"]).version == english
    assert Codebook.load(path).version != whole


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("categories:\n  peace:\n    patterns: [мир]\n", 2, "no category 'peace'"),
        ("categories:\n  truce:\n    definition: x\n", 3, "unknown key 'definition'"),
        ("categories:\n  truce:\n    patterns: [мир, 'пе*ре']\n", 3, "end of a word"),
        ("title: x\ncategories:\n  truce:\n    patterns: [мир]\n", 1, "unknown key 'title'"),
        ("lists: {}\n", 1, "no categories"),
    ],
)
def test_what_is_wrong_in_a_languages_file_is_said_with_that_file_and_line(tmp_path, text, line, says):
    with pytest.raises(CodebookError, match=says) as error:
        Codebook.load(mine(tmp_path, uk=text))
    assert error.value.source == "mine/uk.yaml"
    assert error.value.line == line


def test_a_language_is_written_in_one_place(tmp_path):
    with pytest.raises(CodebookError, match="two files"):
        Codebook.load(mine(tmp_path, en=truce("lull")))


# The shipped ones


@pytest.mark.parametrize("name", TRILINGUAL)
@pytest.mark.parametrize("language", ["uk", "ru"])
def test_every_category_has_patterns_and_examples_in_each_language(name, language):
    book = Codebook.load(name)
    assert book.of([language]).left_out == {}
    for category in book.categories.values():
        assert len(set(category.examples[language])) >= 3, category.id
        assert len(set(category.counter_examples[language])) >= 2, category.id


@pytest.mark.parametrize(("language", "letter", "others"), [("ru", "ё", "е"), ("uk", "'", "’"), ("uk", "'", "ʼ")])
def test_the_examples_hold_however_these_letters_are_written(language, letter, others):
    from dataclasses import replace

    book = Codebook.load("war-and-talks").of([language])

    def written(texts: dict) -> dict:
        return {code: tuple(text.replace(letter, others) for text in some) for code, some in texts.items()}

    categories = {
        key: replace(one, examples=written(one.examples), counter_examples=written(one.counter_examples))
        for key, one in book.categories.items()
    }
    assert replace(book, categories=categories).check().to_dict("records") == []


def test_certainty_and_hedge_are_what_the_codebook_certainty_finds_in_every_language():
    texts = dc.read("three-languages")
    large, small = (code(texts, name, voices=False).hits for name in ("war-and-talks", "certainty"))
    parts = {
        "certainty": ["booster", "proof"],
        "hedge": ["modal-possibility", "likelihood", "seeming", "doubt", "conditional"],
    }
    for category, smaller in parts.items():
        one, other = large[large["category"] == category], small[small["category"].isin(smaller)]
        assert len(one)
        assert set(zip(one["document"], one["sentence"], strict=True)) == set(
            zip(other["document"], other["sentence"], strict=True)
        )


def test_what_is_asked_by_voice_is_refused_where_voices_cannot_be_told(monkeypatch):
    monkeypatch.setattr(coder, "HEARD", ("en",))
    made = code(corpus(en="Hale said the truce would hold.", uk="Перемир’я триває."), "war-and-talks")
    voices = made.hits.set_index("document")["voice"]
    assert voices["en"] == "indirect"
    assert pd.isna(voices["uk"])
    for ask in (lambda: made.rate(voice="author"), lambda: made.share(by="speaker"), made.by_voice):
        with pytest.raises(LanguageError, match="uk"):
            ask()
    assert not made.share(minimum=1).empty


# What negates in Ukrainian and Russian


@pytest.mark.parametrize(
    ("language", "text", "hit", "denied"),
    [
        ("uk", "миру не буде", "миру", True),
        ("uk", "не буде миру", "миру", True),
        ("uk", "надії немає", "надії", True),
        ("uk", "ніхто не хоче миру", "миру", True),
        ("uk", "без жодної надії", "надії", True),
        ("uk", "ні миру , ні війни", "війни", True),
        ("uk", "не мир , а перемир'я", "перемир'я", False),
        ("uk", "не мир , а перемир'я", "мир", True),
        ("uk", "не тільки мир", "мир", False),
        ("uk", "не без надії", "надії", False),
        ("uk", "не відмовився від переговорів", "переговорів", False),
        ("uk", "відмовився від переговорів", "переговорів", True),
        ("uk", "поки не настане мир", "мир", False),
        ("uk", "переговори почалися", "переговори", False),
        ("ru", "мира не будет", "мира", True),
        ("ru", "надежды нет", "надежды", True),
        ("ru", "нет надежды", "надежды", True),
        ("ru", "ни один договор", "договор", True),
        ("ru", "не мир , а перемирие", "перемирие", False),
        ("ru", "не только мир", "мир", False),
        ("ru", "не без надежды", "надежды", False),
        ("ru", "если бы не война", "война", False),
    ],
)
def test_a_denial_reaches_what_it_denies(language, text, hit, denied):
    words = [fold(token) for token in tokens(text)]
    assert is_negated(words, words.index(hit), language) is denied


@pytest.mark.parametrize(("language", "text"), [("uk", "ніхто не вірить"), ("ru", "никто не верит")])
def test_denials_that_agree_are_one(language, text):
    words = text.split()
    assert not is_negated(words, 1, language, end=3)  # "не вірить", of which nobody is said
    assert is_negated(words, 2, language)


def test_the_page_on_languages_names_every_category():
    page = (HOME / "docs" / "codebooks-languages.md").read_text(encoding="utf-8")
    for name in TRILINGUAL:
        for category in Codebook.load(name, languages=[]).categories:
            assert f"| `{category}` |" in page, (name, category)

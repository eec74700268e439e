"""The encoded corpus: the tokens and sentences of the plain functions, and patterns found as one would by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import discourse as dc
from discourse.corpus import Corpus
from discourse.corpus.columns import COLUMNS
from discourse.language import encode, fold, is_word, lemma, sentence_spans, token_spans
from discourse.language.boundaries import asked, stripped
from discourse.language.characters import kinds
from discourse.language.divided import body_sentences
from discourse.language.known import lexicon
from discourse.language.patterns import Pattern
from discourse.language.segmenting import cuts

PIECES = st.sampled_from(
    [
        *(
            "peace",
            "Talks",
            "don’t",
            "don't",
            "'s",
            "’ll",
            "’s",
            "U.S.",
            "A.B.C",
            "3.5",
            "30-hour",
            "3rd",
            "-",
            "'",
            ".",
        ),
        *(
            "мир",
            "Об’єднані",
            "Переговори",
            "об’єкт",
            "ё",
            "𝄞",
            "𝐏𝐞",
            "é",
            "e\u0301",
            "ß",
            "İ",
            "ʼ",
            "½",
            "漢字",
            "\u200d",
        ),
        *(
            " ",
            "  ",
            "\n",
            "\n\n",
            "\t",
            "\x1c",
            "\u2028",
            "\xa0",
            "\x85",
            ". ",
            "? ",
            "! ",
            "…",
            "“",
            "”",
            '"',
            ",",
            ";",
            ":",
        ),
        *("The", "He said", "Gen.", "a.m.", "no", "not"),
    ]
)
TEXTS = st.lists(st.text(max_size=30) | st.lists(PIECES, max_size=40).map("".join), min_size=1, max_size=4)


def corpus_of(texts: list[str], language: str = "en") -> Corpus:
    table = pd.DataFrame({"document": [f"d{n}" for n in range(len(texts))], "text": texts, "language": language})
    return Corpus(table.reindex(columns=COLUMNS, fill_value=None))


def slow_tokens(corpus: Corpus) -> list[list[tuple[int, int]]]:
    return [[s for part in doc.body for s in token_spans(doc.text, *part)] for doc in corpus]


@given(TEXTS)
def test_the_tokens_are_those_of_the_plain_tokeniser(texts):
    corpus = corpus_of(texts)
    encoded = encode(corpus)
    expected = slow_tokens(corpus)
    spans = list(zip(encoded.start.tolist(), encoded.end.tolist(), strict=True))
    bounds = encoded.document_bounds.tolist()
    assert [spans[low:high] for low, high in pairwise(bounds)] == expected
    forms = [fold(text[a:b]) for text, found in zip(texts, expected, strict=True) for a, b in found]
    assert [encoded.vocabulary[one] for one in encoded.ids] == forms
    assert encoded.vocabulary == sorted(set(forms))
    assert encoded.is_word.tolist() == [is_word(form) for form in encoded.vocabulary]


CYRILLIC_PIECES = st.sampled_from(
    [
        *"Мир Переговори рішення обстрілів тощо п'ять об’єкт зʼїзд Зеленський".split(),
        *"сказав её Ещё В У Він Потом НАТО США А".split(),
        *"р. рр. г. гг. ст. см. див. вул. проф. тыс. млн. грн. долл. ін. др. т. д. д. п.".split(),
        *"н. е. е. полк. XX 2022 24 3,5 № 5".split(),
        *("т. д. ", "т.\xa0д. ", "т.д. ", "і т. ін.", "до н. э. ", "2031 р. ", " 2030 г. ", "дол. США "),
        *"""« » „ “ ” \" ! ? … . ?.. !» ?“ .» …» ». ( ) , ; : — – - '""".split(),
        *(
            " ",
            " ",
            " ",
            "  ",
            "\n",
            "\n\n",
            "\xa0",
            ". ",
            "? ",
            "! ",
            "… ",
            " — ",
            ". — ",
            "! — ",
            "» — ",
            ". «",
            "?» ",
        ),
    ]
)
CYRILLIC = st.lists(st.lists(CYRILLIC_PIECES, max_size=40).map("".join), min_size=1, max_size=3)


@pytest.mark.parametrize("language", ["uk", "ru"])
@given(texts=CYRILLIC | st.lists(st.lists(CYRILLIC_PIECES, max_size=25).map(" ".join), min_size=1, max_size=3))
def test_the_sentences_of_cyrillic_texts_are_those_of_the_plain_splitter(language, texts):
    assert_plain_sentences(texts, language)


@given(TEXTS)
def test_the_sentences_are_those_of_the_plain_splitter(texts):
    assert_plain_sentences(texts, "en")


def assert_plain_sentences(texts, language):
    corpus = corpus_of(texts, language)
    encoded = encode(corpus)
    for number, document in enumerate(corpus):
        by_part = [sentence_spans(document.text, language, *part) for part in document.body]
        assert body_sentences(corpus, document) == by_part
        low, high = encoded.document_bounds[number : number + 2]
        first, last = encoded.document_sentences[number : number + 2]
        spans = [s for part in document.body for s in sentence_spans(document.text, language, *part)]
        assert last - first == len(spans)
        for token in range(low, high):
            sentence = int(encoded.sentence_of(np.array([token]))[0] - first)
            begun = [n for n, (start, _) in enumerate(spans) if start <= encoded.start[token]]
            assert sentence == (begun[-1] if begun else 0)


MARKS = st.sampled_from(
    [
        *"x A B I V é Ж ж ( ) [ ] . . . . ? ! ; : , - _ ' \" ’ ” “ ‘ » — … / $ % 1 12".split(),
        *"{( .) ). ?) ... .. ?! ;) 123 4,500 no No NO Dr Co Jan Oct II U.S e.g a.m Gen".split(),
        *"the The This He talks says asked Applause don't can’t O'Neil iPhone well-known peace.The".split(),
    ]
)
GLUED = st.lists(st.tuples(MARKS, st.sampled_from(["", " ", " ", "\n"])).map("".join), min_size=3, max_size=30)


@given(GLUED.map("".join))
def test_compiled_rules_draw_the_boundaries_that_syntok_draws(text):
    start, end = stripped(text, 0, len(text))
    codes = np.frombuffer(text.encode("utf-32-le"), np.uint32)
    tokens, spaced, found = np.empty((len(text), 2), np.int64), np.empty(len(text), bool), np.empty(len(text), int)
    number = cuts(codes, kinds(), lexicon("en")[1], start, end, tokens, spaced, found)
    assume("\n\n" not in text and "\n \n" not in text)
    assert found[:number].tolist() == [begun for begun, _ in asked(text, start, end)][1:]


def test_marked_parts_are_not_read():
    marks = [("d0", 0, 10, "title", "")]
    table = pd.DataFrame({"document": ["d0"], "text": ["Peace now\nThe truce holds."], "language": "en"})
    encoded = encode(Corpus(table.reindex(columns=COLUMNS), marks))
    assert [encoded.vocabulary[one] for one in encoded.ids] == ["the", "truce", "holds", "."]
    assert encoded.start[0] == 10


@given(TEXTS)
def test_postings_are_the_places_of_a_range_of_ids(texts):
    encoded = encode(corpus_of(texts))
    for low in range(0, len(encoded.vocabulary), 5):
        high = min(low + 3, len(encoded.vocabulary))
        expected = np.flatnonzero((encoded.ids >= low) & (encoded.ids < high))
        assert encoded.postings(low, high).tolist() == expected.tolist()


def test_a_corpus_is_encoded_once():
    corpus = dc.read("two-columns")
    assert encode(corpus) is encode(corpus)


def test_lemmas_are_those_of_each_document_s_language():
    corpus = corpus_of(["They left. The left."])
    first, after = encode(corpus).find("lemma:leave")
    assert first.tolist() == [1, 4]
    assert (after - first).tolist() == [1, 1]


@pytest.mark.parametrize("name", ["lee", "two-columns"])
def test_lemma_ids_agree_with_lemma(name):
    encoded = encode(dc.read(name))
    found = encoded.lemma_ids("en")
    for form in ("talks", "withdrew", "peace"):
        low, high = encoded.ids_of(form)
        assert low == high or low in found[lemma(form)]


def test_patterns_stay_within_sentences_and_documents():
    encoded = encode(corpus_of(["The talks. Failed again. Peace", "talks failed"]))
    assert encoded.find("talks failed")[0].tolist() == [7]
    assert encoded.find("talks ... failed")[0].tolist() == [7]
    assert encoded.find("peace talks")[0].tolist() == []


def test_case_matters_only_where_it_is_asked_for():
    encoded = encode(corpus_of(["The US told us."]))
    assert encoded.find("us")[0].tolist() == [1, 3]
    assert encoded.find(Pattern.parse("US", case=True))[0].tolist() == [1]

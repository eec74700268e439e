"""Sentences, tokens, lemmas and word lists: English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse import language
from discourse.errors import LanguageError


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in language.sentence_spans(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "As soon as the U.S. Secretary of State spoke, the U.S. might withdraw. Then the talks stopped.",
            [
                "As soon as the U.S. Secretary of State spoke, the U.S. might withdraw.",
                "Then the talks stopped.",
            ],
        ),
        ("“Nonsense!” the minister said. It ended.", ["“Nonsense!” the minister said.", "It ended."]),
        ('"Who asked them?" he added. "It is over."', ['"Who asked them?" he added.', '"It is over."']),
        ("“Never!” The crowd cheered.", ["“Never!”", "The crowd cheered."]),
        ("Is that a “peace”? No. It is a pause.", ["Is that a “peace”?", "No.", "It is a pause."]),
        (
            "Gen. J. F. Oates met Lt. Col. Hale at 5 p.m. Friday.",
            ["Gen. J. F. Oates met Lt. Col. Hale at 5 p.m. Friday."],
        ),
        ("See Art. 5 and No. 10. Then vote.", ["See Art. 5 and No. 10.", "Then vote."]),
        ("It cost $3.5 million. Nobody paid.", ["It cost $3.5 million.", "Nobody paid."]),
        (
            "His demands are political. “Denazification,” and a “new order” are words.",
            ["His demands are political.", "“Denazification,” and a “new order” are words."],
        ),
        ("The talks are over\nThe war is not", ["The talks are over", "The war is not"]),
        (
            "The talks that\nbegan in May have\nended, said one.",
            ["The talks that\nbegan in May have\nended, said one."],
        ),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text, expected):
    assert split(text) == expected


TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \n\t.?!…,;:'\"“”‘’«»()-–—’ʼ"),
        st.sampled_from("aUSб’їЄ𝔘😀é\u0301\u200b"),
        st.characters(),
    ),
    max_size=300,
)


def assert_spans(spans, text):
    position = 0
    for start, end in spans:
        assert position <= start < end <= len(text)
        position = end


@given(TEXTS)
def test_spans_are_ordered_inside_the_text_and_never_overlap(text):
    assert_spans(language.token_spans(text), text)
    assert_spans(language.sentence_spans(text), text)


@given(TEXTS)
def test_no_visible_character_is_lost(text):
    for spans in (language.token_spans(text), language.sentence_spans(text)):
        covered = "".join(text[a:b] for a, b in spans)
        assert "".join(covered.split()) == "".join(text.split())


@given(TEXTS, st.integers(0, 300), st.integers(0, 300))
def test_a_part_is_read_with_offsets_into_the_whole(text, a, b):
    start, end = sorted((min(a, len(text)), min(b, len(text))))
    for spans in (
        language.token_spans(text, start, end),
        language.sentence_spans(text, start=start, end=end),
    ):
        assert all(start <= left < right <= end for left, right in spans)


def test_tokens_keep_names_and_split_clitics():
    assert language.tokens("Putin’s U.S. cease-fire don't we'll 3.5 30-hour") == [
        *("Putin", "’s", "U.S.", "cease-fire", "don't", "we", "'ll", "3.5", "30-hour"),
    ]
    assert language.tokens("Об’єднані “truce”") == ["Об’єднані", "“", "truce", "”"]
    assert language.tokens("peace.Then war") == ["peace", ".", "Then", "war"]


def test_words_are_counted_without_punctuation_and_clitics():
    assert language.word_count("“It’s over,” he said — twice.") == 5


@pytest.mark.parametrize(
    ("form", "lemma"),
    [
        ("Negotiations", "negotiation"),
        ("withdrew", "withdraw"),
        ("won", "win"),
        ("lives", "life"),
        ("media", "media"),
    ],
)
def test_lemmas_of_the_words_this_field_turns_on(form, lemma):
    assert language.lemma(form) == lemma


def test_function_words_hold_no_negation_modality_pronoun_or_content_word():
    english = language.load("en")
    assert not english.function_words & (english.negators | english.modals | english.pronouns | english.connectives)
    rhetoric = {
        "war",
        "peace",
        "against",
        "but",
        "if",
        "only",
        "still",
        "because",
        "unless",
        "state",
        "world",
        "must",
    }
    assert not english.function_words & rhetoric
    assert len(english.function_words) < 150


def test_an_unknown_language_is_an_error_that_names_the_known_ones():
    with pytest.raises(LanguageError, match=r"sentence splitting does not know the language 'xx'; it knows en"):
        language.sentence_spans("Tere!", "xx")

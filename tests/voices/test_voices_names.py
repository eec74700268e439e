"""From a source to a name: titles, pronouns, offices."""

from __future__ import annotations

import pytest

from discourse.voices import attributions
from discourse.voices.names import source_name


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Foreign Minister Ada Hale", "Ada Hale"),
        ("U.S. Secretary of State Tom Oates", "Tom Oates"),
        ("Mr. Oates", "Oates"),
        ("Oates", "Oates"),
        ("Gen. A. B. Oates", "A. B. Oates"),
        ("Ruritanian President Ida Voss", "Ida Voss"),
        ("the Kremlin", "Kremlin"),
        ("the Justice Department", "Justice Department"),
        ("officials at the Justice Department", "officials at the Justice Department"),
        ("Hale’s", "Hale"),
        ("a woman who", "woman"),
        ("the islanders , who", "islanders"),
    ],
)
def test_titles_and_articles_are_no_part_of_a_name(phrase, name):
    assert source_name(phrase, "en")[0] == name


def names(text: str) -> list[tuple[str | None, float]]:
    return [(row.name, row.confidence) for row in attributions(text)]


def test_a_pronoun_is_led_back_to_the_last_name_that_fits_and_is_less_sure():
    rows = names("Ada Hale said the truce held. She said it was new.")
    assert rows[0] == ("Ada Hale", 1.0)
    assert rows[1][0] == "Ada Hale"
    assert 0 < rows[1][1] < 1


def test_the_span_of_a_pronoun_is_left_alone():
    text = "Ada Hale said the truce held. She said it was new."
    assert text[slice(*attributions(text)[1].source)] == "She"


def test_a_pronoun_skips_a_name_of_the_other_gender():
    rows = names("Mr. Oates said the truce held. Mrs. Hale said it failed. He said it was new.")
    assert rows[2][0] == "Oates"


def test_an_office_is_led_back_to_the_name_it_was_joined_to():
    rows = names("President Ida Voss said the truce held. Tom Oates agreed to wait. The president said it was new.")
    assert rows[2][0] == "Ida Voss"
    assert rows[2][1] < 1


def test_a_pronoun_without_a_name_has_none():
    assert names("She said the truce held.") == [(None, 0.0)]


def test_a_quotation_that_follows_belongs_to_the_last_speaker():
    rows = names("“It holds,” Ada Hale said. “It has held for a week and more.”")
    assert [name for name, _ in rows] == ["Ada Hale", "Ada Hale"]
    assert rows[1][1] < 1

"""Terms held with tongs, and what only looks like them."""

from __future__ import annotations

import pytest

from discourse.voices import attributions


def scare(text: str) -> list[tuple[str, str | None]]:
    return [(text[row.start : row.end], row.owner) for row in attributions(text) if row.kind == "scare"]


@pytest.mark.parametrize("marks", ["“{}”", '"{}"', "‘{}’", "'{}'", "«{}»", "„{}“"])
def test_a_short_term_in_any_marks(marks):
    term = marks.format("liberation")
    assert scare(f"The {term} of the valley left it empty.") == [(term, None)]


def test_the_comma_may_be_inside_the_marks():
    text = "“Pacification,” “resettlement,” and a “new order” were on the list."
    assert [term for term, _ in scare(text)] == ["“Pacification,”", "“resettlement,”", "“new order”"]


def test_the_owner_of_a_term_is_who_the_text_says():
    text = (
        "Marshal Ida Voss spoke of peace. Her demands were not new. “Pacification” and a “new order” were among them."
    )
    assert [owner for _, owner in scare(text)] == ["Ida Voss", "Ida Voss"]


def test_a_term_keeps_its_owner_further_down():
    text = "Voss’s talk of “pacification” fooled nobody.\n\nIn the valley, “pacification” meant fire."
    assert scare(text) == [("“pacification”", "Voss"), ("“pacification”", "Voss")]


@pytest.mark.parametrize(
    "text",
    [
        "He had read the novel “the long winter” as a boy.",
        "She sang “A Song for Odra” at the gate.",
        "Robert “Bobby” Oates ran the depot.",
        "The term “truce” is older than the war.",
        "The word “peace” has five letters.",
    ],
)
def test_titles_names_and_mentions_are_not_held_at_a_distance(text):
    assert scare(text) == []


def test_a_genuine_short_quotation_is_direct():
    text = "There was a note on the door. “We have gone to the hills,” it ran."
    assert [row.kind for row in attributions(text)] == ["direct"]
    text = "On the wall, “we were never here” in red paint."
    assert [row.kind for row in attributions(text)] == ["direct"]

"""Who says what: direct and indirect reports, their sources and the extent of their contents."""

from __future__ import annotations

import pytest

from discourse.voices import attributions


def reports(text: str) -> list[tuple[str, str | None, str]]:
    """(kind, source, content) of every row that names its source or continues none."""
    return [
        (row.kind, text[slice(*row.source)] if row.source else None, text[row.start : row.end])
        for row in attributions(text)
    ]


def one(text: str) -> tuple[str, str | None, str]:
    rows = reports(text)
    assert len(rows) == 1, rows
    return rows[0]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("Hale emphasizes that the border is closed.", "Hale", "that the border is closed"),
        ("Hale said the border was closed.", "Hale", "the border was closed"),
        ("Hale told reporters the border was closed.", "Hale", "the border was closed"),
        ("Hale told reporters on Monday that the border was closed.", "Hale", "that the border was closed"),
        ("The border was closed, officials said.", "officials", "The border was closed"),
        ("The border was closed, said officials in Odra.", "officials in Odra", "The border was closed"),
        ("The border was closed, officials said Monday.", "officials", "The border was closed"),
        ("As Hale put it, the border was closed.", "Hale", "the border was closed"),
        ("According to Hale, the border was closed.", "Hale", "the border was closed"),
        ("In May, according to Hale, the border was closed.", "Hale", "the border was closed"),
        ("The bridge is believed to be mined.", None, "to be mined"),
        ("The border was closed, according to the ministry.", "the ministry", "The border was closed"),
        ("Hale refuses to open the border.", "Hale", "to open the border"),
        ("Hale wants to open the border.", "Hale", "to open the border"),
        ("Hale urged the guards to open the border.", "Hale", "to open the border"),
        ("Hale called for a ceasefire.", "Hale", "a ceasefire"),
        ("Hale rejected the offer.", "Hale", "the offer"),
        ("Hale asked whether the border was closed.", "Hale", "whether the border was closed"),
        ("Hale made it clear that the border was closed.", "Hale", "that the border was closed"),
        ("Many villagers are afraid that the truce will fail.", "Many villagers", "that the truce will fail"),
        ("Hale believes the truce will fail.", "Hale", "the truce will fail"),
        ("The report shows that the bridge was mined.", "The report", "that the bridge was mined"),
        ("The envoys have agreed to meet in May.", "The envoys", "to meet in May"),
        ("Hale, the foreign minister, said the border was closed.", "Hale", "the border was closed"),
        ("Officials at the ministry said the border was closed.", "Officials at the ministry", "the border was closed"),
        ("Gen. A. B. Oates (ret.) said the border was closed.", "Gen. A. B. Oates", "the border was closed"),
        ("The envoy, who understands — it's now or never — left.", "The envoy, who", "it's now or never"),
        ("The envoy, who said the truce was over, left.", "The envoy, who", "the truce was over"),
        ("When Hale said the truce was over, they left.", "Hale", "the truce was over"),
        ("The envoy who met Oates said the border was closed.", "The envoy", "the border was closed"),
        ("Oates attacked critics who call the plan a trap.", "Oates", "critics who call the plan a trap"),
    ],
)
def test_indirect_reports(text, source, content):
    assert one(text) == ("indirect", source, content)


def test_a_noun_reports_as_its_verb_does():
    assert one("Hale’s claim that the border was closed is false.")[:2] == ("indirect", "Hale’s")
    assert one("Their refusal to negotiate angered nobody.")[1:] == ("Their", "to negotiate angered nobody")


def test_a_clause_around_the_cue_has_two_pieces():
    assert reports("The truce, Hale said, was a trap.") == [
        ("indirect", "Hale", "The truce"),
        ("indirect", None, "was a trap"),
    ]


def test_two_reports_in_one_sentence_are_kept_apart():
    text = "Hale said the border was closed, adding that nobody would cross."
    assert reports(text) == [
        ("indirect", "Hale", "the border was closed"),
        ("indirect", "Hale", "that nobody would cross"),
    ]
    text = "While Oates echoes old stories, Hale insists that the border is closed."
    assert reports(text) == [
        ("indirect", "Oates", "old stories"),
        ("indirect", "Hale", "that the border is closed"),
    ]


def test_what_somebody_says_that_others_say_is_one_report():
    text = "Hale said the guards believed that Oates had fled."
    assert reports(text) == [("indirect", "Hale", "the guards believed that Oates had fled")]


@pytest.mark.parametrize(
    ("text", "source", "content"),
    [
        ("“We will talk,” said Hale.", "Hale", "“We will talk,”"),
        ("“We will talk,” Hale told reporters.", "Hale", "“We will talk,”"),
        ("“We will talk. We will win,” the minister said.", "the minister", "“We will talk. We will win,”"),
        ("“Will we talk?” Hale asked.", "Hale", "“Will we talk?”"),
        ("Hale said, “We will talk.”", "Hale", "“We will talk.”"),
        ("Hale scribbled a note: “We will talk.”", "Hale", "“We will talk.”"),
        ("“We will talk,” she scribbled.", "she", "“We will talk,”"),
        ('"We will talk," Hale said.', "Hale", '"We will talk,"'),
        ("'We will talk,' Hale said.", "Hale", "'We will talk,'"),
        ("‘We will talk,’ Hale said.", "Hale", "‘We will talk,’"),
        ("«We will talk,» Hale said.", "Hale", "«We will talk,»"),
        ("„We will talk,“ Hale said.", "Hale", "„We will talk,“"),
        ("“We will talk.” ― Ada Hale", "Ada Hale", "“We will talk.”"),
    ],
)
def test_direct_quotations(text, source, content):
    assert one(text) == ("direct", source, content)


def test_both_halves_of_a_quotation_are_rows_and_share_a_source():
    text = "“We will talk,” Ada Hale said, “but not today.”"
    first, second = attributions(text)
    assert (text[first.start : first.end], text[second.start : second.end]) == ("“We will talk,”", "“but not today.”")
    assert second.source is None
    assert first.name == second.name == "Ada Hale"


def test_a_quotation_over_paragraphs_is_one_row():
    text = "“We came.\n\n“We saw,” Hale said."
    assert one(text) == ("direct", "Hale", "“We came.\n\n“We saw,”")


def test_words_quoted_inside_a_clause_are_a_row_of_their_own():
    text = "Hale warned that the army “may try anything” to cross."
    assert reports(text) == [
        ("indirect", "Hale", "that the army “may try anything” to cross"),
        ("direct", None, "“may try anything”"),
    ]
    assert [row.name for row in attributions(text)] == ["Hale", "Hale"]


def test_a_transcript_gives_each_turn_to_its_speaker():
    text = "HALE: Will you talk? We would.\n\nOATES: No.\n\nHALE: Why not?"
    assert reports(text) == [
        ("direct", "HALE", "Will you talk? We would."),
        ("direct", "OATES", "No."),
        ("direct", "HALE", "Why not?"),
    ]


def test_a_headline_may_begin_with_who_says_so():
    text = "Hale: Talks must go on\n\nThe snow fell."
    assert one(text) == ("indirect", "Hale", "Talks must go on")
    assert reports("Analysis: Talks must go on\n\nThe snow fell.") == []


def test_an_open_quotation_is_reported_and_swallows_no_more_than_its_paragraph():
    text = "“We will talk, Hale said.\n\nOates said the guns were silent."
    rows = attributions(text)
    assert [text[row.start : row.end] for row in rows if not row.complete] == ["“We will talk, Hale said."]
    assert "the guns were silent" in [text[row.start : row.end] for row in rows]


@pytest.mark.parametrize(
    "text",
    [
        "The river froze in January.",
        "The claims office closed on Friday.",
        "The United States Conference met in Odra.",
        "The plan costs two billion a year.",
        "Hale will agree to nothing.",
        "Snow fell, and a report lay on the desk.",
    ],
)
def test_what_reports_nothing_gives_no_rows(text):
    assert reports(text) == []

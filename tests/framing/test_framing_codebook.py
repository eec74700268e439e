"""Codebooks: the pattern language, the reading of files, the matching, and the shipped codebook itself."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pandas as pd
import pytest
import reference
import regex
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.corpus import Corpus
from discourse.corpus.columns import COLUMNS
from discourse.errors import CodebookError, ColumnError, MissingInputError
from discourse.framing import code
from discourse.framing.codebook import Category, Codebook, Rule, shipped
from discourse.language import encode, fold, token_spans, tokens
from discourse.language.patterns import Pattern, PatternError

WORDS = st.text("abcdefghijklmnopqrstuvwxyzéßж", min_size=2, max_size=9)
PHRASES = st.lists(WORDS, min_size=1, max_size=5)


RULE = (
    "name: a\ntitle: b\ncategories:\n  p:\n    definition: d\n    patterns:\n      en:\n        - any: [x]\n          "
)


def write(folder: Path, text: str) -> Path:
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def book(folder: Path, rules: str, more: str = "") -> Codebook:
    """A codebook with one category, `peace`, whose English rules are the given YAML list items."""
    items = "".join(f"        {line}\n" for line in rules.splitlines()) + more
    head = "name: mine\ntitle: Mine\ncategories:\n  peace:\n    definition: d\n    patterns:\n      en:\n"
    return Codebook.load(write(folder, head + items))


@cache
def war_and_talks() -> Codebook:
    return Codebook.load("war-and-talks")


def coded(text: str, codebook: Codebook) -> list[tuple]:
    """The hits in one text, in any voice."""
    table = pd.DataFrame({"document": ["a"], "text": [text], "language": ["en"]})
    corpus = Corpus(table.reindex(columns=COLUMNS))
    return list(code(corpus, codebook, voices=False).hits.itertuples(index=False))


def found(codebook: Codebook, text: str) -> list[str]:
    return [hit.text for hit in coded(text, codebook)]


def matches(pattern: str, words: list[str]) -> list[tuple[int, int]]:
    """Where one pattern fits tokens that stand in a line, as token numbers."""
    text = " ".join(words)
    spans = token_spans(text)
    category = Category("x", "x", "", "", "", "", {"en": (Rule((Pattern.parse(pattern),)),)}, {}, {})
    starts, ends = [start for start, _ in spans], [end for _, end in spans]
    hits = coded(text, Codebook("x", "x", "", (), {"x": category}, ""))
    return [(starts.index(hit.start), ends.index(hit.end) + 1) for hit in hits]


# Patterns


@given(PHRASES, PHRASES, PHRASES)
def test_a_phrase_is_found_where_its_words_stand(before, phrase, after):
    sentence = [fold(word) for word in [*before, *phrase, *after]]
    places = matches(" ".join(phrase), sentence)
    assert places
    assert all(sentence[start:end] == [fold(word) for word in phrase] for start, end in places)


@given(st.integers(1, 20), st.integers(0, 25))
def test_a_gap_spans_at_most_its_number_of_tokens(allowed, between):
    sentence = ["talks", *["so"] * between, "fail"]
    assert bool(matches(f"talks ...{allowed} fail", sentence)) == (between <= allowed)


def test_a_gap_without_a_number_is_four_tokens():
    assert matches("talks ... fail", ["talks", "a", "b", "c", "d", "fail"]) == [(0, 6)]
    assert not matches("talks ... fail", ["talks", "a", "b", "c", "d", "e", "fail"])


def test_the_shortest_fit_of_a_gap_is_taken():
    assert matches("end ... war", ["end", "the", "war", "the", "war"]) == [(0, 3)]


@pytest.mark.parametrize(
    ("pattern", "fits", "not_these"),
    [
        ("negotiat*", ["negotiate", "Negotiators", "NEGOTIATIONS"], ["renegotiate", "negation"]),
        ("lemma:withdraw", ["withdraw", "withdrew", "withdrawing", "withdrawn"], ["withdrawal"]),
        ("truce|ceasefire|lull*", ["truce", "Ceasefire", "lulls"], ["truces", "tru"]),
        ("lemma:pull|withdraw* out", [], ["pull", "withdrawn"]),
        ("U.N.|UN", ["U.N.", "un"], ["u", "n"]),
        ("don't", ["don't", "don’t"], ["do", "not"]),
    ],
)
def test_words_stems_lemmas_and_alternatives(pattern, fits, not_these):
    assert all(matches(pattern, [word]) for word in fits)
    assert not any(matches(pattern, [word]) for word in not_these)


@pytest.mark.parametrize("text", ["Kyiv's offer", "Kyiv’s offer", "it's too late", "30-hour truce", "cease-fire"])
def test_a_plain_pattern_finds_itself_as_the_tokenizer_cuts_it(text):
    assert matches(text, [text]) == [(0, len(tokens(text)))]


def test_a_clitic_may_be_named_in_a_pattern():
    assert matches("his|'s demands", ["the envoy's demands"]) == [(2, 4)]
    assert matches("before it 's late", ["before it’s late"]) == [(0, 4)]


@pytest.mark.parametrize(
    ("pattern", "column", "word"),
    [
        ("", 1, "empty"),
        ("peace *", 7, "gap"),
        ("ne*gotiate", 3, "end of a word"),
        ("x lemma:", 3, "needs a word"),
        ("truce||lull", 7, "alternative"),
        ("pos:NOUN", 1, "lemma:"),
        ("peace a*", 7, "two letters"),
        ("... war", 1, "between two words"),
        ("war ...", 7, "between two words"),
        ("war ... ... peace", 9, "between two words"),
        ("war ...99 peace", 5, "1 to 20"),
        ("peace|the-talks!", 7, "more than one token"),
    ],
)
def test_a_wrong_pattern_says_where(pattern, column, word):
    with pytest.raises(PatternError, match=word.replace("*", r"\*")) as error:
        Pattern.parse(pattern)
    assert error.value.column == column


def test_where_case_matters_words_and_stems_are_found_as_they_are_written(tmp_path):
    codebook = book(tmp_path, "- any: [US, Pole*, lemma:pull back]\n  case: true\n- us all")
    assert found(codebook, "The US told us that Poles count poles.") == ["US", "Poles"]
    assert found(codebook, "It pulled back. It Pulls back. Pulls Back.") == ["pulled back", "Pulls back"]
    assert found(codebook, "To US ALL.") == ["US ALL"]


# Reading


def test_a_bad_pattern_is_named_with_line_and_column(tmp_path):
    with pytest.raises(CodebookError) as error:
        book(tmp_path, "- truce\n- peace ne*gotiate")
    assert (error.value.line, error.value.column) == (9, 19)
    assert "ne*gotiate" in str(error.value)
    assert error.value.source == "mine.yaml"


@pytest.mark.parametrize("quote", ["'", '"'])
def test_the_column_counts_the_quote_of_a_quoted_pattern(tmp_path, quote):
    with pytest.raises(CodebookError) as error:
        book(tmp_path, f"- {quote}peace ne*gotiate{quote}")
    assert (error.value.line, error.value.column) == (8, 20)


def test_a_bad_pattern_within_a_condition_is_found(tmp_path):
    with pytest.raises(CodebookError, match="more than one token") as error:
        book(tmp_path, "- any: [deal]\n  never_with: [great, good|so-so-!]")
    assert (error.value.line, error.value.column) == (9, 36)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("name: a\ntitle: b\nname: c\ncategories: {}", 3, "stands twice"),
        ("name: a\ntitle: b\nauthor: c\ncategories: {}", 3, "unknown key 'author'"),
        ("name: a\ntitle: b\ncategories: {}", 3, "no category"),
        ("name: a\ncategories: {}", 1, "has no 'title'"),
        ("name: a\ntitle: [b", 2, "not valid YAML"),
        ("name: a\ntitle: b\ncategories:\n  Peace Talks:\n    definition: d", 4, "no category id"),
        ("name: a\ntitle: b\nauthor:\n- c\ncategories: {}", 3, "unknown key 'author'"),
        ("name: a\ntitle: b\ncategories:\n  p:\n    definition: d\n    patterns: {}", 6, "no patterns"),
        ("name: a\ntitle: b\ncategories:\n  p:\n    definition: d\n    patterns:\n      en: []", 7, "no patterns"),
        (
            "name: a\ntitle: b\ncategories:\n  p:\n    definition: d\n    patterns:\n      en: [*x]",
            7,
            "undefined alias",
        ),
        (
            "name: a\ntitle: b\ncategories:\n  p:\n    definition: d\n    patterns:\n      en:\n        - any: []",
            8,
            "'any' is empty",
        ),
        (
            "name: a\ntitle: b\ncategories:\n  p:\n    definition: d\n    patterns: {en: [x]}\n  p:\n    definition: e",
            7,
            r"key 'p' stands twice \(first on line 4\)",
        ),
        ("name: a\ntitle: b\ncategories:\n  p:\n", 4, "should be keys with values"),
        ("name: a\ntitle: b\ncategories:\n  p:\n    definition: d\n    patterns:\n      en:\n", 7, "no patterns"),
        ("name: a\ntitle: b\ncategories: [p]", 3, "should be keys with values"),
        (RULE.replace("[x]", "['*']") + "weight: 1", 8, "would match every word"),
        (RULE.replace("[x]", "[a*]") + "weight: 1", 8, "matches nearly everything"),
        (RULE.replace("[x]", "[x, ['...']]") + "weight: 1", 8, "between two words"),
        ("name: a\n\ttitle: b", 2, "not valid YAML"),
        ("- name: a", 1, "should be keys with values"),
        (RULE + "neverwith: [y]", 9, "unknown key 'neverwith'"),
        (RULE + "voice: loud", 9, "no voice 'loud'"),
        (RULE + "voice: [author, shouted]", 9, "no voice 'shouted'"),
        (RULE + "voice: []", 9, "'voice' is empty"),
        (RULE + "weight: heavy", 9, "no weight"),
        (RULE + "weight: 0", 9, "no weight"),
        (RULE + "weight: [1]", 9, "should be text"),
        (RULE + "case: maybe", 9, "neither true nor false"),
        (RULE + "family: [a]", 9, "unknown key 'family'"),
    ],
)
def test_a_wrong_codebook_is_named_with_its_line(tmp_path, text, line, message):
    with pytest.raises(CodebookError, match=message) as error:
        Codebook.load(write(tmp_path, text))
    assert error.value.line == line
    assert error.value.column is not None
    assert error.value.remedy


def test_a_codebook_that_is_no_text_is_refused(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_bytes(b"name: \xff\xfe")
    with pytest.raises(CodebookError, match="UTF-8"):
        Codebook.load(path)


def test_an_unknown_codebook_names_those_there_are():
    with pytest.raises(MissingInputError, match="war-and-talks"):
        Codebook.load("no-such-codebook")


def test_a_list_meant_by_its_name_may_stand_within_another(tmp_path):
    rules = "- any: [victory]\n  never_with: &sport [match, cup]\n- any: [win]\n  never_with: [*sport, [vote, poll]]"
    codebook = book(tmp_path, rules)
    assert found(codebook, "A victory in sight. A win in sight.") == ["victory", "win"]
    assert found(codebook, "A victory in the cup. A win in the cup. A win in the vote.") == []


def test_a_list_that_contains_itself_is_refused(tmp_path):
    with pytest.raises(CodebookError, match="contains itself"):
        book(tmp_path, "- any: &x [peace, *x]")


def test_a_rule_knows_its_voices_and_weight(tmp_path):
    rules = "- any: [truce]\n  voice: [author, quoted, direct]\n  weight: 2.5\n- peace"
    first, second = book(tmp_path, rules).categories["peace"].rules["en"]
    assert (first.voices, first.weight) == (("author", "direct"), 2.5)
    assert (second.voices, second.weight) == ((), 1.0)


def test_families_group_categories(tmp_path):
    more = "".join(
        f"  {name}:\n    family: {family}\n    definition: d\n    patterns: {{en: [x]}}\n"
        for name, family in (("truce", "talks"), ("siege", "war"), ("offer", "talks"))
    )
    assert book(tmp_path, "- peace", more).families == {"talks": ["truce", "offer"], "war": ["siege"]}


def test_the_version_changes_with_the_text(tmp_path):
    first, second = book(tmp_path, "- truce").version, book(tmp_path, "- truce*").version
    assert first != second
    assert book(tmp_path, "- truce").version == first


# Matching


def test_the_longest_match_wins_within_a_category(tmp_path):
    codebook = book(tmp_path, "- peace\n- peace talks\n- talks\n- to hold peace talks")
    assert found(codebook, "They agreed to hold peace talks, not peace.") == ["to hold peace talks", "peace"]


def test_categories_share_a_span(tmp_path):
    more = "  war:\n    definition: d\n    patterns:\n      en: [peace talks]\n"
    hits = coded("The peace talks.", book(tmp_path, "- peace", more))
    assert {(hit.category, hit.text) for hit in hits} == {("peace", "peace"), ("war", "peace talks")}


def test_only_with_and_never_with_look_at_the_whole_sentence(tmp_path):
    codebook = book(tmp_path, "- any: [deal]\n  only_with: [talks, peace]\n  never_with: [great deal]")
    assert found(codebook, "After the talks there was a deal.") == ["deal"]
    assert found(codebook, "There was a deal. Then there were talks.") == []
    assert found(codebook, "Peace needs a great deal of patience, and a deal.") == []


def test_patterns_do_not_cross_sentences(tmp_path):
    assert found(book(tmp_path, "- talks ... failed"), "There were talks. They failed.") == []


@pytest.mark.parametrize(
    ("text", "negated"),
    [
        ("There is no sign of peace.", True),
        ("Nobody wants peace.", True),
        ("They don’t want peace.", True),
        ("It was hardly peace.", True),
        ("They want not only peace.", False),
        ("They wanted no war, but peace.", False),
        ("No doubt peace will come.", False),
        ("Nobody in that long and weary winter spoke of peace.", False),
        ("Peace, not war.", False),
        ("There is no hope of a lasting peace.", True),
        ("Neither victory nor peace.", True),
        ("They seek neither peace nor victory.", True),
        ("Not peace but war.", True),
        ("Not war but peace.", False),
        ("They left without peace.", True),
        ("They left, not without peace.", False),
        ("They failed to make peace.", True),
        ("They never failed to make peace.", False),
        ("The minister ruled out peace.", True),
        ("The minister has not ruled out peace.", False),
        ("A peace was ruled out.", True),
        ("A peace was not ruled out.", False),
        ("A peace cannot be ruled out.", False),
        ("They chose war rather than peace.", True),
        ("It isn’t only peace.", False),
        ("Nothing but peace.", False),
        ("Whether or not peace comes.", False),
    ],
)
def test_negation(tmp_path, text, negated):
    hits = coded(text, book(tmp_path, "- peace"))
    assert [hit.negated for hit in hits] == [negated]


def test_not_the_outcome_but_the_process():
    hits = coded("What counts is not the outcome, but the peace process.", war_and_talks())
    assert {(hit.category, hit.negated) for hit in hits} == {("outcome", True), ("process", False)}


# The engine and the plain matcher

SMALL = """
name: small
title: Small
categories:
  talks:
    definition: d
    patterns:
      en:
        - talk*
        - peace talk*
        - lemma:fail ...3 talks|war
        - talks ... fail* ...2 peace
        - any: [peace, war|мир]
          only_with: [no, Об’єднані]
          never_with: [the war, ёж*]
        - any: [US, Pea*]
          case: true
  war:
    definition: d
    patterns:
      en:
        - the war
        - war
        - a
        - the ... war
        - мир*
        - 𝐏𝐞
        - any: [talks, "don't"]
          never_with: [peace ... peace]
"""
PIECES = st.sampled_from(
    [
        *(
            "peace",
            "Peace",
            "talks",
            "Talk",
            "failed",
            "fails",
            "war",
            "the",
            "a",
            "US",
            "us",
            "don’t",
            "not",
            "no",
            "nor",
        ),
        *(
            "without",
            "never",
            "hardly",
            "ruled out",
            "was ruled out",
            "failed to",
            "lack of",
            "only",
            "doubt",
            "but",
            "hope",
        ),
        *("мир", "Миру", "Об’єднані", "ёжик", "𝐏𝐞", "𝄞", "ж\u0301", "’s", "U.S.", "“", "”", '"', ",", ";", "(", ")"),
        *(". ", ".", "? ", "! ", "\n", "\n\n", "… ", " – "),
    ]
)
MIXED = st.lists(PIECES, max_size=60).map(" ".join) | st.lists(PIECES, max_size=40).map("".join) | st.text()


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    return Codebook.load(write(tmp_path_factory.mktemp("books"), SMALL))


@settings(max_examples=300)
@given(MIXED)
def test_the_engine_finds_what_the_plain_matcher_finds(small, text):
    assert [tuple(hit[1:8]) for hit in coded(text, small)] == reference.hits(text, small)


def test_the_engine_finds_what_the_plain_matcher_finds_in_real_texts():
    corpus = dc.read("two-columns")
    table = code(corpus, war_and_talks(), voices=False).hits
    for document in corpus.documents.itertuples():
        text = "".join(document.text[a:b].ljust(b - a) for a, b in corpus.body(document.document))
        plain = dc.read(pd.DataFrame({"document": ["a"], "text": [text]}), language="en", clean=False)
        hits = code(plain, war_and_talks(), voices=False).hits
        assert [tuple(hit[1:8]) for hit in hits.itertuples(index=False)] == reference.hits(text, war_and_talks())
    assert len(table) > 100


@given(MIXED)
def test_a_hit_is_the_text_between_its_offsets(text):
    hits = coded(text, war_and_talks())
    assert all(text[hit.start : hit.end] == hit.text for hit in hits)
    assert [hit.sentence for hit in hits] == sorted(hit.sentence for hit in hits)


@given(st.lists(st.sampled_from(["peace", "talks", "the", "no", "war", "hope", "Peace", ","]), min_size=1, max_size=30))
def test_matches_of_a_category_never_overlap(words):
    taken: dict[str, int] = {}
    for hit in coded(" ".join(words), war_and_talks()):
        assert hit.start >= taken.get(hit.category, 0)
        taken[hit.category] = hit.end


def test_an_edited_category_alone_is_matched_anew(tmp_path):
    more = "  war:\n    definition: d\n    patterns:\n      en: [war]\n"
    corpus = dc.read(pd.DataFrame({"text": ["War and peace and a truce."]}), language="en")
    for rules, expected in (
        ("- peace", ["War", "peace"]),
        ("- truce", ["War", "truce"]),
        ("- peace", ["War", "peace"]),
    ):
        assert code(corpus, book(tmp_path, rules, more), voices=False).hits["text"].tolist() == expected
    assert len(encode(corpus).kept["matches"]) == 3


@pytest.mark.slow
def test_fifty_thousand_patterns_work(tmp_path):
    patterns = "\n".join(f"- w{number} x{number % 7}*" for number in range(50_000))
    codebook = book(tmp_path, patterns)
    assert found(codebook, "Then w41 x6y and w49999 x5.") == ["w41 x6y", "w49999 x5"]


def test_a_rule_counts_in_its_voices_only(tmp_path):
    more = "  war:\n    definition: d\n    patterns:\n      en: [war]\n"
    codebook = book(tmp_path, "- any: [peace]\n  voice: author\n- any: [truce]\n  voice: quoted", more)
    text = "Peace and a truce and war. “Peace and a truce,” the minister said."
    corpus = dc.read(pd.DataFrame({"text": [text]}), language="en")
    hits = code(corpus, codebook).hits
    assert hits[["text", "voice"]].values.tolist() == [["Peace", "author"], ["war", "author"], ["truce", "direct"]]
    with pytest.raises(ColumnError, match="coded without voices"):
        code(corpus, codebook, voices=False)


def test_check_looks_at_voices_where_a_rule_does(tmp_path):
    more = "    examples:\n      en: ['“Peace,” the minister said.', Peace.]\n"
    table = book(tmp_path, "- any: [peace]\n  voice: quoted", more).check()
    assert table["text"].tolist() == ["Peace."]


def test_weights_count_in_rates_and_scales_and_not_in_shares(tmp_path):
    more = (
        "  war:\n    definition: d\n    patterns:\n      en: [war]\n"
        "scales:\n  mood:\n    definition: d\n    plus: [peace]\n    minus: [war]\n"
    )
    codebook = book(tmp_path, "- any: [peace]\n  weight: 3\n- truce", more)
    corpus = dc.read(pd.DataFrame({"text": ["Peace and a truce and war."] * 6}), language="en")
    coding = code(corpus, codebook, voices=False)
    assert coding.counts().loc[:, "peace"].tolist() == [4] * 6
    assert coding.scale()["value"].tolist() == [pytest.approx(3 / 5)]
    assert coding.share()["value"].tolist() == [1, 1]


def test_an_explanation_names_rule_condition_denial_and_voice(tmp_path):
    codebook = book(tmp_path, "- any: [peace]\n  only_with: [talk*, truce]\n  never_with: [sport]\n  weight: 2")
    text = "They talked, and there was no sign of peace <now>. “Talks bring peace,” said Minister Ada Hale."
    coding = code(dc.read(pd.DataFrame({"document": ["a"], "text": [text]}), language="en"), codebook)
    explained = coding.explain("a")
    first, second = explained.table.itertuples()
    assert (first.conditions, first.negated_by) == (
        "with 'talk*'; without any of 1 patterns that exclude it",
        "no sign of",
    )
    assert (second.negated_by, second.voice, second.speaker) == ("", "direct", "Ada Hale")
    assert "negated by 'no sign of'" in str(explained)
    assert "counts 2 times" in str(explained)
    page = explained._repr_html_()
    assert "<mark>peace</mark> &lt;now&gt;" in page
    with pytest.raises(MissingInputError):
        coding.explain("b")


def test_check_says_what_is_wrong_with_an_example(tmp_path):
    more = (
        "    examples:\n      en: [A war., No peace., Peace now.]\n"
        "    counter_examples:\n      en: [The peace of the grave., No peace.]\n"
    )
    table = book(tmp_path, "- peace", more).check()
    assert table[["kind", "text", "problem"]].values.tolist() == [
        ["example", "A war.", "not coded"],
        ["example", "No peace.", "coded as negated only"],
        ["counter-example", "The peace of the grave.", "coded by 'peace'"],
    ]


# The shipped codebook


@pytest.mark.parametrize("name", shipped())
def test_the_examples_of_a_shipped_codebook_hold(name):
    assert Codebook.load(name).check().to_dict("records") == []


@pytest.mark.parametrize(
    "category",
    [
        pytest.param(category, id=f"{name}-{category.id}")
        for name in shipped()
        for category in Codebook.load(name).categories.values()
    ],
)
def test_a_category_is_defined_cited_and_illustrated(category):
    assert category.definition
    assert category.include
    assert category.exclude
    assert len(category.label) <= 24
    assert len(set(category.examples["en"])) >= 5
    assert len(set(category.counter_examples["en"])) >= 4


def test_every_source_is_in_the_references():
    codebook = Codebook.load("war-and-talks")
    listed = {
        (name, year)
        for reference in codebook.references
        for year in regex.findall(r"\((\d{4})\)", reference)[:1]
        for name in regex.findall(r"[\p{L}-]{3,}", reference.split("(")[0])
    }
    for category in codebook.categories.values():
        cited = regex.findall(r"(\p{Lu}[\p{L}-]+)(?: and (?:\p{Lu}[\p{L}-]+))? (\d{4})", category.source)
        assert cited, category.id
        assert set(cited) <= listed, category.id

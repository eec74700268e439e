"""What a lens may be given for a corpus, and several codebooks at once."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import (
    CodebookError,
    ColumnError,
    ContrastError,
    DateError,
    LanguageError,
    MissingInputError,
    TopicModelError,
)
from discourse.inference import periods_of
from discourse.inference.periods import check_gaps

VERBS = {
    "code": lambda corpus: dc.code(corpus, "certainty", voices=False).hits,
    "voices": dc.voices,
    "statements": lambda corpus: dc.statements(corpus).table,
    "sentences": dc.sentences,
    "terms": lambda corpus: pd.DataFrame(dc.terms(corpus)[1]),
    "stated_echoes": dc.stated_echoes,
    "collocations": lambda corpus: dc.collocations(corpus, "talks", minimum=3),
    "concordance": lambda corpus: dc.concordance(corpus, "peace").lines,
    "explore": lambda corpus: pd.DataFrame(dc.explore(corpus, "peace").lines),
    "topics": lambda corpus: dc.topics(corpus, 3, engine="nmf", unit="paragraph").documents,
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_lens_takes_what_can_be_read(verb):
    look = VERBS[verb]
    pd.testing.assert_frame_equal(look("two-columns"), look(dc.read("two-columns")))
    with pytest.raises(MissingInputError, match="a corpus is needed"):
        look(["some text"])
    with pytest.raises(MissingInputError, match="no such file"):
        look("no-such-corpus")


def test_a_table_of_texts_can_be_coded():
    texts = pd.DataFrame({"text": ["The talks failed, and nobody knows whether they will resume this year."]})
    assert "document" in dc.code(texts, "war-and-talks").hits


def test_several_codebooks_find_what_each_of_them_finds():
    corpus = dc.read("two-columns")
    names = ["war-and-talks", "certainty"]
    both = dc.code(corpus, names)
    each = [dc.code(corpus, name) for name in names]
    assert len(both.hits) == sum(len(one.hits) for one in each)
    shared = set(each[0].codebook.categories) & set(each[1].codebook.categories)
    for name, one in zip(names, each, strict=True):
        for category in one.codebook.categories:
            own = f"{name}.{category}" if category in shared else category
            found = both.hits[both.hits["category"] == own].drop(columns="category").reset_index(drop=True)
            there = one.hits[one.hits["category"] == category].drop(columns="category").reset_index(drop=True)
            pd.testing.assert_frame_equal(found, there)
            assert (both.codebook.labels[own] == one.codebook.labels[category]) == (category not in shared)
    assert both.codebook.version == dc.code(corpus, names, voices=False).codebook.version
    assert set(both.share()["category"]) == set(both.codebook.categories)


def test_categories_with_one_name_are_told_apart_by_their_codebook(tmp_path):
    text = (
        "name: {0}\ntitle: {0}\ndescription: d\ncategories:\n  hope:\n    label: Hope\n    definition: d\n"
        "    patterns: {{en: [{1}]}}\n    examples: {{en: [There is {1}.]}}\n"
        "  fear:\n    label: Fear\n    definition: d\n    patterns: {{en: [fear]}}\n"
        "    examples: {{en: [I fear it.]}}\n"
        "scales:\n  mood: {{label: Mood, definition: d, plus: [hope], minus: [fear]}}\n"
    )
    paths = []
    for name, word in (("one", "hope"), ("other", "trust")):
        paths.append(tmp_path / f"{name}.yaml")
        paths[-1].write_text(text.format(name, word))
    coding = dc.code(pd.DataFrame({"text": ["There is hope, and there is trust among the many envoys."]}), paths)
    assert coding.hits[["category", "text"]].to_numpy().tolist() == [["one.hope", "hope"], ["other.hope", "trust"]]
    assert list(coding.codebook.scales) == ["one.mood", "other.mood"]
    assert coding.codebook.scales["other.mood"].plus == ("other.hope",)


def test_codebooks_that_cannot_be_joined():
    corpus = dc.read("two-columns")
    with pytest.raises(CodebookError, match="given twice"):
        dc.code(corpus, ["certainty", "certainty"])
    with pytest.raises(CodebookError, match="no codebook"):
        dc.code(corpus, [])
    with pytest.raises(MissingInputError, match="a codebook is needed"):
        dc.code(corpus, 3)


def test_each_of_several_codebooks_must_know_the_language(tmp_path):
    path = tmp_path / "ours.yaml"
    path.write_text(
        "name: ours\ntitle: Ours\ndescription: d\ncategories:\n  hope:\n    label: Hope\n    definition: d\n"
        "    patterns: {uk: [надія]}\n    examples: {uk: [Є надія.]}\n"
    )
    with pytest.raises(LanguageError, match="ours"):
        dc.code("two-columns", ["certainty", path])


def test_options_of_the_wrong_kind_are_named():
    corpus = dc.read("two-columns")
    for window in ("x", 1.5, True, -1):
        with pytest.raises(ColumnError, match="window"):
            dc.concordance(corpus, "peace", window=window)
    some = corpus.where(outlet=corpus.documents["outlet"].iloc[0])
    with pytest.raises(ContrastError, match="parts of it"):
        dc.word_shift(corpus, some, "war-and-talks")


@pytest.mark.parametrize("option", [{"max_iterations": 1.5}, {"max_iterations": True}, {"tolerance": "small"}])
def test_when_a_topic_model_stops_is_a_number(option):
    with pytest.raises(TopicModelError, match=next(iter(option))):
        dc.topics.stm.fit(np.eye(4, dtype=int) + 1, 2, **option)


def test_a_trend_of_nothing_but_gaps_is_refused():
    text = "The envoys hope that the talks will resume, and nobody knows whether they will."
    few = pd.DataFrame({"text": [f"{text} {n}." for n in range(3)], "date": ["1978-01-03", "1990-05-01", "2025-06-30"]})
    coding = dc.code(dc.read(few, language="en"), "war-and-talks", voices=False)
    with pytest.raises(DateError, match="17,346 days"):
        coding.trend("day")
    assert len(coding.trend("month")) == 570 * len(coding.codebook.categories)
    check_gaps(periods_of(pd.Series(pd.date_range("1978-01-03", "2025-06-30", freq="5D")), "day"))

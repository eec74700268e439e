"""The workshop: from a pattern that is tried to a codebook whose examples run."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import CodebookError, MissingInputError
from discourse.framing.workshop import Workshop


@pytest.fixture
def corpus():
    texts = [
        "There is a glimmer of hope for the talks. The market saw a glimmer of hope.",
        "No glimmer of hope is left for the truce. A ray of hope broke through.",
    ]
    return dc.read(pd.DataFrame({"document": ["a", "b"], "text": texts}), language="en")


def test_a_pattern_is_tried_judged_kept_and_saved_with_its_examples(corpus, tmp_path):
    bench = Workshop(corpus, "war-and-talks", "spark", definition="Hope is said to be small.")
    shown = bench.try_patterns({"any": ["glimmer|ray of hope"], "never_with": ["market"]})
    assert shown["text"].tolist() == ["There is a glimmer of hope for the talks.", "A ray of hope broke through."]
    assert bench.summary().startswith(
        "2 hits in 2 sentences of 2 documents, 1 more negated; 2 of the sentences are new"
    )
    shown = bench.try_patterns("glimmer|ray of hope")
    wrong = shown.loc[shown["text"].str.contains("market"), "number"].item()
    bench.accept(*[number for number in shown["number"] if number != wrong])
    bench.reject(wrong)
    value, low, high = bench.precision()
    assert value == pytest.approx(2 / 3)
    assert low < value < high
    bench.try_patterns({"any": ["glimmer|ray of hope"], "never_with": ["market"]})
    bench.keep()
    assert bench.check().empty
    saved = bench.save(tmp_path / "mine.yaml")
    spark = saved.categories["spark"]
    assert len(spark.examples["en"]) == 2
    assert spark.counter_examples["en"] == ("The market saw a glimmer of hope.",)
    # The other categories code as they did.
    before, after = (dc.code(corpus, book, voices=False).hits for book in ("war-and-talks", saved))
    assert after[after["category"] != "spark"].reset_index(drop=True).equals(before)


def test_what_the_category_has_already_is_said(corpus):
    bench = Workshop(corpus, "war-and-talks", "hope")
    assert bench.try_patterns("glimmer of hope")["already"].any()


def test_mistakes_at_the_bench_are_named(corpus, tmp_path):
    with pytest.raises(CodebookError, match="has no category 'spark'"):
        Workshop(corpus, "war-and-talks", "spark")
    with pytest.raises(MissingInputError):
        Workshop(corpus, "no-such-codebook", "hope")
    bench = Workshop(corpus, "war-and-talks", "hope")
    with pytest.raises(CodebookError, match="would match"):
        bench.try_patterns("*")
    bench.try_patterns("glimmer")
    with pytest.raises(CodebookError, match="no sentence is shown under 9"):
        bench.accept(9)
    from discourse.framing.codebook import SHIPPED

    with pytest.raises(CodebookError, match="not overwritten"):
        bench.save(SHIPPED / "war-and-talks.yaml")

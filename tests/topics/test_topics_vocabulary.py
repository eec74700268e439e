"""What is counted: units, lemmas, phrases, protected words, and what is left out."""

from __future__ import annotations

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import discourse as dc
from discourse.errors import LanguageError, TopicModelError
from discourse.topics.units import units_of
from discourse.topics.vocabulary import count, recount
from discourse.topics.wording import Wording


def of_texts(texts):
    return dc.read(pd.DataFrame({"text": texts}), language="en")


def names(text, **options):
    terms = Wording(**options).read(of_texts([text]))
    return [terms.names[number] for number in terms.ids]


def test_words_of_grammar_go_and_lemmas_stay():
    assert names("They were negotiating with the envoys, who said no.") == ["negotiate", "envoy"]
    assert names("They were negotiating with the envoys.", words="word") == ["negotiating", "envoys"]


def test_protected_words_and_phrases_are_kept_whatever_class_they_are():
    text = "There must be no peace without the rule of law."
    assert names(text, keep=("must", "no", "rule of law")) == ["must", "no", "peace", "rule of law"]
    assert names(text, drop=("peace",)) == ["rule", "law"]


def test_a_country_in_capitals_is_no_pronoun():
    assert names("The US sent us envoys.") == ["US", "send", "envoy"]


@given(st.lists(st.text(alphabet=st.sampled_from("ab.’'- \nUSéπ—5"), max_size=60), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_terms_point_into_the_texts_in_order_and_never_overlap(texts):
    corpus = of_texts([f"Ferry. {text}" for text in texts])
    terms = Wording(keep=("us", "a b")).read(corpus)
    for document, text in enumerate(corpus.documents["text"]):
        own = terms.within(document, 0, len(text))
        spans = list(zip(terms.start[own].tolist(), terms.end[own].tolist(), strict=True))
        assert spans
        assert all(text[a:b] == text[a:b].strip() != "" for a, b in spans)
        assert all(left[1] <= right[0] for left, right in pairwise(spans))
        # What stands right behind another has nothing but blanks before it.
        for place in range(own.start + 1, own.stop):
            between = text[terms.end[place - 1] : terms.start[place]]
            assert not terms.follows[place] or not between.strip()


def test_phrases_reach_over_no_punctuation_and_are_called_as_they_are_written():
    words = "envoy ferry quay anchor tractor barley silo grain meadow orchard trawler convoy".split()
    corpus = of_texts([f"The United States and the {word} met. In Peking, states rose." for word in words])
    counts = count(corpus, min_documents=2, max_share=1.0)
    assert counts.matrix[:, [counts.vocabulary.index("united states")]].sum() == 12
    assert not any("peking" in term and " " in term for term in counts.vocabulary)


def test_three_words_that_stand_together_are_one_phrase():
    corpus = of_texts([f"Near New South Wales the {w} burned. A south wind in Wales is new." for w in "abcdefghijkl"])
    assert "new south wales" in count(corpus, max_share=1).vocabulary


def test_bounds_are_stated_and_what_they_cost_is_counted(corpus):
    counts = count(corpus, min_documents=2, max_share=0.6)
    stated = counts.stated
    assert stated["terms"] == len(counts.vocabulary) == counts.matrix.shape[1]
    assert stated["words_counted"] == counts.matrix.sum() == counts.units["words"].sum()
    everything = count(corpus, min_documents=1, max_share=1.0)
    assert len(everything.vocabulary) == stated["terms"] + stated["too_rare"] + stated["too_common"]


def test_rare_words_are_kept_when_they_are_protected():
    corpus = of_texts(["Ferry, quay and rigging."] * 5 + ["Ferry and the zeppelin."])
    options = {"min_documents": 2, "max_share": 1.0, "phrases": False}
    assert "zeppelin" not in count(corpus, **options).vocabulary
    assert "zeppelin" in count(corpus, keep=["Zeppelin"], **options).vocabulary


def test_a_word_must_be_in_several_documents_not_in_several_paragraphs_of_one():
    corpus = of_texts(["Zeppelin.\n\nZeppelin.\n\nZeppelin and ferry.", *["Ferry.\n\nQuay."] * 4])
    assert "zeppelin" not in count(corpus, unit="paragraph", max_share=1.0, phrases=False).vocabulary


def test_units_cover_the_body_only():
    corpus = dc.read("two-columns")
    for unit in ("document", "paragraph", "sentences"):
        units = units_of(corpus, unit, 2)
        assert set(units["document"]) == set(corpus.documents["document"])
        for row in units.itertuples():
            body = corpus.body(row.document)
            assert all(any(a <= s and e <= b for a, b in body) for s, e in row.parts)
    with pytest.raises(TopicModelError, match="document, paragraph, sentences"):
        units_of(corpus, "chapter")


def test_counting_again_gives_the_same_counts(corpus):
    counts = count(corpus, unit="paragraph")
    again = recount(corpus, counts.units, counts.wording, counts.vocabulary)
    assert (again != counts.matrix).nnz == 0


def test_what_leaves_no_term_or_makes_no_sense_is_an_error(corpus):
    for options, problem in (
        ({"min_documents": 99}, "no term is in 99 documents"),
        ({"keep": "ferry"}, "give a list"),
        ({"words": "stem"}, "lemma, word"),
        ({"max_share": 0}, "max_share"),
    ):
        with pytest.raises(TopicModelError, match=problem):
            count(corpus, **options)


def test_a_language_without_word_lists_is_an_error_that_names_the_lens():
    corpus = dc.read(pd.DataFrame({"text": ["Les négociations continuent."] * 5}), language="fr")
    with pytest.raises(LanguageError, match="the topic model does not know"):
        count(corpus)

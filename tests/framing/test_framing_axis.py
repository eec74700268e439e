"""Frame axes: bias and intensity between two poles, and refusals where they would mean nothing."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import MissingInputError, VectorError


@pytest.fixture
def vectors():
    """Two dimensions: war and peace; `river` lies across."""
    from gensim.models import KeyedVectors

    space = KeyedVectors(2)
    space.add_vectors(
        ["war", "peace", "battle", "treaty", "river"],
        np.array([[1, 0], [0, 1], [0.9, 0.1], [0.1, 0.9], [0.7, 0.7]], dtype=np.float32),
    )
    return space


@pytest.fixture
def corpus():
    texts = ["The battle and the war."] * 6 + ["A treaty, a peace, a treaty."] * 6 + ["The river, the river."] * 6
    table = pd.DataFrame({"text": texts, "outlet": ["A"] * 6 + ["B"] * 6 + ["C"] * 6})
    return dc.read(table, language="en")


def test_bias_says_on_which_side_and_intensity_how_far(corpus, vectors):
    table = dc.frame_axis(corpus, "war", "peace", vectors=vectors, by="outlet").set_index(["axis", "group"])
    bias, intensity = table.loc["bias", "value"], table.loc["intensity", "value"]
    assert bias["A"] < -0.6 < bias["C"] < 0.6 < bias["B"]
    assert bias["C"] == pytest.approx(0, abs=1e-6)
    assert intensity["A"] > 5 * intensity["C"]
    assert table.loc[("bias", "B"), "n_units"] == 18  # articles do not count


def test_the_other_way_round_the_sign_changes_and_nothing_else(corpus, vectors):
    there, back = (
        dc.frame_axis(corpus, *poles, vectors=vectors)["value"] for poles in (("war", "peace"), ("peace", "war"))
    )
    assert there[0] == pytest.approx(-back[0])
    assert there[1] == pytest.approx(back[1])


def test_vectors_can_come_from_a_file(corpus, vectors, tmp_path):
    vectors.save_word2vec_format(tmp_path / "own.txt")
    pd.testing.assert_frame_equal(
        dc.frame_axis(corpus, "war", "peace", vectors=tmp_path / "own.txt"),
        dc.frame_axis(corpus, "war", "peace", vectors=vectors),
        check_exact=False,
    )


def test_a_small_corpus_is_refused_with_the_reason(corpus):
    with pytest.raises(VectorError, match="words are too few to train word vectors on; 200,000 are needed"):
        dc.frame_axis(corpus, "war", "peace")


def test_vectors_that_came_out_parallel_are_refused(monkeypatch):
    from discourse.framing import vectors

    monkeypatch.setattr(vectors, "LEAST_WORDS", 1000)
    with pytest.raises(VectorError, match="nearly parallel"):
        vectors.train(dc.read("lee"))


def test_a_pole_without_a_vector_and_a_file_that_is_none_are_named(corpus, vectors, tmp_path):
    with pytest.raises(VectorError, match="no vector for 'truce'"):
        dc.frame_axis(corpus, ["war", "truce"], "peace", vectors=vectors)
    with pytest.raises(MissingInputError, match="there are no vectors"):
        dc.frame_axis(corpus, "war", "peace", vectors=tmp_path / "none.txt")
    (tmp_path / "bad.txt").write_text("this is prose, not vectors\n", encoding="utf-8")
    with pytest.raises(VectorError, match=r"bad.txt: not word2vec"):
        dc.frame_axis(corpus, "war", "peace", vectors=tmp_path / "bad.txt")

"""The measures on plain counts: worked by hand, beside other libraries, and on input that is none."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import sparse, stats

from discourse import contrast
from discourse.errors import CountsError


def test_keyness_of_a_two_by_two_table_is_that_of_scipy():
    table = contrast.keyness([30, 970], [10, 1990])
    both = np.array([[30, 10], [970, 1990]])
    expected = [stats.chi2_contingency(both, correction=False, lambda_=kind)[0] for kind in ("log-likelihood", None)]
    assert table.loc[0, ["g2", "chi2"]].tolist() == pytest.approx(expected)
    assert table.loc[0, "p_value"] == pytest.approx(stats.chi2.sf(expected[0], 1))
    assert table.loc[0, "log_ratio"] == pytest.approx(np.log2(6))
    assert table.loc[0, "percent_diff"] == pytest.approx(500)
    assert table.loc[0, "per_thousand_target"] == pytest.approx(30)
    assert (table.loc[1, ["g2", "chi2", "log_ratio"]] < 0).all()  # rarer in the target


def test_log_odds_by_hand():
    """Monroe, Colaresi & Quinn, equations 15 and 22, with a background of 8 and 2 words that weighs as 5."""
    table = contrast.keyness([6, 4], [2, 8], prior=[8, 2], prior_size=5)
    delta = np.log(10 / 5) - np.log(6 / 9)
    assert table.loc[0, "log_odds"] == pytest.approx(delta)
    assert table.loc[0, "z"] == pytest.approx(delta / np.sqrt(1 / 10 + 1 / 6))


def test_a_word_of_one_odd_document_makes_no_keyword():
    rng = np.random.default_rng(1)
    target = np.column_stack([rng.poisson(2, 30), np.zeros(30, int), np.full(30, 200)])
    target[4, 1] = 60  # sixty times in one text
    reference = np.column_stack([rng.poisson(0.5, 30), rng.poisson(0.1, 30), np.full(30, 200)])
    table = contrast.keyness(target, reference, features=["spread", "odd", "rest"]).set_index("feature")
    assert table.loc["odd", "g2"] > table.loc["spread", "g2"]
    assert table.loc["odd", "low"] < 0 < table.loc["spread", "low"]
    assert table.loc["odd", "dp_target"] > 0.9
    assert table.loc["spread", "dp_target"] < 0.5
    assert table.loc["odd", "documents_target"] == 1


def test_intervals_cover_the_truth_about_as_often_as_they_say():
    rng = np.random.default_rng(5)
    truth, covered = np.log2(2), 0
    for seed in range(120):
        rates = rng.gamma(2, 1, (2, 40))  # documents differ
        sides = [
            np.column_stack([rng.poisson(rate * level), np.full(40, 300)])
            for rate, level in zip(rates, (4, 2), strict=True)
        ]
        row = contrast.keyness(*sides, resamples=200, seed=seed).loc[0]
        covered += row["low"] <= truth + 0.02 and row["high"] >= truth - 0.02
    assert 0.85 <= covered / 120 <= 0.99


def test_the_same_seed_gives_the_same_intervals_and_no_resamples_none():
    rng = np.random.default_rng(2)
    sides = [rng.poisson(2, (20, 50)) for _ in range(2)]
    first, again = (contrast.keyness(*sides, seed=3, resamples=100) for _ in range(2))
    pd.testing.assert_frame_equal(first, again)
    assert contrast.keyness(*sides, resamples=0)["low"].isna().all()
    weighted = contrast.keyness(*(side * 0.5 for side in sides), seed=3, resamples=100)
    assert weighted["log_ratio"].tolist() == pytest.approx(first["log_ratio"].tolist())


def test_sparse_frames_series_and_mappings_say_the_same():
    target, reference = np.array([[3, 1, 0], [0, 2, 4]]), np.array([[1, 1, 1], [2, 0, 0]])
    names = ["a", "b", "c"]
    dense = contrast.keyness(target, reference, features=names)
    frames = contrast.keyness(
        pd.DataFrame(target, columns=names), pd.DataFrame(reference[:, ::-1], columns=names[::-1])
    )
    pd.testing.assert_frame_equal(dense, frames)
    pd.testing.assert_frame_equal(dense, contrast.keyness(sparse.csr_array(target), reference, features=names))
    totals = contrast.keyness({"a": 3, "b": 3, "c": 4}, pd.Series({"a": 3, "b": 1, "c": 1}))
    assert totals["g2"].tolist() == dense["g2"].tolist()
    assert totals["documents_target"].isna().all()
    one_sided = contrast.keyness({"a": 1, "b": 5}, {"b": 4, "c": 2}).set_index("feature")
    assert one_sided["n_reference"].to_dict() == {"a": 0, "b": 4, "c": 2}
    assert one_sided.loc["a", "percent_diff"] == np.inf


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=2, max_size=8))
@settings(max_examples=60, deadline=None)
def test_swapping_the_groups_turns_every_sign(pairs):
    a, b = np.array(pairs).T
    if not a.sum() or not b.sum():
        return
    there, back = contrast.keyness(a, b), contrast.keyness(b, a)
    for column in ("g2", "chi2", "log_ratio", "log_odds"):
        one, other = there[column].to_numpy(float), -back[column].to_numpy(float)
        seen = (a + b > 0) & ~np.isnan(one)
        assert np.allclose(np.abs(one[seen]), np.abs(other[seen]), atol=1e-9)
    assert (there["q_value"] >= there["p_value"] - 1e-12).all()


def test_dispersion_is_gries_example():
    """Gries (2008): five parts of unequal size, a word 1, 2, 3, 4 and 5 times in them."""
    sizes, word = np.array([9, 10, 10, 10, 11]), np.array([1, 2, 3, 4, 5])
    by_hand = np.abs(word / word.sum() - sizes / sizes.sum()).sum() / 2
    found = contrast.dispersion(np.column_stack([word, sizes - word]))
    assert found[0] == pytest.approx(by_hand)
    assert np.isnan(contrast.dispersion([[0, 1], [0, 1]])[0])


def test_association_is_nltks():
    from nltk.metrics import BigramAssocMeasures as Nltk

    rows = [(20, 40, 50, 10_000), (3, 5, 400, 900), (1, 30, 30, 1000)]
    ours = contrast.association(*(np.array(column) for column in zip(*rows, strict=True)))
    for number, (n11, n1, n2, n) in enumerate(rows):
        theirs = {
            "ll": Nltk.likelihood_ratio(n11, (n1, n2), n),
            "mi": Nltk.pmi(n11, (n1, n2), n),
            "t": Nltk.student_t(n11, (n1, n2), n),
            "chi2": Nltk.chi_sq(n11, (n1, n2), n),
            "log_dice": 14 + np.log2(Nltk.dice(n11, (n1, n2), n)),
        }
        for name, value in theirs.items():
            assert abs(ours.loc[number, name]) == pytest.approx(abs(value), rel=1e-6), name
    assert ours.loc[0, "mi3"] == pytest.approx(ours.loc[0, "mi"] + 2 * np.log2(20))


def test_collocations_count_neighbours_and_never_reach_over_a_break():
    ids = np.array([0, 1, 2, -1, 0, 1, -1, 1, 0, 1, 2])
    table = contrast.collocations(ids, minimum=1, vocabulary=["peace", "talks", "fail"]).set_index("collocation")
    assert table["n"].to_dict() == {"peace talks": 3, "talks fail": 2, "talks peace": 1}
    # Of 6 pairs, 3 begin with peace and 3 end with talks.
    by_hand = contrast.association([3], [3], [3], 6)
    assert table.loc["peace talks", ["ll", "mi"]].tolist() == by_hand[["ll", "mi"]].iloc[0].tolist()
    three = contrast.collocations(ids, size=3, minimum=1, vocabulary=["peace", "talks", "fail"])
    assert dict(zip(three["collocation"], three["n"], strict=True)) == {"peace talks fail": 2, "talks peace talks": 1}


@given(st.lists(st.integers(-1, 4), min_size=1, max_size=60), st.sampled_from([2, 3]))
@settings(max_examples=80, deadline=None)
def test_contingency_tables_are_those_of_counting_one_by_one(ids, size):
    ids = np.array(ids)
    grams = [tuple(ids[i : i + size]) for i in range(len(ids) - size + 1) if (ids[i : i + size] >= 0).all()]
    table = contrast.collocations(ids, size=size, minimum=1)
    assert sorted(table["collocation"]) == sorted({" ".join(map(str, gram)) for gram in grams})
    for row in table.itertuples(index=False):
        gram = tuple(map(int, row.collocation.split(" ")))
        cells = np.zeros([2] * size)
        for other in grams:
            cells[tuple(int(a == b) for a, b in zip(gram, other, strict=True))] += 1
        by_hand = contrast.interaction(cells[None])
        assert row.n == grams.count(gram)
        assert (row.z, row[2]) == pytest.approx(tuple(by_hand.loc[0, ["z", "lambda"]]))


def test_collocates_of_a_node_in_a_window():
    texts = [["peace", "talks", "may", "fail"], ["no", "peace", "no", "talks"], ["war", "may", "come"]]
    table = contrast.collocates(texts, "peace", window=1, minimum=1).set_index("collocate")
    assert table["n"].to_dict() == {"talks": 1, "no": 2}
    assert table.loc["no", "log_dice"] == pytest.approx(14 + np.log2(2 * 2 / (2 + 2)))
    with pytest.raises(CountsError, match="node does not occur"):
        contrast.collocates(texts, "treaty")


@given(st.lists(st.integers(-1, 3), min_size=1, max_size=50), st.integers(1, 6))
@settings(max_examples=80, deadline=None)
def test_windows_hold_what_is_near_and_in_the_same_stretch(ids, window):
    ids = np.array(ids)
    if not (ids == 0).any():
        return
    near = set()
    for place in np.flatnonzero(ids == 0):
        for step in (-1, 1):
            for other in range(place + step, place + step * (window + 1), step):
                if not 0 <= other < len(ids) or ids[other] < 0:
                    break
                near.add(other)
    counts = np.bincount([ids[place] for place in near if ids[place] != 0], minlength=4)
    table = contrast.collocates(ids, 0, window=window, minimum=1)
    assert {int(row.collocate): row.n for row in table.itertuples()} == {i: n for i, n in enumerate(counts) if n}


def test_word_shift_adds_up_to_the_difference():
    target, reference = {"hope": 6, "fear": 4, "the": 90}, {"hope": 3, "fear": 7, "war": 10}
    shares = contrast.word_shift(target, reference)
    assert shares["contribution"].sum() == pytest.approx(0)
    entropy = contrast.word_shift(target, reference, kind="entropy")
    bits = [stats.entropy(list(side.values()), base=2) for side in (target, reference)]
    assert entropy["contribution"].sum() == pytest.approx(bits[0] - bits[1])
    scores = {"hope": 2.0, "fear": -1.0, "war": -2.0}
    scored = contrast.word_shift(target, reference, scores=scores)
    means = [(6 * 2 - 4) / 10, (3 * 2 - 7 - 2 * 10) / 20]
    assert scored["contribution"].sum() == pytest.approx(means[0] - means[1])
    assert "the" not in set(scored["feature"])
    assert scored["contribution"].abs().is_monotonic_decreasing


def test_word_shift_of_documents_has_intervals_around_its_values():
    rng = np.random.default_rng(0)
    sides = [rng.poisson(rates, (25, 3)) for rates in ([4, 1, 20], [1, 1, 20])]
    for options in ({}, {"kind": "entropy"}, {"scores": [1.0, -1.0, 0.0]}):
        table = contrast.word_shift(*sides, resamples=200, **options)
        assert (table["low"] <= table["contribution"]).all()
        assert (table["contribution"] <= table["high"]).all()


FULL = [[3, 1], [2, 5]]


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: contrast.keyness([1, -1], [1, 1]), "below 0"),
        (lambda: contrast.keyness([1, np.nan], [1, 1]), "no number"),
        (lambda: contrast.keyness(["a", "b"], [1, 1]), "not a table of numbers"),
        (lambda: contrast.keyness([0, 0], [1, 1]), "nothing is counted in the target"),
        (lambda: contrast.keyness([1, 1], [0, 0]), "nothing is counted in the reference"),
        (lambda: contrast.keyness([1, 1, 1], [1, 1]), "3 features and the reference 2"),
        (lambda: contrast.keyness({"a": 1, "b": 2}, [1, 2]), "only one of target and reference says"),
        (lambda: contrast.keyness([], []), "empty"),
        (lambda: contrast.keyness(FULL, FULL, features=["a", "a"]), "twice"),
        (lambda: contrast.keyness(FULL, FULL, features=["a"]), "2 columns, but 1 features"),
        (lambda: contrast.association([5], [3], [9], 100), "more frequent than its words"),
        (lambda: contrast.interaction([[1, 2], [3, 4]]), "n-grams × 2 × 2"),
        (lambda: contrast.collocations(np.array([0, 7]), vocabulary=["a"]), "vocabulary has 1 words"),
        (lambda: contrast.collocations([["a"]], size=4), "2 or 3 words"),
        (lambda: contrast.word_shift(FULL, FULL, kind="score"), "does not fit"),
        (lambda: contrast.word_shift(FULL, FULL, scores=[1.0]), "not a number for each"),
        (lambda: contrast.word_shift(FULL, FULL, scores={"x": 1.0}), "no feature has a score"),
        (lambda: contrast.wordscores(FULL, [1, 1]), "two reference texts with distinct scores"),
        (lambda: contrast.wordscores(FULL, [1, None]), "two reference texts with distinct scores"),
        (lambda: contrast.wordscores(FULL, [1]), "1 scores for 2 texts"),
        (lambda: contrast.wordscores([[1, 0, 0], [0, 1, 0], [0, 0, 3]], [-1, 1, None]), "no word of the reference"),
        (lambda: contrast.wordscores([[1, 0], [0, 1], [0, 0]], [-1, 1, None]), "has no words"),
        (lambda: contrast.wordscores(FULL, {"Hale": 1, 0: -1}), "a score is given for 'Hale', but no text"),
        (lambda: contrast.wordfish([[1, 2, 0], [2, 1, 0]]), "feature 2 has no counts"),
        (lambda: contrast.wordfish([[1, 2], [0, 0]]), "document 1 has no counts"),
        (lambda: contrast.wordfish([[1, 2], [2, 4]]), "cannot be told apart"),
        (lambda: contrast.wordfish(FULL, direction=(0, 0)), "not two of 2 documents"),
        (lambda: contrast.wordfish(FULL, direction=(0, 5)), "not two of 2 documents"),
        (lambda: contrast.wordfish(FULL, direction="left"), "not two rows"),
    ],
)
def test_what_cannot_be_computed_is_a_named_error(call, message):
    with pytest.raises(CountsError, match=message):
        call()


def test_the_same_group_twice_differs_in_nothing():
    table = contrast.keyness(FULL, FULL, resamples=50, minimum=1, epsilon=0)
    assert (table[["g2", "chi2", "log_ratio", "log_odds", "percent_diff"]] == 0).all(axis=None)
    assert (table["low"] <= 0).all()
    assert (table["high"] >= 0).all()


def test_wordscores_of_virgin_texts_alone_and_without_a_spread():
    counts = [[8, 2, 0], [0, 2, 8], [4, 4, 2], [2, 4, 4]]
    scores = [-1, 1, None, None]
    virgin = contrast.wordscores(counts, scores, rescale="virgin").documents
    assert virgin["lbg"][2:].std() == pytest.approx(np.std([-1, 1], ddof=1))
    assert contrast.wordscores(counts[:3], scores[:3], rescale="virgin").documents["lbg"].isna().all()
    with pytest.raises(CountsError, match="'all' or 'virgin'"):
        contrast.wordscores(counts, scores, rescale="none")


def test_wordfish_finds_the_positions_that_made_the_counts():
    rng = np.random.default_rng(3)
    theta = np.linspace(-1.5, 1.5, 12)
    beta, psi = rng.normal(0, 0.8, 300), rng.normal(1, 1, 300)
    counts = rng.poisson(np.exp(psi + np.outer(theta, beta)))
    counts = counts[:, counts.sum(axis=0) > 0]
    found = contrast.wordfish(counts, direction=(0, 11)).documents
    assert np.corrcoef(found["theta"], theta)[0, 1] > 0.999
    assert found["theta"].mean() == pytest.approx(0, abs=1e-9)
    assert found["theta"].std() == pytest.approx(1)
    truth = (theta - theta.mean()) / theta.std(ddof=1)
    assert ((found["low"] <= truth) & (truth <= found["high"])).sum() >= 9
    flipped = contrast.wordfish(counts, direction=(11, 0)).documents
    assert flipped["theta"].tolist() == pytest.approx((-found["theta"]).tolist())


def test_scores_by_name_are_those_in_order():
    counts = pd.DataFrame([[8, 2, 0], [4, 4, 2], [0, 2, 8]], index=["left", "virgin", "right"])
    ordered = contrast.wordscores(counts, [-1, None, 1]).documents
    for scores in ({"right": 1, "left": -1}, pd.Series({"right": 1, "left": -1}), pd.Series([-1, None, 1])):
        pd.testing.assert_frame_equal(contrast.wordscores(counts, scores).documents, ordered)


def test_every_sparse_form_is_read():
    plain = contrast.keyness(FULL, FULL, resamples=0)
    for form in ("csr", "csc", "coo", "lil", "dok"):
        counts = sparse.csr_array(FULL).asformat(form)
        pd.testing.assert_frame_equal(contrast.keyness(counts, counts, resamples=0), plain)

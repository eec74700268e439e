"""The same numbers as quanteda 4.3.1, quanteda.textstats 0.97.3 and quanteda.textmodels 0.9.10 on the same input."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
import regex

import discourse as dc
from discourse import contrast
from discourse.framing.importing import convert


@pytest.fixture(scope="module")
def folder(shared_reference):
    return shared_reference / "inaugural"


def read(path):
    return pd.read_csv(path, keep_default_na=False)


def test_keyness_equals_quanteda_on_the_same_counts(folder):
    g2, chi2 = read(folder / "keyness_lr_nocorrection.csv"), read(folder / "keyness_chi2_nocorrection.csv")
    counts = [g2[side].to_numpy(float) for side in ("n_target", "n_reference")]
    ours = contrast.keyness(*counts, features=g2["feature"])
    assert np.abs(ours["chi2"] - chi2.set_index("feature")["chi2"].reindex(ours["feature"]).to_numpy()).max() < 1e-6
    # quanteda adds 1e-9 to each ratio before its logarithm, which adds 2e-9 for every word of the corpus to each G2.
    assert np.abs(ours["g2"] - g2["G2"]).max() < 1e-6
    exact = contrast.keyness(*counts, features=g2["feature"], epsilon=0)
    assert np.abs(exact["g2"].abs() - g2["G2"].abs()).max() == pytest.approx(2e-9 * sum(map(sum, counts)), rel=1e-3)
    significant = g2["p"] > 1e-12
    assert np.abs(ours["p_value"] - g2["p"])[significant].max() < 1e-9


def quanteda_words(text):
    """The words of a text as quanteda splits it: Unicode's word boundaries, words joined over a dash."""
    cuts = [match.start() for match in regex.finditer(r"(?wV1)\b", text)]
    spans: list[tuple[int, int]] = []
    for a, b in pairwise(cuts):
        for match in regex.finditer(r"\S+", text[a:b]):
            at = (a + match.start(), a + match.end())
            joined = (
                len(spans) > 1
                and text[slice(*spans[-1])] in "-—–"
                and spans[-2][1] == spans[-1][0]
                and spans[-1][1] == at[0]
                and text[spans[-2][1] - 1].isalnum()
                and text[at[0]].isalnum()
            )
            if joined:
                spans[-2:] = [(spans[-2][0], at[1])]
            else:
                spans.append(at)
    return [word for a, b in spans if regex.search(r"[\p{L}\p{N}\p{S}]", word := text[a:b].lower())]


def test_lambda_and_z_equal_quanteda_on_the_same_words(folder, inaugural):
    theirs = read(folder / "collocations_size2_min10.csv").set_index("collocation")
    documents = [quanteda_words(text) for text in inaugural.documents["text"]]
    ours = contrast.collocations(documents, minimum=10).set_index("collocation")
    both = ours.join(theirs.add_suffix("_theirs"), how="inner")
    assert len(both) == len(theirs)
    same = both["n"] == both["count_theirs"]
    # Its threads lose a count now and then: 17 pairs are one or two short, which shifts the margins of their words.
    assert (~same).sum() <= 17
    exact = (both["lambda"] - both["lambda_theirs"]).abs() < 1e-6
    assert exact.sum() > 550
    assert (both["z"] - both["z_theirs"]).abs()[exact].max() < 1e-6
    assert (both["lambda"] - both["lambda_theirs"]).abs().max() < 0.3
    untouched = {word for pair in both.index[~same] for word in pair.split(" ")}
    free = [untouched.isdisjoint(pair.split(" ")) for pair in both.index]
    assert exact[free].mean() > 0.85  # pairs below the minimum, which are not listed, lose counts as well


@pytest.mark.parametrize(("word", "extra"), [("peace", []), ("war", ["war's"])])
def test_the_concordance_has_every_line_of_quanteda_with_the_same_context(folder, inaugural, word, extra):
    def squeezed(table, *columns):
        rows = table[list(columns)].itertuples(index=False)
        return Counter(tuple("".join(str(cell).split()).lower() for cell in row) for row in rows)

    theirs = squeezed(read(folder / f"kwic_{word}.csv"), "docname", "pre", "keyword", "post")
    lines = dc.concordance(inaugural, word, window=5).lines
    ours = squeezed(lines, "document", "left", "keyword", "right")
    assert sum(theirs.values()) == {"peace": 258, "war": 181}[word]
    assert not theirs - ours
    # A clitic is a token of its own here, so that war is found in war's.
    assert [keyword + right[:2] for _, _, keyword, right in (ours - theirs).elements()] == extra


def test_headings_are_found_too_but_not_counted(shared_reference):
    table = pd.read_csv(shared_reference / "inaugural" / "inaugural.csv").rename(columns={"id": "document"})
    found = dc.concordance(dc.read(table, date="year"), "peace", window=5)
    assert len(found) == 258
    assert found.lines["part"].value_counts().to_dict() == {"body": 257, "title": 1}
    assert found.counts.sum() == 257
    assert "1 outside the body" in found.note


def test_word_counts_are_quantedas_but_for_dashes_and_signs(folder, inaugural):
    theirs = read(folder / "tokens_counts.csv").set_index("doc")["ntoken_nopunct"].astype(int)
    apart = inaugural.words.reindex(theirs.index) - theirs
    assert abs(apart.sum()) / theirs.sum() < 0.001
    # Dollar signs and broken characters are words there; words on either side of a dash without blanks are one word.
    assert apart[apart != 0].to_dict() == {
        "1821-Monroe": -2,
        "1901-McKinley": -1,
        "1909-Taft": -1,
        "2005-Bush": -15,
        "2013-Obama": 13,
        "2017-Trump": 2,
        "2021-Biden": 15,
    }


def test_dictionary_counts_are_quantedas_but_for_clitics(folder, inaugural, tmp_path):
    text, left_out = convert(folder / "dictionary.yml")
    assert len(left_out) == 1  # war*like, which finds nothing in these texts
    (tmp_path / "dictionary.yaml").write_text(text, encoding="utf-8")
    hits = dc.code(inaugural, tmp_path / "dictionary.yaml", voices=False).hits
    theirs = read(folder / "tokens_lookup_counts.csv").set_index("id").astype(int)
    texts = inaugural.documents.set_index("document")["text"]
    clitic = [texts[row.document][row.end :][:2].lower() in ("'s", "’s") for row in hits.itertuples()]
    ours = pd.crosstab(hits["document"], hits["category"]).reindex(index=theirs.index, columns=theirs.columns)
    assert (ours.fillna(0) - theirs).sum().to_dict() == {
        **dict.fromkeys(theirs.columns, 0),
        **{"war": 1, "unity": 2, "god": 15, "hope": 2},
    }
    # There god's is a word that only a stem with a star finds; and the words of together—together are one.
    own = hits[~np.array(clitic) | hits["pattern"].str.endswith("*")]
    ours = pd.crosstab(own["document"], own["category"]).reindex(index=theirs.index, columns=theirs.columns)
    apart = (ours.fillna(0) - theirs).stack()
    assert apart[apart != 0].to_dict() == {("2021-Biden", "unity"): 2}


def test_wordscores_equal_quanteda_with_right_standard_errors(shared_reference):
    folder = shared_reference / "lbg"
    counts = pd.read_csv(folder / "dfm.csv", index_col=0)
    found = contrast.wordscores(counts, [-1.5, -0.75, 0, 0.75, 1.5, None])
    theirs = read(folder / "wordscores_lbg_predictions.csv").query("newdata == 'all'")
    for theirs_name, name in (("none", "raw"), ("lbg", "lbg"), ("mv", "mv")):
        part = theirs[theirs["rescaling"] == theirs_name].astype(
            {"fit": float, "se": float, "lwr": float, "upr": float}
        )
        for column, ours in (("fit", name), ("lwr", f"{name}_low"), ("upr", f"{name}_high")):
            assert np.abs(found.documents[ours].to_numpy() - part[column].to_numpy()).max() < 1e-9
        # Their LBG standard errors are shifted; those that their own intervals stand on are right.
        right = (part["upr"] - part["lwr"]) / 2 / 1.959963984540054 if name == "lbg" else part["se"]
        assert np.abs(found.documents[f"{name}_se"].to_numpy() - right.to_numpy()).max() < 1e-9
    words = read(folder / "wordscores_lbg_wordscores.csv")
    assert np.abs(found.features["score"] - words["wordscore"].astype(float)).max() < 1e-9


def test_wordfish_equals_quanteda(shared_reference):
    folder = shared_reference / "lbg"
    found = contrast.wordfish(pd.read_csv(folder / "dfm.csv", index_col=0), direction=(0, 4))
    documents, features = (read(folder / f"wordfish_lbg_dir1_5_{part}.csv") for part in ("docs", "features"))
    assert found.documents["document"].tolist() == documents["doc"].tolist()
    for ours, theirs in (("theta", "theta"), ("se", "se_theta"), ("alpha", "alpha")):
        assert np.abs(found.documents[ours] - documents[theirs]).max() < 1e-6
    for name in ("beta", "psi"):
        assert np.abs(found.features[name] - features[name]).max() < 1e-6

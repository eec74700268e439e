"""Models on disk, and the same model from the same texts."""

from __future__ import annotations

import hashlib
import json
import os
import pickle
import subprocess
import sys

import numpy as np
import pandas as pd
import pytest

import discourse as dc
from discourse.errors import MissingInputError, TopicModelError, UnreadableFileError
from discourse.topics import TopicModel


@pytest.fixture(params=["stm", "lda", "nmf", "seeded"])
def any_model(request, corpus, codebook):
    options = {"codebook": codebook} if request.param == "seeded" else {}
    return dc.topics(corpus, 3, engine=request.param, unit="paragraph", **options)


def digest(folder):
    return hashlib.sha256(b"".join(path.read_bytes() for path in sorted(folder.iterdir()))).hexdigest()


def test_a_model_read_back_says_the_same(any_model, corpus, tmp_path):
    any_model.save(tmp_path / "model")
    again = TopicModel.load(tmp_path / "model", corpus)
    assert str(again) == str(any_model)
    pd.testing.assert_frame_equal(again.units, any_model.units)
    pd.testing.assert_frame_equal(again.shares("outlet", "year"), any_model.shares("outlet", "year"))
    pd.testing.assert_frame_equal(again.passages(1), any_model.passages(1))
    pd.testing.assert_frame_equal(again.predict(corpus), any_model.predict(corpus))
    pd.testing.assert_frame_equal(again.effects("~ outlet").table, any_model.effects("~ outlet").table)
    again.save(tmp_path / "again")
    assert digest(tmp_path / "again") == digest(tmp_path / "model")


def test_saving_again_replaces_a_model_and_nothing_else(model, tmp_path):
    model.save(tmp_path / "model")
    model.save(tmp_path / "model")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["model"]
    assert sorted(path.name for path in (tmp_path / "model").iterdir()) == ["arrays.npz", "model.json"]
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(TopicModelError, match="is no topic model"):
        model.save(tmp_path / "mine")
    assert (tmp_path / "mine" / "notes.txt").read_text() == "mine"
    with pytest.raises(MissingInputError, match="no such folder"):
        model.save(tmp_path / "nowhere" / "model")


def test_a_model_without_its_texts_shows_no_passages_but_still_predicts(model, corpus, tmp_path):
    model.save(tmp_path / "model")
    alone = TopicModel.load(tmp_path / "model")
    with pytest.raises(TopicModelError, match="without texts"):
        alone.passages(1)
    assert alone.predict(corpus).shape == (60, 4)
    with pytest.raises(TopicModelError, match="fitted to another corpus"):
        TopicModel.load(tmp_path / "model", corpus.where(outlet="Post"))


def test_damaged_and_newer_models_are_named(model, tmp_path):
    folder = model.save(tmp_path / "model")
    with pytest.raises(MissingInputError, match="no topic model"):
        TopicModel.load(tmp_path / "elsewhere")
    about, arrays = folder / "model.json", folder / "arrays.npz"
    whole, raw = about.read_text(encoding="utf-8"), arrays.read_bytes()
    arrays.write_bytes(raw[:-20])
    with pytest.raises(UnreadableFileError, match="checksum"):
        TopicModel.load(folder)
    arrays.write_bytes(raw)
    about.write_text(whole[:200], encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="is damaged"):
        TopicModel.load(folder)
    known = json.loads(whole)
    about.write_text(json.dumps({**known, "format": 99}), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="format 99"):
        TopicModel.load(folder)
    del known["vocabulary"]
    about.write_text(json.dumps(known), encoding="utf-8")
    with pytest.raises(UnreadableFileError, match="is damaged"):
        TopicModel.load(folder)


def test_no_pickle_is_ever_read(model, tmp_path):
    folder = model.save(tmp_path / "model")
    with np.load(folder / "arrays.npz", allow_pickle=False) as arrays:
        assert all(array.dtype != object for array in arrays.values())
    evil = {"theta": np.array([{}], dtype=object)}
    np.savez(folder / "arrays.npz", **evil)
    about = json.loads((folder / "model.json").read_text(encoding="utf-8"))
    about["sha256"] = hashlib.sha256((folder / "arrays.npz").read_bytes()).hexdigest()
    (folder / "model.json").write_text(json.dumps(about), encoding="utf-8")
    assert pickle.dumps(evil)  # it can be pickled, and is refused all the same
    with pytest.raises(UnreadableFileError, match="is damaged"):
        TopicModel.load(folder)


SCRIPT = """
import hashlib, sys, discourse as dc
corpus = dc.read(sys.argv[1], language="en")
digest = hashlib.sha256()
kinds = {"stm": {"prevalence": "~ outlet"}, "lda": {}, "nmf": {}, "seeded": {"codebook": sys.argv[2]}}
for engine, options in kinds.items():
    model = dc.topics(corpus, 3, engine=engine, seed=4, **options)
    digest.update(str(model).encode() + model.fit.theta.tobytes() + model.fit.beta.tobytes())
found = dc.compare_topics(corpus, [2, 3], [0, 1], engine="lda")
digest.update(found.table.to_csv().encode())
print(digest.hexdigest())
"""


def test_two_processes_with_other_hashes_and_threads_agree_to_the_bit(table, codebook_file, tmp_path):
    table.to_csv(tmp_path / "texts.csv", index=False)
    answers = []
    for hash_seed, threads in (("1", "1"), ("77", "2")):
        names = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "NUMBA_NUM_THREADS")
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed, **dict.fromkeys(names, threads)}
        command = [sys.executable, "-c", SCRIPT, str(tmp_path / "texts.csv"), str(codebook_file)]
        answer = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert answer.returncode == 0, answer.stderr
        answers.append(answer.stdout)
    assert answers[0] == answers[1]


def test_another_seed_is_another_start_for_gensim(corpus):
    one, other = (dc.topics(corpus, 3, engine="lda", seed=seed).fit.theta for seed in (0, 1))
    assert not np.array_equal(one, other)

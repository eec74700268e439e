"""How many topics, and which of them can be trusted: models of several sizes, each fitted several times."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.errors import TopicModelError
from discourse.progress import progress
from discourse.topics.coherence import MEASURES, TOP, coherence, texts_of
from discourse.topics.comparison import Comparison
from discourse.topics.engines import ENGINES, fit_engine, infer
from discourse.topics.fitting import check_k, model_of
from discourse.topics.matching import documents_stay, match, stability, words_stay
from discourse.topics.quality import exclusivity, residual_dispersion
from discourse.topics.stm.checks import dependent_columns
from discourse.topics.structural import design_of
from discourse.topics.vocabulary import Counts, count

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.topics.model import TopicModel

SHARE = 0.8  # of the documents that a refit sees
LEAST_DOCUMENTS = 10
_FLOOR = 1e-12  # of a probability: factorisation leaves words without any topic


def compare_topics(
    corpus: Corpus,
    ks: Sequence[int],
    seeds: Sequence[int] = (0, 1, 2),
    *,
    prevalence: str | None = None,
    engine: str = "stm",
    **options,
) -> Comparison:
    """Fit models with several numbers of topics, and look which numbers and which topics hold.

    For each k one model is fitted to all documents, which is the one to be used, and one more per seed to a random
    four fifths of them (whole documents, so that no unit of a document seen is left out). The spectral start of the
    structural model takes no random numbers, so that fitting it twice to the same texts would prove nothing; other
    texts of the same kind are what a topic has to survive. gensim's engines get the seed as well.

    - **Held-out likelihood**, by document completion: of each unit not seen, half of the words say what topics
      it has, the other half are predicted; mean log-likelihood per word (Wallach et al. 2009). Only words that
      the refit has seen count.
    - **Coherence** (C_v, NPMI; gensim), **exclusivity** (Bischof & Airoldi 2012) and **residual dispersion** (Taddy
      2012; 1 means that k topics suffice) of the model of all documents.
    - **Stability**: the topics of each refit are matched to the model's one to one; the share of the 20 top words
      that stay, and of the units that stay with the topic. A topic of which less than half stays does not survive,
      and is called unstable in every table and figure.
    - Topics of each k are matched to those of the next.

    Parameters
    ----------
    corpus : Corpus
    ks : sequence of int
        Numbers of topics to try.
    seeds : sequence of int
        One refit each.
    prevalence, engine, **options
        As for `discourse.topics`; not the seeded engine.

    Returns
    -------
    Comparison

    Raises
    ------
    TopicModelError
        No k or no seed is given, a k is impossible, or there are fewer than ten documents.

    Examples
    --------
    >>> import discourse as dc
    >>> found = compare_topics(dc.read("two-columns"), [3, 5], [0], engine="nmf", unit="paragraph")
    >>> found.table["k"].tolist()
    [3, 5]
    """
    corpus = as_corpus(corpus)
    ks, seeds = sorted({*ks}), list(dict.fromkeys(seeds))
    if not ks or not seeds:
        raise TopicModelError("nothing to compare", remedy="give numbers of topics, ks=[5, 10], and seeds=[0, 1, 2]")
    if engine not in ENGINES or engine == "seeded":
        raise TopicModelError(f"models of engine {engine!r} are not compared", remedy="use stm, lda or nmf")
    if prevalence is not None and engine != "stm":
        raise TopicModelError(f"the engine {engine!r} takes no prevalence formula", remedy='use engine="stm"')
    counts = count(corpus, **options)
    for k in ks:
        check_k(counts, k)
    documents = pd.factorize(counts.units.loc[counts.kept, "document"])[0]
    if documents.max() + 1 < LEAST_DOCUMENTS:
        raise TopicModelError(
            f"{documents.max() + 1} documents are too few to leave some out", remedy="it takes ten or more"
        )
    matrix = counts.matrix[counts.kept]
    design = None if prevalence is None else design_of(prevalence, corpus.documents, counts).matrix
    samples = [_sample(documents, seed) for seed in seeds]
    models, refits = {}, []
    for k in progress(ks, "comparing numbers of topics", unit="model"):
        fit = fit_engine(engine, matrix, counts.vocabulary, k, seed=seeds[0], design=design)
        model = model_of(corpus, counts, fit, engine, seeds[0], prevalence=prevalence)
        kept = [_refit(model, matrix, seen, seed, design) for seed, seen in zip(seeds, samples, strict=True)]
        model.stability = stability(np.array([one["words"] for one in kept]), np.array([one["units"] for one in kept]))
        models[k] = model
        refits += [{"k": k, "seed": seed, **one} for seed, one in zip(seeds, kept, strict=True)]
    return Comparison(
        models=models,
        table=_table(corpus, counts, models, refits),
        refits=pd.DataFrame(refits).drop(columns=["words", "units"]),
        across=_across(models),
        seeds=seeds,
    )


def _sample(documents: np.ndarray, seed: int) -> np.ndarray:
    """Which units a refit sees: those of four fifths of the documents."""
    n = documents.max() + 1
    drawn = np.random.default_rng([seed, 1]).permutation(n)[: int(np.ceil(SHARE * n))]
    return np.isin(documents, drawn)


def _refit(model: TopicModel, matrix, seen: np.ndarray, seed: int, design) -> dict:
    """Fit to some of the units: what stays of the model's topics, and how well the others are predicted."""
    used = np.flatnonzero(matrix[seen].sum(axis=0) > 0)
    fit = fit_engine(
        model.engine,
        matrix[seen][:, used],
        [model.vocabulary[place] for place in used],
        model.k,
        seed=seed,
        design=None if design is None else _independent(design[seen]),
    )
    beta = np.zeros((model.k, matrix.shape[1]))
    beta[:, used] = fit.beta
    pairs = match(model.fit.beta, beta)
    half, other = _halves(matrix[~seen][:, used], seed)
    inside = (half.sum(axis=1) > 0) & (other.sum(axis=1) > 0)
    likely = infer(model.engine, fit, half[inside], seed) @ fit.beta
    rest = other[inside].tocoo()
    score = np.log(np.maximum(likely[rest.row, rest.col], _FLOOR))
    return {
        "held_out": float((rest.data * score).sum() / rest.data.sum()),
        "held_out_words": int(rest.data.sum()),
        "converged": fit.stated.get("converged"),
        "words": words_stay(model.fit.beta, beta, pairs),
        "units": documents_stay(model.fit.theta[seen], fit.theta, pairs),
    }


def _independent(design: np.ndarray) -> np.ndarray:
    """A design without the columns that have nothing of their own in these units, such as a group not drawn."""
    return np.delete(design, dependent_columns(design), axis=1)


def _halves(matrix, seed: int):
    """Each count split in two by a fair coin per word."""
    half = matrix.tocsr(copy=True)
    half.data = np.random.default_rng([seed, 2]).binomial(half.data.astype(int), 0.5).astype(float)
    half.eliminate_zeros()
    return half, matrix - half


def _table(corpus: Corpus, counts: Counts, models: dict[int, TopicModel], refits: list[dict]) -> pd.DataFrame:
    """One row per k; the coherence of all topics of all models is computed in one go."""
    texts = texts_of(corpus, counts)
    tops = [words for model in models.values() for words in model.top("prob", TOP)]
    owner = np.repeat(list(models), [model.k for model in models.values()])
    scores = {name: coherence(texts, tops, name) for name in MEASURES}
    rows = []
    for k, model in models.items():
        held = np.array([one["held_out"] for one in refits if one["k"] == k])
        kept = model.stability
        rows.append(
            {
                "k": k,
                "held_out": held.mean(),
                "held_out_se": held.std(ddof=1) / np.sqrt(len(held)) if len(held) > 1 else np.nan,
                **{name: float(np.nanmean(values[owner == k])) for name, values in scores.items()},
                "exclusivity": float(exclusivity(np.maximum(model.fit.beta, _FLOOR), TOP).mean()),
                "dispersion": _dispersion(model),
                "words_stay": kept["words_stay"].mean(),
                "documents_stay": kept["documents_stay"].mean(),
                "survive": int(kept["survives"].sum()),
                "converged": model.fit.stated.get("converged"),
            }
        )
    return pd.DataFrame(rows)


def _dispersion(model: TopicModel) -> float:
    """Residual dispersion; a factorisation has no variance to compare with."""
    if model.engine == "nmf":
        return np.nan
    return residual_dispersion(model.fit.theta, model.fit.beta, model.counts.matrix[model.counts.kept])[0]


def _across(models: dict[int, TopicModel]) -> pd.DataFrame:
    """Each topic of each k, and the topic that it is among those of the next larger k."""
    ks, rows = list(models), []
    for small, large in pairwise(ks):
        one, other = models[small], models[large]
        pairs = match(one.fit.beta, other.fit.beta)
        words = words_stay(one.fit.beta, other.fit.beta, pairs)
        units = documents_stay(one.fit.theta, other.fit.theta, pairs)
        rows += [
            (small, large, one.names[topic], other.names[pair], words[topic], units[topic])
            for topic, pair in enumerate(pairs)
        ]
    return pd.DataFrame(rows, columns=["k", "next_k", "topic", "next_topic", "words_stay", "documents_stay"])

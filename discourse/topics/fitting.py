"""From a corpus to a fitted topic model."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.corpus.stored import StoredCorpus, place_to_work
from discourse.corpus.stored.results import FOLDER
from discourse.errors import TopicModelError
from discourse.topics.engines import ENGINES, fit_engine
from discourse.topics.fitted import Fit
from discourse.topics.gensim_engines import fit_lda
from discourse.topics.model import TopicModel
from discourse.topics.structural import design_of
from discourse.topics.vocabulary import Counts, count

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from dask.distributed import Client

    from discourse.corpus import Corpus
    from discourse.framing import Codebook


def topics(
    corpus: Corpus,
    k: int,
    prevalence: str | None = None,
    engine: str = "stm",
    seed: int = 0,
    *,
    unit: str = "document",
    window: int = 3,
    words: str = "lemma",
    phrases: bool = True,
    min_documents: int = 3,
    max_share: float = 0.5,
    keep: Sequence[str] = (),
    drop: Sequence[str] = (),
    codebook: str | Path | Codebook | None = None,
    categories: Sequence[str] | None = None,
    executor: Executor | int | None = None,
    client: Client | None = None,
) -> TopicModel:
    """Fit a topic model to a corpus.

    Parameters
    ----------
    corpus : Corpus
    k : int
        Topics; with ``engine="seeded"`` the free ones, beside one per category.
    prevalence : str, optional
        What the shares of topics may depend on, as ``"~ outlet + s(date)"``: columns of the documents, ``date``
        and ``year`` as numbers of years, factors, ``s()`` for a smooth curve, ``a * b`` for interactions. With
        ``engine="stm"`` only; without it that is the correlated topic model.
    engine : {"stm", "lda", "nmf", "seeded"}
        The structural topic model (Roberts, Stewart & Airoldi 2016) with anchor-word start; gensim's LDA or
        non-negative matrix factorisation; gensim's LDA with a codebook's words as priors.
    seed : int
        Of gensim's random start. The structural model takes no random numbers.
    unit : {"document", "paragraph", "sentences"}
        What counts as one document of the model; paragraphs or windows of sentences suit few long texts.
    window : int
        Sentences per unit with ``unit="sentences"``.
    words, phrases, min_documents, max_share, keep, drop
        How the vocabulary is made; see `discourse.topics.vocabulary.count`.
    codebook : str, Path or Codebook, optional
        With ``engine="seeded"``: where the seed words are from; ``"war-and-talks"`` by default.
    categories : sequence of str, optional
        Which of its categories become topics; all that have seed words in these texts by default.
    executor, client
        Where to work, with ``engine="stm"``: a number of processes or an executor, or the client of a Dask cluster,
        whose workers see the corpus's store.

    Returns
    -------
    TopicModel

    Raises
    ------
    TopicModelError
        No such engine, an option that does not go with it, more topics than units or terms.
    DesignError
        A formula that cannot be used: unknown column, missing values, a constant or collinear covariate.
    LanguageError
        A document is in a language without word lists.

    Examples
    --------
    >>> import discourse as dc
    >>> model = dc.topics(dc.read("two-columns"), k=4, engine="nmf", unit="paragraph")
    >>> model.documents.shape
    (40, 5)
    """
    corpus = as_corpus(corpus)
    if engine not in ENGINES:
        raise TopicModelError(f"there is no engine {engine!r}", remedy=f"use one of {', '.join(ENGINES)}")
    if prevalence is not None and engine != "stm":
        raise TopicModelError(f"the engine {engine!r} takes no prevalence formula", remedy='use engine="stm"')
    if engine != "seeded" and (codebook is not None or categories is not None):
        raise TopicModelError(f"the engine {engine!r} takes no codebook", remedy='use engine="seeded"')
    at = place_to_work(executor, client)
    if at is not None and engine != "stm":
        raise TopicModelError(f"the engine {engine!r} is fitted in one process", remedy='use engine="stm"')
    counts = count(
        corpus,
        unit=unit,
        window=window,
        words=words,
        phrases=phrases,
        min_documents=min_documents,
        max_share=max_share,
        keep=keep,
        drop=drop,
    )
    if engine == "seeded":
        return _seeded(corpus, counts, k, seed, codebook or "war-and-talks", categories)
    check_k(counts, k)
    design = None if prevalence is None else design_of(prevalence, corpus.documents, counts).matrix
    fit = fit_engine(
        engine, counts.matrix[counts.kept], counts.vocabulary, k, seed=seed, design=design, **_where(corpus, at)
    )
    return model_of(corpus, counts, fit, engine, seed, prevalence=prevalence)


def _where(corpus: Corpus, at) -> dict:
    """The place to work, and a folder that all who work there see."""
    if at is None:
        return {}
    if not isinstance(corpus, StoredCorpus):
        return {"executor": at}
    folder = corpus.folder / FOLDER
    folder.mkdir(exist_ok=True)
    return {"executor": at, "folder": folder}


def check_k(counts: Counts, k: int) -> None:
    """That there can be so many topics."""
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 2:
        raise TopicModelError(f"k is {k!r}, not a whole number of topics from 2 up")
    units, terms, what = int(counts.kept.sum()), len(counts.vocabulary), counts.unit
    if k > units:
        without = f" ({len(counts.left_out)} more have no term)" if len(counts.left_out) else ""
        raise TopicModelError(
            f"{k} topics are more than the {units} {what}s with terms{without}",
            remedy="ask for fewer topics, or take smaller units (unit='paragraph')",
        )
    if k > terms:
        raise TopicModelError(
            f"{k} topics are more than the {terms} terms of the vocabulary",
            remedy="ask for fewer topics, or lower min_documents",
        )


def _seeded(
    corpus: Corpus, counts: Counts, k: int, seed: int, codebook: str | Path | Codebook, categories
) -> TopicModel:
    from discourse.topics.seeds import prior, seed_words

    seeds, book = seed_words(corpus, counts, codebook, categories)
    chosen = list(dict.fromkeys(seeds["category"]))
    if isinstance(k, bool) or not isinstance(k, int | np.integer) or k < 1:
        raise TopicModelError(f"k is {k!r}, not a whole number of free topics from 1 up")
    check_k(counts, len(chosen) + k)
    eta = prior(seeds, chosen, counts.vocabulary, k)
    fit = fit_lda(counts.matrix[counts.kept], counts.vocabulary, len(eta), seed=seed, eta=eta)
    told = {name: seeds.loc[seeds["category"] == name, "term"].tolist() for name in chosen}
    fit.stated.update(codebook=book.name, codebook_version=book.version, seed_words=told)
    return model_of(corpus, counts, fit, "seeded", seed, prefixes=[book.labels[name] for name in chosen])


def model_of(corpus: Corpus, counts: Counts, fit: Fit, engine: str, seed: int, **about) -> TopicModel:
    """The model that a fit to counts of a corpus is."""
    metadata: pd.DataFrame = corpus.table(*(name for name in corpus.columns if name != "text"))
    return TopicModel(engine, counts, fit, metadata, corpus=corpus, seed=seed, **about)

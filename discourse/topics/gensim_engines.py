"""Topic models that gensim fits, each as topics × terms and units × topics."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from scipy import sparse

from discourse.errors import TopicModelError
from discourse.topics.fitted import Fit

PASSES = 20  # one pass, gensim's default, is far worse by held-out likelihood
_ITERATIONS = 100
_UPDATES = 8  # of the topics in each pass, at least
_ETA = 0.05
_OFFSET, _DECAY = 16.0, 0.7  # slows the first steps down, or small corpora end in mixed topics (Hoffman et al. 2010)


def fit_lda(
    counts: sparse.csr_array, vocabulary: Sequence[str], k: int, *, seed: int = 0, eta: np.ndarray | None = None
) -> Fit:
    """Latent Dirichlet allocation (Blei, Ng & Jordan 2003) by gensim's LdaModel.

    Online variational Bayes (Hoffman, Blei & Bach 2010), 20 passes, symmetric priors. One worker: gensim's
    LdaMulticore deals chunks to whichever worker is free, so that two runs of it differ.

    Parameters
    ----------
    counts : csr_array, units × terms
        Without empty rows.
    vocabulary : sequence of str
    k : int
    seed : int
    eta : array, topics × terms, optional
        The prior of each term in each topic.
    """
    from gensim.models import LdaModel

    texts = _Bags(counts)
    model = LdaModel(
        num_topics=k,
        id2word=_dictionary(texts, vocabulary),
        passes=PASSES,
        iterations=_ITERATIONS,
        chunksize=int(np.clip(len(texts) // _UPDATES, 32, 2000)),
        eta=_ETA if eta is None else eta,
        offset=_OFFSET,
        decay=_DECAY,
        eval_every=None,
        random_state=seed,
        dtype=np.float64,
    )
    if eta is not None:  # the random start knows nothing of the prior, and the first pass would deal seeds out anyhow
        model.state.sstats += eta
        model.sync_state()
    model.update(texts)
    arrays = {"alpha": model.alpha, "weights": model.expElogbeta}
    stated = {"passes": PASSES, "workers": 1, "iterations": PASSES, "converged": None}
    return Fit(infer_lda(counts, arrays, seed), model.get_topics(), arrays, stated)


def infer_lda(counts: sparse.csr_array, arrays: dict[str, np.ndarray], seed: int = 0) -> np.ndarray:
    """Topic shares of units under topics already fitted (units × topics), by gensim's inference."""
    from gensim.models import LdaModel

    k, terms = arrays["weights"].shape
    model = LdaModel(
        num_topics=k,
        id2word={number: str(number) for number in range(terms)},
        alpha=arrays["alpha"],
        iterations=_ITERATIONS,
        random_state=seed,
        dtype=np.float64,
    )
    model.expElogbeta = arrays["weights"]
    model.random_state = np.random.RandomState(seed)
    gamma, _ = model.inference(_Bags(counts))
    return gamma / gamma.sum(axis=1, keepdims=True)


def fit_nmf(counts: sparse.csr_array, vocabulary: Sequence[str], k: int, *, seed: int = 0) -> Fit:
    """Non-negative matrix factorisation of the counts (Lee & Seung 1999) by gensim's Nmf.

    gensim learns the topics (Zhao & Tan 2016, 20 passes); the shares of a unit are the exact non-negative least
    squares solution under them, scaled to add up to 1.

    Parameters
    ----------
    counts, vocabulary, k, seed
        As for `fit_lda`.
    """
    from gensim.models import Nmf

    texts = _Bags(counts)
    model = Nmf(
        texts,
        k,
        _dictionary(texts, vocabulary),
        passes=PASSES,
        chunksize=int(np.clip(len(texts) // _UPDATES, 32, 2000)),
        eval_every=0,
        random_state=seed,
    )
    beta = model.get_topics()
    total = beta.sum(axis=1)
    if (total <= 0).any() or not np.isfinite(beta).all():
        raise TopicModelError(
            f"factorisation left {int((~(total > 0)).sum())} of {k} topics without a word",
            remedy="ask for fewer topics",
        )
    beta = beta / total[:, None]
    return Fit(infer_nmf(counts, beta), beta, {}, {"passes": PASSES, "iterations": PASSES, "converged": None})


def infer_nmf(counts: sparse.csr_array, beta: np.ndarray) -> np.ndarray:
    """Topic shares of units under topics already fitted (units × topics), by non-negative least squares.

    A unit that no topic explains at all has equal shares.
    """
    from scipy.optimize import nnls

    basis, triangle = np.linalg.qr(beta.T)  # the same minimum in k dimensions instead of the vocabulary's
    shares = np.array([nnls(triangle, row)[0] for row in counts @ basis])
    total = shares.sum(axis=1, keepdims=True)
    return np.divide(shares, total, out=np.full(shares.shape, 1 / len(beta)), where=total > 0)


class _Bags:
    """Units as gensim reads them, a list of (term, count) each, made when it comes to them."""

    def __init__(self, counts: sparse.csr_array):
        self._counts = counts

    def __len__(self) -> int:
        return self._counts.shape[0]

    def __iter__(self) -> Iterator[list[tuple[int, float]]]:
        terms, values = self._counts.indices, self._counts.data
        for a, b in pairwise(self._counts.indptr):
            yield list(zip(terms[a:b].tolist(), values[a:b].tolist(), strict=True))


def _dictionary(texts, vocabulary: Sequence[str]):
    from gensim.corpora import Dictionary

    return Dictionary.from_corpus(texts, dict(enumerate(vocabulary)))

"""The engines behind one call: fit a model, and find its topics in other texts."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from scipy import sparse

from discourse.topics.fitted import Fit
from discourse.topics.gensim_engines import fit_lda, fit_nmf, infer_lda, infer_nmf
from discourse.topics.structural import fit_stm, infer_stm

ENGINES = {
    "stm": "structural topic model",
    "lda": "latent Dirichlet allocation (gensim)",
    "nmf": "non-negative matrix factorisation (gensim)",
    "seeded": "seeded topics (gensim)",
}


def fit_engine(
    engine: str,
    counts: sparse.csr_array,
    vocabulary: Sequence[str],
    k: int,
    *,
    seed: int = 0,
    design: np.ndarray | None = None,
    **where,
) -> Fit:
    """Fit a model (not the seeded one, whose prior is its own affair) to counts without empty rows.

    `where` are `executor` and `folder` of the structural model's `fit`.
    """
    if engine == "stm":
        return fit_stm(counts, k, design, **where)
    return {"lda": fit_lda, "nmf": fit_nmf}[engine](counts, vocabulary, k, seed=seed)


def infer(engine: str, fit: Fit, counts: sparse.csr_array, seed: int = 0) -> np.ndarray:
    """Shares of the topics of a fit in other texts (units × topics); no row of the counts is empty."""
    if engine == "stm":
        return infer_stm(fit, counts)
    if engine == "nmf":
        return infer_nmf(counts, fit.beta)
    return infer_lda(counts, fit.arrays, seed)

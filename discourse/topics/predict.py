"""Topic shares of texts that the topics were not fitted to."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from discourse.topics.engines import infer_lda, infer_nmf

if TYPE_CHECKING:
    from discourse.topics.model import TopicModel


def infer(model: TopicModel, counts: sparse.csr_array) -> np.ndarray:
    """Shares of each topic in each row of counts (units × topics), by the way of the engine; no row is empty."""
    if model.engine == "stm":
        from discourse.topics.structural import infer_stm

        return infer_stm(model.fit, counts)
    if model.engine == "nmf":
        return infer_nmf(counts, model.fit.beta)
    return infer_lda(counts, model.fit.arrays, model.seed)

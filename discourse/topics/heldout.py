"""How well topics foresee words they have not seen: held-out likelihood by document completion."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp

from discourse.errors import TopicModelError


@dataclass(frozen=True)
class HeldOut:
    """Counts with a part of some documents taken out (Wallach et al. 2009).

    Attributes
    ----------
    training : sparse array, documents × len(words)
        What is left; every document and every word still has a count.
    missing : sparse array, documents × len(words)
        What was taken out.
    documents : array of int
        The documents something was taken out of.
    words : array of int
        The columns of the original counts that are left: words that were only in what was taken out are not.
    """

    training: sp.csr_array
    missing: sp.csr_array
    documents: np.ndarray
    words: np.ndarray


def hold_out(counts: sp.csr_array, *, documents: float = 0.1, tokens: float = 0.5, seed: int = 0) -> HeldOut:
    """Take out a share of the tokens of a share of the documents, at random.

    Parameters
    ----------
    counts : sparse array, documents × words
    documents, tokens : float
        Shares: of all documents, and of the tokens in each of them (one at least). Documents with a single distinct
        word are passed over.
    seed : int

    Raises
    ------
    TopicModelError
        When no document is left to take something out of.

    Examples
    --------
    >>> held = hold_out(sp.csr_array(np.full((20, 5), 4)), seed=1)
    >>> len(held.documents), int(held.missing.sum())
    (2, 20)
    """
    counts = sp.csr_array(counts)
    rng = np.random.default_rng(seed)
    chosen = np.sort(rng.choice(counts.shape[0], int(documents * counts.shape[0]), replace=False))
    missing = sp.lil_array(counts.shape, dtype=np.int64)
    touched = []
    for document in chosen:
        part = slice(counts.indptr[document], counts.indptr[document + 1])
        words, n = counts.indices[part], counts.data[part].astype(np.int64)
        if len(words) < 2:
            continue
        taken = rng.multivariate_hypergeometric(n, max(1, int(tokens * n.sum())))
        missing[document, words] = taken
        touched.append(document)
    if not touched:
        raise TopicModelError(
            f"no words can be held out of {documents:g} of {counts.shape[0]} documents",
            remedy="hold out a larger share",
        )
    missing = sp.csr_array(missing)
    training = sp.csr_array(counts - missing)
    training.eliminate_zeros()
    missing.eliminate_zeros()
    words = np.flatnonzero(training.sum(axis=0) > 0)
    return HeldOut(training[:, words], missing[:, words], np.array(touched), words)


def heldout_likelihood(theta: np.ndarray, beta: np.ndarray, held: HeldOut) -> tuple[float, np.ndarray]:
    """The mean log probability of the tokens that were taken out, by the model fitted to the rest.

    Parameters
    ----------
    theta : array, documents × k
    beta : array, k × len(held.words)
    held : HeldOut

    Returns
    -------
    mean : float
        Over documents, each counting once.
    by_document : array
        For `held.documents`; NaN where all that was taken out are words that the training part lost.
    """
    rows = held.missing[held.documents]
    by_document = np.full(len(held.documents), np.nan)
    for place, document in enumerate(held.documents):
        part = slice(rows.indptr[place], rows.indptr[place + 1])
        words, n = rows.indices[part], rows.data[part]
        if n.sum():
            with np.errstate(divide="ignore"):
                by_document[place] = n @ np.log(theta[document] @ beta[:, words]) / n.sum()
    return float(np.nanmean(by_document)), by_document

"""Where the fit starts: topics from anchor words (Arora et al. 2013), with no random number in it.

With Q the words × words matrix of how often two tokens of a document are these two words, its rows divided by their
sums, the words whose rows are farthest from one another are the anchors, one a topic; each other word's row is
approached by a mixture of the anchors' rows, and Bayes' rule turns the mixtures into topics. Q itself (800 MB for
10,000 words) is never made: with the counts scaled, S = diag(n(n − 1))^-½ C over the documents of n ≥ 2 tokens,
Q = S'S − diag(Σ_d C / n(n − 1)), and its products are products with S.
"""

from __future__ import annotations

import numpy as np
import scipy.sparse as sp

from discourse.errors import TopicModelError
from discourse.topics.stm.compiled import compiled, in_blocks

MOST_WORDS = 10_000  # only the most frequent words place the anchors
RETURNED = 0.001  # of each topic goes to the words left out of that, evenly
TIE = 1e-12  # rows whose squared lengths differ by less than this share are equally long; the first word is taken


def spectral_start(counts: sp.csr_array, k: int) -> tuple[np.ndarray, np.ndarray]:
    """Topics to start from, and their anchor words.

    Parameters
    ----------
    counts : sparse array, documents × words
    k : int
        Topics.

    Returns
    -------
    beta : array, k × words
        Rows sum to 1.
    anchors : array of int, k
        The anchor word of each topic, as a column of `counts`.
    """
    frequency = np.asarray(counts.sum(axis=0), float).ravel()
    words = np.arange(counts.shape[1])
    if len(words) > MOST_WORDS:
        words = np.sort(np.argsort(-frequency, kind="stable")[:MOST_WORDS])
    kept = sp.csr_array(counts[:, words], dtype=float)
    tokens = kept.sum(axis=1)
    kept, tokens = kept[tokens >= 2], tokens[tokens >= 2]
    sums = kept.T @ (1 / tokens)  # of the rows of Q
    words, kept, sums = words[sums > 0], kept[:, sums > 0], sums[sums > 0]
    if len(words) < k:
        raise TopicModelError(
            f"only {len(words)} words share a document with another word, which is fewer than {k} topics",
            remedy="ask for fewer topics, or for longer documents",
        )
    rows = _Rows(kept, tokens, sums)
    anchors = _anchors(rows, k)
    beta = np.zeros((k, counts.shape[1]))
    beta[:, words] = _topics(rows, anchors, frequency[words])
    if len(words) < counts.shape[1]:
        beta += RETURNED / counts.shape[1]
        beta /= beta.sum(axis=1, keepdims=True)
    return beta, words[anchors]


class _Rows:
    """Q with its rows divided by their sums, as products."""

    def __init__(self, counts: sp.csr_array, tokens: np.ndarray, sums: np.ndarray):
        pairs = tokens * (tokens - 1)
        self.scaled = sp.csr_array(sp.diags_array(1 / np.sqrt(pairs)) @ counts)
        self.turned = sp.csr_array(self.scaled.T)
        self.diagonal = counts.T @ (1 / pairs)
        self.sums = sums

    def __matmul__(self, right: np.ndarray) -> np.ndarray:
        product = self.turned @ (self.scaled @ right)
        column = (slice(None),) + (None,) * (right.ndim - 1)
        return (product - self.diagonal[column] * right) / self.sums[column]

    def row(self, word: int) -> np.ndarray:
        found = self.turned @ self.scaled[:, [word]].toarray().ravel()
        found[word] -= self.diagonal[word]
        return found / self.sums[word]

    def squared_lengths(self) -> np.ndarray:
        found = np.empty(len(self.sums))
        scaled, turned = self.scaled, self.turned

        def work(first: int, after: int) -> None:
            squared_lengths(
                first,
                after,
                turned.indptr,
                turned.indices,
                turned.data,
                scaled.indptr,
                scaled.indices,
                scaled.data,
                self.diagonal,
                found,
            )

        in_blocks(work, len(found))
        return found / self.sums**2


@compiled
def squared_lengths(first, after, starts, documents, values, row_starts, words, row_values, diagonal, found):
    """Of the rows `first` … `after` − 1 of Q, each of them made, measured and forgotten."""
    row = np.zeros(diagonal.size)
    for word in range(first, after):
        for place in range(starts[word], starts[word + 1]):
            document = documents[place]
            for other in range(row_starts[document], row_starts[document + 1]):
                row[words[other]] += values[place] * row_values[other]
        row[word] -= diagonal[word]
        found[word] = 0.0
        for other in range(row.size):
            found[word] += row[other] * row[other]
            row[other] = 0.0


def _anchors(rows: _Rows, k: int) -> np.ndarray:
    """The word with the longest row, then the longest after what the anchors so far explain is taken away, …"""
    left = rows.squared_lengths()
    longest = left.max()
    basis = np.zeros((k, len(left)))
    found = []
    for topic in range(k):
        if left.max() <= TIE * longest:
            raise TopicModelError(
                f"the words of these documents differ in {topic} ways at most, which is fewer than {k} topics",
                remedy=f"ask for {topic} topics or fewer",
            )
        word = int(np.flatnonzero(left >= left.max() * (1 - TIE))[0])
        found.append(word)
        direction = rows.row(word)
        for _ in range(2):  # the second time takes away what rounding left in the first
            direction -= basis[:topic].T @ (basis[:topic] @ direction)
        basis[topic] = direction / np.linalg.norm(direction)
        left -= (rows @ basis[topic]) ** 2
        left[found] = 0
    return np.array(found)


def _topics(rows: _Rows, anchors: np.ndarray, frequency: np.ndarray) -> np.ndarray:
    """P(word | topic) ∝ P(topic | word) P(word), where P(topic | word) is the word's mixture of anchors."""
    from discourse.topics.stm.simplex import mixtures

    axes, places = np.linalg.qr(np.array([rows.row(word) for word in anchors]).T)
    found = mixtures(places.T, rows @ axes)
    found[found <= 0] = np.finfo(float).eps
    found[anchors] = np.eye(len(anchors))
    weighted = found * frequency[:, None]
    return (weighted / weighted.sum(axis=0)).T

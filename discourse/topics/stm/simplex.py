"""Least squares on the simplex, exactly: each word as a mixture of the anchor words."""

from __future__ import annotations

import numpy as np

from discourse.topics.stm.compiled import compiled
from discourse.topics.stm.linear import factorise, solve


@compiled
def nearest_mixture(gram, target, mixture):
    """Minimise ½ a'Ga − a'y over a ≥ 0, Σa = 1, into `mixture`; an active-set method, finite and exact.

    Starts from the best single anchor. On the set of positive weights the minimum has Ga − y = λ·1; as long as
    another weight would lower the sum of squares (its gradient is below λ), it joins the set, and weights that the
    new minimum makes negative leave it on the way there (Lawson & Hanson 1974, chapter 23, with the sum fixed).
    `gram` is expected with a largest entry of 1.
    """
    k = gram.shape[0]
    slope = np.empty(k)
    positive = np.zeros(k, np.bool_)
    best = 0
    for i in range(k):
        mixture[i] = 0.0
        if 0.5 * gram[i, i] - target[i] < 0.5 * gram[best, best] - target[best]:
            best = i
    mixture[best] = 1.0
    positive[best] = True
    for _ in range(10 * k):
        level = 0.0
        for i in range(k):
            slope[i] = -target[i]
            for j in range(k):
                slope[i] += gram[i, j] * mixture[j]
            level += mixture[i] * slope[i]  # at the minimum of the set: λ
        joining, lowest = -1, level - 1e-13
        for i in range(k):
            if not positive[i] and slope[i] < lowest:
                joining, lowest = i, slope[i]
        if joining < 0:
            return
        positive[joining] = True
        while towards_minimum(gram, target, positive, mixture):
            pass


@compiled
def towards_minimum(gram, target, positive, mixture):
    """Move to the minimum of the positive set, or until a weight is 0, which leaves the set; True in that case."""
    members = np.flatnonzero(positive)
    free = minimum_of_set(gram, target, members)
    reach, leaving = 1.0, -1
    for i in range(members.size):
        old = mixture[members[i]]
        if free[i] <= 0.0:
            until = old / (old - free[i]) if old > free[i] else 0.0
            if until < reach:
                reach, leaving = until, members[i]
    for i in range(members.size):
        mixture[members[i]] += reach * (free[i] - mixture[members[i]])
    if leaving < 0:
        return False
    mixture[leaving] = 0.0
    positive[leaving] = False
    return True


@compiled
def minimum_of_set(gram, target, members):
    """The weights of `members` that minimise ½ a'Ga − a'y with Σa = 1, whatever their sign."""
    n = members.size
    inner, factor = np.empty((n, n)), np.empty((n, n))
    right, ones, free, level = np.empty(n), np.ones(n), np.empty(n), np.empty(n)
    for i in range(n):
        right[i] = target[members[i]]
        for j in range(n):
            inner[i, j] = gram[members[i], members[j]]
    if not factorise(inner, 0.0, factor):
        factorise(inner, 1e-8, factor)  # two anchors are all but the same
    solve(factor, right, free)
    solve(factor, ones, level)
    missing, sum_of_levels = 1.0, 0.0
    for i in range(n):
        missing -= free[i]
        sum_of_levels += level[i]
    for i in range(n):
        free[i] += level[i] * missing / sum_of_levels
    return free


@compiled
def mixtures(first, after, gram, targets, found):
    """`nearest_mixture` of the rows `first` … `after` − 1 of `targets` (words × anchors)."""
    for word in range(first, after):
        nearest_mixture(gram, targets[word], found[word])

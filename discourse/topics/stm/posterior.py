"""The E-step: each document's topic shares and their uncertainty, in compiled code.

With η (K − 1 log-ratios of the shares, the last topic's fixed at 0), θ = softmax(η, 0), prior mean μ and
covariance Σ, topics β and counts c of a document with n words, the negative log posterior is, up to a constant,

    f(η) = ½ (η − μ)' Σ⁻¹ (η − μ) − Σ_v c_v log Σ_k θ_k β_kv .

With the responsibilities φ_kv = θ_k β_kv / Σ_j θ_j β_jv, its gradient is Σ⁻¹(η − μ) + nθ − Σ_v c_v φ_v and its
Hessian H = Σ⁻¹ + Σ_v c_v φ_v φ_v' − nθθ' − diag(Σ_v c_v φ_v − nθ), each without the last topic. The posterior is
taken as normal around the minimum with covariance ν = H⁻¹ (Laplace's method: Wang & Blei 2013; Roberts, Stewart &
Airoldi 2016), which gives the document's share of the bound: −f − ½ log|H| − ½ log|Σ|.

All that calls one another here is in one file, because Numba's cache notices a change only in the file of the
function that is called from Python. What is nested deeper takes longer to compile: two functions are called from
Python, each does its loop over documents itself and calls small parts.
"""

from __future__ import annotations

import numpy as np

from discourse.topics.stm.compiled import compiled, part

FALL = np.sqrt(np.finfo(float).eps)  # the descent ends when f falls by a lesser share of itself
GRADIENTS = 500
DECREMENT = 1e-8  # Newton's decrement: twice the fall of f that is still to be had
STEPS = 100
NEAR = 10  # steps with the metric of the last iteration before Newton's method takes over
LANES = 16  # the words of a document are filled up to a multiple of it, so that no loop has a slow end
LONGEST = 10.0  # the longest step of one coordinate: beyond it the shares are 0 or 1 anyway


@part
def longest(first, after, starts):
    """Room for the words of any of the documents `first` … `after` − 1."""
    most = 0
    for d in range(first, after):
        most = max(most, starts[d + 1] - starts[d])
    return (most // LANES + 1) * LANES


@part
def gather(topics, terms, counts, words, numbers):
    """The words of a document into `words` (topics × words) and `numbers`, filled up with 0 counts; their number."""
    n = -(-terms.size // LANES) * LANES
    for i in range(topics.shape[1]):
        for v in range(terms.size):
            words[i, v] = topics[terms[v], i]
        for v in range(terms.size, n):
            words[i, v] = 1.0
    for v in range(n):
        numbers[v] = counts[v] if v < terms.size else 0.0
    return n


@part
def objective(n, eta, mu, precision, words, counts, weights, ratios, slope):  # noqa: PLR0912
    """f(η) and the sum of `weights`; fills `weights` (eᶯ, rescaled), `ratios` and `slope` (the gradient).

    `words` is topics × words, β of the words of the document, of which the first `n` count;
    ratios = c_v / Σ_k weights_k β_kv. The second row of `slope` is the part of the gradient without the prior.
    """
    last = eta.size
    top = 0.0
    for i in range(last):
        top = max(top, eta[i])
    weights[last] = np.exp(-top)
    mass = weights[last]
    for i in range(last):
        weights[i] = np.exp(eta[i] - top)
        mass += weights[i]
    for v in range(n):
        ratios[v] = 1e-300
    for i in range(last + 1):
        for v in range(n):
            ratios[v] += weights[i] * words[i, v]
    total, value, product = 0.0, 0.0, 1.0
    for v in range(n):
        total += counts[v]
        if counts[v] == 1.0 and ratios[v] > 1e-100:  # one logarithm for many words
            product *= ratios[v]
            if product < 1e-100:
                value -= np.log(product)
                product = 1.0
        elif counts[v] > 0.0:
            value -= counts[v] * np.log(ratios[v])
    value += total * np.log(mass) - np.log(product)
    for v in range(n):
        ratios[v] = counts[v] / ratios[v]
    for i in range(last):
        drawn, pull = 0.0, 0.0
        for v in range(n):
            drawn += ratios[v] * words[i, v]
        for j in range(last):
            pull += precision[i, j] * (eta[j] - mu[j])
        value += 0.5 * pull * (eta[i] - mu[i])
        slope[1, i] = weights[i] * (total / mass - drawn)
        slope[0, i] = pull + slope[1, i]
    return value, mass


@part
def covariance(n, precision, words, counts, weights, mass, ratios, slope, damping, pulled, found):  # noqa: PLR0912
    """(H + damping · I)⁻¹ into `found` and ½ log|H + damping · I|; infinite where that is not positive definite.

    Inverted by sweeping each row (Goodnight 1979), which leaves the pivots of Cholesky's method on its way.
    """
    last = found.shape[0]
    total = 0.0
    for v in range(n):
        total += counts[v]
    for i in range(last):
        for v in range(n):
            pulled[v] = ratios[v] * ratios[v] / max(counts[v], 1.0) * words[i, v]
        for j in range(0, i + 1, 2):  # two at a time: `pulled` is read once for both
            one, two, other = 0.0, 0.0, min(j + 1, last)
            for v in range(n):
                one += pulled[v] * words[j, v]
                two += pulled[v] * words[other, v]
            found[i, j] = weights[i] * weights[j] * one
            if j < i:
                found[i, j + 1] = weights[i] * weights[j + 1] * two
        for j in range(i + 1):
            found[i, j] += precision[i, j] - total / (mass * mass) * weights[i] * weights[j]
        found[i, i] += slope[1, i] + damping
    half_log = 0.0
    for p in range(last):
        pivot = found[p, p]
        if not pivot > 1e-10:
            return np.inf
        half_log += 0.5 * np.log(pivot)
        for i in range(last):
            pulled[i] = found[p, i] if i < p else found[i, p]
        pulled[p] = 0.0
        for i in range(last):
            share = pulled[i] / pivot
            for j in range(i + 1):
                found[i, j] -= share * pulled[j]
            if i < p:
                found[p, i] = share
            else:
                found[i, p] = share
        found[p, p] = -1.0 / pivot
    for i in range(last):
        for j in range(i + 1):
            found[i, j] = -found[i, j]
            found[j, i] = found[i, j]
    return half_log


@part
def bend(metric, step, change):
    """Fit the metric to a step and the change of the gradient on it; False where f is not convex along the step."""
    last = step.size
    turned = np.empty(last)
    along, across = 0.0, 0.0
    for i in range(last):
        along += step[i] * change[i]
        turned[i] = 0.0
        for j in range(last):
            turned[i] += metric[i, j] * change[j]
        across += turned[i] * change[i]
    if along <= 0.0:
        return False
    stretch = 1.0 + across / along
    for i in range(last):
        for j in range(last):
            metric[i, j] += (stretch * step[i] * step[j] - step[i] * turned[j] - turned[i] * step[j]) / along
    return True


@compiled
def descend(first, after, starts, terms, counts, topics, prior, precision, shares):  # noqa: PLR0912
    """Lower f of the documents `first` … `after` − 1 by a variable metric that starts as steepest descent.

    Nash's (1990, algorithm 21) form of the method of Broyden, Fletcher, Goldfarb and Shanno: a step is cut to a
    fifth until f falls enough, and the metric starts anew after 2(K − 1) steps and before the descent may end. It
    ends early, some way from the minimum. `shares` (each document's η) is where it starts and where it has ended.
    """
    last = shares.shape[1]
    room = longest(first, after, starts)
    words, numbers, ratios = np.empty((last + 1, room)), np.empty(room), np.empty(room)
    weights, slope, metric = np.empty(last + 1), np.empty((2, last)), np.empty((last, last))
    old, step, trial = np.empty(last), np.empty(last), np.empty(last)
    for d in range(first, after):
        eta, mu = shares[d], prior[d]
        n = gather(topics, terms[starts[d] : starts[d + 1]], counts[starts[d] : starts[d + 1]], words, numbers)
        value, _ = objective(n, eta, mu, precision, words, numbers, weights, ratios, slope)
        age = 0  # of the metric, in steps
        for _ in range(GRADIENTS):
            along = 0.0
            for i in range(last):
                step[i] = -slope[0, i] if age == 0 else 0.0
                for j in range(last):
                    if age == 0:
                        metric[i, j] = 1.0 if i == j else 0.0
                    else:
                        step[i] -= metric[i, j] * slope[0, j]
                along += step[i] * slope[0, i]
                old[i] = slope[0, i]
            length, moved, new = 5.0, along < 0.0, value
            lower = False
            while moved and not lower:
                length *= 0.2
                moved = False
                for i in range(last):
                    trial[i] = eta[i] + length * step[i]
                    moved |= 10.0 + trial[i] != 10.0 + eta[i]
                new, _ = objective(n, trial, mu, precision, words, numbers, weights, ratios, slope)
                lower = new <= value + 1e-4 * length * along
            fall = 0.0
            if moved:
                fall = value - new
                for i in range(last):
                    eta[i] = trial[i]
            if fall <= FALL * (abs(value) + FALL):
                if age == 0:
                    break
                age = 0
                value, _ = objective(n, eta, mu, precision, words, numbers, weights, ratios, slope)
                continue
            value = new
            for i in range(last):
                step[i] *= length
                old[i] = slope[0, i] - old[i]
            age = age + 1 if age < 2 * last and bend(metric, step, old) else 0


@compiled
def expect(  # noqa: PLR0912, PLR0915 - in one piece it compiles in a third of the time
    steps, first, after, starts, terms, counts, topics, prior, precision, shares, theta, ratios, bounds, spreads
):
    """The E-step of the documents `first` … `after` − 1; returns the sum of their ν.

    `topics` is words × topics. Fills `shares` (η), `theta`, `ratios` (c / Σ_k θ_k β_kv), `bounds` (without
    −½ log|Σ|) and `spreads` (the lower triangle of each document's ν, row after row; all 0 at first).

    A variable metric that starts as ν of the last iteration comes close to the minimum, as long as f falls at once;
    Newton's method ends there, in `steps` steps at most. With no `steps` the answer is that at `shares`. Where H is
    not positive definite (far from a minimum), its diagonal is raised until it is.
    """
    last = shares.shape[1]
    room = longest(first, after, starts)
    words, numbers, pulled = np.empty((last + 1, room)), np.empty(room), np.empty(max(room, last))
    ratio, new_ratio = np.empty(room), np.empty(room)
    weights, new_weights = np.empty(last + 1), np.empty(last + 1)
    slope, new_slope = np.empty((2, last)), np.empty((2, last))
    step, change, eta = np.empty(last), np.empty(last), np.empty(last)
    metric, total = np.empty((last, last)), np.zeros((last, last))
    for d in range(first, after):
        a, mu = starts[d], prior[d]
        n = gather(topics, terms[a : starts[d + 1]], counts[a : starts[d + 1]], words, numbers)
        place = 0
        for i in range(last):
            for j in range(i + 1):
                metric[i, j] = spreads[d, place]
                metric[j, i] = metric[i, j]
                place += 1
        value, mass = objective(n, shares[d], mu, precision, words, numbers, weights, ratio, slope)
        half_log, left, near = 0.0, steps, NEAR if steps else 0
        while True:
            damping, singular = 0.0, near == 0
            while singular:
                half_log = covariance(
                    n, precision, words, numbers, weights, mass, ratio, slope, damping, pulled, metric
                )
                singular = half_log == np.inf
                if singular:
                    damping = max(2 * damping, 1e-3 * (1 + n / (last + 1)))
            decrement, farthest = 0.0, 0.0
            for i in range(last):
                step[i] = 0.0
                for j in range(last):
                    step[i] -= metric[i, j] * slope[0, j]
                decrement -= step[i] * slope[0, i]
                farthest = max(farthest, abs(step[i]))
            if near == 0 and (left == 0 or (damping == 0.0 and decrement < DECREMENT)):
                break
            if near > 0 and not decrement >= DECREMENT:
                near = 0
                continue
            length, least = 1.0, 0.9
            if near == 0:
                length, least = min(1.0, LONGEST / farthest), 1e-12
            lower, new, new_mass = False, value, mass
            while not lower and length > least:
                for i in range(last):
                    eta[i] = shares[d, i] + length * step[i]
                new, new_mass = objective(n, eta, mu, precision, words, numbers, new_weights, new_ratio, new_slope)
                lower = new <= value - 1e-4 * length * decrement + 1e-12 * abs(value)
                length *= 0.5
            if near == 0:
                left -= 1
            if not lower:
                if near == 0:
                    break
                near = 0
                continue
            value, mass = new, new_mass
            for i in range(last):
                step[i] = eta[i] - shares[d, i]
                change[i] = new_slope[0, i] - slope[0, i]
                shares[d, i] = eta[i]
            weights, new_weights = new_weights, weights
            ratio, new_ratio = new_ratio, ratio
            slope, new_slope = new_slope, slope
            if near > 0:
                near = near - 1 if bend(metric, step, change) else 0
        bounds[d] = -value - half_log
        for i in range(last + 1):
            theta[d, i] = weights[i] / mass
        for j in range(starts[d + 1] - a):
            ratios[a + j] = ratio[j] * mass
        place = 0
        for i in range(last):
            for j in range(i + 1):
                spreads[d, place] = metric[i, j]
                total[i, j] += metric[i, j]
                place += 1
    for i in range(last):
        for j in range(i):
            total[j, i] = total[i, j]
    return total

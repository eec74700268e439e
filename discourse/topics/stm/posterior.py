"""The E-step: each document's topic shares and their uncertainty, in compiled code.

With η (K − 1 log-ratios of the shares, the last topic's fixed at 0), θ = softmax(η, 0), prior mean μ and
covariance Σ, topics β and counts c of a document with n words, the negative log posterior is, up to a constant,

    f(η) = ½ (η − μ)' Σ⁻¹ (η − μ) − Σ_v c_v log Σ_k θ_k β_kv .

With the responsibilities φ_kv = θ_k β_kv / Σ_j θ_j β_jv, its gradient is Σ⁻¹(η − μ) + nθ − Σ_v c_v φ_v and its
Hessian H = Σ⁻¹ + Σ_v c_v φ_v φ_v' − nθθ' − diag(Σ_v c_v φ_v − nθ), each without the last topic. The posterior is
taken as normal around the minimum with covariance ν = H⁻¹ (Laplace's method: Wang & Blei 2013; Roberts, Stewart &
Airoldi 2016), which gives the document's share of the bound: −f − ½ log|H| − ½ log|Σ|.

All that calls one another here is in one file, because Numba's cache notices a change only in the file of the
function that is called from Python.
"""

from __future__ import annotations

import numpy as np

from discourse.topics.stm.compiled import compiled
from discourse.topics.stm.linear import factorise, invert, solve

FALL = np.sqrt(np.finfo(float).eps)  # the descent ends when f falls by a lesser share of itself
GRADIENTS = 500
DECREMENT = 1e-8  # Newton's decrement: twice the fall of f that is still to be had
STEPS = 100
NEAR = 10  # steps with the metric of the last iteration before Newton's method takes over
LONGEST = 10.0  # the longest step of one coordinate: beyond it the shares are 0 or 1 anyway


@compiled
def objective(eta, mu, precision, words, counts, weights, ratios, slope):
    """f(η) and the sum of `weights`; fills `weights` (eᶯ, rescaled), `ratios` and `slope` (the gradient).

    `words` is topics × words, β of the words of the document; ratios = c_v / Σ_k weights_k β_kv.
    """
    k, n = words.shape
    last = k - 1
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
    for i in range(k):
        for v in range(n):
            ratios[v] += weights[i] * words[i, v]
    total, value = 0.0, 0.0
    for v in range(n):
        total += counts[v]
        value -= counts[v] * np.log(ratios[v])
        ratios[v] = counts[v] / ratios[v]
    value += total * np.log(mass)
    for i in range(last):
        drawn, pull = 0.0, 0.0
        for v in range(n):
            drawn += ratios[v] * words[i, v]
        for j in range(last):
            pull += precision[i, j] * (eta[j] - mu[j])
        value += 0.5 * pull * (eta[i] - mu[i])
        slope[i] = pull + weights[i] * (total / mass - drawn)
    return value, mass


@compiled
def curvature(precision, words, counts, weights, mass, ratios, hessian):
    """H into the lower triangle of `hessian`."""
    k, n = words.shape
    last = k - 1
    total = 0.0
    pulled = np.empty(n)
    for v in range(n):
        total += counts[v]
    for i in range(last):
        drawn = 0.0
        for v in range(n):
            drawn += ratios[v] * words[i, v]
            pulled[v] = ratios[v] * ratios[v] / counts[v] * words[i, v]
        for j in range(i + 1):
            both = 0.0
            for v in range(n):
                both += pulled[v] * words[j, v]
            hessian[i, j] = precision[i, j] + weights[i] * weights[j] * (both - total / (mass * mass))
        hessian[i, i] += weights[i] * (total / mass - drawn)


@compiled
def descend(eta, mu, precision, words, counts):
    """Lower f from `eta`, which is overwritten, by a variable metric that starts as steepest descent.

    Nash's (1990, algorithm 21) form of the method of Broyden, Fletcher, Goldfarb and Shanno: a step is cut to a
    fifth until f falls enough, and the metric starts anew after 2(K − 1) steps and before the descent may end. It
    ends early, some way from the minimum.
    """
    k, n = words.shape
    last = k - 1
    weights, ratios, slope = np.empty(k), np.empty(n), np.empty(k)
    old, step, trial, metric = np.empty(last), np.empty(last), np.empty(last), np.empty((last, last))
    value, _ = objective(eta, mu, precision, words, counts, weights, ratios, slope)
    age = 0  # of the metric, in steps
    for _ in range(GRADIENTS):
        along = 0.0
        for i in range(last):
            step[i] = -slope[i] if age == 0 else 0.0
            for j in range(last):
                if age == 0:
                    metric[i, j] = 1.0 if i == j else 0.0
                else:
                    step[i] -= metric[i, j] * slope[j]
            along += step[i] * slope[i]
            old[i] = slope[i]
        length, moved, new = 5.0, along < 0.0, value
        lower = False
        while moved and not lower:
            length *= 0.2
            moved = False
            for i in range(last):
                trial[i] = eta[i] + length * step[i]
                moved |= 10.0 + trial[i] != 10.0 + eta[i]
            new, _ = objective(trial, mu, precision, words, counts, weights, ratios, slope)
            lower = new <= value + 1e-4 * length * along
        fall = 0.0
        if moved:
            fall = value - new
            for i in range(last):
                eta[i] = trial[i]
        if fall <= FALL * (abs(value) + FALL):
            if age == 0:
                return
            age = 0
            value, _ = objective(eta, mu, precision, words, counts, weights, ratios, slope)
            continue
        value = new
        for i in range(last):
            step[i] *= length
            old[i] = slope[i] - old[i]
        age = age + 1 if age < 2 * last and bend(metric, step, old) else 0


@compiled
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
def approach(eta, mu, precision, words, counts, metric, weights, ratios, slope):
    """Towards the minimum of f by a variable metric that starts as ν of the last iteration; f and the mass there.

    Fills `weights`, `ratios` and `slope` as `objective` does. It gives up where f does not fall at once, far from
    the minimum.
    """
    last = eta.size
    step, change, trial, new_slope = np.empty(last), np.empty(last), np.empty(last), np.empty(last + 1)
    value, mass = objective(eta, mu, precision, words, counts, weights, ratios, slope)
    for _ in range(NEAR):
        decrement = 0.0
        for i in range(last):
            step[i] = 0.0
            for j in range(last):
                step[i] -= metric[i, j] * slope[j]
            decrement -= step[i] * slope[i]
            trial[i] = eta[i] + step[i]
        if not decrement >= DECREMENT:
            break
        new, new_mass = objective(trial, mu, precision, words, counts, weights, ratios, new_slope)
        if not new <= value - 1e-4 * decrement:
            return objective(eta, mu, precision, words, counts, weights, ratios, slope)
        value, mass = new, new_mass
        for i in range(last):
            eta[i] = trial[i]
            change[i] = new_slope[i] - slope[i]
            slope[i] = new_slope[i]
        if not bend(metric, step, change):
            break
    return value, mass


@compiled
def newton(eta, mu, precision, words, counts, factor, metric, steps):
    """Minimise f from `eta`, which is overwritten; `factor` is left as the Cholesky factor of H where it ends.

    Where H is not positive definite (far from a minimum), its diagonal is raised until it is. With no `steps` the
    answer is that at `eta`. Returns the weights eᶯ, the ratios and the document's bound without −½ log|Σ|.
    """
    k, n = words.shape
    last = k - 1
    weights, new_weights = np.empty(k), np.empty(k)
    ratios, new_ratios = np.empty(n), np.empty(n)
    slope, new_slope = np.empty(k), np.empty(k)
    step, trial = np.empty(last), np.empty(last)
    hessian = np.empty((last, last))
    value, mass = approach(eta, mu, precision, words, counts, metric, weights, ratios, slope)
    for done in range(steps + 1):
        curvature(precision, words, counts, weights, mass, ratios, hessian)
        damping = 0.0
        while not factorise(hessian, damping, factor):
            damping = max(2 * damping, 1e-3 * (1 + n / k))
        solve(factor, slope, step)
        decrement, longest = 0.0, 0.0
        for i in range(last):
            decrement += slope[i] * step[i]
            longest = max(longest, abs(step[i]))
        if done == steps or (damping == 0.0 and decrement < DECREMENT):
            break
        length = min(1.0, LONGEST / longest)
        lower = False
        while not lower and length > 1e-12:
            for i in range(last):
                trial[i] = eta[i] - length * step[i]
            new, new_mass = objective(trial, mu, precision, words, counts, new_weights, new_ratios, new_slope)
            lower = new <= value - 1e-4 * length * decrement + 1e-12 * abs(value)
            length *= 0.5
        if not lower:
            break
        value, mass = new, new_mass
        for i in range(last):
            eta[i] = trial[i]
        weights, new_weights = new_weights, weights
        ratios, new_ratios = new_ratios, ratios
        slope, new_slope = new_slope, slope
    bound = -value
    for i in range(last):
        bound -= np.log(factor[i, i])
    return weights, ratios, bound


@compiled
def gathered(topics, terms):
    """The columns that a document needs of the topics (given as words × topics), side by side: topics × words."""
    k = topics.shape[1]
    words = np.empty((k, terms.size))
    for j in range(terms.size):
        for i in range(k):
            words[i, j] = topics[terms[j], i]
    return words


@compiled
def expect(cautious, first, after, starts, terms, counts, topics, mu, precision, eta, theta, ratios, bounds, spreads):
    """The E-step of the documents `first` … `after` − 1; returns the sum of their ν.

    `topics` is words × topics. Fills `eta`, `theta`, `ratios` (c / Σ_k θ_k β_kv), `bounds` and `spreads` (each
    document's ν, from which the next E-step starts; all 0 at first).
    """
    k = topics.shape[1]
    last = k - 1
    total, spread, factor = np.zeros((last, last)), np.empty((last, last)), np.empty((last, last))
    for d in range(first, after):
        a, z = starts[d], starts[d + 1]
        words = gathered(topics, terms[a:z])
        for i in range(last):
            for j in range(last):
                spread[i, j] = 0.0 if cautious else spreads[d, i, j]
        if cautious:
            descend(eta[d], mu[d], precision, words, counts[a:z])
        steps = 0 if cautious else STEPS
        weights, ratio, bounds[d] = newton(eta[d], mu[d], precision, words, counts[a:z], factor, spread, steps)
        invert(factor, spread)
        mass = 0.0
        for weight in weights:
            mass += weight
        for i in range(k):
            theta[d, i] = weights[i] / mass
        for j in range(z - a):
            ratios[a + j] = ratio[j] * mass
        for i in range(last):
            for j in range(last):
                total[i, j] += spread[i, j]
                spreads[d, i, j] = spread[i, j]
    return total


@compiled
def factors(first, after, starts, terms, counts, topics, mu, precision, eta, found):
    """Cholesky factors of each document's H, at `eta` moved to its minimum, into `found` (documents × K−1 × K−1)."""
    unknown = np.zeros((topics.shape[1] - 1, topics.shape[1] - 1))
    for d in range(first, after):
        a, z = starts[d], starts[d + 1]
        words = gathered(topics, terms[a:z])
        newton(eta[d], mu[d], precision, words, counts[a:z], found[d], unknown, STEPS)

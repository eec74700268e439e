"""The arithmetic of the Verbs in Context System, on a table of counts."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

import numpy as np

# From the most hostile to the most cooperative, with their weights (Walker, Schafer & Young 1998, 2003).
WEIGHTS = {"punish": -3, "threaten": -2, "oppose": -1, "appeal": 1, "promise": 2, "reward": 3}
CLASSES = tuple(WEIGHTS)
INDICES = {
    "P-1": "nature of the political universe: hostile (-1) to friendly (1)",
    "P-2": "realisation of political values: pessimistic (-1) to optimistic (1)",
    "P-3": "predictability of the political future (0 to 1)",
    "P-4a": "control over historical development: Self (0 to 1)",
    "P-4b": "control over historical development: Others (0 to 1)",
    "P-5": "role of chance (0 to 1)",
    "I-1": "direction of strategy: conflict (-1) to cooperation (1)",
    "I-2": "intensity of tactics: conflict (-1) to cooperation (1)",
    "I-3": "risk orientation: averse (0) to acceptant (1)",
    "I-4a": "flexibility between cooperation and conflict (0 to 1)",
    "I-4b": "flexibility between words and deeds (0 to 1)",
    "I-5 punish": "utility of means: punish (share)",
    "I-5 threaten": "utility of means: threaten (share)",
    "I-5 oppose": "utility of means: oppose, resist (share)",
    "I-5 appeal": "utility of means: appeal, support (share)",
    "I-5 promise": "utility of means: promise (share)",
    "I-5 reward": "utility of means: reward (share)",
}


def indices(own: np.ndarray, others: np.ndarray) -> np.ndarray:
    """All indices of an operational code from how often Self and Others do what.

    Parameters
    ----------
    own, others : arrays, … × 6
        Counts (or shares) of punish, threaten, oppose, appeal, promise, reward: verbs whose subject is Self, and
        verbs whose subject is somebody else. Leading dimensions, such as resamples, are kept.

    Returns
    -------
    array, … × 17
        In the order of `INDICES`. With n the verbs, p their shares by class, w their weights from -3 to 3, O for Others
        and S for Self, cooperative the classes of positive weight, deeds punish and reward:

        - P-1 = cooperative_O - conflictual_O; P-2 = Σ w p_O / 3; P-3 = 1 - IQV_O
        - P-4a = n_S / (n_S + n_O); P-4b = 1 - P-4a; P-5 = 1 - P-3 · P-4a
        - I-1 = cooperative_S - conflictual_S; I-2 = Σ w p_S / 3; I-3 = 1 - IQV_S
        - I-4a = 1 - abs(cooperative_S - conflictual_S); I-4b = 1 - abs(words_S - deeds_S); I-5 = the shares p_S
        - IQV = (6 / 5)(1 - Σ p²), the index of qualitative variation over all six classes, used or not

        NaN where a side that an index needs has no verbs: nothing said is not zero.

    Notes
    -----
    Walker, S. G., Schafer, M., & Young, M. D. (1998). Systematic procedures for operational code analysis.
    International Studies Quarterly, 42(1), 175-189. The same (2003) in J. M. Post (ed.), The Psychological Assessment
    of Political Leaders. Schafer, M., & Walker, S. G. (2006). Beliefs and Leadership in World Politics.

    Examples
    --------
    >>> own = np.array([0.07, 0.06, 0.16, 0.34, 0.17, 0.20])
    >>> found = dict(zip(INDICES, indices(own, own).round(3)))
    >>> [float(found[name]) for name in ("I-1", "I-2", "I-4a", "I-4b")]
    [0.42, 0.263, 0.58, 0.54]
    """
    own, others = np.asarray(own, float), np.asarray(others, float)
    weights = np.array([WEIGHTS[name] for name in CLASSES])
    deeds = np.isin(CLASSES, ["punish", "reward"])
    n_own, n_others = own.sum(axis=-1), others.sum(axis=-1)
    p_own, p_others = _shares(own, n_own), _shares(others, n_others)
    control = _over(n_own, n_own + n_others)
    predictable = 1 - _iqv(p_others)
    direction = p_own @ np.sign(weights)
    words = p_own @ np.where(deeds, -1, 1)
    philosophical = [
        p_others @ np.sign(weights),
        p_others @ weights / 3,
        predictable,
        control,
        1 - control,
        1 - predictable * control,
    ]
    instrumental = [direction, p_own @ weights / 3, 1 - _iqv(p_own), 1 - np.abs(direction), 1 - np.abs(words)]
    means = [p_own[..., place] for place in range(len(CLASSES))]
    return np.stack([*philosophical, *instrumental, *means], axis=-1)


def _over(top: np.ndarray, bottom: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(bottom > 0, np.divide(top, bottom), np.nan)


def _shares(counts: np.ndarray, whole: np.ndarray) -> np.ndarray:
    return _over(counts, np.asarray(whole)[..., None])


def _iqv(shares: np.ndarray) -> np.ndarray:
    k = len(CLASSES)
    return k / (k - 1) * (1 - (shares**2).sum(axis=-1))


@cache
def _mapping() -> dict[tuple[str, str, str, bool], str]:
    text = Path(__file__).with_name("vics.csv").read_text(encoding="utf-8")
    return {
        (row["act"], row["when"], row["lemma"], row["negated"] == "yes"): row["class"]
        for row in csv.DictReader(text.splitlines())
    }


def vics_class(act: str, lemma: str = "", *, ahead: bool = False, negated: bool = False) -> str | None:
    """The class of a statement, as ``vics.csv`` maps the acts of PLOVER; None if it belongs to none.

    Parameters
    ----------
    act, lemma : str
        Of the statement; some lemmas have a class of their own.
    ahead : bool
        It is not done yet: to come, wanted, required, possible. A deed ahead is a word: a promise or a threat.
    negated : bool

    Examples
    --------
    >>> vics_class("assault"), vics_class("yield", ahead=True), vics_class("agree", negated=True)
    ('punish', 'promise', 'oppose')
    """
    known, when = _mapping(), "ahead" if ahead else ""
    keys = ((act, "", lemma, negated), (act, when, "", negated), (act, "", "", negated))
    found = next((known[key] for key in keys[not lemma :] if key in known), "")
    return found or None

"""What becomes of an act under another: threatened, refused, promised, planned."""

from __future__ import annotations

from discourse.negotiation.statement import ACTS

MATERIAL = frozenset(["sanction", "mobilize", "coerce", "assault", "protest"])
COOPERATION = frozenset(act for act, sign in ACTS.items() if sign > 0)
_MUTUAL = frozenset(["agree", "consult", "cooperate"])
_MUTUAL_VERBS = frozenset(
    ["sign", "ratify", "reach", "establish", "restore", "fail", "clash", "fight", "battle", "exchange"]
)
_OWN = {"threaten": "threaten", "refuse": "reject", "request": "request", "allow": "yield", "force": "coerce"}


def combined(kind: str, act: str | None) -> str | None:
    """The act of an operator and the act it is about; None if it is none.

    Examples
    --------
    >>> combined("threaten", "assault"), combined("plan", "assault"), combined("refuse", "consult")
    ('threaten', 'threaten', 'reject')
    """
    if kind in _OWN:
        return _OWN[kind]
    if kind in ("promise", "agree"):
        return "threaten" if act in MATERIAL else kind
    if act is None or kind in ("manage", "try"):
        return act
    if act in MATERIAL:
        return "threaten"
    return "agree" if act in COOPERATION and act != "promise" else act


def is_mutual(act: str, lemma: str) -> bool:
    """Whether two who do it together do it to each other: "Norland and Estmark met"."""
    return act in _MUTUAL or lemma.split(maxsplit=1)[0] in _MUTUAL_VERBS

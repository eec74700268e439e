"""The only one who can: who it is that a text makes so, when it names them elsewhere."""

from __future__ import annotations

from discourse.negotiation.gazetteer import Gazetteer
from discourse.negotiation.statement import Statement
from discourse.tokens import token_spans

_NOBODY = frozenset(["person", "man", "woman", "leader", "one", "country", "side", "state", "power", "nation"])
_REACH = 600  # characters in which the name is looked for


def with_sole_actors(text: str, found: list[Statement], gazetteer: Gazetteer) -> list[Statement]:
    """Statements in which "only one person" has its name, if one is near: first after it, then before it."""
    return [
        _resolved(text, one, gazetteer) if one.sole and one.actor and one.actor.lower() in _NOBODY else one
        for one in found
    ]


def _resolved(text: str, one: Statement, gazetteer: Gazetteer) -> Statement:
    at = one.actor_span[1]
    persons = one.actor.lower() in ("person", "man", "woman", "leader", "one")
    for spans in (token_spans(text, at, min(len(text), at + _REACH)), token_spans(text, max(0, at - _REACH), at)[::-1]):
        ordered = spans if not spans or spans[0][0] >= at else spans[::-1]
        shown = [text[a:b].replace("’", "'") for a, b in ordered]
        places = range(len(shown)) if ordered is spans else range(len(shown) - 1, -1, -1)
        for place in places:
            for length in range(min(gazetteer.longest, len(shown) - place), 0, -1):
                name = gazetteer.names.get(tuple(shown[place : place + length]))
                if name and (name in gazetteer.persons) == persons:
                    reason = f"“{text[slice(*one.actor_span)]}” led to the nearest name"
                    return one._replace(actor=name, confidence=min(one.confidence, 0.6), reason=reason)
    return one

"""Statements that no verb of the codebook makes: what somebody must do, in whose hands it is, acts named by nouns."""

from __future__ import annotations

from discourse.language.lemmas import lemma
from discourse.negotiation.certainty import Certainty
from discourse.negotiation.rows import Rows

_SOLELY = frozenset(["entirely", "solely", "only", "one", "alone"])
_VERBS = frozenset("BVKNJGXDY")  # letters of what may follow "must"


def obligations(rows: Rows) -> set[int]:
    """Add what somebody says that somebody must do: "Hale said Norland must leave" is a request.

    Returns
    -------
    set of int
        The words that are part of one.
    """
    consumed: set[int] = set()
    for place, word in enumerate(rows.words):
        if word not in ("must", "should") or rows.letters[place] != "Y":
            continue
        verb = place + 1
        while rows.letters[verb : verb + 1] in ("R", "X") and verb < place + 4:
            verb += 1
        whom, reporter = rows.roles.phrases.ending(place), rows.roles.reporter(place)
        if whom and reporter and rows.letters[verb : verb + 1] in tuple(_VERBS):
            consumed.update(range(place + 1, verb + 1))
            put = rows.put(place, verb)._replace(negated=False, modal=False, obliged=False, modality="required")
            text = f"{word} {lemma(rows.words[verb])}"
            rows.add("request", put, text, (place, verb + 1), [(reporter, False)], whom, 0.9)
    return consumed


def responsibilities(rows: Rows) -> None:
    """Add who can end it: "the decision lies in the hands of one person"."""
    words = rows.words
    for place in range(2, len(words) - 3):
        if words[place] != "hands" or words[place - 2 : place + 2] != ["in", "the", "hands", "of"]:
            continue
        end = rows.roles.phrases.start.get(place + 2)
        verb = next((n for n in range(place - 3, -1, -1) if rows.letters[n] in "VXB"), None)
        what = verb is not None and rows.roles.subject(verb)
        if end and what:
            put = Certainty(False, "possible", "present")
            sole = not _SOLELY.isdisjoint(words[verb : end + 1])
            rows.add(
                "yield", put, "in the hands of", (verb, place + 1), [((place + 2, end), False)], what, 0.6, sole=sole
            )


def by_noun(rows: Rows, place: int, act: str) -> None:
    """Add the act that a noun names: "a Norland attack on the port", "talks between Norland and Estmark"."""
    phrases = rows.roles.phrases
    start = phrases.end.get(place + 1)
    if start is None:
        return
    args = phrases.following(place + 1).args
    between = next((phrase for preposition, phrase in args if preposition == "between"), None)
    by = next((phrase for preposition, phrase in args if preposition == "by"), None)
    actor = by or between or rows.roles.possessor((start, place + 1))
    target = None if between else rows.roles.target([a for a in args if a[0] != "by"], None, actor, None)
    if actor and (target or between):
        rows.add(act, Certainty(), rows.words[place], (place, place + 1), [(actor, False)], target, 0.5)

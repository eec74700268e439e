"""Which pattern of the codebook a verb fits, with what follows it."""

from __future__ import annotations

from discourse.language.lemmas import lemma
from discourse.negotiation.acts import Acts, Pattern
from discourse.negotiation.phrases import Following
from discourse.voices.grammar import Words

_CLAUSE_WORDS = 14  # of a that-clause in which what it is about stands


def fit(
    book: Acts, verb: str, place: int, words: list[str], letters: str, args: list, following: Following | None = None
) -> tuple[Pattern | None, int | None]:
    """The first pattern of a verb that fits, and the number of the argument that is part of it.

    Parameters
    ----------
    book : Acts
    verb : str
        Its lemma.
    place : int
        The word it is.
    words : list of str
    letters : str
    args : list of (str, (int, int))
        Prepositions and what they govern; of a passive verb the object is its subject.
    following : Following, optional
        With the clause that follows.
    """
    near = _near(place, words, letters, args)
    if following and following.clause and words[following.clause[0] - 1] == "that":
        near.add("that")
    heads: dict[int, set[str]] = {}
    for pattern in book.verbs.get(verb, ()):
        if not near.issuperset(pattern.after):
            continue
        if pattern.objects is None:
            return pattern, None
        last = pattern.after[-1] if pattern.after else ""
        if not pattern.objects:  # any object will do
            if any(not preposition for preposition, _ in args):
                return pattern, None
            continue
        if last == "that":
            start = following.clause[0] if following and following.clause else len(words)
            if not pattern.objects.isdisjoint(words[start : start + _CLAUSE_WORDS]):
                return pattern, None
            continue
        if (
            pattern.after
            and words[place + 1 : place + 2] == [last]
            and not pattern.objects.isdisjoint(words[place + 2 : place + 3])
        ):
            return pattern, None
        governs = any(preposition == last for preposition, _ in args)
        for number, (preposition, phrase) in enumerate(args):
            if preposition != last and (preposition or governs):
                continue
            if number not in heads:
                heads[number] = _heads(book, words, letters, phrase, args[number + 1 : number + 2])
            if not pattern.objects.isdisjoint(heads[number]):
                return pattern, number
    return _performed(book, verb, words, args)


def _near(place: int, words: list[str], letters: str, args: list) -> set[str]:
    """The particles and prepositions that stand after a verb or after its object."""
    near = {preposition for preposition, _ in args}
    near.update(words[place + 1 : place + 2])
    if letters[place + 1 : place + 2] in ("R", "I") and letters[place + 2 : place + 3] in ("R", "I", "O"):
        near.update(words[place + 2 : place + 3])
    first = next((phrase for preposition, phrase in args if not preposition), None)
    if first and letters[first[1] : first[1] + 1] in ("R", "J"):
        near.update(words[first[1] : first[1] + 1])
    return near


def _performed(book: Acts, verb: str, words: list[str], args: list) -> tuple[Pattern | None, int | None]:
    """What a verb does that says no more than that its object is done: "announced a suspension"."""
    if verb in book.performs and args and not args[0][0]:
        noun = words[args[0][1][1] - 1]
        act = book.nouns.get(noun) or book.nouns.get(lemma(noun))
        if act:
            return Pattern(act, (), None, f"{verb} {noun}"), 0
    return None, None


def _heads(book: Acts, words: list[str], letters: str, phrase: Words, following: list) -> set[str]:
    """The lemmas of the nouns that count in a phrase: "a series of | attacks", "a | mediation effort"."""
    start, end = phrase
    heads = set()
    for number in range(start, end):
        if number == end - 1 or letters[number + 1] in "C,":
            heads.update((words[number], lemma(words[number])))
    is_light = not heads.isdisjoint(book.light)
    if is_light and end - start > 1:
        heads.update((words[end - 2], lemma(words[end - 2])))
    if following and following[0][0] == "of" and (is_light or words[end - 1] not in book.nouns):
        heads |= _heads(book, words, letters, following[0][1], [])
    return heads

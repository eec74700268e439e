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
    clause = following.clause if following else None
    if clause and words[clause[0] - 1] == "that":
        near.add("that")
    objects = _Objects(book, words, letters, args)
    for pattern in book.verbs.get(verb, ()):
        if not near.issuperset(pattern.after):
            continue
        last = pattern.after[-1] if pattern.after else ""
        if pattern.objects is None:
            return pattern, None
        if last == "that":
            start = clause[0] if clause else len(words)
            fits, used = not pattern.objects.isdisjoint(words[start : start + _CLAUSE_WORDS]), None
        elif last and words[place + 1 : place + 2] == [last] and _is_one(words, place + 2, pattern.objects):
            fits, used = True, None
        else:
            fits, used = objects.find(pattern.objects, last)
        if fits:
            return pattern, used
    return _performed(book, verb, words, args)


def _is_one(words: list[str], place: int, wanted: frozenset[str]) -> bool:
    return place < len(words) and words[place] in wanted


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


class _Objects:
    """The nouns that count in what stands around a verb, worked out when they are asked for."""

    def __init__(self, book: Acts, words: list[str], letters: str, args: list):
        self.book, self.words, self.letters, self.args = book, words, letters, args
        self._known: dict[int, set[str]] = {}

    def find(self, wanted: frozenset[str], preposition: str) -> tuple[bool, int | None]:
        """Whether an argument has one of the nouns (any, if there are none wanted), and which argument."""
        governs = any(other == preposition for other, _ in self.args)
        for number, (other, phrase) in enumerate(self.args):
            if other != preposition and (other or governs):
                continue
            if not wanted:
                return True, None
            if number not in self._known:
                self._known[number] = self._heads(phrase, self.args[number + 1 : number + 2])
            if not wanted.isdisjoint(self._known[number]):
                return True, number
        return False, None

    def _heads(self, phrase: Words, following: list) -> set[str]:
        """The lemmas of the nouns that count: "a series of | attacks", "a | mediation effort"."""
        book, words, (start, end) = self.book, self.words, phrase
        heads = set()
        for number in range(start, end):
            if number == end - 1 or self.letters[number + 1] in "C,":
                heads.update((words[number], lemma(words[number])))
        is_light = not heads.isdisjoint(book.light)
        if is_light and end - start > 1:
            heads.update((words[end - 2], lemma(words[end - 2])))
        if following and following[0][0] == "of" and (is_light or words[end - 1] not in book.nouns):
            heads |= self._heads(following[0][1], [])
        return heads

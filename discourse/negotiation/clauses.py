"""The statements of one sentence: from verbs and nouns of the codebook to actor, act and target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from discourse.language.lemmas import lemma
from discourse.negotiation.certainty import Certainty, certainty, marks
from discourse.negotiation.names import joined
from discourse.negotiation.phrases import Following, Phrases, is_passive
from discourse.negotiation.statement import ACTS, Statement
from discourse.voices.grammar import Words, group_start
from discourse.voices.sentence import Sentence
from discourse.voices.sources import Phrases as Sources
from discourse.voices.sources import clause_start, subject
from discourse.voices.verbs import is_verb

if TYPE_CHECKING:
    from discourse.negotiation.find import Finder

MATERIAL = frozenset(["sanction", "mobilize", "coerce", "assault", "protest"])
COOPERATION = frozenset(act for act, sign in ACTS.items() if sign > 0)
MUTUAL = frozenset(["agree", "consult", "cooperate", "support", "reject", "assault"])
_PRONOUNS = frozenset("he she it they him her them himself herself itself themselves who which that".split())
_TARGETS = {
    p: n
    for n, p in enumerate(
        ["against", "", "with", "on", "to", "at", "from", "between", "for", "toward", "towards", "into", "over", "of",
         "about", "near", "across", "upon", "by", "in", "inside"]
    )
}  # fmt: skip


class Clauses:
    """Finds the statements of one sentence.

    Parameters
    ----------
    finder : Finder
    sentence : Sentence
    number : int
        Of the sentence in its text.
    memory : dict
        What earlier sentences of the text were about.
    """

    def __init__(self, finder: Finder, sentence: Sentence, number: int, memory: dict):
        self.finder, self.sentence, self.number, self.memory = finder, sentence, number, memory
        self.words = sentence.words
        self.found: list[Statement] = []
        self.consumed: set[int] = set()

    def statements(self) -> list[Statement]:
        """In the order of their acts."""
        hits = [(place, entry) for place, word in enumerate(self.words) if (entry := self.finder.entry(word))]
        if not hits:
            return []
        self._settle(hits)
        self.letters = self.sentence.letters
        self.phrases = Phrases(self.sentence, self.finder.lexicon.time_words)
        self.sources = Sources(self.sentence, self.finder.lexicon.time_words)
        nouns = []
        for place, (verb, noun, operator) in hits:
            if place in self.consumed:
                continue
            if place in self.verbs and (verb or operator):
                self._by_verb(place, verb, operator)
            elif operator and self.words[place + 1 : place + 2] == ["to"]:
                self._by_operator(place, operator, self.phrases.following(place + 1), self._subject(place))
            elif noun and self.letters[place] in "NE":
                nouns.append((place, noun))
        for place, act in nouns:
            if place not in self.consumed:
                self._by_noun(place, act)
        self.found.sort(key=lambda one: one.act_span)
        return self.found

    def _settle(self, hits: list) -> None:
        """Decide which words are verbs and give them a verb's letter."""
        self.verbs = set()
        sentence, lexicon = self.sentence, self.finder.lexicon
        for place, (verb, _, operator) in hits:
            if (verb or operator) and self._is_verb(place):
                self.verbs.add(place)
                if sentence.letters[place] in "NEJ":
                    sentence.letters = sentence.letters[:place] + "V" + sentence.letters[place + 1 :]

    def _is_verb(self, place: int) -> bool:
        sentence = self.sentence
        if is_verb(sentence, place, self.finder.lexicon):
            return True
        letters = sentence.letters
        return letters[place] == "K" and place > 0 and letters[place - 1] in "NEP" and self.words[place + 1 : place + 2] == ["by"]

    # -- verbs

    def _subject(self, place: int) -> Words | None:
        found = subject(self.sources, place)
        return found.words if found else None

    def _by_verb(self, place: int, verb: str | None, operator: str | None) -> None:
        following = self.phrases.following(place + 1)
        start = group_start(self.letters, place)
        who = self._subject(place)
        passive = is_passive(self.words, self.letters, start, place)
        reduced = not passive and self.letters[place] == "K" and self.words[place + 1 : place + 2] == ["by"]
        if operator and following.infinitive is not None and not passive:
            has_object = any(not preposition or preposition in ("on", "to", "for", "with") for preposition, _ in following.args)
            if not has_object or operator in ("threaten", "promise", "agree", "plan", "refuse"):
                self._by_operator(place, operator, following, who)
                return
            self.consumed.add(following.infinitive)
        if operator and passive and following.infinitive is not None and operator in ("plan", "manage"):
            self._by_operator(place, operator, following, who)
            return
        if verb is None:
            return
        if passive or reduced:
            self._passive(place, verb, start, who, following)
        else:
            self._active(place, verb, start, who, following)

    def _active(self, place: int, verb: str, start: int, who: Words | None, following: Following) -> None:
        pattern, used = self._pattern(verb, place, following.args)
        if pattern is None:
            return
        target = self._target(following.args, used, who, pattern.act)
        if target is None and following.clause:
            target = following.clause
        self._add(place, start, pattern, who, target, following)

    def _passive(self, place: int, verb: str, start: int, what: Words | None, following: Following) -> None:
        args = [("", what)] if what else []
        args += [arg for arg in following.args if arg[0] != "by"]
        agent = next((words for preposition, words in following.args if preposition == "by"), None)
        pattern, used = self._pattern(verb, place, args)
        if pattern is None:
            return
        self._add(place, start, pattern, agent, self._target(args, used, agent, pattern.act), following)

    def _by_operator(self, place: int, kind: str, following: Following, who: Words | None) -> None:
        inner = following.infinitive
        if inner is None:
            return
        words = self.words
        while True:
            entry = self.finder.entry(words[inner])
            after = self.phrases.following(inner + 1)
            nested = entry and entry[2]
            if nested and after.infinitive is not None and not after.args:
                self.consumed.add(inner)
                kind = nested if kind in ("plan", "want", "manage", "try") else kind
                inner = after.infinitive
                continue
            break
        self.consumed.add(inner)
        passive = is_passive(words, self.letters, max(place, inner - 2), inner)
        args = after.args
        if passive and who:
            args = [("", who), *(arg for arg in args if arg[0] != "by")]
            who = next((phrase for preposition, phrase in after.args if preposition == "by"), None)
        pattern, used = self._pattern(entry[0], inner, args) if entry and entry[0] else (None, None)
        act = combined(kind, pattern and pattern.act)
        if act is None:
            return
        target = self._target([*args, *following.args], used, who, act)
        start = group_start(self.letters, place)
        put = self._put(start, place)
        if kind in ("want", "try"):
            put = put._replace(modality="wanted")
        elif kind == "plan":
            put = put._replace(tense="future")
        lemma_text = f"{lemma(words[place])} to {joined(words[inner : inner + 1])}"
        self._emit(act, put, lemma_text, (start, inner + 1), who, target, 1.0 if pattern else 0.8)

    def _pattern(self, verb: str, place: int, args: list) -> tuple:
        """The first pattern of a verb that fits, and the number of the argument it uses."""
        words = self.words
        near = {preposition for preposition, _ in args}
        near.update(words[place + 1 : place + 2])
        if words[place + 1 : place + 2] and self.letters[place + 1] in "RI":
            near.update(words[place + 2 : place + 3])
        for preposition, phrase in args:
            if not preposition:
                near.update(words[phrase[1] : phrase[1] + 1])
                break
        heads: dict[int, set[str]] = {}
        for pattern in self.finder.book.verbs[verb]:
            if not near.issuperset(pattern.after):
                continue
            if pattern.objects is None:
                used = None
                return pattern, used
            last = pattern.after[-1] if pattern.after else ""
            for number, (preposition, phrase) in enumerate(args):
                if preposition != last and (preposition or last in {p for p, _ in args}):
                    continue
                if number not in heads:
                    heads[number] = self._heads(phrase)
                    if number + 1 < len(args) and args[number + 1][0] == "of":
                        heads[number] |= self._heads(args[number + 1][1])
                if not pattern.objects.isdisjoint(heads[number]):
                    self.consumed.update(range(*phrase))
                    return pattern, number
        return None, None

    def _heads(self, phrase: Words) -> set[str]:
        start, end = phrase
        heads = set()
        for number in range(start, end):
            if number == end - 1 or self.letters[number + 1] in "C,":
                word = self.words[number]
                heads.update((word, lemma(word)))
        return heads

    # -- roles

    def _target(self, args: list, used: int | None, actor: Words | None, act: str) -> Words | None:
        best, score = None, 0
        for number, (preposition, phrase) in enumerate(args):
            if preposition not in _TARGETS or phrase == actor:
                continue
            named = self.finder.names.is_named(self.sentence, phrase)
            if number == used:
                phrase = self._possessor(phrase)
                if phrase is None:
                    continue
                points = 60
            else:
                points = 100 - _TARGETS[preposition] + 30 * named
                if preposition == "of" and number and number - 1 != used:
                    points -= 25  # belongs to what is before it
                if preposition in ("in", "by", "inside", "about") and not named:
                    continue
                if preposition in ("in", "for", "about"):
                    points -= 40
            if points > score:
                best, score = phrase, points
        return best

    def _possessor(self, phrase: Words) -> Words | None:
        """Whose something is: "Norland's | plan", "the Norland | plan"."""
        start, end = phrase
        for number in range(start, end):
            if self.letters[number] == "S" and number > start:
                return start, number
        found = self.finder.gazetteer.find(self.sentence.shown, start, end - 1)
        return (found[0], found[1]) if found else None

    def _put(self, start: int, place: int) -> Certainty:
        return certainty(self.words, self.letters, start, place, clause_start(self.letters, start))

    def _add(self, place, start, pattern, who, target, following) -> None:
        put = self._put(start, place)
        name = pattern.written.replace("&", "").replace("@", "").replace("=", "")
        verb = lemma(self.words[place])
        text = " ".join([verb, *name.split()[1:]])
        self._emit(pattern.act, put, text, (start, place + 1), who, target, 1.0)

    def _emit(self, act, put: Certainty, text, words: Words, who, target, confidence, reason="") -> None:
        original = act
        if put.obliged and who:
            who, target, act = None, who, "request"
        elif put.negated and act in COOPERATION and (put.tense != "past" or put.modality == "impossible"):
            act, put = "reject", put._replace(negated=False)
        elif put.tense == "future" or put.modality in ("possible", "probable", "wanted"):
            act = combined("plan", act)
        actors = self._names(who)
        targets = self._names(target)
        if original in MUTUAL and len(actors) == 2 and not targets:
            actors, targets = actors[:1], actors[1:]
        sentence = self.sentence
        for actor in actors or [None]:
            for aim in targets or [None]:
                spans = [one[1] for one in (actor, aim) if one]
                spans.append((sentence.starts[words[0]], sentence.ends[words[1] - 1]))
                self.found.append(
                    Statement(
                        self.number, min(s[0] for s in spans), max(s[1] for s in spans), actor and actor[0], act,
                        aim and aim[0], ACTS[act], put.negated, False, put.modality, put.tense,
                        self.finder.book.deeds[act], text, actor and actor[1], spans[-1], aim and aim[1], False,
                        confidence, reason,
                    )
                )  # fmt: skip

    def _names(self, phrase: Words | None) -> list[tuple[str, tuple[int, int]]]:
        """The names in a noun phrase, one for each of its conjuncts, with their offsets."""
        if phrase is None:
            return []
        found = []
        start, end = phrase
        parts = [start]
        for number in range(start, end):
            if self.letters[number] == "C" and number + 1 < end:
                parts.append(number + 1)
        parts.append(end + 1)
        for a, b in zip(parts, parts[1:], strict=False):
            b = min(b - 1, end)
            while b > a and self.letters[b - 1] in ",CWT":
                b -= 1
            if b <= a:
                continue
            name, (x, y) = self.finder.names.name(self.sentence, (a, b))
            found.append((name, (self.sentence.starts[x], self.sentence.ends[y - 1])))
        return found

    # -- nouns

    def _by_noun(self, place: int, act: str) -> None:
        start = next((a for a, b in self.phrases.all if a <= place < b and b == place + 1), None)
        if start is None or self.found:
            return
        following = self.phrases.following(place + 1)
        actor = self._possessor((start, place + 1))
        by = next((phrase for preposition, phrase in following.args if preposition == "by"), None)
        actor = by or actor
        args = [arg for arg in following.args if arg[0] != "by"]
        target = self._target(args, None, actor, act)
        if actor and target:
            self._emit(act, Certainty(), self.words[place], (place, place + 1), actor, target, 0.5, "named by a noun")


def combined(kind: str, act: str | None) -> str | None:
    """The act of an operator and the act it is about.

    Examples
    --------
    >>> combined("threaten", "assault"), combined("plan", "assault"), combined("refuse", "consult")
    ('threaten', 'threaten', 'reject')
    """
    if kind == "threaten":
        return "threaten"
    if kind == "refuse":
        return "reject"
    if kind in ("promise", "agree"):
        return "threaten" if act in MATERIAL else kind
    if kind in ("request", "allow", "force"):
        return {"request": "request", "allow": "yield", "force": "coerce"}[kind]
    if act is None or kind in ("manage", "try"):
        return act
    if act in MATERIAL:
        return "threaten"
    return "agree" if act in COOPERATION and act != "promise" else act

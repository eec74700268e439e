"""The statements of one sentence: from verbs and nouns of the codebook to actor, act and target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from discourse.language.lemmas import lemma
from discourse.negotiation.acts import Pattern
from discourse.negotiation.certainty import Certainty, certainty
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
        if not hits and "must" not in self.words:
            return []
        self._settle(hits)
        self.letters = self.sentence.letters
        self.phrases = Phrases(self.sentence, self.finder.lexicon.time_words)
        self.sources = Sources(self.sentence, self.finder.lexicon.time_words)
        self._reporters = None
        self._by_obligation()
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
        letters = sentence.letters
        letter, before = letters[place], letters[place - 1 : place]
        if letter == "G" and (before in ("D", "J", "S", "N") and place or letters[place + 1 : place + 2] == "O"):
            return False
        if letter in "NEJ" and before in tuple("NE") and self._has_verb(place):
            return False
        if is_verb(sentence, place, self.finder.lexicon):
            return True
        return letters[place] == "K" and place > 0 and letters[place - 1] in "NEP" and self.words[place + 1 : place + 2] == ["by"]

    def _has_verb(self, place: int) -> bool:
        """Whether the clause has a finite verb before a word: "launched air | strikes"."""
        letters = self.sentence.letters
        start = max(letters.rfind(mark, 0, place) for mark in ".;:,TWUHC") + 1
        return any(letter in "VXY" for letter in letters[start:place])

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
        if operator and operator != "purpose" and following.infinitive is not None and not passive:
            has_object = any(not preposition or preposition in ("on", "to", "for", "with") for preposition, _ in following.args)
            if not has_object or operator in ("threaten", "promise", "agree", "plan", "refuse"):
                self._by_operator(place, operator, following, who)
                return
            self.consumed.add(following.infinitive)
        if operator == "purpose" and following.infinitive is not None and self._for_purpose(place, start, who, following):
            return
        if operator and passive and following.infinitive is not None and operator in ("plan", "manage"):
            self._by_operator(place, operator, following, who)
            return
        if verb is None:
            return
        if passive or reduced:
            self._passive(place, verb, start, who, following)
        else:
            self._active(place, verb, start, who, following)

    def _by_obligation(self) -> None:
        """ "Hale said Norland must leave": a request of the one who says so to the one who must."""
        for place, word in enumerate(self.words):
            if word in ("must", "should") and self.letters[place] == "Y":
                verb = place + 1
                while self.letters[verb : verb + 1] in ("R", "X"):
                    verb += 1
                whom = self.phrases.ending(place)
                reporter = self._reporter(place)
                if not whom or not reporter or self.letters[verb : verb + 1] not in tuple("BVKNJG"):
                    continue
                self.consumed.update((verb, *([place + 2] if self.words[place + 1 : place + 2] == ["be"] else [])))
                put = self._put(place, verb)._replace(negated=False, obliged=False, modality="required")
                text = f"{word} {lemma(self.words[verb])}"
                self._emit("request", put, text, (place, verb + 1), reporter, whom, 0.9)

    def _reporter(self, place: int) -> Words | None:
        """Who says what is said at a word: the subject of the reporting verb before it, or of one that closes the sentence."""
        if self._reporters is None:
            verbs = self.finder.lexicon.verbs
            self._reporters = []
            for number, word in enumerate(self.words):
                if word in verbs and verbs[word].kind == "speech" and self.letters[number] in "VG":
                    who = self._subject(number)
                    if who:
                        self._reporters.append((number, who))
        before = [one for one in self._reporters if one[0] < place]
        if before:
            return before[-1][1]
        after = [one for one in self._reporters if one[0] > place and one[0] > len(self.words) - 12]
        return after[-1][1] if after and (after[-1][1][1] <= after[-1][0] or after[-1][1][0] > after[-1][0]) else None

    def _active(self, place: int, verb: str, start: int, who: Words | None, following: Following) -> None:
        pattern, used = self._pattern(verb, place, following.args)
        if pattern is None:
            return
        target = self._target(following.args, used, who, pattern)
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
        self._add(place, start, pattern, agent, self._target(args, used, agent, pattern), following)

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
        target = self._target([*args, *following.args], used, who, pattern)
        start = group_start(self.letters, place)
        put = self._put(start, place)
        if kind in ("want", "try"):
            put = put._replace(modality="wanted")
        elif kind == "plan":
            put = put._replace(tense="future")
        lemma_text = f"{lemma(words[place])} to {joined(words[inner : inner + 1])}"
        self._emit(act, put, lemma_text, (start, inner + 1), who, target, 1.0 if pattern else 0.8)

    def _for_purpose(self, place: int, start: int, who: Words | None, following: Following) -> bool:
        """ "summoned the envoy to complain": the act is what it was done for."""
        inner = following.infinitive
        entry = self.finder.entry(self.words[inner])
        after = self.phrases.following(inner + 1)
        if not entry or not entry[0] or following.args[-1:] and following.args[-1][0] not in ("", "to", "of", "in", "into"):
            return False
        pattern, used = self._pattern(entry[0], inner, after.args)
        if pattern is None or pattern.act in ("aid", "yield"):
            return False
        self.consumed.add(inner)
        target = self._target(after.args, used, who, pattern) if pattern.act == "assault" else None
        target = target or self._target([*following.args, *after.args], None, who, pattern)
        text = f"{lemma(self.words[place])} to {lemma(self.words[inner])}"
        self._emit(pattern.act, self._put(start, place), text, (start, place + 1), who, target, 0.8)
        return True

    def _pattern(self, verb: str, place: int, args: list) -> tuple:
        """The first pattern of a verb that fits, and the number of the argument it uses."""
        words = self.words
        near = {preposition for preposition, _ in args}
        near.update(words[place + 1 : place + 2])
        if self.letters[place + 1 : place + 2] in ("R", "I") and self.letters[place + 2 : place + 3] in ("R", "I", "O"):
            near.update(words[place + 2 : place + 3])
        for preposition, phrase in args:
            if not preposition:
                if self.letters[phrase[1] : phrase[1] + 1] in ("R", "J"):
                    near.update(words[phrase[1] : phrase[1] + 1])
                break
        heads: dict[int, set[str]] = {}
        for pattern in self.finder.book.verbs.get(verb, ()):
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
                    heads[number] = self._heads(phrase, args[number + 1 : number + 2])
                if not pattern.objects.isdisjoint(heads[number]):
                    self.consumed.update(range(*phrase))
                    return pattern, number
        if verb in self.finder.book.performs:
            return self._performed(args)
        return None, None

    def _performed(self, args: list) -> tuple:
        """What a verb does that says no more than that its object is done."""
        for number, (preposition, phrase) in enumerate(args[:1]):
            entry = None if preposition else self.finder.entry(self.words[phrase[1] - 1])
            if entry and entry[1]:
                self.consumed.update(range(*phrase))
                return Pattern(entry[1], (), None, f"perform {self.words[phrase[1] - 1]}"), number
        return None, None

    def _heads(self, phrase: Words, following: list) -> set[str]:
        """The lemmas of the nouns that count in a phrase: "a series of | attacks", "a | mediation effort"."""
        start, end = phrase
        heads = set()
        for number in range(start, end):
            if number == end - 1 or self.letters[number + 1] in "C,":
                word = self.words[number]
                heads.update((word, lemma(word)))
        if not heads.isdisjoint(self.finder.book.light):
            if end - start > 1:
                heads.update((self.words[end - 2], lemma(self.words[end - 2])))
            if following and following[0][0] == "of":
                heads |= self._heads(following[0][1], [])
        elif following and following[0][0] == "of" and self.words[end - 1] not in self.finder.book.nouns:
            heads |= self._heads(following[0][1], [])
        return heads

    # -- roles

    def _target(self, args: list, used: int | None, actor: Words | None, pattern: Pattern | None) -> Words | None:
        """Whom or what an act is done to: the argument that is likeliest, by preposition and by being named."""
        best, score = None, 0
        for number, (preposition, words) in enumerate(args):
            if preposition not in _TARGETS or words == actor:
                continue
            phrase = self._extended(words)
            named = self.finder.names.is_named(self.sentence, words)
            points = 100 - _TARGETS[preposition] + 30 * named
            if number == used and not (pattern and pattern.whom):
                phrase, points = self._possessor(words), 60
                if phrase is None:
                    continue
            elif preposition == "of" and number and number - 1 != used:
                points -= 45  # belongs to what is before it
            elif preposition == "by" and number:
                points += 25  # "condemned the protest by farmers"
            elif preposition in ("in", "inside", "about", "for", "near", "across"):
                points -= 40
                if not named and preposition != "for":
                    continue
            if points > score:
                best, score = phrase, points
        return best

    def _extended(self, phrase: Words) -> Words:
        """With what "of" adds to it: "dozens of | activists"."""
        start, end = phrase
        if self.letters[end : end + 1] == "O" and end + 1 in self.phrases.start:
            return start, self.phrases.coordinated(end + 1)
        return phrase

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
        actors = self._names(who, words[0])
        targets = self._names(target, words[0])
        if original in MUTUAL and len(actors) == 2 and not (target and self.finder.names.is_named(self.sentence, target)):
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

    def _names(self, phrase: Words | None, at: int) -> list[tuple[str, tuple[int, int]]]:
        """The names in a noun phrase, one for each of its conjuncts, with their offsets."""
        if phrase is None:
            return []
        found = []
        start, end = self.phrases.without_time(phrase)
        if end - start == 1 and self.words[start] in _PRONOUNS:
            meant = self._referent(start)
            name = self._names(meant, at)[0][0] if meant else self.words[start]
            return [(name, (self.sentence.starts[start], self.sentence.ends[start]))]
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

    def _referent(self, place: int) -> Words | None:
        """What a pronoun stands for, in its sentence: who reports the clause, else the first named subject before it."""
        reporter = self._reporter(place)
        if reporter and reporter[1] <= place and reporter[0] != place and self.words[reporter[0]] not in _PRONOUNS:
            return reporter
        for start, end in self.phrases.all:
            if end > place:
                return None
            if (start == 0 or self.letters[start - 1] not in "IO") and not self.phrases.is_time((start, end)):
                if self.words[start] not in _PRONOUNS:
                    return start, end
        return None

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

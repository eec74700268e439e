"""The statements of one sentence: from verbs and nouns of the codebook to actor, act and target."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.language.lemmas import lemma
from discourse.negotiation.acts import Pattern
from discourse.negotiation.certainty import Certainty, certainty, conditions, is_conditional, sureness
from discourse.negotiation.combine import COOPERATION, combined, is_mutual
from discourse.negotiation.fitting import fit
from discourse.negotiation.mending import is_act, mend
from discourse.negotiation.phrases import Following, is_passive
from discourse.negotiation.roles import Role, Roles
from discourse.negotiation.statement import ACTS, Statement
from discourse.voices.grammar import Words, group_start
from discourse.voices.sentence import Sentence
from discourse.voices.sources import clause_start

if TYPE_CHECKING:
    from discourse.negotiation.find import Finder

_CONDITIONED = frozenset(
    ["threaten", "promise", "agree", "request"]
)  # words that a condition hangs on even in the past
_NEED_OBJECT = frozenset(["sanction", "coerce", "aid", "support", "accuse", "request", "mobilize"])
_SAID = frozenset(["request", "accuse", "reject", "threaten", "agree", "promise"])  # acts that take a clause
_LEAST = 0.3  # confidence below which nothing is said


class Clauses:
    """Finds the statements of one sentence.

    Parameters
    ----------
    finder : Finder
    sentence : Sentence
    number : int
        Of the sentence in its text.
    before : list of Sentence
        The sentences before it.
    """

    def __init__(self, finder: Finder, sentence: Sentence, number: int, before: list[Sentence]):
        self.finder, self.sentence, self.number, self.before = finder, sentence, number, before
        self.words = sentence.words
        self.found: list[Statement] = []
        self.consumed: set[int] = set()
        self.verbs: set[int] = set()

    def statements(self, hits: list[tuple[int, tuple]]) -> list[Statement]:
        """The statements, in the order of their acts; `hits` are the words the codebook knows."""
        self._settle(hits)
        self.letters = self.sentence.letters
        self.roles = Roles(self.finder, self.sentence, self.before)
        self.conditions = conditions(self.words, self.letters)
        self._obligations()
        self._responsibilities()
        nouns = []
        for place, (verb, noun, operator) in hits:
            if place in self.consumed:
                continue
            if place in self.verbs:
                self._verb(place, verb, operator)
            elif operator and self.words[place + 1 : place + 2] == ["to"]:
                self._operator(place, operator, self.roles.phrases.following(place + 1), self.roles.subject(place))
            elif noun and self.letters[place] in "NE":
                nouns.append((place, noun))
        if not self.found:
            for place, act in nouns:
                self._noun(place, act)
        self.found.sort(key=lambda one: one.act_span)
        return self.found

    def _settle(self, hits: list) -> None:
        """Decide which words are verbs and give them a verb's letter."""
        sentence = self.sentence
        mend(sentence)
        for place, (verb, _, operator) in hits:
            letter = sentence.letters[place]
            if (verb or operator) and is_act(sentence, place, self.finder.lexicon):
                self.verbs.add(place)
                new = "V" if letter in "NEJ" else letter
            else:
                new = "N" if letter == "V" and sentence.letters[place - 1 : place] in tuple("JDOS") else letter
            if new != letter:
                sentence.letters = sentence.letters[:place] + new + sentence.letters[place + 1 :]

    # -- verbs

    def _verb(self, place: int, verb: str | None, operator: str | None) -> None:
        following = self.roles.phrases.following(place + 1)
        start = group_start(self.letters, place)
        who = self.roles.subject(place)
        passive = is_passive(self.words, self.letters, start, place)
        inner = following.infinitive
        if operator and inner is not None:
            has_object = any(preposition in ("", "on", "to", "for", "with") for preposition, _ in following.args)
            if passive:
                if operator in ("plan", "manage", "likely"):
                    self._operator(place, operator, following, who)
                    return
            elif operator == "purpose":
                if self._purpose(place, start, who, following):
                    return
            elif operator == "want" and has_object:
                self._wish(place, start, who, following)
                return
            elif not has_object or operator in ("threaten", "promise", "agree", "plan", "refuse"):
                self._operator(place, operator, following, who)
                return
            else:
                self.consumed.add(inner)
        if verb is None:
            return
        args = following.args
        agents = [(who, False)] if who else []
        if passive or (self.letters[place] == "K" and self.words[place + 1 : place + 2] == ["by"]):
            args = [("", who), *(arg for arg in args if arg[0] != "by")] if who else args
            agents = [(p, self.words[p[0] - 2] == "not") for preposition, p in following.args if preposition == "by"]
        pattern, used = self._fit(verb, place, args, following)
        if pattern is None:
            return
        if pattern.act == "protest" and inner is not None:  # "marched to demand": whom it is against stands there
            args = [*args, *self.roles.phrases.following(inner + 1).args]
            self.consumed.add(inner)
        target = self.roles.target(args, used, agents[0][0] if agents else None, pattern)
        if target is None and following.clause and (pattern.act in _SAID or "that" in pattern.after):
            target = following.clause
        if self.words[place] in _MATTER:
            agents, target = self._to_whom(args, who, place)
        if not passive and target is None and used is None and pattern.act in _NEED_OBJECT:
            return
        if not agents and not passive and self.letters[place] in "VG":
            return
        text = " ".join([lemma(self.words[place]), *pattern.written.translate(_PLAIN).split()[1:]])
        put = self._put(start, place)
        if verb in ("want", "wish"):
            put = put._replace(modality="wanted")
        self._emit(pattern.act, put, text, (start, place + 1), agents, target, 1.0)

    def _to_whom(self, args: list, who: Words | None, place: int) -> tuple[list, Words | None]:
        """ "what matters to Hale is the process": Hale's, and about the process."""
        agents = [(phrase, False) for preposition, phrase in args if preposition == "to"]
        be = next((n for n in range(place + 1, len(self.words)) if self.letters[n] == "X"), None)
        if who is None or "what" in self.words[max(0, place - 1) : place]:
            starts = self.roles.phrases.start
            return agents, (be + 1, starts[be + 1]) if be is not None and be + 1 in starts else None
        return agents, who

    def _fit(self, verb, place, args, following=None) -> tuple[Pattern | None, int | None]:
        pattern, used = fit(self.finder.book, verb, place, self.words, self.letters, args, following)
        if used is not None:
            self.consumed.update(range(*args[used][1]))
        return pattern, used

    def _wish(self, place: int, start: int, who: Words | None, following: Following) -> None:
        """ "want the talks to end" is against the talks, "want Norland to leave" asks Norland."""
        inner = following.infinitive
        self.consumed.add(inner)
        target = next(phrase for preposition, phrase in following.args)
        ends = lemma(self.words[inner]) in self.finder.book.stops
        put = self._put(start, place)._replace(modality="wanted")
        act = "request"
        if ends:
            act = "support" if put.negated else "reject"
            put = put._replace(negated=False)
        text = f"{lemma(self.words[place])} to {self.words[inner]}"
        self._emit(act, put, text, (start, place + 1), [(who, False)] if who else [], target, 0.9)

    def _operator(self, place: int, kind: str, following: Following, who: Words | None) -> None:
        inner = following.infinitive
        if inner is None:
            return
        words, letters = self.words, self.letters
        while True:
            entry = self.finder.entries[words[inner]]
            after = self.roles.phrases.following(inner + 1)
            self.consumed.add(inner)
            if not (entry and entry[2] and after.infinitive is not None and not after.args):
                break
            kind = entry[2] if kind in ("plan", "want", "manage", "try", "likely") else kind
            inner = after.infinitive
        args = after.args
        agents = [(who, False)] if who else []
        if is_passive(words, letters, max(place, inner - 2), inner) and who:
            args = [("", who), *(arg for arg in args if arg[0] != "by")]
            agents = [(phrase, False) for preposition, phrase in after.args if preposition == "by"]
        pattern, used = self._fit(entry[0], inner, args, after) if entry and entry[0] else (None, None)
        act = combined(kind, pattern and pattern.act)
        if act is None:
            return
        target = self.roles.target([*args, *following.args], used, agents[0][0] if agents else None, pattern)
        start = group_start(letters, place)
        put = self._put(start, place)
        if kind in ("want", "try"):
            put = put._replace(modality="wanted")
        elif kind in ("plan", "likely"):
            put = put._replace(tense="future", modality=sureness().get(words[place], put.modality))
        text = f"{lemma(words[place])} to {words[inner]}"
        if pattern:
            text = " ".join([text, *pattern.written.translate(_PLAIN).split()[1:]])
        self._emit(act, put, text, (start, inner + 1), agents, target, 1.0 if pattern else 0.8)

    def _purpose(self, place: int, start: int, who: Words | None, following: Following) -> bool:
        """ "summoned the envoy to complain": the act is what it was done for."""
        inner = following.infinitive
        entry = self.finder.entries[self.words[inner]]
        after = self.roles.phrases.following(inner + 1)
        if (
            not entry
            or not entry[0]
            or (following.args and following.args[-1][0] not in ("", "to", "of", "in", "into"))
        ):
            return False
        outer, _ = fit(self.finder.book, lemma(self.words[place]), place, self.words, self.letters, following.args)
        pattern, used = self._fit(entry[0], inner, after.args, after)
        if pattern is None or pattern.act in ("aid", "yield") or (outer and outer.act == "protest"):
            return False
        self.consumed.add(inner)
        target = self.roles.target(after.args, used, who, pattern) if pattern.act == "assault" else None
        target = target or self.roles.target([*following.args, *after.args], None, who, pattern)
        text = f"{lemma(self.words[place])} to {self.words[inner]}"
        put = self._put(start, place)
        self._emit(pattern.act, put, text, (start, place + 1), [(who, False)] if who else [], target, 0.8)
        return True

    def _obligations(self) -> None:
        """ "Hale said Norland must leave": a request of the one who says so to the one who must."""
        for place, word in enumerate(self.words):
            if word not in ("must", "should") or self.letters[place] != "Y":
                continue
            verb = place + 1
            while self.letters[verb : verb + 1] in ("R", "X") and verb < place + 4:
                verb += 1
            whom = self.roles.phrases.ending(place)
            reporter = self.roles.reporter(place)
            if not whom or not reporter or self.letters[verb : verb + 1] not in tuple("BVKNJGXD"):
                continue
            self.consumed.update(range(place + 1, verb + 1))
            put = self._put(place, verb)._replace(negated=False, modal=False, obliged=False, modality="required")
            text = f"{word} {lemma(self.words[verb])}"
            self._emit("request", put, text, (place, verb + 1), [(reporter, False)], whom, 0.9)

    def _responsibilities(self) -> None:
        """ "the decision lies in the hands of one person": that person can, and the text says who alone."""
        words = self.words
        for place in range(2, len(words) - 3):
            if (
                words[place] != "hands"
                or words[place + 1] != "of"
                or words[place - 1] != "the"
                or words[place - 2] != "in"
            ):
                continue
            phrase = self.roles.phrases.start.get(place + 2)
            verb = next((n for n in range(place - 3, -1, -1) if self.letters[n] in "VXB"), None)
            what = verb is not None and self.roles.subject(verb)
            if phrase and what:
                put = Certainty(False, "possible", "present")
                only = not {"entirely", "solely", "only", "one", "alone"}.isdisjoint(words[verb : phrase + 1])
                agents = [((place + 2, phrase), False)]
                self._emit("yield", put, "in the hands of", (verb, place + 1), agents, what, 0.6, sole=only)

    # -- nouns

    def _noun(self, place: int, act: str) -> None:
        """ "a Norland attack on the port", "talks between Norland and Estmark"."""
        phrases = self.roles.phrases
        start = phrases.end.get(place + 1)
        if start is None or place in self.consumed:
            return
        args = phrases.following(place + 1).args
        between = next((phrase for preposition, phrase in args if preposition == "between"), None)
        by = next((phrase for preposition, phrase in args if preposition == "by"), None)
        actor = by or between or self.roles.possessor((start, place + 1))
        target = None if between else self.roles.target([a for a in args if a[0] != "by"], None, actor, None)
        if actor and (target or between):
            put = Certainty()
            self._emit(act, put, self.words[place], (place, place + 1), [(actor, False)], target, 0.5)

    # -- statements

    def _put(self, start: int, place: int) -> Certainty:
        letters = self.letters
        if letters[place] == "G" and start == place and letters[place - 1 : place] in ("V", "B"):
            return self._put(group_start(letters, place - 1), place - 1)
        if letters[start - 1 : start] == "C" and letters[place] == "B":  # "will come and | talk"
            verb = next((n for n in range(start - 2, -1, -1) if letters[n] in "VXYB.;:"), -1)
            if verb >= 0 and letters[verb] in "VB":
                return self._put(group_start(letters, verb), verb)
        return certainty(self.words, letters, start, place, clause_start(letters, start))

    def _emit(self, act, put: Certainty, text, words: Words, agents, target, confidence, *, sole=False):
        """Add the statements of an act: one for each actor and target, with what is set against them."""
        original = act
        actors = [
            role._replace(negated=role.negated ^ no) for phrase, no in agents for role in self.roles.named(phrase)
        ]
        targets = [
            role._replace(negated=role.negated ^ no)
            for phrase, no in (self.roles.contrasted(target) if target else ())
            for role in self.roles.named(phrase)
        ]
        targets = [self._other(role, actors) for role in targets]
        if put.obliged and actors:
            actors, targets, act, put = [], actors, "request", put._replace(negated=False)
        elif put.negated and act in COOPERATION and (put.tense != "past" or put.modality == "impossible"):
            act, put = "reject", put._replace(negated=False)
        elif put.tense == "future" or put.modal:
            act = combined("plan", act)
            if "unless" in self.words and act == "agree":
                act = "threaten"
        if is_mutual(original, text) and len(actors) == 2 and not (target and self._is_named(target)):
            actors, targets = actors[:1], actors[1:]
        sole = sole or any(self.roles.is_sole(phrase) for phrase, _ in agents)
        act_span = (self.sentence.starts[words[0]], self.sentence.ends[words[1] - 1])
        conditional = is_conditional(words[0], self.conditions, put, act in _CONDITIONED)
        for actor in actors or [None]:
            for aim in targets or [None]:
                self._add(act, put, text, act_span, actor, aim, conditional, sole, confidence)

    def _add(
        self, act, put, text, act_span, actor: Role | None, aim: Role | None, conditional, sole, confidence
    ) -> None:
        roles = [role for role in (actor, aim) if role]
        spans = [act_span, *(role.span for role in roles)]
        sure = confidence * min([role.confidence for role in roles], default=1.0)
        reasons = [role.reason for role in roles if role.reason]
        if confidence < 1:
            reasons.insert(0, _REASONS.get(confidence, "found in a longer construction"))
        negated = put.negated ^ any(role.negated for role in roles) ^ self._is_denied(act_span[0])
        if actor and not actor.acts:
            sure *= 0.6
            reasons.append("the actor is no person, group or state that is known")
        if sure < _LEAST or not any(role.acts for role in roles):
            return
        self.found.append(
            Statement(
                self.number, min(s[0] for s in spans), max(s[1] for s in spans), actor and actor.name, act,
                aim and aim.name, ACTS[act], negated, conditional, put.modality, put.tense,
                self.finder.book.deeds[act], text, actor and actor.span, act_span, aim and aim.span, sole,
                round(sure, 2), "; ".join(dict.fromkeys(reasons)),
            )
        )  # fmt: skip

    def _other(self, role: Role, actors: list[Role]) -> Role:
        """A target that is a pronoun is not the actor: "one person who doesn't want it"."""
        text = self.sentence.shown[0] and role.reason
        if not text or not any(role.name == actor.name for actor in actors) and role.confidence > 0.3:
            return role
        place = self.sentence.starts.index(role.span[0])
        topic = self.roles.topic(place) if self.words[place] in ("it", "this", "that") else None
        return role._replace(name=topic or self.sentence.shown[place], confidence=0.5 if topic else 0.3)

    def _is_denied(self, start: int) -> bool:
        """Whether the clause is what somebody denies: "denied that …"."""
        for place, word in enumerate(self.words[:-1]):
            if word in _DENY and self.sentence.starts[place] < start and self.words[place + 1] in ("that", "having"):
                return True
        return False

    def _is_named(self, phrase: Words) -> bool:
        return self.finder.names.is_named(self.sentence, phrase)


_MATTER = frozenset(["matter", "matters", "mattered"])
_DENY = frozenset(["deny", "denies", "denied", "denying", "refute", "refuted", "refutes"])
_PLAIN = str.maketrans("", "", "&@=")
_REASONS = {0.5: "named by a noun"}

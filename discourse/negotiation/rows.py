"""From an act with its words and roles to statements: what becomes of it when it is denied, to come or conditional."""

from __future__ import annotations

from discourse.negotiation.certainty import Certainty, certainty, conditions, is_conditional
from discourse.negotiation.combine import COOPERATION, combined, is_mutual
from discourse.negotiation.roles import Role, Roles
from discourse.negotiation.statement import ACTS, Statement
from discourse.voices.grammar import Words, group_start
from discourse.voices.sources import clause_start
from discourse.voices.spans import Span

_CONDITIONED = frozenset(
    ["threaten", "promise", "agree", "request"]
)  # words that a condition hangs on even in the past
_LEAST = 0.3  # confidence below which nothing is said
_NO_AGENT = 0.6  # how sure an actor is that is no person, group or state
_DENY = frozenset(["deny", "denies", "denied", "denying", "refute", "refuted", "refutes"])
_BY_NOUN = 0.5


class Rows:
    """Collects the statements of one sentence.

    Parameters
    ----------
    roles : Roles
    number : int
        Of the sentence in its text.
    """

    def __init__(self, roles: Roles, number: int):
        self.roles, self.number = roles, number
        self.finder, self.sentence = roles.finder, roles.sentence
        self.words, self.letters = roles.words, roles.letters
        self.conditions = conditions(self.words, self.letters)
        self.found: list[Statement] = []

    def put(self, start: int, place: int) -> Certainty:
        """How the verb at a word is put whose group begins at `start`."""
        letters = self.letters
        if letters[place] == "G" and start == place and letters[place - 1 : place] in ("V", "B"):
            return self.put(group_start(letters, place - 1), place - 1)
        if letters[start - 1 : start] == "C" and letters[place] == "B":  # "will come and | talk"
            verb = next((n for n in range(start - 2, -1, -1) if letters[n] in "VXYB.;:"), -1)
            if verb >= 0 and letters[verb] in "VB":
                return self.put(group_start(letters, verb), verb)
        return certainty(self.words, letters, start, place, clause_start(letters, start))

    def add(
        self,
        act: str,
        put: Certainty,
        lemma: str,
        words: Words,
        agents: list[tuple[Words, bool]],
        target: Words | None,
        confidence: float = 1.0,
        *,
        sole: bool = False,
        until: int = 0,
    ) -> None:
        """Add the statements of an act: one for each actor and target, with what is set against them.

        Parameters
        ----------
        act : str
        put : Certainty
        lemma : str
            The verb or phrase it was coded by.
        words : (int, int)
            The words of the act.
        agents : list of ((int, int), bool)
            Who acts, and whether the text denies it.
        target : (int, int) or None
        confidence : float
        sole : bool
        until : int
            The word after the last that is evidence, if that is more than act and roles.
        """
        original = act
        actors = [
            role._replace(negated=role.negated ^ no)
            for phrase, no in agents
            for role in self.roles.named(self.roles.doer(phrase))
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
        if is_mutual(original, lemma) and len(actors) == 2 and not (target and self._is_partner(target, words)):
            actors, targets = actors[:1], actors[1:]
        sole = sole or any(self.roles.is_sole(phrase) for phrase, _ in agents)
        act_span = (self.sentence.starts[words[0]], self.sentence.ends[words[1] - 1])
        end = self.sentence.ends[until - 1] if until else act_span[1]
        conditional = is_conditional(words[0], self.conditions, put, act in _CONDITIONED)
        for actor in actors or [None]:
            for aim in targets or [None]:
                self._add(act, put, lemma, act_span, (actor, aim), (conditional, sole, end), confidence)

    def _add(
        self,
        act: str,
        put: Certainty,
        lemma: str,
        act_span: Span,
        pair: tuple[Role | None, Role | None],
        how: tuple[bool, bool, int],
        confidence: float,
    ) -> None:
        (actor, aim), (conditional, sole, end) = pair, how
        roles = [role for role in (actor, aim) if role]
        spans = [act_span, *(role.span for role in roles)]
        sure = confidence * min([role.confidence for role in roles], default=1.0)
        reasons = [role.reason for role in roles if role.reason]
        if confidence < 1:
            reasons.insert(0, "named by a noun" if confidence == _BY_NOUN else "found in a longer construction")
        negated = put.negated ^ any(role.negated for role in roles) ^ self._is_denied(act_span[0])
        if actor and not actor.acts:
            sure *= _NO_AGENT
            reasons.append("the actor is no person, group or state that is known")
        if sure < _LEAST or not any(role.acts for role in roles):
            return
        self.found.append(
            Statement(
                self.number, min(s[0] for s in spans), max(end, *(s[1] for s in spans)), actor and actor.name, act,
                aim and aim.name, ACTS[act], negated, conditional, put.modality, put.tense,
                self.finder.book.deeds[act], lemma, actor and actor.span, act_span, aim and aim.span, sole,
                round(sure, 2), "; ".join(dict.fromkeys(reasons)),
            )
        )  # fmt: skip

    def _other(self, role: Role, actors: list[Role]) -> Role:
        """A target that is a pronoun is not the actor: "one person who doesn't want it"."""
        same = any(role.name == actor.name for actor in actors)
        if not role.reason or (not same and role.confidence > _LEAST):
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

    def _is_partner(self, target: Words, act: Words) -> bool:
        """Whether a target is whom two do something with, and not something that they do."""
        direct = target[0] == act[1] or self.words[target[0] - 1] == "with"
        return direct and self.finder.names.is_named(self.sentence, target)

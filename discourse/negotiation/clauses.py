"""The statements of one sentence: from the verbs and nouns of the codebook to acts with their words and roles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.language.lemmas import lemma
from discourse.negotiation.acts import Pattern
from discourse.negotiation.certainty import sureness
from discourse.negotiation.combine import combined
from discourse.negotiation.constructions import by_noun, obligations, responsibilities
from discourse.negotiation.fitting import fit
from discourse.negotiation.mending import is_act, mend
from discourse.negotiation.phrases import Following, is_passive
from discourse.negotiation.roles import Roles
from discourse.negotiation.rows import Rows
from discourse.negotiation.statement import Statement
from discourse.voices.grammar import Words, group_start
from discourse.voices.sentence import Sentence

if TYPE_CHECKING:
    from discourse.negotiation.find import Finder

Agents = list[tuple[Words, bool]]  # who acts, and whether the text denies it

_NEED_OBJECT = frozenset(["sanction", "coerce", "aid", "support", "accuse", "request", "mobilize"])
_SAID = frozenset(["request", "accuse", "reject", "threaten", "agree", "promise"])  # acts that take a clause
_OBJECTS = ("", "on", "to", "for", "with")
_MATTER = frozenset(["matter", "matters", "mattered"])
_PLAIN = str.maketrans("", "", "&@=_")


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
        self.consumed: set[int] = set()
        self.verbs: set[int] = set()
        self.asked: list[Words] = []

    def statements(self, hits: list[tuple[int, tuple]]) -> list[Statement]:
        """The statements, in the order of their acts; `hits` are the words the codebook knows."""
        self._settle(hits)
        self.letters = self.sentence.letters
        self.roles = Roles(self.finder, self.sentence, self.before)
        self.rows = Rows(self.roles, self.number)
        self.consumed |= obligations(self.rows)
        responsibilities(self.rows)
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
        if not self.rows.found:
            for place, act in nouns:
                if place not in self.consumed:
                    by_noun(self.rows, place, act)
        return sorted(self.rows.found, key=lambda one: one.act_span)

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

    def _verb(self, place: int, verb: str | None, operator: str | None) -> None:
        """Add what a verb says: it is an act, or stands before one."""
        following = self.roles.phrases.following(place + 1)
        passive = is_passive(self.words, self.letters, group_start(self.letters, place), place)
        if operator and following.infinitive is not None:
            who = self.roles.subject(place)
            if self._before_act(place, operator, following, who, passive):
                return
        if verb is not None:
            self._act(place, verb, following, passive)

    def _before_act(self, place: int, operator: str, following: Following, who: Words | None, passive: bool) -> bool:
        """Whether a verb with an infinitive was taken as one that stands before an act."""
        has_object = any(preposition in _OBJECTS for preposition, _ in following.args)
        if passive:
            if operator not in ("plan", "manage", "likely"):
                return False
            self._operator(place, operator, following, who)
        elif operator == "purpose":
            return self._purpose(place, who, following)
        elif operator == "want" and has_object:
            self._wish(place, who, following)
        elif not has_object or operator in ("threaten", "promise", "agree", "refuse"):
            self._operator(place, operator, following, who)
        else:
            self.consumed.add(following.infinitive)
            return False
        return True

    def _act(self, place: int, verb: str, following: Following, passive: bool) -> None:
        """Add the act that a verb is, if what stands around it fits."""
        self._take_clause(place, following)
        reduced = self.letters[place] == "K" and self.words[place + 1 : place + 2] == ["by"]
        who = None
        if passive or reduced:
            who = self.roles.subject(place)
        args, agents = self._arguments(following, who, passive or reduced)
        pattern, used = self._fit(verb, place, args, following)
        if pattern is None:
            return
        if not (passive or reduced):  # looked for last: most verbs fit no pattern
            who = self.roles.subject(place)
            agents = [(who, False)] if who else []
        args = [*args, *self._of_infinitive(pattern, following)]
        target = self.roles.target(args, used, agents[0][0] if agents else None, pattern)
        if target is None and following.clause and (pattern.act in _SAID or "that" in pattern.after):
            target = following.clause
        if self.words[place] in _MATTER:
            agents, target = self._to_whom(args, who, place)
        if pattern.act == "request" and following.clause:
            self.asked.append(following.clause)
        elif who and who in self.asked:
            return  # "demanded that Norland | leave" is the demand's
        aimless = target is None and used is None and pattern.act in _NEED_OBJECT
        if not passive and (aimless or (not agents and self.letters[place] in "VG")):
            return
        start = group_start(self.letters, place)
        put = self.rows.put(start, place)
        if verb in ("want", "wish"):
            put = put._replace(modality="wanted")
        until = args[used][1][1] if used is not None and not passive else 0
        self.rows.add(pattern.act, put, self._text(place, pattern), (start, place + 1), agents, target, until=until)

    def _take_clause(self, place: int, following: Following) -> None:
        """ "arrested a man | suspected of …": what follows a verb that reports nothing is its object, not a clause."""
        clause = following.clause
        if clause and self.words[place] not in self.finder.lexicon.verbs and self.words[clause[0] - 1] != "that":
            following.args.append(("", clause))
            following.clause = None

    def _arguments(self, following: Following, who: Words | None, passive: bool) -> tuple[list, Agents]:
        """What a verb has around it as if it were active, and who acts."""
        if not passive:
            return following.args, [(who, False)] if who else []
        agents = [(p, self.words[p[0] - 2] == "not") for preposition, p in following.args if preposition == "by"]
        others = [arg for arg in following.args if arg[0] != "by"]
        return ([("", who), *others] if who else others), agents

    def _of_infinitive(self, pattern: Pattern, following: Following) -> list:
        """ "marched to demand reforms from the minister": what an infinitive adds to a protest or a request."""
        inner = following.infinitive
        if inner is None or pattern.act not in ("protest", "request"):
            return []
        self.consumed.add(inner)
        return self.roles.phrases.following(inner + 1).args if pattern.act == "protest" else []

    def _text(self, place: int, pattern: Pattern | None, inner: int | None = None) -> str:
        """The verb or phrase that an act is coded by."""
        entry = self.finder.entries[self.words[place]]
        words = [
            (entry and entry[0]) or lemma(self.words[place]),
            *(["to", self.words[inner]] if inner is not None else []),
        ]
        return " ".join([*words, *(pattern.written.translate(_PLAIN).split()[1:] if pattern else [])])

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

    def _wish(self, place: int, who: Words | None, following: Following) -> None:
        """ "want the talks to end" is against the talks, "want Norland to leave" asks Norland."""
        inner = following.infinitive
        self.consumed.add(inner)
        target = next(phrase for preposition, phrase in following.args)
        start = group_start(self.letters, place)
        ends = lemma(self.words[inner]) in self.finder.book.stops
        put = self.rows.put(start, place)._replace(modality="wanted")
        act = "request"
        if ends:
            act = "support" if put.negated else "reject"
            put = put._replace(negated=False)
        self.rows.add(
            act, put, self._text(place, None, inner), (start, place + 1), [(who, False)] if who else [], target, 0.9
        )

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
        passive = bool(who) and is_passive(words, letters, max(place, inner - 2), inner)
        args, agents = self._arguments(after, who, passive)
        pattern, used = self._fit(entry[0], inner, args, after) if entry and entry[0] else (None, None)
        act = combined(kind, pattern and pattern.act)
        if act is None:
            return
        target = self.roles.target([*args, *following.args], used, agents[0][0] if agents else None, pattern)
        start = group_start(letters, place)
        put = self.rows.put(start, place)
        if kind in ("want", "try"):
            put = put._replace(modality="wanted")
        elif kind in ("plan", "likely"):
            put = put._replace(tense="future", modality=sureness().get(words[place], put.modality))
        text, sure = self._text(place, pattern, inner), 1.0 if pattern else 0.8
        until = args[used][1][1] if used is not None and not passive else 0
        self.rows.add(act, put, text, (start, inner + 1), agents, target, sure, until=until)

    def _purpose(self, place: int, who: Words | None, following: Following) -> bool:
        """ "summoned the envoy to complain": the act is what it was done for."""
        inner = following.infinitive
        entry = self.finder.entries[self.words[inner]]
        after = self.roles.phrases.following(inner + 1)
        last = following.args[-1][0] if following.args else ""
        if not entry or not entry[0] or last not in ("", "to", "of", "in", "into"):
            return False
        outer, _ = fit(self.finder.book, lemma(self.words[place]), place, self.words, self.letters, following.args)
        pattern, used = self._fit(entry[0], inner, after.args, after)
        if pattern is None or pattern.act in ("aid", "yield") or (outer and outer.act == "protest"):
            return False
        self.consumed.add(inner)
        target = self.roles.target(after.args, used, who, pattern) if pattern.act == "assault" else None
        target = target or self.roles.target([*following.args, *after.args], None, who, pattern)
        start = group_start(self.letters, place)
        put, text = self.rows.put(start, place), self._text(place, None, inner)
        self.rows.add(pattern.act, put, text, (start, place + 1), [(who, False)] if who else [], target, 0.8)
        return True

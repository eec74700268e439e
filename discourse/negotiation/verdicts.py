"""Who speaks for or against whom: the single attributions behind the matrix of blame."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.framing.units import NOBODY
from discourse.language.divided import body_sentences
from discourse.negotiation.marks import marks_of
from discourse.negotiation.operational import is_first_person
from discourse.voices.words import author_of

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.framing.coding import Coding
    from discourse.negotiation.statements import Statements
    from discourse.negotiation.who import Who

COLUMNS = ["document", "sentence", "start", "end", "group", "target", "name", "weight", "own_voice", "act", "text"]
# Marks that speak for or against somebody also where no statement says whom, with the kind they count as.
_OF_HITS = {"sole": ("sole agency", -1), "criticism": ("criticism", -1), "credit": ("credit", 1)} | {
    "responsibility": ("responsibility", -1)
}


@cache
def _rules() -> list[tuple[str, dict]]:
    import yaml

    kinds = yaml.safe_load(Path(__file__).with_name("verdicts.yaml").read_text(encoding="utf-8"))["kinds"]
    return [(kind, rule) for kind, rules in kinds.items() for rule in rules]


def verdicts(statements: Statements, coding: Coding, *, sides: bool = False) -> pd.DataFrame:
    """One row per attribution of blame or credit; see `discourse.negotiation.blame.blame` for what counts.

    Returns
    -------
    DataFrame
        ``document, sentence, start, end`` (of the words that say so), ``group`` (who says it), ``target``, ``name``
        (the kind: criticism, obstruction, sole agency, responsibility, credit), ``weight`` (-1 or 1), ``own_voice``
        (said by them, as against told of them by somebody else), ``act`` (missing where only the codebook says so),
        ``text``. Once per sentence, kind, speaker and target.
    """
    marks = marks_of(coding)
    who = statements.who
    marked = Marked(marks, coding.hits, who)
    marks = marks[~marks["negated"] & marks["mark"].isin(list(_OF_HITS))]
    languages = statements.corpus.documents.set_index("document")["language"]
    texts, rows = Texts(statements.corpus, who), []
    for row in statements.table.itertuples(index=False):
        found = _verdict(row, marked)
        if found is None:
            continue
        kind, rule = found
        language = languages[row.document]
        speaker, actor = who.speaker(row.speaker), who.named(row.actor, language)
        if isinstance(row.actor, str) and is_first_person(row.actor, language):
            actor = speaker
        if kind == "sole agency" and actor == NOBODY:
            actor = beside(texts, row)
        by = speaker if rule["by"] == "speaker" or (row.modality == "required" and actor == NOBODY) else actor
        whom = who.named(row.target, language) if rule["of"] == "target" else actor
        if kind == "credit" and whom == NOBODY:
            continue  # to want or to approve of something is to give nobody credit
        own = row.voice in ("author", "direct") and by == speaker
        place = (row.document, row.sentence, row.act_start, row.act_end)
        rows.append((*place, by, whom, kind, rule["weight"], own, row.act, row.text))
    table = pd.DataFrame(rows, columns=COLUMNS)
    # A marked sentence that no statement has read says whom it means by the name in it.
    read = set(zip(table["document"], table["sentence"], table["weight"], strict=True))
    left = [row for row in marks.itertuples() if (row.document, row.sentence, _OF_HITS[row.mark][1]) not in read]
    table = pd.concat([table, _of_hits(left, texts)], ignore_index=True) if left else table
    return _tidied(_echoed(table, texts), sides, who)


def _echoed(table: pd.DataFrame, texts: Texts) -> pd.DataFrame:
    """Critical words inside a report of support are the author's, and speak against the supporter.

    "Hale echoes the propaganda of Norland": Hale speaks for Norland, and the author, not Hale, calls it propaganda.
    """
    place = ["document", "sentence", "group", "target"]
    credited = set(table.loc[table["weight"] > 0, place].itertuples(index=False, name=None))
    table = table.copy()
    for number in table.index[(table["name"] == "criticism") & table["act"].isna() & ~table["own_voice"]]:
        document, _, supporter, _ = found = tuple(table.loc[number, place])
        if found in credited:
            author = texts.who.speaker(author_of(texts.corpus[document]))
            table.loc[number, ["group", "target", "own_voice"]] = [author, supporter, True]
    return table


class Marked:
    """What the codebook has marked, to be asked sentence by sentence."""

    def __init__(self, marks: pd.DataFrame, hits: pd.DataFrame, who: Who):
        self.who = who
        self.politics = set(zip(hits["document"], hits["sentence"], strict=True))
        self.talks: set[tuple[str, int]] = set()
        self._spans: dict[tuple[str, int, str], list[tuple[int, int, str]]] = {}
        for row in marks.itertuples(index=False):
            if row.mark == "talks":
                self.talks.add((row.document, row.sentence))
            elif not row.negated:
                span = (row.start, row.end, who.speaker(row.speaker))
                self._spans.setdefault((row.document, row.sentence, row.mark), []).append(span)

    def fits(self, mark: str, row) -> bool:
        """Whether a statement is so marked: in its clause and by its speaker; of talks, in its sentence."""
        if mark == "talks":
            return (row.document, row.sentence) in self.talks
        spans = self._spans.get((row.document, row.sentence, mark), ())
        speaker = self.who.speaker(row.speaker)
        return any(start < row.end and row.start < end and speaker == by for start, end, by in spans)


def _verdict(row, marked: Marked) -> tuple[str, dict] | None:
    """The kind and the rule that a statement fits; None also for what is not about politics.

    A sentence is about politics if the codebook has marked anything in it, or a known side acts or is acted upon:
    a referee who is accused, or a plan for a race that is rejected, blames nobody here.
    """
    known = isinstance(row.actor_side, str) or isinstance(row.target_side, str)
    if not known and (row.document, row.sentence) not in marked.politics:
        return None
    for kind, rule in _rules():
        fits = (
            row.act in rule.get("acts", (row.act,))
            and row.negated == rule.get("negated", row.negated)
            and (row.modality == "wanted") == rule.get("wanted", row.modality == "wanted")
            and row.sole == rule.get("sole", row.sole)
            and ("coded" not in rule or marked.fits(rule["coded"], row))
        )
        if fits:
            return kind, rule
    return None


class Texts:
    """The sentences of a corpus, split once per document."""

    def __init__(self, corpus: Corpus, who: Who):
        self.corpus, self.who = corpus, who
        self._split: dict[str, tuple[str, list[tuple[int, int]]]] = {}

    def sentence(self, document: str, number: int) -> str:
        """A sentence of a document; empty if there is none of that number."""
        if document not in self._split:
            found = self.corpus[document]
            spans = [span for part in body_sentences(self.corpus, found) for span in part]
            self._split[document] = found.text, spans
        text, spans = self._split[document]
        return text[slice(*spans[number])] if 0 <= number < len(spans) else ""

    def within(self, document: str, start: int, end: int) -> str:
        """The words from `start` to `end`."""
        return self._split[document][0][start:end]


def _of_hits(left: list, texts: Texts) -> pd.DataFrame:
    rows = []
    for row in left:
        sentence = texts.sentence(row.document, row.sentence)
        kind, weight = _OF_HITS[row.mark]
        whom = _only(texts.who.names_in(texts.within(row.document, row.start, row.end)) or texts.who.names_in(sentence))
        if whom == NOBODY and row.mark == "sole":
            whom = beside(texts, row)
        own = row.voice in ("author", "direct")
        place = (row.document, row.sentence, row.start, row.end)
        rows.append((*place, texts.who.speaker(row.speaker), whom, kind, weight, own, None, sentence))
    return pd.DataFrame(rows, columns=COLUMNS)


def _only(names: list[str]) -> str:
    return names[0] if len(set(names)) == 1 else NOBODY


def beside(texts: Texts, row) -> str:
    """The one person named in the sentence after, else in the one before: who "one man" is, is said next to it."""
    for number in (row.sentence + 1, row.sentence - 1):
        found = _only(
            [name for name in texts.who.names_in(texts.sentence(row.document, number)) if texts.who.is_person(name)]
        )
        if found != NOBODY:
            return found
    return NOBODY


def _tidied(table: pd.DataFrame, sides: bool, who: Who) -> pd.DataFrame:
    if sides:
        for column in ("group", "target"):
            table[column] = table[column].map(lambda name: who.side(name) or name)
    table = table[(table["group"] != table["target"]) | (table["group"] == NOBODY)]
    key = ["document", "sentence", "group", "target", "name"]
    return table.drop_duplicates(key).sort_values(["document", "sentence", "start"], kind="stable", ignore_index=True)

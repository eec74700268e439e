"""Whether the talks still make sense, and according to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.inference import MINIMUM
from discourse.language import fold, token_spans
from discourse.language.divided import body_sentences
from discourse.negotiation.estimates import Estimates, grouped, leading_back, ratio
from discourse.negotiation.marks import UNIT, coded, expected, known, marks_of, topical_words
from discourse.voices.spans import AUTHOR

if TYPE_CHECKING:
    from discourse.framing.coding import Coding
    from discourse.negotiation.statements import Statements
    from discourse.negotiation.who import Who

HEDGED = ("probable", "possible", "unlikely")
REACH = 3  # sentences from one about the talks within which a hope or a doubt is taken to be about them
_BALANCE = "balance of hopeful and hopeless sentences, from -1 to 1"
# What each number is, and the marks that it needs.
MEASURES = {
    "outlook": (_BALANCE, ("hopeful", "hopeless")),
    "outlook, certain": (_BALANCE, ("hopeful", "hopeless")),
    "outlook, hedged": (_BALANCE, ("hopeful", "hopeless")),
    "process": ("share of process in process and outcome", ("process", "outcome")),
    "conditional": ("share of statements about the talks", ()),
    "withdrawal": ("share of sentences about the talks", ("withdrawal",)),
    "deadline": ("share of sentences about the talks", ("deadline",)),
}


def outlook(
    statements: Statements,
    coding: Coding | None = None,
    *,
    by: str | None = None,
    period: str | None = None,
    minimum: int = MINIMUM,
    seed: int = 0,
) -> Estimates:
    """How a text, an outlet or a speaker looks upon the talks.

    The unit is a sentence about the talks, or the part of one that is in one voice: it has a hit of a category about
    talks (``talks`` in ``marks.yaml``), or it is hopeful or hopeless and names peace or an agreement, or stands
    within three sentences of one about the talks. Seven numbers:

    ``outlook``
        (hopeful - hopeless) / (hopeful + hopeless), from -1 to 1. A sentence is hopeful if it has a standing hit of
        hope or a *negated* one of futility ("not doomed"), hopeless if it has a standing hit of futility or a negated
        one of hope ("no hope"). So it is, too, by what a statement in it expects (``expectations`` in
        ``marks.yaml``): that somebody will agree is hopeful; that they are unlikely to, will not, or will leave the
        talks is hopeless. A sentence that is both counts once on either side. Hope and futility as Pruitt (1997) and
        Zartman (2000) have them: optimism that an agreement can be reached is what keeps parties at the table.
    ``outlook, certain`` and ``outlook, hedged``
        The same, of sentences without and with a hedge: a hit of the category for hedges (Hyland 2005), or a statement
        that is probable, possible or unlikely.
    ``process``
        process / (process + outcome): talking itself, as against what it is to lead to (Iklé 1964, on negotiating for
        side effects). Negated hits do not count.
    ``conditional``
        Of the statements (who does what to whom) in sentences about the talks, the share that holds under a condition.
    ``withdrawal``, ``deadline``
        The share of sentences about the talks in which somebody leaves or threatens to leave them, or in which time
        runs out.

    Parameters
    ----------
    statements : Statements
        What `discourse.statements` found.
    coding : Coding, optional
        With a codebook that has these categories; without it the corpus is coded with ``war-and-talks``.
    by : str, optional
        ``"speaker"`` (whose outlook it is: who hopes, not who reports it), ``"voice"``, or a column of the documents;
        ``"actor"`` is the speaker where no document names its actor.
    period : str, optional
        As for `Coding.rate`.
    minimum : int
        With fewer documents than this that have something to count, there is no number; in a corpus of a single
        text, with fewer sentences.
    seed : int
        Of the bootstrap.

    Returns
    -------
    Estimates
        ``name, measure, group, period, value, low, high, n_documents, counted, n_units, method``. Of `n_units`
        sentences (or statements), `counted` are hopeful, process, conditional and so on. Intervals are from a
        bootstrap over documents; in a corpus of a single text over its sentences, which says how firm the number is
        within this text and nothing about others. ``.evidence(name=…, group=…)`` gives the sentences.

    Raises
    ------
    ColumnError
        There is no such column.
    DateError
        Periods were asked for, and no document has a date.

    Examples
    --------
    >>> import discourse as dc
    >>> texts = dc.read("two-columns")
    >>> table = outlook(dc.statements(texts), by="outlet")
    >>> hopes = table[table["name"] == "outlook"].set_index("group")["value"]
    >>> bool(hopes["The Estuary Post"] > hopes["The Granite Ledger"])
    True
    """
    coding = coded(statements, coding)
    if by == "actor" and statements.corpus.table("actor")["actor"].isna().all():
        by = "speaker"
    units, behind = sentences_about_talks(statements, coding)
    units = grouped(units, statements.corpus, by, period, minimum)
    behind = behind.merge(units[[*UNIT, "group", "period"]].drop_duplicates(), on=UNIT, how="inner")
    tables = []
    for name, (measure, needed) in MEASURES.items():
        if not all(known(coding, mark) for mark in needed):
            continue
        part = _sides(units, name)
        tables.append(ratio(part, statements.corpus, name=name, measure=measure, minimum=minimum, seed=seed))
    return leading_back(pd.concat(tables, ignore_index=True), statements.corpus, _counted(behind))


def sentences_about_talks(statements: Statements, coding: Coding) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The units of `outlook`, and the spans that made them so.

    Returns
    -------
    units : DataFrame
        One row per sentence and voice: ``document, sentence, voice, speaker``, then counts or 0 and 1: ``hopeful,
        hopeless, hedged, process, outcome, withdrawal, deadline, statements, conditional``.
    behind : DataFrame
        One row per span: ``document, sentence, voice, speaker, start, end, mark``.
    """
    marks = marks_of(coding)
    marks = _named(marks[marks["voice"] != "scare"], statements.who)  # a term held at a distance is no statement
    stance = marks["mark"].isin(["hopeful", "hopeless"])
    turned = {"hopeful": "hopeless", "hopeless": "hopeful"}
    marks["mark"] = marks["mark"].where(~(stance & marks["negated"]), marks["mark"].map(turned))
    marks = marks[stance | ~marks["negated"] | (marks["mark"] == "talks")]
    place = pd.MultiIndex.from_frame(marks[["document", "sentence"]])
    topical = place[marks["mark"] == "talks"].unique()
    stance = marks["mark"].isin(["hopeful", "hopeless"]).to_numpy()
    marks = marks[place.isin(topical) | (stance & (_near(place, topical) | _worded(marks, coding)))]
    said = _statements_in(statements, topical)
    marks = pd.concat([marks, expected(said, marks)], ignore_index=True)
    hedges = said[said["modality"].isin(HEDGED)].assign(mark="hedge")
    # A statement may be the only thing in its sentence that is in its voice; it is counted, but makes no sentence more.
    shown = pd.concat([marks, said.assign(mark="statement"), said[said["conditional"]].assign(mark="conditional")])
    behind = shown[[*UNIT, "start", "end", "mark"]].reset_index(drop=True)
    counts = pd.crosstab([behind[c] for c in UNIT], behind["mark"])
    hedged = pd.concat([marks[marks["mark"] == "hedge"], hedges])[UNIT].drop_duplicates()
    names = ["hopeful", "hopeless", "process", "outcome", "withdrawal", "deadline", "talks", "statement", "conditional"]
    units = counts.reindex(columns=names, fill_value=0)
    units["hedged"] = units.index.isin(pd.MultiIndex.from_frame(hedged))
    for mark in ("hopeful", "hopeless", "withdrawal", "deadline", "talks"):
        units[mark] = units[mark].clip(upper=1)
    units["sentence_about"] = units[["talks", "hopeful", "hopeless"]].max(axis=1)
    return units.reset_index(), behind


def _near(place: pd.MultiIndex, topical: pd.MultiIndex) -> np.ndarray:
    """Whether a sentence about the talks is at most `REACH` sentences away."""
    documents, sentences = place.get_level_values(0), place.get_level_values(1)
    near = np.zeros(len(place), bool)
    for step in range(-REACH, REACH + 1):
        near |= pd.MultiIndex.from_arrays([documents, sentences + step]).isin(topical)
    return near


def _worded(marks: pd.DataFrame, coding: Coding) -> np.ndarray:
    """Whether the sentence of a stance names what talks are to lead to: peace, an accord, a truce."""
    corpus = coding.corpus
    worded = set()
    stances = marks[marks["mark"].isin(["hopeful", "hopeless"])]
    for document, part in stances.groupby("document", sort=False):
        found = corpus[document]
        text, language = found.text, found.language
        spans = [span for part in body_sentences(corpus, found) for span in part]
        for sentence in part["sentence"].unique():
            words = {fold(text[a:b]) for a, b in token_spans(text, *spans[sentence])}
            if not words.isdisjoint(topical_words(language)):
                worded.add((document, sentence))
    return pd.MultiIndex.from_frame(marks[["document", "sentence"]]).isin(worded)


def _statements_in(statements: Statements, topical: pd.MultiIndex) -> pd.DataFrame:
    table = statements.table
    inside = pd.MultiIndex.from_frame(table[["document", "sentence"]]).isin(topical)
    columns = [*UNIT, "act_start", "act_end", "act", "negated", "conditional", "modality", "tense"]
    said = table.loc[inside, columns]
    said = said.rename(columns={"act_start": "start", "act_end": "end"})
    return _named(said, statements.who)


def _named(rows: pd.DataFrame, who: Who) -> pd.DataFrame:
    return rows.assign(voice=rows["voice"].fillna(AUTHOR), speaker=rows["speaker"].map(who.speaker))


def _sides(units: pd.DataFrame, name: str) -> pd.DataFrame:
    """`units` with what counts (``top``) of what (``bottom``)."""
    if name.startswith("outlook"):
        if name != "outlook":
            units = units[units["hedged"] == name.endswith("hedged")]
        return units.assign(top=units["hopeful"] - units["hopeless"], bottom=units["hopeful"] + units["hopeless"])
    if name == "process":
        return units.assign(top=units["process"], bottom=units["process"] + units["outcome"])
    if name == "conditional":
        return units.assign(top=units["conditional"], bottom=units["statement"])
    return units.assign(top=units[name], bottom=units["sentence_about"])


def _counted(behind: pd.DataFrame) -> pd.DataFrame:
    """The spans under the names of the measures they count in."""
    names = {"hopeful": "outlook", "hopeless": "outlook", "outcome": "process"}
    return behind.assign(name=behind["mark"].replace(names))

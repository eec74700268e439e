"""Operational codes: what a leader believes about the political world, from the verbs of Self and Others."""

from __future__ import annotations

import warnings
import zlib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import ColumnError, MissingInputError
from discourse.inference import MINIMUM, sum_intervals
from discourse.language import fold
from discourse.negotiation.estimates import Estimates, leading_back, measurable
from discourse.negotiation.moves import is_ahead
from discourse.negotiation.vics import CLASSES, INDICES, WEIGHTS, indices, vics_class
from discourse.voices.cues import words
from discourse.voices.words import author_of, words_by_voice

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.framing.coding import Coding
    from discourse.negotiation.statements import Statements

VERBS = 20
WORDS = 4_000


class FewWordsWarning(UserWarning):
    """An operational code rests on fewer words than the literature asks for."""


def operational_code(
    statements: Statements,
    self: str | Sequence[str],
    *,
    also: Sequence[str] = (),
    coding: Coding | None = None,
    minimum_verbs: int = VERBS,
    minimum_words: int = WORDS,
    resamples: int = 1000,
    seed: int = 0,
) -> Estimates:
    """The operational code of one or several leaders, by the Verbs in Context System (VICS).

    Every statement that the leader makes is a verb with a subject, Self or Other, and one of six classes: punish (-3),
    threaten (-2), oppose (-1), appeal or support (+1), promise (+2), reward (+3). Which act is which class is in
    ``vics.csv``. From the counts come beliefs about the political universe (P-1 to P-5, mostly from what Others do)
    and about how to act in it (I-1 to I-5, from what Self does); `discourse.negotiation.vics.indices` has the formulas
    and the literature. Self is who speaks, their state or organisation, and what they call I, we and ours.

    Parameters
    ----------
    statements : Statements
        What `discourse.statements` found.
    self : str or sequence of str
        Speakers, as the column ``speaker`` has them.
    also : sequence of str
        Further names that are Self, such as a state that the gazetteer does not know.
    coding : Coding, optional
        Leaves out the politics of home: only sentences that this coding marks (war and talks, say), or that name a
        side other than the leader's, are counted. Operational codes are of foreign policy; an address to a parliament
        is mostly not.
    minimum_verbs : int
        With fewer verbs there are no numbers; with fewer than half as many on the side that an index is about (Self
        or Others), none for that index.
    minimum_words : int
        With fewer words there are, and a warning.
    resamples, seed : int
        Of the bootstrap.

    Returns
    -------
    Estimates
        ``name`` (the index), ``measure`` (what it says), ``group`` (the leader), ``period, value, low, high,
        n_documents, n_units`` (verbs of Self and Others) and ``method``. Intervals are from a bootstrap over
        documents; with fewer than five of them over sentences, and `method` says so. Where a side has no verbs, the
        indices that need it are NaN. ``.counted`` is the audit table: each verb with its side, class, weight and
        clause; ``.evidence(group=…, side="Other", name="threaten")`` gives the sentences.

    Raises
    ------
    MissingInputError
        Nobody of that name speaks; the message lists who does.

    Warns
    -----
    FewWordsWarning
        A leader's words are fewer than `minimum_words`.

    Examples
    --------
    >>> import discourse as dc, pandas as pd
    >>> text = "Rebels attacked the base. Norland rejected the plan. Estmark supported Norland."
    >>> texts = dc.read(pd.DataFrame({"document": ["a"], "text": [text], "author": ["Hale"]}), language="en")
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     code = operational_code(dc.statements(texts), self="Hale", minimum_verbs=2)
    >>> bool(code.set_index("name")["n_units"]["P-1"] >= 2)
    True
    """
    leaders = [self] if isinstance(self, str) else list(self)
    speaking = measurable(statements).table["speaker"].dropna()
    unknown = [leader for leader in leaders if leader not in set(speaking)]
    if unknown:
        there = ", ".join(speaking.value_counts().head(10).index) or "nobody"
        raise MissingInputError(
            f"nobody called {unknown[0]!r} speaks in {statements.corpus.name}", remedy=f"use {there}"
        )
    said = words_by_voice(statements.corpus, statements.voices).groupby("speaker")["words"].sum()
    verbs = [coded_verbs(statements, leader, also, coding) for leader in leaders]
    tables = [
        _code(part, leader, int(said.get(leader, 0)), minimum_verbs, minimum_words, resamples, seed)
        for leader, part in zip(leaders, verbs, strict=True)
    ]
    return leading_back(pd.concat(tables, ignore_index=True), statements.corpus, pd.concat(verbs, ignore_index=True))


def coded_verbs(
    statements: Statements, leader: str, also: Sequence[str] = (), coding: Coding | None = None
) -> pd.DataFrame:
    """The audit table: every verb in what a leader says, whose it is and what it counts as.

    Parameters
    ----------
    statements, leader, also
        As for `operational_code`.
    coding : Coding, optional
        Only verbs in sentences that it marks, or that name a side other than the leader's.

    Returns
    -------
    DataFrame
        ``document, sentence, start, end`` (of the verb), ``group`` (the leader), ``side`` (``Self`` or ``Other``),
        ``actor, target, act, lemma, negated, name`` (the class; missing if it is none of the six), ``weight, text``.
        A statement without a subject belongs to neither side and is left out.
    """
    table, who = statements.table, statements.who
    table = table[(table["speaker"] == leader) & table["actor"].notna()]
    home = {who.side(leader), *(who.side(name) for name in also)} - {None}
    if coding is not None:
        marked = pd.MultiIndex.from_frame(coding.hits[["document", "sentence"]])
        foreign = [table[column].notna() & ~table[column].isin(home) for column in ("actor_side", "target_side")]
        inside = pd.MultiIndex.from_frame(table[["document", "sentence"]]).isin(marked)
        table = table[inside | foreign[0] | foreign[1]]
    languages = statements.corpus.documents.set_index("document")["language"]
    names = {leader, who.canonical(leader), *also, *home}
    rows = []
    for row, ahead in zip(table.itertuples(index=False), is_ahead(table), strict=True):
        kind = vics_class(row.act, row.lemma, ahead=ahead, negated=row.negated)
        own = row.actor in names or row.actor_side in home or is_first_person(row.actor, languages[row.document])
        place = (row.document, row.sentence, row.act_start, row.act_end, leader, "Self" if own else "Other")
        rows.append((*place, row.actor, row.target, row.act, row.lemma, row.negated, kind, WEIGHTS.get(kind), row.text))
    columns = ["document", "sentence", "start", "end", "group", "side", "actor", "target", "act", "lemma", "negated"]
    return pd.DataFrame(rows, columns=[*columns, "name", "weight", "text"])


def leaders_of(corpus: Corpus) -> list[str]:
    """Who speaks for themselves in a corpus: its authors, else actors, else outlets, in their alphabet.

    Raises
    ------
    ColumnError
        No document says whose it is.
    """
    names = {author_of(document) for document in corpus} - {None}
    if not names:
        remedy = "read it with author=COLUMN or actor=COLUMN"
        raise ColumnError("no document says who speaks", source=corpus.name, remedy=remedy)
    return sorted(names)


def standardised(codes: pd.DataFrame) -> pd.DataFrame:
    """Operational codes in standard deviations from the norm that the leaders in the table make together.

    Returns
    -------
    DataFrame
        The table with ``norm_mean, norm_sd`` (of the leaders' values, each leader once; n - 1) and ``z``; NaN with
        fewer than three leaders. It says how leaders in this corpus differ from one another, and is no world norm.
    """
    known = codes.groupby("name")["value"]
    enough = known.transform("count") >= 3
    codes = codes.assign(norm_mean=known.transform("mean").where(enough), norm_sd=known.transform("std").where(enough))
    return codes.assign(z=(codes["value"] - codes["norm_mean"]) / codes["norm_sd"].where(codes["norm_sd"] > 0))


def is_first_person(actor: str, language: str) -> bool:
    """Whether an actor is who speaks: I, we, our government."""
    first, *_ = fold(actor).split() or [""]
    return first in words(language, "self_words")


def _code(verbs: pd.DataFrame, leader: str, said: int, least: int, enough: int, resamples: int, seed: int):
    classed = verbs[verbs["name"].notna()]
    documents = classed["document"].nunique()
    over = "documents" if documents >= MINIMUM else "sentences"
    unit = [classed["document"]] if over == "documents" else [classed["document"], classed["sentence"]]
    columns = pd.MultiIndex.from_product([["Self", "Other"], CLASSES])
    counts = (
        pd.crosstab(unit, [classed["side"], classed["name"]]).reindex(columns=columns, fill_value=0).to_numpy(float)
    )
    method = f"VICS, {said:,} words, 95% percentile bootstrap over {over}, {resamples:,} resamples"
    if said < enough:
        method = f"{method}; fewer than {enough:,} words"
        warnings.warn(f"{leader}: {said:,} words; an operational code wants {enough:,}", FewWordsWarning, stacklevel=3)
    value = low = high = np.full(len(INDICES), np.nan)
    methods = [f"not enough evidence: {len(classed)} of {least} verbs needed"] * len(INDICES)
    if len(classed) >= least:
        value = _both(counts.sum(axis=0))
        key = [seed, zlib.crc32(leader.encode())]
        low, high = sum_intervals(counts, _both, resamples=resamples, seed=key)
        sides = classed["side"].value_counts()
        methods = [method] * len(INDICES)
        for place, name in enumerate(INDICES):
            side = "Self" if name.startswith("I") else None if name.startswith("P-4") else "Other"
            there = sides.get(side, 0)
            if side and there < least / 2:
                value[place] = low[place] = high[place] = np.nan
                methods[place] = f"not enough evidence: {there} of {-(-least // 2)} verbs of {side} needed"
    return pd.DataFrame(
        {"name": list(INDICES), "measure": list(INDICES.values()), "group": leader, "period": "all"}
        | {"value": value, "low": low, "high": high, "n_documents": documents, "n_units": len(classed)}
        | {"method": methods}
    )


def _both(counts: np.ndarray) -> np.ndarray:
    return indices(counts[..., : len(CLASSES)], counts[..., len(CLASSES) :])

"""Threats, demands, offers, concessions and refusals: who makes which move towards whom."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.framing.units import NOBODY
from discourse.inference import MINIMUM
from discourse.negotiation.estimates import Estimates, grouped, leading_back, measurable, ratio

if TYPE_CHECKING:
    from discourse.negotiation.statements import Statements

AHEAD = ("probable", "possible", "required", "wanted")
_SHARE, _CONDITIONAL, _RUNG = "share of statements", "share that is conditional", "share of acts"


@cache
def _file() -> dict:
    import yaml

    return yaml.safe_load(Path(__file__).with_name("moves.yaml").read_text(encoding="utf-8"))


def rungs() -> dict[str, str]:
    """The acts of the ladder, from most cooperation to most conflict, and the class of each."""
    return {act: kind for kind, acts_of_kind in _file()["ladder"].items() for act in acts_of_kind}


def is_ahead(table: pd.DataFrame) -> pd.Series:
    """Whether what each statement says is still to come: future, conditional, wanted, required or possible."""
    return (table["tense"] == "future") | table["conditional"] | table["modality"].isin(AHEAD)


def move_of(table: pd.DataFrame) -> pd.Series:
    """The move that each statement is: threat, demand, offer, concession or refusal; missing if it is none.

    Examples
    --------
    >>> table = pd.DataFrame({"act": ["threaten", "agree", "agree"], "negated": [False, True, False]})
    >>> move_of(table.assign(tense="past", conditional=False, modality="none")).dropna().tolist()
    ['threat', 'refusal']
    """
    found = pd.Series(None, index=table.index, dtype=object)
    ahead = is_ahead(table)
    for move, rules in _file()["moves"].items():
        for rule in rules:
            fits = table["act"].isin(rule["acts"]) & (table["negated"] == rule["negated"]) & found.isna()
            if rule.get("ahead"):
                fits &= ahead
            found[fits] = move
    return found


def acts(
    statements: Statements,
    *,
    by: str | Sequence[str] | None = "actor",
    period: str | None = None,
    sides: bool = False,
    minimum: int = MINIMUM,
    seed: int = 0,
) -> Estimates:
    """Threats, demands, offers, concessions and refusals: how much of what is said to be done, and how conditional.

    Which act is which move is in ``moves.yaml``: a negated agreement is a refusal, a promise or an agreement to come
    an offer.

    Parameters
    ----------
    statements : Statements
    by : str or sequence of str, optional
        ``"actor"``, ``"target"``, ``"speaker"``, ``"voice"``, a column of the documents; or two of them, such as
        ``["actor", "target"]``, which gives groups like "Russia → Ukraine". Actors and targets without a name are
        left out where they are asked for.
    period : str, optional
        As for `Coding.rate`.
    sides : bool
        Count persons, capitals and armies under the state or organisation they belong to.
    minimum : int
        With fewer documents than this (in a single text: statements) there is no number.
    seed : int
        Of the bootstrap.

    Returns
    -------
    Estimates
        Two rows per move and group, told apart by ``measure``: the share of the group's statements that are this
        move, and the share of these that hold under a condition. `counted` of `n_units` statements.
        ``.evidence(name="threat", group=…)`` gives the sentences.

    Raises
    ------
    ColumnError
        There is no such column.

    Examples
    --------
    >>> import discourse as dc
    >>> table = acts(dc.statements(dc.read("two-columns")), by="outlet")
    >>> sorted(set(table["name"]))
    ['concession', 'demand', 'offer', 'refusal', 'threat']
    """
    rows = _rows(statements, by, period, sides, minimum)
    rows["name"] = move_of(rows)
    tables = []
    options = {"minimum": minimum, "seed": seed}
    for move in _file()["moves"]:
        of_move = rows.assign(top=(rows["name"] == move).astype(int), bottom=1)
        tables.append(ratio(of_move, statements.corpus, name=move, measure=_SHARE, **options))
        only = rows[rows["name"] == move]
        conditions = only.assign(top=only["conditional"].astype(int), bottom=1)
        tables.append(ratio(conditions, statements.corpus, name=move, measure=_CONDITIONAL, **options))
    behind = rows[rows["name"].notna()]
    return leading_back(pd.concat(tables, ignore_index=True), statements.corpus, _spans(behind))


def ladder(
    statements: Statements,
    *,
    by: str | Sequence[str] | None = None,
    sides: bool = False,
    minimum: int = MINIMUM,
    seed: int = 0,
) -> Estimates:
    """How far up the ladder from cooperation to conflict: the share of each of the sixteen acts.

    Parameters
    ----------
    statements, by, sides, minimum, seed
        As for `acts`. Negated statements are left out: what is not done stands on no rung.

    Returns
    -------
    Estimates
        One row per act (``name``) and group, with its class (``rung``: material or verbal, cooperation or conflict),
        in the order of the ladder.
    """
    rows = _rows(statements, by, None, sides, minimum)
    rows = rows[~rows["negated"]].assign(name=lambda table: table["act"])
    tables = []
    for act, kind in rungs().items():
        of_act = rows.assign(top=(rows["act"] == act).astype(int), bottom=1)
        table = ratio(of_act, statements.corpus, name=act, measure=_RUNG, minimum=minimum, seed=seed)
        table.insert(1, "rung", kind)
        tables.append(table)
    return leading_back(pd.concat(tables, ignore_index=True), statements.corpus, _spans(rows))


def _rows(statements: Statements, by, period: str | None, sides: bool, minimum: int) -> pd.DataFrame:
    """The statements with ``group`` and ``period``, actors and targets under one name."""
    table, who = measurable(statements).table.copy(), statements.who
    languages = statements.corpus.documents.set_index("document")["language"]
    for role in ("actor", "target"):
        named = [who.named(name, languages[d]) for name, d in zip(table[role], table["document"], strict=True)]
        named = [who.side(name) or name for name in named] if sides else named
        table[role] = pd.Series(named, index=table.index, dtype=object).replace(NOBODY, np.nan)
    table["speaker"] = table["speaker"].map(who.speaker)
    wanted = [by] if by is None or isinstance(by, str) else list(by)
    table = table.dropna(subset=[name for name in wanted if name in ("actor", "target")])
    if len(wanted) == 1:
        return grouped(table, statements.corpus, wanted[0], period, minimum)
    pairs = pd.concat([grouped(table, statements.corpus, name, None, 0)["group"] for name in wanted], axis=1)
    joined = pairs.dropna().astype(str).agg(" → ".join, axis=1)
    table = table.assign(pair=joined).dropna(subset="pair")
    return grouped(table, statements.corpus, "pair", period, minimum)


def _spans(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows as `Estimates.counted` has them: with the act's words as the span."""
    columns = ["document", "sentence", "act_start", "act_end", "name", "group", "speaker", "voice", "actor", "target"]
    return rows[[*columns, "act", "conditional", "modality", "tense", "text"]].rename(
        columns={"act_start": "start", "act_end": "end"}
    )

"""Who blames whom: the matrix of attributions, speaker by target."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.inference import MINIMUM, design_effect, shrink
from discourse.negotiation.estimates import Estimates, alone, leading_back, ratio
from discourse.negotiation.marks import coded
from discourse.negotiation.verdicts import verdicts

if TYPE_CHECKING:
    from discourse.framing.coding import Coding
    from discourse.negotiation.statements import Statements

KINDS = ("criticism", "obstruction", "sole agency", "responsibility", "credit")
MEASURE = "net attribution, from -1 (only blame) to 1 (only credit)"


def blame(
    statements: Statements, coding: Coding | None = None, *, sides: bool = False, minimum: int = MINIMUM
) -> Estimates:
    """Who speaks against whom and for whom: speakers by targets, credit minus blame over both.

    What counts, each once per sentence, speaker and target (``verdicts.yaml`` has the rules):

    ``criticism``
        What the codebook marks as ``criticism`` *and* what the statement table has as an accusation or a protest: one
        definition for both. In a sentence so marked, who is criticised is the target of the act (rejected, threatened,
        asked to stop), or the actor of the hostile deed that it names; in one that no statement has read, the one
        known name in it. An accusation counts as stated, whether or not the codebook marks it.
    ``obstruction``
        Somebody is said to reject, refuse or not want talks or an agreement.
    ``sole agency``
        The text makes one actor alone responsible ("it lies in one man's hands"); the actor is the one it resolves to.
    ``responsibility``
        Marked so by the codebook, with the deed whose actor answers for it (Iyengar 1991).
    ``credit``
        Praise and endorsement, and cooperative acts in sentences that the codebook marks as credit.

    A speaker who criticises in person ("we condemn") does so in their own voice; of whom it is told ("Hale accused
    Oates"), it is reported.

    Parameters
    ----------
    statements : Statements
    coding : Coding, optional
        Without it the corpus is coded with ``war-and-talks``.
    sides : bool
        Count persons, capitals and armies under the state or organisation they belong to.
    minimum : int
        With fewer attributions than this a cell has no number; the counts are given all the same.

    Returns
    -------
    Estimates
        One row per speaker (``group``) and ``target``: ``name, measure, group, target, period, value, raw, low, high,
        n_documents, n_units`` (attributions), the counts ``criticism, obstruction, sole agency, responsibility,
        credit`` and ``own_voice``, and ``method``. `raw` is the cell's own net; `value` is drawn towards the mean of
        all cells as far as it rests on little (`discourse.inference.shrink`), with a 95% posterior interval, counts
        from the same document weighing less (`discourse.inference.design_effect`). Most attributions first.
        ``.evidence(group=…, target=…)`` gives the sentences.

    Examples
    --------
    >>> import discourse as dc
    >>> matrix = blame(dc.statements(dc.read("two-columns")))
    >>> bool(matrix["value"].dropna().between(-1, 1).all())
    True
    """
    coding = coded(statements, coding)
    rows = verdicts(statements, coding, sides=sides)
    cells = pd.crosstab([rows["group"], rows["target"]], rows["name"]).reindex(columns=KINDS, fill_value=0)
    credit, whole = cells["credit"].to_numpy(float), cells.sum(axis=1).to_numpy(float)
    effect = 1.0
    if len(rows) and not alone(statements.corpus):
        key = [rows["group"] + "\0" + rows["target"], rows["document"]]
        counts = rows.assign(credit=rows["weight"] > 0).groupby(key)["credit"].agg(["sum", "size"])
        effect = design_effect(counts["sum"], counts["size"], counts.index.get_level_values(0).to_numpy())
    value, low, high = (2 * share - 1 for share in shrink(credit / effect, whole / effect))
    enough = whole >= minimum
    method = f"beta-binomial shrinkage over {len(cells):,} cells, 95% posterior interval, design effect {effect:.2f}"
    table = pd.DataFrame(
        {"name": "net attribution", "measure": MEASURE}
        | {level: cells.index.get_level_values(level) for level in ("group", "target")}
        | {"period": "all", "value": np.where(enough, value, np.nan), "raw": (2 * credit - whole) / whole}
        | {"low": np.where(enough, low, np.nan), "high": np.where(enough, high, np.nan)}
        | {"n_documents": rows.groupby(["group", "target"])["document"].nunique().reindex(cells.index).to_numpy()}
        | {"n_units": whole.astype("int64")}
        | {kind: cells[kind].to_numpy() for kind in KINDS}
        | {"own_voice": rows.groupby(["group", "target"])["own_voice"].sum().reindex(cells.index).to_numpy()}
    )
    few = [f"not enough evidence: {n:.0f} of {minimum} attributions needed" for n in whole]
    table["method"] = np.where(enough, method, few)
    table = table.sort_values(["n_units", "group", "target"], ascending=[False, True, True], kind="stable")
    return leading_back(table.reset_index(drop=True), statements.corpus, rows)


def criticism(
    statements: Statements,
    coding: Coding | None = None,
    *,
    sides: bool = False,
    minimum: int = MINIMUM,
    seed: int = 0,
) -> Estimates:
    """How much of each speaker's criticism is in their own voice, and not reported of them.

    Parameters
    ----------
    statements, coding, sides
        As for `blame`.
    minimum : int
        With fewer documents than this (in a single text: sentences) there is no number.
    seed : int
        Of the bootstrap.

    Returns
    -------
    Estimates
        ``name`` is "own voice"; the value is a share, `counted` of `n_units` criticisms.
    """
    rows = verdicts(statements, coded(statements, coding), sides=sides)
    rows = rows[rows["name"] == "criticism"]
    units = rows.assign(period="all", top=rows["own_voice"].astype(int), bottom=1)
    measure = "share of criticism in the critic's own voice"
    table = ratio(units, statements.corpus, name="own voice", measure=measure, minimum=minimum, seed=seed)
    return leading_back(table, statements.corpus, rows)

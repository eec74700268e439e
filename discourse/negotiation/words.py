"""The answer in a sentence or two: do the talks still make sense, and according to whom."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from discourse.negotiation.blame import KINDS
from discourse.voices.spans import AUTHOR

_LEAST = 3  # attributions below which nobody is said to be blamed most


def in_words(
    by_voice: pd.DataFrame,
    by_group: pd.DataFrame,
    blames: pd.DataFrame,
    *,
    documents: int,
    link: Callable[..., str] = lambda text, *_key: text,
) -> str:
    """What outlook and blame come to, as Markdown.

    Parameters
    ----------
    by_voice : DataFrame
        `discourse.outlook` by voice: the answer is what the authors say in their own.
    by_group : DataFrame
        The same by speaker, outlet or whatever was asked for.
    blames : DataFrame
        `discourse.blame`.
    documents : int
        How many texts.
    link : callable
        Makes of a number and of what it counts (``"outlook", group``, ``"process", group`` or ``"blame", target``)
        the Markdown of a link to its sentences.

    Returns
    -------
    str
        With the numbers, their intervals, and how many sentences they rest on; says so where it is too few.
    """
    rows = by_voice[by_voice["group"] == AUTHOR].set_index("name")
    said = [_outlook(rows, link), _extremes(by_group[by_group["name"] == "outlook"], link)]
    said += [_process(rows, link), _blamed(blames, link)]
    texts = "1 text" if documents == 1 else f"{documents:,} texts"
    return " ".join([part for part in said if part] + [f"{texts}."])


def _outlook(rows: pd.DataFrame, link: Callable[..., str]) -> str:
    row = rows.loc["outlook"] if "outlook" in rows.index else None
    if row is None or row["n_units"] == 0:
        return "No sentence about the talks is hopeful or hopeless in the authors' own voice."
    counts = f"{row['counted']:,} hopeful and {row['n_units'] - row['counted']:,} hopeless sentences about the talks"
    if pd.isna(row["value"]):
        return f"In the authors' own voice too little for a number: {counts}."
    if row["low"] > 0 or row["high"] < 0:
        lean = "more hopeful than hopeless" if row["low"] > 0 else "more hopeless than hopeful"
    else:
        side = "hopeful" if row["value"] > 0 else "hopeless" if row["value"] < 0 else "evenly split"
        lean = f"leaning {side}, but not surely" if row["value"] else side
    value = link(f"{row['value']:.2f}", "outlook", AUTHOR)
    number = f"{value} [{row['low']:.2f}, {row['high']:.2f}] from −1 to 1"
    return f"In the authors' own voice: **{lean}** ({number}; {counts})."


def _extremes(groups: pd.DataFrame, link: Callable[..., str]) -> str:
    pooled = groups["group"].astype(str).str.match(r"\(|others \(")
    known = groups[~pooled].dropna(subset="value").sort_values("value", kind="stable")
    if len(known) < 2:
        return ""
    first, last = known.iloc[-1], known.iloc[0]
    if first["value"] == last["value"]:
        return ""
    values = [link(f"{row['value']:.2f}", "outlook", row["group"]) for row in (first, last)]
    ends = [
        f"**{row['group']}** ({value} [{row['low']:.2f}, {row['high']:.2f}])"
        for value, row in zip(values, (first, last), strict=True)
    ]
    return f"Most hopeful is {ends[0]}, least {ends[1]}."


def _process(rows: pd.DataFrame, link: Callable[..., str]) -> str:
    row = rows.loc["process"] if "process" in rows.index else None
    if row is None or pd.isna(row["value"]):
        return ""
    value = link(f"{row['value']:.0%}", "process", AUTHOR)
    share = f"{value} [{row['low']:.0%}, {row['high']:.0%}]"
    return f"{share} of the mentions are of talking, not of its outcome."


def _blamed(blames: pd.DataFrame, link: Callable[..., str]) -> str:
    against = [kind for kind in KINDS if kind != "credit"]
    named = blames[~blames["target"].str.startswith("(")]
    counts = named.groupby("target", sort=False)[against].sum().sum(axis=1).sort_values(ascending=False, kind="stable")
    if not len(counts) or counts.iloc[0] < _LEAST:
        return ""
    top = counts.index[0]
    kinds = named[named["target"] == top][against].sum()
    parts = ", ".join(f"{count:,} {kind}" for kind, count in kinds.items() if count)
    return f"Most is laid at the door of **{top}** ({link(f'{kinds.sum():,}', 'blame', top)}: {parts})."

"""Numbers and estimates in words, the same in figures, tables and alternative texts."""

from __future__ import annotations

import pandas as pd

from discourse.figures.figure import FAINT


def is_share(estimates: pd.DataFrame) -> bool:
    """Whether the values are shares, to be shown in per cent."""
    return bool(estimates["measure"].str.startswith("share").all())


def number(value: float, share: bool) -> str:
    """A value as it is printed: two significant places, shares in per cent."""
    if pd.isna(value):
        return "–"
    if share:
        return f"{value * 100:.1f}%" if 0 < value < 0.0995 else f"{value * 100:.0f}%"
    return f"{value:.1f}" if abs(value) >= 1 else f"{value:.2f}"


def tick(value: float, share: bool) -> str:
    """A value on an axis, without needless zeros."""
    return f"{value * 100:g}%" if share else f"{value:g}"


def interval(row, share: bool) -> str:
    """An interval as it is printed, without the unit: ``[12, 20]``."""
    if pd.isna(row.low):
        return ""
    return f"[{number(row.low, share)}, {number(row.high, share)}]".replace("%", "")


def sentence(row, label: str, share: bool) -> str:
    """One estimate as a phrase: ``Fear 41% [35, 47]``."""
    return f"{label} {number(row.value, share)} {interval(row, share)}".strip()


def day(date: pd.Timestamp) -> str:
    """A date in words; 1 January, which a year without a day is read as, is given as the year."""
    return f"{date:%Y}" if (date.month, date.day) == (1, 1) else f"{date.day} {date:%B %Y}"


def largest(estimates: pd.DataFrame, most: int) -> tuple[list[str], str]:
    """The groups to show, in their order: those with most documents; and a note on the others, if there are any."""
    sizes = estimates.groupby("group", sort=False)["n_documents"].max()
    if len(sizes) <= most:
        return list(sizes.index), ""
    chosen = set(sizes.sort_values(ascending=False, kind="stable").index[:most])
    others = [str(group) for group in sizes.index if group not in chosen]
    note = f" Not shown, for fewer documents: {', '.join(others)}."
    return [group for group in sizes.index if group in chosen], note


def shorten(text: str, length: int = 28) -> str:
    """A label that fits, cut with an ellipsis."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def label_periods(axes, periods: list[str], most: int = 12) -> None:
    """Write periods under an axis: every one, or as many as can be read."""
    step = -(-len(periods) // most)
    axes.set_xticks(range(0, len(periods), step), periods[::step], rotation=45 if len(periods) > 5 else 0)
    axes.set_xlim(-0.5, len(periods) - 0.5)
    axes.tick_params(length=2, labelsize=8.5)


def counts_at_end(axes, place: int, target: float, reference: float) -> None:
    """Write at the end of a row how often a word occurs on either side."""
    axes.annotate(
        f"{target:,.0f} : {reference:,.0f}",
        (1, place),
        (4, 0),
        xycoords=("axes fraction", "data"),
        textcoords="offset points",
        va="center",
        fontsize=8,
        color=FAINT,
    )

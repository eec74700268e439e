"""Estimates as a table that is read by people."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pandas as pd

from discourse.figures.behind import Key, anchor
from discourse.figures.page import Html
from discourse.figures.wording import interval, is_share, number


def estimates_table(
    estimates: pd.DataFrame,
    *,
    labels: Mapping[str, str] | None = None,
    rows: str = "category",
    behind: Mapping[Key, pd.DataFrame] | None = None,
) -> Html:
    """The estimates with interval and n, one row each, largest first within group and period.

    Parameters
    ----------
    estimates : DataFrame
        As the functions of `discourse.inference` return it, with the column `rows`.
    labels : mapping, optional
        How to print the values of `rows`.
    rows : str
    behind : mapping, optional
        What `discourse.figures.behind` shows on the same page: each number that has a key there leads to its
        sentences. Keys are values of `rows`, or tuples of these, the group and the period where there are several.

    Returns
    -------
    Html
    """
    labels = labels or {}
    keys = [key for key in ("group", "period") if estimates[key].nunique() > 1]
    share = is_share(estimates)
    ordered = estimates.sort_values([*keys, "value"], ascending=[True] * len(keys) + [False], kind="stable")
    units = "documents with it" if share else "hits"
    header = [rows, *keys, ordered["measure"].iloc[0] if len(ordered) else "value", "95% interval", units, "documents"]
    body = [
        [
            labels.get(getattr(row, rows), str(getattr(row, rows))),
            *(str(getattr(row, key)) for key in keys),
            number(row.value, share) if pd.notna(row.value) else row.method,
            interval(row, share),
            "–" if pd.isna(row.n_units) else f"{row.n_units:,.0f}",
            f"{row.n_documents:,}",
        ]
        for row in ordered.itertuples()
    ]
    head = "".join(f'<th scope="col">{html.escape(cell)}</th>' for cell in header)
    links = [_link(row, [rows, *keys], behind or {}) for row in ordered.itertuples()]
    lines = "".join(
        f'<tr><th scope="row">{html.escape(first)}</th>'
        + "".join(
            f"<td>{html.escape(cell)}</td>"
            if place != len(keys)
            else f'<td class="number">{lead.format(html.escape(cell))}</td>'
            for place, cell in enumerate(rest)
        )
        + "</tr>"
        for lead, (first, *rest) in zip(links, body, strict=True)
    )
    text = "\n".join("  ".join(line) for line in [header, *body])
    return Html(f'<table class="estimates"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>', text)


def _link(row, columns: list[str], behind: Mapping[Key, pd.DataFrame]) -> str:
    """What leads from the row's number to its sentences, with {} for the number."""
    names = tuple(str(getattr(row, column)) for column in columns)
    for key in (names, names[:2], names[0]):
        if key in behind and len(behind[key]):
            return f'<a href="#{anchor(*([key] if isinstance(key, str) else key))}">{{}}</a>'
    return "{}"

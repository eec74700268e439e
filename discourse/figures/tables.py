"""Estimates as a table that is read by people."""

from __future__ import annotations

import html
from collections.abc import Mapping

import pandas as pd

from discourse.figures.page import Html
from discourse.figures.wording import interval, is_share, number


def estimates_table(
    estimates: pd.DataFrame, *, labels: Mapping[str, str] | None = None, rows: str = "category"
) -> Html:
    """The estimates with interval and n, one row each, largest first within group and period.

    Parameters
    ----------
    estimates : DataFrame
        As the functions of `discourse.inference` return it, with the column `rows`.
    labels : mapping, optional
        How to print the values of `rows`.
    rows : str

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
    lines = "".join(
        f'<tr><th scope="row">{html.escape(first)}</th>'
        + "".join(f"<td>{html.escape(cell)}</td>" for cell in rest)
        + "</tr>"
        for first, *rest in body
    )
    text = "\n".join("  ".join(line) for line in [header, *body])
    return Html(f'<table class="estimates"><thead><tr>{head}</tr></thead><tbody>{lines}</tbody></table>', text)

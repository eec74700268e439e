"""Estimates as a table that is read by people."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from numbers import Integral, Number

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


def linked_table(table: pd.DataFrame, leads: Mapping[str, Callable[..., str]]) -> Html:
    """Any table, some of its cells leading to a place on the same page.

    Parameters
    ----------
    table : DataFrame
        Numbers with decimals are given to two places.
    leads : mapping of str to callable
        Column to what gives, for a row (a named tuple), the name of the place; empty for none.

    Returns
    -------
    Html

    Examples
    --------
    >>> shown = linked_table(pd.DataFrame({"word": ["truce"], "places": [4]}), {"places": lambda row: "behind-truce"})
    >>> shown.html.partition("<tbody>")[2]
    '<tr><td>truce</td><td class="number"><a href="#behind-truce">4</a></td></tr></tbody></table>'
    """
    lines, plain = [], ["  ".join(map(str, table.columns))]
    for row in table.itertuples(index=False):
        cells = [_cell(value) for value in row]
        plain.append("  ".join(cells))
        shown = []
        for column, value, cell in zip(table.columns, row, cells, strict=True):
            place = leads[column](row) if column in leads else ""
            inner = f'<a href="#{place}">{html.escape(cell)}</a>' if place and cell else html.escape(cell)
            mark = ' class="number"' if isinstance(value, Number) else ""
            shown.append(f"<td{mark}>{inner}</td>")
        lines.append(f"<tr>{''.join(shown)}</tr>")
    head = "".join(f'<th scope="col">{html.escape(str(column))}</th>' for column in table.columns)
    return Html(f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(lines)}</tbody></table>", "\n".join(plain))


def _cell(value: object) -> str:
    if pd.isna(value):
        return "–"
    if isinstance(value, Integral):
        return f"{value:,}"
    return f"{value:.2f}" if isinstance(value, Number) else str(value)


def _link(row, columns: list[str], behind: Mapping[Key, pd.DataFrame]) -> str:
    """What leads from the row's number to its sentences, with {} for the number."""
    names = tuple(str(getattr(row, column)) for column in columns)
    for key in (names, names[:2], names[0]):
        if key in behind and len(behind[key]):
            return f'<a href="#{anchor(*([key] if isinstance(key, str) else key))}">{{}}</a>'
    return "{}"

"""How the objects of this kit show themselves: a sentence, the first rows of a table, and what to know about them.

The HTML needs no style sheet and no script (JupyterLab takes both out of a notebook that is opened before it is
trusted) and has no colours of its own for text, so that it reads on light and dark pages and in published reports. The
plain text says the same.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

MOST = 12  # rows shown; the object has them all
_LONG = 120  # characters of a cell
_WIDE = 40  # the same in plain text
_ALL = 1_000_000  # a text of any length
LEFT = "text-align:left;vertical-align:top;overflow-wrap:anywhere;min-width:4em"
_NUMBER = "text-align:right;vertical-align:top;font-variant-numeric:tabular-nums"


class Displayed:
    """What shows itself by `_heading` (a sentence), `_rows` (a table, or None) and `_remarks` (further sentences).

    What is read as a whole, such as a codebook, sets `_whole`: its HTML has every row and leaves no text out.
    """

    __slots__ = ()
    _whole = False

    def _heading(self) -> str:
        raise NotImplementedError

    def _rows(self) -> pd.DataFrame | None:
        return None

    def _remarks(self) -> Iterable[str]:
        return ()

    def __repr__(self) -> str:
        return f"<{self._heading()}>"

    def __str__(self) -> str:
        rows, remarks = self._rows(), list(self._remarks())
        parts = [self._heading()]
        if rows is not None and len(rows):
            parts.append(text_table(rows))
        return "\n".join([*parts, *remarks])

    def _repr_pretty_(self, printer, cycle: bool) -> None:
        """What IPython shows as plain text; in a list or a dictionary, one line."""
        printer.text(str(self) if not cycle and _alone(printer) else repr(self))

    def _repr_html_(self) -> str:
        rows, remarks = self._rows(), list(self._remarks())
        limits = (len(rows), _ALL) if self._whole and rows is not None else (MOST, _LONG)
        table = html_table(rows, *limits) if rows is not None and len(rows) else ""
        said = "".join(f"<p>{escape(remark)}</p>" for remark in remarks)
        return f"<p><strong>{escape(self._heading())}</strong></p>{table}{said}"


def _alone(printer) -> bool:
    return len(getattr(printer, "stack", [])) <= 1


def html_table(table: pd.DataFrame, most: int = MOST, long: int = _LONG) -> str:
    """The first rows of a table as HTML; every cell is escaped, and longer text is cut.

    Examples
    --------
    >>> import pandas as pd
    >>> "&lt;b&gt;" in html_table(pd.DataFrame({"word": ["<b>"]}))
    True
    """
    numeric, cells = _numeric(table), _cells(table.head(most), long)
    head = "".join(
        f"<th scope='col' style='{_NUMBER if number else LEFT}'>{escape(str(name))}</th>"
        for name, number in zip(table.columns, numeric, strict=True)
    )
    body = "".join(
        "<tr>"
        + "".join(
            f"<td style='{_NUMBER if number else LEFT}'>{escape(text)}</td>"
            for text, number in zip(row, numeric, strict=True)
        )
        + "</tr>"
        for row in zip(*cells, strict=True)
    )
    rest = f"<p>{_rest(table, most)}</p>" if len(table) > most else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{rest}"


def text_table(table: pd.DataFrame, most: int = MOST) -> str:
    """The same as plain text, in columns."""
    numeric, cells = _numeric(table), _cells(table.head(most), _WIDE)
    columns = [[str(name), *column] for name, column in zip(table.columns, cells, strict=True)]
    widths = [max(map(len, column)) for column in columns]
    lines = [
        "  ".join(
            text.rjust(width) if number else text.ljust(width)
            for text, width, number in zip(row, widths, numeric, strict=True)
        ).rstrip()
        for row in zip(*columns, strict=True)
    ]
    return "\n".join([*lines, _rest(table, most)] if len(table) > most else lines)


def _rest(table: pd.DataFrame, most: int) -> str:
    return f"… and {len(table) - most:,} more"


def _numeric(table: pd.DataFrame) -> list[bool]:
    import pandas as pd

    return [pd.api.types.is_numeric_dtype(kind) and not pd.api.types.is_bool_dtype(kind) for kind in table.dtypes]


def _cells(table: pd.DataFrame, most: int) -> list[list[str]]:
    """The cells of each column; a column of whole numbers has no decimals, also where it is kept as one of floats."""
    import pandas as pd

    found = []
    for place, kind in enumerate(table.dtypes):
        column = table.iloc[:, place]
        whole = pd.api.types.is_float_dtype(kind) and (column.dropna() % 1 == 0).all()
        found.append([cell(int(value) if whole and pd.notna(value) else value, most) for value in column])
    return found


def cell(value: object, most: int = _LONG) -> str:
    """A value as a person reads it: what is missing as a dash, numbers with three decimals, text on one line.

    Examples
    --------
    >>> [cell(value) for value in (None, 1234, 0.12345, True, "two\\nlines")]
    ['–', '1,234', '0.123', 'yes', 'two lines']
    """
    import numpy as np
    import pandas as pd

    if isinstance(value, (list, tuple)):
        text = ", ".join(map(str, value)) or "–"
    elif pd.isna(value):
        text = "–"
    elif isinstance(value, (bool, np.bool_)):
        text = "yes" if value else "no"
    elif isinstance(value, (int, np.integer)):
        text = f"{value:,}"
    elif isinstance(value, (float, np.floating)):
        text = f"{value:,.0f}" if abs(value) >= 10_000 else f"{value:.3f}"
    elif isinstance(value, pd.Timestamp):
        text = f"{value:%Y-%m-%d}"
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

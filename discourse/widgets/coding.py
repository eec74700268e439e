"""Coding passages in JupyterLab, with the keyboard."""

from __future__ import annotations

import html
from pathlib import Path

import anywidget
import pandas as pd
import traitlets

from discourse.errors import SheetError
from discourse.sheets.read import read_sheets
from discourse.sheets.sheet import NONE, Sheet
from discourse.tables import write

_HERE = Path(__file__).parent
# One key per category; n is "none", u the next one without a code.
_KEYS = "123456789abcdefghijklmopqrstvwxyz"


class CodingSheet(anywidget.AnyWidget):
    """A coding sheet to be filled in here: one passage at a time, every answer kept in a file at once.

    The answers are in ``NAME-CODER.csv`` beside the sheet, in the form that `read_sheets` takes back. Made again, after
    the kernel was restarted or on another day, it goes on where it was left.

    Parameters
    ----------
    sheet : Sheet or path
        The sheet, or where it or its key is.
    coder : str
        Who codes.
    folder : path, optional
        Where the answers are kept; the folder of the sheet, or the current one.

    Raises
    ------
    SheetError
        The answers kept are of another sheet, or there are more categories than keys.
    """

    _esm = _HERE / "coding.js"
    _css = _HERE / "coding.css"
    view = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)

    def __init__(self, sheet: Sheet | str | Path, coder: str, *, folder: str | Path | None = None):
        if not coder or not coder.replace("-", "").replace("_", "").isalnum():
            raise SheetError(f"{coder!r} is no name for a coder", remedy="use letters, digits and hyphens")
        here = Path(".") if isinstance(sheet, Sheet) else Path(sheet).parent
        self.sheet = sheet if isinstance(sheet, Sheet) else Sheet.load(sheet)
        if len(self.sheet.categories) > len(_KEYS):
            raise SheetError(
                f"{len(self.sheet.categories)} categories are more than there are keys", remedy="draw fewer"
            )
        stem = self.sheet.id if isinstance(sheet, Sheet) else Path(sheet).name.split(".")[0]
        self.path = Path(folder or here) / f"{stem}-{coder}.csv"
        self.coder = coder
        self.marks: dict[str, set[str]] = self._kept()
        self._position = self._next_open(-1)
        super().__init__(view=self._view())
        self.observe(self._answer, names="asked")

    @property
    def table(self) -> pd.DataFrame:
        """The sheet as it is filled in so far."""
        table = self.sheet.table
        for name in (*self.sheet.categories, NONE):
            table[name] = [
                ""
                if (marks := self.marks.get(item)) is None
                else str(int(name in marks or (name == NONE and not marks)))
                for item in table["item"]
            ]
        return table.assign(coder=self.coder)

    def mark(self, category: str) -> None:
        """Give the passage shown a category, or take it away; "none" says that it has none."""
        item = self.sheet.items[self._position].item
        marks = self.marks.get(item, set())
        self.marks[item] = set() if category == NONE else marks ^ {category}
        write(self.table, self.path)

    def move(self, where: str) -> None:
        """Go on (``next``), ``back``, or to the next passage without a code (``open``)."""
        steps = {"next": 1, "back": -1}
        if where in steps:
            self._position = min(max(self._position + steps[where], 0), len(self.sheet.items) - 1)
        else:
            self._position = self._next_open(self._position)

    def _answer(self, change) -> None:
        asked = change["new"]
        message = ""
        if asked.get("at") == self._position:  # a key that was pressed before the last answer arrived is dropped
            try:
                {"mark": self.mark, "move": self.move}[asked["what"]](asked["value"])
            except Exception as error:  # shown to the person: an answer that was not kept must not look kept
                message = f"Not saved: {error}"
        self.view = self._view(message)

    def _kept(self) -> dict[str, set[str]]:
        if not self.path.exists():
            return {}
        judged = read_sheets(self.path, self.sheet)
        return {
            item: set(part.loc[part["value"] == 1, "category"]) for item, part in judged.groupby("item", sort=False)
        }

    def _next_open(self, position: int) -> int:
        """The first passage after `position` without a code, from the start if need be; the last if all are coded."""
        items = [item.item for item in self.sheet.items]
        order = [*range(position + 1, len(items)), *range(position + 1)]
        return next((number for number in order if items[number] not in self.marks), len(items) - 1)

    def _view(self, message: str = "") -> dict:
        item = self.sheet.items[self._position]
        marks = self.marks.get(item.item)
        categories = [
            {
                "id": category,
                "key": key,
                "label": self.sheet.labels[category],
                "definition": self.sheet.definitions[category],
                "marked": marks is not None and category in marks,
            }
            for category, key in zip(self.sheet.categories, _KEYS, strict=False)
        ]
        none = {"id": NONE, "key": "n", "label": "None of these", "definition": "", "marked": marks == set()}
        done = len(self.marks) == len(self.sheet.items)
        return {
            "position": self._position,
            "total": len(self.sheet.items),
            "coded": len(self.marks),
            "file": self.path.name,
            "before": item.before,
            "passage": item.passage,
            "after": item.after,
            "categories": [*categories, none],
            "message": message or ("All passages are coded." if done else ""),
        }

    def _repr_mimebundle_(self, **options):
        found = super()._repr_mimebundle_(**options)
        bundle, metadata = found if isinstance(found, tuple) else (found, {})
        done = f"{len(self.marks)} of {len(self.sheet.items)} passages coded"
        said = f"Coding sheet {self.sheet.id} for {self.coder}: {done}"
        remedy = "run this cell in JupyterLab to code, or fill in the file in a spreadsheet"
        bundle = {
            **bundle,
            "text/html": f"<p>{html.escape(said)}. To go on: {remedy}: <code>{html.escape(self.path.name)}</code>.</p>",
            "text/plain": f"{said}; {remedy}: {self.path.name}",
        }
        return bundle, metadata

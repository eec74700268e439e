"""A coding sheet: passages to be coded, and the key that says where they are from and how likely they were."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path

import pandas as pd

from discourse.display import Displayed, cell
from discourse.errors import MissingInputError, SheetError
from discourse.tables import write, write_text

_VERSION = 1
NONE = "none"  # the column for "none of these"
TEXT = ("sheet", "item", "before", "passage", "after")


@dataclass(frozen=True, repr=False)
class Item(Displayed):
    """One passage: where it is, how likely it was to be drawn, and what the coder sees."""

    item: str
    document: str
    start: int
    end: int
    probability: float
    stratum: str
    before: str
    passage: str
    after: str

    def _heading(self) -> str:
        return f"Item {self.item} ({self.document} {self.start}–{self.end}): {cell(self.passage)}"


@dataclass(frozen=True, repr=False)
class Sheet(Displayed):
    """Passages drawn for coding.

    `write` makes two files: the sheet, which goes to the coders and holds passages only, and the key beside it, which
    stays with you.

    Attributes
    ----------
    id : str
        Stands in every row of the sheet; a sheet of another draw has another.
    corpus, fingerprint, codebook, version, unit, seed, population
        What it was drawn from, and how.
    categories : tuple of str
    labels, definitions : dict
        Of the categories.
    items : tuple of Item
    """

    id: str
    corpus: str
    fingerprint: str
    codebook: str
    version: str
    unit: str
    seed: int
    population: int
    categories: tuple[str, ...]
    labels: dict[str, str]
    definitions: dict[str, str]
    items: tuple[Item, ...]

    @property
    def table(self) -> pd.DataFrame:
        """What the coder fills in: one row per passage, an empty column per category, `none` and a `note`."""
        rows = [(self.id, item.item, item.before, item.passage, item.after) for item in self.items]
        table = pd.DataFrame(rows, columns=list(TEXT))
        return table.assign(**dict.fromkeys([*self.categories, NONE, "note"], ""))

    @property
    def key(self) -> pd.DataFrame:
        """Where the passages are: ``item, document, start, end, probability, stratum``."""
        names = ["item", "document", "start", "end", "probability", "stratum"]
        return pd.DataFrame([[getattr(item, name) for name in names] for item in self.items], columns=names)

    def write(self, path: str | Path) -> tuple[Path, Path]:
        """Write the sheet (.csv or .xlsx) and its key (``NAME.key.json``); returns both paths.

        Raises
        ------
        SheetError
            There is a sheet of that name: what is coded in it is never overwritten.
        """
        path = Path(path)
        if path.suffix not in (".csv", ".xlsx"):
            raise SheetError(f"no sheet can be written to {path.name!r}", remedy="end it in .csv or .xlsx")
        key = path.with_suffix(".key.json")
        for there in (path, key):
            if there.exists():
                raise SheetError("there is one already", source=there, remedy="name another file")
        write_text(key, json.dumps({"format": _VERSION, **asdict(self)}, ensure_ascii=False, indent=1) + "\n")
        if path.suffix == ".csv":
            write(self.table, path)
        else:
            from discourse.sheets.excel import write_sheet

            write_sheet(self, path)
        return path, key

    @classmethod
    def load(cls, path: str | Path) -> Sheet:
        """Read the key of a sheet; the path of the sheet itself will do as well.

        Raises
        ------
        MissingInputError, SheetError
            There is no key, or it is none.
        """
        path = Path(path)
        if not path.name.endswith(".key.json"):
            path = path.with_suffix(".key.json")
        if not path.is_file():
            raise MissingInputError("there is no key", source=path, remedy="keep NAME.key.json beside the sheet")
        try:
            stored = json.loads(path.read_text(encoding="utf-8"))
            if stored.pop("format") != _VERSION:
                raise SheetError("written by a newer version of this kit", source=path, remedy="update discourse")
            stored["items"] = tuple(Item(**item) for item in stored["items"])
            return cls(**{**stored, "categories": tuple(stored["categories"])})
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise SheetError(
                f"is no key of a sheet ({error})", source=path, remedy="use the file as it was written"
            ) from None

    _whole = True

    def _heading(self) -> str:
        return (
            f"Sheet {self.id}: {len(self.items):,} of {self.population:,} passages ({self.unit}) of {self.corpus}, "
            f"{len(self.categories)} categories of {self.codebook} {self.version}"
        )

    def _rows(self) -> pd.DataFrame:
        rows = [(self.labels[category], self.definitions[category]) for category in self.categories]
        return pd.DataFrame(rows, columns=["category", "definition"])

    def _remarks(self) -> list[str]:
        return [f"The first passage: {self.items[0].passage}"] if self.items else []

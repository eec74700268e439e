"""What several coders' judgements come to: agreement, disagreements, and one hand code per passage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from discourse.display import Displayed
from discourse.errors import SheetError
from discourse.inference import agreement
from discourse.sheets.read import read_sheets
from discourse.sheets.sheet import Sheet


def agreement_by_category(judgements: pd.DataFrame, *, resamples: int = 1000, seed: int = 0) -> pd.DataFrame:
    """Agreement on each category, and on all of them together.

    Parameters
    ----------
    judgements : DataFrame
        As `read_sheets` gives them.
    resamples, seed : int
        Of the bootstrap over passages.

    Returns
    -------
    DataFrame
        As `discourse.inference.agreement`, with a first column ``category``; the row ``all`` compares the sets of
        categories given to a passage (Krippendorff's alpha with MASI distances, Passonneau 2006).

    Raises
    ------
    AgreementError
        There is one coder only, or no passage that two have coded.
    """
    sets = (
        judgements.groupby(["item", "coder"], sort=False)[["category", "value"]]
        .apply(lambda part: frozenset(part.loc[part["value"] == 1, "category"]))
        .rename("value")
        .reset_index()
        .rename(columns={"item": "unit"})
    )
    tables = [agreement(sets, level="masi", resamples=resamples, seed=seed).assign(category="all")]
    for category, part in judgements.groupby("category", sort=False):
        codes = part.rename(columns={"item": "unit"})[["unit", "coder", "value"]]
        tables.append(agreement(codes, resamples=resamples, seed=seed).assign(category=category))
    found = pd.concat(tables, ignore_index=True)
    return found[["category", *[name for name in found.columns if name != "category"]]]


def disagreements(judgements: pd.DataFrame, sheet: Sheet) -> pd.DataFrame:
    """The passages on which coders differ, to be decided.

    Returns
    -------
    DataFrame
        ``item, category, passage``, a column per coder (missing where a coder did not code it) and an empty
        ``decision``. Write it as a table, fill in 1 or 0, and give it to `hand_codes`.
    """
    wide = judgements.pivot(index=["item", "category"], columns="coder", values="value")
    split = wide[wide.nunique(axis=1) > 1].astype("Int64").reset_index().rename_axis(columns=None)
    passage = {item.item: item.passage for item in sheet.items}
    split.insert(2, "passage", split["item"].map(passage))
    order = {item.item: number for number, item in enumerate(sheet.items)}
    place = {category: number for number, category in enumerate(sheet.categories)}
    keys = split["item"].map(order) * len(place) + split["category"].map(place)
    return split.iloc[keys.argsort(kind="stable")].reset_index(drop=True).assign(decision="")


def hand_codes(
    judgements: pd.DataFrame, sheet: Sheet, decisions: pd.DataFrame | str | Path | None = None
) -> pd.DataFrame:
    """One code per passage and category: decided, else what most coders say; a tie is no code.

    Parameters
    ----------
    judgements : DataFrame
    sheet : Sheet
    decisions : DataFrame or path, optional
        As `disagreements` gives them, with ``decision`` filled in.

    Returns
    -------
    DataFrame
        Indexed by item in the order of the sheet, one column per category: 1.0, 0.0, or NaN where nobody coded it or
        coders are split and nothing was decided.

    Raises
    ------
    SheetError
        A decision is neither 1 nor 0, or on a passage that is not on the sheet.
    """
    shares = judgements.pivot_table(index="item", columns="category", values="value", aggfunc="mean")
    codes = (shares > 0.5).astype(float).where(shares.notna() & (shares != 0.5))
    codes = codes.reindex(index=[item.item for item in sheet.items], columns=list(sheet.categories))
    if decisions is not None:
        table = decisions if isinstance(decisions, pd.DataFrame) else pd.read_csv(decisions, dtype=str)
        for row, (item, category, decision) in enumerate(
            table[["item", "category", "decision"]].itertuples(index=False), start=2
        ):
            text = "" if pd.isna(decision) else str(decision).strip().removesuffix(".0")
            if not text:
                continue
            if text not in ("0", "1") or item not in codes.index or category not in codes.columns:
                raise SheetError(
                    f"{decision!r} on {item} and {category!r} is no decision",
                    row=row,
                    remedy="write 1 or 0, keep the rest",
                )
            codes.loc[item, category] = float(text)
    return codes


@dataclass(frozen=True, repr=False)
class HandCoded(Displayed):
    """A sheet that came back: who judged what, and the code that each passage has in the end.

    Attributes
    ----------
    sheet : Sheet
    judgements : DataFrame
        As `read_sheets` gives them.
    codes : DataFrame
        As `hand_codes` gives them.
    """

    sheet: Sheet
    judgements: pd.DataFrame
    codes: pd.DataFrame

    @property
    def coders(self) -> list[str]:
        """Their names, sorted."""
        return sorted(self.judgements["coder"].unique())

    @property
    def table(self) -> pd.DataFrame:
        """One row per passage on the sheet: ``item, document, start, end, probability, stratum``, then the codes."""
        return self.sheet.key.join(self.codes, on="item")

    def agreement(self, *, resamples: int = 1000, seed: int = 0) -> pd.DataFrame:
        """See `agreement_by_category`."""
        return agreement_by_category(self.judgements, resamples=resamples, seed=seed)

    def disagreements(self) -> pd.DataFrame:
        """See `disagreements`."""
        return disagreements(self.judgements, self.sheet)

    def _heading(self) -> str:
        coded = self.codes.notna().any(axis=1).sum()
        return f"HandCoded {self.sheet.id}: {coded:,} passages by {', '.join(self.coders)}"

    def _rows(self) -> pd.DataFrame:
        """How often each category was given, and to how many passages it was decided to be given or not."""
        counts = {"passages with it": self.codes.sum().astype(int), "passages decided": self.codes.notna().sum()}
        return pd.DataFrame(counts).rename(index=self.sheet.labels).rename_axis("category").reset_index()

    def _remarks(self) -> list[str]:
        return ["agreement() says how far the coders agree, disagreements() lists what is to be decided."]


def read_coded(
    paths: Sequence[str | Path] | str | Path,
    key: str | Path | Sheet,
    decisions: pd.DataFrame | str | Path | None = None,
) -> HandCoded:
    """Coded sheets, checked, compared and made into one code per passage.

    Parameters and errors as for `read_sheets` and `hand_codes`.
    """
    sheet = key if isinstance(key, Sheet) else Sheet.load(key)
    judgements = read_sheets(paths, sheet)
    return HandCoded(sheet, judgements, hand_codes(judgements, sheet, decisions))

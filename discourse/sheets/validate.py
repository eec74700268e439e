"""Is the coding true of this corpus? Machine codes beside hand codes, and estimates corrected by them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.display import Displayed
from discourse.errors import AgreementError, MissingInputError, SheetError
from discourse.inference import corrected, difference, periods_of, scores
from discourse.sheets.judged import HandCoded
from discourse.sheets.passages import coded_passages, passages
from discourse.tables import write_text

if TYPE_CHECKING:
    from discourse.framing import Coding


_FEW = 15  # passages with a category; fewer say little about it
_ALPHA = 0.667  # below it not even tentative conclusions (Krippendorff 2004)
_F1 = 0.7


def validate(coding: Coding, coded: HandCoded) -> Validation:
    """Compare a coding with hand codes of passages drawn at random from the same corpus.

    Parameters
    ----------
    coding : Coding
        By a codebook, or learned.
    coded : HandCoded
        As `read_coded` gives it.

    Returns
    -------
    Validation

    Raises
    ------
    SheetError
        The sheet was drawn from another corpus, or the coding has none of the sheet's categories.

    Examples
    --------
    >>> import discourse as dc
    >>> from discourse.sheets import draw_sheet, hand_codes
    >>> coding = dc.code(dc.read("two-columns"), "war-and-talks", voices=False)
    >>> sheet = draw_sheet(coding.corpus, coding.codebook, 40, categories=["fear"])
    >>> rows = [(item.item, "me", "fear", int("fear" in item.passage)) for item in sheet.items]
    >>> judgements = pd.DataFrame(rows, columns=["item", "coder", "category", "value"])
    >>> card = validate(coding, HandCoded(sheet, judgements, hand_codes(judgements, sheet)))
    >>> card.scores()["measure"].unique().tolist()
    ['precision', 'recall', 'F1', 'accuracy', 'macro-F1']
    """
    sheet = coded.sheet
    if sheet.fingerprint != coding.corpus.fingerprint:
        raise SheetError(
            f"the sheet {sheet.id} was drawn from another corpus, {sheet.corpus!r}, or from another state of it",
            remedy="code the corpus as it was when the sheet was drawn",
        )
    shared = [category for category in sheet.categories if category in coding.codebook.categories]
    if not shared:
        raise SheetError(
            f"the coding has none of the categories of sheet {sheet.id}: {', '.join(sheet.categories)}",
            remedy="code with the codebook it was drawn for",
        )
    return Validation(coding, coded, shared)


@dataclass(frozen=True, repr=False)
class Validation(Displayed):
    """The validity card of a coding on a corpus.

    Attributes
    ----------
    coding : Coding
    coded : HandCoded
    categories : list of str
        Those that both have.
    """

    coding: Coding
    coded: HandCoded
    categories: list[str]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """Every passage of the corpus, ``document, start, end``: what the sheet was drawn from."""
        return passages(self.coding.corpus, self.coded.sheet.unit)

    @cached_property
    def predicted(self) -> pd.DataFrame:
        """What the machine says of every passage (passages × categories)."""
        return coded_passages(self.frame, self.coding.hits, self.categories)

    @cached_property
    def _drawn(self) -> pd.DataFrame:
        """The hand-coded passages with their place in `frame`."""
        places = self.frame.reset_index(names="place").set_index(["document", "start", "end"])["place"]
        table = self.coded.table
        return table.assign(
            place=places.reindex(pd.MultiIndex.from_frame(table[["document", "start", "end"]])).to_numpy()
        )

    @cached_property
    def gold(self) -> pd.DataFrame:
        """The hand codes on `frame`, NaN where there is none."""
        gold = pd.DataFrame(np.nan, index=self.frame.index, columns=self.categories)
        gold.loc[self._drawn["place"]] = self._drawn[self.categories].to_numpy()
        return gold

    @cached_property
    def probability(self) -> pd.Series:
        """The probability with which each hand-coded passage was drawn, NaN elsewhere."""
        probability = pd.Series(np.nan, index=self.frame.index)
        probability.loc[self._drawn["place"]] = self._drawn["probability"].to_numpy()
        return probability

    def agreement(self) -> pd.DataFrame | None:
        """How far the coders agree, by category; None with one coder only."""
        try:
            return self.coded.agreement()
        except AgreementError:
            return None

    def scores(self, by: str | None = None, *, seed: int = 0) -> pd.DataFrame:
        """Precision, recall, F1, accuracy and macro-F1 of the machine, for the whole corpus, and by group.

        Weighted by one over the probability of being drawn. See `discourse.inference.scores`; the first column is
        ``category``.
        """
        tables = []
        for category in self.categories:
            known = self.gold[category].notna().to_numpy()
            documents = self.frame.loc[known, "document"].reset_index(drop=True)
            tables.append(
                scores(
                    self.gold.loc[known, [category]].to_numpy(),
                    self.predicted.loc[known, [category]].to_numpy(),
                    [category],
                    documents,
                    documents.map(self.coding.corpus.column(by)) if by else None,
                    weights=1 / self.probability[known].to_numpy(),
                    seed=seed,
                )
            )
        return pd.concat(tables, ignore_index=True).rename(columns={"name": "category"})

    def corrected(self, by: str | None = None, period: str | None = None) -> pd.DataFrame:
        """The share of passages with each category, as coded and as corrected; see `discourse.inference.corrected`."""
        groups, periods = self._groups(by), None
        if period:
            dates = self.coding.corpus.documents.set_index("document")["date"]
            periods = periods_of(self.frame["document"].map(dates), period)
        table = corrected(*self._arrays, self.categories, self.frame["document"], groups, periods)
        return table.rename(columns={"name": "category"})

    def difference(self, by: str, first: str, second: str) -> pd.DataFrame:
        """The share in one group minus that in another, as coded and as corrected."""
        table = difference(*self._arrays, self.categories, self.frame["document"], self._groups(by), first, second)
        return table.rename(columns={"name": "category"})

    def mistakes(self, category: str, n: int = 10) -> pd.DataFrame:
        """Where machine and people differ, those that weigh most in the corpus first.

        Returns
        -------
        DataFrame
            ``document, start, end, text, gold, machine, weight``; `weight` is how many passages of the corpus each
            stands for.
        """
        wrong = self.gold[category].notna() & (self.gold[category] != self.predicted[category])
        table = self.frame[wrong].assign(
            gold=self.gold.loc[wrong, category].astype(int),
            machine=self.predicted.loc[wrong, category].astype(int),
            weight=1 / self.probability[wrong],
        )
        texts = dict(zip(*(self.coding.corpus.documents[c] for c in ("document", "text")), strict=True))
        table.insert(3, "text", [texts[row.document][row.start : row.end] for row in table.itertuples()])
        return table.sort_values("weight", ascending=False, kind="stable").head(n).reset_index(drop=True)

    def to_do(self) -> pd.DataFrame:
        """What to do next, category by category.

        Returns
        -------
        DataFrame
            ``category, coded, with_it`` (passages coded by hand, and those with the category), ``alpha`` (between the
            coders, missing with one), ``f1``, and ``next``: what would make the numbers surer, or better.
        """
        agreed = self.agreement()
        alphas = {} if agreed is None else dict(zip(*_column(agreed, "Krippendorff's alpha"), strict=True))
        quality = self.scores()
        f1 = dict(zip(*_column(quality, "F1"), strict=True))
        rows = []
        for category in self.categories:
            coded, having = int(self.gold[category].notna().sum()), int(self.gold[category].sum())
            alpha = alphas.get(category, np.nan)
            if not having:
                step = "nobody found it: draw a sheet with half of it from what is coded (--half-coded)"
            elif having < _FEW:
                step = f"{having} passages have it: draw more, half of them from what is coded (--half-coded)"
            elif np.isnan(alpha):
                step = "let a second person code the same sheet"
            elif alpha < _ALPHA:
                step = "coders disagree: sharpen the definition, decide the disagreements, code anew"
            elif f1.get(category, np.nan) < _F1:
                step = "the machine is often wrong: read the mistakes, mend the patterns, or learn the code"
            else:
                step = "report corrected estimates"
            rows.append((category, coded, having, alpha, f1.get(category, np.nan), step))
        return pd.DataFrame(rows, columns=["category", "coded", "with_it", "alpha", "f1", "next"])

    @property
    def line(self) -> str:
        """One line to be printed under figures: how far the coding was checked on this corpus."""
        table = self.scores().query("measure == 'F1' and group == 'all'")
        n = int(self.gold.notna().any(axis=1).sum())
        known = table.dropna(subset="value")
        if known.empty:
            result = "too few for scores"
        elif len(known) == 1:
            row = known.iloc[0]
            result = f"F1 {row['value']:.2f} [{row['low']:.2f}, {row['high']:.2f}] on {row['category']}"
        else:
            worst = known.loc[known["value"].idxmin()]
            lowest = f"lowest {worst['value']:.2f} ({worst['category']})"
            result = f"mean F1 {known['value'].mean():.2f} over {len(known)} categories, {lowest}"
        agreed = self.agreement()
        alpha = "" if agreed is None else f", alpha between coders {agreed['value'].iloc[0]:.2f}"
        book = self.coding.codebook
        return f"Codebook {book.name} {book.version}, checked on this corpus by hand: {result}; {n} passages{alpha}."

    def save(self, path: str | Path) -> Path:
        """Keep the line and the scores as JSON, for notebooks that use the same codebook on the same corpus."""
        path = Path(path)
        card = {
            "fingerprint": self.coding.corpus.fingerprint,
            "codebook": self.coding.codebook.name,
            "version": self.coding.codebook.version,
            "line": self.line,
            "scores": json.loads(self.scores().to_json(orient="records")),
        }
        write_text(path, json.dumps(card, ensure_ascii=False, indent=1) + "\n")
        return path

    def _heading(self) -> str:
        return f"Validation: {self.line}"

    def _rows(self) -> pd.DataFrame:
        table = self.scores().drop(columns="method", errors="ignore")
        return table.dropna(axis="columns", how="all")

    @property
    def _arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        return self.predicted.to_numpy(float), self.gold.to_numpy(float), self.probability.to_numpy()

    def _groups(self, by: str | None) -> pd.Series | None:
        return self.frame["document"].map(self.coding.corpus.column(by)) if by else None


def _column(table: pd.DataFrame, measure: str) -> tuple[list, list]:
    part = table[table["measure"] == measure]
    return part["category"].tolist(), part["value"].tolist()


def validity_line(coding: Coding, card: str | Path | None = None) -> str:
    """What to print under a figure of a coding: its scores from a saved card, or that there are none.

    Parameters
    ----------
    coding : Coding
    card : path, optional
        As `Validation.save` wrote it. One of another corpus or of another version of the codebook does not count, and
        the line says so.

    Raises
    ------
    MissingInputError, SheetError
        There is no such file, or it is no card.

    Examples
    --------
    >>> import discourse as dc
    >>> coding = dc.code(dc.read("two-columns"), "certainty", voices=False)
    >>> validity_line(coding).endswith("not yet validated on this corpus.")
    True
    """
    name = f"Codebook {coding.codebook.name} {coding.codebook.version}"
    if not card:
        return f"{name}, not yet validated on this corpus."
    path = Path(card)
    if not path.is_file():
        raise MissingInputError("there is no validity card", source=path, remedy="write one with Validation.save")
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        mine = (coding.corpus.fingerprint, coding.codebook.name, coding.codebook.version)
        theirs, line = (kept["fingerprint"], kept["codebook"], kept["version"]), kept["line"]
    except (ValueError, KeyError, TypeError) as error:
        raise SheetError(
            f"is no validity card ({error})", source=path, remedy="write one with Validation.save"
        ) from None
    if mine == theirs:
        return line
    what = "corpus" if mine[0] != theirs[0] else "version of the codebook"
    return f"{name}, not yet validated on this corpus: the card {path.name} is of another {what}."

"""What shares and rates are made from: counts and words per document, or per document and speaker."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from discourse.errors import DateError
from discourse.inference import periods_of
from discourse.inference.periods import check_gaps

if TYPE_CHECKING:
    from discourse.corpus import Corpus

SPEAKER = "speaker"
NOBODY = "(not named)"


@dataclass(frozen=True)
class Units:
    """Rows of counts that belong together.

    Attributes
    ----------
    counts : DataFrame
        Units × categories; hits that are not negated, each as often as its weight says.
    words : Series
        How many words each unit has.
    groups : Series or None
        The group of each unit.
    documents : Index
        The document of each unit.
    """

    counts: pd.DataFrame
    words: pd.Series
    groups: pd.Series | None
    documents: pd.Index

    def periods(self, corpus: Corpus, period: str) -> pd.Series:
        """The period of each unit's document; raises DateError where no document has a date, or most periods none."""
        dates = corpus.table("document", "date").set_index("document")["date"]
        if dates.isna().all():
            raise DateError(
                "no document has a date, so there is no trend", remedy="read(..., date=COLUMN) or add metadata"
            )
        periods = periods_of(dates.reindex(self.documents).reset_index(drop=True), period)
        check_gaps(periods)
        return periods


def by_document(hits: pd.DataFrame, words: pd.Series, categories: list[str], corpus: Corpus, by: str | None) -> Units:
    """One unit per document, grouped by a column of the documents; `hits` have a column ``weight``."""
    documents = pd.Index(corpus.table("document")["document"])
    counts = _counts(hits, [hits["document"]]).reindex(index=documents, columns=categories, fill_value=0)
    groups = corpus.column(by, SPEAKER).reset_index(drop=True) if by else None
    return Units(counts, words.reindex(documents, fill_value=0), groups, documents)


def by_speaker(hits: pd.DataFrame, words: pd.DataFrame, categories: list[str], minimum: int) -> Units:
    """One unit per document and speaker, grouped by speaker; those with too few documents are one group together.

    Parameters
    ----------
    hits : DataFrame
    words : DataFrame
        As `discourse.voices.words.words_by_voice` gives them.
    categories : list of str
    minimum : int
        A speaker with fewer documents than this is one of the others.
    """
    words = words.assign(speaker=words[SPEAKER].fillna(NOBODY))
    spoken = words.groupby(["document", SPEAKER])["words"].sum()
    many = spoken.groupby(SPEAKER).size()
    own = set(many[many >= minimum].index)
    others = f"others ({len(many) - len(own)} speakers)"

    def pooled(speakers: pd.Series) -> pd.Series:
        return speakers.where(speakers.isin(own), others)

    spoken = spoken.reset_index()
    spoken = spoken.assign(speaker=pooled(spoken[SPEAKER])).groupby(["document", SPEAKER])["words"].sum()
    speakers = pooled(hits[SPEAKER].fillna(NOBODY))
    counts = _counts(hits, [hits["document"], speakers])
    counts = counts.reindex(index=spoken.index, columns=categories, fill_value=0)
    groups = pd.Series(spoken.index.get_level_values(SPEAKER), dtype="string")
    return Units(counts, spoken, groups, spoken.index.get_level_values("document"))


def _counts(hits: pd.DataFrame, keys: list[pd.Series]) -> pd.DataFrame:
    """The weights of hits added up: keys × categories; whole numbers if all weights are."""
    counts = hits["weight"].groupby([*keys, hits["category"]]).sum().unstack(fill_value=0)
    return counts.astype("int64") if (counts == counts.round()).all(axis=None) else counts

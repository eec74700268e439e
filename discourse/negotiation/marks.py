"""What a codebook's categories mean to the measures of negotiation."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from discourse.corpus.stored import is_streamed
from discourse.negotiation.estimates import measurable

if TYPE_CHECKING:
    from discourse.framing.coding import Coding
    from discourse.negotiation.statements import Statements

CODEBOOK = "war-and-talks"
UNIT = ["document", "sentence", "voice", "speaker"]
_OF_HOLDER = ("hopeful", "hopeless", "criticism", "credit", "responsibility")
COLUMNS = [*UNIT, "start", "end", "mark", "negated"]


@cache
def _file() -> dict:
    import yaml

    return yaml.safe_load(Path(__file__).with_name("marks.yaml").read_text(encoding="utf-8"))


def meanings() -> dict[str, list[str]]:
    """The categories behind each mark, as ``marks.yaml`` has them."""
    return _file()["categories"]


def topical_words(language: str) -> frozenset[str]:
    """Words that make a sentence one about the talks; none for a language that has no such list."""
    return frozenset(_file()["words"].get(language, ()))


def expected(said: pd.DataFrame, marks: pd.DataFrame) -> pd.DataFrame:
    """Statements that say what will come of the talks, as marks: hopeful or hopeless.

    Parameters
    ----------
    said : DataFrame
        Statements in sentences about the talks: `COLUMNS` without mark, and ``act, tense, modality``.
    marks : DataFrame
        As `marks_of` gives them.
    """
    places = pd.MultiIndex.from_frame(said[["document", "sentence"]])
    found = []
    for rule in _file()["expectations"]:
        fits = said["act"].isin(rule["acts"]) & (said["negated"] == rule["negated"])
        for column in ("tense", "modality"):
            fits &= said[column].isin(rule.get(column, said[column].unique()))
        if "marked" in rule:
            marked = marks[(marks["mark"] == rule["marked"]) & ~marks["negated"]]
            fits &= places.isin(pd.MultiIndex.from_frame(marked[["document", "sentence"]]))
        found.append(said[fits].assign(mark=rule["mark"]))
    return pd.concat(found)[[*UNIT, "start", "end", "mark"]]


def coded(statements: Statements, coding: Coding | None = None) -> Coding:
    """The coding that goes with the statements: the one given, or that of the shipped codebook."""
    from discourse.framing import code

    measurable(statements)
    if coding is not None:
        return coding
    # Beside a store its voices are kept, and need not be loaded.
    return code(statements.corpus, CODEBOOK, voices=True if is_streamed(statements.corpus) else statements.voices)


def marks_of(coding: Coding) -> pd.DataFrame:
    """One row per hit and mark: ``document, sentence, voice, speaker, start, end, mark, negated``.

    Whose a hope, a doubt or an accusation is: where the hit lies in the words that attribute ("the envoy *hopes* that
    …", "Hale *accuses* …"), it is the source's, not that of who reports it.
    """
    hits = _by_holder(coding)
    tables = [hits[hits["category"].isin(categories)].assign(mark=mark) for mark, categories in meanings().items()]
    marks = pd.concat(tables, ignore_index=True)[COLUMNS]
    return marks.sort_values(["document", "sentence", "start", "end", "mark"], kind="stable", ignore_index=True)


def known(coding: Coding, mark: str) -> bool:
    """Whether the codebook has a category that sets the mark."""
    return any(category in coding.codebook.categories for category in meanings()[mark])


def _by_holder(coding: Coding) -> pd.DataFrame:
    hits = coding.hits.copy()
    hits["negated"] = hits["negated"].astype(bool)
    voices = coding.voices
    if voices is None:
        return hits
    cues = voices[voices["cue_start"].notna() & voices["source_name"].notna()]
    by_document = {name: list(part.itertuples(index=False)) for name, part in cues.groupby("document", sort=False)}
    stances = [category for mark in _OF_HOLDER for category in meanings()[mark]]
    for place in hits.index[hits["category"].isin(stances)]:
        hit = hits.loc[place]
        for row in by_document.get(hit["document"], ()):
            if row.cue_start <= hit["start"] and hit["end"] <= row.cue_end:
                hits.loc[place, ["voice", "speaker"]] = row.kind, row.source_name
                break
    return hits

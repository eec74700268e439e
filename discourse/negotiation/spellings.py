"""How names are spelt where the spelling takes a side: Kyiv or Kiev, в Украине or на Украине."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from discourse.errors import MissingInputError
from discourse.inference import MINIMUM, wilson
from discourse.language import encode
from discourse.language.patterns import Pattern, PatternError
from discourse.negotiation.checked import Checked
from discourse.negotiation.estimates import Estimates, grouped, leading_back, ratio

if TYPE_CHECKING:
    from discourse.corpus import Corpus
    from discourse.language import Encoded

SHIPPED = Path(__file__).parent / "spellings.yaml"
MEASURE = "share of the mentions of the name"


def spellings(
    corpus: Corpus,
    *,
    by: str | None = None,
    period: str | None = None,
    file: str | Path | None = None,
    minimum: int = MINIMUM,
    seed: int = 0,
) -> Estimates:
    """How often a name is spelt in which way, of all its mentions: the spelling as a sign of where a text stands.

    English "Kyiv" is from Ukrainian and "Kiev" from Russian; Russian "на Украине" was usual and "в Украине" is what the
    Ukrainian government asked for in 1993; a name denied its capital letter is a judgement (on language politics in
    Ukraine: Bilaniuk 2005, Contested Tongues). What is counted is in ``spellings.yaml``: names of which a language has
    more than one spelling. An author may follow a house style, and old texts had no choice: compare outlets and years
    with care.

    Parameters
    ----------
    corpus : Corpus
        Only the documents' bodies are read.
    by : str, optional
        A column of the documents, such as ``"outlet"`` or ``"language"``.
    period : str, optional
        As for `discourse.outlook`.
    file : path, optional
        Your own list, of the same form, in place of the shipped one.
    minimum : int
        With fewer documents that have the name there is no number.
    seed : int

    Returns
    -------
    Estimates
        One row per spelling (``name``), with the name it is of (``of``) and the language, per group and period: `value`
        from 0 to 1, 95% intervals by resampling documents, `counted` mentions so spelt of `n_units`. Names that do not
        occur have no rows. ``evidence(name="Kiev")`` gives the sentences.

    Raises
    ------
    CodebookError
        The list is wrong; with line and column.
    MissingInputError
        None of the names occurs, or this is no corpus.

    Examples
    --------
    >>> import discourse as dc
    >>> found = spellings(dc.read("two-columns"))
    >>> found.loc[found["of"] == "Kyiv", ["name", "counted", "n_units"]].values.tolist()
    [['Kyiv', 7, 9], ['Kiev', 2, 9]]
    """
    from discourse.corpus import Corpus

    if not isinstance(corpus, Corpus):
        raise MissingInputError("spellings are counted in a corpus", remedy="read it first: spellings(read(...))")
    listed = _listed(file or SHIPPED)
    rows = _mentions(encode(corpus), listed)
    if rows.empty:
        raise MissingInputError(
            "none of the names that have several spellings occurs", source=corpus.name, remedy="give your own file=..."
        )
    rows = grouped(rows, corpus, by, period, minimum)
    tables = []
    for of, language, name, _ in listed:
        mentions = rows[(rows["of"] == of) & (rows["language"] == language)]
        if not (mentions["name"] == name).any():
            continue
        units = mentions.assign(top=(mentions["name"] == name).astype(int), bottom=1)
        table = _whole(ratio(units, corpus, name=name, measure=MEASURE, minimum=minimum, seed=seed))
        table.insert(0, "of", of)
        table.insert(1, "language", language)
        tables.append(table)
    return leading_back(pd.concat(tables, ignore_index=True), corpus, rows)


def _whole(table: pd.DataFrame) -> pd.DataFrame:
    """Shares of 1 with Wilson's interval, a document counted once: a bootstrap of what is all alike is no interval."""
    for place in table.index[table["value"] == 1]:
        n = int(table.loc[place, "n_documents"])
        table.loc[place, "low"] = float(wilson(np.array([n]), n)[0][0])
        table.loc[place, "method"] = f"{MEASURE}, all alike, 95% Wilson interval over documents"
    return table


def _listed(path: str | Path) -> list[tuple[str, str, str, list[Pattern]]]:
    """The spellings of a file: name, language, spelling, patterns."""
    file, found = Checked(path), []
    for name, languages in file.mapping(
        file.mapping(file.value, (), ("version", "spellings")).get("spellings", {}), ("spellings",)
    ).items():
        for language, ways in file.mapping(languages, ("spellings", name)).items():
            place = ("spellings", name, language)
            for spelling, patterns in file.mapping(ways, place).items():
                file.texts(patterns, (*place, spelling))
                try:
                    parsed = [Pattern.parse(text, case=True) for text in patterns]
                except PatternError as error:
                    raise file.error(str(error), (*place, spelling), "write it as in a codebook") from None
                found.append((name, language, spelling, parsed))
    return found


def _mentions(encoded: Encoded, listed: list[tuple[str, str, str, list[Pattern]]]) -> pd.DataFrame:
    """One row per mention, each place once: of patterns that begin or end at the same word the longer one counts."""
    rows = []
    for of, language, name, patterns in listed:
        for pattern in patterns if language in encoded.languages else ():
            first, after = encoded.find(pattern)
            where = (first, after, encoded.document_of(first), encoded.sentence_of(first))
            for a, b, number, sentence in zip(*(column.tolist() for column in where), strict=True):
                if encoded.languages[number] == language:
                    rows.append((encoded.documents[number], sentence, a, b, of, language, name))
    table = pd.DataFrame(rows, columns=["document", "sentence", "first", "after", "of", "language", "name"])
    table = table.assign(length=table["after"] - table["first"]).sort_values("length", ascending=False, kind="stable")
    table = table.drop_duplicates(["of", "after"]).sort_values("first", kind="stable", ignore_index=True)
    table["start"], table["end"] = encoded.start[table["first"]], encoded.end[table["after"] - 1]
    starts = dict(zip(encoded.documents, encoded.document_sentences[:-1].tolist(), strict=True))
    table["sentence"] -= table["document"].map(starts).astype("int64")
    return table[["document", "sentence", "start", "end", "of", "language", "name"]]

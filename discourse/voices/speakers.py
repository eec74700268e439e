"""Who gets to speak: the share of the reported and quoted words that is each speaker's."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from discourse.corpus.given import as_corpus
from discourse.inference import draw, how_drawn, rate
from discourse.voices.spans import VOICES
from discourse.voices.words import words_by_voice

if TYPE_CHECKING:
    from discourse.corpus import Corpus


def speakers(
    corpus: Corpus, voices: pd.DataFrame, *, by: str | None = None, top: int = 15, seed: int = 0, minimum: int = 5
) -> pd.DataFrame:
    """The share of attributed words that is each speaker's, quoted and reported together.

    Parameters
    ----------
    corpus : Corpus
    voices : DataFrame
        What `discourse.voices` found in it.
    by : str, optional
        A column of the documents: one estimate per value.
    top : int
        How many speakers, the most quoted first.
    seed, minimum : int
        As for `discourse.inference.rate`.

    Returns
    -------
    DataFrame
        Estimates with a first column ``speaker``; values in [0, 1], intervals from a bootstrap over documents,
        `n_units` in words. Words whose speaker the text does not name are in the whole.
    """
    corpus = as_corpus(corpus)
    words = words_by_voice(corpus, voices)
    words = words[words["voice"].isin(["direct", "indirect"])]
    table = words.pivot_table(index="document", columns="speaker", values="words", aggfunc="sum", fill_value=0)
    names = list(table.sum().sort_values(ascending=False, kind="stable").index[:top])
    documents = corpus.documents.set_index("document")
    counts = table.reindex(documents.index, fill_value=0)[names]
    whole = words.groupby("document")["words"].sum().reindex(documents.index, fill_value=0)
    groups = corpus.column(by) if by else None
    estimates = rate(
        counts.to_numpy(float),
        names,
        groups,
        exposure=whole.to_numpy(float),
        per=1,
        measure="share of attributed words",
        seed=seed,
        minimum=minimum,
    )
    return estimates.rename(columns={"name": "speaker"})


def heard(
    corpus: Corpus, voices: pd.DataFrame, speaker: str = "", n: int = 3, *, kind: str = "", seed: int = 0
) -> pd.DataFrame:
    """A random sample of what a speaker (or anybody) is quoted or reported to say, as it stands in the texts.

    With a `kind`, such as ``direct``, only of that kind; scare quotes only if they are asked for.

    Returns
    -------
    DataFrame
        As `Coding.evidence`: ``document, start, end, text, hits``; `hits` are the spans of source and cue.
    """
    rows = voices[voices["kind"] == kind] if kind else voices[voices["kind"] != "scare"]
    rows = rows[rows["source_name"] == speaker] if speaker else rows
    picks = draw(len(rows), n, seed)
    found = []
    for row in rows.iloc[picks].itertuples():
        marked = [(row.source_start, row.source_end), (row.cue_start, row.cue_end)]
        hits = sorted((int(a), int(b)) for a, b in marked if pd.notna(a))
        start = min([row.start, *(a for a, _ in hits)])
        end = max([row.end, *(b for _, b in hits)])
        found.append((row.document, start, end, corpus[row.document].text[start:end], hits))
    table = pd.DataFrame(found, columns=["document", "start", "end", "text", "hits"])
    table.attrs["drawn"] = how_drawn(len(rows), n, seed, "passage")
    return table


def scare_terms(voices: pd.DataFrame) -> pd.DataFrame:
    """The terms held in scare quotes: how often, in how many documents, and whose they are said to be.

    Returns
    -------
    DataFrame
        ``term, uses, documents, owners``; most documents first.
    """
    scare = voices[voices["kind"] == "scare"].copy()
    scare["term"] = scare["text"].str.strip(" \t\n“”\"'‘’«»„.,;:").str.lower()
    table = scare.groupby("term").agg(
        uses=("term", "size"),
        documents=("document", "nunique"),
        owners=("owner", lambda owners: ", ".join(sorted(set(owners.dropna())))),
    )
    return table.reset_index().sort_values(
        ["documents", "uses", "term"], ascending=[False, False, True], ignore_index=True
    )


def voice_shares(corpus: Corpus, voices: pd.DataFrame, *, by: str | None = None, minimum: int = 5) -> pd.DataFrame:
    """How the words of the texts divide into the author's own, quoted, reported and held in scare quotes.

    Returns
    -------
    DataFrame
        Estimates with a first column ``voice``; the four values of a group add up to 1.
    """
    words = words_by_voice(corpus, voices)
    documents = corpus.documents.set_index("document")
    table = words.pivot_table(index="document", columns="voice", values="words", aggfunc="sum", fill_value=0)
    counts = table.reindex(index=documents.index, columns=VOICES, fill_value=0)
    groups = corpus.column(by) if by else None
    whole = counts.sum(axis=1).to_numpy(float)
    estimates = rate(
        counts.to_numpy(float), VOICES, groups, exposure=whole, per=1, measure="share of words", minimum=minimum
    )
    return estimates.rename(columns={"name": "voice"})

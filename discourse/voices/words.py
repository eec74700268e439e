"""How many words are in whose voice: every word of a body counts once."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from discourse.language import fold
from discourse.voices.cues import words

if TYPE_CHECKING:
    from discourse.corpus import Corpus, Document


def words_by_voice(corpus: Corpus, voices: pd.DataFrame) -> pd.DataFrame:
    """The words of each document by voice and speaker.

    Where one attribution lies in another, a word belongs to the inner one.

    Parameters
    ----------
    corpus : Corpus
    voices : DataFrame
        What `discourse.voices` found in it.

    Returns
    -------
    DataFrame
        ``document, voice, speaker, words``; `voice` is ``author``, ``direct``, ``indirect`` or ``scare``;
        `speaker` as `speaker_of` and `author_of` say.
    """
    from discourse.voices.owners import Owners  # compiled, hence heavy

    return pd.DataFrame(Owners(corpus, voices).words(), columns=["document", "voice", "speaker", "words"])


def rows_by_document(corpus: Corpus, voices: pd.DataFrame) -> dict[str, list]:
    """The rows of a voices table, as tuples, by document, without those in which the speaker is "I".

    What an author says of their own doubts is in the author's voice; what somebody quoted says of theirs is in the
    voice of the quotation around it.
    """
    languages = dict(zip(corpus.documents["document"], corpus.documents["language"], strict=True))
    rows = defaultdict(list)
    for row in voices.itertuples(index=False):
        own = pd.notna(row.source) and fold(row.source) in words(languages[row.document], "first_person")
        if not own:
            rows[row.document].append(row)
    return rows


def speaker_of(row) -> str | None:
    """Whose an attribution is: the source's name, or the owner of a term in scare quotes; None if unknown."""
    name = row.owner if row.kind == "scare" else row.source_name
    return None if pd.isna(name) else name


def author_of(document: Document) -> str | None:
    """Whose a document is: its author, else its actor, else its outlet; None if nobody is named."""
    return next((name for name in (document.author, document.actor, document.outlet) if name is not None), None)

"""How many words are in whose voice: every word of a body counts once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import pandas as pd

from discourse.language import fold, is_word, token_spans
from discourse.voices.cues import words
from discourse.voices.spans import AUTHOR, KINDS

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
    rows = rows_by_document(corpus, voices)
    found = []
    for document in corpus:
        spans = [span for part in document.body for span in token_spans(document.text, *part)]
        counted = [span for span in spans if is_word(document.text[span[0] : span[1]])]
        starts, ends = [start for start, _ in counted], [end for _, end in counted]
        voice = [(AUTHOR, author_of(document))] * len(counted)
        # The longest first, so that what lies in it is written over it.
        for row in sorted(rows[document.document], key=lambda row: (row.start - row.end, -KINDS.index(row.kind))):
            first, after = bisect_left(starts, row.start), bisect_right(ends, row.end)
            voice[first:after] = [(row.kind, speaker_of(row))] * (after - first)
        counts = Counter(voice)
        found += [(document.document, *key, count) for key, count in counts.items()]
    return pd.DataFrame(found, columns=["document", "voice", "speaker", "words"])


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

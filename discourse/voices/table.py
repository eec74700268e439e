"""The voices of a corpus as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.corpus.given import as_corpus
from discourse.corpus.stored import is_streamed, place_to_work
from discourse.language.divided import body_sentences
from discourse.progress import progress as bar
from discourse.voices.attribution import Attribution
from discourse.voices.find import attributions
from discourse.voices.lexicon import lexicon
from discourse.voices.streamed import stored_voices

if TYPE_CHECKING:
    from concurrent.futures import Executor
    from pathlib import Path

    import pandas as pd
    from dask.distributed import Client

    from discourse.corpus import Corpus, Document
    from discourse.corpus.stored import Results
    from discourse.corpus.stored.run import Progress

COLUMNS = (
    "document", "start", "end", "kind", "source", "source_start", "source_end", "cue", "cue_start", "cue_end", "text",
    "source_name", "source_confidence", "owner", "complete",
)  # fmt: skip
_TYPES = {
    "start": "int64",
    "end": "int64",
    "source_start": "Int64",
    "source_end": "Int64",
    "cue_start": "Int64",
    "cue_end": "Int64",
    "source_confidence": "float64",
    "complete": "bool",
}


def voices(
    corpus: Corpus,
    *,
    out: str | Path | None = None,
    executor: Executor | int | None = None,
    client: Client | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame | Results:
    """Whose words the texts of a corpus report: quotation, indirect speech and thought, scare quotes.

    A row is a stretch of text that the author does not, or not wholly, say in their own voice. What an attribution is
    follows Pareti (2015): a source, a cue and a content. Reports inside another report's content are not listed: what
    X says that Y said is X's. Found by rule, so to be read as suggestions with their evidence.

    Parameters
    ----------
    corpus : Corpus
        Only the documents' bodies are read, without headings, bylines and boilerplate.
    out, executor, client, progress
        For a corpus in a store with several partitions, as for `discourse.code`.

    Returns
    -------
    pandas.DataFrame
        One row per attribution, in the order of the documents and of their beginning; rows may lie inside others. Of a
        store with several partitions, `discourse.corpus.stored.Results`: the same table in files, one per partition.

        - ``document``; ``start, end, text``: the content (`text` is the document's text from `start` to `end`,
          quotation marks included), as code-point offsets.
        - ``kind``: ``direct`` (somebody's words in quotation marks, or a turn of a transcript), ``indirect`` (told in
          the author's words) or ``scare`` (a term held at a distance).
        - ``source, source_start, source_end`` and ``cue, cue_start, cue_end``: where the text says whose words they
          are, and with which verb, noun or phrase. Missing where it does not say, and on the further rows of one
          attribution: the second half of a quotation, words quoted inside a clause.
        - ``source_name``: the source without titles; for a pronoun or an office, and for a further row, the last name
          that fits. ``source_confidence`` is 1 for what is said outright, below that for what was inferred, 0 for
          nothing.
        - ``owner``: of a term in scare quotes, whose term it is, when the text says so.
        - ``complete``: False for a quotation that is never closed.

    Raises
    ------
    LanguageError
        A document is in a language whose reporting verbs are not known.

    Examples
    --------
    >>> import discourse, pandas
    >>> text = "Minister Ada Hale rejected the plan. She said it was a trap."
    >>> corpus = discourse.read(pandas.DataFrame({"document": ["a"], "text": [text]}), language="en")
    >>> voices(corpus)[["kind", "source_name", "text"]].values.tolist()
    [['indirect', 'Ada Hale', 'the plan'], ['indirect', 'Ada Hale', 'it was a trap']]
    """
    import pandas as pd

    corpus = as_corpus(corpus)
    if is_streamed(corpus):
        return stored_voices(corpus, out, place_to_work(executor, client), progress)
    documents = bar(corpus, "finding voices", total=len(corpus))
    rows = [_row(document, found) for document in documents for found in attributions_in(corpus, document)]
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(_TYPES)


def attributions_in(corpus: Corpus, document: Document) -> list[Attribution]:
    """The attributions in one document of a corpus."""
    language = document.language or "unknown"
    lexicon(language)  # or an error that says what is known of reporting verbs
    return attributions(document.text, language, document.body, body_sentences(corpus, document))


def _row(document: Document, found: Attribution) -> tuple:
    text = document.text

    def where(span):
        return (text[slice(*span)], *span) if span else (None, None, None)

    return (
        document.document,
        found.start,
        found.end,
        found.kind,
        *where(found.source),
        *where(found.cue),
        text[found.start : found.end],
        found.name,
        found.confidence,
        found.owner,
        found.complete,
    )

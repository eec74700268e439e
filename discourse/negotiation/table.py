"""The statements of a corpus as a table."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from discourse.corpus.given import as_corpus
from discourse.corpus.stored import is_streamed, place_to_work
from discourse.language import fold
from discourse.language.divided import body_sentences
from discourse.negotiation.statement import Statement
from discourse.negotiation.statements import Statements
from discourse.negotiation.streamed import stored_statements
from discourse.progress import progress as bar
from discourse.voices.cues import words
from discourse.voices.spans import AUTHOR, innermost
from discourse.voices.table import attributions_in
from discourse.voices.words import author_of, rows_by_document, speaker_of

if TYPE_CHECKING:
    from concurrent.futures import Executor

    import pandas as pd
    from dask.distributed import Client

    from discourse.corpus import Corpus, Document
    from discourse.corpus.stored.run import Progress

COLUMNS = (
    "document", "sentence", "start", "end", "speaker", "voice", "actor", "act", "target", "polarity", "negated",
    "conditional", "modality", "tense", "deed", "lemma", "text", "actor_start", "actor_end", "act_start", "act_end",
    "target_start", "target_end", "sole", "actor_side", "target_side", "confidence", "reason",
)  # fmt: skip
_TYPES = (
    dict.fromkeys(("sentence", "start", "end", "act_start", "act_end"), "int64")
    | dict.fromkeys(("actor_start", "actor_end", "target_start", "target_end"), "Int64")
    | dict.fromkeys(("negated", "conditional", "deed", "sole"), "bool")
    | {"polarity": "int8", "confidence": "float64"}
)
_CHUNK = 20_000  # rows that are kept as tuples before they become columns


def statements(
    corpus: Corpus,
    *,
    voices: pd.DataFrame | None = None,
    actors: str | Path | None = None,
    acts: str | Path | None = None,
    out: str | Path | None = None,
    executor: Executor | int | None = None,
    client: Client | None = None,
    progress: Progress | None = None,
) -> Statements:
    """Who does what to whom in the texts of a corpus, and how surely: one row per statement.

    An act is coded by its verb or noun with what hangs on it, from a codebook of the sixteen acts of PLOVER (Halterman
    et al. 2023, the successor of CAMEO, Schrodt 2012) and ``promise``. Found by rule, without a parser, so to be read
    as suggestions with their evidence; `confidence` and `reason` say how each was found.

    What needs saying of the vocabulary: a cooperative deed that is offered, planned or to come is ``agree`` (a verbal
    act), a hostile one is ``threaten``; `lemma` keeps the deed ("pull out of talks"). Who will not, or does not, do
    something cooperative has ``reject``. ``promise`` is only what is promised in so many words. Who wants something,
    or to whom it matters, has ``support``; who does not want it, ``reject``; who wants somebody to do something,
    ``request`` (modality ``wanted``). Who must do something according to somebody is asked to: ``request`` (modality
    ``required``). Other judgements and mentions of talks are no acts and have no row.

    Parameters
    ----------
    corpus : Corpus
        Only the documents' bodies are read.
    voices : DataFrame, optional
        What `discourse.voices` found in it, if that is at hand; without it, it is found document by document.
    actors, acts : path, optional
        A gazetteer that adds to, and a codebook that replaces, the shipped one.
    out, executor, client, progress
        For a corpus in a store with several partitions, as for `discourse.code`.

    Returns
    -------
    Statements
        Of a store with several partitions a `StoredStatements`, whose table is in files. Its `table` has one row per
        statement, in reading order:

        - ``document, sentence, start, end, text``: the clause that is the evidence, code-point offsets.
        - ``speaker, voice``: who says so (as for `discourse.voices`), and in which voice: ``author``, ``direct``,
          ``indirect``, ``scare``.
        - ``actor, act, target``: names as the gazetteer has them; unknown names as they are; missing where the text
          does not say. ``actor_start … target_end``: where they stand.
        - ``polarity``: 1 for cooperation, -1 for conflict, by the act.
        - ``negated``: the statement says that it is not so. ``conditional``: it holds under a condition.
        - ``modality``: ``certain, probable, possible, unlikely, impossible, required, wanted``, or ``none`` for a
          plain assertion; ``tense``: ``past, present, future``.
        - ``deed``: a deed, as against words. ``lemma``: the verb or phrase the act was coded by.
        - ``sole``: the text makes this actor the only one; "only one person" is led to the nearest name.
        - ``actor_side, target_side``: the state or organisation that a name belongs to (Kremlin to Russia).
        - ``confidence, reason``: from 0 to 1, and why it is not 1.

    Raises
    ------
    LanguageError
        A document is in a language whose acts are not known.
    CodebookError
        A gazetteer or act codebook is wrong; with file and line.

    Examples
    --------
    >>> import discourse, pandas
    >>> text = "Rebels attacked an army base. Norland will not withdraw its troops from Estmark."
    >>> corpus = discourse.read(pandas.DataFrame({"document": ["a"], "text": [text]}), language="en")
    >>> statements(corpus).table[["actor", "act", "target"]].values.tolist()[0]
    ['Rebels', 'assault', 'army base']
    """
    import pandas as pd

    from discourse.negotiation.find import Finder

    corpus = as_corpus(corpus)
    if is_streamed(corpus):
        return stored_statements(corpus, actors, acts, out, place_to_work(executor, client), progress)
    finders: dict[str, Finder] = {}
    found = None if voices is None else rows_by_document(corpus, voices)
    tables, rows = [], []
    for document in bar(corpus, "finding statements", total=len(corpus)):
        language = document.language or "unknown"
        if language not in finders:
            finders[language] = Finder.load(language, actors, acts)
        finder = finders[language]
        said = _voices_of(corpus, document) if found is None else found.get(document.document, [])
        sentences = body_sentences(corpus, document)
        rows += [
            _row(document, one, said, finder) for one in finder.statements(document.text, document.body, sentences)
        ]
        if len(rows) > _CHUNK:
            tables.append(_table(rows))
            rows = []
    if rows or not tables:
        tables.append(_table(rows))
    return Statements(corpus, pd.concat(tables, ignore_index=True), voices, actors=actors)


def _table(rows: list[tuple]) -> pd.DataFrame:
    import pandas as pd

    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(_TYPES)


def _voices_of(corpus: Corpus, document: Document) -> list:
    """The attributions of one document, as `rows_by_document` has them: without those in which the speaker is "I"."""
    own = words(document.language or "unknown", "first_person")
    found = attributions_in(corpus, document)
    return [
        SimpleNamespace(start=row.start, end=row.end, kind=row.kind, owner=row.owner, source_name=row.name)
        for row in found
        if not (row.source and fold(document.text[slice(*row.source)]) in own)
    ]


def _row(document: Document, one: Statement, said: list, finder) -> tuple:
    around = innermost(*one.act_span, said)
    speaker, voice = (author_of(document), AUTHOR) if around is None else (speaker_of(around), around.kind)
    return (
        document.document, one.sentence, one.start, one.end, speaker, voice, one.actor, one.act, one.target,
        one.polarity, one.negated, one.conditional, one.modality, one.tense, one.deed, one.lemma,
        document.text[one.start : one.end], *(one.actor_span or (None, None)), *one.act_span,
        *(one.target_span or (None, None)), one.sole, finder.side(one.actor), finder.side(one.target),
        one.confidence, one.reason,
    )  # fmt: skip

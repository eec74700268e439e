"""The sentences of a corpus's bodies, document by document, found once for all lenses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from discourse.language.boundaries import Span, stripped
from discourse.language.encoded import encode
from discourse.language.load import known
from discourse.language.sentences import sentence_spans

if TYPE_CHECKING:
    from discourse.corpus import Corpus, Document

_LARGE = 1_000_000  # characters: below that the plain rules are done before the compiled ones are loaded


def body_sentences(corpus: Corpus, document: Document) -> list[list[Span]]:
    """The sentences of one document of a corpus: those of `sentence_spans`, a list for each part of its body.

    They are read off the encoded corpus if there is one, or if the corpus is so large that encoding it is quicker.

    Raises
    ------
    LanguageError
        The kit has no data for the document's language.

    Examples
    --------
    >>> import discourse as dc
    >>> corpus = dc.read("two-columns")
    >>> document = next(iter(corpus))
    >>> parts = body_sentences(corpus, document)
    >>> len(parts) == len(document.body), document.text[slice(*parts[0][0])][-1]
    (True, '.')
    """
    if not _is_encoded(corpus):
        return [sentence_spans(document.text, document.language, *part) for part in document.body]
    encoded = encode(corpus)
    low, high = encoded.document_sentences[corpus.place(document.document) :][:2].tolist()
    bounds = encoded.sentence_bounds[low : high + 1]
    starts, ends = encoded.start[bounds[:-1]].tolist(), encoded.end[bounds[1:] - 1].tolist()
    # To Python some control characters are blanks, to the tokens they are marks.
    spans = [stripped(document.text, *span) for span in zip(starts, ends, strict=True)]
    parts, place = [], 0
    for _, end in document.body:
        first = place
        while place < len(spans) and spans[place][0] < end:
            place += 1
        parts.append(spans[first:place])
    return parts


def _is_encoded(corpus: Corpus) -> bool:
    if "divided" not in corpus.kept:
        large = sum(map(len, corpus.documents["text"])) > _LARGE
        corpus.kept["divided"] = large and set(corpus.documents["language"]) <= set(known())
    return corpus.kept["divided"] or ("encoded" in corpus.kept and set(encode(corpus).spoken) <= set(known()))

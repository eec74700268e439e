"""Finding the attributions of a text: paragraphs, quotations, sentences, reports, names."""

from __future__ import annotations

from discourse.language.sentences import paragraph_spans, sentence_spans
from discourse.voices import inflected
from discourse.voices.attribution import Attribution
from discourse.voices.cues import words
from discourse.voices.labels import headline, transcript
from discourse.voices.lexicon import INFLECTED, Lexicon, lexicon
from discourse.voices.naming import name_all
from discourse.voices.quotes import Span, quotations
from discourse.voices.reports import reports
from discourse.voices.rows import rows
from discourse.voices.sentence import joined, read

# A quick look at the words of a sentence: apostrophes and marks at their ends become blanks.
_BLANKED = str.maketrans(dict.fromkeys(",.:;!?()[]/'’…—–", " ") | {"ё": "е"})


def attributions(
    text: str, language: str = "en", body: list[Span] | None = None, sentences: list[list[Span]] | None = None
) -> list[Attribution]:
    """Find whose words are reported in a text.

    Parameters
    ----------
    text : str
    language : str
        ISO 639-1 code; English, Russian and Ukrainian are known.
    body : list of (int, int), optional
        The parts of the text to read, as `Document.body` gives them; without it, all of it.
    sentences : list of list of (int, int), optional
        The sentences of each part, if they are at hand.

    Returns
    -------
    list of Attribution
        In the order in which they begin; one that encloses another comes before it.

    Raises
    ------
    LanguageError
        The language is not known.

    Examples
    --------
    >>> text = "Hale said the truce would hold. “We need a pause,” Oates told reporters."
    >>> [(text[slice(*row.source)], row.kind, text[row.start : row.end]) for row in attributions(text)]
    [('Hale', 'indirect', 'the truce would hold'), ('Oates', 'direct', '“We need a pause,”')]
    """
    known = lexicon(language)
    paragraphs: list[Span] = []
    found: list[Attribution] = []
    parts = body if body is not None else [(0, len(text))]
    sentences = sentences or [sentence_spans(text, language, *part) for part in parts]
    for (start, end), spans in zip(parts, sentences, strict=True):
        part = paragraph_spans(text, start, end)
        paragraphs.extend(part)
        found.extend(_of_part(text, spans, part, language, known))
    found.sort(key=lambda row: (row.start, -row.end))
    name_all(text, found, paragraphs, language)
    return found


def _of_part(text: str, spans: list[Span], paragraphs: list[Span], language: str, known: Lexicon) -> list[Attribution]:
    turns = transcript(text, paragraphs)
    found = [Attribution(*said, "direct", source, cue) for source, cue, said in turns]
    taken = {turn[2][1] for turn in turns}  # the ends of paragraphs that are turns
    if language in INFLECTED:
        said, dashed = inflected.dialogue(text, paragraphs, known)
        found += said
        taken.update(end for _, end in dashed)
    others = [paragraph for paragraph in paragraphs if paragraph[1] not in taken]
    if others and others[0] == paragraphs[0]:
        title = headline(text, others[0], words(language, "labels"))
        if title:
            found.append(Attribution(*title[2], "indirect", title[0], title[1]))
            others = others[1:]
    quotes = quotations(text, others)
    found.extend(Attribution(q.start, q.end, "direct", complete=False) for q in quotes if not q.complete)
    for span, inside in joined(text, _among(spans, paragraphs, others), quotes):
        if not inside and known.candidates.isdisjoint(text[slice(*span)].lower().translate(_BLANKED).split()):
            continue
        sentence = read(text, span, inside, known.tagger, known.quoting, known.dashed)
        if language in INFLECTED:
            found += inflected.interrupted(text, sentence, known)
            found.extend(rows(text, sentence, inflected.reports(sentence, known), language))
        else:
            found.extend(rows(text, sentence, reports(sentence, known), language))
    return found


def _among(spans: list[Span], paragraphs: list[Span], wanted: list[Span]) -> list[Span]:
    """The sentences that are in the paragraphs wanted."""
    if len(wanted) == len(paragraphs):
        return spans
    kept, place = [], 0
    for span in spans:
        while place < len(wanted) and wanted[place][1] <= span[0]:
            place += 1
        if place < len(wanted) and wanted[place][0] <= span[0]:
            kept.append(span)
    return kept

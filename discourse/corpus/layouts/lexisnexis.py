"""Exports of LexisNexis (Nexis Uni, Lexis Advance): many articles in one .docx, .rtf, .html or .txt.

A list of what was found comes first; then every article has its headline, its outlet and its date, fields such as
``Byline:``, a line ``Body``, the text, ``Load-Date:`` and perhaps a classification, and a line ``End of Document``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from discourse.corpus.columns import COLUMNS
from discourse.corpus.layouts.export import KEY, Exported, column, cut_short, exports, kept, none_found, samples
from discourse.corpus.layouts.tree import Texts
from discourse.corpus.layouts.wording import date_in, language_code, number_in
from discourse.corpus.readers import Reading, Record
from discourse.errors import UnreadableFileError

_END, _BODY = "End of Document", "Body"
_COVER = re.compile(r"(?:Documents?|Dokumente?|Documentos?|Documenti|Documenten) \((\d+)\)")
_RIGHTS = re.compile(r"(?:Copyright|©|\(c\)|All Rights Reserved)", re.I)
_PAGE = re.compile(r"Page \d+ of \d+")
_SHORT = 200  # characters
_LOOKED_AT = 50_000  # lines; a list of 1,000 articles has 5,000


def recognise(path: Path) -> bool:
    """Whether an article with a ``Body`` ends with ``End of Document`` in the first files."""
    return any(map(_is_export, samples(path)))


def _is_export(exported: Exported) -> bool:
    body = False
    try:
        for number, line in enumerate(exported.lines(Texts(Reading()))):
            body = body or line == _BODY
            if line == _END or number > _LOOKED_AT:
                return body and line == _END
    except UnreadableFileError:
        return False  # whatever it is, the reader of its format will say what is wrong with it
    return False


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One document per article; its number in the file is its row."""
    texts, found = Texts(reading), False
    for exported in exports(path, reading):
        promised, number = None, 0
        for number, (article, whole) in enumerate(_articles(exported, texts), start=1):
            if not whole:
                raise cut_short(exported.name, number, f"line {_END!r}")
            lines = article
            if number == 1:
                promised, lines = _without_cover(article)
            yield from _record(exported.name, number, lines, reading, texts)
        found = found or number > 0
        if not number:
            reading.leave_out(exported.name, f"no article in it: no line is {_END!r}")
        if promised not in (None, number):
            reading.leave_out(exported.name, f"its list names {promised:,} documents, {number:,} are in it")
    if not found:
        raise none_found(path, f"download full documents: each ends with {_END!r}")
    texts.finish()


def _articles(exported: Exported, texts: Texts) -> Iterator[tuple[list[str], bool]]:
    """The lines of every article, and whether its end was there."""
    lines: list[str] = []
    for written in exported.lines(texts):
        # What is a field or a heading is short; the spaces inside a paragraph stay what they are.
        line = written.replace("\u00a0", " ").strip() if len(written) < _SHORT else written
        if line == _END:
            yield lines, True
            lines = []
        elif line and not _PAGE.fullmatch(line):
            lines.append(line)
    if _BODY in lines:
        yield lines, False


def _without_cover(lines: list[str]) -> tuple[int | None, list[str]]:
    """How many documents the list before the first article names, and the article without the list."""
    body = lines.index(_BODY) if _BODY in lines else len(lines)
    count = next((found for line in lines[:body] if (found := _COVER.fullmatch(line))), None)
    if count is None:
        return None, lines
    dated = [number for number in range(body) if date_in(lines[number])]
    # Headline and outlet are the two lines before the date; further up is the list.
    return int(count[1]), lines[max(0, dated[-1] - 2) :] if dated else lines


def _record(source: str, number: int, lines: list[str], reading: Reading, texts: Texts) -> Iterator[Record]:
    if _BODY not in lines:
        reading.leave_out(source, f"no text: the article has no line {_BODY!r} ({' / '.join(lines[:1])[:80]})", number)
        return
    start = lines.index(_BODY)
    end = _end_of_body(lines, start + 1)
    fields = _head(lines[:start]) | _fields(lines[end:], "graphic")
    if fields.get("date") is None:
        texts.note("no date in an article", f"{source}, row {number}")
    fields["length"] = number_in(fields.get("length"))
    fields["load_date"] = date_in(fields.get("load_date") or "") or fields.get("load_date")
    fields["language"] = language_code(fields.get("language"))
    fields["text"] = "\n".join(lines[start + 1 : end])
    yield Record(source, number, {"title": None, "outlet": None, "date": None, "author": None, **kept(fields)})


def _end_of_body(lines: list[str], start: int) -> int:
    """Where the text ends: at the last of each of the headings that may follow it."""
    ends = []
    for number in range(len(lines) - 1, start - 1, -1):
        line = lines[number]
        kind = "Load-Date" if line.startswith("Load-Date:") else line
        if kind in ("Load-Date", "Classification", "Graphic", "Notes") and kind not in (k for k, _ in ends):
            ends.append((kind, number))
    return min((number for _, number in ends), default=len(lines))


def _head(lines: list[str]) -> dict:
    """Headline, outlet and date by their places, then the fields."""
    dated = next((number for number in range(1, len(lines)) if date_in(lines[number])), None)
    if dated is None:
        return {"title": lines[0] if lines else None, **_fields(lines[1:], "header")}
    found = {"title": " ".join(lines[: dated - 1]), "outlet": lines[dated - 1], "date": date_in(lines[dated])}
    rights = [line for line in lines[dated + 1 :] if _RIGHTS.match(line)]
    rest = [line for line in lines[dated + 1 :] if not _RIGHTS.match(line)]
    return {**found, "copyright": " ".join(rights), **_fields(rest, "header")}


def _fields(lines: list[str], other: str) -> dict:
    """``Key: value`` lines as columns; lines that are none go into the column `other`."""
    found: dict[str, str] = {}
    for line in lines:
        key = KEY.fullmatch(line)
        name, value = (column(key[1]), key[2]) if key else (other, line)
        if line in ("Classification", "Graphic"):
            continue
        if name in COLUMNS and name != "language":
            name = f"stated_{name}"  # what is known by its place is surer
        name = "author" if name == "byline" else name
        found[name] = f"{found[name]}\n{value}" if found.get(name) else value
    return found

"""UN General Debate Corpus: ``TXT/Session 75 - 2020/USA_75_2020.txt``, and who spoke in Speakers_by_session.xlsx.

Jankin, Baturo and Dasandi, *Words to unite nations* (Journal of Peace Research 62, 2025); doi:10.7910/DVN/0TJX8Y.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from discourse.corpus.layouts.tree import Texts, Tree, content
from discourse.corpus.readers import Reading, Record
from discourse.corpus.values import is_missing
from discourse.errors import ColumnError, DuplicateDocumentError, UnreadableFileError

_SPEECH = re.compile(r"(?:^|/)Session \d+ - \d{4}/([A-Z]{2,4})_(\d{1,3})_(\d{4})\.txt$")
_SPEAKERS = re.compile(r"(?:^|/)Speakers_by_session\.xlsx$", re.I)
_FIRST = 20
_NEEDED = {"session", "isocode"}
_COLUMNS = {"country": "actor", "nameofpersonspeaking": "author", "post": "post"}


def recognise(path: Path) -> bool:
    """Whether speeches of the General Debate are among the first files."""
    return Tree.fits(path) and any(map(_SPEECH.search, Tree(path).names(_FIRST)))


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One speech per country and session; speakers are looked up by country code and session.

    A row of the table without a speech is left out, a speech without a row has no speaker: both occur in the
    published corpus.
    """
    speakers, table = _speakers(path)
    texts, seen = Texts(reading), {}
    for name, data in Tree(path).files(lambda name: not _SPEAKERS.search(name), reading):
        found = _SPEECH.search(name)
        if not found:
            reading.leave_out(name, "no speech: it is not called COUNTRY_SESSION_YEAR.txt in a folder Session N - YEAR")
            continue
        code, session, year = found[1], int(found[2]), found[3]
        document = f"{code}_{found[2]}_{year}"
        if document in seen:
            raise DuplicateDocumentError(
                f"the speech {document!r} is there already ({seen[document]})", source=name, remedy="keep one of them"
            )
        seen[document] = name
        row, who = speakers.pop((code, session), (None, {}))
        if table and row is None:
            texts.note(f"no row in {table}, so the speaker is not known", name)
        given = {"document": document, "date": year, "author": None, "actor": code, "post": None}
        fixed = {"outlet": "UN General Assembly", "language": "en", "country_code": code, "session": session}
        places = {column: (table, row) for column in who}
        yield Record(name, None, {**given, **fixed, **who, "text": texts.text(name, data)}, places)
    for (code, session), (row, _) in sorted(speakers.items(), key=lambda item: item[1][0]):
        reading.leave_out(table, f"no speech of {code} in session {session}", row)
    texts.finish()


def _speakers(path: Path) -> tuple[dict, str | None]:
    """Row number and columns by country code and session; the table's name, None where there is no table."""
    tree = Tree(path)
    for name, data in tree.files(lambda name: bool(_SPEAKERS.search(name))) if path.is_dir() else ():
        return _table(name, data), name
    beside = [p for p in path.parent.glob("*.xlsx") if _SPEAKERS.search(p.name)]
    return (_table(beside[0].name, content(beside[0])), beside[0].name) if beside else ({}, None)


def _table(source: str, data: bytes) -> dict:
    rows = _rows(source, data)
    header = [re.sub(r"\W", "", str(cell or "")).casefold() for cell in next(rows, ())]
    missing = _NEEDED - set(header)
    if missing:
        raise ColumnError(
            "it has no columns Session and ISO Code", source=source, row=1, remedy="download the table again"
        )
    found: dict = {}
    for number, cells in enumerate(rows, start=2):
        fields = dict(zip(header, cells, strict=False))
        if is_missing(fields["isocode"]) and is_missing(fields["session"]):
            continue
        try:
            key = str(fields["isocode"]).strip().upper(), int(fields["session"])
        except (TypeError, ValueError):
            raise ColumnError(
                f"{fields['session']!r} is no number of a session", source=source, row=number, remedy="correct the cell"
            ) from None
        who = {here: str(fields[c]).strip() for c, here in _COLUMNS.items() if not is_missing(fields.get(c))}
        first, known = found.get(key, (number, {}))
        # Two people may have spoken for one country; what differs is named side by side.
        merged = {c: _both(known.get(c), who.get(c)) for c in {**known, **who}}
        found[key] = first, merged
    return found


def _both(one: str | None, other: str | None) -> str:
    parts = dict.fromkeys(part for part in (one, other) if part)
    return "; ".join(parts)


def _rows(source: str, data: bytes) -> Iterator[tuple]:
    import openpyxl

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        yield from book.worksheets[0].iter_rows(values_only=True)
    except Exception as error:  # openpyxl lets whatever zipfile and its XML parser raise come through
        raise UnreadableFileError(
            f"not a readable Excel table ({type(error).__name__})", source=source, remedy="download it again"
        ) from error

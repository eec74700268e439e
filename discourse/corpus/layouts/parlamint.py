"""ParlaMint: debates of European parliaments, as plain text with metadata or as TEI.

Erjavec et al., *The ParlaMint corpora of parliamentary proceedings* (Language Resources & Evaluation 57, 2023).
The text form is read here: ``ParlaMint-XX_DATE….txt`` has a line per speech, identifier and text divided by a tab,
and ``ParlaMint-XX_DATE…-meta.tsv`` a row per speech. The TEI form is `parlamint_tei`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from discourse.corpus.layouts import parlamint_tei
from discourse.corpus.layouts.tree import Texts, Tree
from discourse.corpus.layouts.wording import language_code
from discourse.corpus.readers import Reading, Record, table
from discourse.errors import DuplicateDocumentError, UnmatchedError, UnreadableFileError

_SITTING = re.compile(
    r"(?:^|/)(ParlaMint-[A-Z]{2}(?:-[A-Z]{2})?(?:-en)?_\d{4}-\d{2}-\d{2}[^/]*?)(-meta-en\.tsv|-meta\.tsv|\.txt|\.xml)$"
)
_ROOT = re.compile(r"(?:^|/)ParlaMint-[A-Z]{2}(?:-[A-Z]{2})?(?:-en)?\.xml$")
_FIRST = 50
_MAPPED = {"speaker_name": "author", "speaker_party": "actor", "lang": "language", "id": "document"}


def recognise(path: Path) -> bool:
    """Whether sittings called as ParlaMint calls them are among the first files."""
    if Tree.fits(path):
        return any(_SITTING.search(name) or _ROOT.search(name) for name in Tree(path).names(_FIRST))
    return path.is_file() and bool(_SITTING.search(path.name)) and path.suffix == ".xml"


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One document per speech, from the text form where it is there, else from TEI."""
    if not Tree.fits(path):
        yield from parlamint_tei.records(path, [], {path.name}, reading)
        return
    names = Tree(path).names(reading=reading)
    sittings = {name: found for name in names if (found := _SITTING.search(name))}
    if any(found[2] == ".txt" for found in sittings.values()):
        yield from _texts(path, sittings, reading)
        kept = {name for name, found in sittings.items() if found[2] != ".xml"}
        why = "the same sittings as TEI: the text form is read"
    else:
        tei = {name for name, found in sittings.items() if found[2] == ".xml" and not found[1].endswith(".ana")}
        lists = [name for name in names if name not in tei and parlamint_tei.is_list(name)]
        yield from parlamint_tei.records(path, lists, tei, reading)
        kept, why = tei | set(lists), "no plain TEI: linguistic annotation, or another form of the corpus"
    for name in names:
        if name not in kept:
            reading.leave_out(name, why if name in sittings else "no sitting")


def _texts(path: Path, sittings: dict[str, re.Match], reading: Reading) -> Iterator[Record]:
    """Pair every text with its metadata, whichever comes first in the archive; English metadata where there are any."""
    tables: dict[str, str] = {}
    for name, found in sittings.items():
        if found[2].endswith(".tsv") and (found[2] == "-meta-en.tsv" or found[1] not in tables):
            tables[found[1]] = name
    if any(name.endswith("-meta-en.tsv") for name in tables.values()):
        reading.notes.append("metadata: those in English (-meta-en.tsv) where there are any")
    texts, waiting = Texts(reading), {}
    seen: dict[str, str] = {}
    wanted = {*tables.values(), *(name for name, found in sittings.items() if found[2] == ".txt")}
    for name, data in Tree(path).files(wanted.__contains__):
        stem = sittings[name][1]
        if stem not in waiting:
            waiting[stem] = name, data
            continue
        one, other = waiting.pop(stem), (name, data)
        text, meta = (one, other) if one[0].endswith(".txt") else (other, one)
        for record in _speeches(text, meta, texts, reading):
            _once(record, seen)
            yield record
    for name, _ in waiting.values():
        lacking = "-meta.tsv" if name.endswith(".txt") else "text (.txt)"
        raise UnmatchedError(f"its {lacking} is not there", source=name, remedy="download the corpus again")
    texts.finish()


def _once(record: Record, seen: dict[str, str]) -> None:
    document = record.fields["document"]
    if document in seen:
        raise DuplicateDocumentError(
            f"the speech {document!r} is there already ({seen[document]})", **record.place("text"), remedy="keep one"
        )
    seen[document] = record.source


def _speeches(text: tuple, meta: tuple, texts: Texts, reading: Reading) -> Iterator[Record]:
    """The speeches of one sitting."""
    (name, data), (table_name, table_data) = text, meta
    rows = {row.fields["ID"]: row for row in _rows(table_name, table_data, reading)}
    for number, line in enumerate(texts.text(name, data).split("\n"), start=1):
        if not line.strip():
            continue
        speech, tab, said = line.partition("\t")
        if not tab:
            raise UnreadableFileError(
                "no tab between the speech's identifier and its text",
                source=name,
                line=number,
                remedy="download it again",
            )
        row = rows.pop(speech, None)
        if row is None:
            raise UnmatchedError(
                f"no row (or a second text) for the speech {speech!r} in {PurePosixPath(table_name).name}",
                source=name,
                line=number,
                remedy="download both files again",
            )
        fields = {column.lower(): None if value == "-" else value for column, value in row.fields.items()}
        fields.setdefault("date", fields.pop("from", None))
        fields = {_MAPPED.get(column, column): value for column, value in fields.items()}
        fields |= {"language": language_code(fields.get("language")), "outlet": speech.split("_")[0], "text": said}
        yield Record(name, number, fields, {column: (table_name, row.row) for column in fields if column != "text"})
    for row in rows.values():
        raise UnmatchedError(
            f"no text of the speech {row.fields['ID']!r} in {PurePosixPath(name).name}",
            source=table_name,
            row=row.row,
            remedy="download both files again",
        )


def _rows(source: str, data: bytes, reading: Reading) -> Iterator[Record]:
    seen = {}
    for row in table.records(source, data, reading.notes):
        speech = row.fields.get("ID")
        if not speech or speech in seen:
            problem = f"{speech!r} has a row already (row {seen[speech]})" if speech else "it has no ID"
            raise DuplicateDocumentError(problem, source=source, row=row.row, remedy="download the corpus again")
        seen[speech] = row.row
        yield row

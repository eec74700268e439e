"""Exports of Factiva (Dow Jones): field tables (SE, HD, BY, WC, PD, SN, LP, TD …) in HTML and RTF, and plain HTML.

What the codes stand for is in ``factiva_fields.csv``. The text is the lead paragraph (LP) and what follows it (TD).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from discourse.corpus.layouts.export import Exported, blocks, cut_short, exports, kept, none_found, samples, start_of
from discourse.corpus.layouts.tree import Texts
from discourse.corpus.layouts.wording import date_in, factiva_fields, language_code, number_in
from discourse.corpus.readers import Reading, Record, suffix_of
from discourse.errors import DateError, UnreadableFileError

_ARTICLE = re.compile(r"<div[^>]*\bclass=[\"']article \w*Article\b", re.I)
_DOCUMENT = re.compile(r"(?:AN\s+)?Document ([A-Za-z]{2,}\w*\d\w{12,})\s*")
# A line that only begins with "IN " or "RE " is text: a code stands in a cell or a column of its own.
_CODE = re.compile(r"([A-Z]{2,3})(?:(?:[\t|]|\s{2,})\s*(.*))?", re.S)
_WORDS = re.compile(r"\d[\d,. ]* (?:words|Wörter|mots|palabras|parole|woorden|palavras|слов\w*)", re.I)
_CLOCK = re.compile(r"\d{1,2}:\d{2}(?: [AP]M)?")
_SUMMARY = ("Search Summary", "Suchzusammenfassung", "Résumé de la recherche")
_LOOKED_AT = 5_000
_BY = re.compile(r"^(?:by|von|par|por|di|door)\s+", re.I)


def recognise(path: Path) -> bool:
    """Whether one of the first files has Factiva's fields, or its articles as HTML."""
    return any(map(_is_export, samples(path)))


def _is_export(exported: Exported) -> bool:
    if suffix_of(exported.name) in (".html", ".htm"):
        return bool(_ARTICLE.search(start_of(exported)))
    if suffix_of(exported.name) == ".docx":
        return False
    codes = set()
    try:
        for number, line in enumerate(exported.lines(Texts(Reading()))):
            found = _field(line)
            codes |= {found[0]} if found else set()
            if _DOCUMENT.fullmatch(line) or number > _LOOKED_AT:
                return {"HD", "PD", "SN"} <= codes
    except UnreadableFileError:
        return False
    return False


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One document per article, named by its accession number; its number in the file is its row."""
    texts, found = Texts(reading), False
    for exported in exports(path, reading):
        html = suffix_of(exported.name) in (".html", ".htm")
        number = 0
        for number, fields in enumerate(_pages(exported, texts) if html else _articles(exported, texts), start=1):
            record = _record(exported.name, number, fields)
            if record.fields["text"] is None:
                reading.leave_out(exported.name, f"no text: {record.fields['title']}", number)
            else:
                yield record
        found = found or number > 0
        if not number:
            reading.leave_out(exported.name, "no article with Factiva's fields in it")
    if not found:
        raise none_found(path, "choose 'Full Article/Report plus Indexing' before downloading")
    texts.finish()


def _field(line: str) -> tuple[str, str] | None:
    """Code and value of a line that begins a field."""
    found = _CODE.fullmatch(line)
    return (found[1], (found[2] or "").strip(" |")) if found and found[1] in factiva_fields() else None


def _articles(exported: Exported, texts: Texts) -> Iterator[dict[str, list[str]]]:
    """The fields of every article of a text, by code; an article ends with its accession number."""
    fields: dict[str, list[str]] = {}
    code, number = None, 1
    for written in exported.lines(texts):
        if written in _SUMMARY and not fields:
            break
        found, line = _field(written), written
        if found and found[0] not in fields:
            code, line = found
        document = _DOCUMENT.fullmatch(line)
        if document and fields:
            yield fields | {"AN": [document[1]]}
            fields, code, number = {}, None, number + 1
        elif code and line:
            fields.setdefault(code, []).append(line)
        elif code:
            fields.setdefault(code, [])
    if fields.keys() & {"HD", "LP", "TD"}:
        raise cut_short(exported.name, number, "accession number (AN)")


def _pages(exported: Exported, texts: Texts) -> Iterator[dict[str, list[str]]]:
    """The fields of every article of a page, parsed one by one."""
    from lxml import html

    page = texts.text(exported.name, exported.data)
    starts = [found.start() for found in _ARTICLE.finditer(page)]
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(page)], strict=True), start=1):
        parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
        article = html.fromstring(page[start:end].encode("utf-8"), parser=parser)
        article = next(iter(article.xpath("descendant-or-self::div[starts-with(@class, 'article ')]")))
        fields = _table(article) or _plain(article)
        if not fields.get("AN"):
            raise cut_short(exported.name, number, "accession number (AN)")
        yield fields


def _table(article) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    for row in article.iter("tr"):
        cells = row.findall("td")
        code = " ".join(cells[0].text_content().split()) if len(cells) == 2 else ""
        if re.fullmatch("[A-Z]{2,3}", code):
            fields.setdefault(code, []).extend(filter(None, blocks(cells[1])))
    if fields.get("AN"):
        found = _DOCUMENT.search(" ".join(fields["AN"]))
        fields["AN"] = [found[1]] if found else fields["AN"]
    return fields


def _plain(article) -> dict[str, list[str]]:
    """The form without codes: what a line is, is told by its class and by its place after the count of words."""
    fields: dict[str, list[str]] = {}
    before: list[str] = []
    after: list[str] = []
    for part in article.xpath(".//div[not(.//div) and not(.//p)]|.//p"):
        line = " ".join(part.text_content().split())
        document = _DOCUMENT.fullmatch(line)
        if document:
            fields["AN"] = [document[1]]
        elif not line:
            continue
        elif part.tag == "p":
            code = "TD" if "articleParagraph" in (part.get("class") or "") else "ART"
            fields.setdefault(code, []).append(line)
        elif part.get("id") == "hd" or part.xpath("ancestor::div[@id='hd']"):
            fields["HD"] = [line]
        elif part.get("class") == "author":
            fields["BY"] = [line]
        elif _WORDS.fullmatch(line):
            fields["WC"] = [line]
        else:
            (after if "WC" in fields else before).append(line)
    if before and "HD" in fields:
        fields["SE"] = before
    return fields | _by_place(after)


def _by_place(lines: list[str]) -> dict[str, list[str]]:
    """Date, perhaps the time, outlet, its code, then edition or page, language and rights."""
    found: dict[str, list[str]] = {}
    rest = list(lines)
    for code, fits in (
        ("PD", date_in),
        ("ET", _CLOCK.fullmatch),
        ("SN", bool),
        ("SC", re.compile("[A-Z0-9]{2,8}").fullmatch),
    ):
        if rest and fits(rest[0]):
            found[code] = [rest.pop(0)]
    for line in rest:
        if len(language_code(line)) == 2 and line != language_code(line):
            found["LA"] = [line]
        else:
            found.setdefault("CY" if re.match("Copyright|©|\\(c\\)", line, re.I) else "ED", []).append(line)
    return found


def _record(source: str, number: int, codes: dict[str, list[str]]) -> Record:
    names = factiva_fields()
    body = [line for code in ("LP", "TD") for line in codes.get(code, ())]
    fields = {names.get(c, c.lower()): " ".join(v) for c, v in codes.items() if c not in ("LP", "TD")}
    day = fields.get("date")
    if day:
        fields["date"] = date_in(day)
        if fields["date"] is None:
            raise DateError(
                f"{day!r} (PD) is not a date", source=source, row=number, remedy="correct it, as in 19 April 2025"
            )
    fields |= {"length": number_in(fields.get("length")), "language": language_code(fields.get("language"))}
    if fields.get("author"):
        fields["author"] = _BY.sub("", fields["author"])
    given = {"title": None, "outlet": None, "date": None, "author": None, **kept(fields)}
    return Record(source, number, {**given, "text": "\n".join(body) or None})

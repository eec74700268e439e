"""Web archives (.warc, .warc.gz), such as the news crawls of Common Crawl: the articles of their pages.

Read record by record with warcio (the format is ISO 28500:2017), the article of each page as trafilatura finds it.
"""

from __future__ import annotations

import gzip
from collections import Counter
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from discourse.corpus.layouts.tree import Texts, Watched, damage_named
from discourse.corpus.readers import Reading, Record, html
from discourse.errors import EncodingError, UnreadableFileError

_SUFFIXES = (".warc", ".warc.gz")
_PAGES = ("text/html", "application/xhtml+xml")
_AGAIN = "copy or download it again"


def recognise(path: Path) -> bool:
    """Whether it is a web archive, or a folder with one."""
    return any(map(_is_archive, path.iterdir())) if path.is_dir() else _is_archive(path)


def records(path: Path, reading: Reading) -> Iterator[Record]:
    """One document per page that was fetched (status 200) and has an article; its record's number is its row.

    Everything else is left out: responses one by one, with their address, other kinds of records with their count.
    """
    texts = Texts(reading)
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        name = file.relative_to(path).as_posix() if path.is_dir() else path.name
        if _is_archive(file):
            yield from _archive(file, name, reading, texts)
        elif file.is_file():
            reading.leave_out(name, "not a web archive (.warc, .warc.gz)")
    texts.finish()


def _is_archive(path: Path) -> bool:
    return path.name.lower().endswith(_SUFFIXES) and path.is_file()


def _archive(file: Path, name: str, reading: Reading, texts: Texts) -> Iterator[Record]:
    others: Counter[str] = Counter()
    for number, entry in _entries(file, name):
        if entry.rec_type == "response":
            page = _page(entry, name, number, reading, texts)
            if page is not None:
                yield page
        else:
            others[entry.rec_type] += 1
    for kind, times in sorted(others.items()):
        reading.leave_out(name, f"{times:,} records of the type {kind}, which are no pages")


def _entries(file: Path, name: str) -> Iterator[tuple[int, object]]:
    """The records with their numbers, each with its ``content`` read.

    Raises
    ------
    UnreadableFileError
        A record is damaged, or the archive ends before it is complete.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    # Unpacked here and not by warcio, which takes the end of a file cut short for the end of the archive.
    with damage_named(file), gzip.open(file) if file.suffix.lower() == ".gz" else file.open("rb") as packed:
        stream = Watched(packed)
        entries = iter(ArchiveIterator(stream))
        for number in count(1):
            try:
                entry = next(entries, None)
                if entry is None:
                    whole = stream.last.replace(b"\r", b"").endswith(b"\n\n")  # as every record ends
                elif entry.format != "warc":  # a line of five words is taken for one of the older format
                    raise ArchiveLoadFailed("a record does not begin with WARC/1")
                else:
                    entry.content = entry.content_stream().read() if entry.rec_type == "response" else b""
                    whole = _read_on(entry.raw_stream)
            except Exception as error:  # warcio lets its own and whatever Python raises on odd headers come through
                known = isinstance(error, (ArchiveLoadFailed, OSError))
                reason = str(error).strip().split("\n")[0][:100] if known else "a header is damaged or cut short"
                raise UnreadableFileError(
                    f"not a readable web archive ({reason})", source=name, row=number, remedy=_AGAIN
                ) from error
            if not whole:
                raise UnreadableFileError("the archive is cut short", source=name, row=number, remedy=_AGAIN)
            if entry is None:
                return
            yield number, entry


def _read_on(stream) -> bool:
    """Read to the end of a record; whether all of it was there."""
    while stream.read(65536):
        pass
    return getattr(stream, "limit", 0) == 0


def _page(entry, name: str, number: int, reading: Reading, texts: Texts) -> Record | None:
    """The document of a response, None where there is none."""
    address = entry.rec_headers.get_header("WARC-Target-URI")
    status = entry.http_headers.get_statuscode() if entry.http_headers else "no status"
    kind = (entry.http_headers.get_header("Content-Type") or "" if entry.http_headers else "").lower()
    if status != "200" or kind.split(";")[0].strip() not in _PAGES:
        why = f"status {status}" if status != "200" else f"{kind.split(';')[0] or 'unknown content'}, no page"
        reading.leave_out(name, f"{why}: {address}", number)
        return None
    notes: list[str] = []
    try:
        found = next(html.records(name, entry.content, notes, _charset(kind))) if entry.content.strip() else None
    except EncodingError as error:
        reading.leave_out(name, f"{error.problem}: {address}", number)
        return None
    for note in notes:
        texts.note(note.removeprefix(f"{name}: "), f"{name}, row {number}")
    if entry.rec_headers.get_header("WARC-Truncated"):
        texts.note("cut off by the crawler", f"{name}, row {number}")
    if found is None or not found.fields["text"]:
        reading.leave_out(name, f"no article on the page: {address}", number)
        return None
    crawled = (entry.rec_headers.get_header("WARC-Date") or "")[:19]
    return Record(name, number, {**found.fields, "url": address, "crawled": crawled or None})


def _charset(kind: str) -> str | None:
    return kind.partition("charset=")[2].split(";")[0].strip(" \"'") or None

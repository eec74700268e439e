"""Files that databases export, with many articles in each: their paragraphs as lines."""

from __future__ import annotations

import io
import itertools
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from discourse.corpus.layouts.tree import Texts, Tree
from discourse.corpus.readers import Reading, rtf, suffix_of
from discourse.errors import UnreadableFileError

SUFFIXES = (".docx", ".rtf", ".html", ".htm", ".txt")
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BREAKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "\u2011"}
_FIRST = 20
_LINE = "\u2028"  # line ends in the source of a page are spaces; this is one on the page
_SNIFFED = 400_000  # bytes of a web page that are looked at to see whose it is
KEY = re.compile(r"([A-Z][\w-]*(?: [A-Za-z-]+){0,3}):(?:\s|$)\s*(.*)", re.S)


@dataclass
class Exported:
    """One file of an export, on disk or in an archive."""

    name: str
    data: bytes

    def lines(self, texts: Texts) -> Iterator[str]:
        """Its paragraphs without blanks at their ends; empty ones stay, for they divide."""
        suffix = suffix_of(self.name)
        if suffix == ".docx":
            found = _docx(self.name, self.data)
        elif suffix == ".rtf":
            found = rtf.text_of(self.name, self.data).split("\n")
        elif suffix in (".html", ".htm"):
            found = _html(texts.text(self.name, self.data))
        else:
            found = texts.text(self.name, self.data).split("\n")
        for line in found:
            yield from (part.strip() for part in line.split("\n"))


def exports(path: Path, reading: Reading) -> Iterator[Exported]:
    """The files of an export; what is none of them is left out."""
    for name, data in Tree(path).files(reading=reading):
        if suffix_of(name) in SUFFIXES:
            yield Exported(name, data)
        else:
            reading.leave_out(name, f"{suffix_of(name) or 'no suffix'}: not a kind of file that databases export")


def samples(path: Path) -> Iterator[Exported]:
    """The first file of each kind among the first of what may be an export: what they are shows what all are."""
    firsts: dict[str, str] = {}
    for name in Tree(path).names(_FIRST) if path.exists() else ():
        if suffix_of(name) in SUFFIXES:
            firsts.setdefault(suffix_of(name), name)
    for name in firsts.values():
        yield from (Exported(*file) for file in itertools.islice(Tree(path).files(name.__eq__), 1))


def start_of(exported: Exported) -> str:
    """The beginning of a page or a text, as far as it can be read."""
    return exported.data[:_SNIFFED].decode("utf-8", "replace")


def column(key: str) -> str:
    """``Load-Date`` as ``load_date``."""
    return re.sub(r"\W+", "_", key.strip().lower()).strip("_")


def cut_short(source: str, number: int, sign: str) -> UnreadableFileError:
    """The error for an export that ends in the middle of an article."""
    return UnreadableFileError(
        f"article {number} has no {sign}: the file is cut short",
        source=source,
        remedy="download it again; if the article is whole, add the line",
    )


def none_found(path: Path, remedy: str) -> UnreadableFileError:
    """The error for an export that has no article at all."""
    return UnreadableFileError("no article in it", source=path.name, remedy=remedy)


def kept(fields: dict) -> dict:
    """`fields` without those that are empty, texts without blanks around them."""
    return {name: value for name, value in fields.items() if value not in (None, "")}


def _docx(source: str, data: bytes) -> Iterator[str]:
    """Paragraphs in the order of the page, one at a time; deleted text and field codes are not shown."""
    from lxml import etree

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("word/document.xml") as page:
            for _, paragraph in etree.iterparse(
                page, tag=f"{_W}p", resolve_entities=False, no_network=True, huge_tree=True
            ):
                yield "".join(
                    part.text or "" if part.tag == f"{_W}t" else _BREAKS.get(part.tag, "") for part in paragraph.iter()
                )
                paragraph.clear()
                while paragraph.getprevious() is not None:
                    del paragraph.getparent()[0]
    except (
        KeyError,
        OSError,
        EOFError,
        RuntimeError,
        NotImplementedError,
        zipfile.BadZipFile,
        etree.XMLSyntaxError,
    ) as error:
        raise UnreadableFileError(
            f"not a readable Word document ({type(error).__name__})", source=source, remedy="download it again"
        ) from error


def _html(page: str) -> Iterator[str]:
    """What stands in paragraphs, headings, cells and the like, one line each."""
    from lxml import html

    parser = html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = html.fromstring(page.encode("utf-8"), parser=parser)
    for dropped in root.xpath("//script|//style|//head"):
        dropped.getparent().remove(dropped)
    return blocks(root)


def blocks(element) -> Iterator[str]:
    """The text of an element of a page, a line for each block in it; some are empty."""
    for line_break in element.iter("br"):
        line_break.tail = _LINE + (line_break.tail or "")
    for block in element.iter("p", "div", "td", "h1", "h2", "h3", "h4", "li"):
        block.text = _LINE + (block.text or "")
        block.tail = _LINE + (block.tail or "")
    return (" ".join(line.split()) for line in element.text_content().split(_LINE))

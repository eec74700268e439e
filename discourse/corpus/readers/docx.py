"""Word documents: paragraphs and tables in the order of the page."""

from __future__ import annotations

import io
from collections.abc import Iterator

from discourse.corpus.readers.record import Record
from discourse.errors import UnreadableFileError


def records(source: str, data: bytes, notes: list[str]) -> Iterator[Record]:
    """The one document of a ``.docx`` file, one line per paragraph or table row.

    The file's own properties are not used: their "author" is whoever set up the computer.
    """
    import docx

    try:
        document = docx.Document(io.BytesIO(data))
        text = "\n".join(_lines(document))
    except Exception as error:  # python-docx lets whatever zipfile, lxml and its own parts raise come through
        raise UnreadableFileError(
            f"not a readable Word document ({type(error).__name__})",
            source=source,
            remedy="open it in Word or LibreOffice and save it again as .docx, or take it out of the folder",
        ) from error
    yield Record(source, None, {"text": text})


def _lines(document) -> Iterator[str]:
    for item in document.iter_inner_content():
        if hasattr(item, "rows"):
            yield from ("\t".join(cell.text for cell in row.cells) for row in item.rows)
        else:
            yield item.text

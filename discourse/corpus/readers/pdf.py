"""PDF files that have a text layer, page after page."""

from __future__ import annotations

import io
from collections.abc import Iterator

from discourse.corpus.readers.record import Record
from discourse.errors import UnreadableFileError


def records(source: str, data: bytes, notes: list[str]) -> Iterator[Record]:
    """The one document of a ``.pdf`` file; a form feed stands between pages.

    Line breaks are those of the page, and words divided at a line's end stay divided: the text is not edited.
    """
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        # An empty password opens files that are only protected against printing or copying.
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else [page.extract_text() for page in reader.pages]
    except Exception as error:
        kind = "damaged" if isinstance(error, PyPdfError) else f"unreadable ({type(error).__name__})"
        raise UnreadableFileError(
            f"the PDF is {kind}: {error}", source=source, remedy="download it again or take it out of the folder"
        ) from error
    if locked:
        raise UnreadableFileError(
            "the PDF needs a password", source=source, remedy="save a copy without one, or take it out"
        )
    text = "\f".join(pages)
    if not text.strip():
        raise UnreadableFileError(
            f"no text layer on any of its {len(pages)} pages (a scan?)",
            source=source,
            remedy="run text recognition (OCR) on it first, or take it out of the folder",
        )
    notes.append(f"{source}: PDF, {len(pages)} pages; line breaks are those of the page")
    yield Record(source, None, {"text": text})

"""Web pages: the article's text as trafilatura finds it, without navigation and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from discourse.corpus.decode import decode
from discourse.corpus.readers.record import Record

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# Dates only from where a page states one: looking through the whole page finds other people's dates.
_DATES = {"extensive_search": False, "original_date": True}


def records(source: str, data: bytes, notes: list[str], charset: str | None = None) -> Iterator[Record]:
    """The one article of a page; ``text`` is None where there is none.

    The title, author, date and name of the site come from the page's own metadata. Offsets count in the
    extracted text: it is the text as read. `charset` is the encoding the server named, if there was one: it
    counts where the page names none.
    """
    import trafilatura

    declared = _CHARSET.search(data[:4096])
    page = decode(data, source, notes, declared=declared[1].decode("ascii") if declared else charset)
    article = trafilatura.bare_extraction(
        page, include_comments=False, with_metadata=True, date_extraction_params=_DATES
    )
    if article is None:
        yield Record(source, None, {"text": None})
        return
    fields = {
        "text": article.text,
        "title": article.title,
        "author": article.author,
        "outlet": article.sitename,
        "date": date.fromisoformat(article.date) if article.date else None,
    }
    yield Record(source, None, fields)

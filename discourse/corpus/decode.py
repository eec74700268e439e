"""From bytes to text: UTF-8 first, and never a guess without saying so."""

from __future__ import annotations

import codecs
import re

from discourse.errors import EncodingError

_BOMS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with UTF-16's
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
# English needs nothing beyond ASCII but these. An encoding that turns every other byte into one of them is the
# right one; statistics, which know letters only, take such bytes for Chinese or Baltic.
_TYPOGRAPHY = frozenset("‘’‚“”„‹›«»–—―…•·′″†‡€£¢§©®™°½¼¾×\u00a0\u2002\u2003\u3000")
_TYPOGRAPHIC = ("cp1252", "mac_roman", "big5", "gb18030", "shift_jis")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_GUESS_FROM = 200_000


def decode(data: bytes, source: str, notes: list[str], declared: str | None = None) -> str:
    """Decode a file's bytes.

    UTF-8 (a byte-order mark is dropped), UTF-16 and UTF-32 with a byte-order mark, then the encoding the file
    itself declares, then a guess. Anything but UTF-8 is written down in `notes`.

    Parameters
    ----------
    data : bytes
        The whole file.
    source : str
        Its name, for notes and errors.
    notes : list of str
        Gets a line where the file is not UTF-8.
    declared : str, optional
        The encoding a web page says it has.

    Raises
    ------
    EncodingError
        The bytes are no text in any encoding; the message names the first offending byte (counted from 0).

    Examples
    --------
    >>> notes = []
    >>> decode("It’s a café".encode("cp1252"), "talks.txt", notes), notes
    ('It’s a café', ['talks.txt: not UTF-8, read as cp1252'])
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _by_mark(data, encoding, source, notes)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _otherwise(data, error.start, source, notes, declared)
    if "\x00" in text:
        raise _binary(source, data.index(0), "is zero")
    return text


def _by_mark(data: bytes, encoding: str, source: str, notes: list[str]) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _binary(source, error.start, f"does not fit {encoding}, which the file's first bytes announce") from error
    if encoding != "utf-8-sig":
        notes.append(f"{source}: read as {encoding.upper()}")
    return text


def _otherwise(data: bytes, first: int, source: str, notes: list[str], declared: str | None) -> str:
    """Text in the declared or else the most likely encoding; `first` is where UTF-8 broke off."""
    encoding = declared if declared and _fits(data, declared) else _guess(data)
    text = data.decode(encoding) if encoding and _fits(data, encoding) else None
    control = _CONTROL.search(text) if text is not None else None
    if text is None or control:
        raise _binary(source, first, "fits neither UTF-8 nor any encoding that gives readable text")
    notes.append(f"{source}: not UTF-8, read as {encoding}")
    return text


def _guess(data: bytes) -> str | None:
    """The likeliest encoding's name."""
    for encoding in _TYPOGRAPHIC:
        if _fits(data, encoding) and _TYPOGRAPHY.issuperset(c for c in set(data.decode(encoding)) if not c.isascii()):
            return encoding
    from charset_normalizer import from_bytes

    found = from_bytes(data[:_GUESS_FROM])
    best = found.best()
    if best is None:
        return None
    western = next((m for m in found if m.encoding == "cp1252"), None)
    as_likely = western and (western.chaos, -western.coherence) <= (best.chaos, -best.coherence)
    if as_likely or (_fits(data, "cp1252") and data.decode("cp1252") == data.decode(best.encoding, "replace")):
        return "cp1252"  # as good as the first of the list, and by far the most common
    return best.encoding


def _fits(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _binary(source: str, offset: int, why: str) -> EncodingError:
    return EncodingError(
        f"not text: the byte at offset {offset} {why}",
        source=source,
        remedy="save the file as UTF-8 text, or take it out of what is read",
    )

"""Decoding: UTF-8 first, a named guess otherwise, never a silent one."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from discourse.corpus.decode import decode
from discourse.corpus.identify import identify
from discourse.errors import EncodingError


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00\ufeff")))
def test_utf8_with_and_without_mark_is_not_a_guess(text):
    notes = []
    assert decode(text.encode(), "f", notes) == text
    assert decode(codecs.BOM_UTF8 + text.encode(), "f", notes) == text
    assert notes == []


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_utf16_by_its_mark(encoding):
    notes = []
    assert decode("Переговори 🕊".encode(encoding), "f.txt", notes) == "Переговори 🕊"
    assert notes == [f"f.txt: read as {encoding.upper()}"]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", "It’s the “last chance” – and nobody took it."),
        ("mac_roman", "It’s the “last chance” – and nobody took it."),
        ("big5", "America’s hopes—and “fears”"),
        ("cp1252", "Los niños están aquí, señor. " * 4),
        ("cp1251", "Переговори між сторонами тривають у Стамбулі, і ніхто не знає, чим вони скінчаться. " * 3),
    ],
)
def test_other_encodings_are_guessed_and_named(encoding, text):
    notes = []
    assert decode(text.encode(encoding), "f.txt", notes) == text
    assert notes == [f"f.txt: not UTF-8, read as {encoding}"]


@pytest.mark.parametrize(
    ("data", "offset"),
    [(b"plain\x00text", 5), ("UTF-16 without a mark".encode("utf-16-le"), 1), (codecs.BOM_UTF16_LE + b"abc", 4)],
)
def test_bytes_that_are_no_text(data, offset):
    with pytest.raises(EncodingError, match=rf"f\.txt: not text: the byte at offset {offset}"):
        decode(data, "f.txt", [])


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The talks ended without a result and nobody was surprised.", "en"),
        ("Переговори завершилися без результату, і це нікого не здивувало.", "uk"),
        ("Переговоры завершились безрезультатно, и это никого не удивило.", "ru"),
        ("Die Verhandlungen endeten ohne Ergebnis, und niemand war überrascht.", "de"),
        ("24.02.2022 — Kyiv", "und"),
        ("", "und"),
    ],
)
def test_languages(text, language):
    assert identify(text) == language

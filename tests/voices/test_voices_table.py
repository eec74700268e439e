"""The table of a corpus's voices."""

from __future__ import annotations

import pandas as pd
import pytest

import discourse as dc
from discourse.errors import LanguageError
from discourse.voices import voices

COLUMNS = [
    *("document", "start", "end", "kind", "source", "source_start", "source_end", "cue", "cue_start", "cue_end"),
    *("text", "source_name", "source_confidence", "owner", "complete"),
]


def corpus(*texts: str, **columns):
    table = pd.DataFrame({"document": [f"d{n}" for n in range(len(texts))], "text": texts, **columns})
    return dc.read(table, language=None if "language" in columns else "en")


def test_one_row_per_attribution_with_true_offsets():
    texts = ("Ada Hale said “no.” He left.", "Snow fell.", "The truce, Oates said, was a trap.")
    table = voices(corpus(*texts))
    assert list(table.columns) == COLUMNS
    assert list(table["document"]) == ["d0", "d2", "d2"]
    by_name = {f"d{n}": text for n, text in enumerate(texts)}
    for row in table.itertuples():
        text = by_name[row.document]
        assert text[row.start : row.end] == row.text
        if not pd.isna(row.source_start):
            assert text[row.source_start : row.source_end] == row.source
            assert text[row.cue_start : row.cue_end] == row.cue


def test_a_span_that_is_not_there_is_missing_and_offsets_stay_whole_numbers():
    table = voices(corpus("The truce, Oates said, was a trap."))
    assert table["source_start"].dtype == "Int64"
    assert table["source_start"].isna().tolist() == [False, True]
    assert table["source_name"].tolist() == ["Oates", "Oates"]


def test_an_empty_result_has_the_columns_and_types():
    table = voices(corpus("Snow fell."))
    assert list(table.columns) == COLUMNS
    assert table["start"].dtype == "int64"


def test_what_is_marked_as_no_body_is_not_read(tmp_path):
    path = tmp_path / "piece.txt"
    path.write_text(
        "Talks\n\nHale said the road was open.\n\nThe editorial team does not share the opinions expressed by "
        "blog authors.\n",
        encoding="utf-8",
    )
    read = dc.read(path, language="en")
    assert len(read.marks) > 0
    assert list(voices(read)["source"]) == ["Hale"]


def test_another_language_is_an_error_that_names_those_known():
    with pytest.raises(LanguageError, match=r"'de'.*knows en, ru, uk"):
        voices(corpus("Die Gespräche dauern an.", language=["de"]))


def test_the_same_corpus_gives_the_same_table():
    lee = dc.read("lee").where(document=["lee-001", "lee-002", "lee-003"])
    pd.testing.assert_frame_equal(voices(lee), voices(lee))

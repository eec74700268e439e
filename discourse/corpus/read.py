"""`discourse.read`: from whatever a researcher has to a corpus."""

from __future__ import annotations

import gc
import os
import re
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from pathlib import Path

import pandas as pd

from discourse.corpus import catalogue, index, layouts, sources, store
from discourse.corpus.blanks import has_rare_blanks
from discourse.corpus.cleaning import clean as clean_text
from discourse.corpus.cleaning import split_lines
from discourse.corpus.columns import build, keep_texts, map_names
from discourse.corpus.corpus import Corpus
from discourse.corpus.identify import UNDETERMINED, identify
from discourse.corpus.readers import Reading, is_table, suffix_of
from discourse.corpus.repeated import page_of, repeated_lines
from discourse.corpus.stored.corpus import open_store
from discourse.corpus.stored.manifest import is_store
from discourse.corpus.values import is_missing
from discourse.errors import EmptyCorpusError, MissingInputError, UnreadableFileError
from discourse.progress import progress

_CODE = re.compile(r"[a-z]{2,3}")


def read(
    source,
    *,
    metadata: str | Path | None = None,
    text: str | None = None,
    document: str | None = None,
    title: str | None = None,
    date: str | None = None,
    author: str | None = None,
    outlet: str | None = None,
    actor: str | None = None,
    language: str | None = None,
    date_format: str | None = None,
    layout: str | None = None,
    clean: bool = True,
    between: tuple[str, str] | list[str] | None = None,
    where: dict | None = None,
) -> Corpus:
    """Read a corpus.

    Parameters
    ----------
    source : str, Path or pandas.DataFrame
        A folder (walked in sorted order), a file, a table, or the name of a corpus of the catalogue. Files:
        .txt and .md (with or without YAML front matter), .html, .docx, .rtf, .pdf, .csv, .tsv, .jsonl, .json,
        .parquet and .cor (one article per line); each also as .gz, and .zip of them. A name of the catalogue
        wins over a file of the same name: write ``./lee`` for the file.
    metadata : str or Path, optional
        An index: a table with a row per file, joined by file name. Its values win over those of the files.
    text, document, title, date, author, outlet, actor, language : str, optional
        What a column (or key of the front matter) is called in the data, where it is not called so. A
        ``language`` of two or three letters that is no column is the language of every document; without
        any, it is identified for each.
    date_format : str, optional
        The `strptime` format of the dates, if they are in none of the usual ones or could be read in two ways.
    layout : str, optional
        How the corpus was published: ``unga``, ``unsc``, ``parlamint``, ``pax``, ``lexisnexis``, ``factiva``,
        ``warc`` or ``huggingface``. Seen by itself where it is unmistakable; ``files`` reads every file as what
        it is instead.
    clean : bool
        Whether to mark headlines, bylines, disclaimers and navigation. Nothing is ever cut out.
    between : pair of str, optional
        Only the documents of this time (`Corpus.between`).
    where : dict, optional
        Only the documents with these values, by column (`Corpus.where`).

    Returns
    -------
    Corpus
        Texts as they stand in the files. What was guessed is in its ``notes``, what is no document in its
        ``left_out``. A Parquet file that `Corpus.to_parquet` wrote comes back as it was saved, provided that
        none of the arguments before `between` is given; so does a folder that `discourse.to_store` wrote.

    Raises
    ------
    MissingInputError, EmptyCorpusError, UnreadableFileError, EncodingError
        There is nothing there, no text in it, or it is not what it says it is.
    UnmatchedError
        A published corpus has a row without its text, or a text without its row.
    ColumnError, DateError, DuplicateDocumentError
        A table lacks a column that is needed, a date is none, two documents have one name.

    Examples
    --------
    >>> corpus = read("lee")
    >>> corpus["lee-001"].text[:39]
    'Hundreds of people have been forced to '
    """
    columns = {"text": text, "document": document, "title": title, "date": date, "author": author}
    columns |= {"outlet": outlet, "actor": actor, "language": language}
    mapping = {here: there for here, there in columns.items() if there is not None}
    asked = bool(mapping or metadata or date_format or layout or not clean)
    if isinstance(source, str) and source in catalogue.names():
        entry = catalogue.entry(source)
        reading = catalogue.reading(entry)
        mapping, name = {**entry.columns, **mapping}, entry.name
        metadata, date_format = metadata or entry.index, date_format or entry.date_format
    elif isinstance(source, pd.DataFrame):
        reading, name = sources.from_frame(source), "table"
    else:
        path = existing(source)
        if not asked and path.is_file() and suffix_of(path.name) == ".parquet" and (saved := store.load(path)):
            return _chosen(saved, between, where)
        if path.is_dir() and is_store(path):
            if asked:
                raise UnreadableFileError(
                    "a store is read as it was saved", source=source, remedy="give no other argument, or read the texts"
                )
            return _chosen(open_store(path), between, where)
        layout = layouts.recognise(path) if layout is None else layout
        reading = sources.from_path(path, index=_index_path(metadata, path), layout=layout)
        name = name_of(path)
        metadata = _index_path(metadata, path)
    if metadata is not None:
        index.join(reading, _read_index(Path(metadata)), Path(metadata).name)
    return _chosen(assemble(reading, mapping, date_format, clean, name), between, where)


def _chosen(corpus: Corpus, between, where: dict | None) -> Corpus:
    if where:
        corpus = corpus.where(**where)
    return corpus.between(*between) if between else corpus


def existing(source) -> Path:
    """The path that `source` names; raises MissingInputError where there is nothing."""
    if not isinstance(source, (str, os.PathLike)):
        raise MissingInputError(
            f"cannot read a {type(source).__name__}", remedy="give a folder, a file, a DataFrame or a catalogue name"
        )
    path = Path(source).expanduser()
    if not path.exists():
        close = get_close_matches(str(source), catalogue.names(), n=2)
        hint = f"perhaps the corpus {' or '.join(close)}" if close else "check the path"
        raise MissingInputError(
            "no such file or folder, and no corpus of that name",
            source=source,
            remedy=f"{hint}; corpora known by name: {', '.join(catalogue.names())}",
        )
    return path


def name_of(path: Path) -> str:
    """What a corpus that is read from `path` is called."""
    return path.resolve().name.split(".")[0] or "corpus"


def _index_path(metadata, source: Path) -> Path | None:
    """The index file: the path as given, or a file of that name in the folder that is read."""
    if metadata is None:
        return None
    given = Path(metadata).expanduser()
    inside = source / given
    if given.is_file():
        return given
    if source.is_dir() and inside.is_file():
        return inside
    raise MissingInputError("no such index file", source=metadata, remedy=f"put it here or into {source.name}/")


def _read_index(path: Path) -> Reading:
    if not is_table(path.name):
        raise UnreadableFileError(
            "an index must be a table", source=path.name, remedy="give a .csv, .tsv, .jsonl, .json or .parquet file"
        )
    return sources.from_path(path)


def assemble(reading: Reading, mapping: dict, date_format: str | None, clean: bool, name: str) -> Corpus:
    """From records to the corpus: columns, types, languages, marks; `mapping` is as for `map_names`."""
    present = {column for record in reading.records for column in record.fields}
    everywhere = mapping.get("language")
    if everywhere and everywhere not in present and _CODE.fullmatch(everywhere):
        mapping = {here: there for here, there in mapping.items() if here != "language"}
    else:
        everywhere = None
    map_names(reading, mapping)
    keep_texts(reading)
    if not reading.records:
        why = "; ".join(f"{source}: {reason}" for source, _, reason in reading.left_out[:3])
        raise EmptyCorpusError(
            f"nothing with a text in it{f' ({why})' if why else ''}",
            source=name,
            remedy="see which files it can read: help(discourse.read)",
        )
    with _uncollected():
        documents = build(reading, date_format)
        documents["language"] = _languages(documents, everywhere, reading.notes)
        marks = _marks(documents) if clean else []
    return Corpus(_ordered(documents), marks, reading.left_out, reading.notes, name)


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let nothing look for cyclic garbage, of which reading makes none, among millions of lines."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def _languages(documents: pd.DataFrame, everywhere: str | None, notes: list[str]) -> pd.Series:
    """The language of every document: the one for all, else its own, else the one identified.

    A text too short to tell ("Why so?") is in the language of the others, if they agree; with texts in several
    languages it stays undetermined.
    """
    if everywhere:
        return pd.Series([everywhere] * len(documents), dtype=object)
    given = [None if is_missing(v) else _code(v) for v in documents["language"]]
    texts = progress(documents["text"], "identifying languages", total=len(documents))
    found = [v or identify(text) for v, text in zip(given, texts, strict=True)]
    told = Counter(found)
    short = told.pop(UNDETERMINED, 0)
    if len(told) == 1 and 0 < short < told.total():
        (language,) = told
        found = [language if code == UNDETERMINED else code for code in found]
        notes.append(f"language: {short} too short to tell, taken for {language} like the others")
    counts = Counter(new for old, new in zip(given, found, strict=True) if old is None)
    if counts:
        notes.append("language: identified as " + ", ".join(f"{code} ({n})" for code, n in counts.most_common()))
    return pd.Series(found, dtype=object)


def _code(value: str) -> str:
    """``EN`` and ``en-GB`` as ``en``; anything that is no code stays what it is."""
    code = re.split("[-_]", value.strip().lower())[0]
    return code if _CODE.fullmatch(code) else value.strip()


def _marks(documents: pd.DataFrame) -> list[tuple[str, int, int, str, str]]:
    """Mark every document and fill in what the texts say of themselves; what metadata say stands."""
    cleaned, pages = [], []
    rare = has_rare_blanks(documents["text"])
    columns = (documents[column] for column in ("text", "language", "title", "author"))
    rows = zip(rare, *columns, strict=True)
    for blanks, text, *known in progress(rows, "looking for what is not body", total=len(documents)):
        lines = split_lines(text, blanks)
        cleaned.append(clean_text(text, *known, lines))
        pages.append(page_of(text, lines))
    for column in ("title", "author", "deck", "author_role"):
        found = [item.found.get(column) for item in cleaned]
        if any(found):
            given = documents[column] if column in documents else [None] * len(documents)
            filled = [new if is_missing(old) else old for old, new in zip(given, found, strict=True)]
            documents[column] = pd.Series(filled, dtype=object)
    repeated = repeated_lines(pages, documents["outlet"])
    rows = []
    for name, text, item, lines in zip(documents["document"], documents["text"], cleaned, repeated, strict=True):
        taken = {start for start, _, _ in item.marks}
        spans = [*item.marks, *((line.start, line.end, "repeated") for line in lines if line.start not in taken)]
        rows += [(name, start, end, kind, text[start:end]) for start, end, kind in sorted(spans)]
    return rows


def _ordered(documents: pd.DataFrame) -> pd.DataFrame:
    """What cleaning found stands after the user's own columns."""
    last = [c for c in ("deck", "author_role") if c in documents]
    return documents[[c for c in documents.columns if c not in last] + last]

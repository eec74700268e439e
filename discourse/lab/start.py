"""From a question and a corpus to a notebook of one's own, with its parameters filled in."""

from __future__ import annotations

import ast
import json
import os
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from discourse.display import Displayed
from discourse.errors import ParameterError
from discourse.home import home

if TYPE_CHECKING:
    import pandas as pd

START = "start"  # the notebook that asks


@dataclass(frozen=True, repr=False)
class Started(Displayed):
    """A notebook that was made for a question; see `start`."""

    path: Path
    question: str

    def _heading(self) -> str:
        return f"Notebook {_relative(self.path)}: {self.question}"

    def _repr_html_(self) -> str:
        """A link, which JupyterLab opens in a tab of its own."""
        link = escape(_relative(self.path), quote=True)
        return f'<p>{escape(self.question)} <strong><a href="{link}">Open {link}</a></strong>, then Run all cells.</p>'


def questions() -> pd.DataFrame:
    """The questions that the kit's notebooks answer: ``notebook, question, about``.

    Examples
    --------
    >>> "framing" in questions()["notebook"].tolist()
    True
    """
    import pandas as pd

    rows = []
    for path in sorted((home() / "notebooks").glob("*.ipynb")):
        if path.stem != START:
            title, _, about = _read(path).cells[0].source.partition("\n")
            rows.append((path.stem, title.lstrip("# ").strip(), " ".join(about.split())))
    return pd.DataFrame(rows, columns=["notebook", "question", "about"])


def start(question: str, corpus: str = "", *, folder: str | Path = "work", **parameters: Any) -> Started:
    """Copy the notebook that answers a question, with its parameters filled in.

    Parameters
    ----------
    question : str
        The name of a notebook, such as ``framing``, or its question; see `questions`.
    corpus : str
        A corpus name, a folder or a file; the notebook's own if not given.
    folder : path
        Where the copy goes; what is there is never overwritten.
    **parameters
        Values for further parameters of the notebook. A path that leads somewhere from here is written as it is seen
        from the copy.

    Raises
    ------
    ParameterError
        There is no such question, or the notebook has no such parameter, or it is of another type.
    MissingInputError
        There is no such corpus, folder or file.

    Examples
    --------
    >>> import tempfile
    >>> start("framing", "two-columns", folder=tempfile.mkdtemp(), by="outlet").path.name
    'framing-two-columns.ipynb'
    """
    import nbformat

    from discourse.corpus.read import existing
    from discourse.reports.parameters import check

    name, asked = _found(question)
    if corpus:
        if not _in_catalogue(corpus):
            existing(corpus)
        parameters = {"corpus": corpus, **parameters}
    source, folder = _source(name), Path(folder)
    check(source, parameters)
    folder.mkdir(parents=True, exist_ok=True)
    given = {key: _seen_from(value, folder, certain=key == "corpus") for key, value in parameters.items()}
    notebook = _read(source)
    cell = next(cell for cell in notebook.cells if "parameters" in cell.metadata.get("tags", []))
    cell.source = filled(cell.source, given)
    stem = "-".join(filter(None, (name, Path(corpus).stem)))
    return Started(_new(folder, stem, nbformat.writes(notebook) + "\n"), asked)


def typed(question: str, given: list[tuple[str, str]]) -> dict[str, Any]:
    """Values typed at the command line, as the parameters of a notebook take them."""
    from discourse.reports.parameters import declared, from_text

    source = _source(_found(question)[0])
    known = declared(source)
    return {name: from_text(known[name], text, source) if name in known else text for name, text in given}


def _found(question: str) -> tuple[str, str]:
    """The name of the notebook that answers a question, and the question."""
    known = questions()
    row = known[(known["notebook"] == question) | (known["question"] == question)]
    if row.empty:
        raise ParameterError(f"no notebook answers {question!r}", remedy=f"choose from {', '.join(known['notebook'])}")
    return row["notebook"].iloc[0], row["question"].iloc[0]


def _source(name: str) -> Path:
    return home() / "notebooks" / f"{name}.ipynb"


def filled(source: str, given: dict[str, Any]) -> str:
    """A `parameters` cell with other values; types and comments stay.

    Examples
    --------
    >>> filled("top: int = 20  # how many", {"top": 5})
    'top: int = 5  # how many'
    """
    lines = source.encode().splitlines(keepends=True)
    for node in reversed(ast.parse(source).body):
        if isinstance(node, ast.AnnAssign) and node.target.id in given:
            first, last = node.value.lineno - 1, node.value.end_lineno - 1
            before, after = lines[first][: node.value.col_offset], lines[last][node.value.end_col_offset :]
            lines[first : last + 1] = [before + _literal(given[node.target.id]).encode() + after]
    return b"".join(lines).decode()


def _literal(value: Any) -> str:
    """A value as Python writes it; text in double quotes, as the notebooks have it."""
    return json.dumps(value, ensure_ascii=False) if isinstance(value, str) else repr(value)


def _seen_from(value: Any, folder: Path, *, certain: bool) -> Any:
    """A path as it is written in a notebook in `folder`; what is none stays as it is."""
    if not isinstance(value, str) or not value or not (certain or "/" in value or Path(value).suffix):
        return value
    path = Path(value).expanduser()
    if not path.exists() or (certain and "/" not in value and _in_catalogue(value)):
        return value
    try:
        return Path(os.path.relpath(path.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return str(path.resolve())


def _in_catalogue(name: str) -> bool:
    from discourse.corpus import catalogue

    return name in catalogue.names()


def _new(folder: Path, stem: str, text: str) -> Path:
    """Write a file under the first name that is free."""
    number = 1
    while True:
        path = folder / (f"{stem}.ipynb" if number == 1 else f"{stem}-{number}.ipynb")
        try:
            with open(path, "x", encoding="utf-8", newline="\n") as file:
                file.write(text)
            return path
        except FileExistsError:
            number += 1


def _read(path: Path):
    from discourse.reports.notebook import read

    return read(path)


def _relative(path: Path) -> str:
    return Path(os.path.relpath(path)).as_posix()

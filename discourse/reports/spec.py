"""Report specifications: TOML files that name notebooks and the parameters to run them with."""

from __future__ import annotations

import os
import re
import tomllib
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from discourse import home
from discourse.display import Displayed
from discourse.errors import MissingInputError, ParameterError, SpecError
from discourse.reports import formats

SLUG = re.compile(r"[a-z0-9]+(?:[-_][a-z0-9]+)*")
REPORT_KEYS = {"title": str, "summary": str, "timeout": int, "keep": int, "processes": int, "outputs": list}
REPORT_KEYS |= {"authors": list, "license": str, "notebooks": list}
SHARED_KEYS = {"dates": str, "languages": list, "where": dict, "events": str, "validity": str, "matrix": dict}
NOTEBOOK_KEYS = {"notebook": str, "name": str, "title": str, "parameters": dict}
KINDS = {str: "text in quotes", int: "a whole number", list: "a list", dict: "a table"}


@dataclass(frozen=True)
class NotebookRun:
    """One notebook of a report: the file, the name of its page, its title and the parameters given to it.

    `part` is the value of the matrix that it is run for, and `part_page` the name of the first page of that part;
    both are empty where there is no matrix.
    """

    path: Path
    name: str
    title: str = ""
    parameters: dict[str, Any] = field(default_factory=dict)
    part: str = ""
    part_page: str = ""


@dataclass(frozen=True, repr=False)
class Spec(Displayed):
    """A report to make.

    Attributes
    ----------
    name : str
        Name of the folder it is published in.
    title, summary : str
    notebooks : tuple of NotebookRun
        In the order in which they are run and listed.
    cwd : Path
        The folder in which the notebooks run, which relative paths among the parameters start from.
    published : Path
        The folder that holds `name`, unless the caller names another.
    timeout : int
        Seconds for the whole run.
    keep : int
        How many published runs are kept.
    processes : int
        How many notebooks run at a time; 0 for as many as there are processor cores.
    outputs : tuple of str
        The forms it is published in (see `discourse.reports.formats`).
    authors : tuple of str
        Who stands behind it, for the record it is deposited with.
    license : str
        Under which terms, such as "CC-BY-4.0"; empty for not said.
    """

    name: str
    title: str
    notebooks: tuple[NotebookRun, ...]
    cwd: Path
    published: Path
    summary: str = ""
    timeout: int = 900
    keep: int = 5
    processes: int = 0
    outputs: tuple[str, ...] = formats.DEFAULT
    authors: tuple[str, ...] = ()
    license: str = ""

    @property
    def parts(self) -> dict[str, str]:
        """The name of the first page of each part of a matrix, and the value that it is of."""
        return {run.part_page: run.part for run in self.notebooks if run.part_page}

    def _heading(self) -> str:
        return f"Report {self.name}: {self.title}"

    def _rows(self):
        import pandas as pd

        rows = [
            (run.path.name, run.name, ", ".join(f"{name} = {value!r}" for name, value in run.parameters.items()))
            for run in self.notebooks
        ]
        return pd.DataFrame(rows, columns=["notebook", "page", "parameters"])


def load(path: str | Path, *, day: date | None = None) -> Spec:
    """Read a report specification.

    Parameters
    ----------
    path : str or Path
    day : datetime.date, optional
        What dates such as "last 30 days" are relative to; today by default.

    Raises
    ------
    MissingInputError
        If there is no such file.
    SpecError
        If it is not TOML, has an unknown key, a value of the wrong type, no notebook or two of one name.
    """
    path = Path(path)
    text = _text(path)
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        row, column = (int(place[1]), int(place[2])) if place else (None, None)
        problem = f"is not TOML ({str(error).split(' (at')[0]})"
        raise SpecError(problem, source=path, row=row, column=column, remedy="correct that line") from error
    rows = _Rows(path, text)
    _check_keys(table, REPORT_KEYS | SHARED_KEYS, rows, required=("title", "notebooks"))
    for key in ("timeout", "keep", "processes"):
        if table.get(key, 1) < 1:
            raise rows.error(f"{key} must be at least 1", key, remedy=f"give a larger {key}")
    for key in ("authors", "languages"):
        for one in table.get(key, []):
            if not isinstance(one, str) or not one.strip():
                raise rows.error(f"{key} must be a list of texts, not of {one!r}", key, remedy="correct the value")
    cwd = path.resolve().parent
    notebooks = _notebooks(table["notebooks"], cwd, rows)
    if SHARED_KEYS.keys() & table.keys():
        from discourse.reports import dates
        from discourse.reports.expand import expand

        notebooks = expand(notebooks, table, cwd, rows, day or dates.today())
    return Spec(
        name=slug(path.stem) or "report",
        notebooks=notebooks,
        cwd=cwd,
        published=Path.cwd() / "reports" / "published" if _is_installed(path) else cwd / "published",
        outputs=formats.chosen(table["outputs"], rows) if "outputs" in table else formats.DEFAULT,
        authors=tuple(table.get("authors", ())),
        **{key: table[key] for key in ("title", "summary", "timeout", "keep", "processes", "license") if key in table},
    )


def from_notebook(path: str | Path) -> Spec:
    """Make a report of one notebook, which runs in the caller's folder.

    Raises
    ------
    MissingInputError
        If there is no such notebook, neither at that path nor among the shipped ones.
    """
    found = _find(str(path), Path.cwd())
    if found is None:
        raise MissingInputError("there is no such notebook", source=path, remedy=f"check the path; {_shipped()}")
    run = NotebookRun(found, slug(found.stem) or "report")
    published = Path.cwd() / "reports" / "published"
    return Spec(run.name, found.stem.replace("-", " ").capitalize(), (run,), Path.cwd(), published)


def with_parameters(spec: Spec, given: dict[str, str]) -> Spec:
    """Give values typed at the command line to every notebook that declares them.

    Text that is written like a path (with a slash or a dot) and is one from the caller's folder stays that path,
    though the notebooks run in the folder of the specification.

    Raises
    ------
    ParameterError
        If no notebook of the report declares a name, or a value does not fit the declared type.
    """
    from discourse.reports.parameters import declared, from_text

    known = {run.name: declared(run.path) for run in spec.notebooks}
    names = sorted({name for parameters in known.values() for name in parameters})
    for name in given:
        if name not in names:
            problem = f"no notebook of this report has a parameter {name!r}"
            raise ParameterError(problem, source=spec.name, remedy=f"choose from {', '.join(names)}")
    runs = []
    for run in spec.notebooks:
        own = {
            name: _from_here(from_text(known[run.name][name], text, run.path), spec.cwd)
            for name, text in given.items()
            if name in known[run.name]
        }
        runs.append(replace(run, parameters={**run.parameters, **own}))
    return replace(spec, notebooks=tuple(runs))


def _from_here(value: Any, folder: Path) -> Any:
    """A path from the caller's folder as one from `folder`; anything else as it is."""
    if isinstance(value, str) and re.search(r"[/.]", value) and not Path(value).is_absolute():
        try:
            return os.path.relpath(value, folder) if Path(value).exists() else value
        except OSError:  # a sentence may be longer than a file name can be
            return value
    return value


class _Rows:
    """Finds the row of a key, which the TOML parser does not keep, for error messages."""

    def __init__(self, path: Path, text: str):
        self.path, self.lines = path, text.splitlines()

    def error(self, problem: str, key: str = "", block: int = 0, *, remedy: str) -> SpecError:
        return SpecError(problem, source=self.path, row=self.find(key, block), remedy=remedy)

    def find(self, key: str, block: int) -> int | None:
        """Row of `key` in the block-th [[notebooks]] (0: before the first); of its header for an empty key."""
        current = 0
        for row, line in enumerate(self.lines, start=1):
            header = re.match(r"\s*\[\[\s*notebooks\s*\]\]", line)
            current += bool(header)
            if current == block and (header if not key else re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*=", line)):
                return row
        return None


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise MissingInputError("there is no such file", source=path, remedy="check the path") from error
    except OSError as error:
        raise MissingInputError(f"cannot be read ({error.strerror})", source=path, remedy="name a file") from error
    except UnicodeDecodeError as error:
        raise SpecError("is not UTF-8 text", source=path, remedy="save it as UTF-8") from error


def _check_keys(table: dict, keys: dict, rows: _Rows, *, required: tuple[str, ...], block: int = 0) -> None:
    for key, value in table.items():
        if key not in keys:
            raise rows.error(f"unknown key {key!r}", key, block, remedy=f"choose from {', '.join(keys)}")
        if type(value) is not keys[key]:  # exactly: `true` is an int to isinstance
            problem = f"{key} must be {KINDS[keys[key]]}, not {value!r}"
            raise rows.error(problem, key, block, remedy="correct the value")
    for key in required:
        if not table.get(key):
            raise rows.error(f"{key} is missing", block=block, remedy=f"add {key}, {KINDS[keys[key]]}")


def _notebooks(tables: list, folder: Path, rows: _Rows) -> tuple[NotebookRun, ...]:
    runs: list[NotebookRun] = []
    for block, table in enumerate(tables, start=1):
        if not isinstance(table, dict):
            raise rows.error("notebooks must be tables", "notebooks", remedy="write each as [[notebooks]]")
        _check_keys(table, NOTEBOOK_KEYS, rows, required=("notebook",), block=block)
        path = _find(table["notebook"], folder)
        if path is None:
            problem = f"there is no notebook {table['notebook']!r}"
            raise rows.error(problem, "notebook", block, remedy=f"give its path from this file; {_shipped()}")
        name = table.get("name", slug(path.stem) or "report")
        if not SLUG.fullmatch(name) or name == "index":
            problem = f"{name!r} cannot name a page"
            raise rows.error(problem, "name", block, remedy="use small letters, digits and single hyphens")
        if name in {run.name for run in runs}:
            remedy = "give each notebook its own name"
            raise rows.error(f"two notebooks are named {name!r}", "name", block, remedy=remedy)
        runs.append(NotebookRun(path, name, table.get("title", ""), table.get("parameters", {})))
    return tuple(runs)


def _find(notebook: str, folder: Path) -> Path | None:
    places = (folder / notebook, home.home() / "notebooks" / notebook)
    return next((place.resolve() for place in places if place.suffix == ".ipynb" and place.is_file()), None)


def _shipped() -> str:
    names = ", ".join(sorted(path.name for path in (home.home() / "notebooks").glob("*.ipynb")))
    return f"shipped notebooks: {names or 'none'}"


def slug(text: str) -> str:
    """A text as a name of a page or folder; empty if no letter of it can stand in one."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


def is_spec(path: Path) -> bool:
    """Whether a TOML file means to be a specification, right or wrong; `pyproject.toml` does not."""
    return "[[notebooks]]" in path.read_text(encoding="utf-8", errors="replace").replace(" ", "")


def _is_installed(path: Path) -> bool:
    """Whether the specification came with an installed package, whose folder is not ours to write to."""
    return not home.is_checkout() and path.resolve().is_relative_to(home.PACKAGE)

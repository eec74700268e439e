"""A first specification, from the answers to a few questions, or none."""

from __future__ import annotations

import json
from pathlib import Path
from string import Template

from discourse import home
from discourse.errors import ParameterError
from discourse.reports import dates
from discourse.reports.page import TEMPLATE
from discourse.reports.parameters import declared

DEFAULT = ("corpus", "framing")
QUESTIONS = {
    "title": "What is the report called?",
    "corpus": "Which texts? A folder, a file or a corpus name",
    "notebooks": "Which notebooks?",
    "dates": 'Only a stretch of time? Such as "last 30 days"; empty for all',
    "by": "A page for each value of a column? Such as outlet; empty for none",
}


def available() -> list[str]:
    """The shipped notebooks that read a corpus, by name."""
    found = sorted((home.home() / "notebooks").glob("*.ipynb"))
    return [path.stem for path in found if {"corpus", "reading"} <= declared(path).keys()]


def defaults(path: Path) -> dict[str, str]:
    """The answers that are taken where a person gives none."""
    title = path.stem.replace("-", " ").capitalize()
    return {"title": title, "corpus": "two-columns", "notebooks": ", ".join(DEFAULT), "dates": "", "by": ""}


def text_of(answers: dict[str, str]) -> str:
    """A commented specification.

    Raises
    ------
    ParameterError
        If a notebook is not one of the shipped ones, or dates are in no form that is known.
    """
    known = available()
    names = [name.strip().removesuffix(".ipynb") for name in answers["notebooks"].split(",") if name.strip()]
    for name in names:
        if name not in known:
            raise ParameterError(f"there is no notebook {name!r}", remedy=f"choose from {', '.join(known)}")
    if answers["dates"]:
        try:
            dates.resolve(answers["dates"], dates.today())
        except ValueError as error:
            raise ParameterError(f"dates {answers['dates']!r}: {error}", remedy=dates.FORM) from error
    corpus = _toml(answers["corpus"])
    blocks = [
        f"[[notebooks]]\nnotebook = {_toml(f'{name}.ipynb')}\n[notebooks.parameters]\ncorpus = {corpus}\n"
        for name in names or DEFAULT
    ]
    return Template((TEMPLATE / "spec.toml").read_text(encoding="utf-8")).substitute(
        title=_toml(answers["title"]),
        dates=f"dates = {_toml(answers['dates'])}" if answers["dates"] else '# dates = "last 30 days"',
        matrix=f"[matrix]\ncolumn = {_toml(answers['by'])}" if answers["by"] else '# [matrix]\n# column = "outlet"',
        notebooks="\n".join(blocks).rstrip(),
    )


def _toml(text: str) -> str:
    """A basic string of TOML, which is written as one of JSON is."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")

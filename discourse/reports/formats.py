"""The forms in which a report is published: `outputs` in its specification."""

from __future__ import annotations

from typing import Any

ALL = ("html", "pdf", "csv", "parquet", "png", "svg")
DEFAULT = tuple(form for form in ALL if form != "pdf")  # which needs a browser
ALWAYS = ("html", "csv")  # the pages themselves, and what the next run is compared with
ALT = "txt"  # the alt text of a figure, which goes with any form of it


def chosen(given: list[Any], rows) -> tuple[str, ...]:
    """The forms that a specification lists, in the order of `ALL`.

    Raises
    ------
    SpecError
        If one is unknown, or one is left out that every report has.
    """
    for form in given:
        if form not in ALL:
            raise rows.error(f"there is no output {form!r}", "outputs", remedy=f"choose from {', '.join(ALL)}")
    for form in ALWAYS:
        if form not in given:
            raise rows.error(f"outputs leave out {form!r}, which every report has", "outputs", remedy="add it")
    return tuple(form for form in ALL if form in given)


def is_wanted(suffix: str, kind: str, outputs: tuple[str, ...]) -> bool:
    """Whether a file of this suffix, of a kind of thing that a notebook keeps, belongs in the report."""
    form = suffix.removeprefix(".")
    if kind == "figures":
        return form in outputs or (form == ALT and bool({"png", "svg"} & set(outputs)))
    return kind != "tables" or form in outputs

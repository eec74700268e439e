"""Make one chapter of a report: run its notebook, gather what it kept, and write its page."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from discourse.reports import gather


@dataclass(frozen=True)
class Order:
    """What has to be known to make a chapter, in plain values, which travel to another process as JSON."""

    source: str
    name: str
    title: str
    report: str
    parameters: dict[str, Any]
    meanings: dict[str, str]
    cwd: str
    work: str
    outputs: list[str]


@dataclass(frozen=True)
class Made:
    """A chapter that was made: its title, what its notebook kept, how long it took and in which earlier run.

    `run` is empty for what was made in the run at hand.
    """

    title: str
    kept: list[gather.Kept]
    seconds: float
    run: str = ""


def make(order: Order) -> tuple[str, list[gather.Kept]]:
    """Run the notebook of an order and write its page into the order's work folder; return title and what it kept.

    Raises
    ------
    NotebookError
        If the notebook does not come to its end.
    Stopped
        If the process was asked to end.
    """
    from discourse.reports import page
    from discourse.reports.execute import execute

    work = Path(order.work)
    executed = work / f"{order.name}.ipynb"
    folder = work / f".kept-{order.name}"
    execute(Path(order.source), executed, order.parameters, cwd=Path(order.cwd), kept=folder)
    kept = gather.gather(folder, work, order.name, tuple(order.outputs))
    title = page.title_of(executed, order.title)
    html = page.render(
        executed,
        title=title,
        report=order.report,
        values=[
            {"name": name, "value": page.literal(value), "help": order.meanings[name]}
            for name, value in order.parameters.items()
        ],
        kept=kept,
    )
    executed.with_suffix(".html").write_text(html, encoding="utf-8")
    return title, kept


def packed(kept: list[gather.Kept], work: Path) -> list[dict]:
    """What a notebook kept as plain values, its files named from the work folder."""
    return [{**asdict(one), "files": [path.relative_to(work).as_posix() for path in one.files]} for one in kept]


def unpacked(kept: list[dict], work: Path) -> list[gather.Kept]:
    """The inverse of `packed`, for the same or another folder."""
    return [gather.Kept(**{**one, "files": tuple(work / name for name in one["files"])}) for one in kept]

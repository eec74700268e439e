"""Look whether a published run is as it was published, and whether the same comes out again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from discourse.errors import MissingInputError, SpecError
from discourse.reports import front, manifest, spec
from discourse.reports.differences import reasons
from discourse.reports.run import NOTHING, run


def find_spec(folder: Path, record: dict[str, Any]) -> Path:
    """The specification of a run that was published in the usual place, beside which it then is.

    Raises
    ------
    MissingInputError
        If it is not there.
    """
    for path in sorted(folder.resolve().parent.parent.parent.glob("*.toml")):
        if spec.slug(path.stem) == record["report"]:
            return path
    problem = f"the specification of {record['report']!r} is not beside its folder `published`"
    raise MissingInputError(problem, source=folder, remedy="name it: discourse report verify RUN SPEC")


def verify(folder: Path, path: Path | None = None, *, progress: Callable[..., None] = print) -> list[str]:
    """Hash the files of a run again, make it again in a temporary folder, and compare.

    It is made again with the parameters that its record holds, so relative dates mean what they meant then.

    Parameters
    ----------
    folder : Path
        A published run, or `latest`.
    path : Path, optional
        Its specification, where that is not beside `published`.
    progress : callable
        Takes what `print` takes.

    Returns
    -------
    list of str
        What is not as it should be; empty if all is well.

    Raises
    ------
    MissingInputError
        If there is no run, or no specification.
    SpecError
        If a notebook of the run is no longer in its specification.
    """
    record = manifest.load(folder)
    if not record:
        remedy = "name a folder such as reports/published/weekly/latest"
        raise MissingInputError(f"holds no {manifest.NAME}", source=folder, remedy=remedy)
    source = path or find_spec(folder, record)
    report = _as_it_was(spec.load(source, day=datetime.fromisoformat(record["started"]).date()), record, source)
    found = [f"since it was published, {line}" for line in _differences(record["files"], manifest.hashes(folder))]
    with tempfile.TemporaryDirectory(prefix="discourse-verify-") as place:
        outcome = run(report, out=place, force=True, progress=progress)
        if outcome.code:
            return [*found, f"it cannot be made again: {outcome.message.split(NOTHING)[0]}"]
        again = manifest.load(outcome.folder)
    dated = front.dated(record)
    kept, made = ({name: one for name, one in each["files"].items() if name not in dated} for each in (record, again))
    other = [f"made again, {line}" for line in _differences(kept, made)]
    return [*found, *other, *(reasons(record, again) if other else ())]


def _as_it_was(report: spec.Spec, record: dict[str, Any], source: Path) -> spec.Spec:
    runs = {one.name: one for one in report.notebooks}
    entries = record["notebooks"]
    for entry in entries:
        if entry["name"] not in runs:
            problem = f"has no notebook {entry['name']!r}, which the run has"
            raise SpecError(problem, source=source, remedy="verify with the specification of that time")
    notebooks = tuple(replace(runs[entry["name"]], parameters=entry["parameters"]) for entry in entries)
    return replace(report, notebooks=notebooks)


def _differences(before: dict[str, str], now: dict[str, str]) -> Iterator[str]:
    for name in sorted(before.keys() | now.keys()):
        if name not in now:
            yield f"{name} is missing"
        elif name not in before:
            yield f"{name} is new"
        elif before[name] != now[name]:
            yield f"{name} is different"

"""Look at specifications without running anything."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from discourse import home
from discourse.errors import DiscourseError
from discourse.reports import manifest, pdf, spec
from discourse.reports.parameters import check


def describe(report: spec.Spec) -> str:
    """What a run would make: a line for each page, with the parameters that differ from the notebook's defaults.

    Raises
    ------
    ParameterError
        If a parameter is unknown or of the wrong type.
    BrowserError
        If a PDF is asked for, and there is no browser to print it.
    """
    if "pdf" in report.outputs:
        pdf.browser()
    lines = [f"{report.title}: {len(report.notebooks)} pages, published in {_near(report.published / report.name)}"]
    for run in report.notebooks:
        check(run.path, run.parameters)
        given = ", ".join(f"{name}={value!r}" for name, value in run.parameters.items())
        lines.append(f"  {run.name}: {run.path.name}({given})")
    return "\n".join(lines)


def found() -> list[Path]:
    """Specifications in `reports/` and in the folder at hand, and those that come with the kit."""
    here = Path.cwd()
    folders = {folder.resolve(): None for folder in (here / "reports", here, home.home() / "reports")}
    return [path for folder in folders for path in sorted(folder.glob("*.toml")) if spec.is_spec(path)]


def listing(paths: Iterable[Path]) -> str:
    """A line for each specification: its title, and when it was last published or what is wrong with it."""
    lines = []
    for path in paths:
        try:
            report = spec.load(path)
        except DiscourseError as error:
            lines.append(f"{_near(path)}: {error}")
            continue
        made = manifest.load((report.published / report.name / "latest").resolve()).get("finished")
        lines.append(f"{_near(path)}: {report.title} ({f'published {made}' if made else 'not published yet'})")
    return "\n".join(lines) or "no report specification here; discourse report new FILE writes one"


def _near(path: Path) -> str:
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)

"""The first pages of a run: of the whole, of each part where it has a matrix, and as PDF where that is asked for."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from discourse.reports import changes, crate, index, pdf
from discourse.reports.chapter import Made
from discourse.reports.reuse import files_of
from discourse.reports.spec import Spec

WHOLE = "report.pdf"


def dated(record: dict[str, Any]) -> set[str]:
    """The files of a run that say when it was made, or after which, and so differ from run to run."""
    fronts = [part["page"] for part in record.get("parts", [])]
    names = {"index.html", changes.NAME, crate.NAME, WHOLE}
    return names | {f"{page}.{form}" for page in fronts for form in ("html", "pdf")}


def parts(spec: Spec) -> list[dict[str, Any]]:
    """What the record says of the parts of a matrix: `page`, `title` and the names of its `notebooks`."""
    return [
        {"page": page, "title": title, "notebooks": [run.name for run in spec.notebooks if run.part_page == page]}
        for page, title in spec.parts.items()
    ]


def write(spec: Spec, record: dict[str, Any], made: dict[str, Made], work: Path, changed: dict[str, Any]) -> None:
    """Write `index.html`, and for a matrix a page like it for each part, to which `index.html` then leads.

    Parameters
    ----------
    spec : Spec
    record : dict
        Of the run (see `discourse.reports.manifest`).
    made : dict of str to Made
    work : Path
        The folder of the run.
    changed : dict
        What `discourse.reports.changes.compare` found.
    """
    chapters = {
        name: index.chapter(name, one.title, one.kept, (work / f"{name}.html").read_text(encoding="utf-8"))
        for name, one in made.items()
    }
    printed = "pdf" in spec.outputs
    for part in record["parts"]:
        entries = [entry for entry in record["notebooks"] if entry["name"] in part["notebooks"]]
        page = index.render(
            {**record, "title": f"{spec.title}: {part['title']}", "notebooks": entries},
            spec.summary,
            [chapters[name] for name in part["notebooks"]],
            work,
            changes.shown(changes.of(changed, part["notebooks"])),
            files=[name for entry in entries for name in files_of(entry["name"], entry["kept"])],
            pdf=f"{part['page']}.pdf" if printed else "",
            whole=spec.title,
        )
        (work / f"{part['page']}.html").write_text(page, encoding="utf-8")
    names = [entry["name"] for entry in record["notebooks"]]
    page = index.render(
        record,
        spec.summary,
        [chapters[name] for name in names],
        work,
        changes.shown(changed),
        parts=[{**part, "chapters": [chapters[name] for name in part["notebooks"]]} for part in record["parts"]],
        pdf=WHOLE if printed and not record["parts"] else "",
    )
    (work / "index.html").write_text(page, encoding="utf-8")
    if printed:
        _print(record, names, work)


def _print(record: dict[str, Any], names: list[str], work: Path) -> None:
    documents = {f"{part['page']}.pdf": [part["page"], *part["notebooks"]] for part in record["parts"]}
    when = datetime.fromisoformat(record["finished"])
    for target, pages in (documents or {WHOLE: ["index", *names]}).items():
        pdf.write([work / f"{page}.html" for page in pages], work / target, folder=work / ".print", when=when)

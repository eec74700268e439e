"""A description of a run in the words of RO-Crate, with which it can be deposited beside a paper.

Follows RO-Crate 1.1 (https://w3id.org/ro/crate/1.1) and the profile Process Run Crate 0.5: each notebook is an action
of the library on the corpora it read, with the parameters it was given and the files it made.
"""

from __future__ import annotations

import json
import mimetypes
from pathlib import Path
from typing import Any

from discourse.reports import manifest
from discourse.reports.reuse import files_of

NAME = "ro-crate-metadata.json"
PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
TYPES = {
    ".ipynb": "application/x-ipynb+json",
    ".parquet": "application/vnd.apache.parquet",
    ".md": "text/markdown",
    ".csv": "text/csv",
}
MEANINGS = {
    "index.html": "The report's first page: the answers, what changed, and the method",
    "changes.json": "Estimates that moved, and documents that came or went, since the run before",
    "documents.json": "The documents that were read, with hashes of their texts",
    manifest.NAME: "Inputs, parameters, versions and seeds of the run, and the SHA-256 of its files",
}


def write(record: dict[str, Any], folder: Path, *, summary: str, authors: tuple[str, ...], license: str) -> None:
    """Describe the files of a run in `ro-crate-metadata.json`.

    Parameters
    ----------
    record : dict
        The run's record (see `discourse.reports.manifest`).
    folder : Path
        Of the run; every file in it is described, and the record too, which is written after this.
    summary : str
    authors : tuple of str
    license : str
        Under which terms it may be used; left out where empty.
    """
    from rocrate.model.contextentity import ContextEntity
    from rocrate.model.person import Person
    from rocrate.rocrate import ROCrate

    crate = ROCrate(version="1.1")
    crate.name, crate.datePublished = record["title"], record["finished"]
    crate.description = summary or record["title"]
    if license:
        crate.license = license
    if authors:
        crate.root_dataset["author"] = [
            crate.add(Person(crate, f"#author-{number}", properties={"name": name}))
            for number, name in enumerate(authors, start=1)
        ]
    profile = {"@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"}
    crate.root_dataset["conformsTo"] = crate.add(ContextEntity(crate, PROFILE, properties=profile))
    files = {}
    for name, digest in {**manifest.hashes(folder), manifest.NAME: None}.items():
        files[name] = crate.add_file(dest_path=name, properties=_file(folder / name, name, digest))
    crate.root_dataset["mentions"] = _actions(crate, record, files)
    text = json.dumps(crate.metadata.generate(), indent=1, ensure_ascii=False)
    (folder / NAME).write_text(f"{text}\n", encoding="utf-8")


def _file(path: Path, name: str, digest: str | None) -> dict[str, Any]:
    kind = TYPES.get(path.suffix) or mimetypes.types_map.get(path.suffix, "application/octet-stream")
    about: dict[str, Any] = {"name": MEANINGS.get(name, path.name), "encodingFormat": kind}
    if digest:
        about |= {"sha256": digest, "contentSize": str(path.stat().st_size)}
    return about


def _actions(crate, record: dict[str, Any], files: dict[str, Any]) -> list:
    """What each notebook did."""
    from rocrate.model.contextentity import ContextEntity

    def entity(identifier: str, kind: str, **properties):
        return crate.add(ContextEntity(crate, identifier, properties={"@type": kind, **properties}))

    versions = record["versions"]
    instrument = entity(
        "#discourse",
        "SoftwareApplication",
        name="discourse",
        softwareVersion=versions["discourse"],
        sha256=record["kit"],
    )
    instrument["softwareRequirements"] = [
        entity(f"#software-{name}", "SoftwareApplication", name=name, softwareVersion=version)
        for name, version in versions.items()
        if name != "discourse"
    ]
    inputs: dict[tuple[str, str], Any] = {}
    found = []
    for one in record["notebooks"]:
        read = []
        for source in one["inputs"]:
            key = (source["value"], source["sha256"])
            if key not in inputs:
                number = len(inputs) + 1
                about = {"name": source["value"], "sha256": source["sha256"], "contentSize": str(source["bytes"])}
                inputs[key] = entity(f"#input-{number}", "Dataset", **about)
            if inputs[key] not in read:
                read.append(inputs[key])
        given = [
            entity(f"#{one['name']}-{name}", "PropertyValue", name=name, value=json.dumps(value, ensure_ascii=False))
            for name, value in one["parameters"].items()
        ]
        about = {"name": one["title"], "description": f"{one['notebook']}, SHA-256 {one['sha256']}"}
        found.append(
            crate.add_action(
                instrument,
                f"#run-{one['name']}",
                object=[*read, *given],
                result=[files[name] for name in files_of(one["name"], one["kept"])],
                properties={"@type": "CreateAction", "endTime": record["finished"], **about},
            )
        )
    return found

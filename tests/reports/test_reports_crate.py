"""A run describes itself in the words of RO-Crate, so that it can be deposited beside a paper."""

from __future__ import annotations

import hashlib
import json

from rocrate.rocrate import ROCrate

from discourse.reports import spec
from discourse.reports.run import run

COUNT = """
import pandas as pd, pathlib
from discourse.reports.output import keep
keep(pd.DataFrame({"words": [len(pathlib.Path(corpus).read_text().split())]}), "words")
"""


def test_a_run_is_read_back_as_a_crate_that_names_every_file(notebook, spec_file, tmp_path):
    notebook("n", "# How many?", COUNT, parameters='corpus: str = "text.txt"\nseed: int = 7')
    (tmp_path / "text.txt").write_text("They spoke of a truce.")
    path = spec_file(
        'title = "Words of war"\nsummary = "How many."\nauthors = ["A. Author", "B. Author"]\nlicense = "CC-BY-4.0"\n'
        '[[notebooks]]\nnotebook = "n.ipynb"\n'
    )
    folder = run(spec.load(path), progress=lambda *_args, **_options: None).folder
    crate = ROCrate(folder)
    record = json.loads((folder / "manifest.json").read_text())
    assert (crate.name, crate.description, crate.license) == ("Words of war", "How many.", "CC-BY-4.0")
    assert crate.root_dataset["datePublished"] == record["finished"]
    assert [person["name"] for person in crate.root_dataset["author"]] == ["A. Author", "B. Author"]
    files = {one.id: one for one in crate.get_by_type("File")}
    assert set(files) == {*record["files"], "manifest.json"} - {"ro-crate-metadata.json"}
    for name, one in files.items():
        if name != "manifest.json":  # which names the hash of the crate
            assert one["sha256"] == hashlib.sha256((folder / name).read_bytes()).hexdigest()
    (action,) = crate.get_by_type("CreateAction")
    assert action["instrument"]["name"] == "discourse"
    source, *given = action["object"]
    assert (source["name"], source["sha256"]) == ("text.txt", record["notebooks"][0]["inputs"][0]["sha256"])
    assert {one["name"]: one["value"] for one in given} == {"corpus": '"text.txt"', "seed": "7"}
    assert {one.id for one in action["result"]} >= {"n.html", "n.ipynb", "tables/n.words.parquet"}

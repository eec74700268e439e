"""The examples of docs/store.md run as they are written, one after the other."""

from __future__ import annotations

import re
from pathlib import Path

import discourse as dc

PAGE = Path(__file__).parents[2] / "docs" / "store.md"


def test_the_page_says_what_is_so(tmp_path, monkeypatch, capsys):
    corpus = dc.read("two-columns")
    corpus.documents.head(30).to_parquet(tmp_path / "speeches.parquet")
    more = corpus.documents.tail(10)
    more.to_json(tmp_path / "more.jsonl", orient="records", lines=True, date_format="iso")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(dc.to_store.__kwdefaults__, "size", 9000)
    code = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(code) == 4
    names: dict = {}
    for block in code:
        exec(block.replace("executor=2", "executor=1"), names)  # processes have a test of their own
    said = capsys.readouterr().out
    assert re.search(r"\n1 (\d+)\n2 \1\n", said)
    assert "30 40" in said
    assert "The Estuary Post" in said.split("30 40")[1]

"""Every object that the library hands to a person says what it is: in a line, as text and as HTML."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from IPython.lib.pretty import pretty

import discourse as dc
from discourse.display import Displayed, cell, html_table, text_table

PACKAGE = Path(dc.__file__).parent
ITEMS = ("__getitem__", "__iter__")


def _public_classes() -> dict[str, list[str]]:
    """The name of each public class of the package, and the modules that have one of this name."""
    found: dict[str, list[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                found.setdefault(node.name, []).append(module)
    return found


def reachable() -> list[type]:
    """The classes that somebody who begins at the face comes upon: what functions return, and so on from there."""
    known, seen, open_ = _public_classes(), {}, [getattr(dc, name) for name in dir(dc)]
    while open_:
        item = open_.pop()
        if inspect.ismodule(item):
            open_ += [getattr(item, name) for name in getattr(item, "__all__", ())]
            item = getattr(item, item.__name__.rpartition(".")[2], None)
        if isinstance(item, property):
            item = item.fget
        item = getattr(item, "__func__", item.func if isinstance(item, cached_property) else item)
        if inspect.isclass(item):
            if item.__module__.startswith("discourse.") and not issubclass(item, BaseException) and item not in seen:
                seen[item] = None
                open_ += [value for name, value in vars(item).items() if name in ITEMS or not name.startswith("_")]
                open_ += _named(" ".join(map(str, inspect.get_annotations(item).values())), item, known)
        elif inspect.isfunction(item):
            open_ += _named(str(item.__annotations__.get("return", "")), item, known)
    return sorted(seen, key=lambda one: (one.__module__, one.__name__))


def _named(annotation: str, where, known: dict[str, list[str]]) -> list[type]:
    """The classes of the package that an annotation names."""
    modules = vars(importlib.import_module(where.__module__))
    found = []
    for name in set(re.findall(r"[A-Za-z_]\w*", annotation)) & set(known):
        ours = modules.get(name)
        found += [ours] if inspect.isclass(ours) else [getattr(importlib.import_module(m), name) for m in known[name]]
    return found


@pytest.mark.parametrize("kind", reachable(), ids=lambda kind: f"{kind.__module__}.{kind.__name__}")
def test_every_class_that_is_handed_out_has_a_rich_display(kind):
    assert hasattr(kind, "_repr_html_") or hasattr(kind, "_repr_mimebundle_")
    assert kind.__repr__ is not object.__repr__
    if issubclass(kind, Displayed):
        assert kind._heading is not Displayed._heading
        assert kind.__repr__ is Displayed.__repr__  # a dataclass would have made its own


def test_the_walk_comes_upon_what_people_use():
    names = {kind.__name__ for kind in reachable()}
    assert names >= {"Corpus", "Document", "Codebook", "Category", "Coding", "Explanation", "Statements", "Concordance"}
    assert names >= {"TopicModel", "TopicEffects", "Comparison", "Wordscores", "Wordfish", "Sheet", "HandCoded"}
    assert names >= {"Validation", "Learned", "Explorer", "Figure", "Estimates"}


@pytest.fixture(scope="module")
def objects(tmp_path_factory):
    """One of each kind, with markup where a text can have some."""
    evil = "<script>alert(1)</script>"
    columns = dc.read("two-columns")
    rows = columns.documents.head(8).assign(title=evil, outlet=["<b>A</b>", "B"] * 4, text=lambda t: evil + t["text"])
    corpus = dc.read(rows.drop(columns="source"))
    coding, statements = dc.code(corpus, "war-and-talks"), dc.statements(corpus)
    model = dc.topics(corpus, k=2, prevalence="~ outlet", min_documents=2)
    sheet = dc.draw_sheet(corpus, "war-and-talks", 4, categories=["fear", "hope"])
    counts = pd.DataFrame([[8, 2, 0], [0, 2, 8], [4, 4, 2]], index=[evil, "b", "c"], columns=["x", "y", "z"])
    return [
        *(corpus, corpus[corpus.documents["document"][0]], coding, coding.codebook, statements, model, sheet),
        *(coding.explain(corpus.documents["document"][0]), coding.codebook.categories["hope"], model.effects()),
        *(model.effects().found, sheet.items[0], dc.concordance(corpus, "peace"), dc.concordance(corpus, "xyzzy")),
        *(
            dc.contrast.wordscores(counts, [-1, 1, np.nan]),
            dc.contrast.wordfish(counts),
            *coding.codebook.scales.values(),
        ),
    ]


class Tags(HTMLParser):
    """The elements of a piece of HTML."""

    def __init__(self, html: str):
        super().__init__()
        self.found: set[str] = set()
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        self.found.add(tag)
        assert not [name for name, _ in attributes if name.startswith("on") or name in ("href", "src")]


def test_html_is_escaped_and_reads_without_style_sheet_or_script(objects):
    for one in objects:
        html = one._repr_html_()
        assert not Tags(html).found & {"script", "style", "b", "iframe", "link"}, type(one)


def test_a_line_in_a_list_and_more_on_its_own(objects):
    for one in objects:
        assert repr(one).startswith("<"), type(one)
        assert "\n" not in repr(one)
        assert " object at 0x" not in str(one)
        assert pretty(one) == str(one)
        assert pretty([one]) == f"[{one!r}]"


def test_a_table_is_cut_and_says_so():
    table = pd.DataFrame({"word": ["<b>"] * 15, "n": np.arange(15.0), "share": np.arange(15) / 7})
    assert html_table(table).count("<tr>") == 13
    assert "&lt;b&gt;" in html_table(table)
    assert text_table(table).splitlines()[-1] == "… and 3 more"
    assert text_table(table).splitlines()[:2] == ["word   n  share", "<b>    0  0.000"]
    assert cell(float("nan")) == cell(None) == cell(pd.NaT) == cell([]) == "–"
    assert cell("a" * 500).endswith("…")

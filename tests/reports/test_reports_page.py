"""What a reader does with a published page: from a number to its sentences, search, dark and light, by keyboard."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from discourse.reports import spec
from discourse.reports.run import run

pytestmark = pytest.mark.browser

TEXTS = """
import pandas as pd
import discourse as dc
from discourse import figures
hope = "Hope \\u202e</script><script>window.owned = 1</script>" + "W" * 300 + "\\x00\\x1b[31m."
texts = dc.Corpus(pd.DataFrame({"document": ["<b>1</b>", "2"], "text": [f"Before it. {hope} After it.", "Nothing."],
                                "title": ["A", "B"], "language": ["en", "en"]}))
"""
SENTENCES = """
found = pd.DataFrame([("<b>1</b>", 11, 11 + len(hope), hope, [(11, 15)])],
                     columns=["document", "start", "end", "text", "hits"])
found.attrs["drawn"] = "1 of 9 sentences, drawn at random (seed 0)"
behind = {"hope": found}
table = pd.DataFrame({"category": ["hope"], "measure": "share of documents", "group": "all", "period": "all",
                      "value": [0.5], "low": [0.1], "high": [0.9], "n_documents": [2], "n_units": [1], "method": ""})
dc.keep(f"Hope is in {figures.link('50%', 'hope')} of the texts [10%, 90%].", "answer")
"""
SHOW = "figure = dc.keep(figures.dotplot(table, title='Hope <i>\\x1b'), 'shares')\nfigure"
TABLE = "figures.estimates_table(table, behind=behind)"
BEHIND = "figures.behind(behind, texts.documents)"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A report of one notebook, made once."""
    import nbformat
    from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

    place = tmp_path_factory.mktemp("page")
    cells = [
        new_markdown_cell("# Is there hope?\n\nA page about it."),
        new_code_cell("seed: int = 0  # of the sample", metadata={"tags": ["parameters"]}),
        *map(new_code_cell, (TEXTS, SENTENCES, SHOW)),
        new_markdown_cell("**How sure?** Lines are intervals."),
        new_markdown_cell("## All of them"),
        new_code_cell(TABLE),
        new_markdown_cell("#### Behind"),
        new_code_cell(BEHIND),
        new_markdown_cell("## Codes"),
        new_code_cell("from discourse.framing.codebook import Codebook\nfigures.codebook(Codebook.load('certainty'))"),
    ]
    for number, cell in enumerate(cells):
        cell["id"] = f"own-{number}"
    nbformat.write(new_notebook(cells=cells), place / "hope.ipynb")
    (place / "one.toml").write_text('title = "R"\n[[notebooks]]\nnotebook = "hope.ipynb"\n', encoding="utf-8")
    outcome = run(spec.load(place / "one.toml"), progress=lambda *_args, **_options: None)
    assert outcome.code == 0, outcome.message
    return outcome.folder


@pytest.fixture
def opened(chromium, folder):
    """Open a page of the report; what it asks for and complains of is looked at in the end."""
    contexts, wrong = [], []

    def go(name: str, **options):
        contexts.append(chromium.new_context(viewport={"width": options.pop("width", 1200), "height": 800}, **options))
        page = contexts[-1].new_page()
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("dialog", lambda dialog: wrong.append(dialog.message))
        page.on("request", lambda one: wrong.append(one.url) if not one.url.startswith(("file:", "data:")) else None)
        page.goto((folder / f"{name}.html").as_uri())
        return page

    yield go
    for context in contexts:
        for page in context.pages:
            assert page.evaluate("window.owned") is None
        context.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["index", "hope"])
def test_there_is_no_serious_barrier(opened, name, scheme):
    page = opened(name, color_scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    found = Axe().run(page).response["violations"]
    assert [(one["id"], [node["html"][:200] for node in one["nodes"]]) for one in found] == []


@pytest.mark.parametrize("script", [True, False])
def test_a_number_leads_to_its_sentences_with_and_without_scripts(opened, script):
    page = opened("hope", java_script_enabled=script) if script else None
    if not script:
        page = opened("hope")  # what the browser itself does with a link into what is folded
        page.evaluate("document.querySelectorAll('script').forEach((one) => one.remove())")
    sentence = page.locator(".behind blockquote").first
    assert not sentence.is_visible()
    page.locator("table.estimates a").first.click()
    sentence.wait_for(state="visible", timeout=2000)
    assert "1 of 9 sentences, drawn at random (seed 0)" in page.locator(".behind").first.inner_text()
    assert not page.locator(".place p").first.is_visible()
    page.locator(".place summary").first.click()
    assert "Before it." in page.locator(".place p").first.inner_text()


def test_the_first_page_has_answer_figure_how_sure_and_sentences_in_this_order(opened):
    page = opened("index")
    chapter = page.locator(".chapter").last
    places = [chapter.locator(what).first.bounding_box()["y"] for what in (".answer", ".drawn", ".sure", ".behind")]
    assert places == sorted(places)
    chapter.locator(".answer a").click()
    assert chapter.locator(".behind blockquote").first.is_visible()
    assert page.locator(".method .codebook").count() == 1


def test_what_cannot_be_seen_is_shown_and_turns_nothing_around(opened):
    page = opened("hope")
    text = page.locator(".behind blockquote p").first.text_content()
    assert "[U+202E]" in text
    assert "</script>" in text
    assert not any(sign in page.content() for sign in "\u202e\x00\x1b")


@pytest.mark.parametrize("width", [400, 1200])
@pytest.mark.parametrize("name", ["index", "hope"])
def test_no_word_is_too_wide_for_the_window(opened, name, width):
    page = opened(name, width=width)
    page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_switch_is_kept_and_paper_is_never_dark(opened):
    page = opened("hope", color_scheme="light")
    ground = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(ground)
    page.locator("#theme").click()
    dark = page.evaluate(ground)
    assert dark != light
    page.get_by_role("link", name="← R").click()
    assert page.evaluate(ground) == dark
    page.emulate_media(media="print")
    assert page.evaluate(ground) == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('.drawn')).filter") == "none"


def test_the_search_finds_folded_sentences_and_other_pages_by_keyboard(opened):
    page = opened("hope")
    page.locator("#search").fill("before it")
    page.keyboard.press("Enter")
    assert "1 place" in page.locator("#found [role=status]").inner_text()
    page.keyboard.press("Enter")
    assert page.locator(".place p").first.is_visible()
    index = opened("index")
    index.locator("#search").fill("drawn at random")
    index.keyboard.press("Enter")
    index.locator("#found a").first.click()
    assert index.url.endswith("hope.html#behind-hope")
    assert index.locator(".behind blockquote").first.is_visible()


def test_a_drawing_is_part_of_the_page_and_says_what_it_shows(opened, folder):
    page = opened("hope")
    drawing = page.get_by_role("img", name="Dot plot of share of documents")
    assert drawing.bounding_box()["width"] > 300
    assert drawing.locator("text", has_text="Hope <i>␛").count() == 1
    assert (folder / "hope.html").stat().st_size < 80_000

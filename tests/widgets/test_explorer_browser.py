"""The explorer in a real JupyterLab: a person types, filters, and opens a passage."""

from __future__ import annotations

import pytest


@pytest.mark.slow
@pytest.mark.browser
def test_typing_filtering_and_opening_a_passage(opened):
    page = opened("explore")
    explorer = page.locator(".concordance-explorer")
    rows, note = explorer.locator("tbody tr"), explorer.locator(".ce-note")
    rows.first.wait_for()
    assert note.inner_text().startswith("peace: ")

    explorer.get_by_label("search").fill("")
    explorer.get_by_label("search").press_sequentially("lemma:talk")  # no key is taken for a command
    explorer.get_by_role("button", name="Search").click()
    note.filter(has_text="lemma:talk: ").wait_for()
    both = rows.count()
    assert all(word.lower().startswith("talk") for word in explorer.locator(".ce-keyword").all_inner_texts())

    explorer.get_by_label("outlet").select_option("The Granite Ledger")
    note.filter(has_text="outlet = The Granite Ledger").wait_for()
    assert 0 < rows.count() < both
    assert all(name.endswith("granite-ledger") for name in explorer.locator(".ce-document").all_inner_texts())

    explorer.get_by_label("sort by").select_option("right")
    page.wait_for_function(
        "() => { const all = [...document.querySelectorAll('.ce-right')].map(cell => cell.textContent[0]);"
        " return all.length > 1 && all.every((one, i) => i === 0 || !/[a-z]/i.test(all[i - 1]) ||"
        " all[i - 1].toLowerCase() <= one.toLowerCase()); }"
    )
    chosen = rows.nth(1)
    keyword, after = (chosen.locator(name).inner_text() for name in (".ce-keyword", ".ce-right"))
    chosen.click()
    text = explorer.locator(".ce-passage .ce-text")
    text.wait_for()
    assert text.locator("mark").inner_text() == keyword
    assert "".join(after.split()) in "".join(text.inner_text().split())
    assert text.locator("mark").is_visible()

    explorer.get_by_label("search").fill("lemma:")
    explorer.get_by_label("search").press("Enter")
    note.filter(has_text="needs a word").wait_for()
    assert rows.count() == 0
    assert not text.is_visible()

"""The coding sheet in a real JupyterLab: coded with the keyboard, and gone on with after the kernel was restarted."""

from __future__ import annotations

import pytest
from serving import KERNEL_IS_IDLE

from discourse.sheets import read_sheets


@pytest.mark.slow
@pytest.mark.browser
def test_a_sheet_is_coded_by_keyboard_and_survives_a_restart(lab, opened):
    folder, *_ = lab
    page = opened("sheet")
    sheet = page.locator(".discourse-coding")
    head = sheet.locator(".discourse-coding-head")
    head.filter(has_text="1 of 5 · 0 coded").wait_for()
    sheet.focus()
    page.keyboard.press("1")
    head.filter(has_text="1 of 5 · 1 coded").wait_for()
    assert sheet.locator("button[aria-pressed=true]").count() == 1
    page.keyboard.press("Enter")
    head.filter(has_text="2 of 5").wait_for()
    page.keyboard.press("n")
    head.filter(has_text="2 of 5 · 2 coded").wait_for()
    kept = read_sheets(folder / "notebooks" / "s-ada.csv", folder / "notebooks" / "s.key.json")
    assert kept["value"].tolist() == [1, 0, 0, 0]

    page.evaluate(
        "async () => { await window.jupyterapp.shell.currentWidget.sessionContext.session.kernel.restart(); }"
    )
    page.wait_for_function(KERNEL_IS_IDLE, timeout=90_000)
    page.evaluate("() => { void window.jupyterapp.commands.execute('notebook:run-all-cells'); }")
    head.filter(has_text="3 of 5 · 2 coded").wait_for()
    sheet.get_by_role("button", name="Hope").click()
    head.filter(has_text="3 of 5 · 3 coded").wait_for()
    page.keyboard.press("ArrowLeft")
    head.filter(has_text="2 of 5").wait_for()
    assert sheet.get_by_role("button", name="None of these").get_attribute("aria-pressed") == "true"

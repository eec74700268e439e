"""What the tests share."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from hypothesis import settings

# Compiling and dictionaries take their time at the first example; how long one takes is for the benchmarks.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

CHECKOUT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """Hand-coded data kept beside the checkout; it may not be distributed, so most machines have none."""
    folder = CHECKOUT.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip("the hand-coded data is not on this machine")
    return folder


@pytest.fixture(scope="session")
def chromium():
    """A browser without a network of its own, to open published pages in."""
    sync_api = pytest.importorskip("playwright.sync_api")
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)("no Chromium is installed")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def _own_data_folder(tmp_path_factory, monkeypatch):
    """Keep fetched corpora of the tests away from the person's own."""
    monkeypatch.setenv("DISCOURSE_DATA", str(tmp_path_factory.mktemp("discourse-data")))

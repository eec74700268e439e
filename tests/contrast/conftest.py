"""What the tests of this room share."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import discourse as dc

CHECKOUT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def shared_reference() -> Path:
    """Results of quanteda 4.3.1 and its sister packages, kept beside the checkout; most machines have none."""
    folder = CHECKOUT.parent / "shared" / "reference"
    if not folder.is_dir():
        pytest.skip("quanteda's results are not on this machine")
    return folder


@pytest.fixture(scope="session")
def inaugural(shared_reference):
    """The inaugural addresses as quanteda read them, nothing marked."""
    table = pd.read_csv(shared_reference / "inaugural" / "inaugural.csv")
    return dc.read(table.rename(columns={"id": "document"}), date="year", clean=False, language="en")


@pytest.fixture(scope="session")
def columns():
    """The invented columnists."""
    return dc.read("two-columns")

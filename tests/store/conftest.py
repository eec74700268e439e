"""Stores that the tests of this folder share: made once, copied where a test damages or changes one."""

from __future__ import annotations

import shutil

import pytest
from sizes import size_for

import discourse as dc

PARTITIONS = 7


@pytest.fixture(scope="session")
def lee():
    return dc.read("lee")


@pytest.fixture(scope="session")
def _written(tmp_path_factory, lee):
    return dc.to_store(lee, tmp_path_factory.mktemp("stores") / "lee", size=size_for(lee, PARTITIONS))


@pytest.fixture(scope="session")
def stored(_written):
    """The store of lee, not to be changed."""
    return _written


@pytest.fixture
def own(_written, tmp_path):
    """A copy of it."""
    return shutil.copytree(_written, tmp_path / "lee")

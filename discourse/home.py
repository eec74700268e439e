"""Where the files that come with the kit are: beside the package in a checkout, inside it when installed."""

from __future__ import annotations

from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def is_checkout() -> bool:
    """Whether the package runs from a checkout, with `corpora/` and `notebooks/` beside it."""
    return (PACKAGE.parent / "corpora" / "catalogue.toml").is_file()


def home() -> Path:
    """The folder that holds `corpora/`, `notebooks/` and `reports/`."""
    return PACKAGE.parent if is_checkout() else PACKAGE / "_home"

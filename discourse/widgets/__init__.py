"""Widgets for JupyterLab; where widgets do not run, each shows as static HTML or as text."""

from discourse.widgets.coding import CodingSheet

__all__ = ["CodingSheet"]

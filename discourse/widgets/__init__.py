"""Widgets for JupyterLab; where widgets do not run, each shows as static HTML or as text."""

from discourse.widgets.coding import CodingSheet
from discourse.widgets.explorer import Explorer, explore

__all__ = ["CodingSheet", "Explorer", "explore"]

"""Widgets for JupyterLab; where widgets do not run, each shows as static HTML or as text."""

from discourse.widgets.explorer import Explorer, explore

__all__ = ["Explorer", "explore"]

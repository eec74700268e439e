"""HTML for notebooks and published pages, with a plain-text twin."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Html:
    """A piece of HTML that displays in a notebook; `text` is what shows where HTML does not."""

    html: str
    text: str

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}

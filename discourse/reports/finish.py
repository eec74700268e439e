"""Fit what a notebook showed into a page: headings in order, tables that scroll, drawings, and nothing invisible."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import bs4
from markupsafe import Markup

FIGURE = "figure-"  # what the name of a kept figure begins with


@dataclass(frozen=True)
class Heading:
    """A line of the contents list."""

    level: int
    id: str
    text: str


def finish(html: str, drawings: Mapping[str, Markup]) -> tuple[Markup, list[Heading]]:
    """Make cleaned HTML into the body of a page.

    Parameters
    ----------
    html : str
        What `discourse.reports.clean.clean` let through.
    drawings : mapping of str to Markup
        By the name of a kept figure: what to show in place of its picture.

    Returns
    -------
    body : Markup
    headings : list of Heading
        Those of the second and third level, in order.
    """
    soup = bs4.BeautifulSoup(html, "html.parser")
    headings = _headings(soup)
    for table in soup.find_all("table"):
        _box(soup, table)
    put = {}
    for figure in soup.find_all("figure", id=re.compile(f"^{FIGURE}")):
        drawing, image = drawings.get(figure["id"].removeprefix(FIGURE)), figure.find("img")
        if drawing and image:
            mark = f"drawing-{len(put)}-of-{figure['id']}"
            put[f"<var>{mark}</var>"] = drawing
            place = soup.new_tag("var")
            place.string = mark
            image.replace_with(place)
    body = str(soup)
    for mark, drawing in put.items():
        body = body.replace(mark, drawing, 1)
    return Markup(body), headings


def _headings(soup: bs4.BeautifulSoup) -> list[Heading]:
    """Give each heading a name, and a level at most one below that of the heading before; the page's own is 1."""
    found, taken, before = [], {element["id"] for element in soup.find_all(id=True)}, 1
    for heading in soup.find_all(re.compile(r"^h[1-6]$")):
        before = min(max(2, int(heading.name[1])), before + 1)
        heading.name = f"h{before}"
        text = " ".join(heading.get_text().split())
        if not heading.get("id"):
            stem = name = re.sub(r"\W+", "-", text.lower()).strip("-")[:60] or "part"
            number = 1
            while name in taken:
                number += 1
                name = f"{stem}-{number}"
            taken.add(name)
            heading["id"] = name
        if before <= 3:
            found.append(Heading(before, heading["id"], text))
    return found


def _box(soup: bs4.BeautifulSoup, table: bs4.Tag) -> None:
    """Let a table scroll inside a box of its own that says what it is."""
    heading = table.find("caption") or table.find_previous(re.compile(r"^h[1-6]$"))
    name = " ".join(heading.get_text().split()) if heading else ""
    box = soup.new_tag("div", attrs={"class": "scroll", "tabindex": "0", "role": "group"})
    box["aria-label"] = f"Table: {name}" if name else "Table"
    for cell in table.select("thead th:not([scope])"):
        if cell.get_text(strip=True):
            cell["scope"] = "col"
        else:
            cell.name = "td"  # a corner that heads nothing
    table.wrap(box)

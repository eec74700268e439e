"""What the first page of a report takes from the page of a notebook."""

from __future__ import annotations

import re
from dataclasses import dataclass

import bs4
from markupsafe import Markup

from discourse.reports.finish import FIGURE

SENTENCES = 4  # numbers of an answer whose sentences stand on the first page
UNSEARCHED = ("pre", "style", "script", "var")


@dataclass(frozen=True)
class Excerpt:
    """Parts of a page, fit to stand beside those of other pages.

    `behind` holds the sentences that the numbers of the answer lead to; `texts` is what a search looks
    through: the name of a place in the page, and the text from there to the next.
    """

    answer: Markup
    figure: Markup
    sure: Markup
    behind: Markup
    codebooks: tuple[Markup, ...]
    texts: list[tuple[str, str]]


def excerpt(name: str, page: str, figure: str) -> Excerpt:
    """Take from a page what the report's first page shows of it.

    Parameters
    ----------
    name : str
        Of the notebook: names of places in what is taken begin with it, and other links lead to its page.
    page : str
        The page, as HTML.
    figure : str
        The name of the figure that is taken; empty for none.
    """
    drawn = re.search(rf'<figure id="{FIGURE}{re.escape(figure)}".*?</figure>', page, re.DOTALL) if figure else None
    soup = bs4.BeautifulSoup(re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL), "html.parser")
    main = soup.find("main") or soup
    answer, sure = main.find(class_="answer"), main.find(class_="sure")
    texts = _texts(main)
    wanted = [link["href"][1:] for link in (answer.select('a[href^="#"]') if answer else [])]
    places = [place for one in dict.fromkeys(wanted) if (place := main.find(id=one)) and place.find_parent("details")]
    blocks = [place.find_parent("details") for place in places[:SENTENCES]]
    codebooks = tuple(_moved(one, name, set()) for one in main.find_all(class_="codebook"))
    taken = {place["id"] for place in places[:SENTENCES]}
    return Excerpt(
        answer=_moved(answer, name, taken),
        figure=Markup(drawn[0].replace('id="', f'id="{name}--', 1)) if drawn else Markup(),
        sure=_moved(sure, name, taken),
        behind=Markup("").join(_moved(block, name, taken) for block in blocks),
        codebooks=codebooks,
        texts=texts,
    )


def _moved(element: bs4.Tag | None, name: str, taken: set[str]) -> Markup:
    """An element as HTML, its names and links as they have to be on another page."""
    if element is None:
        return Markup()
    if element.name == "details":
        del element["open"]
    for one in [element, *element.find_all(id=True)]:
        if one.get("id"):
            one["id"] = f"{name}--{one['id']}"
    for link in element.select('a[href^="#"]'):
        place = link["href"][1:]
        link["href"] = f"#{name}--{place}" if place in taken else f"{name}.html#{place}"
    return Markup(str(element))


def _texts(main: bs4.Tag) -> list[tuple[str, str]]:
    """The words of a page by the place they stand at."""
    place, found = "content", {}
    for one in main.descendants:
        if isinstance(one, bs4.Tag):
            if one.get("id") and not one["id"].startswith(("T_", FIGURE)):
                place = one["id"]
        elif not one.find_parent(UNSEARCHED) and not one.find_parent("details", class_="place") and one.strip():
            found.setdefault(place, []).append(" ".join(one.split()))
    return [(place, " ".join(words)) for place, words in found.items()]

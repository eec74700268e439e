"""A figure's SVG as part of a page: small, harmless, and readable on light and dark grounds."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from base64 import b64encode
from pathlib import Path

from markupsafe import Markup, escape

from discourse.reports.gather import Kept
from discourse.reports.seen import seen

SHARP_UP_TO = 90_000  # characters; a heavier drawing is shown as its picture
SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
TAGS = set("svg g defs clipPath path rect circle ellipse line polyline polygon text tspan use image".split())
ATTRIBUTES = set(
    "d x y x1 y1 x2 y2 dx dy cx cy r rx ry width height points transform clip-path fill fill-opacity fill-rule stroke "
    "stroke-width stroke-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin opacity font-size "
    "font-style font-weight text-anchor preserveAspectRatio".split()
)
# What the style sheet or SVG itself says already.
USUAL = {("fill", "#000000"), ("stroke-linecap", "butt"), ("stroke-linejoin", "round"), ("text-anchor", "start")}
PICTURE = re.compile(r"data:image/png;base64,[A-Za-z0-9+/=\s]*")
LOCAL = re.compile(r"url\(#([\w.-]+)\)")
LONG = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
NO_TURN = re.compile(r"rotate\(-?0(?:\.0+)?(?: [^)]*)?\)")


def drawing(kept: Kept, prefix: str) -> Markup:
    """The drawing of a kept figure as an element of a page; empty where it would make the page heavy.

    Parameters
    ----------
    kept : Kept
        A figure.
    prefix : str
        What the names within the drawing begin with; no other drawing of the page has the same.
    """
    source = next((path for path in kept.files if path.suffix == ".svg"), None)
    found = inline(source, kept.alt, prefix) if source else Markup()
    return found if len(found) <= SHARP_UP_TO else Markup()


def picture(kept: Kept) -> Markup:
    """The picture of a kept figure as an element of a page; the drawing as one where no picture was asked for."""
    forms = {path.suffix: path for path in kept.files}
    kind = "png" if ".png" in forms else "svg+xml"
    data = b64encode(forms.get(".png", forms.get(".svg")).read_bytes()).decode()
    return Markup('<img alt="{}" src="data:image/{};base64,{}">').format(kept.alt, kind, data)


def inline(source: Path, alt: str, prefix: str) -> Markup:
    """An SVG file as an element of a page.

    Only shapes and text are kept, without scripts, links, styles and anything from elsewhere. Coordinates are
    rounded to a hundredth of a point, and groups and names that nothing refers to are left out.

    Examples
    --------
    >>> import tempfile
    >>> file = Path(tempfile.mkdtemp()) / "f.svg"
    >>> text = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><script/><path d="M 1.23456 2 L 3 4"/></svg>'
    >>> _ = file.write_text(text)
    >>> print(inline(file, "A line.", "f"))
    <svg class="drawn" role="img" aria-label="A line." viewBox="0 0 9 9"><path d="M1.23 2L3 4"/></svg>
    """
    root = ET.fromstring(seen(source.read_text(encoding="utf-8")).encode())
    names = _referred_to(root)
    inner = "".join(_written(child, names, prefix) for child in root)
    size = [float(number) for number in root.get("viewBox", "").split()]
    width = f' style="width:{round(size[2] * 96 / 72)}px"' if root.get("width", "").endswith("pt") else ""
    box = " ".join(f"{number:g}" for number in size)
    head = f'<svg class="drawn" role="img" aria-label="{escape(alt)}" viewBox="{box}"{width}>'
    return Markup(f"{head}{inner}</svg>")


def _referred_to(root: ET.Element) -> set[str]:
    """The names that something in the drawing refers to."""
    found = set()
    for element in root.iter():
        found.add(element.get(HREF, "").removeprefix("#"))
        for value in element.attrib.values():
            found.update(LOCAL.findall(value))
    return found


def _written(element: ET.Element, names: set[str], prefix: str) -> str:
    tag = element.tag.removeprefix(SVG) if isinstance(element.tag, str) else ""
    if tag not in TAGS:
        return ""
    attributes = _attributes(element, names, prefix)
    if attributes is None:
        return ""
    inner = str(escape(element.text)) if tag in ("text", "tspan") and element.text else ""
    for child in element:
        inner += _written(child, names, prefix)
        if tag == "text" and child.tail:
            inner += str(escape(child.tail))
    if not inner and tag in ("g", "defs", "text", "clipPath"):
        return ""
    if tag == "g" and not attributes:
        return inner
    start = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items())
    return f"<{tag}{start}>{inner}</{tag}>" if inner else f"<{tag}{start}/>"


def _attributes(element: ET.Element, names: set[str], prefix: str) -> dict[str, str] | None:
    """The attributes that are kept; None where the element shows nothing without those that are not."""
    given = dict(element.attrib)
    for part in given.pop("style", "").split(";"):
        name, _, value = part.partition(":")
        given[name.strip()] = value.strip()
    kept = {}
    if (name := given.get("id")) in names and name:
        kept["id"] = f"{prefix}-{name}"
    if (target := given.get(HREF)) is not None:
        if target.startswith("#"):
            kept["href"] = f"#{prefix}-{target[1:]}"
        elif PICTURE.fullmatch(target):
            kept["href"] = "".join(target.split())
        else:
            return None
    for name, value in given.items():
        if name in ATTRIBUTES and (name, value) not in USUAL and not ("url(" in value and not LOCAL.fullmatch(value)):
            kept[name] = _short(LOCAL.sub(rf"url(#{prefix}-\1)", value))
    if kept.get("transform") == "":
        del kept["transform"]
    return kept


def _short(value: str) -> str:
    """Numbers to a hundredth, and no more blanks than needed."""
    value = NO_TURN.sub("", value)
    value = LONG.sub(lambda number: f"{float(number[0]):.2f}".rstrip("0").rstrip("."), value)
    return re.sub(r"\s*([A-Za-z,()])\s*(?=[-\d])", r"\1", " ".join(value.split())).replace(" z", "z").strip()
